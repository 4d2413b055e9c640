//! What a participant says of themselves, and what of it the others see.

use super::{challenges, participant, places, skills};
use crate::error::ApiError;
use crate::page::Page;
use crate::platform::Request;
use crate::route::Route;
use crate::ui::form::Form;
use crate::words::{ideathon as words, programme};
use domain::ideathon::Refusal;
use domain::registration::State;
use domain::registration::form::LANGUAGES;
use leptos::prelude::*;

/// The page.
pub async fn page(rq: &Request) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    let (person, _) = rq.signed_in()?;
    let mine = participant(rq).await?;
    let registration = rq.store().my_registration(&person.account).await.map_err(|e| rq.fail(e))?.filter(|r| r.state == State::Approved);
    let Some(registration) = registration else {
        return Ok(Page::new(w.profile, move || {
            view! {
                <h1>{w.profile}</h1>
                <div class="empty">
                    <p>{words::refusal(lang, Refusal::NotApproved)}</p>
                    <p class="actions"><a class="button" href=Route::Registration.path(lang)>{crate::words::registration::words(lang).title}</a></p>
                </div>
            }
        }));
    };
    let mut form = Form::new(rq, "ideathon/save_profile");
    form = match &mine {
        Some(own) => {
            let p = &own.profile;
            let shown = [("city", p.shows_city), ("languages", p.shows_languages), ("skills", p.shows_skills), ("presence", p.shows_presence)];
            let join = |parts: Vec<&str>| parts.join(",");
            form.with("skills", join(p.skills.iter().map(|s| s.code()).collect()))
                .with("languages", p.languages.join(","))
                .with("interests", join(p.interests.iter().map(|c| c.as_str()).collect()))
                .with("about", &p.about)
                .with("looking", if p.looking { "yes" } else { "" })
                .with("shown", join(shown.into_iter().filter(|(_, on)| *on).map(|(what, _)| what).collect()))
        }
        None => form.with("languages", registration.draft.languages.clone()).with("looking", "yes").with("shown", "city,languages,skills,presence"),
    };
    let stop = mine.is_some().then(|| Form::new(rq, "ideathon/gather"));
    let nav = places(rq, &Route::IdeathonProfile);
    let all = challenges(rq).into_iter().map(|(id, title)| (id.to_string(), title)).collect::<Vec<_>>();
    let style = rq.services.site.assets.ideathon_style.clone();
    Ok(Page::new(w.profile, move || {
        let languages = LANGUAGES.into_iter().map(|l| (l.to_owned(), programme::language(lang, l))).collect();
        let shown = [("city", w.shows_city), ("languages", w.shows_languages), ("skills", w.shows_skills), ("presence", w.shows_presence)];
        let shown = shown.into_iter().map(|(code, label)| (code.to_owned(), label.to_owned())).collect();
        let wishes = (!all.is_empty()).then(|| form.boxes("interests", all));
        let fields = view! {
            {form.boxes("skills", skills(lang))}
            {form.boxes("languages", languages)}
            {wishes}
            {form.paragraph("about", 3)}
            {form.tick_as("looking", w.looking)}
            {form.boxes("shown", shown)}
            <p class="actions"><button class="button">{w.save_profile}</button></p>
        };
        let stopping = stop.map(|stop| {
            let fields = view! { {stop.hidden("what", "stop")}<button class="button danger">{w.stop}</button> };
            view! { <details class="withdraw"><summary>{w.stop}</summary><p>{w.stop_note}</p>{stop.unsaid().view(fields)}</details> }
        });
        view! {
            <link rel="stylesheet" href=style />
            {nav}
            <h1>{w.profile}</h1>
            <p class="lead">{w.profile_lead}</p>
            {form.view(fields)}
            {stopping}
        }
    }))
}
