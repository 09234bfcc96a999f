//! How many requests are let in: a bucket that fills slowly. It counts everybody together, because
//! counting people apart would mean to keep their addresses.

use std::time::{Duration, Instant};

/// The bucket.
#[derive(Debug)]
pub(super) struct Limit {
    most: f64,
    per_second: f64,
    left: f64,
    last: Instant,
}

impl Limit {
    /// A full bucket of `most`, that fills by so many a second.
    pub fn new(most: f64, per_second: f64, now: Instant) -> Self {
        Self { most, per_second, left: most, last: now }
    }

    /// Takes one out; how long to wait, if none is left.
    pub fn take(&mut self, now: Instant) -> Result<(), Duration> {
        let filled = now.saturating_duration_since(self.last).as_secs_f64() * self.per_second;
        self.left = (self.left + filled).min(self.most);
        self.last = now;
        if self.left < 1.0 {
            return Err(Duration::from_secs_f64((1.0 - self.left) / self.per_second));
        }
        self.left -= 1.0;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Limit;
    use std::time::{Duration, Instant};

    #[test]
    fn who_asks_too_often_waits() {
        let start = Instant::now();
        let mut limit = Limit::new(2.0, 4.0, start);
        assert_eq!([limit.take(start), limit.take(start)], [Ok(()), Ok(())]);
        assert_eq!(limit.take(start), Err(Duration::from_millis(250)));
        assert_eq!(limit.take(start + Duration::from_millis(250)), Ok(()));
        let later = start + Duration::from_secs(60);
        assert_eq!([limit.take(later), limit.take(later)], [Ok(()), Ok(())]);
        assert!(limit.take(later).is_err(), "it never holds more than at first");
    }
}
