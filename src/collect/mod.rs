//! Answers on their way into a site: read against what the site declares, and written only if
//! everything is right. Beside `pipeline`, below `cli`.

mod import;
mod site;

pub use import::{IMPORTS, Import, Wanted, import};
pub use site::Site;
