//! Password hashing in a bounded queue: a storm of sign-ins waits here and leaves the public pages alone.

use app::error::ApiError;
use app::platform::{Hashing, Verdict};
use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use std::pin::Pin;
use std::sync::Arc;
use tokio::sync::Semaphore;

/// Argon2id with 19 MiB, two passes and one lane (OWASP Password Storage Cheat Sheet).
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
/// How many wait before others are asked to come back.
const WAITING: usize = 64;

/// The queue. Cheap to clone.
#[derive(Clone)]
pub struct Queue {
    room: Arc<Semaphore>,
    working: Arc<Semaphore>,
    decoy: Arc<str>,
}

impl Queue {
    /// A queue with this many workers. Errors when the system has no randomness.
    pub fn new(workers: usize) -> anyhow::Result<Self> {
        let decoy = hash("decoy of an account that does not exist")?;
        Ok(Self { room: Arc::new(Semaphore::new(workers + WAITING)), working: Arc::new(Semaphore::new(workers)), decoy: decoy.into() })
    }

    async fn work<T: Send + 'static>(&self, task: impl FnOnce() -> anyhow::Result<T> + Send + 'static) -> Result<T, ApiError> {
        let _room = self.room.clone().try_acquire_owned().map_err(|_| ApiError::Busy)?;
        let _worker = self.working.clone().acquire_owned().await.map_err(|_| ApiError::Busy)?;
        match tokio::task::spawn_blocking(task).await {
            Ok(Ok(done)) => Ok(done),
            Ok(Err(error)) => {
                tracing::error!(%error, "a password could not be hashed");
                Err(ApiError::Busy)
            }
            Err(_) => Err(ApiError::Busy),
        }
    }
}

fn argon2() -> anyhow::Result<Argon2<'static>> {
    let params = Params::new(MEMORY_KIB, PASSES, 1, None).map_err(|e| anyhow::anyhow!("argon2: {e}"))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

fn hash(password: &str) -> anyhow::Result<String> {
    let salt = SaltString::encode_b64(&rand::random::<[u8; 16]>()).map_err(|e| anyhow::anyhow!("salt: {e}"))?;
    Ok(argon2()?.hash_password(password.as_bytes(), &salt).map_err(|e| anyhow::anyhow!("argon2: {e}"))?.to_string())
}

fn verify(password: &str, hash: &str) -> anyhow::Result<Verdict> {
    let parsed = PasswordHash::new(hash).map_err(|e| anyhow::anyhow!("a stored hash cannot be read: {e}"))?;
    if argon2()?.verify_password(password.as_bytes(), &parsed).is_err() {
        return Ok(Verdict::Wrong);
    }
    let params = Params::try_from(&parsed).map_err(|e| anyhow::anyhow!("a stored hash cannot be read: {e}"))?;
    let old = params.m_cost() < MEMORY_KIB || params.t_cost() < PASSES;
    Ok(if old { Verdict::RightButOld } else { Verdict::Right })
}

impl Hashing for Queue {
    fn hash(&self, password: String) -> Pin<Box<dyn Future<Output = Result<String, ApiError>> + Send>> {
        let queue = self.clone();
        Box::pin(async move { queue.work(move || hash(&password)).await })
    }

    fn verify(&self, password: String, stored: Option<String>) -> Pin<Box<dyn Future<Output = Result<Verdict, ApiError>> + Send>> {
        let queue = self.clone();
        Box::pin(async move {
            let decoy = queue.decoy.clone();
            queue
                .work(move || match stored {
                    Some(stored) => verify(&password, &stored),
                    None => verify(&password, &decoy).map(|_| Verdict::Wrong),
                })
                .await
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_right_password_fits_and_a_missing_account_never_does() {
        let queue = Queue::new(1).unwrap();
        let stored = queue.hash("correct horse".to_owned()).await.unwrap();
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert_eq!(queue.verify("correct horse".to_owned(), Some(stored.clone())).await, Ok(Verdict::Right));
        assert_eq!(queue.verify("wrong".to_owned(), Some(stored)).await, Ok(Verdict::Wrong));
        assert_eq!(queue.verify("decoy of an account that does not exist".to_owned(), None).await, Ok(Verdict::Wrong));
    }

    #[tokio::test]
    async fn a_full_queue_asks_to_come_back() {
        let queue = Queue { room: Arc::new(Semaphore::new(0)), ..Queue::new(1).unwrap() };
        assert_eq!(queue.hash("x".to_owned()).await, Err(ApiError::Busy));
    }
}
