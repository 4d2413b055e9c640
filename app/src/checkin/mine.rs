//! One's own badge: to show on a telephone, or to print.

use crate::error::ApiError;
use crate::page::Page;
use crate::platform::Request;
use crate::route::Route;
use crate::ui::qr::qr;
use crate::words::checkin as words;
use crate::words::{accounts, countries, registration as names};
use domain::checkin::{Badge, Face};
use domain::kernel::Lang;
use domain::kernel::ids::RegistrationId;
use leptos::prelude::*;

/// The page.
pub async fn page(rq: &Request) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    let (person, _) = rq.signed_in()?;
    let id = RegistrationId::parse(person.account.as_str()).map_err(|_| ApiError::NotFound)?;
    let badge = rq.store().badge_of(&id).await.map_err(|e| rq.fail(e))?;
    let style = rq.services.site.assets.checkin_style.clone();
    Ok(Page::new(w.my_badge, move || {
        let body = match badge {
            Some(badge) if badge.counts => shown(lang, &badge).into_any(),
            _ => view! {
                <div class="empty">
                    <p class="lead">{w.no_badge_yet}</p>
                    <p class="actions"><a class="button" href=Route::Registration.path(lang)>{names::words(lang).title}</a></p>
                </div>
            }
            .into_any(),
        };
        view! { <link rel="stylesheet" href=style /><h1>{w.my_badge}</h1>{body} }
    })
    .crumb(Route::Me.path(lang), accounts::words(lang).me_title))
}

fn shown(lang: Lang, badge: &Badge) -> impl IntoView + use<> {
    let w = words::words(lang);
    let again = (badge.number > 1).then_some(w.replaced_before);
    view! {
        <p>{w.my_badge_lead}</p>
        <article class="badge">
            {face(lang, &badge.face)}
            {qr(&badge.code.to_string(), w.qr_label)}
            <p class="code">{badge.code.to_string()}</p>
        </article>
        <p class="fine">{w.my_badge_note}" "{again}</p>
    }
}

/// What people read on a badge.
pub fn face(lang: Lang, face: &Face) -> impl IntoView + use<> {
    let place = format!("{}, {}", face.city, countries::country(lang, &face.country));
    let latin = face.latin.clone().map(|name| view! { <p class="latin" lang="en">{name}</p> });
    view! {
        <p class="name">{face.name.clone()}</p>
        {latin}
        <p>{face.position.clone()}", "{face.organisation.clone()}</p>
        <p>{place}</p>
        <p class="kicker">{face.category.map(|c| names::category(lang, c))}</p>
    }
}
