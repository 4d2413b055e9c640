//! A page, and the document around it.

use crate::error::ApiError;
use crate::platform::Request;
use crate::route::{Audience, Route};
use crate::ui;
use crate::words::{self, shell::Words};
use domain::kernel::{Lang, Role};
use jiff::Timestamp;
use leptos::prelude::*;
use leptos::reactive::owner::Owner;
use std::sync::Arc;

/// A page, ready to be shown.
pub struct Page {
    /// The title, without the name of the site.
    pub title: String,
    /// One or two sentences for search engines and previews.
    pub description: String,
    /// The HTTP status.
    pub status: u16,
    /// Until when the page says what is so; `None` when only a change of data ends that.
    pub valid_until: Option<Timestamp>,
    /// The way here: paths and labels, without home and the page itself.
    pub crumbs: Vec<(String, String)>,
    /// Whether the page uses the whole width.
    pub wide: bool,
    /// The module that the page has in place of the program of the browser's side.
    pub module: Option<String>,
    body: Box<dyn FnOnce() -> AnyView + Send>,
}

impl Page {
    /// A page with this title whose body is made when it is rendered; the body begins with the page's only `h1`.
    pub fn new<V: IntoView + 'static>(title: impl Into<String>, body: impl FnOnce() -> V + Send + 'static) -> Self {
        Self {
            title: title.into(),
            description: String::new(),
            status: 200,
            valid_until: None,
            crumbs: Vec::new(),
            wide: false,
            module: None,
            body: Box::new(move || body().into_any()),
        }
    }

    /// Sets the description.
    #[must_use]
    pub fn described(mut self, text: impl Into<String>) -> Self {
        self.description = text.into();
        self
    }

    /// Sets the HTTP status.
    #[must_use]
    pub fn status(mut self, status: u16) -> Self {
        self.status = status;
        self
    }

    /// Says until when the page holds.
    #[must_use]
    pub fn valid_until(mut self, moment: Option<Timestamp>) -> Self {
        self.valid_until = moment;
        self
    }

    /// Adds a step of the way here.
    #[must_use]
    pub fn crumb(mut self, path: impl Into<String>, label: impl Into<String>) -> Self {
        self.crumbs.push((path.into(), label.into()));
        self
    }

    /// Gives the page a module of its own in place of the program. The navigator loads such a page as a whole, because its script is another.
    #[must_use]
    pub fn module(mut self, script: impl Into<String>) -> Self {
        self.module = Some(script.into());
        self
    }

    /// Lets the page use the whole width.
    #[must_use]
    pub fn wide(mut self) -> Self {
        self.wide = true;
        self
    }
}

/// A rendered page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendered {
    /// The HTTP status.
    pub status: u16,
    /// The whole document.
    pub html: String,
    /// Until when it holds; `None` when only a change of data ends that.
    pub valid_until: Option<Timestamp>,
    /// The language of the document.
    pub lang: Lang,
}

/// Renders the page that the request asks for: an error page with the right status when there is none, a way to sign in where that is needed.
/// `Err(path)` sends the browser to another page instead.
pub async fn render(rq: Request, route: Option<Route>) -> Result<Rendered, String> {
    let page = match &route {
        None => Err(ApiError::NotFound),
        Some(route) => match admit(&rq, route) {
            Ok(()) => match crate::organiser::seeing::closed(&rq, route) {
                Some(closed) => Ok(closed),
                None => show(&rq, route).await,
            },
            Err(ApiError::SignInFirst) => return Err(back_here_from(&rq, &Route::SignIn)),
            Err(ApiError::SecondFactorFirst) => return Err(back_here_from(&rq, &Route::SecondFactor)),
            Err(error) => Err(error),
        },
    };
    let page = page.unwrap_or_else(|error| trouble(&rq, &error));
    Ok(document(rq, route, page))
}

/// Renders a public page, which needs nothing but the snapshot; an error page with the right status when there is none.
pub fn render_public(rq: Request, route: Option<Route>) -> Rendered {
    let page = route.as_ref().and_then(|route| show_public(&rq, route)).unwrap_or(Err(ApiError::NotFound));
    let page = page.unwrap_or_else(|error| trouble(&rq, &error));
    document(rq, route, page)
}

/// The page that stands for an error where no page can be shown, such as 404 and 500.
pub fn render_trouble(rq: Request, error: &ApiError) -> Rendered {
    let page = trouble(&rq, error);
    document(rq, None, page)
}

/// Denies unless the page is for this actor.
pub(crate) fn admit(rq: &Request, route: &Route) -> Result<(), ApiError> {
    match route.audience() {
        Audience::Public | Audience::Guest => Ok(()),
        Audience::Person if route.is_of_registration() => rq.whoever().map(drop),
        Audience::Person => rq.signed_in().map(drop),
        Audience::Organiser => rq.organiser().map(drop),
        Audience::VisaDesk => rq.staff(&[Role::VisaDesk]).map(drop),
        Audience::CheckIn => rq.staff(&[Role::Organiser, Role::CheckIn]).map(drop),
        Audience::Juror => rq.staff(&[Role::Juror]).map(drop),
    }
}

/// A page, such as the one to sign in, that leads back here.
pub fn back_here_from(rq: &Request, page: &Route) -> String {
    format!("{}?then={}", page.path(rq.lang), ui::percent(&rq.address()))
}

/// The public pages; `None` for the others.
fn show_public(rq: &Request, route: &Route) -> Option<Result<Page, ApiError>> {
    Some(match route {
        Route::Home => crate::event::home::page(rq),
        Route::Part(id) => crate::event::part::page(rq, id),
        Route::Flier => crate::event::flier::page(rq),
        Route::HowToRegister => crate::event::texts::how_to_register(rq),
        Route::Privacy => crate::event::texts::privacy(rq),
        Route::About => crate::event::texts::about(rq),
        Route::Programme(filter) => crate::programme::overview::page(rq, filter),
        Route::Session(id) => crate::programme::session::page(rq, id),
        Route::Speakers => crate::programme::speakers::page(rq),
        Route::Speaker(id) => crate::programme::speakers::one(rq, id),
        Route::Needs => crate::forum::needs::list(rq),
        Route::Need(id) => crate::forum::needs::page(rq, id),
        Route::Matching(topic) => crate::forum::matching::page(rq, topic.as_ref()),
        Route::Challenges => crate::ideathon::challenges::list(rq),
        Route::Challenge(id) => crate::ideathon::challenges::page(rq, id),
        Route::Exhibitors(filter) => crate::forum::catalogue::page(rq, filter),
        Route::Compare(compared) => crate::forum::compare::page(rq, compared),
        Route::Exhibitor(id) => crate::forum::exhibitor::page(rq, id),
        Route::FloorPlan => crate::forum::plan::page(rq),
        _ => return None,
    })
}

async fn show(rq: &Request, route: &Route) -> Result<Page, ApiError> {
    match route {
        Route::Home
        | Route::Part(_)
        | Route::Flier
        | Route::HowToRegister
        | Route::Privacy
        | Route::About
        | Route::Programme(_)
        | Route::Session(_)
        | Route::Speakers
        | Route::Speaker(_)
        | Route::Challenges
        | Route::Exhibitors(_)
        | Route::Compare(_)
        | Route::Exhibitor(_)
        | Route::FloorPlan
        | Route::Needs
        | Route::Need(_)
        | Route::Matching(_)
        | Route::Challenge(_) => show_public(rq, route).unwrap_or(Err(ApiError::NotFound)),
        Route::SignIn => crate::accounts::pages::sign_in(rq),
        Route::SignInSecond => crate::accounts::factor::second(rq).await,
        Route::SignUp => crate::accounts::pages::sign_up(rq),
        Route::Verify => crate::accounts::pages::verify(rq),
        Route::Reset => crate::accounts::pages::reset(rq),
        Route::Invite => crate::accounts::pages::invite(rq).await,
        Route::Me => crate::accounts::me::page(rq).await,
        Route::Profile => crate::accounts::me::profile(rq),
        Route::Devices => crate::accounts::me::devices(rq).await,
        Route::SecondFactor => crate::accounts::factor::page(rq).await,
        Route::Passkeys => crate::accounts::passkey::page(rq).await,
        Route::Aides => crate::accounts::aide::page(rq).await,
        Route::Data => crate::accounts::data::page(rq),
        Route::Badge => crate::checkin::mine::page(rq).await,
        Route::Registration => crate::registration::pages::status(rq).await,
        Route::Step(step) => crate::registration::pages::step(rq, *step).await,
        Route::Delegation(city) => crate::registration::delegation::page(rq, city).await,
        Route::DelegationAdd(city) => crate::registration::delegation::add(rq, city).await,
        Route::DelegationTable(city) => crate::registration::delegation::many(rq, city).await,
        Route::DelegationMember(city, id) => crate::registration::delegation::member(rq, city, id).await,
        Route::DelegationReplace(city, id) => crate::registration::delegation::replace(rq, city, id).await,
        Route::ChallengeContact(id) => crate::ideathon::challenges::contact(rq, id).await,
        Route::Ideas => crate::ideathon::ideas::list(rq).await,
        Route::IdeaNew => crate::ideathon::ideas::new(rq).await,
        Route::Idea(id) => crate::ideathon::ideas::page(rq, id).await,
        Route::CityChallenges(city) => crate::ideathon::posting::of_city(rq, city).await,
        Route::Favourites => crate::forum::favourites::page(rq).await,
        Route::Companies => crate::forum::company::mine(rq).await,
        Route::CompanyNew => crate::forum::company::new(rq),
        Route::CompanyInvitation => crate::forum::people::invitation(rq).await,
        Route::Company(id) => crate::forum::company::home(rq, id).await,
        Route::CompanyApplication(id) => crate::forum::company::application(rq, id).await,
        Route::CompanyTerms(id) => crate::forum::company::terms(rq, id).await,
        Route::CompanyBooth(id) => crate::forum::own_booth::page(rq, id).await,
        Route::CompanyPeople(id) => crate::forum::people::page(rq, id).await,
        Route::CompanyProfile(id) => crate::forum::profile::page(rq, id).await,
        Route::CompanyPreview(id) => crate::forum::profile::preview(rq, id).await,
        Route::CompanyHistory(id) => crate::forum::history::list(rq, id).await,
        Route::CompanyVersion(id, number) => crate::forum::history::version(rq, id, *number).await,
        Route::CompanySolution(id, solution) => crate::forum::profile_parts::solution(rq, id, solution).await,
        Route::CompanyReference(id, reference) => crate::forum::profile_parts::reference(rq, id, reference).await,
        Route::DeskPlan => crate::forum::plan_desk::halls(rq).await,
        Route::DeskHall(id) => crate::forum::plan_desk::hall(rq, id).await,
        Route::DeskBooths => crate::forum::booths::page(rq).await,
        Route::DeskForum => crate::forum::desk::queue(rq).await,
        Route::DeskCompany(id) => crate::forum::desk::company(rq, id).await,
        Route::DeskProfile(id) => crate::forum::review::page(rq, id).await,
        Route::CityChallengeNew(city) => crate::ideathon::posting::new(rq, city).await,
        Route::CityChallenge(city, id) => crate::ideathon::posting::one(rq, city, id).await,
        Route::DeskChallenges => crate::ideathon::posting::queue(rq).await,
        Route::DeskChallenge(id) => crate::ideathon::posting::at_desk(rq, id).await,
        Route::DeskTwins => crate::registration::twins::list(rq).await,
        Route::DeskTwin(one, other) => crate::registration::twins::pair(rq, one, other).await,
        Route::DeskCapacity => crate::registration::cities::capacity(rq).await,
        Route::DeskCities => crate::registration::cities::cities(rq).await,
        Route::DeskCity(id) => crate::registration::cities::city(rq, id).await,
        Route::Board => crate::ideathon::board::page(rq).await,
        Route::DeskIdeathon => crate::ideathon::desk::page(rq).await,
        Route::Projector => crate::ideathon::board::projector(rq).await,
        Route::IdeathonProfile => crate::ideathon::profile::page(rq).await,
        Route::TeamNew => crate::ideathon::team::new(rq).await,
        Route::Team(id) => crate::ideathon::team::page(rq, id).await,
        Route::JoinTeam(code) => crate::ideathon::join::page(rq, code.as_deref()).await,
        Route::Visa => crate::visa::pages::own(rq).await,
        Route::CheckLetter(code) => crate::visa::check::page(rq, code.as_deref()).await,
        Route::DeskVisa => crate::visa::desk::queue(rq).await,
        Route::DeskVisaRequest(id) => crate::visa::desk::request(rq, id).await,
        Route::Desk => crate::organiser::desk::queue(rq).await,
        Route::DeskRegistration(id) => crate::organiser::desk::registration(rq, id).await,
        Route::DeskOverview => crate::organiser::overview::page(rq).await,
        Route::DeskAnnouncements => crate::organiser::announcements::list(rq).await,
        Route::DeskAnnounce => crate::organiser::announcements::new(rq).await,
        Route::DeskAnnouncement(id) => crate::organiser::announcements::page(rq, id).await,
        Route::DeskFilters => crate::organiser::saved::page(rq).await,
        Route::DeskSeeAs => crate::organiser::seeing::page(rq),
        Route::DeskPeople => crate::organiser::people::found(rq).await,
        Route::DeskPerson(id) => crate::organiser::people::person(rq, id).await,
        Route::DeskBulk(id) => crate::organiser::bulk::page(rq, id).await,
        Route::DeskAudit => crate::organiser::trail::audit(rq).await,
        Route::DeskOutbox => crate::organiser::trail::outbox(rq).await,
        Route::DeskStaff => crate::organiser::staff::page(rq).await,
        Route::DeskBadges => crate::checkin::badges::page(rq).await,
        Route::PrintRun(id) => crate::checkin::badges::run(rq, id).await,
        Route::CheckIn => crate::checkin::stations::page(rq).await,
        Route::Arrivals => crate::checkin::arrivals::page(rq).await,
        Route::TeamWork(id) => crate::ideathon::workspace::page(rq, id).await,
        Route::TeamHistory(id) => crate::ideathon::history::list(rq, id).await,
        Route::TeamVersion(id, number) => crate::ideathon::history::version(rq, id, *number).await,
        Route::Mentors => crate::ideathon::hours::page(rq).await,
        Route::ExhibitorMeetings(id) => crate::forum::meetings::at_booth(rq, id).await,
        Route::CompanyMeetings(id) => crate::forum::booth::page(rq, id).await,
        Route::CityNeeds(city) => crate::forum::needs::of_city(rq, city).await,
        Route::CityNeedNew(city) => crate::forum::needs::new(rq, city).await,
        Route::CityNeed(city, id) => crate::forum::needs::one(rq, city, id).await,
        Route::CompanyNeeds(id) => crate::forum::company_needs::page(rq, id).await,
        Route::BoothMeetings => crate::forum::meetings::mine(rq).await,
        Route::DeskContests => crate::judging::desk::list(rq).await,
        Route::DeskContest(id) => crate::judging::desk::page(rq, id).await,
        Route::Jury => crate::judging::jury::list(rq).await,
        Route::JuryContest(id) => crate::judging::jury::contest(rq, id).await,
        Route::JuryEntry(id, entry) => crate::judging::jury::entry(rq, id, entry).await,
        Route::Results(id) => crate::judging::results::page(rq, id).await,
        Route::LeadConsent => crate::forum::consent::page(rq).await,
        Route::Ledger => crate::forum::ledger::page(rq).await,
        Route::CompanyLeads(id) => crate::forum::leads::list(rq, id).await,
        Route::CompanyStats(id) => crate::forum::stats::page(rq, id).await,
        Route::CompanyLead(id, lead) => crate::forum::leads::one(rq, id, lead).await,
        Route::CompanyScan(id) => crate::forum::scan::page(rq, id).await,
        Route::Pilots(id, entry) => crate::judging::pilots::page(rq, id, entry).await,
    }
}

/// A page for an error.
fn trouble(rq: &Request, error: &ApiError) -> Page {
    let w = words::shell::words(rq.lang);
    let (title, sentence) = match error {
        ApiError::NotFound => (w.not_found_title, w.not_found.to_owned()),
        ApiError::Forbidden | ApiError::SignInFirst | ApiError::SecondFactorFirst => (w.forbidden_title, w.forbidden.to_owned()),
        ApiError::Busy => (w.busy_title, w.busy.to_owned()),
        ApiError::TooMany => (w.busy_title, w.too_many.to_owned()),
        // What the rules refuse is nobody's fault.
        refused @ ApiError::Refused(_) => (w.summary_title, words::error(rq.lang, refused)),
        other => (w.broken_title, words::error(rq.lang, other)),
    };
    let (home, programme) = (Route::Home.path(rq.lang), Route::Programme(Default::default()).path(rq.lang));
    Page::new(title, move || {
        view! {
            <section class="trouble">
                <h1>{title}</h1>
                <p class="lead">{sentence}</p>
                <p class="actions">
                    <a class="button" href=home>{w.home}</a>
                    <a class="button quiet" href=programme>{w.programme}</a>
                </p>
            </section>
        }
    })
    .status(error.status())
}

/// Puts the document around a page.
fn document(rq: Request, route: Option<Route>, page: Page) -> Rendered {
    let (status, valid_until, lang) = (page.status, page.valid_until, rq.lang);
    let owner = Owner::new_root(Some(Arc::new(hydration_context::SsrSharedContext::new_islands())));
    let html = owner.with(|| {
        provide_context(rq.clone());
        Owner::with_no_hydration(move || shell(&rq, route, page).to_html())
    });
    owner.unset();
    Rendered { status, html: format!("<!DOCTYPE html>{}", without_markers(&html)), valid_until, lang }
}

/// The marks between pieces of text, which Leptos writes for the browser to find its way, are only needed inside islands; and there as comments
/// that HTML knows.
fn without_markers(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut islands = 0usize;
    for (index, piece) in html.split("<!>").enumerate() {
        if index > 0 && islands > 0 {
            out.push_str("<!---->");
        }
        islands += piece.matches("<leptos-island").count();
        islands = islands.saturating_sub(piece.matches("</leptos-island>").count());
        out.push_str(piece);
    }
    out
}

/// The document: head, header, main, footer.
fn shell(rq: &Request, route: Option<Route>, page: Page) -> impl IntoView + use<> {
    let lang = rq.lang;
    let w = words::shell::words(lang);
    let site = &rq.services.site;
    let name = rq.snapshot.as_ref().map_or_else(|| "Plenary".to_owned(), |s| s.event.short_name.get(lang).to_owned());
    let full_title = if page.title == name { name.clone() } else { format!("{} · {name}", page.title) };
    let public = page.status == 200 && route.as_ref().is_some_and(|r| r.audience() == Audience::Public);
    let below = route.as_ref().map(Route::below).unwrap_or_default();
    let canonical = public.then(|| format!("{}/{}{below}", site.base_url, lang.code()));
    let alternates = public.then(|| {
        let link = |code: &'static str, hreflang: &'static str| view! { <link rel="alternate" hreflang=hreflang href=format!("{}/{code}{below}", site.base_url) /> };
        let all: Vec<_> = Lang::ALL.into_iter().map(|l| link(l.code(), l.code())).collect();
        (all, link("en", "x-default"))
    });
    let social = public.then(|| {
        (
            property("og:type", "website".to_owned()),
            property("og:site_name", name.clone()),
            property("og:title", page.title.clone()),
            property("og:description", page.description.clone()),
            property("og:locale", w.locale.to_owned()),
            property("og:url", canonical.clone().unwrap_or_default()),
            property("og:image", format!("{}/preview.png", site.base_url)),
            view! { <meta name="twitter:card" content="summary_large_image" /> },
        )
    });
    let robots = (!public).then(|| view! { <meta name="robots" content="noindex" /> });
    let description = (!page.description.is_empty()).then(|| view! { <meta name="description" content=page.description.clone() /> });
    let main_class = if page.wide { "wide" } else { "" };
    let crumbs = crumbs(lang, w, &page);
    let notice = rq.flash.as_ref().and_then(|f| f.notice.as_deref()).and_then(|code| words::notice(lang, code));
    let assets = site.assets.clone();
    let scripts = match page.module.clone() {
        Some(module) => view! { <script type="module" src=module></script> }.into_any(),
        None => view! {
            <link rel="modulepreload" href=assets.js />
            {preload(assets.wasm)}
            <script type="module" src=assets.boot></script>
        }
        .into_any(),
    };
    let body = (page.body)();
    let untold = ui::form::untold(rq);
    let ahead = site.rehearsal.map(|ahead| ahead.as_secs().to_string());
    let seeing = crate::organiser::seeing::bar(rq);
    let rehearsal = site.rehearsal.map(|_| view! { <aside class="rehearsal">{w.rehearsal}</aside> });
    view! {
        <html lang=lang.code() data-ahead=ahead>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="color-scheme" content="light dark" />
                <meta name="theme-color" content="#f7f5f0" media="(prefers-color-scheme: light)" />
                <meta name="theme-color" content="#10171c" media="(prefers-color-scheme: dark)" />
                <title>{full_title}</title>
                {description}
                {robots}
                {canonical.clone().map(|href| view! { <link rel="canonical" href=href /> })}
                {alternates}
                {social}
                <link rel="stylesheet" href=assets.css />
                <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
                {scripts}
            </head>
            <body>
                <a class="skip" href="#main">{w.skip}</a>
                {rehearsal}
                {seeing}
                {header(rq, w, route.as_ref(), &name)}
                <div id="crumbs" data-swap="">{crate::accounts::aide::bar(rq)}{crumbs}</div>
                <main id="main" class=main_class tabindex="-1">
                    {notice.map(|text| view! { <p class="notice" role="status">{text}</p> })}
                    {untold}
                    {body}
                </main>
                {footer(rq, w)}
                <div id="announcer" class="announcer" role="status" aria-live="polite" data-offline=w.transport></div>
            </body>
        </html>
    }
}

/// Asks for the program at once: `boot.js` would find it only later.
fn preload(wasm: String) -> impl IntoView {
    leptos::html::link().attr("as", "fetch").rel("preload").href(wasm).r#type("application/wasm").crossorigin("anonymous")
}

/// A property of the Open Graph protocol (ogp.me), which social previews read.
fn property(name: &'static str, content: String) -> impl IntoView {
    leptos::html::meta().attr("property", name).content(content)
}

fn crumbs(lang: Lang, w: &'static Words, page: &Page) -> Option<impl IntoView + use<>> {
    if page.crumbs.is_empty() {
        return None;
    }
    let steps: Vec<_> = page.crumbs.iter().map(|(path, label)| view! { <li><a href=path.clone()>{label.clone()}</a></li> }).collect();
    let here = page.title.clone();
    Some(view! {
        <nav class="crumbs" aria-label=w.crumbs>
            <ol>
                <li><a href=Route::Home.path(lang)>{w.home}</a></li>
                {steps}
                <li aria-current="page">{here}</li>
            </ol>
        </nav>
    })
}

fn header(rq: &Request, w: &'static Words, route: Option<&Route>, name: &str) -> impl IntoView + use<> {
    let lang = rq.lang;
    let personal = route.is_some_and(|r| r.audience() != Audience::Public);
    let at_desk = |r: &Route| !matches!(r.audience(), Audience::Public | Audience::Guest | Audience::Person);
    let desk = crate::organiser::places_of(rq).first().map(|(to, _)| (to.clone(), w.desk, route.is_some_and(at_desk)));
    let places = [
        (Route::Programme(Default::default()), w.programme, matches!(route, Some(Route::Programme(_) | Route::Session(_)))),
        (Route::Speakers, w.speakers, matches!(route, Some(Route::Speakers | Route::Speaker(_)))),
        (Route::HowToRegister, w.register, matches!(route, Some(Route::HowToRegister))),
        (Route::Flier, w.flier, matches!(route, Some(Route::Flier))),
    ];
    let links: Vec<_> = places
        .into_iter()
        .chain(desk)
        .map(|(to, label, here)| view! { <li><a href=to.path(lang) aria-current=here.then_some("page")>{label}</a></li> })
        .collect();
    // The same page in the other languages; what a form typed or a token says stays out of these links.
    let below = match route {
        Some(route) => route.below(),
        None => String::new(),
    };
    let languages: Vec<_> = Lang::ALL
        .into_iter()
        .map(|l| {
            let current = (l == lang).then_some("true");
            let code = l.code().to_uppercase();
            view! {
                <li>
                    <a href=format!("/{}{below}", l.code()) lang=l.code() hreflang=l.code() aria-current=current>
                        <span class="endonym">{l.endonym()}</span>
                        <span class="code">" "{code}</span>
                    </a>
                </li>
            }
        })
        .collect();
    let me = if personal && rq.actor.person().is_none() { (Route::SignIn.path(lang), w.sign_in) } else { (Route::Me.path(lang), w.me) };
    let name = name.to_owned();
    view! {
        <header class="site" id="site-header" data-swap="">
            <a class="brand" href=Route::Home.path(lang)>{ui::mark()}<span>{name}</span></a>
            <nav aria-label=w.main_navigation><ul class="places">{links}</ul></nav>
            <nav aria-label=w.languages><ul class="languages">{languages}</ul></nav>
            <a class="me" href=me.0>{me.1}</a>
        </header>
    }
}

fn footer(rq: &Request, w: &'static Words) -> impl IntoView + use<> {
    let lang = rq.lang;
    let organiser = rq.snapshot.as_ref().map(|s| s.event.organiser.get(lang).to_owned());
    let parts: Vec<_> = rq
        .snapshot
        .iter()
        .flat_map(|s| s.event.parts.iter())
        .map(|part| view! { <li><a href=Route::Part(part.id.clone()).path(lang)>{part.title.get(lang).to_owned()}</a></li> })
        .collect();
    view! {
        <footer class="site">
            <div class="columns">
                <nav aria-label=w.parts><h2>{w.parts}</h2><ul>{parts}</ul></nav>
                <nav aria-label=w.more>
                    <h2>{w.more}</h2>
                    <ul>
                        <li><a href=Route::Exhibitors(Default::default()).path(lang)>{words::forum_catalogue::words(lang).title}</a></li>
                        <li><a href=Route::About.path(lang)>{w.about}</a></li>
                        <li><a href=Route::Privacy.path(lang)>{w.privacy}</a></li>
                        <li><a href="/programme.ics" download="">{w.calendar}</a></li>
                        <li><a href="/schedule.json" data-native="">"schedule.json"</a></li>
                        <li><a href="/schedule.xml" data-native="">"schedule.xml"</a></li>
                    </ul>
                </nav>
            </div>
            <p class="fine">{organiser}</p>
            <p class="fine">{w.sample_note}" "<a href=Route::About.path(lang)>{w.sample_more}</a></p>
        </footer>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_stay_inside_islands_only() {
        let html = "<p>a<!>b</p><leptos-island data-component=\"X\"><b>1<!>2</b></leptos-island><p>c<!></p>";
        assert_eq!(without_markers(html), "<p>ab</p><leptos-island data-component=\"X\"><b>1<!---->2</b></leptos-island><p>c</p>");
    }
}
