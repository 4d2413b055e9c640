//! Importing an event: whole, repeatable, and never over what people changed.
#![allow(missing_docs, clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod engine_rig;

use domain::event::{Event, EventData, Texts};
use domain::kernel::Text;
use domain::kernel::ids::SessionId;
use domain::programme::{Colour, Format, Programme, Room, Session, Shape, Standing, Track, Venue};
use engine_rig::{now, run};
use jiff::Timestamp;
use store::{Act, Store, StoreError};

fn text(en: &str) -> Text {
    Text { en: en.to_owned(), ru: format!("{en} (ru)"), ko: format!("{en} (ko)") }
}

fn session(id: &str, start: &str, end: &str) -> Session {
    let at = |t: &str| format!("2017-06-27T{t}:00Z").parse::<Timestamp>().unwrap();
    let local = |t: &str| format!("2017-06-27T{t}:00").parse().unwrap();
    Session {
        id: id.parse().unwrap(),
        title: text(id),
        about: text("about"),
        format: Format::Plenary,
        track: "open-city".parse().unwrap(),
        room: "main-hall".parse().unwrap(),
        start: at(start),
        end: at(end),
        local_start: local(start),
        local_end: local(end),
        languages: vec!["en".to_owned()],
        interpreted: vec![],
        speakers: vec![],
        standing: Standing::Confirmed,
        sequence: 0,
        sample: true,
    }
}

fn data(sessions: Vec<Session>) -> EventData {
    EventData {
        event: Event {
            id: "wego-2017".parse().unwrap(),
            edition: 4,
            name: text("Assembly"),
            short_name: text("A"),
            theme: text("theme"),
            place: text("place"),
            organiser: text("organiser"),
            starts_on: "2017-06-27".parse().unwrap(),
            ends_on: "2017-06-30".parse().unwrap(),
            time_zone: "Europe/Ulyanovsk".to_owned(),
            registration_open: true,
            visa: Default::default(),
            ideathon: Default::default(),
            forum: Default::default(),
            booth_prices: Vec::new(),
            hosts: vec![],
            facts: vec![],
            parts: vec![],
            texts: Texts::default(),
        },
        programme: Programme {
            tracks: vec![Track {
                id: "open-city".parse().unwrap(),
                name: text("Open City"),
                description: text("d"),
                colour: Colour::Blue,
                shape: Shape::Circle,
            }],
            venues: vec![Venue { id: "centre".parse().unwrap(), name: text("Centre"), address: text("a"), walking: vec![], sample: true }],
            rooms: vec![Room { id: "main-hall".parse().unwrap(), venue: "centre".parse().unwrap(), name: text("Hall"), capacity: 600, sample: true }],
            speakers: vec![],
            sessions,
        },
        challenges: vec![],
        exhibitors: vec![],
        halls: vec![],
    }
}

fn act() -> Act<'static> {
    Act::system(now())
}

#[test]
fn before_the_first_import_there_is_no_snapshot() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        assert_eq!(store.snapshot().await.unwrap(), None);
    });
}

#[test]
fn importing_the_same_files_again_writes_nothing() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let data = data(vec![session("late", "11:00", "12:00"), session("early", "09:00", "10:00")]);
        let first = store.import_event(&act(), &data).await.unwrap();
        assert_eq!((first.created, first.updated, first.unchanged), (6, 0, 0));
        let snapshot = store.snapshot().await.unwrap().unwrap();
        assert_eq!(snapshot.event, data.event);
        let order: Vec<_> = snapshot.programme.sessions.iter().map(|s| s.id.as_str()).collect();
        assert_eq!(order, ["early", "late"]);
        let revision = store.changes().public_revision();
        let again = store.import_event(&act(), &data).await.unwrap();
        assert_eq!((again.created, again.updated, again.unchanged, again.removed), (0, 0, 6, 0));
        assert_eq!(store.changes().public_revision(), revision);
        assert_eq!(store.audit_of("event:wego-2017", None, 10).await.unwrap().rows.len(), 1);
    });
}

#[test]
fn a_session_that_moves_counts_up_and_one_that_is_reworded_does_not() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        store.import_event(&act(), &data(vec![session("a", "09:00", "10:00"), session("b", "10:00", "11:00")])).await.unwrap();
        let mut reworded = session("b", "10:00", "11:00");
        reworded.title = text("other words");
        let report = store.import_event(&act(), &data(vec![session("a", "09:30", "10:00"), reworded.clone()])).await.unwrap();
        assert_eq!(report.updated, 2);
        // Back to where it was is a move again.
        store.import_event(&act(), &data(vec![session("a", "09:00", "10:00"), reworded])).await.unwrap();
        let programme = store.snapshot().await.unwrap().unwrap().programme;
        assert_eq!(programme.session("a").unwrap().sequence, 2);
        assert_eq!(programme.session("b").unwrap().sequence, 0);
    });
}

#[test]
fn what_somebody_changed_in_the_program_is_left_alone() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        store.import_event(&act(), &data(vec![session("a", "09:00", "10:00"), session("b", "10:00", "11:00")])).await.unwrap();
        let (a, b) = (SessionId::parse("a").unwrap(), SessionId::parse("b").unwrap());
        store.set_standing(&act(), &a, Standing::Cancelled).await.unwrap();
        store.set_standing(&act(), &b, Standing::Moved).await.unwrap();
        // The files move the one and drop the other: both stay as people left them.
        let report = store.import_event(&act(), &data(vec![session("a", "09:30", "10:00")])).await.unwrap();
        assert_eq!((report.updated, report.removed), (0, 0));
        assert_eq!(report.kept, ["session/a", "session/b"]);
        let programme = store.snapshot().await.unwrap().unwrap().programme;
        assert_eq!(programme.session("a").unwrap().standing, Standing::Cancelled);
        assert_eq!(programme.session("b").unwrap().standing, Standing::Moved);
    });
}

#[test]
fn what_the_files_no_longer_have_goes() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        store.import_event(&act(), &data(vec![session("a", "09:00", "10:00"), session("b", "10:00", "11:00")])).await.unwrap();
        let report = store.import_event(&act(), &data(vec![session("a", "09:00", "10:00")])).await.unwrap();
        assert_eq!((report.removed, report.unchanged), (1, 5));
        assert!(store.snapshot().await.unwrap().unwrap().programme.session("b").is_none());
        let missing = store.set_standing(&act(), &SessionId::parse("b").unwrap(), Standing::Moved).await;
        assert!(matches!(missing, Err(StoreError::NotFound)));
    });
}

#[test]
fn imports_at_once_end_as_one_of_them_and_never_as_a_mixture() {
    run(async {
        for _ in 0..8 {
            let store = Store::in_memory().await.unwrap();
            let one = data(vec![session("a", "09:00", "10:00"), session("b", "10:00", "11:00")]);
            let two = data(vec![session("c", "09:00", "10:00"), session("d", "10:00", "11:00")]);
            let tasks: Vec<_> = [one, two]
                .into_iter()
                .map(|data| {
                    let store = store.clone();
                    tokio::spawn(async move { store.import_event(&Act::system(now()), &data).await })
                })
                .collect();
            for task in tasks {
                task.await.unwrap().unwrap();
            }
            let programme = store.snapshot().await.unwrap().unwrap().programme;
            let ids: String = programme.sessions.iter().map(|s| s.id.as_str()).collect();
            assert!(ids == "ab" || ids == "cd", "{ids}");
        }
    });
}
