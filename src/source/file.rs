//! The bytes of one file: held in memory, or left where they are until somebody asks for them.

use std::fmt;
use std::io::{self, Read};
use std::sync::{Arc, OnceLock};

/// A file outside memory. `disk` has the one that lies in a folder.
pub trait Stored: fmt::Debug + Send + Sync {
    /// Reads it from its beginning.
    ///
    /// # Errors
    /// When the machine cannot read it any more.
    fn open(&self) -> io::Result<Box<dyn Read + Send + '_>>;
}

/// One file of a tree, cheap to clone.
#[derive(Clone, Debug)]
pub struct File(Bytes);

#[derive(Clone, Debug)]
enum Bytes {
    Held(Arc<[u8]>),
    Stored(Arc<dyn Stored>, Arc<OnceLock<Vec<u8>>>),
}

impl File {
    /// A file that is not held: who can work piece by piece opens it, and who asks for its bytes
    /// makes it held.
    pub fn stored(file: impl Stored + 'static) -> Self {
        Self(Bytes::Stored(Arc::new(file), Arc::default()))
    }

    /// All of its bytes. Of a file that cannot be read any more, those that could be.
    pub fn bytes(&self) -> &[u8] {
        match &self.0 {
            Bytes::Held(bytes) => bytes,
            Bytes::Stored(stored, bytes) => bytes.get_or_init(|| {
                let mut bytes = Vec::new();
                if let Ok(mut open) = stored.open() {
                    open.read_to_end(&mut bytes).ok();
                }
                bytes
            }),
        }
    }

    /// Reads it from its beginning, as often as wanted.
    ///
    /// # Errors
    /// When the machine cannot read it any more.
    pub fn open(&self) -> io::Result<Box<dyn Read + Send + '_>> {
        match &self.0 {
            Bytes::Held(bytes) => Ok(Box::new(&**bytes)),
            Bytes::Stored(stored, _) => stored.open(),
        }
    }
}

impl<B: Into<Arc<[u8]>>> From<B> for File {
    fn from(bytes: B) -> Self {
        Self(Bytes::Held(bytes.into()))
    }
}

impl PartialEq for File {
    fn eq(&self, other: &Self) -> bool {
        self.bytes() == other.bytes()
    }
}

impl Eq for File {}

/// A file with its path, to be read piece by piece.
#[derive(Clone, Debug)]
pub struct Stream {
    /// Path inside the site.
    pub path: Arc<str>,
    /// What it holds.
    pub file: File,
}

impl Stream {
    /// Bytes with a path.
    pub fn new(path: &str, file: impl Into<File>) -> Self {
        Self { path: path.into(), file: file.into() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug)]
    struct Elsewhere(&'static [u8]);

    impl Stored for Elsewhere {
        fn open(&self) -> io::Result<Box<dyn Read + Send + '_>> {
            Ok(Box::new(self.0))
        }
    }

    #[test]
    fn held_or_not_the_bytes_are_the_same() {
        let (held, stored) = (File::from(&b"abc"[..]), File::stored(Elsewhere(b"abc")));
        assert_eq!(held, stored);
        let mut read = String::new();
        stored.open().unwrap().read_to_string(&mut read).unwrap();
        assert_eq!(read, "abc");
    }
}
