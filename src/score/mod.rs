//! Arithmetic on answers: scores, and what may be said about them.

pub mod statistics;
