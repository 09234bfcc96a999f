//! The short name of each kind of mistake.

macro_rules! codes {
    ($($name:ident $text:literal $about:literal)*) => {
        /// A kind of mistake.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Code {
            $(#[doc = $about] $name,)*
        }

        impl Code {
            /// Its name, as printed in brackets.
            pub fn name(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }

            /// What it means, in one or two sentences.
            pub fn about(self) -> &'static str {
                match self { $(Self::$name => $about,)* }
            }

            /// The code of this name.
            pub fn of(name: &str) -> Option<Self> {
                match name { $($text => Some(Self::$name),)* _ => None }
            }

            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$name,)*];
        }
    };
}

codes! {
    Syntax "syntax" "The file is not valid TOML, so part of it could not be read."
    Encoding "encoding" "The file is not UTF-8 text."
    MissingFile "missing-file" "A file that every site needs is not there."
    StrayFile "stray-file" "A file lies where nothing reads it."
    Missing "missing" "A key that must be there is absent or empty."
    UnknownKey "unknown-key" "A key stands where nothing reads it; often it is misspelt."
    WrongType "wrong-type" "A value is of another kind than the key asks for."
    OutOfRange "out-of-range" "A number lies outside the range that makes sense here."
    BadId "bad-id" "An id may hold small letters, digits and hyphens only."
    RepeatedId "repeated-id" "Two things have the same id."
    UnknownName "unknown-name" "An id names something that is declared nowhere."
    UnknownValue "unknown-value" "A word is none of the few that may stand here."
    NoSuchDay "no-such-day" "A date names a day that the calendar does not have."
    FrontMatter "front-matter" "A Markdown file does not start with TOML between two lines of +++."
    NotRead "not-read" "The format has a place for this file, but this version does not read it yet."
    Untranslated "untranslated" "A text is not written in one of the site's languages; people who read that language see the first one."
    Repeated "repeated" "The same thing is said twice."
    Conflict "conflict" "Two statements cannot both hold."
    DateOrder "date-order" "Something ends before it begins."
    Circle "circle" "Units are each other's parents, or took each other over."
    TooMany "too-many" "There are more of something than the program can count."
    BadUrl "bad-url" "An address is not a whole http or https address."
    BadLanguage "bad-language" "A language is not written as a code such as en or de-CH."
}
