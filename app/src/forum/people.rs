//! Who belongs to a company, inviting a colleague, and accepting an invitation.

use super::{company_places, of_company};
use crate::error::{ApiError, Refusal};
use crate::page::Page;
use crate::platform::Request;
use crate::route::Route;
use crate::ui;
use crate::ui::form::Form;
use crate::words::forum as words;
use domain::forum::{CompanyRole, Membership};
use domain::kernel::Lang;
use domain::kernel::ids::CompanyId;
use leptos::prelude::*;

fn roles(lang: Lang) -> Vec<(String, String)> {
    CompanyRole::ALL.into_iter().map(|r| (r.code().to_owned(), words::role(lang, r).to_owned())).collect()
}

/// Who belongs to a company.
pub async fn page(rq: &Request, id: &CompanyId) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    let (of, role) = of_company(rq, id, CompanyRole::Viewer).await?;
    let (person, _) = rq.signed_in()?;
    let me = person.account.clone();
    let people = rq.store().company_people(id).await.map_err(|e| rq.fail(e))?;
    let invited = rq.store().company_invitations(id, rq.now).await.map_err(|e| rq.fail(e))?;
    let nav = company_places(rq, &of, &Route::CompanyPeople(id.clone()));
    let admin = role == CompanyRole::Admin;
    let (rq, id) = (rq.clone(), id.clone());
    let back = (Route::Company(of.id.clone()).path(lang), of.name.clone());
    Ok(Page::new(w.people, move || {
        let mut tells = true;
        let rows: Vec<_> = people
            .iter()
            .map(|member| {
                let own = member.account == me;
                let actions = (admin && !own).then(|| {
                    let first = std::mem::replace(&mut tells, false);
                    changing(&rq, &id, member, first)
                });
                let mark = own.then(|| view! { " "<span class="state">{w.you}</span> });
                view! {
                    <li>
                        <div>
                            <strong>{member.name.clone()}</strong>{mark}
                            <p class="fine">{words::role(lang, member.role)}" · "{member.email.clone()}</p>
                        </div>
                        {actions}
                    </li>
                }
            })
            .collect();
        let waiting: Vec<_> = invited
            .iter()
            .map(|one| {
                let until = w.invited_until.replace("{date}", &ui::moment(lang, rq.zone().as_deref(), one.until));
                let back = admin.then(|| {
                    let form = Form::new(&rq, "forum/take_invitation_back");
                    let label = w.take_back_one.replace("{email}", &one.email);
                    form.view_inline(view! {
                        {form.hidden("company", id.to_string())}
                        {form.hidden("email", one.email.clone())}
                        <button class="button quiet" aria-label=label>{w.take_back}</button>
                    })
                });
                view! { <li><div>{one.email.clone()}<p class="fine">{words::role(lang, one.role)}", "{until}</p></div>{back}</li> }
            })
            .collect();
        let waiting = (!waiting.is_empty()).then(|| view! { <h2>{w.invited}</h2><ul class="rows">{waiting}</ul> });
        let invite = admin.then(|| {
            let form = Form::new(&rq, "forum/invite_member").with("company_role", CompanyRole::Staff.code());
            let fields = view! {
                {form.hidden("company", id.to_string())}
                {form.line("email", "email", "off", true)}
                {form.radios("company_role", roles(lang))}
                <p class="actions"><button class="button">{w.send}</button></p>
            };
            view! { <section class="panel wide"><h2>{w.invite}</h2><p>{w.invite_lead}</p>{form.view(fields)}</section> }
        });
        let leave = Form::new(&rq, "forum/leave_company");
        let open = leave.has_error();
        let fields = view! {
            {leave.hidden("company", id.to_string())}
            <p>{w.leave_lead}</p>
            {leave.tick("leave_company_sure")}
            <p class="actions"><button class="button danger">{w.leave}</button></p>
        };
        view! {
            {nav}
            <h1>{w.people}</h1>
            <p class="lead">{w.people_lead}</p>
            <ul class="rows">{rows}</ul>
            {waiting}
            {invite}
            <details class="withdraw" open=open><summary>{w.leave}</summary>{leave.view(fields)}</details>
        }
    })
    .crumb(Route::Companies.path(lang), w.mine)
    .crumb(back.0, back.1))
}

fn changing(rq: &Request, id: &CompanyId, member: &Membership, tells: bool) -> AnyView {
    let lang = rq.lang;
    let w = words::words(lang);
    let form = Form::new(rq, "forum/set_member_role");
    let form = if tells { form } else { form.unsaid() };
    let (label, button) = (w.role_of.replace("{name}", &member.name), w.change_role);
    let options: Vec<_> = roles(lang)
        .into_iter()
        .map(|(code, name)| {
            let selected = code == member.role.code();
            view! { <option value=code selected=selected>{name}</option> }
        })
        .collect();
    let change = form.view_inline(view! {
        {form.hidden("company", id.to_string())}
        {form.hidden("member", member.account.to_string())}
        <select name="company_role" aria-label=label>{options}</select>
        <button class="button quiet">{button}</button>
    });
    let remove = Form::new(rq, "forum/remove_member").unsaid();
    let label = w.remove_one.replace("{name}", &member.name);
    let gone = remove.view_inline(view! {
        {remove.hidden("company", id.to_string())}
        {remove.hidden("member", member.account.to_string())}
        <button class="button quiet" aria-label=label>{w.remove}</button>
    });
    view! { <div class="actions">{change}{gone}</div> }.into_any()
}

/// An invitation, for whoever follows its link.
pub async fn invitation(rq: &Request) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    let token = rq.query("token").unwrap_or_default().to_owned();
    let found = rq.store().company_invitation(&token, rq.now).await.map_err(|e| rq.fail(e))?;
    let (of, company) = found.ok_or(ApiError::Refused(Refusal::Forum(domain::forum::Refusal::InvitationNotValid)))?;
    let own = rq.account.as_ref().map(|account| account.email.to_lowercase() == of.email.to_lowercase());
    let form = Form::new(rq, "forum/accept_invitation");
    Ok(Page::new(w.invitation, move || {
        let say = |text: &str| text.replace("{company}", &company).replace("{email}", &of.email).replace("{role}", words::role(lang, of.role));
        let body = match own {
            None => {
                let accounts = crate::words::accounts::words(lang);
                view! {
                    <p class="lead">{say(w.invitation_first)}</p>
                    <p class="actions">
                        <a class="button" href=Route::SignIn.path(lang)>{accounts.sign_in}</a>
                        <a class="button quiet" href=Route::SignUp.path(lang)>{accounts.sign_up}</a>
                    </p>
                }
                .into_any()
            }
            Some(false) => view! { <p class="lead">{say(w.invitation_other)}</p> }.into_any(),
            Some(true) => {
                let fields = view! { {form.hidden("token", token)}<p class="actions"><button class="button">{w.join}</button></p> };
                view! { <p class="lead">{say(w.invitation_lead)}</p>{form.view(fields)} }.into_any()
            }
        };
        view! { <div class="panel"><h1>{w.invitation}</h1>{body}</div> }
    }))
}
