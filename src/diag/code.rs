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
    Template "template" "A template of the theme cannot be read, or a page cannot be made with it."
    DeadLink "dead-link" "A link inside the site leads nowhere."
    SameAddress "same-address" "Two pages would stand at the same address."
}
