//! The speakers.

use crate::error::ApiError;
use crate::page::Page;
use crate::platform::Request;
use domain::kernel::ids::SpeakerId;
/// The page.
pub fn page(rq: &Request) -> Result<Page, ApiError> {
    let _ = rq;
    Err(ApiError::NotFound)
}
/// The page.
pub fn one(rq: &Request, _id: &SpeakerId) -> Result<Page, ApiError> {
    let _ = rq;
    Err(ApiError::NotFound)
}
