//! Announcements and saved filters on the real engine.
#![allow(missing_docs, clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod engine_rig;

use domain::kernel::Text;
use domain::kernel::ids::{AccountId, AnnouncementId, SavedFilterId};
use domain::organiser::announcement::{Announcement, Message, Standing};
use domain::organiser::saved::SavedFilter;
use domain::registration::Notice;
use engine_rig::people::{act, actor, asked, desk, draft, submitted};
use engine_rig::{now, run};
use jiff::SignedDuration;
use store::{DeskFilter, Mail, OutboxState, Store};

fn message() -> Message {
    Message { subject: Text { en: "Buses".into(), ..Text::default() }, text: Text { en: "They leave at 9.".into(), ..Text::default() } }
}

async fn written(store: &Store, people: usize) -> AnnouncementId {
    for n in 0..people {
        submitted(store, &format!("p{n}@x.org"), &draft("Zoë", &format!("M{n}")), n as i64).await;
    }
    let id = AnnouncementId::parse("a1").unwrap();
    store.save_announcement(&act(&desk(), 0), &id, "state=submitted", &message(), 0).await.unwrap();
    id
}

async fn found(store: &Store, id: &AnnouncementId) -> Announcement {
    store.announcement(id).await.unwrap().unwrap()
}

/// Takes it one piece further, as the job does, with this many people a piece.
async fn step(store: &Store, id: &AnnouncementId, piece: usize) -> bool {
    let of = found(store, id).await;
    match of.standing {
        Standing::Scheduled => store.start_announcement(id, now()).await.map(|()| true).unwrap(),
        Standing::Gathering => {
            let after = Some(of.cursor.as_str()).filter(|c| !c.is_empty());
            let (people, next) = store.people_of(&DeskFilter::default(), after, piece).await.unwrap();
            store.gather_announcement(&of, &people, next.as_deref(), now()).await.unwrap();
            true
        }
        Standing::Sending => {
            let people = store.announcement_waiting(id, piece).await.unwrap();
            let letters: Vec<_> = people.iter().map(|a| (a.id.clone(), Some(Mail::new(&a.email, "en", "announced", "s", "t")))).collect();
            store.write_announcement(&of, letters, now()).await.unwrap();
            true
        }
        Standing::Stopping => store.take_back_letters(id, piece, now()).await.map(|_| true).unwrap(),
        _ => false,
    }
}

async fn letters(store: &Store) -> Vec<store::OutboxRow> {
    store.outbox_about("announcement:a1", None, 1000).await.unwrap().rows
}

#[test]
fn an_announcement_reaches_everybody_once_however_many_work_on_it() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let id = written(&store, 14).await;
        store.schedule_announcement(&act(&desk(), 0), &id, 1, now()).await.unwrap();
        let again = store.schedule_announcement(&act(&desk(), 0), &id, 1, now()).await;
        assert!(again.unwrap_err().is_refusal("organiser.not_in_this_state"));
        let tasks: Vec<_> = (0..3)
            .map(|_| {
                let (store, id) = (store.clone(), id.clone());
                tokio::spawn(async move { while step(&store, &id, 3).await {} })
            })
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
        let of = found(&store, &id).await;
        assert_eq!((of.standing, of.total, of.written), (Standing::Sent, 14, 14));
        let mut to: Vec<String> = letters(&store).await.into_iter().map(|l| l.mail.to).collect();
        assert_eq!(to.len(), 14);
        to.sort();
        to.dedup();
        assert_eq!(to.len(), 14);
    });
}

#[test]
fn who_comes_later_is_not_written_to_and_who_goes_meanwhile_is() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let id = written(&store, 2).await;
        store.schedule_announcement(&act(&desk(), 0), &id, 1, now()).await.unwrap();
        assert!(step(&store, &id, 9).await && step(&store, &id, 9).await);
        assert_eq!(found(&store, &id).await.standing, Standing::Sending);
        let late = submitted(&store, "late@x.org", &draft("Late", "M"), 60).await;
        store.withdraw(&act(&actor(&late.account), 61), &late.account, &|_: &Notice| Mail::new("late@x.org", "en", "w", "s", "t")).await.unwrap();
        while step(&store, &id, 9).await {}
        assert_eq!(letters(&store).await.len(), 2);
    });
}

#[test]
fn what_is_scheduled_waits_and_can_be_written_on() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let id = written(&store, 1).await;
        let changed = store.schedule_announcement(&act(&desk(), 0), &id, 7, now()).await;
        assert!(changed.unwrap_err().is_refusal("organiser.not_in_this_state"));
        let tomorrow = now() + SignedDuration::from_hours(24);
        store.schedule_announcement(&asked(&desk(), 0, "r"), &id, 1, tomorrow).await.unwrap();
        assert_eq!(store.announcements_at_work(now()).await.unwrap(), []);
        assert_eq!(store.announcements_at_work(tomorrow).await.unwrap().len(), 1);
        store.start_announcement(&id, now()).await.unwrap();
        assert_eq!(found(&store, &id).await.standing, Standing::Scheduled);
        let fixed = store.save_announcement(&act(&desk(), 1), &id, "", &message(), 1).await;
        assert!(fixed.unwrap_err().is_refusal("organiser.not_in_this_state"));
        store.stop_announcement(&act(&desk(), 1), &id).await.unwrap();
        store.save_announcement(&act(&desk(), 1), &id, "", &message(), 1).await.unwrap();
        assert_eq!((found(&store, &id).await.standing, found(&store, &id).await.version), (Standing::Draft, 2));
        assert_eq!(store.announcements(9).await.unwrap().len(), 1);
    });
}

/// Stopping while letters are written and while they leave: what was taken back never left, and nothing is written afterwards.
#[test]
fn a_stopped_announcement_writes_nobody_any_more() {
    run(async {
        for _ in 0..4 {
            let store = Store::in_memory().await.unwrap();
            let id = written(&store, 12).await;
            store.schedule_announcement(&act(&desk(), 0), &id, 1, now()).await.unwrap();
            for _ in 0..3 {
                step(&store, &id, 20).await;
            }
            let writing = {
                let (store, id) = (store.clone(), id.clone());
                tokio::spawn(async move { while step(&store, &id, 2).await {} })
            };
            let sending = {
                let store = store.clone();
                tokio::spawn(async move {
                    let mut sent = Vec::new();
                    for _ in 0..10 {
                        for row in store.claim_due("node", 1, SignedDuration::from_mins(2), now() + SignedDuration::from_mins(1)).await.unwrap() {
                            store.mark_sent("node", &row.key, now()).await.unwrap();
                            sent.push(row);
                        }
                    }
                    sent.into_iter().filter(|row| row.mail.about.is_some()).count()
                })
            };
            store.stop_announcement(&act(&desk(), 1), &id).await.unwrap();
            writing.await.unwrap();
            let sent = sending.await.unwrap();
            while step(&store, &id, 5).await {}
            assert_eq!(found(&store, &id).await.standing, Standing::Stopped);
            assert_eq!(letters(&store).await.iter().filter(|l| l.state == OutboxState::Queued).count(), 0);
            assert_eq!(letters(&store).await.len(), sent);
            assert_eq!(store.announcement_letters(&id).await.unwrap().iter().map(|(_, n)| n).sum::<u64>(), sent as u64);
        }
    });
}

#[test]
fn a_private_filter_is_its_owners_and_a_shared_one_the_secretariats() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let (one, other) = (AccountId::parse("desk").unwrap(), AccountId::parse("other").unwrap());
        let of = |id: &str, name: &str, shared| SavedFilter {
            id: SavedFilterId::parse(id).unwrap(),
            owner: one.clone(),
            name: name.into(),
            filter: "state=submitted".into(),
            shared,
        };
        for (n, filter) in [of("f1", "Mine", false), of("f2", "Second", false), of("f3", "Ours", true)].into_iter().enumerate() {
            store.save_filter(&asked(&desk(), n as i64, &format!("r{n}")), &filter).await.unwrap();
            store.save_filter(&asked(&desk(), n as i64, &format!("r{n}")), &filter).await.unwrap();
        }
        let names = async |who: &AccountId| store.saved_filters(who).await.unwrap().into_iter().map(|f| f.name).collect::<Vec<_>>();
        assert_eq!((names(&one).await, names(&other).await), (vec!["Mine".into(), "Second".into(), "Ours".into()], vec!["Ours".to_owned()]));
        let f = |id: &str| SavedFilterId::parse(id).unwrap();
        store.move_filter(&asked(&desk(), 5, "m1"), &one, &f("f2"), true).await.unwrap();
        store.move_filter(&asked(&desk(), 5, "m1"), &one, &f("f2"), true).await.unwrap();
        store.move_filter(&act(&desk(), 5), &one, &f("f3"), true).await.unwrap();
        assert_eq!(names(&one).await, ["Second", "Mine", "Ours"]);
        for answer in [
            store.delete_filter(&act(&desk(), 6), &other, &f("f1")).await,
            store.change_filter(&act(&desk(), 6), &other, &f("f1"), "Stolen", true).await,
            store.move_filter(&act(&desk(), 6), &other, &f("f1"), false).await,
            store.delete_filter(&act(&desk(), 6), &one, &f("nothing")).await,
        ] {
            assert!(matches!(answer, Err(store::StoreError::NotFound)), "{answer:?}");
        }
        store.change_filter(&act(&desk(), 7), &other, &f("f3"), "All of us", true).await.unwrap();
        store.delete_filter(&act(&desk(), 7), &one, &f("f1")).await.unwrap();
        assert_eq!(names(&one).await, ["Second", "All of us"]);
    });
}
