//! The City Digital Solutions Forum: companies and their pages, the plan, meetings, leads and needs.

use crate::error::{ApiError, Refusal};
use crate::platform::Request;
use domain::forum::{Company, CompanyRole};
use domain::kernel::ids::CompanyId;

/// A company to which the one who asks belongs, and what they may do there. For everybody else it does not exist; who may do less than `least` is
/// refused.
pub async fn of_company(rq: &Request, id: &CompanyId, least: CompanyRole) -> Result<(Company, CompanyRole), ApiError> {
    let (person, _) = rq.signed_in()?;
    let mine = rq.store().companies_of(&person.account).await.map_err(|e| rq.fail(e))?;
    let (company, role) = mine.into_iter().find(|(company, _)| company.id == *id).ok_or(ApiError::NotFound)?;
    if role < least {
        return Err(ApiError::Refused(Refusal::Forum(domain::forum::Refusal::AdminOnly)));
    }
    Ok((company, role))
}
