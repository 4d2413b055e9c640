//! Printing: papers are made beside the requests, one at a time, so that a sheet of two hundred badges slows nobody's page.

use app::error::ApiError;
use papers::PaperError;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::sync::Semaphore;

/// How many may wait for their paper before the next one is told to come back.
const WAITING: usize = 16;

/// The press.
pub struct Press {
    turn: Semaphore,
    waiting: AtomicUsize,
}

impl Default for Press {
    fn default() -> Self {
        Self { turn: Semaphore::new(1), waiting: AtomicUsize::new(0) }
    }
}

/// One who waits, counted until dropped: a browser that goes away gives its place up.
struct Place<'a>(&'a AtomicUsize);

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Press {
    /// Makes a paper when it is its turn. `Busy` when too many wait; what could not be set is in the log under the reference.
    pub async fn print(&self, reference: &str, make: impl FnOnce() -> Result<Vec<u8>, PaperError> + Send + 'static) -> Result<Vec<u8>, ApiError> {
        let before = self.waiting.fetch_add(1, Ordering::Relaxed);
        let _place = Place(&self.waiting);
        if before >= WAITING {
            return Err(ApiError::Busy);
        }
        let _turn = self.turn.acquire().await.map_err(|_| ApiError::Busy)?;
        let broken = |error: String| {
            tracing::error!(reference, error, "a paper could not be made");
            ApiError::Broken { reference: reference.to_owned() }
        };
        match tokio::task::spawn_blocking(make).await {
            Ok(Ok(pdf)) => Ok(pdf),
            Ok(Err(error)) => Err(broken(error.to_string())),
            Err(error) => Err(broken(error.to_string())),
        }
    }
}

/// Says in the log which scripts no font of this machine has; names written in them would be printed as empty boxes.
pub fn warn_of_missing_scripts() {
    let missing = papers::missing_scripts();
    if !missing.is_empty() {
        tracing::warn!(
            ?missing,
            "no font for these scripts, so papers show empty boxes: install fonts-nanum, fonts-noto-core or fonts-noto-cjk, or name a folder of fonts with PLENARY_FONTS"
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn who_comes_when_too_many_wait_is_told_to_come_back_and_an_error_carries_the_reference() {
        let press = std::sync::Arc::new(Press::default());
        let turn = press.turn.acquire().await.unwrap();
        let waiting: Vec<_> = (0..WAITING)
            .map(|_| {
                let press = press.clone();
                tokio::spawn(async move { press.print("r", || Ok(vec![1])).await })
            })
            .collect();
        while press.waiting.load(Ordering::Relaxed) < WAITING {
            tokio::task::yield_now().await;
        }
        assert_eq!(press.print("r", || Ok(vec![2])).await, Err(ApiError::Busy));
        drop(turn);
        for one in waiting {
            assert_eq!(one.await.unwrap(), Ok(vec![1]));
        }
        assert_eq!(press.print("r7", || Err(PaperError::Empty)).await, Err(ApiError::Broken { reference: "r7".into() }));
        assert_eq!(press.waiting.load(Ordering::Relaxed), 0);
    }
}
