//! Time spent on a relationship, by step of the five-element cycle.

/// Whose relationship the time went into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Whom {
    /// A supplier.
    Supplier(u16),
    /// A unit: time to understand what the business needs.
    Unit(u16),
}

/// Why the time was spent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It had been planned.
    Plan,
    /// Something had gone wrong.
    Problem,
}

impl Reason {
    /// The reasons as they are written.
    pub const WORDS: [(&str, Self); 2] = [("plan", Self::Plan), ("problem", Self::Problem)];
}

/// One entry of engagement.toml.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hours {
    /// Whose relationship.
    pub whom: Whom,
    /// In the quarter of this wave.
    pub wave: u8,
    /// Which element of the cycle, 1 to 5: needs, strategy and plan, monitor and manage, evaluate and
    /// improve, innovate.
    pub element: u8,
    /// How many hours.
    pub hours: f64,
    /// Why.
    pub reason: Reason,
}
