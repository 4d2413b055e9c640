//! Secrets that travel in links and cookies: made here, kept as digests only.

use sha2::{Digest, Sha256};

use crate::engine::audit::hex;

/// 256 random bits in hexadecimal. The text goes into a link or a cookie, its digest into the store.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// A new one from the system's random numbers.
    #[must_use]
    pub fn generate() -> Self {
        Self(hex(&rand::random::<[u8; 32]>()))
    }

    /// The text for the link or cookie.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// The digest of a text that came back, as it is stored: SHA-256 in hexadecimal. No salt is needed for 256 random bits.
    #[must_use]
    pub fn digest(text: &str) -> String {
        hex(&Sha256::digest(text.as_bytes()))
    }
}

/// Bytes from the system's random numbers.
#[must_use]
pub fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    rand::Rng::fill(&mut rand::rng(), bytes.as_mut_slice());
    bytes
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(..)")
    }
}
