//! A session.

use crate::error::ApiError;
use crate::page::Page;
use crate::platform::Request;
use domain::kernel::ids::SessionId;
/// The page.
pub fn page(rq: &Request, _id: &SessionId) -> Result<Page, ApiError> {
    let _ = rq;
    Err(ApiError::NotFound)
}
