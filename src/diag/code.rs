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

            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$name,)*];
        }
    };
}

codes! {
    Syntax "syntax" "The file is not valid TOML or CSV, so part of it could not be read."
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
    UnknownValue "unknown-value" "A word is none of the few that may stand here."
    NoSuchDay "no-such-day" "A date names a day that the calendar does not have."
    NotRead "not-read" "Something could not be checked, because a file that it rests on could not be read whole."
    Untranslated "untranslated" "A text is not written in one of the site's languages; people who read that language see the first one."
    Repeated "repeated" "The same thing is said twice."
    Conflict "conflict" "Two statements cannot both hold."
    DateOrder "date-order" "Something ends before it begins."
    Circle "circle" "Units are each other's parents, or took each other over."
    TooMany "too-many" "There are more of something than the program can count."
    BadUrl "bad-url" "An address is not a whole http or https address."
    BadLanguage "bad-language" "A language is not written as a code such as en or de-CH."
    FrontMatter "front-matter" "A note starts with its front matter: TOML between two lines of +++."
    BadSlug "bad-slug" "The last part of an address may hold small letters, digits and hyphens only, and pages may not take an address of the site itself."
    RepeatedSlug "repeated-slug" "Two notes of one kind have the same address."
    NoOutcome "no-outcome" "A story says what came of it: a number or a result that a reader can touch."
    Directive "directive" "A line of a note that begins with two colons shows a published figure: `:: score KEY`, `:: change KEY` or `:: chart NAME KEY`."
    UnknownLink "unknown-link" "A link inside the site leads nowhere."
    UnsafeLink "unsafe-link" "A link may lead to a web page, a mail address or a telephone number; anything else is removed."
    Picture "picture" "Notes hold no pictures: nothing may be fetched from elsewhere when a page is read."
    RemovedHtml "removed-html" "HTML written by hand that a note may not hold; it is taken out."
    UnknownItem "unknown-item" "An answer names an item or question that the instrument does not have."
    OutsideScale "outside-scale" "An answer lies outside the scale of its item."
    NotAsked "not-asked" "An answer to an item that was not on the form of this wave, or not put to this audience."
    OwnUnit "own-unit" "A supplier's own people belong to the unit of their supplier, so they name none."
    UnknownComment "unknown-comment" "The editor decides about a comment that nobody wrote in this wave."
    OtherSupplier "other-supplier" "A supplier's own people answer for one supplier only."
    RepeatedResponse "repeated-response" "One id answers once about each supplier in a wave."
    WrongWave "wrong-wave" "An answer file belongs to another wave than the folder it lies in."
    WrongSurvey "wrong-survey" "An answer file belongs to another instrument."
    WrongForm "wrong-form" "An answer file was filled in on another form than the wave sent out."
    NotThen "not-then" "A unit or supplier did not exist when the wave closed."
    RowLength "row-length" "A row of a table has more or fewer cells than its first row."
    Unreadable "unreadable" "The machine stopped reading a file before its end."
    EditionNumber "edition-number" "The editions of the ledger are numbered 001, 002 and so on without a gap."
    UnknownCell "unknown-cell" "A note or the ledger names a figure that this site cannot have."
    Frozen "frozen" "The answers of a published wave are not those that were published."
    Reopened "reopened" "The answers of a reopened wave are not those that were published, so fewer figures can be shown."
    Attributed "attributed" "Whether a supplier's own people are named cannot change once they have answered."
    MoreThanInvited "more-than-invited" "More people answered than were invited, so one of the two numbers is wrong; no response rate is given."
    MergedAudiences "merged-audiences" "No audience of a unit can be shown alone, so its answers are shown as those of one group."
    Audit "audit" "The finished site would give somebody away, or holds a number that is no published figure; nothing is written."
    TypedFigure "typed-figure" "A sentence names a unit or supplier beside a figure that was typed in, which nothing can check."
    NotSmart "not-smart" "A goal is not specific, measurable, agreed, relevant or bound to a day."
    Stale "stale" "The purpose or an open goal was last reviewed more than twelve months before the report's date."
    MailLine "mail-line" "The subject or preheader of a newsletter is longer or shorter than mail programs show."
    MailSize "mail-size" "A newsletter is so long that mail programs cut it."
    StillOpen "still-open" "A newsletter tells of a wave that is not closed yet."
    NoAddress "no-address" "A newsletter is written, but the site does not say where it will stand."
    Export "export" "The export of another tool cannot be read, or not as it is said to be."
    Unmapped "unmapped" "A column or a cell of an export means nothing in the survey, so an answer would be lost."
    TooLong "too-long" "A text is longer than anybody can mean it to be."
}
