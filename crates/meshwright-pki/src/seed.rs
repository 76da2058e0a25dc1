//! Randomness that comes in as an argument.

use std::convert::Infallible;
use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

/// 32 bytes of randomness that everything of one run is derived from.
///
/// Each key and each serial number has its own stream, told apart by a label, so that what one
/// cluster gets does not depend on which other clusters there are. Whoever knows the seed knows
/// every key: it is drawn afresh for each run, kept in memory only, and wiped.
pub struct Seed(Zeroizing<[u8; 32]>);

impl Seed {
    /// A seed of bytes that nobody can guess.
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// The stream of that label; the same label gives the same bytes.
    pub(crate) fn stream(&self, label: &[&str]) -> Stream {
        // Parts are told apart by their lengths: `a`, `bc` is another label than `ab`, `c`.
        let mut bytes = Vec::new();
        for part in label {
            bytes.extend_from_slice(&(part.len() as u64).to_be_bytes());
            bytes.extend_from_slice(part.as_bytes());
        }
        Stream {
            key: self.0.clone(),
            label: bytes,
            counter: 0,
            block: Zeroizing::new([0; 32]),
            used: 32,
        }
    }
}

impl fmt::Debug for Seed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Seed(..)")
    }
}

/// HMAC-SHA-256 of label and counter, block after block.
pub(crate) struct Stream {
    key: Zeroizing<[u8; 32]>,
    label: Vec<u8>,
    counter: u64,
    block: Zeroizing<[u8; 32]>,
    used: usize,
}

impl Stream {
    /// Fills `bytes` with the next bytes of the stream.
    pub(crate) fn fill(&mut self, bytes: &mut [u8]) {
        for byte in bytes {
            if self.used == self.block.len() {
                self.next_block();
            }
            *byte = self.block[self.used];
            self.used += 1;
        }
    }

    /// The next bytes of the stream.
    pub(crate) fn take<const N: usize>(&mut self) -> Zeroizing<[u8; N]> {
        let mut bytes = Zeroizing::new([0; N]);
        self.fill(bytes.as_mut_slice());
        bytes
    }

    fn next_block(&mut self) {
        let mut mac = Hmac::<Sha256>::new_from_slice(self.key.as_slice())
            .expect("HMAC takes keys of any length");
        mac.update(&self.label);
        mac.update(&self.counter.to_be_bytes());
        self.block.copy_from_slice(&mac.finalize().into_bytes());
        self.counter += 1;
        self.used = 0;
    }
}

impl pkcs8::rand_core::TryRng for Stream {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok(u32::from_le_bytes(*self.take::<4>()))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(u64::from_le_bytes(*self.take::<8>()))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        self.fill(bytes);
        Ok(())
    }
}

impl pkcs8::rand_core::TryCryptoRng for Stream {}

#[cfg(test)]
mod tests {
    use super::Seed;

    #[test]
    fn streams_depend_on_seed_and_label_alone() {
        let seed = Seed::new([1; 32]);
        let bytes = |seed: &Seed, label: &[&str]| *seed.stream(label).take::<80>();
        assert_eq!(bytes(&seed, &["a"]), bytes(&seed, &["a"]));
        assert_ne!(bytes(&seed, &["a"]), bytes(&seed, &["b"]));
        assert_ne!(bytes(&seed, &["a", "bc"]), bytes(&seed, &["ab", "c"]));
        assert_ne!(bytes(&seed, &["a"]), bytes(&Seed::new([2; 32]), &["a"]));
    }

    #[test]
    fn a_stream_does_not_repeat_itself() {
        let bytes = *Seed::new([1; 32]).stream(&["a"]).take::<64>();
        assert_ne!(bytes[..32], bytes[32..]);
    }

    #[test]
    fn a_seed_does_not_show_itself() {
        assert_eq!(format!("{:?}", Seed::new([1; 32])), "Seed(..)");
    }
}
