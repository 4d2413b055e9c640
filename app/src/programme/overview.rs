//! The programme in its three views.

use crate::error::ApiError;
use crate::page::Page;
use crate::platform::Request;
use domain::programme::Filter;
/// The page.
pub fn page(rq: &Request, _filter: &Filter) -> Result<Page, ApiError> {
    let _ = rq;
    Err(ApiError::NotFound)
}
