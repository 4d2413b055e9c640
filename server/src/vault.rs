//! What is sealed before it is stored, such as the secrets of second factors and what passports say. The key is a file beside the database and
//! never in it, so a stolen database or backup tells none of it.
//!
//! Always holds: what was sealed for one purpose and one record opens for exactly those, so that nobody who can write to the database can move a
//! sealed value to another record.

use anyhow::{Context, bail};
use app::error::ApiError;
use app::platform::Vault;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use std::fs::{File, OpenOptions};
use std::io::Write;
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::Path;

/// The length of the key in bytes.
const KEY: usize = 32;
/// The length of the nonce in bytes: long enough to be random (XChaCha20, draft-irtf-cfrg-xchacha-03, 3).
const NONCE: usize = 24;
/// How sealed texts begin; another way of sealing would begin in another way.
const FORM: &str = "x1.";

/// The vault of a key file.
pub struct KeyVault(XChaCha20Poly1305);

impl KeyVault {
    /// The vault of a key of 32 bytes.
    pub fn new(key: &[u8; KEY]) -> Self {
        Self(XChaCha20Poly1305::new(key.into()))
    }

    /// The vault of a key file that must exist, such as one that several servers share.
    pub fn of_file(path: &Path) -> anyhow::Result<Self> {
        let bytes = std::fs::read(path).with_context(|| format!("the vault's key {} cannot be read", path.display()))?;
        let Ok(key) = <&[u8; KEY]>::try_from(bytes.as_slice()) else {
            bail!("the vault's key {} has {} bytes instead of {KEY}", path.display(), bytes.len());
        };
        if std::fs::metadata(path)?.permissions().mode() & 0o077 != 0 {
            tracing::warn!(file = %path.display(), "others on this machine may read the vault's key");
        }
        Ok(Self::new(key))
    }

    /// The vault of a data folder, whose key file is made at the first start.
    pub fn of_folder(data: &Path) -> anyhow::Result<Self> {
        let path = data.join("vault.key");
        if !path.exists() {
            make(data, &path).with_context(|| format!("the vault's key {} cannot be made", path.display()))?;
        }
        Self::of_file(&path)
    }
}

/// Makes a key file, whole or not at all; one that another start made meanwhile stays.
fn make(data: &Path, path: &Path) -> anyhow::Result<()> {
    std::fs::create_dir_all(data)?;
    let half = data.join(format!("vault.key.{}", std::process::id()));
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&half)?;
    file.write_all(&rand::random::<[u8; KEY]>())?;
    file.sync_all()?;
    let linked = std::fs::hard_link(&half, path);
    std::fs::remove_file(&half)?;
    match linked {
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => Err(error.into()),
        _ => Ok(File::open(data)?.sync_all()?),
    }
}

/// What a sealed value is bound to. The length keeps two pairs with the same letters apart.
fn bound(purpose: &str, record: &str) -> Vec<u8> {
    format!("{}:{purpose}{record}", purpose.len()).into_bytes()
}

impl Vault for KeyVault {
    fn seal(&self, purpose: &str, record: &str, plain: &[u8]) -> Result<String, ApiError> {
        let nonce = rand::random::<[u8; NONCE]>();
        let sealed = self.0.encrypt(&XNonce::from(nonce), Payload { msg: plain, aad: &bound(purpose, record) });
        let sealed = sealed.map_err(|_| {
            tracing::error!(purpose, "a value could not be sealed");
            ApiError::Busy
        })?;
        Ok(format!("{FORM}{}", URL_SAFE_NO_PAD.encode([nonce.as_slice(), &sealed].concat())))
    }

    fn open(&self, purpose: &str, record: &str, sealed: &str) -> Option<Vec<u8>> {
        let bytes = URL_SAFE_NO_PAD.decode(sealed.strip_prefix(FORM)?).ok()?;
        let (nonce, sealed) = bytes.split_first_chunk::<NONCE>()?;
        let opened = self.0.decrypt(&XNonce::from(*nonce), Payload { msg: sealed, aad: &bound(purpose, record) });
        if opened.is_err() {
            tracing::error!(purpose, "a sealed value does not open: it was changed, or the vault has another key");
        }
        opened.ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str) -> std::path::PathBuf {
        std::env::temp_dir().join(format!("plenary-vault-{name}-{}", std::process::id()))
    }

    #[test]
    fn what_is_sealed_opens_for_its_own_purpose_and_record_only() {
        let vault = KeyVault::new(&[7; KEY]);
        let sealed = vault.seal("totp", "account:a", b"secret").unwrap();
        assert!(!sealed.contains("secret"));
        assert_eq!(vault.open("totp", "account:a", &sealed).as_deref(), Some(&b"secret"[..]));
        assert_ne!(sealed, vault.seal("totp", "account:a", b"secret").unwrap(), "no nonce comes twice");
        assert_eq!(vault.open("totp", "account:b", &sealed), None);
        assert_eq!(vault.open("passport", "account:a", &sealed), None);
        assert_eq!(vault.open("totpaccount:", "a", &sealed), None);
        assert_eq!(KeyVault::new(&[8; KEY]).open("totp", "account:a", &sealed), None);
        let mut changed = sealed.clone().into_bytes();
        let last = changed.len() - 3;
        changed[last] = if changed[last] == b'A' { b'B' } else { b'A' };
        assert_eq!(vault.open("totp", "account:a", &String::from_utf8(changed).unwrap()), None);
        for nonsense in ["", "x1.", "x1.AAAA", "secret"] {
            assert_eq!(vault.open("totp", "account:a", nonsense), None, "{nonsense}");
        }
    }

    #[test]
    fn the_key_is_made_once_and_only_its_owner_may_read_it() {
        let data = folder("made");
        let sealed = KeyVault::of_folder(&data).unwrap().seal("p", "r", b"x").unwrap();
        let again = KeyVault::of_folder(&data).unwrap();
        assert_eq!(again.open("p", "r", &sealed).as_deref(), Some(&b"x"[..]));
        let file = std::fs::metadata(data.join("vault.key")).unwrap();
        assert_eq!((file.permissions().mode() & 0o777, file.len()), (0o600, KEY as u64));
        assert_eq!(std::fs::read_dir(&data).unwrap().count(), 1, "nothing else stays");
        std::fs::remove_dir_all(&data).unwrap();
    }

    #[test]
    fn a_key_that_is_missing_or_cut_short_is_said_at_the_start() {
        let data = folder("short");
        std::fs::create_dir_all(&data).unwrap();
        std::fs::write(data.join("vault.key"), b"short").unwrap();
        let said = KeyVault::of_folder(&data).err().unwrap().to_string();
        assert!(said.contains("5 bytes"), "{said}");
        assert!(KeyVault::of_file(&data.join("nowhere")).is_err());
        std::fs::remove_dir_all(&data).unwrap();
    }
}
