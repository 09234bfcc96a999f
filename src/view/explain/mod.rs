//! How every number comes about, from published figures, the instrument and the calendar alone.
//!
//! ```text
//! page   one page a dimension and wave        text   the same for a terminal
//!    \______________________________________/
//!        derivation       one cell: what it is, its figures, each with its calculation
//!          |         |
//!       figures     measured   figure by figure · what was asked, how a person's score comes about
//!       compared
//!          |
//!        teller                numbers at home under a key, and ways to the others
//!        fact                   a figure and its rules
//! ```
//!
//! What the report does not hold is not shown, and nothing here says why.

mod compared;
mod derivation;
mod fact;
mod figures;
mod measured;
mod page;
mod teller;
mod text;

pub use derivation::Derivation;
pub use fact::{Fact, Rule};
pub use measured::{Measured, Statement};
pub use page::{ExplainedPage, Group, Legend, There};

pub(super) use page::pages;
pub(super) use text::text;
