//! Challenges on the real engine: only what an organiser looked at is published, and the public keeps it until it is published anew.
#![allow(missing_docs, clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod engine_rig;

use domain::files::{FileFacts, FileKind, NewFile, Owner};
use domain::ideathon::challenge::{Standing, Step};
use domain::ideathon::{Contact, Posting, Wording};
use domain::kernel::Lang;
use domain::kernel::ids::{ChallengeId, CityId};
use domain::organiser::retention::Horizon;
use engine_rig::people::{account, act, actor, desk};
use engine_rig::{now, run};
use store::{Act, Mail, Store, StoreError};

fn id() -> ChallengeId {
    ChallengeId::parse("c1").unwrap()
}

fn city() -> CityId {
    CityId::parse("porto").unwrap()
}

fn wording(title: &str) -> Wording {
    Wording {
        title: title.to_owned(),
        summary: "How do we measure noise together?".to_owned(),
        description: "d".to_owned(),
        change: "c".to_owned(),
        data: String::new(),
        links: vec!["https://city.example".to_owned()],
        contact: Some(Contact { name: "Ana".to_owned(), role: "Noise".to_owned(), email: "ana@x.org".to_owned() }),
    }
}

fn file(name: &str) -> NewFile {
    NewFile { name: name.to_owned(), kind: FileKind::Text, bytes: b"abc".to_vec(), picture: None }
}

async fn begun(store: &Store, act: &Act<'_>) -> Posting {
    store.save_challenge(act, (&city(), &id()), 0, Lang::En, &wording("Noise")).await.unwrap()
}

async fn facts(store: &Store) -> Vec<FileFacts> {
    store.files_of(&Owner::Challenge(id())).await.unwrap().into_iter().map(|f| f.facts).collect()
}

async fn published(store: &Store, act: &Act<'_>) -> Posting {
    let of = store.challenge(&id()).await.unwrap().unwrap();
    let of = store.step_challenge(act, &id(), of.version, Step::Submit, None, vec![]).await.unwrap();
    let what = of.as_published("Porto", facts(store).await);
    store.publish_challenge(act, &of, &what, vec![Mail::new("head@x.org", "en", "challenges.published", "s", "t")]).await.unwrap()
}

fn refused(outcome: Result<Posting, StoreError>) {
    let error = outcome.unwrap_err();
    assert!(error.is_refusal("ideathon.changed_meanwhile"), "{error}");
}

#[test]
fn a_challenge_goes_from_the_city_to_the_organiser_and_to_the_public() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let desk = desk();
        let act = act(&desk, 0);
        let of = begun(&store, &act).await;
        assert_eq!((of.standing, of.version), (Standing::Draft, 1));
        refused(store.save_challenge(&act, (&city(), &id()), 0, Lang::En, &wording("Other")).await);
        let foreign = store.save_challenge(&act, (&CityId::parse("faro").unwrap(), &id()), 1, Lang::En, &wording("Other")).await;
        assert!(matches!(foreign, Err(StoreError::NotFound)));
        let what = of.as_published("Porto", vec![]);
        refused(store.publish_challenge(&act, &of, &what, vec![]).await);
        let of = store.step_challenge(&act, &id(), 1, Step::Submit, None, vec![]).await.unwrap();
        let of = store.step_challenge(&act, &id(), of.version, Step::Return, Some("Shorter, please"), vec![]).await.unwrap();
        assert_eq!((of.standing, of.message.as_deref()), (Standing::Returned, Some("Shorter, please")));
        assert_eq!(store.challenges().await.unwrap(), []);
        assert_eq!(store.challenge_contact(&id()).await.unwrap(), None);
        let before = store.changes().public_revision();
        let of = published(&store, &act).await;
        assert_eq!((of.standing, of.message), (Standing::Published, None));
        assert!(store.changes().public_revision() > before, "the public pages do not follow");
        let titles = store.challenges().await.unwrap();
        assert_eq!((titles.len(), titles[0].1.en.as_str(), titles[0].1.ru.as_str()), (1, "Noise", ""));
        assert_eq!(store.challenge_contact(&id()).await.unwrap().unwrap().email, "ana@x.org");
        assert_eq!(store.challenges_in(Standing::Published, None, 5).await.unwrap().0.len(), 1);
        assert_eq!(store.challenges_of(&city()).await.unwrap().len(), 1);
        let before = store.changes().public_revision();
        let of = store.step_challenge(&act, &id(), of.version, Step::Withdraw, None, vec![]).await.unwrap();
        assert_eq!((of.standing, of.published, store.challenges().await.unwrap()), (Standing::Withdrawn, None, vec![]));
        assert!(store.changes().public_revision() > before);
    });
}

#[test]
fn the_public_keeps_what_was_published_while_the_city_writes_and_files_come_and_go_with_it() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let desk = desk();
        let act = act(&desk, 0);
        begun(&store, &act).await;
        let map = store.put_challenge_file(&act, &id(), &file("map.txt")).await.unwrap();
        let of = published(&store, &act).await;
        assert_eq!(of.published.as_ref().unwrap().shown.files[0].name, "map.txt");
        let of = store.save_challenge(&act, (&city(), &id()), of.version, Lang::En, &wording("Noise at night")).await.unwrap();
        assert_eq!((of.standing, store.challenges().await.unwrap()[0].1.en.as_str()), (Standing::Draft, "Noise"));
        // A file that the public sees is only dropped, one that it does not see goes at once.
        let other = store.put_challenge_file(&act, &id(), &file("other.txt")).await.unwrap();
        store.drop_challenge_file(&act, &id(), &map.facts.id).await.unwrap();
        store.drop_challenge_file(&act, &id(), &other.facts.id).await.unwrap();
        let again = store.drop_challenge_file(&act, &id(), &map.facts.id).await;
        assert!(matches!(again, Err(StoreError::NotFound)));
        assert!(facts(&store).await.is_empty());
        assert_eq!(store.file_part(&map.facts.id, 0).await.unwrap().as_deref(), Some(&b"abc"[..]));
        assert_eq!(store.file(&other.facts.id).await.unwrap(), None);
        let of = published(&store, &act).await;
        assert_eq!((of.published.unwrap().shown.files, store.file(&map.facts.id).await.unwrap()), (vec![], None));
        assert_eq!(store.file_part(&map.facts.id, 0).await.unwrap(), None);
    });
}

#[test]
fn an_organiser_publishes_only_what_they_looked_at() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let desk = desk();
        let act = act(&desk, 0);
        begun(&store, &act).await;
        let of = store.step_challenge(&act, &id(), 1, Step::Submit, None, vec![]).await.unwrap();
        let what = of.as_published("Porto", vec![]);
        // Meanwhile the city adds a file, which is a change like any other.
        store.put_challenge_file(&act, &id(), &file("late.txt")).await.unwrap();
        refused(store.publish_challenge(&act, &of, &what, vec![]).await);
        assert_eq!(store.challenge(&id()).await.unwrap().unwrap().standing, Standing::Draft);
    });
}

#[test]
fn of_publishing_and_withdrawing_at_once_one_happens() {
    run(async {
        for _ in 0..6 {
            let store = Store::in_memory().await.unwrap();
            let desk = desk();
            let of = begun(&store, &act(&desk, 0)).await;
            let of = store.step_challenge(&act(&desk, 0), &id(), of.version, Step::Submit, None, vec![]).await.unwrap();
            let what = of.as_published("Porto", vec![]);
            let (one, two) = (store.clone(), store.clone());
            let (version, of) = (of.version, of.clone());
            let publishes = tokio::spawn(async move { one.publish_challenge(&Act::system(now()), &of, &what, vec![]).await.is_ok() });
            let withdraws =
                tokio::spawn(async move { two.step_challenge(&Act::system(now()), &id(), version, Step::Withdraw, None, vec![]).await.is_ok() });
            let (published, withdrawn) = (publishes.await.unwrap(), withdraws.await.unwrap());
            assert!(published != withdrawn, "both or neither");
            assert_eq!(store.challenges().await.unwrap().len(), usize::from(published));
        }
    });
}

#[test]
fn whom_to_ask_is_forgotten_with_the_person_and_after_half_a_year() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let ana = account(&store, "ana@x.org", "Ana", true).await;
        let actor = actor(&ana);
        begun(&store, &act(&actor, 0)).await;
        published(&store, &act(&actor, 0)).await;
        let person = store.account(&ana).await.unwrap().unwrap();
        assert_eq!(store.export_of(&person).await.unwrap()["challenges"][0]["wording"]["title"], "Noise");
        store.erase(&act(&actor, 1), &person, Mail::new("ana@x.org", "en", "erased", "s", "t"), &|_, _| vec![]).await.unwrap();
        let of = store.challenge(&id()).await.unwrap().unwrap();
        assert_eq!((of.wording.contact, of.published.unwrap().contact), (None, None));
        assert_eq!(store.challenges().await.unwrap().len(), 1, "the challenge itself is the city's");

        let other = Store::in_memory().await.unwrap();
        begun(&other, &act(&actor, 0)).await;
        let later = now() + jiff::SignedDuration::from_hours(24 * 183);
        let erased = other.erase_due(&Horizon::at(later, Some(now())), later).await.unwrap();
        assert!(erased.contains(&("challenge_contacts", 1)), "{erased:?}");
        assert_eq!(other.challenge(&id()).await.unwrap().unwrap().wording.contact, None);
    });
}
