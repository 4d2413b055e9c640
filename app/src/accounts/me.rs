//! One's own place: what is going on, profile, devices.

use crate::error::ApiError;
use crate::page::Page;
use crate::platform::Request;
use crate::registration::pages::standing;
use crate::route::Route;
use crate::ui;
use crate::ui::form::Form;
use crate::words::{accounts as words, aide, data, passkey, second_factor};
use domain::accounts::policy::needs_second_factor;
use domain::kernel::Lang;
use domain::registration::State;
use leptos::prelude::*;

/// The overview.
pub async fn page(rq: &Request) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    let (person, _) = rq.whoever()?;
    let account = rq.on_behalf()?;
    let acting = person.is_acting();
    let registration = rq.store().my_registration(&account.id).await.map_err(|e| rq.fail(e))?;
    let open = rq.snapshot.as_ref().is_some_and(|s| s.event.registration_open);
    let greeting = if acting { account.name.clone() } else { w.greeting.replace("{name}", &account.name) };
    let unverified = (!acting && account.verified_at.is_none()).then(|| w.not_verified.replace("{email}", &account.email));
    let factor = second_factor::words(lang);
    let (passkeys, data, aides) = (passkey::words(lang).title, data::words(lang).title, aide::words(lang).title);
    let lacks = needs_second_factor(&account.roles) && !person.second_factor && !acting;
    let kept = !rq.services.site.sends_mail;
    let (resend, out) = (Form::new(rq, "accounts/resend_verification"), Form::new(rq, "accounts/sign_out"));
    let delegations = if acting { None } else { crate::registration::delegation::own(rq).await? };
    let asked = if acting { None } else { crate::forum::consent::waiting(rq).await? };
    let leads = crate::words::forum_leads::words(lang);
    let booths = if acting { None } else { crate::forum::meetings::on_my_page(rq).await? };
    let meetings = crate::words::forum_meetings::words(lang).mine;
    Ok(Page::new(w.me_title, move || {
        let unverified = unverified.map(|text| {
            let kept = kept.then(|| view! { <p>{w.sent_kept}</p> });
            let button = view! { <p class="actions"><button class="button quiet">{w.resend}</button></p> };
            view! { <div class="message"><p>{text}</p>{kept}{resend.view(button)}</div> }
        });
        let approved = registration.as_ref().is_some_and(|r| r.state == State::Approved);
        let badge = approved.then(|| view! { <li><a href=Route::Badge.path(lang)>{crate::words::checkin::words(lang).my_badge}</a></li> });
        let button = view! { <button class="button quiet">{w.sign_out}</button> };
        let lacks = lacks.then(|| {
            let set_up = view! { <p class="actions"><a class="button" href=Route::SecondFactor.path(lang)>{factor.set_up}</a></p> };
            view! { <div class="message"><p>{factor.needed}</p>{set_up}</div> }
        });
        let visa = approved.then(|| view! { <li><a href=Route::Visa.path(lang)>{crate::words::visa::words(lang).title}</a></li> });
        // What is one's own only is not for the aide of somebody else.
        let own = (!acting).then(|| {
            view! {
                <nav class="own" aria-label=w.me_title>
                    <ul>
                        {visa}
                        {badge}
                        <li><a href=Route::LeadConsent.path(lang)>{leads.consent}</a></li>
                        <li><a href=Route::Ledger.path(lang)>{leads.ledger}</a></li>
                        <li><a href=Route::BoothMeetings.path(lang)>{meetings}</a></li>
                        <li><a href=Route::Favourites.path(lang)>{crate::words::forum_list::words(lang).favourites}</a></li>
                        <li><a href=Route::Profile.path(lang)>{w.profile}</a></li>
                        <li><a href=Route::SecondFactor.path(lang)>{factor.title}</a></li>
                        <li><a href=Route::Passkeys.path(lang)>{passkeys}</a></li>
                        <li><a href=Route::Aides.path(lang)>{aides}</a></li>
                        <li><a href=Route::Devices.path(lang)>{w.devices}</a></li>
                        <li><a href=Route::Data.path(lang)>{data}</a></li>
                    </ul>
                </nav>
            }
        });
        view! {
            <h1>{greeting}</h1>
            {unverified}
            {lacks}
            {asked}
            {booths}
            {standing(lang, registration.as_ref(), open, false)}
            {delegations}
            {own}
            {out.view(button)}
        }
    }))
}

/// Name, language, password.
pub fn profile(rq: &Request) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    let (_, account) = rq.signed_in()?;
    let profile = Form::new(rq, "accounts/update_profile").with("name", &account.name).with("lang", account.lang.code());
    let password = Form::new(rq, "accounts/change_password");
    let email = account.email.clone();
    Ok(Page::new(w.profile, move || {
        let languages = Lang::ALL.into_iter().map(|l| (l.code().to_owned(), l.endonym().to_owned())).collect();
        let who = view! {
            {profile.line("name", "text", "name", true)}
            {profile.radios("lang", languages)}
            <p class="actions"><button class="button">{w.save}</button></p>
        };
        let secret = view! {
            <input type="hidden" autocomplete="username" value=email.clone() />
            {password.line_without_hint("current_password", "password", "current-password", true)}
            {password.line("password", "password", "new-password", true)}
            {password.line("repeat", "password", "new-password", true)}
            <p class="actions"><button class="button">{w.change_password}</button></p>
        };
        view! {
            <h1>{w.profile}</h1>
            <dl class="meta"><div><dt>{w.address}</dt><dd>{email}</dd></div></dl>
            {profile.view(who)}
            <h2>{w.change_password}</h2>
            <p>{w.change_password_lead}</p>
            {password.view(secret)}
        }
    })
    .crumb(Route::Me.path(lang), w.me_title))
}

/// The devices that are signed in.
pub async fn devices(rq: &Request) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    let (person, _) = rq.signed_in()?;
    let this = person.sign_in.clone();
    let devices = rq.store().devices(&person.account).await.map_err(|e| rq.fail(e))?;
    let (one, others) = (Form::new(rq, "accounts/sign_out_device"), Form::new(rq, "accounts/sign_out_others"));
    let zone = rq.zone();
    Ok(Page::new(w.devices, move || {
        let several = devices.len() > 1;
        let rows: Vec<_> = devices
            .into_iter()
            .map(|device| {
                let here = device.id == this;
                let action = match here {
                    true => view! { <strong>{w.this_device}</strong> }.into_any(),
                    false => {
                        let fields = view! { {one.hidden("device", device.id.to_string())}<button class="button quiet">{w.sign_out}</button> };
                        one.view(fields).into_any()
                    }
                };
                let since = w.since.replace("{date}", &ui::moment(lang, zone.as_deref(), device.created_at));
                let used = w.last_used.replace("{date}", &ui::moment(lang, zone.as_deref(), device.seen_at));
                let label = device_name(&device.label).unwrap_or_else(|| w.unknown_device.to_owned());
                view! { <li><div><strong>{label}</strong><p class="fine">{since}", "{used}</p></div>{action}</li> }
            })
            .collect();
        let button = view! { <p class="actions"><button class="button">{w.sign_out_others}</button></p> };
        let all = several.then(|| others.view(button));
        view! { <h1>{w.devices}</h1><p>{w.devices_lead}</p><ul class="rows devices">{rows}</ul>{all} }
    })
    .crumb(Route::Me.path(lang), w.me_title))
}

/// Browser and system of a user agent, roughly: what people recognise.
pub fn device_name(agent: &str) -> Option<String> {
    let first = |names: &[(&str, &'static str)]| names.iter().find(|(token, _)| agent.contains(token)).map(|(_, name)| *name);
    let browser = first(&[
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("YaBrowser", "Yandex"),
        ("SamsungBrowser", "Samsung"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ]);
    let system =
        first(&[("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS X", "macOS"), ("Linux", "Linux")]);
    match (browser, system) {
        (Some(browser), Some(system)) => Some(format!("{browser}, {system}")),
        (Some(one), None) | (None, Some(one)) => Some(one.to_owned()),
        (None, None) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_is_named_as_people_know_it() {
        let phone = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36";
        assert_eq!(device_name(phone).as_deref(), Some("Chrome, Android"));
        assert_eq!(device_name("curl/8"), None);
    }
}
