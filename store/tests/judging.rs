//! Contests on the real engine: what is fixed when, who scores what, and that every step is taken once by whoever comes first on two nodes.
#![allow(missing_docs, clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod engine_rig;

use domain::judging::pilot::Promise;
use domain::judging::{Affiliations, Contest, Criterion, Entry, Ground, PilotState, Scores, Standing, State, Terms};
use domain::kernel::actor::{Actor, Role};
use domain::kernel::ids::{AccountId, CityId, ContestId, CriterionId, EntryId};
use domain::kernel::text::Email;
use domain::kernel::{Lang, Text};
use domain::organiser::retention::Horizon;
use engine_rig::people::{account, act, actor, asked, desk};
use engine_rig::{now, run};
use jiff::SignedDuration;
use store::{Act, Mail, Secret, Store, StoreError};

fn pitches() -> ContestId {
    ContestId::parse("pitches").unwrap()
}

fn entry_id(n: usize) -> EntryId {
    EntryId::parse(&format!("team-{n}")).unwrap()
}

fn text(en: &str) -> Text {
    Text { en: en.to_owned(), ..Text::default() }
}

fn idea() -> CriterionId {
    CriterionId::parse("idea").unwrap()
}

fn terms(least: u8) -> Terms {
    let criterion = Criterion { id: idea(), name: text("Idea"), asks: text(""), low: text(""), high: text(""), weight: 1, scale: 5 };
    Terms { criteria: vec![criterion], least, ..Terms::default() }
}

fn entries(number: usize) -> Vec<Entry> {
    let entry = |n| Entry { key: entry_id(n), title: format!("Team {n}"), parts: vec![], affiliations: Affiliations::default() };
    (0..number).map(entry).collect()
}

async fn juror(store: &Store, n: usize) -> AccountId {
    let address = format!("juror-{n}@x.org");
    let id = account(store, &address, "Juror", true).await;
    let link = Secret::generate();
    let email = Email::parse(&address).unwrap();
    store.invite_staff(&Act::system(now()), &email, Role::Juror, &Secret::digest(link.reveal()), None).await.unwrap();
    store.accept_invitation(&act(&actor(&id), 0), &id, link.reveal()).await.unwrap();
    id
}

async fn contest(store: &Store) -> Contest {
    store.contest(&pitches()).await.unwrap().unwrap()
}

/// A draft with so many jurors.
async fn drafted(jurors: usize) -> (Store, Vec<AccountId>) {
    let store = Store::in_memory().await.unwrap();
    store.make_contest(&act(&desk(), 0), &pitches(), &text("Pitches"), &terms(1)).await.unwrap();
    let mut panel = Vec::new();
    for n in 0..jurors {
        let id = juror(&store, n).await;
        store.add_juror(&act(&desk(), 1), &contest(&store).await, &id, &vec![]).await.unwrap();
        panel.push(id);
    }
    panel.sort();
    (store, panel)
}

/// An open contest with so many jurors and entries.
async fn opened(jurors: usize, number: usize) -> (Store, Vec<AccountId>) {
    let (store, panel) = drafted(jurors).await;
    store.open_contest(&act(&desk(), 2), &contest(&store).await, &entries(number), &panel, &vec![]).await.unwrap();
    (store, panel)
}

async fn score(store: &Store, juror: &AccountId, entry: usize, version: u32, score: u8, standing: Standing) -> Result<(), StoreError> {
    let who = actor(juror);
    let scores = Scores::from([(idea(), score)]);
    store.save_sheet(&act(&who, 3), &pitches(), (juror, &entry_id(entry)), version, &scores, standing).await
}

async fn close(store: &Store) -> Result<(), StoreError> {
    let version = contest(store).await.version;
    store.close_contest(&act(&desk(), 4), &pitches(), version).await
}

fn refused(outcome: Result<(), StoreError>, code: &str) {
    assert!(outcome.as_ref().is_err_and(|e| e.is_refusal(code)), "{outcome:?} instead of {code}");
}

#[test]
fn terms_change_in_a_draft_only_and_on_the_version_that_was_looked_at() {
    run(async {
        let (store, panel) = drafted(1).await;
        let desk = desk();
        assert!(!store.make_contest(&act(&desk, 1), &pitches(), &text("Other"), &terms(2)).await.unwrap());
        let other = terms(2);
        store.set_terms(&act(&desk, 2), &pitches(), 1, &text("Pitches"), &other).await.unwrap();
        refused(store.set_terms(&act(&desk, 2), &pitches(), 1, &text("Pitches"), &other).await, "judging.changed_meanwhile");
        let found = contest(&store).await;
        assert_eq!((found.terms.least, found.version, found.title.en.as_str()), (2, 2, "Pitches"));
        refused(store.open_contest(&act(&desk, 3), &found, &entries(1), &panel, &vec![]).await, "judging.too_few_jurors");
        store.set_terms(&act(&desk, 2), &pitches(), 2, &text("Pitches"), &terms(1)).await.unwrap();
        let found = contest(&store).await;
        refused(store.open_contest(&act(&desk, 3), &found, &[], &panel, &vec![]).await, "judging.no_entries");
        store.open_contest(&act(&desk, 3), &found, &entries(2), &panel, &vec![]).await.unwrap();
        let open = contest(&store).await;
        assert_eq!((open.state, open.terms_digest.as_deref()), (State::Open, Some(store::digest(&store::canonical(&open.terms).unwrap()).as_str())));
        refused(store.set_terms(&act(&desk, 4), &pitches(), open.version, &text("P"), &terms(1)).await, "judging.not_in_this_state");
        refused(store.open_contest(&act(&desk, 4), &open, &entries(1), &panel, &vec![]).await, "judging.not_in_this_state");
        refused(store.remove_juror(&act(&desk, 4), &pitches(), &panel[0]).await, "judging.not_in_this_state");
        assert_eq!(store.contest_entries(&pitches()).await.unwrap().len(), 2);
    });
}

#[test]
fn only_jurors_are_on_a_panel_and_only_they_score() {
    run(async {
        let (store, panel) = opened(1, 1).await;
        let stranger = account(&store, "stranger@x.org", "S", true).await;
        refused(store.add_juror(&act(&desk(), 3), &contest(&store).await, &stranger, &vec![]).await, "judging.no_juror");
        assert!(matches!(score(&store, &stranger, 0, 0, 3, Standing::Submitted).await, Err(StoreError::NotFound)));
        assert!(matches!(score(&store, &panel[0], 7, 0, 3, Standing::Submitted).await, Err(StoreError::NotFound)));
        let (own, none) = (store.contests_of_juror(&panel[0]).await.unwrap(), store.contests_of_juror(&stranger).await.unwrap());
        assert_eq!((own.len(), none.len()), (1, 0));
    });
}

#[test]
fn a_sheet_is_saved_handed_in_once_and_opened_again_with_a_reason() {
    run(async {
        let (store, panel) = opened(1, 1).await;
        let me = &panel[0];
        score(&store, me, 0, 0, 2, Standing::Draft).await.unwrap();
        refused(score(&store, me, 0, 0, 3, Standing::Draft).await, "judging.changed_meanwhile");
        // A repeat of the same request has one effect.
        let who = actor(me);
        for _ in 0..2 {
            let scores = Scores::from([(idea(), 4)]);
            store.save_sheet(&asked(&who, 3, "hand-in"), &pitches(), (me, &entry_id(0)), 1, &scores, Standing::Submitted).await.unwrap();
        }
        refused(score(&store, me, 0, 2, 5, Standing::Submitted).await, "judging.handed_in");
        let sheet = store.sheet(&pitches(), me, &entry_id(0)).await.unwrap().unwrap();
        assert_eq!((sheet.version, sheet.standing, sheet.scores[&idea()]), (2, Standing::Submitted, 4));
        store.reopen_sheet(&act(&desk(), 4), &pitches(), (me, &entry_id(0)), "a slip").await.unwrap();
        refused(store.reopen_sheet(&act(&desk(), 4), &pitches(), (me, &entry_id(0)), "a slip").await, "judging.not_in_this_state");
        let sheet = store.sheet(&pitches(), me, &entry_id(0)).await.unwrap().unwrap();
        assert_eq!((sheet.standing, sheet.reopened.as_deref()), (Standing::Draft, Some("a slip")));
        score(&store, me, 0, 3, 5, Standing::Abstained).await.unwrap();
        assert_eq!(store.judging_progress(&pitches()).await.unwrap(), [(me.clone(), entry_id(0), Standing::Abstained)]);
        close(&store).await.unwrap();
        refused(score(&store, me, 0, 4, 1, Standing::Submitted).await, "judging.not_open");
        refused(store.reopen_sheet(&act(&desk(), 5), &pitches(), (me, &entry_id(0)), "late").await, "judging.not_open");
    });
}

#[test]
fn a_conflict_is_for_good_and_a_sheet_of_that_pair_is_refused() {
    run(async {
        let (store, panel) = drafted(2).await;
        let derived = vec![(panel[0].clone(), entry_id(1), Ground::SameCity)];
        store.open_contest(&act(&desk(), 2), &contest(&store).await, &entries(2), &panel, &derived).await.unwrap();
        refused(score(&store, &panel[0], 1, 0, 5, Standing::Submitted).await, "judging.conflict_of_interest");
        score(&store, &panel[0], 0, 0, 5, Standing::Submitted).await.unwrap();
        let me = actor(&panel[0]);
        store.declare_conflict(&act(&me, 3), &pitches(), (&panel[0], &entry_id(0)), "my brother", false).await.unwrap();
        // What is known stays as it was first known.
        store.declare_conflict(&act(&me, 3), &pitches(), (&panel[0], &entry_id(1)), "also friends", false).await.unwrap();
        let found = store.conflicts_of(&pitches(), &panel[0]).await.unwrap();
        let grounds: Vec<_> = found.iter().map(|c| (c.ground, c.reason.as_deref())).collect();
        assert_eq!(grounds, [(Ground::Declared, Some("my brother")), (Ground::SameCity, None)]);
        close(&store).await.unwrap();
        refused(store.declare_conflict(&act(&me, 5), &pitches(), (&panel[0], &entry_id(0)), "late", false).await, "judging.not_open");
        // An organiser may until it is sealed; a tally that was made before is then no longer the one.
        let tally = store.tally(&pitches()).await.unwrap();
        store.declare_conflict(&act(&desk(), 5), &pitches(), (&panel[1], &entry_id(0)), "found out", true).await.unwrap();
        refused(store.seal_contest(&act(&desk(), 6), &pitches(), &tally, "d", "s").await, "judging.changed_meanwhile");
        let tally = store.tally(&pitches()).await.unwrap();
        assert_eq!((tally.conflicts.len(), tally.sheets.len()), (3, 1));
        store.seal_contest(&act(&desk(), 6), &pitches(), &tally, "d", "s").await.unwrap();
        refused(store.declare_conflict(&act(&desk(), 7), &pitches(), (&panel[1], &entry_id(1)), "late", true).await, "judging.not_open");
    });
}

#[test]
fn a_result_is_sealed_and_announced_and_not_there_before() {
    run(async {
        let (store, _) = opened(1, 1).await;
        let desk = desk();
        refused(store.announce_contest(&act(&desk, 3), &pitches(), contest(&store).await.version, "r").await, "judging.not_in_this_state");
        close(&store).await.unwrap();
        let tally = store.tally(&pitches()).await.unwrap();
        store.seal_contest(&act(&desk, 5), &pitches(), &tally, "digest", "sealed").await.unwrap();
        let sealed = contest(&store).await;
        assert_eq!(
            (sealed.state, sealed.digest.as_deref(), store.announced_result(&pitches()).await.unwrap()),
            (State::Sealed, Some("digest"), None)
        );
        assert_eq!(store.sealed_ranking(&pitches()).await.unwrap().as_deref(), Some("sealed"));
        refused(store.announce_contest(&act(&desk, 6), &pitches(), sealed.version - 1, "r").await, "judging.changed_meanwhile");
        store.announce_contest(&act(&desk, 6), &pitches(), sealed.version, "r").await.unwrap();
        assert_eq!((contest(&store).await.state, store.announced_result(&pitches()).await.unwrap().as_deref()), (State::Announced, Some("r")));
    });
}

#[test]
fn of_two_organisers_who_open_close_or_seal_at_once_one_does() {
    run(async {
        for _ in 0..6 {
            let (store, panel) = drafted(1).await;
            let (one, two) = store.as_two_nodes();
            let (desk, draft) = (desk(), contest(&store).await);
            let open = |store: Store, number| {
                let (panel, draft, desk) = (panel.clone(), draft.clone(), desk.clone());
                async move { store.open_contest(&act(&desk, 2), &draft, &entries(number), &panel, &vec![]).await }
            };
            let (a, b) = tokio::join!(open(one.clone(), 1), open(two.clone(), 2));
            assert!(a.is_ok() != b.is_ok(), "{a:?} {b:?}");
            assert_eq!(store.contest_entries(&pitches()).await.unwrap().len(), if a.is_ok() { 1 } else { 2 });
            let (a, b) = tokio::join!(close(&one), close(&two));
            assert!(a.is_ok() != b.is_ok(), "{a:?} {b:?}");
            let tally = store.tally(&pitches()).await.unwrap();
            let (first, second) = (act(&desk, 5), act(&desk, 5));
            let (name, other) = (pitches(), pitches());
            let (a, b) = tokio::join!(one.seal_contest(&first, &name, &tally, "one", "one"), two.seal_contest(&second, &other, &tally, "two", "two"));
            assert!(a.is_ok() != b.is_ok(), "{a:?} {b:?}");
            let kept = if a.is_ok() { "one" } else { "two" };
            assert_eq!(contest(&store).await.digest.as_deref(), Some(kept));
            assert_eq!(store.sealed_ranking(&pitches()).await.unwrap().as_deref(), Some(kept));
        }
    });
}

/// Everybody hands in while the contest closes on the other node; what the closing one then finds is what is sealed.
async fn storm(round: usize) -> (usize, usize) {
    let (jurors, number) = (6, 3);
    let (store, panel) = opened(jurors, number).await;
    let (one, two) = store.as_two_nodes();
    let hand_in: Vec<_> = panel
        .iter()
        .flat_map(|juror| (0..number).map(move |entry| (juror.clone(), entry)))
        .map(|(juror, entry)| {
            let store = if entry % 2 == 0 { one.clone() } else { two.clone() };
            tokio::spawn(async move {
                let outcome = score(&store, &juror, entry, 0, 3, Standing::Submitted).await;
                outcome.is_ok().then_some((juror, entry_id(entry)))
            })
        })
        .collect();
    let closing = tokio::spawn(async move {
        for _ in 0..round {
            tokio::task::yield_now().await;
        }
        close(&two).await.unwrap();
        two.tally(&pitches()).await.unwrap()
    });
    let mut acknowledged = Vec::new();
    for task in hand_in {
        acknowledged.extend(task.await.unwrap());
    }
    let tally = closing.await.unwrap();
    let counted: Vec<_> = tally.sheets.iter().map(|s| (s.juror.clone(), s.entry.clone())).collect();
    for pair in &acknowledged {
        assert!(counted.contains(pair), "a sheet that was acknowledged is not in what was sealed");
    }
    // Nothing came in afterwards either.
    assert_eq!(store.tally(&pitches()).await.unwrap().sheets.len(), counted.len());
    (acknowledged.len(), jurors * number)
}

#[test]
fn a_score_that_arrives_while_the_contest_closes_is_in_the_result_or_refused() {
    run(async {
        let mut met = 0;
        for round in 0..24 {
            let (acknowledged, all) = storm(round * 3).await;
            met += usize::from(acknowledged > 0 && acknowledged < all);
        }
        assert!(met > 0, "the closing never came between scores, so the test shows nothing");
    });
}

#[test]
fn whoever_comes_onto_the_panel_while_it_opens_has_conflicts_looked_at_or_is_told_to_look_again() {
    run(async {
        for _ in 0..8 {
            let (store, panel) = drafted(1).await;
            let late = juror(&store, 9).await;
            let (one, two) = store.as_two_nodes();
            let (desk, draft) = (desk(), contest(&store).await);
            let (first, second) = (act(&desk, 2), act(&desk, 2));
            let number = entries(1);
            let (nothing, none) = (vec![], vec![]);
            let (opening, adding) =
                tokio::join!(one.open_contest(&first, &draft, &number, &panel, &nothing), two.add_juror(&second, &draft, &late, &none));
            // Both on what they looked at would leave a juror whose conflicts nobody derived.
            assert!(opening.is_ok() != adding.is_ok(), "{opening:?} {adding:?}");
        }
    });
}

fn promise() -> Promise {
    Promise {
        owner_name: "Ana Sample".into(),
        owner_role: "CIO".into(),
        owner_email: "Owner@x.org".into(),
        first_step: "Talk to the bus company".into(),
        day: "2017-07-10".parse().unwrap(),
    }
}

fn porto() -> CityId {
    CityId::parse("porto").unwrap()
}

async fn intend(store: &Store, who: &Actor) -> Result<(), StoreError> {
    let (id, key, city) = (pitches(), entry_id(0), porto());
    let mails = vec![Mail::new("team@x.org", "en", "judging.pilot_intended", "s", "t")];
    store.intend_pilot(&act(who, 9), (&id, &key), (&city, "Porto"), &promise(), Lang::En, mails).await
}

async fn announced() -> (Store, Vec<AccountId>) {
    let (store, panel) = opened(1, 1).await;
    refused(intend(&store, &desk()).await, "judging.not_in_this_state");
    close(&store).await.unwrap();
    let tally = store.tally(&pitches()).await.unwrap();
    store.seal_contest(&act(&desk(), 5), &pitches(), &tally, "d", "s").await.unwrap();
    store.announce_contest(&act(&desk(), 6), &pitches(), contest(&store).await.version, "r").await.unwrap();
    (store, panel)
}

#[test]
fn a_city_pilots_an_entry_once_and_its_owner_is_reminded_once() {
    run(async {
        for _ in 0..4 {
            let (store, _) = announced().await;
            let (one, two) = store.as_two_nodes();
            let (head, other) = (desk(), desk());
            let (a, b) = tokio::join!(intend(&one, &head), intend(&two, &other));
            let lost = if a.is_ok() { b } else { a };
            refused(lost, "judging.pilot_known");
            let pilots = store.pilots(&pitches()).await.unwrap();
            assert_eq!((pilots.len(), pilots[0].state, pilots[0].promise.clone()), (1, PilotState::Intended, promise()));
            assert_eq!(store.pilots_due("2017-07-10".parse().unwrap(), 10).await.unwrap(), []);
            let due = store.pilots_due("2017-07-11".parse().unwrap(), 10).await.unwrap();
            let mail = || Mail::new("owner@x.org", "en", "judging.pilot_due", "s", "t");
            let (first, second) = (act(&head, 20), act(&head, 20));
            let both = tokio::join!(one.remind_of_pilot(&first, &due[0].0, mail()), two.remind_of_pilot(&second, &due[0].0, mail()));
            assert!(both.0.is_ok() && both.1.is_ok());
            let kinds: Vec<_> = store.outbox(None, None, 20).await.unwrap().rows.into_iter().map(|r| r.mail.kind).collect();
            assert_eq!(kinds.iter().filter(|k| *k == "judging.pilot_due").count(), 1);
            assert_eq!(store.pilots_due("2017-07-12".parse().unwrap(), 10).await.unwrap(), []);
        }
    });
}

#[test]
fn a_step_of_a_pilot_is_taken_on_the_version_that_was_looked_at() {
    run(async {
        let (store, _) = announced().await;
        intend(&store, &desk()).await.unwrap();
        let pilot = store.pilot(&pitches(), &entry_id(0), &porto()).await.unwrap().unwrap();
        store.step_pilot(&act(&desk(), 10), &pilot, PilotState::Agreed, None).await.unwrap();
        refused(store.step_pilot(&act(&desk(), 10), &pilot, PilotState::Dropped, Some("late")).await, "judging.changed_meanwhile");
        let pilot = store.pilot(&pitches(), &entry_id(0), &porto()).await.unwrap().unwrap();
        store.step_pilot(&act(&desk(), 11), &pilot, PilotState::Dropped, Some("no money")).await.unwrap();
        let pilot = store.pilot(&pitches(), &entry_id(0), &porto()).await.unwrap().unwrap();
        assert_eq!((pilot.state, pilot.reason.as_deref(), pilot.version), (PilotState::Dropped, Some("no money"), 3));
        // Nobody is reminded of what came to nothing.
        assert_eq!(store.pilots_due("2018-01-01".parse().unwrap(), 10).await.unwrap(), []);
    });
}

#[test]
fn what_a_juror_said_is_handed_out_and_of_who_is_erased_only_the_scores_stay() {
    run(async {
        let (store, panel) = opened(1, 2).await;
        let me = &panel[0];
        score(&store, me, 0, 0, 4, Standing::Submitted).await.unwrap();
        store.declare_conflict(&act(&actor(me), 3), &pitches(), (me, &entry_id(1)), "my brother", false).await.unwrap();
        let own = store.account(me).await.unwrap().unwrap();
        let file = store.export_of(&own).await.unwrap();
        assert_eq!(
            (file["judging"]["sheets"][0]["scores"]["idea"].as_u64(), file["judging"]["conflicts"][0]["reason"].as_str()),
            (Some(4), Some("my brother"))
        );
        store.erase(&act(&actor(me), 4), &own, Mail::new(&own.email, "en", "accounts.erased", "s", "t"), &|_, _| vec![]).await.unwrap();
        let tally = store.tally(&pitches()).await.unwrap();
        assert_eq!((tally.sheets.len(), tally.conflicts[0].reason.as_deref(), store.names([me.clone()]).await.unwrap().len()), (1, None, 0));
        // Half a year after the assembly the sheets go too; the pilots stay as long as pilots take.
        let (ended, day) = (now(), SignedDuration::from_hours(24));
        let later = |days: i32| now() + day * days;
        store.erase_due(&Horizon::at(later(182), Some(ended)), later(182)).await.unwrap();
        assert_eq!(store.tally(&pitches()).await.unwrap().sheets.len(), 1);
        let erased = store.erase_due(&Horizon::at(later(183), Some(ended)), later(183)).await.unwrap();
        assert!(erased.contains(&("scores", 1)) && erased.contains(&("affiliations", 2)), "{erased:?}");
        assert_eq!((store.tally(&pitches()).await.unwrap().sheets.len(), store.contest_entries(&pitches()).await.unwrap().len()), (0, 2));
    });
}
