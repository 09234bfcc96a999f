//! The instrument: audiences, scales, dimensions with their practices and items,
//! extra questions, and the waves in which it is put to people. Nothing here knows an answer.

mod instrument;
mod localised;
mod read;
mod read_waves;
mod wave;

pub use instrument::{Audience, Dimension, Item, Practice, Question, QuestionKind, Scale, Survey};
pub use localised::{Localised, is_language};
pub use read::{read, read_text};
pub use read_waves::read_waves;
pub use wave::{Invited, State, Wave};
