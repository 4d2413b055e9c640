//! Who works here and as what; inviting them, and taking a hat away.

use super::places;
use crate::error::ApiError;
use crate::page::Page;
use crate::platform::Request;
use crate::route::Route;
use crate::ui::form::Form;
use crate::words::{accounts, organiser as words};
use domain::kernel::Role;
use leptos::prelude::*;

/// The page.
pub async fn page(rq: &Request) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    let (person, _) = rq.organiser()?;
    let me = person.account.clone();
    let staff = rq.store().staff().await.map_err(|e| rq.fail(e))?;
    let invite = Form::new(rq, "accounts/invite_staff").with("role", Role::CheckIn.code());
    let nav = places(rq, &Route::DeskStaff);
    let rq = rq.clone();
    Ok(Page::new(w.staff, move || {
        let sections: Vec<_> = Role::ALL
            .into_iter()
            .map(|role| {
                let rows: Vec<_> = staff
                    .iter()
                    .filter(|account| account.roles.contains(&role))
                    .map(|account| {
                        let form = Form::new(&rq, "accounts/remove_role");
                        let label = w.remove_role.replace("{name}", &account.name).replace("{role}", accounts::role(lang, role));
                        let own = (account.id == me).then_some(w.you);
                        let fields = view! {
                            {form.hidden("account", account.id.to_string())}
                            {form.hidden("role", role.code())}
                            <button class="button quiet" aria-label=label>{w.remove}</button>
                        };
                        view! {
                            <li>
                                <span><strong>{account.name.clone()}</strong>" "<span class="fine">{account.email.clone()}" "{own}</span></span>
                                {form.view_inline(fields)}
                            </li>
                        }
                    })
                    .collect();
                let list = match rows.is_empty() {
                    true => view! { <p class="fine">{w.nobody_yet}</p> }.into_any(),
                    false => view! { <ul class="rows">{rows}</ul> }.into_any(),
                };
                view! { <section><h2>{accounts::role(lang, role)}</h2><p class="fine">{accounts::duty(lang, role)}</p>{list}</section> }
            })
            .collect();
        let roles = Role::ALL.into_iter().map(|r| (r.code().to_owned(), accounts::role(lang, r).to_owned())).collect();
        let fields = view! {
            {invite.line("email", "email", "off", true)}
            {invite.radios("role", roles)}
            <p class="actions"><button class="button">{w.invite}</button></p>
        };
        view! {
            <div class="desk">
                {nav}
                <h1>{w.staff}</h1>
                <section class="panel"><h2>{w.invite}</h2><p>{w.invite_lead}</p>{invite.view(fields)}</section>
                {sections}
            </div>
        }
    })
    .wide())
}
