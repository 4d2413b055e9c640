//! The ideathon's board for everybody who looks at it: read once after a change, told to all as what differs.
//!
//! Always holds: what a browser is told leads to the board as it is in the database, whatever it missed: who asks with a revision that is still
//! remembered gets what came after it, anybody else the whole.

use crate::program::Shared;
use crate::web::{self, Caller, Page};
use app::error::ApiError;
use app::platform::Request;
use axum::body::Body;
use axum::extract::{Extension, Query, State};
use axum::http::{HeaderMap, HeaderValue, Response, header};
use axum::response::IntoResponse;
use axum::response::sse::{Event, KeepAlive, Sse};
use domain::ideathon::{Board, Hall, Mine, Presence};
use domain::kernel::Lang;
use domain::kernel::ids::AccountId;
use futures_util::stream::{self, Stream};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::convert::Infallible;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::{Duration, Instant};
use tokio::sync::watch;

/// The shortest time between two readings of the board.
const REST: Duration = Duration::from_millis(150);
/// How many changes are remembered for those who come back.
const REMEMBERED: usize = 256;
/// How often who is here is told.
const HERE_EVERY: Duration = Duration::from_secs(2);
/// How long a stream lasts before the browser has to ask again.
const LASTS: Duration = Duration::from_secs(600);
/// After how long a browser comes back.
const COMES_BACK: Duration = Duration::from_millis(500);
/// How many may look at the same time from this server.
const MOST: usize = 8_192;

/// The board at one moment.
#[derive(Debug, Default)]
struct Now {
    revision: u64,
    board: Board,
    mine: BTreeMap<AccountId, Mine>,
    shows_presence: BTreeSet<AccountId>,
    /// The last changes, as revision and event, oldest first.
    past: VecDeque<(u64, Arc<str>)>,
}

/// Who is here and lets the others see it.
#[derive(Debug)]
struct Here {
    /// Counts changes.
    number: u64,
    /// Who, in order.
    people: Vec<AccountId>,
    /// What differs from the number before, as an event.
    step: Arc<str>,
}

impl Default for Here {
    fn default() -> Self {
        Self { number: 0, people: Vec::new(), step: "{}".into() }
    }
}

/// What all listeners of this server share.
#[derive(Debug)]
pub struct Hub {
    now: RwLock<Arc<Now>>,
    here: RwLock<Arc<Here>>,
    told: watch::Sender<u64>,
    looking: Mutex<BTreeMap<AccountId, usize>>,
    listeners: AtomicUsize,
    ends: AtomicBool,
    /// Tells the boards of two starts of the server apart.
    epoch: u64,
    next: AtomicUsize,
}

impl Default for Hub {
    fn default() -> Self {
        let epoch =
            std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |d| u64::try_from(d.as_micros()).unwrap_or(u64::MAX));
        Self {
            now: RwLock::default(),
            here: RwLock::default(),
            told: watch::channel(0).0,
            looking: Mutex::default(),
            listeners: AtomicUsize::new(0),
            ends: AtomicBool::new(false),
            epoch,
            next: AtomicUsize::new(1),
        }
    }
}

impl Hub {
    fn now(&self) -> Arc<Now> {
        self.now.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Ends every stream, so that the program can: browsers then ask elsewhere or again.
    pub fn end(&self) {
        self.ends.store(true, Ordering::Relaxed);
        self.told.send_modify(|_| {});
    }

    fn here(&self) -> Arc<Here> {
        self.here.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// How many look at the board from this server.
    pub fn listeners(&self) -> usize {
        self.listeners.load(Ordering::Relaxed)
    }

    /// Takes over a hall that was read, and tells what differs.
    fn take(&self, hall: &Hall) {
        let old = self.now();
        let (board, mine) = (Board::of(hall), Mine::all(hall));
        let delta = board.since(&old.board);
        if delta.is_empty() && mine == old.mine && old.revision != 0 {
            return;
        }
        let revision = self.next.fetch_add(1, Ordering::Relaxed) as u64;
        let mut past = old.past.clone();
        past.push_back((revision, event_text(&delta)));
        if past.len() > REMEMBERED {
            past.pop_front();
        }
        let shows_presence = hall.people.values().filter(|p| p.profile.shows_presence).map(|p| p.account.clone()).collect();
        self.put(Now { revision, board, mine, shows_presence, past });
    }

    fn put(&self, now: Now) {
        let revision = now.revision;
        *self.now.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(now);
        self.told.send_modify(|told| *told = (*told).max(revision));
    }

    /// Who is here and lets the others see it; tells it when that changed.
    fn count(&self) {
        let (now, old) = (self.now(), self.here());
        let looking = self.looking.lock().unwrap_or_else(PoisonError::into_inner);
        let people: Vec<AccountId> = looking.keys().filter(|id| now.shows_presence.contains(*id)).cloned().collect();
        drop(looking);
        if people != old.people {
            let beyond = |these: &[AccountId], others: &[AccountId]| these.iter().filter(|id| others.binary_search(id).is_err()).cloned().collect();
            let step = event_text(&Presence { come: beyond(&people, &old.people), gone: beyond(&old.people, &people) });
            let here = Here { number: old.number + 1, people, step };
            *self.here.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(here);
            self.told.send_modify(|_| {});
        }
    }

    fn enter(self: &Arc<Self>, person: Option<AccountId>) -> Guard {
        self.listeners.fetch_add(1, Ordering::Relaxed);
        if let Some(person) = &person {
            *self.looking.lock().unwrap_or_else(PoisonError::into_inner).entry(person.clone()).or_default() += 1;
        }
        Guard { hub: self.clone(), person }
    }
}

/// Somebody who looks, until they do not.
struct Guard {
    hub: Arc<Hub>,
    person: Option<AccountId>,
}

impl Drop for Guard {
    fn drop(&mut self) {
        self.hub.listeners.fetch_sub(1, Ordering::Relaxed);
        if let Some(person) = &self.person {
            let mut looking = self.hub.looking.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(number) = looking.get_mut(person) {
                *number -= 1;
                if *number == 0 {
                    looking.remove(person);
                }
            }
        }
    }
}

fn event_text(what: &impl serde::Serialize) -> Arc<str> {
    serde_json::to_string(what).unwrap_or_default().into()
}

/// Reads the board after each change, as long as the program runs. While changes keep coming, at most half of the time goes into that.
pub async fn follow(program: Shared) {
    let mut changes = program.services.store.changes().listen();
    let mut read = Instant::now();
    loop {
        let began = Instant::now();
        match program.services.store.whole_hall().await {
            Ok(hall) => program.hub.take(&hall),
            Err(error) => {
                tracing::warn!(%error, "the board could not be read just now");
                // What was announced is not told to anybody yet, so it is not waited for the next change.
                tokio::time::sleep(REST).await;
                continue;
            }
        }
        let rest = REST.max(began.elapsed());
        tokio::time::sleep(rest.saturating_sub(read.elapsed().min(rest) / 4)).await;
        read = Instant::now();
        loop {
            match changes.recv().await {
                Ok(change) if !change.touches("ideathon") && !change.touches("event") => {}
                // Also when some were missed: then it has to be read all the more.
                Ok(_) | Err(tokio::sync::broadcast::error::RecvError::Lagged(_)) => break,
                Err(tokio::sync::broadcast::error::RecvError::Closed) => return,
            }
        }
        // What was announced meanwhile is in what is read next.
        while changes.try_recv().is_ok() {}
    }
}

/// Counts who is here, as long as the program runs.
pub async fn count(program: Shared) {
    let mut ticks = tokio::time::interval(HERE_EVERY);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        program.hub.count();
    }
}

/// What a browser asks with.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    lang: String,
    view: String,
    since: String,
}

impl Asked {
    fn lang(&self) -> Lang {
        Lang::parse(&self.lang).unwrap_or_default()
    }

    /// The revision that the browser has, when it is of this start of the server.
    fn revision(&self, headers: &HeaderMap, epoch: u64) -> Option<u64> {
        let last = headers.get("last-event-id").and_then(|v| v.to_str().ok()).filter(|v| !v.is_empty());
        let (of, revision) = last.unwrap_or(&self.since).split_once('-')?;
        (of.parse() == Ok(epoch)).then(|| revision.parse().ok())?
    }
}

/// Who may look, as a request for the page of the board.
async fn admitted(program: &Shared, caller: &Caller, headers: &HeaderMap, asked: &Asked) -> Result<Request, Response<Body>> {
    let lang = asked.lang();
    let path = app::ideathon::page_of(&asked.view).path(lang);
    let page = Page::of(&path, "").unwrap_or(Page { lang, path, query: Vec::new(), route: None });
    let refused = |error: &ApiError| {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = axum::http::StatusCode::from_u16(error.status()).unwrap_or_default();
        response
    };
    let request = web::request(program, caller, headers, &page).await.map_err(|e| refused(&e))?;
    app::ideathon::may_look(&request).await.map_err(|e| refused(&e))?;
    Ok(request)
}

/// The whole board for one person, as JSON.
pub async fn room(
    State(program): State<Shared>,
    Extension(caller): Extension<Caller>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Response<Body> {
    let request = match admitted(&program, &caller, &headers, &asked).await {
        Ok(request) => request,
        Err(response) => return response,
    };
    let now = program.hub.now();
    let mut response = Response::new(Body::from(whole(&request, &now, &program.hub.here())));
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

fn whole(request: &Request, now: &Now, here: &Here) -> String {
    let person = request.actor.person().map(|p| &p.account);
    let mine = person.and_then(|id| now.mine.get(id)).cloned().unwrap_or_default();
    serde_json::to_string(&app::ideathon::room(request, now.board.clone(), mine, here.people.clone())).unwrap_or_default()
}

/// The stream of changes for one person.
pub async fn stream(
    State(program): State<Shared>,
    Extension(caller): Extension<Caller>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Response<Body> {
    let request = match admitted(&program, &caller, &headers, &asked).await {
        Ok(request) => request,
        Err(response) => return response,
    };
    if program.hub.listeners() >= MOST {
        return web::trouble(&program, &caller, asked.lang(), &ApiError::Busy).await;
    }
    let known = asked.revision(&headers, program.hub.epoch);
    let mut response = Sse::new(events(program.hub.clone(), request, known))
        .keep_alive(KeepAlive::new().interval(Duration::from_secs(20)))
        .into_response()
        .map(Body::new);
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // Asks a proxy in front not to hold the events back.
    response.headers_mut().insert("x-accel-buffering", HeaderValue::from_static("no"));
    response
}

/// One who listens.
struct Listener {
    hub: Arc<Hub>,
    told: watch::Receiver<u64>,
    request: Request,
    known: Option<u64>,
    mine: Option<Mine>,
    /// The number of who is here that the browser knows.
    here: u64,
    waiting: VecDeque<Event>,
    until: Instant,
    _guard: Guard,
}

fn events(hub: Arc<Hub>, request: Request, known: Option<u64>) -> impl Stream<Item = Result<Event, Infallible>> {
    let person = request.actor.person().map(|p| p.account.clone());
    let guard = hub.enter(person);
    let listener = Listener {
        told: hub.told.subscribe(),
        hub,
        request,
        known,
        mine: None,
        here: 0,
        waiting: VecDeque::from([Event::default().retry(COMES_BACK)]),
        until: Instant::now() + LASTS,
        _guard: guard,
    };
    stream::unfold(listener, |mut listener| async move {
        loop {
            if let Some(event) = listener.waiting.pop_front() {
                return Some((Ok(event), listener));
            }
            if listener.hub.ends.load(Ordering::Relaxed) || Instant::now() >= listener.until {
                return None;
            }
            listener.look();
            if listener.waiting.is_empty() {
                // Whether somebody may still look is asked anew each time a stream begins, so none goes on for ever.
                let until = tokio::time::Instant::from_std(listener.until);
                let _ = tokio::time::timeout_at(until, listener.told.changed()).await;
            }
        }
    })
}

impl Listener {
    /// Queues what the browser does not know yet.
    fn look(&mut self) {
        self.told.borrow_and_update();
        let (now, here) = (self.hub.now(), self.hub.here());
        if now.revision == 0 {
            return;
        }
        let id = |revision: u64| format!("{}-{revision}", self.hub.epoch);
        let remembered = |known: u64| known == now.revision || now.past.front().is_some_and(|(first, _)| *first <= known + 1) && known < now.revision;
        let person = self.request.actor.person().map(|p| &p.account);
        let mine = person.and_then(|p| now.mine.get(p)).cloned().unwrap_or_default();
        match self.known.filter(|known| remembered(*known)) {
            None => {
                self.waiting.push_back(Event::default().event("room").id(id(now.revision)).data(whole(&self.request, &now, &here)));
                self.here = here.number;
            }
            Some(known) => {
                let missed = now.past.iter().filter(|(revision, text)| *revision > known && text.as_ref() != "{}");
                self.waiting.extend(missed.map(|(revision, text)| Event::default().event("delta").id(id(*revision)).data(text.as_ref())));
                if self.mine.as_ref() != Some(&mine) {
                    self.waiting.push_back(Event::default().event("mine").id(id(now.revision)).data(event_text(&mine).as_ref()));
                }
                if self.here != here.number {
                    // Who comes back from a pause knows of an older number, or of another server's.
                    let next = self.here != 0 && self.here + 1 == here.number;
                    let event = match next {
                        true => Event::default().event("moved").data(here.step.as_ref()),
                        false => Event::default().event("here").data(event_text(&here.people).as_ref()),
                    };
                    self.here = here.number;
                    self.waiting.push_back(event);
                }
            }
        }
        self.known = Some(now.revision);
        self.mine = Some(mine);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::ideathon::{Delta, Participant, Profile, Rules};
    use jiff::Timestamp;

    fn hall(people: &[&str]) -> Hall {
        let people = people.iter().map(|name| {
            let account = AccountId::parse(name).unwrap();
            let profile = Profile { looking: true, shows_presence: true, ..Profile::default() };
            let since = Timestamp::UNIX_EPOCH;
            let p = Participant {
                account: account.clone(),
                name: (*name).to_owned(),
                city: String::new(),
                city_key: String::new(),
                profile,
                mentor: false,
                team: None,
                since,
                version: 1,
            };
            (account, p)
        });
        Hall { rules: Rules::default(), people: people.collect(), ..Hall::default() }
    }

    #[test]
    fn who_missed_some_changes_gets_them_and_who_missed_too_many_the_whole() {
        let hub = Hub::default();
        hub.take(&hall(&["a"]));
        let first = hub.now().revision;
        hub.take(&hall(&["a", "b"]));
        hub.take(&hall(&["a", "b"]));
        let now = hub.now();
        assert_eq!(now.revision, first + 1, "what did not change was told");
        let missed: Vec<Delta> = now.past.iter().filter(|(r, _)| *r > first).map(|(_, t)| serde_json::from_str(t).unwrap()).collect();
        assert_eq!(missed.len(), 1);
        assert_eq!(missed[0].people[0].name, "b");
        for n in 0..2 * REMEMBERED {
            hub.take(&hall(if n % 2 == 0 { &["a"] } else { &["a", "b"] }));
        }
        assert_eq!(hub.now().past.len(), REMEMBERED);
    }

    #[test]
    fn somebody_is_here_until_the_last_of_their_pages_is_closed() {
        let hub = Arc::new(Hub::default());
        hub.take(&hall(&["a"]));
        let a = Some(AccountId::parse("a").unwrap());
        let (one, two) = (hub.enter(a.clone()), hub.enter(a));
        hub.count();
        let here = || hub.here().step.to_string();
        assert_eq!(here(), r#"{"come":["a"],"gone":[]}"#);
        drop(one);
        hub.count();
        assert_eq!((hub.here().number, hub.listeners()), (1, 1));
        drop(two);
        hub.count();
        assert_eq!((here(), hub.here().people.len(), hub.listeners()), (r#"{"come":[],"gone":["a"]}"#.to_owned(), 0, 0));
    }
}
