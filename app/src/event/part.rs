//! A part of the assembly.

use crate::error::ApiError;
use crate::page::Page;
use crate::platform::Request;
use domain::kernel::ids::PartId;
/// The page.
pub fn page(rq: &Request, _id: &PartId) -> Result<Page, ApiError> {
    let _ = rq;
    Err(ApiError::NotFound)
}
