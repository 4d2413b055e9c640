//! A large made-up programme and many made-up people, for load work. The same numbers make the same data, so that two runs measure the same.

use anyhow::Context;
use domain::event::{Event, EventData};
use domain::ideathon::{Profile, Skill};
use domain::kernel::actor::{Actor, Person};
use domain::kernel::ids::{RoomId, SessionId, SignInId, SpeakerId};
use domain::kernel::text::Email;
use domain::kernel::{Lang, Text};
use domain::programme::{Format, Programme, Room, Session, Speaker, Standing};
use domain::registration::{Category, Decision, Draft, State, Step};
use jiff::{Timestamp, ToSpan};
use store::{Act, Mail, NewAccount, NewSignIn, Secret, Store};
use tokio::task::JoinSet;

/// The first sitting of a day, how many there are, and how far apart, in minutes.
const FIRST: i64 = 8 * 60;
const SITTINGS: u32 = 15;
const APART: i64 = 60;
/// How many people are put in at the same time.
const AT_ONCE: u32 = 16;

const THEMES: [(&str, &str, &str); 8] = [
    ("Open data", "Открытые данные", "공개 데이터"),
    ("Mobility", "Мобильность", "모빌리티"),
    ("Digital services", "Цифровые услуги", "디지털 서비스"),
    ("Energy", "Энергетика", "에너지"),
    ("Water", "Вода", "물"),
    ("Participation", "Участие жителей", "시민 참여"),
    ("Safety", "Безопасность", "안전"),
    ("Skills", "Навыки", "역량"),
];

const GIVEN: [&str; 12] = ["Ana", "Bo", "Chen", "Dina", "Emre", "Farah", "Goran", "Hana", "Ivan", "Jin", "Kofi", "Lena"];
const FAMILY: [&str; 12] = ["Silva", "Larsen", "Wei", "Petrova", "Demir", "Haddad", "Horvat", "Kim", "Orlov", "Park", "Mensah", "Novak"];
const CITIES: [(&str, &str); 8] =
    [("Seoul", "KR"), ("Ulyanovsk", "RU"), ("Lisbon", "PT"), ("Nairobi", "KE"), ("Bogotá", "CO"), ("Hanoi", "VN"), ("Ankara", "TR"), ("Accra", "GH")];

/// Puts the data on the site. Errors when no event was imported before.
pub async fn put(store: &Store, now: Timestamp, sessions: u32, people: u32, participants: u32) -> anyhow::Result<String> {
    let snapshot = store.snapshot().await?.context("import an event first: the sample programme takes its days, tracks and venues from it")?;
    let report = match sessions {
        0 => "left as it is".to_owned(),
        _ => {
            let mut data = programme(snapshot.event, snapshot.programme, sessions)?;
            data.challenges = store.given_challenges().await?;
            store.import_event(&Act::system(now), &data).await?.to_string()
        }
    };
    let mut tasks = JoinSet::new();
    for lane in 0..AT_ONCE {
        let store = store.clone();
        tasks.spawn(async move {
            for number in (lane..people).step_by(AT_ONCE as usize) {
                person(&store, now, number).await?;
            }
            anyhow::Ok(())
        });
    }
    while let Some(done) = tasks.join_next().await {
        done??;
    }
    let mut cookies = String::new();
    for number in 0..participants.min(people) {
        cookies.push('\n');
        cookies.push_str(&participant(store, now, number).await?);
    }
    Ok(format!("programme: {report}; {people} people with a registration handed in{cookies}"))
}

fn text(en: String, ru: String, ko: String) -> Text {
    Text { en, ru, ko }
}

fn themed(number: u32) -> Text {
    let index = number as usize % THEMES.len();
    let (en, ru, ko) = THEMES.get(index).copied().unwrap_or_default();
    text(format!("{en} {number}"), format!("{ru} {number}"), format!("{ko} {number}"))
}

fn programme(event: Event, old: Programme, wanted: u32) -> anyhow::Result<EventData> {
    let zone = jiff::tz::TimeZone::get(&event.time_zone)?;
    let days: Vec<_> = event.starts_on.series(1.day()).take_while(|d| *d <= event.ends_on).collect();
    let per_room = SITTINGS * u32::try_from(days.len())?;
    let venue = old.venues.first().context("the event has no venue")?.id.clone();
    let rooms: Vec<Room> = (1..=wanted.div_ceil(per_room))
        .map(|n| {
            let name = text(format!("Room {n}"), format!("Зал {n}"), format!("{n}호실"));
            Ok(Room { id: RoomId::parse(&format!("room-{n}"))?, venue: venue.clone(), name, capacity: 60 + n, sample: true })
        })
        .collect::<anyhow::Result<_>>()?;
    let speakers: Vec<Speaker> = (0..wanted.div_ceil(4).max(1))
        .map(|n| {
            let (given, family) = name(n);
            let (city, country) = city(n);
            let whole = format!("{given} {family} {n}");
            Ok(Speaker {
                id: SpeakerId::parse(&format!("speaker-{n}"))?,
                name: text(whole.clone(), whole.clone(), whole),
                city: text(city.to_owned(), city.to_owned(), city.to_owned()),
                country: country.to_owned(),
                role: themed(n),
                bio: themed(n),
                languages: vec!["en".to_owned()],
                sample: true,
            })
        })
        .collect::<anyhow::Result<_>>()?;
    let mut sessions = Vec::new();
    for n in 0..wanted {
        let sitting = n % SITTINGS;
        let day = days.get((n / SITTINGS) as usize % days.len()).context("a day")?;
        let room = rooms.get((n / per_room) as usize).context("a room")?;
        let local_start = day.to_datetime(jiff::civil::Time::midnight()) + (FIRST + i64::from(sitting) * APART).minutes();
        let local_end = local_start + 45.minutes();
        let at = |local| zone.to_ambiguous_timestamp(local).compatible();
        sessions.push(Session {
            id: SessionId::parse(&format!("session-{n}"))?,
            title: themed(n),
            about: themed(n),
            format: Format::ALL.get(n as usize % Format::ALL.len()).copied().unwrap_or(Format::Thematic),
            track: old.tracks.get(n as usize % old.tracks.len().max(1)).context("the event has no track")?.id.clone(),
            room: room.id.clone(),
            start: at(local_start)?,
            end: at(local_end)?,
            local_start,
            local_end,
            languages: vec!["en".to_owned()],
            interpreted: vec!["ru".to_owned(), "ko".to_owned()],
            speakers: speakers.get(n as usize % speakers.len()).map(|s| s.id.clone()).into_iter().collect(),
            standing: Standing::Confirmed,
            sequence: 0,
            sample: true,
        });
    }
    Ok(EventData {
        event,
        programme: Programme { rooms, speakers, sessions, ..old },
        challenges: Vec::new(),
        exhibitors: Vec::new(),
        halls: Vec::new(),
    })
}

fn name(number: u32) -> (&'static str, &'static str) {
    let n = number as usize;
    (GIVEN.get(n % GIVEN.len()).copied().unwrap_or_default(), FAMILY.get(n / GIVEN.len() % FAMILY.len()).copied().unwrap_or_default())
}

fn city(number: u32) -> (&'static str, &'static str) {
    CITIES.get(number as usize % CITIES.len()).copied().unwrap_or_default()
}

/// One person: an account that nobody can sign in to, and a registration handed in. Somebody who is there already is left alone.
async fn person(store: &Store, now: Timestamp, number: u32) -> anyhow::Result<()> {
    let email = Email::parse(&format!("person-{number}@sample.invalid")).map_err(|_| anyhow::anyhow!("an address"))?;
    if store.password_of(&email).await?.is_some() {
        return Ok(());
    }
    let (given, family) = name(number);
    let (city, country) = city(number);
    let link = Secret::generate();
    let new = NewAccount {
        email: email.clone(),
        name: format!("{given} {family}"),
        lang: Lang::En,
        password_hash: String::new(),
        link: Secret::digest(link.reveal()),
    };
    // Nobody gets a message: it is due after the end of any assembly.
    let mail = |kind: &str| Mail::new(email.as_str(), "en", kind, "Sample", "Sample").due(Timestamp::MAX);
    store.sign_up(&Act::system(now), &new, mail("welcome"), mail("already")).await?;
    let account = store.verify_email(&Act::system(now), link.reveal()).await?;
    let actor = Actor::Person(Person {
        account: account.clone(),
        sign_in: SignInId::parse("sample")?,
        roles: Vec::new(),
        verified: true,
        second_factor: false,
        acting_for: None,
    });
    let act = Act { actor: &actor, now, request: None };
    let category = Category::ALL.get(number as usize % Category::ALL.len()).map_or("", |c| c.code());
    let draft = Draft {
        given_name: given.to_owned(),
        family_name: family.to_owned(),
        category: category.to_owned(),
        city: city.to_owned(),
        country: country.to_owned(),
        organisation: format!("City of {city}"),
        position: "Sample".to_owned(),
        languages: "en".to_owned(),
        consent_handling: "yes".to_owned(),
        ..Draft::default()
    };
    let mut version = 0;
    for step in [Step::Person, Step::City, Step::Needs, Step::Consents] {
        version = store.save_step(&act, &account, Lang::En, step, &draft, version).await?.version;
    }
    store.submit(&act, &account, version, mail("submitted")).await?;
    Ok(())
}

/// Has one of the people take part in the ideathon, signed in on a device; answers that device's cookie.
async fn participant(store: &Store, now: Timestamp, number: u32) -> anyhow::Result<String> {
    let email = Email::parse(&format!("person-{number}@sample.invalid")).map_err(|_| anyhow::anyhow!("an address"))?;
    let account = store.password_of(&email).await?.context("a person of the sample")?.account;
    let act = Act::system(now);
    let registration = store.my_registration(&account).await?.context("a registration")?;
    if registration.state == State::Submitted {
        let letters = |n: &domain::registration::Notice| Mail::new(&n.to, "en", "decided", "Sample", "Sample").due(Timestamp::MAX);
        store.decide(&act, &registration.id, registration.version, &Decision::Approve, &letters).await?;
    }
    if store.participant(&account).await?.is_none() {
        let pick = |n: usize| Skill::ALL.get(n % Skill::ALL.len()).copied();
        let n = number as usize;
        let profile = Profile {
            skills: [pick(n), pick(n / 3 + 5)].into_iter().flatten().collect(),
            languages: std::iter::once("en").chain(["ru", "ko", "pt", "fr"].get(n % 5).copied()).map(str::to_owned).collect(),
            looking: true,
            shows_city: true,
            shows_languages: true,
            shows_skills: !n.is_multiple_of(7),
            shows_presence: true,
            ..Profile::default()
        };
        let letters = |n: &store::TeamNotice| Mail::new(&n.to, "en", "ideathon", "Sample", "Sample").due(Timestamp::MAX);
        store.take_part(&act, &account, &profile, &letters).await?;
    }
    let cookie = Secret::generate();
    store.sign_in(&act, &NewSignIn { account, cookie: cookie.clone(), label: "Sample".to_owned() }, None).await?;
    Ok(cookie.reveal().to_owned())
}
