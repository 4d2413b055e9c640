//! Longer texts.

use crate::error::ApiError;
use crate::page::Page;
use crate::platform::Request;
/// The page.
pub fn how_to_register(rq: &Request) -> Result<Page, ApiError> {
    let _ = rq;
    Err(ApiError::NotFound)
}
/// The page.
pub fn privacy(rq: &Request) -> Result<Page, ApiError> {
    let _ = rq;
    Err(ApiError::NotFound)
}
/// The page.
pub fn about(rq: &Request) -> Result<Page, ApiError> {
    let _ = rq;
    Err(ApiError::NotFound)
}
