//! One's own registration.

use crate::error::ApiError;
use crate::page::Page;
use crate::platform::Request;
use domain::registration::Step;
/// The page.
pub async fn status(rq: &Request) -> Result<Page, ApiError> {
    let _ = rq;
    Err(ApiError::NotFound)
}
/// The page.
pub async fn step(rq: &Request, _step: Step) -> Result<Page, ApiError> {
    let _ = rq;
    Err(ApiError::NotFound)
}
