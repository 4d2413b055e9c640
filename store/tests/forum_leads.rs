//! Leads on the real engine: whatever comes first, a scan, an answer or a withdrawal, a company has what the delegate consents to and nothing else.
#![allow(missing_docs, clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod engine_rig;

use domain::checkin::Means;
use domain::forum::lead::{State, WAITS};
use domain::forum::ledger::Kind;
use domain::forum::{Application, BoothScan, Card, Field, Fields, Mode, Rating, Step};
use domain::kernel::actor::Actor;
use domain::kernel::ids::{AccountId, BadgeId, CompanyId, LeadId, RegistrationId, ScanId};
use domain::registration::{Decision, Draft};
use engine_rig::people::{account, act, actor, asked, draft, submitted};
use engine_rig::{now, run};
use jiff::{SignedDuration, Timestamp};
use store::{Act, LeadFilter, Mail, Query, Scanned, Store, StoreError, Tx, badge_id};
use surrealdb::types::SurrealValue;

const PUBLISH: Query = Query::write("test.publish", "UPDATE type::record('company', $id) SET standing = $to RETURN NONE; true");

#[derive(SurrealValue)]
struct Publish {
    id: String,
    to: String,
}

fn at(minutes: i64) -> Timestamp {
    now() + SignedDuration::from_mins(minutes)
}

fn mail() -> Mail {
    Mail::new("a@x.org", "en", "k", "s", "t")
}

/// A company that the public sees, and somebody who acts for it.
async fn company(store: &Store, name: &str) -> (CompanyId, Actor) {
    let who = account(store, &format!("{name}@firm.example"), "Sample Staff", true).await;
    let actor = actor(&who);
    let id = CompanyId::parse(name).unwrap();
    store.apply_company(&act(&actor, 0), &id, name, &Application::default()).await.unwrap();
    stand(store, name, "published").await;
    (id, actor)
}

async fn stand(store: &Store, name: &str, to: &str) {
    let params = Publish { id: name.to_owned(), to: to.to_owned() };
    store.tx(Tx::new(&PUBLISH, now()).bind(params)).await.unwrap();
}

/// A delegate who takes part, with a badge.
async fn delegate(store: &Store, address: &str) -> (AccountId, Actor, BadgeId) {
    let of = Draft { phone: "+49 1".into(), ..draft("Zoë", "Sample") };
    let handed_in = submitted(store, address, &of, 0).await;
    store.decide(&Act::system(now()), &handed_in.id, handed_in.version, &Decision::Approve, &|_| mail()).await.unwrap();
    store.issue_badges(now(), false).await.unwrap();
    let badge = badge(store, &handed_in.account).await;
    (handed_in.account.clone(), actor(&handed_in.account), badge)
}

async fn badge(store: &Store, who: &AccountId) -> BadgeId {
    let id = RegistrationId::parse(who.as_str()).unwrap();
    badge_id(&store.badge_of(&id).await.unwrap().unwrap().code).unwrap()
}

async fn scan(store: &Store, of: &(CompanyId, Actor), id: &str, badge: &BadgeId, made: i64, arrives: i64) -> Result<Scanned, StoreError> {
    let scan = BoothScan { id: ScanId::parse(id).unwrap(), badge: badge.clone(), at: at(made), means: Means::Camera };
    store.scan_badge(&act(&of.1, arrives), &of.0, &scan, at(made)).await
}

async fn all(store: &Store, of: &CompanyId) -> Vec<domain::forum::Lead> {
    store.leads(of, &LeadFilter::default(), None, 50).await.unwrap().0
}

fn refused(answer: Result<impl std::fmt::Debug, StoreError>) -> String {
    match answer.unwrap_err() {
        StoreError::Refused(code) => code,
        other => panic!("{other}"),
    }
}

#[test]
fn a_company_reads_nothing_before_the_delegate_agrees_and_then_what_was_granted_alone() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let acme = company(&store, "acme").await;
        let (who, zoe, badge) = delegate(&store, "zoe@city.example").await;
        let first = scan(&store, &acme, "s1", &badge, 1, 1).await.unwrap();
        assert_eq!(first.state, State::Pending);
        let lead = all(&store, &acme.0).await.pop().unwrap();
        assert_eq!((lead.card.clone(), Some(lead.id.clone())), (Card::default(), first.lead));
        assert_eq!(store.waiting_for_consent(&who, at(2)).await.unwrap(), 1);
        store.grant(&asked(&zoe, 2, "g1"), &acme.0, &who, &Fields::of([Field::Email])).await.unwrap();
        store.grant(&asked(&zoe, 2, "g1"), &acme.0, &who, &Fields::of([Field::Email])).await.unwrap();
        let lead = all(&store, &acme.0).await.pop().unwrap();
        let card = Card { name: Some("Zoë Sample".into()), email: Some("zoe@city.example".into()), ..Card::default() };
        assert_eq!((lead.card, lead.state), (card, State::Granted(Fields::of([Field::Email]))));
        assert_eq!(store.waiting_for_consent(&who, at(3)).await.unwrap(), 0);
        // The same scan again, and an earlier one that arrives late: one lead, with the earlier time.
        assert_eq!(scan(&store, &acme, "s1", &badge, 1, 9).await.unwrap().lead, Some(lead.id.clone()));
        scan(&store, &acme, "s0", &badge, 0, 9).await.unwrap();
        let found = all(&store, &acme.0).await;
        assert_eq!((found.len(), found[0].scanned_at), (1, at(0)));
        let kinds: Vec<Kind> = store.ledger_of(&who).await.unwrap().into_iter().map(|e| e.kind).collect();
        assert_eq!(kinds, [Kind::Granted, Kind::Scanned, Kind::Scanned]);
    });
}

#[test]
fn what_was_decided_beforehand_counts_when_the_scan_arrives() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let acme = company(&store, "acme").await;
        let (who, zoe, badge) = delegate(&store, "zoe@city.example").await;
        store.set_consent(&act(&zoe, 1), &who, Mode::Share, &Fields::of([Field::Phone, Field::Organisation])).await.unwrap();
        let shared = scan(&store, &acme, "s1", &badge, 0, 2).await.unwrap();
        assert_eq!(shared.state, State::Granted(Fields::of([Field::Organisation, Field::Phone])));
        let card = all(&store, &acme.0).await.pop().unwrap().card;
        assert_eq!((card.city.as_deref(), card.phone.as_deref(), card.email), (Some("Köln"), Some("+49 1"), None));
        let beta = company(&store, "beta").await;
        store.set_consent(&act(&zoe, 3), &who, Mode::Nothing, &Fields::default()).await.unwrap();
        assert_eq!(scan(&store, &beta, "s2", &badge, 0, 4).await.unwrap().state, State::Refused);
        // What the first one was told still counts for it.
        assert!(matches!(scan(&store, &acme, "s3", &badge, 4, 4).await.unwrap().state, State::Granted(_)));
        // Asked again, the second one may ask.
        store.set_consent(&act(&zoe, 5), &who, Mode::Ask, &Fields::default()).await.unwrap();
        assert_eq!(scan(&store, &beta, "s4", &badge, 6, 6).await.unwrap().state, State::Pending);
        assert!(all(&store, &beta.0).await.pop().unwrap().card.name.is_none());
        // Who shares nothing answers what waits.
        store.set_consent(&act(&zoe, 7), &who, Mode::Nothing, &Fields::default()).await.unwrap();
        assert_eq!(all(&store, &beta.0).await.pop().unwrap().state, State::Refused);
    });
}

#[test]
fn a_withdrawal_erases_copy_rating_and_notes_and_no_scan_from_before_it_brings_anything_back() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let acme = company(&store, "acme").await;
        let (who, zoe, badge) = delegate(&store, "zoe@city.example").await;
        let lead = scan(&store, &acme, "s1", &badge, 1, 1).await.unwrap().lead.unwrap();
        store.grant(&act(&zoe, 2), &acme.0, &who, &Fields::of([Field::Email])).await.unwrap();
        let version = store.lead(&acme.0, &lead).await.unwrap().unwrap().version;
        store.note_lead(&act(&acme.1, 3), &acme.0, (&lead, version), Some(Rating::Hot), "wants a bus").await.unwrap();
        store.withdraw_consent(&act(&zoe, 10), &acme.0, &who).await.unwrap();
        assert!(all(&store, &acme.0).await.is_empty());
        let gone = store.leads_gone(&acme.0).await.unwrap();
        assert_eq!(gone.iter().map(|g| (g.id.clone(), g.at)).collect::<Vec<_>>(), [(lead.clone(), at(10))]);
        // Sent again because the answer was lost; made offline before the withdrawal; made by a colleague before it.
        for (id, made) in [("s1", 1), ("s2", 5), ("s3", 10)] {
            let late = scan(&store, &acme, id, &badge, made, 20).await.unwrap();
            assert_eq!(late, Scanned { lead: None, state: State::Withdrawn }, "{id}");
        }
        assert!(all(&store, &acme.0).await.is_empty());
        assert_eq!(store.asked_of(&who, at(20)).await.unwrap()[0].state, State::Withdrawn);
        // Shown again by the delegate, the badge asks again, under another number, even if others get everything.
        store.set_consent(&act(&zoe, 21), &who, Mode::Share, &Fields::of(Field::ALL)).await.unwrap();
        let again = scan(&store, &acme, "s4", &badge, 22, 22).await.unwrap();
        assert_eq!(again.state, State::Pending);
        assert_ne!(again.lead, Some(lead));
        assert_eq!(refused(store.withdraw_consent(&act(&zoe, 23), &acme.0, &who).await), "forum.changed_meanwhile");
    });
}

#[test]
fn what_is_withdrawn_from_all_is_withdrawn_from_companies_whose_scans_arrive_later() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let (acme, beta, late) = (company(&store, "acme").await, company(&store, "beta").await, company(&store, "late").await);
        let (who, zoe, badge) = delegate(&store, "zoe@city.example").await;
        store.set_consent(&act(&zoe, 0), &who, Mode::Share, &Fields::of([Field::Email])).await.unwrap();
        scan(&store, &acme, "s1", &badge, 1, 1).await.unwrap();
        store.set_consent(&act(&zoe, 1), &who, Mode::Ask, &Fields::default()).await.unwrap();
        scan(&store, &beta, "s2", &badge, 1, 1).await.unwrap();
        store.set_consent(&act(&zoe, 2), &who, Mode::Share, &Fields::of([Field::Email])).await.unwrap();
        store.withdraw_all_consent(&act(&zoe, 10), &who).await.unwrap();
        assert!(all(&store, &acme.0).await.is_empty());
        assert_eq!(all(&store, &beta.0).await.pop().unwrap().state, State::Refused);
        assert_eq!(store.consent_of(&who).await.unwrap().mode, Mode::Ask);
        let scanned = scan(&store, &late, "s3", &badge, 9, 30).await.unwrap();
        assert_eq!((scanned, all(&store, &late.0).await.len()), (Scanned { lead: None, state: State::Withdrawn }, 0));
        assert_eq!(scan(&store, &late, "s4", &badge, 31, 31).await.unwrap().state, State::Pending);
    });
}

#[test]
fn what_is_refused_stays_refused_until_the_delegate_says_otherwise_and_a_question_ends() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let (acme, beta) = (company(&store, "acme").await, company(&store, "beta").await);
        let (who, zoe, badge) = delegate(&store, "zoe@city.example").await;
        let lead = scan(&store, &acme, "s1", &badge, 1, 1).await.unwrap().lead.unwrap();
        store.note_lead(&act(&acme.1, 1), &acme.0, (&lead, 1), Some(Rating::Hot), "tall").await.unwrap();
        store.refuse_company(&act(&zoe, 2), &acme.0, &who).await.unwrap();
        let found = store.lead(&acme.0, &lead).await.unwrap().unwrap();
        assert_eq!((found.state, found.rating, found.notes.as_str()), (State::Refused, None, ""));
        assert_eq!(refused(store.note_lead(&act(&acme.1, 3), &acme.0, (&lead, found.version), None, "x").await), "forum.no_consent");
        assert_eq!(scan(&store, &acme, "s2", &badge, 3, 3).await.unwrap().state, State::Refused);
        store.grant(&act(&zoe, 4), &acme.0, &who, &Fields::default()).await.unwrap();
        assert_eq!(refused(store.refuse_company(&act(&zoe, 5), &acme.0, &who).await), "forum.changed_meanwhile");
        // A question that is over is not answered any more; the next scan asks anew.
        scan(&store, &beta, "s3", &badge, 1, 1).await.unwrap();
        let over = WAITS.as_mins() + 2;
        assert_eq!(store.asked_of(&who, at(over)).await.unwrap().iter().filter(|a| a.until.is_some()).count(), 0);
        assert_eq!(refused(store.grant(&act(&zoe, over), &beta.0, &who, &Fields::default()).await), "forum.not_now");
        scan(&store, &beta, "s4", &badge, over, over).await.unwrap();
        store.grant(&act(&zoe, over + 1), &beta.0, &who, &Fields::default()).await.unwrap();
    });
}

#[test]
fn badges_that_count_no_more_or_never_did_all_answer_alike_and_so_do_other_companies() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let (acme, beta) = (company(&store, "acme").await, company(&store, "beta").await);
        let (who, zoe, old) = delegate(&store, "zoe@city.example").await;
        let id = RegistrationId::parse(who.as_str()).unwrap();
        store.replace_badge(&Act::system(at(5)), &id, 1, domain::checkin::Reason::Lost).await.unwrap();
        assert_eq!(refused(scan(&store, &acme, "s1", &old, 6, 6).await), "forum.badge_unknown");
        let unknown = BadgeId::parse("00ff").unwrap();
        assert_eq!(refused(scan(&store, &acme, "s2", &unknown, 6, 6).await), "forum.badge_unknown");
        // Made before the badge was replaced, it counts.
        let lead = scan(&store, &acme, "s3", &old, 4, 7).await.unwrap().lead.unwrap();
        let stranger = (acme.0.clone(), beta.1.clone());
        assert!(matches!(scan(&store, &stranger, "s4", &old, 4, 7).await, Err(StoreError::NotFound)));
        assert!(store.lead(&beta.0, &lead).await.unwrap().is_none());
        assert!(matches!(store.note_lead(&act(&beta.1, 8), &beta.0, (&lead, 1), None, "x").await, Err(StoreError::NotFound)));
        assert!(matches!(store.grant(&act(&zoe, 8), &beta.0, &who, &Fields::default()).await, Err(StoreError::NotFound)));
        assert!(matches!(store.withdraw_consent(&act(&zoe, 8), &beta.0, &who).await, Err(StoreError::NotFound)));
        stand(&store, "beta", "booth_assigned").await;
        assert_eq!(refused(scan(&store, &beta, "s5", &old, 4, 8).await), "forum.not_published");
        // A company that withdraws keeps nothing.
        stand(&store, "acme", "withdrawn").await;
        assert!(all(&store, &acme.0).await.is_empty());
    });
}

#[test]
fn two_colleagues_never_overwrite_each_other_and_every_export_is_in_the_ledger() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let acme = company(&store, "acme").await;
        let mut people = Vec::new();
        for n in 0..3 {
            let one = delegate(&store, &format!("d{n}@city.example")).await;
            let lead = scan(&store, &acme, &format!("s{n}"), &one.2, n, n).await.unwrap().lead.unwrap();
            people.push((one, lead));
        }
        let ((who, zoe, _), lead) = &people[0];
        store.grant(&act(zoe, 5), &acme.0, who, &Fields::of([Field::Email])).await.unwrap();
        store.note_lead(&asked(&acme.1, 6, "n1"), &acme.0, (lead, 1), Some(Rating::Warm), "first").await.unwrap();
        let second = store.note_lead(&asked(&acme.1, 6, "n2"), &acme.0, (lead, 1), Some(Rating::Cold), "second").await;
        assert_eq!(refused(second), "forum.changed_meanwhile");
        assert_eq!(store.lead(&acme.0, lead).await.unwrap().unwrap().notes, "first");
        let by = |filter: LeadFilter| {
            let (store, company) = (store.clone(), acme.0.clone());
            async move { store.leads(&company, &filter, None, 50).await.unwrap().0.len() }
        };
        assert_eq!(by(LeadFilter { state: Some("granted"), ..LeadFilter::default() }).await, 1);
        assert_eq!(by(LeadFilter { rating: Some(Rating::Warm), ..LeadFilter::default() }).await, 1);
        assert_eq!(by(LeadFilter { words: "FIRST zoë".to_owned(), ..LeadFilter::default() }).await, 1);
        assert_eq!(by(LeadFilter { words: "nobody".to_owned(), ..LeadFilter::default() }).await, 0);
        assert_eq!(by(LeadFilter { by: Some(who.clone()), ..LeadFilter::default() }).await, 0);
        let (page, next) = store.leads(&acme.0, &LeadFilter::default(), None, 2).await.unwrap();
        let (rest, end) = store.leads(&acme.0, &LeadFilter::default(), next.as_deref(), 2).await.unwrap();
        let ids: Vec<LeadId> = page.iter().chain(&rest).map(|l| l.id.clone()).collect();
        assert_eq!((ids, end), (people.iter().rev().map(|(_, lead)| lead.clone()).collect(), None), "the newest first");
        let (piece, next) = store.export_leads(&act(&acme.1, 7), &acme.0, "e1", None, 2).await.unwrap();
        let (last, _) = store.export_leads(&act(&acme.1, 7), &acme.0, "e1", next.as_deref(), 2).await.unwrap();
        assert_eq!(piece.len() + last.len(), 3);
        let exported = |who: AccountId| {
            let store = store.clone();
            async move { store.ledger_of(&who).await.unwrap().into_iter().filter(|e| e.kind == Kind::Exported).count() }
        };
        assert_eq!((exported(who.clone()).await, exported(people[1].0.0.clone()).await), (1, 0), "who shares nothing is in no file");
    });
}

#[test]
fn two_staff_who_scan_one_badge_at_once_make_one_lead() {
    run(async {
        for round in 0..5 {
            let store = Store::in_memory().await.unwrap();
            let acme = company(&store, "acme").await;
            let (_, _, badge) = delegate(&store, "zoe@city.example").await;
            let (one, two) = store.as_two_nodes();
            let nodes = [one, two];
            let tasks: Vec<_> = (0..4_usize)
                .map(|n| {
                    let (store, acme, badge) = (nodes[n % 2].clone(), acme.clone(), badge.clone());
                    tokio::spawn(async move { scan(&store, &acme, &format!("s{n}"), &badge, 4 - i64::try_from(n).unwrap(), 5).await.unwrap() })
                })
                .collect();
            let mut leads = Vec::new();
            for task in tasks {
                leads.push(task.await.unwrap().lead.unwrap());
            }
            leads.dedup();
            let found = all(&store, &acme.0).await;
            assert_eq!((leads.len(), found.len(), found[0].scanned_at), (1, 1, at(1)), "round {round}");
        }
    });
}

#[test]
fn a_scan_that_is_being_sent_while_the_delegate_withdraws_leaves_nothing_with_the_company() {
    run(async {
        for round in 0..12 {
            let store = Store::in_memory().await.unwrap();
            let (acme, beta) = (company(&store, "acme").await, company(&store, "beta").await);
            let (who, zoe, badge) = delegate(&store, "zoe@city.example").await;
            store.set_consent(&act(&zoe, 0), &who, Mode::Share, &Fields::of([Field::Email])).await.unwrap();
            scan(&store, &acme, "s1", &badge, 1, 1).await.unwrap();
            let (one, two) = store.as_two_nodes();
            let (a, b) = (acme.clone(), beta.clone());
            let sending = tokio::spawn(async move {
                // Made before the withdrawal: again by the one company, for the first time by the other.
                let again = scan(&one, &a, "s2", &badge, 2, 10).await.unwrap();
                let first = scan(&one, &b, "s3", &badge, 2, 10).await.unwrap();
                (again, first)
            });
            let withdrawing = tokio::spawn(async move { two.withdraw_all_consent(&act(&zoe, 10), &who).await.unwrap() });
            sending.await.unwrap();
            withdrawing.await.unwrap();
            for (of, gone) in [(&acme.0, 1), (&beta.0, 1)] {
                assert!(all(&store, of).await.is_empty(), "round {round}");
                assert!(store.leads_gone(of).await.unwrap().len() <= gone, "round {round}");
            }
        }
    });
}

#[test]
fn a_scan_that_is_being_sent_while_its_company_withdraws_leaves_nothing_with_it() {
    run(async {
        for round in 0..20 {
            let store = Store::in_memory().await.unwrap();
            let acme = company(&store, "acme").await;
            let (who, zoe, badge) = delegate(&store, "zoe@city.example").await;
            store.set_consent(&act(&zoe, 0), &who, Mode::Share, &Fields::of([Field::Email])).await.unwrap();
            let version = store.company(&acme.0).await.unwrap().unwrap().version;
            let (one, two) = store.as_two_nodes();
            let (of, by) = (acme.0.clone(), acme.1.clone());
            let sending = tokio::spawn(async move { scan(&one, &acme, "s1", &badge, 1, 1).await });
            let withdrawing = tokio::spawn(async move {
                // Now and then it comes a little later.
                for _ in 0..round % 5 {
                    tokio::task::yield_now().await;
                }
                two.step_company(&act(&by, 1), (&of, version), Step::Withdraw, None, None, Vec::new()).await
            });
            if let Err(error) = sending.await.unwrap() {
                assert!(error.is_refusal("forum.not_published"), "round {round}: {error}");
            }
            let gone = withdrawing.await.unwrap().unwrap();
            assert!(all(&store, &gone.id).await.is_empty(), "round {round}");
        }
    });
}

#[test]
fn a_grant_against_a_withdrawal_ends_in_one_of_both_and_the_word_agrees_with_the_copy() {
    run(async {
        for round in 0..8 {
            let store = Store::in_memory().await.unwrap();
            let acme = company(&store, "acme").await;
            let (who, zoe, badge) = delegate(&store, "zoe@city.example").await;
            scan(&store, &acme, "s1", &badge, 1, 1).await.unwrap();
            let (one, two) = store.as_two_nodes();
            let (id, of, by) = (acme.0.clone(), who.clone(), zoe.clone());
            let granting = tokio::spawn(async move { one.grant(&act(&by, 5), &id, &of, &Fields::of(Field::ALL)).await });
            let (of, by) = (who.clone(), zoe.clone());
            let withdrawing = tokio::spawn(async move { two.withdraw_all_consent(&act(&by, 5), &of).await });
            granting.await.unwrap().unwrap();
            withdrawing.await.unwrap().unwrap();
            let known = store.asked_of(&who, at(6)).await.unwrap();
            let found = all(&store, &acme.0).await;
            match found.first() {
                // The withdrawal came first: what was granted after it counts.
                Some(lead) => assert_eq!((&lead.state, known[0].state.code()), (&State::Granted(Fields::of(Field::ALL)), "granted"), "round {round}"),
                None => assert_eq!((known[0].state.clone(), store.leads_gone(&acme.0).await.unwrap().len()), (State::Withdrawn, 1), "round {round}"),
            }
        }
    });
}

#[test]
fn who_erases_their_account_is_gone_from_every_company_that_has_a_number_left() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let acme = company(&store, "acme").await;
        let (who, zoe, badge) = delegate(&store, "zoe@city.example").await;
        let lead = scan(&store, &acme, "s1", &badge, 1, 1).await.unwrap().lead.unwrap();
        store.grant(&act(&zoe, 2), &acme.0, &who, &Fields::of([Field::Email])).await.unwrap();
        store.note_lead(&act(&acme.1, 3), &acme.0, (&lead, 1), None, "wants a bus").await.unwrap();
        let found = store.password_of(&domain::kernel::text::Email::parse("zoe@city.example").unwrap()).await.unwrap().unwrap();
        let account = store.account(&found.account).await.unwrap().unwrap();
        let data = serde_json::to_string(&store.export_of(&account).await.unwrap()).unwrap();
        assert!(data.contains("wants a bus") && data.contains("\"scanned\""), "{data}");
        store.withdraw(&act(&zoe, 4), &who, &|_| mail()).await.unwrap();
        store.erase(&act(&zoe, 5), &account, mail(), &|_, _| vec![]).await.unwrap();
        assert!(all(&store, &acme.0).await.is_empty());
        assert_eq!(store.leads_gone(&acme.0).await.unwrap()[0].id, lead);
        assert!(store.ledger_of(&who).await.unwrap().is_empty());
        assert_eq!(refused(scan(&store, &acme, "s2", &badge, 1, 6).await), "forum.badge_unknown");
    });
}

#[test]
fn what_was_restored_from_a_backup_is_scanned_as_before() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let acme = company(&store, "acme").await;
        let (_, _, badge) = delegate(&store, "zoe@city.example").await;
        while store.refresh_people(now()).await.unwrap() {}
        let mut kept = Vec::new();
        store.export(&mut kept).await.unwrap();
        let again = Store::in_memory().await.unwrap();
        again.import(&mut kept.as_slice()).await.unwrap();
        assert_eq!(scan(&again, &acme, "s1", &badge, 1, 1).await.unwrap().state, State::Pending);
    });
}
