//! Answers on their way into a site, and the questionnaire on its way out of it. Answers are read against what the site declares, and written only if
//! everything is right. Beside `pipeline`, below `cli`.

mod import;
mod questionnaire;
mod site;

pub use import::{IMPORTS, Import, Wanted, import};
pub use questionnaire::{Asked, Part, Questionnaire, html, limesurvey, questionnaire, text};
pub use site::Site;
