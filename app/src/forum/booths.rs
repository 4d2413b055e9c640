//! Who gets which booth: those who wait with what they need and wish, those who have one, and the fair proposal.

use crate::error::ApiError;
use crate::organiser::places;
use crate::page::Page;
use crate::platform::Request;
use crate::route::Route;
use crate::ui::form::Form;
use crate::words;
use crate::words::forum as forum_words;
use crate::words::forum_plan::{self as plan_words, Words};
use domain::forum::assign::{Business, Line, Outlook, Want, exchanged, outlook, propose};
use domain::forum::plan::Wishes;
use domain::forum::{Booth, Company, Hall, Standing};
use domain::kernel::Lang;
use domain::kernel::ids::{BoothId, CompanyId};
use leptos::prelude::*;
use std::collections::BTreeMap;
use store::KeptHall;

/// How many companies of a standing are looked at.
const MOST: usize = 500;

/// Everything that deciding on booths rests on, as it was read.
pub struct Table {
    /// The halls; booths say who has them.
    pub halls: Vec<Hall>,
    /// Companies that wait for a booth, those that wait longest first.
    pub waiting: Vec<Company>,
    /// Companies that have one.
    pub placed: Vec<Company>,
    /// What companies wish.
    pub wishes: BTreeMap<CompanyId, Wishes>,
    /// What everybody is about.
    pub about: BTreeMap<CompanyId, Business>,
    /// Everybody's names.
    pub names: BTreeMap<CompanyId, String>,
}

impl Table {
    /// Reads it.
    pub async fn read(rq: &Request) -> Result<Self, ApiError> {
        let store = rq.store();
        let halls: Vec<KeptHall> = store.halls().await.map_err(|e| rq.fail(e))?;
        let (waiting, _) = store.companies_in(Standing::Terms, None, MOST).await.map_err(|e| rq.fail(e))?;
        let mut placed = Vec::new();
        for standing in [Standing::BoothAssigned, Standing::Published] {
            placed.extend(store.companies_in(standing, None, MOST).await.map_err(|e| rq.fail(e))?.0);
        }
        let wishes = store.all_booth_wishes().await.map_err(|e| rq.fail(e))?;
        let (mut about, mut names) = (BTreeMap::new(), BTreeMap::new());
        for of in rq.snapshot.iter().flat_map(|snapshot| &snapshot.exhibitors) {
            let topics = of.solutions.iter().flat_map(|s| s.topics.iter().cloned()).collect::<std::collections::BTreeSet<_>>();
            about.insert(of.id.clone(), Business { topics: topics.into_iter().collect(), competitors: Vec::new() });
            names.insert(of.id.clone(), of.name.clone());
        }
        for of in waiting.iter().chain(&placed) {
            let competitors = wishes.get(&of.id).map(|w| w.competitors.clone()).unwrap_or_default();
            about.insert(of.id.clone(), Business { topics: of.application.topics.clone(), competitors });
            names.insert(of.id.clone(), of.name.clone());
        }
        Ok(Self { halls: halls.into_iter().map(|kept| kept.hall).collect(), waiting, placed, wishes, about, names })
    }

    /// A booth and its hall.
    pub fn booth(&self, id: &BoothId) -> Option<(&Hall, &Booth)> {
        self.halls.iter().find_map(|hall| hall.booth(id).map(|booth| (hall, booth)))
    }

    /// Somebody's name.
    pub fn name(&self, id: &CompanyId) -> String {
        self.names.get(id).cloned().unwrap_or_else(|| id.to_string())
    }

    /// The number of a booth with its hall, such as `A-1, Hall A`.
    pub fn place(&self, lang: Lang, id: &BoothId) -> String {
        self.booth(id).map_or_else(|| id.to_string(), |(hall, booth)| format!("{}, {}", booth.number, hall.name.get(lang)))
    }

    /// What an organiser should know before a company gets a booth, or of one that has it.
    pub fn warnings(&self, lang: Lang, company: &CompanyId, booth: &BoothId) -> Vec<String> {
        self.says(lang, &self.outlook(&self.halls, company, booth))
    }

    /// What speaks against a company being in a booth, on the plan as it is or would be.
    fn outlook(&self, halls: &[Hall], company: &CompanyId, booth: &BoothId) -> Outlook {
        let of = self.waiting.iter().chain(&self.placed).find(|of| of.id == *company);
        let needs = of.map_or((0, false), |of| (of.application.power, of.application.internet));
        outlook(halls, company, needs, booth, &self.about)
    }

    fn says(&self, lang: Lang, of: &Outlook) -> Vec<String> {
        let w = plan_words::words(lang);
        let names: Vec<String> = of.beside.iter().map(|id| self.name(id)).collect();
        let beside = (!names.is_empty()).then(|| w.beside.replace("{names}", &names.join(", ")));
        let power = of.power.map(|(need, has)| w.too_little.replace("{need}", &need.to_string()).replace("{has}", &has.to_string()));
        let offline = of.offline.then(|| w.offline.to_owned());
        [power, offline, beside].into_iter().flatten().collect()
    }

    /// The proposal for those who wait.
    pub fn proposal(&self, seed: &str) -> Vec<Line> {
        let want = |of: &Company| Want {
            company: of.id.clone(),
            power: of.application.power,
            internet: of.application.internet,
            class: of.application.class,
            wishes: self.wishes.get(&of.id).map(|w| w.booths.clone()).unwrap_or_default(),
        };
        let wants: Vec<Want> = self.waiting.iter().map(want).collect();
        propose(&self.halls, &wants, &self.about, seed)
    }

    fn free(&self, lang: Lang) -> Vec<(String, String)> {
        let w = plan_words::words(lang);
        let choice = |hall: &Hall, booth: &Booth| {
            let watts = w.watts.replace("{n}", &booth.power.to_string());
            let says = format!("{}, {} ({}, {watts})", booth.number, hall.name.get(lang), forum_words::class(lang, booth.class));
            (booth.id.to_string(), says)
        };
        self.halls.iter().flat_map(|hall| hall.booths.iter().filter(|b| !b.taken).map(move |b| choice(hall, b))).collect()
    }
}

/// What a company needs, in words.
pub fn needs(lang: Lang, of: &Company) -> String {
    let w = plan_words::words(lang);
    let says = &of.application;
    let class = says.class.map(|class| forum_words::class(lang, class).to_owned());
    let power = (says.power > 0).then(|| w.watts.replace("{n}", &says.power.to_string()));
    let internet = says.internet.then(|| w.internet.to_owned());
    let all: Vec<String> = [class, power, internet].into_iter().flatten().collect();
    if all.is_empty() { w.has_none.to_owned() } else { all.join(", ") }
}

/// The page.
pub async fn page(rq: &Request) -> Result<Page, ApiError> {
    rq.organiser()?;
    let lang = rq.lang;
    let w = plan_words::words(lang);
    let table = Table::read(rq).await?;
    let nav = places(rq, &Route::DeskForum);
    let rq = rq.clone();
    Ok(Page::new(w.booths, move || {
        view! {
            <div class="desk">
                {nav}
                <h1>{w.booths}</h1>
                <p>{w.booths_lead}</p>
                <p class="actions">
                    <a class="button quiet" href=Route::DeskPlan.path(lang)>{w.desk}</a>
                    <a class="button quiet" href=Route::FloorPlan.path(lang)>{w.see_public}</a>
                </p>
                {left_over(&rq, w, &table)}
                {asked(&rq, w, &table)}
                {exchange_asked(&rq, w, &table)}
                {waiting(&rq, w, &table)}
                {proposed(&rq, w, &table)}
                {held(&rq, w, &table)}
                {exchange(&rq, w, &table)}
            </div>
        }
    })
    .crumb(Route::DeskForum.path(lang), forum_words::words(lang).desk)
    .wide())
}

/// The lines of a proposal that could not be applied: `?left=` has companies with the reason each.
fn left_over(rq: &Request, w: Words, table: &Table) -> Option<AnyView> {
    let lang = rq.lang;
    let rows: Vec<_> = rq
        .query("left")?
        .split(',')
        .filter_map(|said| {
            let (company, code) = said.split_once('~')?;
            let name = table.name(&CompanyId::parse(company).ok()?);
            let why = domain::forum::Refusal::from_code(&format!("forum.{code}")).map(|r| forum_words::refusal(lang, r)).unwrap_or_default();
            Some(view! { <li><strong>{name}</strong>": "{why}</li> })
        })
        .collect();
    Some(view! { <div class="message" role="alert"><p>{w.left_over}</p><ul>{rows}</ul></div> }.into_any())
}

/// The question before a booth is given although something speaks against it: `?company=&booth=`.
fn asked(rq: &Request, w: Words, table: &Table) -> Option<AnyView> {
    let lang = rq.lang;
    let company = rq.query("company").and_then(|id| table.waiting.iter().find(|of| of.id.as_str() == id))?;
    let (_, booth) = rq.query("booth").and_then(|id| BoothId::parse(id).ok()).and_then(|id| table.booth(&id)).filter(|(_, b)| !b.taken)?;
    let warnings: Vec<_> = table.warnings(lang, &company.id, &booth.id).into_iter().map(|says| view! { <li>{says}</li> }).collect();
    let title = w.confirm.replace("{booth}", &table.place(lang, &booth.id)).replace("{company}", &company.name);
    let form = Form::new(rq, "forum/assign_booth");
    let fields = view! {
        {form.hidden("company", company.id.to_string())}
        {form.hidden("version", company.version.to_string())}
        {form.hidden("booth", booth.id.to_string())}
        {form.hidden("assign_sure", "yes")}
        <p class="actions">
            <button class="button">{w.confirm_give}</button>
            <a class="button quiet" href=Route::DeskBooths.path(lang)>{w.leave_it}</a>
        </p>
    };
    Some(view! { <section class="panel wide" id="confirm"><h2>{title}</h2><ul>{warnings}</ul>{form.view(fields)}</section> }.into_any())
}

/// The question before two exchange their booths, with what it would mean for each: `?swap_one=&swap_other=`.
fn exchange_asked(rq: &Request, w: Words, table: &Table) -> Option<AnyView> {
    let lang = rq.lang;
    let (raw_one, raw_other) = (rq.query("swap_one")?.to_owned(), rq.query("swap_other")?.to_owned());
    let (one, other) = (seen(&raw_one)?, seen(&raw_other)?);
    let Some(then) = exchanged(&table.halls, (&one.0, &one.1), (&other.0, &other.1)) else {
        return Some(view! { <p class="message" role="alert" id="exchange">{w.swap_over}</p> }.into_any());
    };
    let side = |(from, company): &(BoothId, CompanyId), to: &BoothId| {
        let says = w.swap_from.replace("{from}", &table.place(lang, from)).replace("{to}", &table.place(lang, to));
        let warnings: Vec<_> = table.says(lang, &table.outlook(&then, company, to)).into_iter().map(|says| view! { <li>{says}</li> }).collect();
        let told = match warnings.is_empty() {
            true => view! { <p>{w.swap_clear}</p> }.into_any(),
            false => view! { <ul aria-label=w.warning>{warnings}</ul> }.into_any(),
        };
        view! { <h3>{table.name(company)}</h3><p>{says}</p>{told} }
    };
    let title = w.swap_asked.replace("{one}", &table.name(&one.1)).replace("{other}", &table.name(&other.1));
    let sides = [side(&one, &other.0), side(&other, &one.0)].into_iter().collect::<Vec<_>>();
    let form = Form::new(rq, "forum/swap_booths").unsaid();
    let fields = view! {
        {form.hidden("swap_one", raw_one)}
        {form.hidden("swap_other", raw_other)}
        {form.hidden("swap_sure", "yes")}
        <p class="actions">
            <button class="button">{w.swap_do}</button>
            <a class="button quiet" href=Route::DeskBooths.path(lang)>{w.swap_leave}</a>
        </p>
    };
    Some(view! { <section class="panel wide" id="exchange"><h2>{title}</h2>{sides}{form.view(fields)}</section> }.into_any())
}

/// A booth and who was seen to have it, as a form names them.
pub fn seen(raw: &str) -> Option<(BoothId, CompanyId)> {
    let (booth, company) = raw.split_once(':')?;
    Some((BoothId::parse(booth).ok()?, CompanyId::parse(company).ok()?))
}

/// Those who wait.
fn waiting(rq: &Request, w: Words, table: &Table) -> AnyView {
    let lang = rq.lang;
    let free = table.free(lang);
    let rows: Vec<_> = table
        .waiting
        .iter()
        .map(|of| {
            let form = Form::new(rq, "forum/assign_booth").unsaid();
            let options: Vec<_> = free.iter().map(|(id, says)| view! { <option value=id.clone()>{says.clone()}</option> }).collect();
            let says = format!("{}: {}", w.give, of.name);
            let give = match free.is_empty() {
                true => w.no_free.into_any(),
                false => form.view_inline(view! {
                    {form.hidden("company", of.id.to_string())}
                    {form.hidden("version", of.version.to_string())}
                    <select name="booth" aria-label=says.clone()><option value="">{w.choose}</option>{options}</select>
                    <button class="button quiet" aria-label=says>{w.give}</button>
                }),
            };
            let to = Route::DeskCompany(of.id.clone()).path(lang);
            view! {
                <tr>
                    <th scope="row"><a href=to>{of.name.clone()}</a></th>
                    <td data-label=w.needs>{needs(lang, of)}</td>
                    <td data-label=w.wishes>{wished(w, table, &of.id)}</td>
                    <td data-label=w.give>{give}</td>
                </tr>
            }
        })
        .collect();
    if rows.is_empty() {
        return view! { <section id="waiting"><h2>{w.waiting}</h2><p>{w.waiting_none}</p></section> }.into_any();
    }
    view! {
        <section id="waiting">
            <h2>{w.waiting}</h2>
            <div class="scroll" tabindex="0" role="region" aria-label=w.waiting>
                <table class="queue stack">
                    <thead><tr><th scope="col">{w.who}</th><th scope="col">{w.needs}</th><th scope="col">{w.wishes}</th><th scope="col">{w.give}</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}

/// The wishes of a company with what became of them.
fn wished(w: Words, table: &Table, company: &CompanyId) -> String {
    let wishes = table.wishes.get(company).map(|w| w.booths.as_slice()).unwrap_or_default();
    let says = |id: &BoothId| {
        let (_, booth) = table.booth(id)?;
        let mine = booth.holder.as_ref() == Some(company);
        Some(if booth.taken && !mine { format!("{} ({})", booth.number, w.taken) } else { booth.number.clone() })
    };
    let all: Vec<String> = wishes.iter().filter_map(says).collect();
    let named = table.wishes.get(company).map(|w| w.competitors.as_slice()).unwrap_or_default();
    let named: Vec<String> = named.iter().map(|id| table.name(id)).collect();
    let wishes = if all.is_empty() { w.no_wishes.to_owned() } else { all.join(", ") };
    if named.is_empty() { wishes } else { format!("{wishes}; {}", w.not_beside.replace("{names}", &named.join(", "))) }
}

/// The form that asks for a proposal, and the proposal: `?seed=`.
fn proposed(rq: &Request, w: Words, table: &Table) -> Option<AnyView> {
    let lang = rq.lang;
    if table.waiting.is_empty() {
        return None;
    }
    let first = rq.snapshot.as_ref().map(|s| s.event.id.to_string()).unwrap_or_default();
    let seed: Option<String> = rq.query("seed").map(|s| s.chars().take(40).collect());
    let shown = seed.as_ref().map(|seed| lines(rq, w, table, seed));
    let value = seed.unwrap_or(first);
    let label = words::fields::label(lang, "seed").to_owned();
    Some(
        view! {
            <section class="panel wide" id="proposal">
                <h2>{w.propose}</h2>
                <p>{w.propose_lead}</p>
                <form class="form" method="get" action=Route::DeskBooths.path(lang)>
                    <div class="field"><label for="seed">{label}</label><input id="seed" name="seed" type="text" autocomplete="off" value=value /></div>
                    <p class="actions"><button class="button quiet">{w.show_proposal}</button></p>
                </form>
                {shown}
            </section>
        }
        .into_any(),
    )
}

fn lines(rq: &Request, w: Words, table: &Table, seed: &str) -> AnyView {
    let lang = rq.lang;
    let form = Form::new(rq, "forum/apply_proposal");
    let rows: Vec<_> = table
        .proposal(seed)
        .into_iter()
        .map(|line| {
            let version = table.waiting.iter().find(|of| of.id == line.company).map_or(0, |of| of.version);
            let name = table.name(&line.company);
            let mut why = vec![plan_words::why(lang, &line.why)];
            why.extend(line.missed.iter().map(|(booth, fate)| {
                let number = table.booth(booth).map_or_else(|| booth.to_string(), |(_, b)| b.number.clone());
                let other = if let domain::forum::assign::Fate::To(id, _) = fate { table.name(id) } else { String::new() };
                plan_words::fate(lang, &number, fate, &other)
            }));
            if !line.beside.is_empty() {
                let names: Vec<String> = line.beside.iter().map(|id| table.name(id)).collect();
                why.push(w.beside.replace("{names}", &names.join(", ")));
            }
            let choice = match &line.booth {
                Some(booth) => {
                    let value = format!("{}:{booth}:{version}", line.company);
                    let place = table.place(lang, booth);
                    let says = format!("{name}: {place}");
                    view! { <label class="choice"><input type="checkbox" name="lines[]" value=value checked=true aria-label=says /><span>{place}</span></label> }
                        .into_any()
                }
                None => w.no_booth_for.into_any(),
            };
            view! {
                <tr>
                    <th scope="row">{name}</th>
                    <td data-label=w.number>{choice}</td>
                    <td data-label=w.why>{why.join("; ")}</td>
                </tr>
            }
        })
        .collect();
    let title = w.proposal.replace("{seed}", seed);
    let fields = view! {
        {form.hidden("seed", seed.to_owned())}
        <div class="scroll" tabindex="0" role="region" aria-label=title.clone()>
            <table class="queue stack">
                <thead><tr><th scope="col">{w.who}</th><th scope="col">{w.number}</th><th scope="col">{w.why}</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        <p class="actions"><button class="button">{w.apply}</button></p>
    };
    view! { <h3>{title}</h3>{form.view(fields)} }.into_any()
}

/// The booths that are given, each with its company.
fn given(table: &Table) -> Vec<(&Hall, &Booth, &CompanyId)> {
    table.halls.iter().flat_map(|hall| hall.booths.iter().filter_map(move |booth| Some((hall, booth, booth.holder.as_ref()?)))).collect()
}

fn held(rq: &Request, w: Words, table: &Table) -> AnyView {
    let lang = rq.lang;
    let rows: Vec<_> = given(table)
        .into_iter()
        .map(|(hall, booth, company)| {
            let name = table.name(company);
            let of = table.placed.iter().find(|of| of.id == *company);
            let who = match of {
                Some(of) => view! { <a href=Route::DeskCompany(of.id.clone()).path(lang)>{name.clone()}</a>" "<span class="fine">{forum_words::standing(lang, of.standing)}</span> }.into_any(),
                None => name.clone().into_any(),
            };
            let form = Form::new(rq, "forum/take_booth_back").unsaid();
            let says = format!("{}: {}, {name}", w.take_back, booth.number);
            let inside = view! {
                {form.hidden("booth", booth.id.to_string())}
                {form.hidden("company", company.to_string())}
                <button class="button quiet" aria-label=says>{w.confirm_back}</button>
            };
            let back = view! {
                <details><summary>{w.take_back}</summary><p>{w.take_back_lead.replace("{company}", &name)}</p>{form.view_inline(inside)}</details>
            };
            let warnings = table.warnings(lang, company, &booth.id);
            let warnings = if warnings.is_empty() { w.has_none.to_owned() } else { warnings.join("; ") };
            view! {
                <tr>
                    <th scope="row">{booth.number.clone()}", "{hall.name.get(lang).to_owned()}</th>
                    <td data-label=w.who>{who}</td>
                    <td data-label=w.warning>{warnings}</td>
                    <td>{back}</td>
                </tr>
            }
        })
        .collect();
    if rows.is_empty() {
        return view! { <section id="held"><h2>{w.held}</h2><p>{w.held_none}</p></section> }.into_any();
    }
    view! {
        <section id="held">
            <h2>{w.held}</h2>
            <div class="scroll" tabindex="0" role="region" aria-label=w.held>
                <table class="queue stack">
                    <thead><tr><th scope="col">{w.number}</th><th scope="col">{w.who}</th><th scope="col">{w.warning}</th><th scope="col">{w.take_back}</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}

/// The form with which two companies exchange their booths.
fn exchange(rq: &Request, w: Words, table: &Table) -> Option<AnyView> {
    let lang = rq.lang;
    let all: Vec<(String, String)> = given(table)
        .into_iter()
        .map(|(hall, booth, company)| {
            (format!("{}:{company}", booth.id), format!("{}, {}: {}", booth.number, hall.name.get(lang), table.name(company)))
        })
        .collect();
    if all.len() < 2 {
        return None;
    }
    let form = Form::new(rq, "forum/swap_booths");
    let fields = view! {
        <p>{w.swap_lead}</p>
        {form.select("swap_one", "off", w.choose.to_owned(), all.clone())}
        {form.select("swap_other", "off", w.choose.to_owned(), all)}
        <p class="actions"><button class="button quiet">{w.swap_look}</button></p>
    };
    Some(view! { <section class="panel wide" id="swap"><h2>{w.swap}</h2>{form.view(fields)}</section> }.into_any())
}
