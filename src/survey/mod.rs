//! The instrument: audiences, scales, dimensions with their practices and items,
//! extra questions, and the waves in which it is put to people. Nothing here knows an answer.

mod instrument;
mod localised;
mod wave;

pub use instrument::{Audience, Dimension, Item, Practice, Question, QuestionKind, Scale, Survey};
pub use localised::Localised;
pub use wave::{Invited, State, Wave};
