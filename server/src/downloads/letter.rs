//! Letters for visas as PDF, for their person and for the visa desk. Made anew each time and kept by nobody.

use crate::program::Shared;
use crate::web::{self, Caller, Page};
use app::error::ApiError;
use app::platform::Request;
use app::route::Route;
use app::visa::letter;
use axum::body::Body;
use axum::extract::{Extension, Path, State};
use axum::http::{HeaderMap, HeaderValue, Response, header};
use domain::kernel::Lang;
use domain::kernel::ids::AccountId;
use domain::visa::Letter;
use papers::VisaLetter;

/// `/{lang}/me/visa/letter.pdf`: one's own letter.
pub async fn own(
    State(program): State<Shared>,
    Extension(caller): Extension<Caller>,
    Path(code): Path<String>,
    headers: HeaderMap,
) -> Response<Body> {
    answer(&program, &caller, &headers, &code, Route::Visa, async |rq| letter::own(rq).await).await
}

/// `/{lang}/desk/visa/{account}/letter.pdf`: somebody's letter, for the visa desk.
pub async fn at_desk(
    State(program): State<Shared>,
    Extension(caller): Extension<Caller>,
    Path((code, account)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response<Body> {
    let id = AccountId::parse(&account).ok();
    let find = async |rq: &Request| match &id {
        Some(id) => letter::at_desk(rq, id).await,
        None => Err(ApiError::NotFound),
    };
    answer(&program, &caller, &headers, &code, Route::DeskVisa, find).await
}

async fn answer(
    program: &Shared,
    caller: &Caller,
    headers: &HeaderMap,
    code: &str,
    place: Route,
    find: impl AsyncFnOnce(&Request) -> Result<(Letter, VisaLetter), ApiError>,
) -> Response<Body> {
    let Some(lang) = Lang::ALL.into_iter().find(|l| l.code() == code) else {
        return web::trouble(program, caller, Lang::En, &ApiError::NotFound).await;
    };
    let page = Page { lang, path: place.path(lang), query: Vec::new(), route: Some(place) };
    let request = match web::request(program, caller, headers, &page).await {
        Ok(request) => request,
        Err(error) => return web::trouble(program, caller, lang, &error).await,
    };
    let made = async {
        let (letter, paper) = find(&request).await?;
        Ok((letter.number, program.press.print(&caller.reference, move || papers::letter(&paper)).await?))
    };
    match made.await {
        Ok((number, pdf)) => pdf_of(number, pdf),
        Err(ApiError::SignInFirst) => web::redirect(&app::page::back_here_from(&request, &Route::SignIn)),
        Err(ApiError::SecondFactorFirst) => web::redirect(&app::page::back_here_from(&request, &Route::SecondFactor)),
        Err(error) => web::trouble(program, caller, lang, &error).await,
    }
}

fn pdf_of(number: u32, pdf: Vec<u8>) -> Response<Body> {
    let mut response = Response::new(Body::from(pdf));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/pdf"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Ok(name) = HeaderValue::from_str(&format!("attachment; filename=\"letter-{number:04}.pdf\"")) {
        headers.insert(header::CONTENT_DISPOSITION, name);
    }
    response
}
