//! The board of ideas: the list, writing one, and one of them with its comments.

use super::admission;
use crate::error::ApiError;
use crate::page::Page;
use crate::platform::Request;
use crate::route::Route;
use crate::ui;
use crate::ui::form::Form;
use crate::ui::plain::plain;
use crate::words::fields;
use crate::words::ideas as words;
use domain::event::Snapshot;
use domain::ideathon::idea::Order;
use domain::ideathon::{Comment, Idea, Reaction};
use domain::kernel::Lang;
use domain::kernel::ids::{AccountId, ChallengeId, IdeaId};
use domain::kernel::text::address;
use leptos::prelude::*;
use std::collections::BTreeMap;

/// How many ideas a page of the board shows.
const PAGE: usize = 24;
/// How many comments a page of an idea shows.
const COMMENTS: usize = 50;
/// How many of those who would join are named.
const JOINERS: usize = 60;
/// How much of an idea the board shows.
const EXCERPT: usize = 180;

/// The board.
pub async fn list(rq: &Request) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    if !admission::is_in(rq).await? {
        return Ok(admission::how_to(rq, w.title));
    }
    let snapshot = rq.snapshot()?.clone();
    let order = rq.query("sort").and_then(Order::parse).unwrap_or_default();
    let challenge = rq.query("challenge").and_then(|id| ChallengeId::parse(id).ok());
    let after = rq.query("after").map(str::to_owned);
    let (ideas, next) = rq.store().ideas(order, challenge.as_ref(), after.as_deref(), PAGE).await.map_err(|e| rq.fail(e))?;
    let names = names(rq, ideas.iter().filter_map(|i| i.by.clone())).await?;
    let style = rq.services.site.assets.ideathon_style.clone();
    let nav = super::places(rq, &Route::Ideas);
    Ok(Page::new(w.title, move || {
        let here = |after: Option<&str>| {
            let pairs = [
                ("challenge", challenge.as_ref().map(ChallengeId::as_str)),
                ("sort", Some(order.code()).filter(|_| order != Order::default())),
                ("after", after),
            ];
            let pairs: Vec<(String, String)> = pairs.into_iter().filter_map(|(k, v)| Some((k.to_owned(), v?.to_owned()))).collect();
            address(&Route::Ideas.path(lang), &pairs)
        };
        let none = (ideas.is_empty() && after.is_none()).then(|| {
            let said = if challenge.is_some() { w.none_fits } else { w.none };
            view! { <div class="empty"><p class="lead">{said}</p></div> }
        });
        let cards: Vec<_> = ideas.iter().map(|idea| card(lang, &snapshot, idea, &names)).collect();
        let more = next.map(|key| view! { <a class="button quiet" href=here(Some(&key))>{w.more}</a> });
        let first = after.as_ref().map(|_| view! { <a href=here(None)>{w.first}</a> });
        let new = address(&Route::IdeaNew.path(lang), &challenge.iter().map(|c| ("challenge".to_owned(), c.to_string())).collect::<Vec<_>>());
        view! {
            <link rel="stylesheet" href=style />
            {nav}
            <h1>{w.title}</h1>
            <p class="lead">{w.lead}</p>
            <p class="actions"><a class="button" href=new>{w.new}</a></p>
            {filters(lang, &snapshot, challenge.as_ref(), order)}
            {none}
            <ul class="cards">{cards}</ul>
            <p class="actions">{more}{first}</p>
        }
    })
    .crumb(Route::Challenges.path(lang), crate::words::challenges::words(lang).title)
    .wide())
}

fn filters(lang: Lang, snapshot: &Snapshot, challenge: Option<&ChallengeId>, order: Order) -> impl IntoView + use<> {
    let w = words::words(lang);
    let orders: Vec<_> =
        Order::ALL.into_iter().map(|o| view! { <option value=o.code() selected=o == order>{words::order(lang, o)}</option> }).collect();
    view! {
        <form class="filters" method="get" action=Route::Ideas.path(lang) data-auto="">
            {ui::choice("challenge", w.challenge, w.any_challenge, challenge.map(ToString::to_string), choices(lang, snapshot, challenge))}
            <label><span>{w.order}</span><select name="sort">{orders}</select></label>
            <button class="button quiet">{w.show}</button>
        </form>
    }
}

/// The published challenges, and the one that is chosen though it is no more.
fn choices(lang: Lang, snapshot: &Snapshot, chosen: Option<&ChallengeId>) -> Vec<(String, String)> {
    let mut all: Vec<_> = snapshot.challenges.iter().map(|c| (c.id.to_string(), c.title.get(lang).to_owned())).collect();
    if let Some(chosen) = chosen.filter(|c| snapshot.challenge(c).is_none()) {
        all.push((chosen.to_string(), "–".to_owned()));
    }
    all
}

fn card(lang: Lang, snapshot: &Snapshot, idea: &Idea, names: &BTreeMap<String, String>) -> impl IntoView + use<> {
    let w = words::words(lang);
    let count = |text: &str, n: u32| text.replace("{n}", &n.to_string());
    let mut excerpt: String = idea.facts.text.chars().take(EXCERPT).collect();
    if excerpt.len() < idea.facts.text.len() {
        excerpt.push('…');
    }
    let challenge =
        idea.facts.challenge.as_ref().and_then(|id| snapshot.challenge(id)).map(|c| view! { <p class="fine">{ui::text(lang, &c.title)}</p> });
    view! {
        <li>
            <h2><a href=Route::Idea(idea.id.clone()).path(lang)>{idea.facts.title.clone()}</a></h2>
            {challenge}
            <p>{excerpt}</p>
            <p class="foot fine">
                <span>{name(lang, names, idea.by.as_ref())}</span>
                <span>{count(w.likes, idea.likes)}</span>
                <span>{count(w.joins, idea.joins)}</span>
                <span>{count(w.comments_n, idea.comments)}</span>
            </p>
        </li>
    }
}

async fn names(rq: &Request, ids: impl IntoIterator<Item = AccountId>) -> Result<BTreeMap<String, String>, ApiError> {
    rq.store().names(ids).await.map_err(|e| rq.fail(e))
}

fn name(lang: Lang, names: &BTreeMap<String, String>, id: Option<&AccountId>) -> String {
    id.and_then(|id| names.get(id.as_str())).cloned().unwrap_or_else(|| words::words(lang).gone.to_owned())
}

/// Writing a new one, for the challenge in the query.
pub async fn new(rq: &Request) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    if !admission::is_in(rq).await? {
        return Ok(admission::how_to(rq, w.new));
    }
    let snapshot = rq.snapshot()?.clone();
    let form = Form::new(rq, "ideathon/post_idea").with("challenge", rq.query("challenge").unwrap_or_default());
    let inside = view! { {controls(lang, &snapshot, &form, None)}<p class="actions"><button class="button">{w.post}</button></p> };
    let form = form.view(inside);
    Ok(Page::new(w.new, move || view! { <div class="panel wide"><h1>{w.new}</h1><p>{w.new_lead}</p>{form}</div> })
        .crumb(Route::Challenges.path(lang), crate::words::challenges::words(lang).title)
        .crumb(Route::Ideas.path(lang), w.title))
}

fn controls(lang: Lang, snapshot: &Snapshot, form: &Form, has: Option<&ChallengeId>) -> impl IntoView + use<> {
    let w = words::words(lang);
    view! {
        {form.line("idea_title", "text", "off", true)}
        {form.paragraph("idea_text", 8)}
        {form.select("challenge", "off", w.no_challenge.to_owned(), choices(lang, snapshot, has))}
    }
}

/// One of them.
pub async fn page(rq: &Request, id: &IdeaId) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    if !admission::is_in(rq).await? {
        return Ok(admission::how_to(rq, w.title));
    }
    let (_, account) = rq.signed_in()?;
    let me = account.id.clone();
    let snapshot = rq.snapshot()?.clone();
    let idea = rq.store().idea(id).await.map_err(|e| rq.fail(e))?.ok_or(ApiError::NotFound)?;
    let own = idea.by.as_ref() == Some(&me);
    if own && rq.query("edit").is_some() {
        return Ok(editing(rq, &snapshot, &idea));
    }
    let mine = rq.store().reactions(&me, std::slice::from_ref(id)).await.map_err(|e| rq.fail(e))?;
    let joiners = rq.store().joiners(id, JOINERS).await.map_err(|e| rq.fail(e))?;
    let (comments, next) = rq.store().comments(id, rq.query("after"), COMMENTS).await.map_err(|e| rq.fail(e))?;
    let people = idea.by.iter().cloned().chain(joiners.iter().cloned()).chain(comments.iter().map(|c| c.by.clone()));
    let names = names(rq, people).await?;
    let reactions = [Reaction::Like, Reaction::Join].map(|reaction| {
        let on = mine.iter().any(|(_, r)| *r == reaction);
        react(rq, &idea, reaction, on)
    });
    let (talk, closing) = (talk(rq, &idea, &me, &comments, &names), closing(rq, &idea, own));
    let zone = rq.zone();
    let style = rq.services.site.assets.ideathon_style.clone();
    let team = format!("/{}/ideathon/teams/new?idea={id}", lang.code());
    Ok(Page::new(idea.facts.title.clone(), move || {
        let by = w.by.replace("{name}", &name(lang, &names, idea.by.as_ref())).replace("{time}", &ui::moment(lang, zone.as_deref(), idea.at));
        let challenge = idea.facts.challenge.as_ref().and_then(|id| snapshot.challenge(id)).map(|c| {
            view! { <p>{w.challenge}": "<a href=Route::Challenge(c.id.clone()).path(lang)>{ui::text(lang, &c.title)}</a></p> }
        });
        let here = Route::Idea(idea.id.clone()).path(lang);
        let edit = own.then(|| view! { <a class="button quiet" href=format!("{here}?edit=1")>{w.edit}</a> });
        let who: Vec<_> = joiners.iter().filter_map(|id| names.get(id.as_str())).cloned().collect();
        let who = if who.is_empty() { w.joiners_none.to_owned() } else { who.join(", ") };
        let more =
            next.map(|key| view! { <p class="actions"><a class="button quiet" href=format!("{here}?after={}", ui::percent(&key))>{w.more}</a></p> });
        view! {
            <link rel="stylesheet" href=style />
            <article>
                <h1>{idea.facts.title.clone()}</h1>
                <p class="fine">{by}</p>
                {challenge}
                <div class="prose">{plain(&idea.facts.text)}</div>
                <div class="reactions">{reactions}</div>
                <h2>{w.joiners}</h2>
                <p>{who}</p>
                <p class="actions"><a class="button" href=team>{w.team}</a>{edit}</p>
                {closing}
            </article>
            <section aria-labelledby="comments">
                <h2 id="comments">{w.comments}</h2>
                {talk}
                {more}
            </section>
        }
    })
    .crumb(Route::Challenges.path(lang), crate::words::challenges::words(lang).title)
    .crumb(Route::Ideas.path(lang), w.title))
}

fn editing(rq: &Request, snapshot: &Snapshot, idea: &Idea) -> Page {
    let lang = rq.lang;
    let w = words::words(lang);
    let challenge = idea.facts.challenge.as_ref();
    let form = Form::new(rq, "ideathon/edit_idea")
        .with("idea_title", idea.facts.title.clone())
        .with("idea_text", idea.facts.text.clone())
        .with("challenge", challenge.map(ToString::to_string).unwrap_or_default());
    let inside = view! {
        {form.hidden("idea", idea.id.to_string())}
        {form.hidden("version", idea.version.to_string())}
        {controls(lang, snapshot, &form, challenge)}
        <p class="actions"><button class="button">{w.save}</button></p>
    };
    let form = form.view(inside);
    let back = Route::Idea(idea.id.clone()).path(lang);
    Page::new(w.edit, move || view! { <div class="panel wide"><h1>{w.edit}</h1>{form}</div> })
        .crumb(Route::Ideas.path(lang), w.title)
        .crumb(back, idea.facts.title.clone())
}

fn react(rq: &Request, idea: &Idea, reaction: Reaction, on: bool) -> AnyView {
    let w = words::words(rq.lang);
    let form = Form::new(rq, "ideathon/react");
    let (label, count, n) = match reaction {
        Reaction::Like => (if on { w.unlike } else { w.like }, w.likes, idea.likes),
        Reaction::Join => (if on { w.unjoin } else { w.join }, w.joins, idea.joins),
    };
    let class = if on { "button quiet" } else { "button" };
    form.view_inline(view! {
        {form.hidden("idea", idea.id.to_string())}
        {form.hidden("reaction", reaction.code())}
        {form.hidden("on", if on { "no" } else { "yes" })}
        <button class=class>{label}</button>
        <span>{count.replace("{n}", &n.to_string())}</span>
    })
}

/// Taking it off the board: its author at once, an organiser with a reason.
fn closing(rq: &Request, idea: &Idea, own: bool) -> Option<AnyView> {
    let w = words::words(rq.lang);
    if !own && rq.organiser().is_err() {
        return None;
    }
    let form = Form::new(rq, "ideathon/withdraw_idea");
    let open = form.has_error();
    let (title, asked) = match own {
        true => (w.withdraw, form.tick_as("withdraw_idea_sure", w.withdraw)),
        false => (w.remove, form.paragraph("remove_reason", 2)),
    };
    let inside = view! {
        {form.hidden("idea", idea.id.to_string())}
        <p>{w.withdraw_lead}</p>
        {asked}
        <p class="actions"><button class="button danger">{title}</button></p>
    };
    Some(view! { <details class="withdraw" open=open><summary>{title}</summary>{form.view(inside)}</details> }.into_any())
}

/// The comments, and the form for another one.
fn talk(rq: &Request, idea: &Idea, me: &AccountId, comments: &[Comment], names: &BTreeMap<String, String>) -> AnyView {
    let lang = rq.lang;
    let w = words::words(lang);
    let organiser = rq.organiser().is_ok();
    let zone = rq.zone();
    let rows: Vec<_> = comments
        .iter()
        .map(|comment| {
            let time = ui::moment(lang, zone.as_deref(), comment.at);
            let by = w.by.replace("{name}", &name(lang, names, Some(&comment.by))).replace("{time}", &time);
            let said = match &comment.removed {
                Some(reason) => view! { <p class="fine">{w.removed.replace("{reason}", reason)}</p> }.into_any(),
                None => plain(&comment.text),
            };
            let there = comment.removed.is_none();
            let own = (there && comment.by == *me).then(|| {
                let form = Form::new(rq, "ideathon/delete_comment");
                let label = w.delete_own.replace("{time}", &time);
                form.view_inline(
                    view! { {form.hidden("comment", comment.id.to_string())}<button class="button quiet" aria-label=label>{w.delete}</button> },
                )
            });
            let remove = (there && organiser && comment.by != *me).then(|| removal(rq, comment));
            view! { <li><p class="fine">{by}</p>{said}{own}{remove}</li> }
        })
        .collect();
    let none = rows.is_empty().then(|| view! { <p>{w.comments_none}</p> });
    let form = Form::new(rq, "ideathon/post_comment");
    let inside = view! {
        {form.hidden("idea", idea.id.to_string())}
        {form.paragraph("comment_text", 3)}
        <p class="actions"><button class="button">{w.comment}</button></p>
    };
    view! { {none}<ul class="comments">{rows}</ul>{form.view(inside)} }.into_any()
}

/// The reason for which an organiser removes a comment; several of these forms are on a page, so the field has its label around it.
fn removal(rq: &Request, comment: &Comment) -> AnyView {
    let w = words::words(rq.lang);
    let form = Form::new(rq, "ideathon/remove_comment");
    let label = fields::label(rq.lang, "remove_reason").to_owned();
    let inside = view! {
        {form.hidden("comment", comment.id.to_string())}
        <label>{label}" "<input name="remove_reason" type="text" autocomplete="off" required="" /></label>
        <button class="button danger">{w.remove_comment}</button>
    };
    view! { <details class="withdraw"><summary>{w.remove_comment}</summary>{form.view_inline(inside)}</details> }.into_any()
}
