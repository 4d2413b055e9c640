//! The flier.

use crate::error::ApiError;
use crate::page::Page;
use crate::platform::Request;
/// The page.
pub fn page(rq: &Request) -> Result<Page, ApiError> {
    let _ = rq;
    Err(ApiError::NotFound)
}
