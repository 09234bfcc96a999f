//! Fingerprints of bytes.

use super::File;
use sha2::{Digest, Sha256};
use std::fmt::Write;
use std::io;

/// The SHA-256 of some bytes (FIPS 180-4) in 64 hexadecimal digits.
pub fn sha256(bytes: impl AsRef<[u8]>) -> String {
    digits(Sha256::digest(bytes.as_ref()).as_ref())
}

/// One SHA-256 of several files and their names. A file that is not held is read piece by piece; of one
/// that cannot be read to its end, what can.
pub fn digest<'f>(files: impl Iterator<Item = (&'f str, &'f File)>) -> String {
    /// Counts and hashes what is written.
    struct Hash(Sha256, u64);
    impl io::Write for Hash {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.update(bytes);
            self.1 += bytes.len() as u64;
            Ok(bytes.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let mut all = Hash(Sha256::new(), 0);
    for (name, file) in files {
        all.0.update(name);
        all.1 = 0;
        if let Ok(mut open) = file.open() {
            io::copy(&mut open, &mut all).ok();
        }
        // The length keeps the end of one file apart from the beginning of the next.
        all.0.update([0]);
        all.0.update(all.1.to_le_bytes());
    }
    digits(all.0.finalize().as_ref())
}

fn digits(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(64), |mut text, byte| {
        // Writing into a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_of_abc_is_the_published_one() {
        let hash = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(sha256("abc"), hash);
    }

    #[test]
    fn names_and_ends_of_files_count() {
        let hash = |files: &[(&str, &str)]| {
            let files: Vec<_> =
                files.iter().map(|(name, text)| (*name, File::from(text.as_bytes()))).collect();
            digest(files.iter().map(|(name, file)| (*name, file)))
        };
        let one = hash(&[("a", "bc"), ("d", "")]);
        assert_eq!(one, hash(&[("a", "bc"), ("d", "")]));
        for other in [&[("a", "b"), ("cd", "")][..], &[("a", "bc")], &[("ab", "c"), ("d", "")]] {
            assert_ne!(one, hash(other));
        }
    }
}
