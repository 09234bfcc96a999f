//! Answers on their way into a site, and the questionnaire on its way to another tool. Answers are asked for
//! by links, gathered from files or received over HTTP, read against what the site declares, and written
//! only if everything is right. Beside `pipeline`, below `cli`.
//!
//! ```text
//! links          whom to send which link, with a token where the site has a secret
//! gather         answer files into one file of a wave, all or nothing
//!   |
//! missing        who has not answered yet, for the owner's eyes
//! receive/       answers over HTTP, each safe on the disk before it is acknowledged
//! import         an export of another tool into a wave
//! questionnaire  what is asked, for another tool
//!     \
//!     site       what a site declares, without its answers and notes
//! ```

mod gather;
mod import;
mod links;
mod missing;
mod questionnaire;
mod receive;
mod site;

pub use gather::{COLLECTED, Gathered, fold, gather};
pub use import::{IMPORTS, Import, Wanted, import, letters, shown};
pub use links::{Link, Token, links};
pub use missing::{Group, groups};
pub use questionnaire::{Asked, Part, Questionnaire, html, limesurvey, questionnaire, text};
pub use receive::{Inbox, Received, Settings, listen};
pub use site::Site;
