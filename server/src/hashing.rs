//! Password hashing in a bounded queue: a storm of sign-ins waits here and leaves the public pages alone.

use app::error::ApiError;
use app::platform::{Hashing, Ticket, Verdict};
use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use tokio::sync::{Semaphore, oneshot};

/// Argon2id with 19 MiB, two passes and one lane (OWASP Password Storage Cheat Sheet).
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
/// How many wait before others are asked to come back.
const WAITING: usize = 64;

/// One thing to do.
type Job = Box<dyn FnOnce() + Send>;

/// The queue. Its workers have the lowest priority of the system, so that hashing takes what the public pages leave. Cheap to clone.
#[derive(Clone)]
pub struct Queue {
    /// How many may be inside: waiting, or at their password.
    room: Arc<Semaphore>,
    jobs: mpsc::Sender<Job>,
    decoy: Arc<str>,
}

impl Queue {
    /// A queue with this many workers. Errors when the system has no randomness or no threads.
    pub fn new(workers: usize) -> anyhow::Result<Self> {
        let decoy = hash("decoy of an account that does not exist")?;
        let (jobs, waiting) = mpsc::channel::<Job>();
        let waiting = Arc::new(Mutex::new(waiting));
        for number in 0..workers {
            let waiting = waiting.clone();
            std::thread::Builder::new().name(format!("hashing-{number}")).spawn(move || work(&waiting))?;
        }
        Ok(Self { room: Arc::new(Semaphore::new(workers + WAITING)), jobs, decoy: decoy.into() })
    }

    async fn work<T: Send + 'static>(&self, task: impl FnOnce() -> anyhow::Result<T> + Send + 'static) -> Result<T, ApiError> {
        let (answer, answered) = oneshot::channel();
        let job: Job = Box::new(move || {
            // Whoever asked may have gone meanwhile.
            let _ = answer.send(task());
        });
        self.jobs.send(job).map_err(|_| ApiError::Busy)?;
        match answered.await {
            Ok(Ok(done)) => Ok(done),
            Ok(Err(error)) => {
                tracing::error!(%error, "a password could not be hashed");
                Err(ApiError::Busy)
            }
            Err(_) => Err(ApiError::Busy),
        }
    }
}

/// Does one job after the other until nobody can send any more.
fn work(waiting: &Mutex<mpsc::Receiver<Job>>) {
    if let Err(error) = thread_priority::set_current_thread_priority(thread_priority::ThreadPriority::Min) {
        tracing::warn!(?error, "passwords are hashed at the priority of everything else");
    }
    loop {
        let job = waiting.lock().unwrap_or_else(PoisonError::into_inner).recv();
        match job {
            Ok(job) => job(),
            Err(_) => return,
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
    fn enter(&self) -> Result<Ticket, ApiError> {
        self.room.clone().try_acquire_owned().map(|permit| Ticket(Box::new(permit))).map_err(|_| ApiError::Busy)
    }

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
        let queue = Queue { room: Arc::new(Semaphore::new(1)), ..Queue::new(1).unwrap() };
        let inside = queue.enter().unwrap();
        assert_eq!(queue.enter().err(), Some(ApiError::Busy));
        drop(inside);
        assert!(queue.enter().is_ok());
    }
}
