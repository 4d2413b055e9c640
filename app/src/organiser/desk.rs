//! The queue.

use crate::error::ApiError;
use crate::page::Page;
use crate::platform::Request;
use domain::kernel::ids::RegistrationId;
/// The page.
pub async fn queue(rq: &Request) -> Result<Page, ApiError> {
    let _ = rq;
    Err(ApiError::NotFound)
}
/// The page.
pub async fn registration(rq: &Request, _id: &RegistrationId) -> Result<Page, ApiError> {
    let _ = rq;
    Err(ApiError::NotFound)
}
