//! What the database engine must do before it is trusted: races, skew, repeats. Run it before any upgrade of the driver.
//! Each race that must hold is paired with the same race without its guard, which must fail: otherwise the test is blind.
#![allow(missing_docs, clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod engine_rig;

use std::sync::Arc;

use engine_rig::{TempDir, at, in_memory, now, run};
use store::engine::Value;
use store::{AuditEntry, IdempotencyKey, Mail, Query, Store, StoreError, Tx};

const FILL: Query = Query::write("test.fill", "UPSERT type::record('bus', $bus) SET left = $left RETURN NONE");
const BOARD: Query = Query::write(
    "test.board",
    "LET $bus = (UPDATE type::record('bus', $bus) SET left -= 1 WHERE left > 0 RETURN AFTER);
     IF array::is_empty($bus) { THROW 'test.full' };
     CREATE type::record('seat', [$who, $bus[0].left]) SET who = $who RETURN NONE;
     $bus[0].left;",
);
const LEFT: Query = Query::read("test.left", "SELECT VALUE left FROM ONLY type::record('bus', $bus)");
const SEATS: Query = Query::read("test.seats", "SELECT VALUE who FROM seat");
const SQUEEZE: Query = Query::write(
    "test.squeeze",
    "IF count(SELECT VALUE id FROM ticket WHERE bus = $bus) >= $left { THROW 'test.full' };
     CREATE ticket SET bus = $bus RETURN NONE;",
);
const TICKETS: Query = Query::read("test.tickets", "SELECT VALUE bus FROM ticket WHERE bus = $bus");

async fn together<F, T>(count: usize, make: impl Fn(usize) -> F) -> Vec<T>
where
    F: Future<Output = T> + Send + 'static,
    T: Send + 'static,
{
    let gate = Arc::new(tokio::sync::Barrier::new(count));
    let tasks: Vec<_> = (0..count)
        .map(|index| {
            let (gate, work) = (Arc::clone(&gate), make(index));
            tokio::spawn(async move {
                gate.wait().await;
                work.await
            })
        })
        .collect();
    let mut out = Vec::with_capacity(count);
    for task in tasks {
        out.push(task.await.unwrap());
    }
    out
}

async fn board(store: Store, bus: String, who: usize) -> Result<i64, StoreError> {
    let tx = Tx::new(&BOARD, now()).bind(vars! { "bus" => bus, "who" => i64::try_from(who).unwrap() });
    store.tx(tx).await?.one()
}

async fn a_bus_never_oversells(store: Store) {
    store.tx(Tx::new(&FILL, now()).bind(vars! { "bus" => "one", "left" => 20 })).await.unwrap();
    let outcomes = together(64, |who| board(store.clone(), "one".to_owned(), who)).await;
    let boarded = outcomes.iter().filter(|o| o.is_ok()).count();
    let full = outcomes.iter().filter(|o| matches!(o, Err(e) if e.is_refusal("test.full"))).count();
    assert_eq!((boarded, full), (20, 44), "{outcomes:?}");
    let left: i64 = store.read_one(&LEFT, vars! { "bus" => "one" }).await.unwrap();
    let seats: Vec<i64> = store.read(&SEATS, vars! {}).await.unwrap();
    assert_eq!((left, seats.len()), (0, 20));
}

#[test]
fn a_guarded_bus_never_oversells_in_memory() {
    run(async { a_bus_never_oversells(in_memory().await).await });
}

#[test]
fn a_guarded_bus_never_oversells_on_disk() {
    run(async {
        let dir = TempDir::new("bus");
        a_bus_never_oversells(at(&dir.url()).await).await;
    });
}

#[test]
fn a_bus_that_only_counts_oversells() {
    run(async {
        let store = in_memory().await;
        for round in 0..60 {
            let bus = format!("r{round}");
            let outcomes = together(8, |_| {
                let (store, bus) = (store.clone(), bus.clone());
                async move { store.tx(Tx::new(&SQUEEZE, now()).bind(vars! { "bus" => bus, "left" => 2 })).await }
            })
            .await;
            drop(outcomes);
            let sold: Vec<String> = store.read(&TICKETS, vars! { "bus" => bus.clone() }).await.unwrap();
            if sold.len() > 2 {
                return;
            }
        }
        panic!("60 rounds without a guard sold no ticket twice: the race test cannot fail, so it proves nothing");
    });
}

const TAKE: Query = Query::write("test.take", "CREATE type::record('claim', $id) SET who = $who RETURN who");

async fn one_id_has_one_winner(store: Store, rounds: usize) {
    for round in 0..rounds {
        let outcomes = together(32, |who| {
            let store = store.clone();
            async move {
                let params = vars! { "id" => format!("c{round}"), "who" => i64::try_from(who).unwrap() };
                store.tx(Tx::new(&TAKE, now()).bind(params).taken("claim", "test.taken")).await
            }
        })
        .await;
        let won = outcomes.iter().filter(|o| o.is_ok()).count();
        let lost = outcomes.iter().filter(|o| matches!(o, Err(e) if e.is_refusal("test.taken"))).count();
        assert_eq!((won, lost), (1, 31));
    }
}

#[test]
fn one_id_has_exactly_one_winner_in_memory() {
    run(async { one_id_has_one_winner(in_memory().await, 10).await });
}

#[test]
fn one_id_has_exactly_one_winner_on_disk() {
    run(async {
        let dir = TempDir::new("claim");
        one_id_has_one_winner(at(&dir.url()).await, 10).await;
    });
}

const ON_CALL: Query = Query::write(
    "test.on_call",
    "UPSERT type::record('doctor', [$round, 'a']) SET round = $round, on = true RETURN NONE;
     UPSERT type::record('doctor', [$round, 'b']) SET round = $round, on = true RETURN NONE;
     UPSERT type::record('shift', $round) SET turns = 0 RETURN NONE;",
);
const LEAVE: Query = Query::write(
    "test.leave",
    "LET $other = (SELECT VALUE on FROM ONLY type::record('doctor', [$round, $other]));
     IF !$other { THROW 'test.alone' };
     UPDATE type::record('doctor', [$round, $me]) SET on = false RETURN NONE;",
);
const LEAVE_GUARDED: Query = Query::write(
    "test.leave_guarded",
    "UPDATE type::record('shift', $round) SET turns += 1 RETURN NONE;
     LET $other = (SELECT VALUE on FROM ONLY type::record('doctor', [$round, $other]));
     IF !$other { THROW 'test.alone' };
     UPDATE type::record('doctor', [$round, $me]) SET on = false RETURN NONE;",
);
const STILL_ON: Query =
    Query::read("test.still_on", "SELECT VALUE on FROM [type::record('doctor', [$round, 'a']), type::record('doctor', [$round, 'b'])]");

async fn skews(store: &Store, leave: &'static Query, rounds: i64) -> usize {
    let mut skewed = 0;
    for round in 0..rounds {
        store.tx(Tx::new(&ON_CALL, now()).bind(vars! { "round" => round })).await.unwrap();
        together(2, |index| {
            let store = store.clone();
            let (me, other) = if index == 0 { ("a", "b") } else { ("b", "a") };
            async move {
                let params = vars! { "round" => round, "me" => me.to_owned(), "other" => other.to_owned() };
                store.tx(Tx::new(leave, now()).bind(params)).await
            }
        })
        .await;
        let on: Vec<bool> = store.read(&STILL_ON, vars! { "round" => round }).await.unwrap();
        if !on.contains(&true) {
            skewed += 1;
        }
    }
    skewed
}

#[test]
fn a_guard_record_prevents_write_skew_and_its_absence_does_not() {
    run(async {
        let store = in_memory().await;
        assert_eq!(skews(&store, &LEAVE_GUARDED, 200).await, 0);
        assert!(skews(&store, &LEAVE, 200).await > 0, "without a guard no skew appeared: the test is blind");
    });
}

const COUNT_UP: Query = Query::write("test.count_up", "UPSERT counter:one SET n = (n ?? 0) + 1 RETURN NONE; counter:one.n");
const COUNTED: Query = Query::read("test.counted", "RETURN counter:one.n ?? 0");

#[test]
fn conflicting_changes_are_run_again_until_all_are_made() {
    run(async {
        let store = in_memory().await;
        let outcomes = together(16, |_| {
            let store = store.clone();
            async move { store.tx(Tx::new(&COUNT_UP, now())).await.and_then(|a| a.one::<i64>()) }
        })
        .await;
        let mut answers: Vec<i64> = outcomes.into_iter().map(Result::unwrap).collect();
        answers.sort_unstable();
        assert_eq!(answers, (1..=16).collect::<Vec<_>>());
    });
}

fn key(actor: &str, key: &str, body: &str) -> IdempotencyKey {
    IdempotencyKey { actor: actor.to_owned(), key: key.to_owned(), body_hash: body.to_owned() }
}

async fn count_up_once(store: Store, body: &'static str) -> Result<(i64, bool), StoreError> {
    let tx = Tx::new(&COUNT_UP, now())
        .once(key("ann", "k1", body))
        .audit(AuditEntry::new("ann", "test.counted", "counter:one").detail("by", 1))
        .mail(Mail::new("ann@example.org", "en", "test.counted", "Counted", "One more."));
    let answer = store.tx(tx).await?;
    let repeated = answer.repeated;
    Ok((answer.one()?, repeated))
}

#[test]
fn a_repeated_key_has_one_effect_and_one_answer() {
    run(async {
        let dir = TempDir::new("idempotency");
        let store = at(&dir.url()).await;
        let outcomes = together(16, |_| count_up_once(store.clone(), "same")).await;
        let answers: Vec<(i64, bool)> = outcomes.into_iter().map(Result::unwrap).collect();
        assert!(answers.iter().all(|(n, _)| *n == 1), "{answers:?}");
        assert_eq!(answers.iter().filter(|(_, repeated)| !repeated).count(), 1);
        assert_eq!(store.read_one::<i64>(&COUNTED, vars! {}).await.unwrap(), 1);
        assert!(count_up_once(store.clone(), "other").await.unwrap_err().is_refusal("idempotency.mismatch"));
        assert_eq!(store.audit_of("counter:one", None, 10).await.unwrap().rows.len(), 1);
        assert_eq!(store.outbox(None, None, 10).await.unwrap().rows.len(), 1);
        store.close().await.unwrap();
        drop(store);

        let store = at(&dir.url()).await;
        assert_eq!(count_up_once(store.clone(), "same").await.unwrap(), (1, true));
        assert_eq!(store.read_one::<i64>(&COUNTED, vars! {}).await.unwrap(), 1);
    });
}

const TWINS: Query = Query::write(
    "test.twins",
    "LET $bus = (UPDATE bus:last SET left -= 1 WHERE left > 0 RETURN AFTER);
     IF array::is_empty($bus) { THROW 'test.full' };
     'boarded';",
);

#[test]
fn a_twin_that_finds_the_last_place_taken_by_itself_hears_the_same_answer() {
    run(async {
        let store = in_memory().await;
        for round in 0..20 {
            store.tx(Tx::new(&FILL, now()).bind(vars! { "bus" => "last", "left" => 1 })).await.unwrap();
            let outcomes = together(6, |_| {
                let store = store.clone();
                async move {
                    let tx = Tx::new(&TWINS, now()).once(key("bo", &format!("twin{round}"), "b"));
                    store.tx(tx).await.and_then(|a| a.one::<String>())
                }
            })
            .await;
            assert!(outcomes.iter().all(|o| matches!(o, Ok(word) if word == "boarded")), "{outcomes:?}");
        }
    });
}

const NOTHING: Query = Query::write("test.nothing", "UPDATE bus:none SET left = 1");
const MISSING: Query = Query::write("test.missing", "THROW 'not_found'");
const HALF: Query = Query::write("test.half", "CREATE claim:half SET who = 1 RETURN NONE; THROW 'test.stopped'; CREATE claim:other RETURN NONE;");
const CLAIMS: Query = Query::read("test.claims", "SELECT VALUE who FROM claim");
const NEEDS: Query = Query::read("test.needs", "SELECT VALUE who FROM claim WHERE who = $who");

#[test]
fn a_refused_change_leaves_nothing_behind() {
    run(async {
        let store = in_memory().await;
        let tx = Tx::new(&HALF, now()).once(key("ann", "half", "b")).audit(AuditEntry::new("ann", "test.half", "claim:half")).mail(Mail::new(
            "ann@example.org",
            "en",
            "test.half",
            "Half",
            "Half.",
        ));
        assert!(store.tx(tx).await.unwrap_err().is_refusal("test.stopped"));
        assert!(store.read::<i64>(&CLAIMS, vars! {}).await.unwrap().is_empty());
        assert!(store.audit(None, 10).await.unwrap().rows.is_empty());
        assert!(store.outbox(None, None, 10).await.unwrap().rows.is_empty());
        let again = Tx::new(&COUNT_UP, now()).once(key("ann", "half", "b"));
        assert!(!store.tx(again).await.unwrap().repeated, "a refusal does not use the key up");
    });
}

#[test]
fn what_is_missing_says_so() {
    run(async {
        let store = in_memory().await;
        let nothing = store.tx(Tx::new(&NOTHING, now())).await.unwrap();
        assert!(matches!(nothing.one::<Value>(), Err(StoreError::NotFound)));
        assert!(matches!(store.tx(Tx::new(&MISSING, now())).await, Err(StoreError::NotFound)));
        let unbound = store.read::<i64>(&NEEDS, vars! {}).await.unwrap_err();
        assert!(unbound.to_string().contains("$who is not bound"), "{unbound}");
    });
}

const WHEN: Query = Query::write("test.when", "LET $row = { state: $state }; $row;");

#[test]
fn audit_and_mail_may_depend_on_the_answer() {
    run(async {
        let store = in_memory().await;
        for state in ["approved", "waiting"] {
            let mail = |kind: &str| Mail::new("ann@example.org", "en", kind, "S", "T");
            let tx = Tx::new(&WHEN, now())
                .bind(vars! { "state" => state })
                .mail_when("$answer.state = 'approved'", mail("test.approved"))
                .mail_when("$answer.state = 'waiting'", mail("test.waiting"))
                .audit_when("$answer.state = 'approved'", AuditEntry::new("ann", "test.approved", "x:1"));
            store.tx(tx).await.unwrap();
        }
        let kinds: Vec<String> = store.outbox(None, None, 10).await.unwrap().rows.into_iter().map(|row| row.mail.kind).collect();
        assert_eq!(kinds, ["test.waiting", "test.approved"]);
        assert_eq!(store.audit(None, 10).await.unwrap().rows.len(), 1);
    });
}
