//! Audit trail and outbox.

use crate::error::ApiError;
use crate::page::Page;
use crate::platform::Request;
/// The page.
pub async fn audit(rq: &Request) -> Result<Page, ApiError> {
    let _ = rq;
    Err(ApiError::NotFound)
}
/// The page.
pub async fn outbox(rq: &Request) -> Result<Page, ApiError> {
    let _ = rq;
    Err(ApiError::NotFound)
}
/// The page.
pub async fn organisers(rq: &Request) -> Result<Page, ApiError> {
    let _ = rq;
    Err(ApiError::NotFound)
}
