//! Registrations that may be of one person, on the real engine: found, told apart, made one.
#![allow(missing_docs, clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod engine_rig;

use domain::kernel::ids::RegistrationId;
use domain::organiser::retention::Horizon;
use domain::places::Standing;
use domain::registration::{Category, City, CityDraft, Decision, Draft, Fee, Membership, Notice, Registration, State};
use engine_rig::people::{account, act, actor, asked, desk, draft, drafted, submitted};
use engine_rig::run;
use jiff::SignedDuration;
use store::{Mail, Merge, Store, StoreError};

const CHANGED: &str = "registration.changed_meanwhile";

fn letter(notice: &Notice) -> Mail {
    Mail::new(&notice.to, notice.lang.code(), notice.state.code(), notice.id.as_str(), "t")
}

/// Two registrations of one name from one city.
async fn two(store: &Store) -> (Registration, Registration) {
    let later = Draft { position: "Deputy CIO".into(), diet: "vegan".into(), consent_list: "yes".into(), ..draft("zoe", "MULLER") };
    (submitted(store, "zoe@x.org", &draft("Zoë", "Müller"), 0).await, submitted(store, "zoe@work.org", &later, 1).await)
}

fn merge(keep: &Registration, gone: &Registration, fields: &[&str]) -> Merge {
    let fields = fields.iter().map(|f| (*f).to_owned()).collect();
    Merge { keep: (keep.id.clone(), keep.version), gone: (gone.id.clone(), gone.version), fields }
}

async fn approve(store: &Store, of: &Registration, minutes: i64) -> Registration {
    store.decide(&act(&desk(), minutes), &of.id, of.version, &Decision::Approve, &letter).await.unwrap()
}

async fn now_of(store: &Store, of: &Registration) -> Registration {
    store.my_registration(&of.account).await.unwrap().unwrap()
}

async fn place(store: &Store, of: &Registration) -> Option<(Category, Standing)> {
    store.twin(&of.id).await.unwrap().unwrap().place
}

async fn letters(store: &Store, kind: &str) -> Vec<String> {
    store.outbox(None, None, 500).await.unwrap().rows.into_iter().filter(|r| r.mail.kind == kind).map(|r| r.mail.to).collect()
}

async fn verbs(store: &Store, of: &Registration) -> Vec<String> {
    let rows = store.audit_of(&format!("registration:{}", of.id), None, 50).await.unwrap().rows;
    rows.into_iter().map(|r| r.entry.verb.trim_start_matches("registration.").to_owned()).collect()
}

/// The pairs to be looked at, by the ids of their two.
async fn pairs(store: &Store) -> Vec<(RegistrationId, RegistrationId)> {
    let (pairs, number) = store.twins(50).await.unwrap();
    assert_eq!(pairs.len() as u64, number);
    pairs.into_iter().map(|p| (p.first.id, p.second.id)).collect()
}

async fn city(store: &Store, cap: Option<u32>) -> City {
    let facts = CityDraft {
        names: vec!["Köln".to_owned()],
        country: "DE".to_owned(),
        membership: Membership::Full,
        fee: Fee::Paid,
        cap,
        endorses: false,
        heads: vec![],
    };
    store.put_city(&act(&desk(), 0), None, 0, &facts, vec![]).await.unwrap()
}

#[test]
fn two_of_one_name_and_city_are_found_until_one_of_them_no_longer_counts_or_is_renamed() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let (first, second) = two(&store).await;
        submitted(&store, "other@x.org", &Draft { city: "Bonn".into(), ..draft("Zoë", "Müller") }, 2).await;
        let pair = (first.id.clone(), second.id.clone());
        assert_eq!(pairs(&store).await, std::slice::from_ref(&pair));
        let of_second = store.twins_of(&second.id).await.unwrap();
        assert_eq!(of_second.iter().map(|(s, apart)| (&s.id, *apart)).collect::<Vec<_>>(), [(&first.id, false)]);
        // The other one is begun anew: a draft is nobody's twin until it is handed in once more.
        let own = actor(&second.account);
        store.reopen(&act(&own, 3), &second.account).await.unwrap();
        assert_eq!((pairs(&store).await.len(), store.twins_of(&first.id).await.unwrap().len()), (0, 0));
        let again = drafted(&store, &second.account, &draft("Zoë", "Müller")).await;
        let mail = || Mail::new("zoe@work.org", "en", "received", "s", "t");
        store.submit(&act(&own, 4), &second.account, again.version, mail()).await.unwrap();
        assert_eq!(pairs(&store).await, [pair]);
        // Under another name it is another person's.
        store.reopen(&act(&own, 5), &second.account).await.unwrap();
        let renamed = drafted(&store, &second.account, &draft("Chloë", "Müller")).await;
        let renamed = store.submit(&act(&own, 6), &second.account, renamed.version, mail()).await.unwrap();
        assert_eq!(pairs(&store).await, []);
        store.decide(&act(&desk(), 7), &renamed.id, renamed.version, &Decision::Reject { reason: "no seats".into() }, &letter).await.unwrap();
        assert_eq!(pairs(&store).await, []);
    });
}

#[test]
fn what_was_told_apart_is_not_shown_again_but_a_third_one_is_and_it_can_be_taken_back() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let (first, second) = two(&store).await;
        let desk = desk();
        for _ in 0..2 {
            store.not_twins(&asked(&desk, 2, "apart"), &second.id, &first.id, true).await.unwrap();
        }
        assert_eq!(pairs(&store).await, []);
        assert!(store.twins_of(&first.id).await.unwrap()[0].1);
        // Also after one of them was changed and handed in again.
        let own = actor(&second.account);
        store.reopen(&act(&own, 3), &second.account).await.unwrap();
        let again = drafted(&store, &second.account, &draft("Zoë", "Müller")).await;
        store.submit(&act(&own, 4), &second.account, again.version, Mail::new("zoe@work.org", "en", "received", "s", "t")).await.unwrap();
        assert_eq!(pairs(&store).await, []);
        let third = submitted(&store, "third@x.org", &draft("Zoë", "Müller"), 5).await;
        assert_eq!(pairs(&store).await.len(), 2);
        store.not_twins(&act(&desk, 6), &first.id, &third.id, true).await.unwrap();
        assert_eq!(pairs(&store).await, [(second.id.clone(), third.id.clone())]);
        store.not_twins(&act(&desk, 7), &first.id, &second.id, false).await.unwrap();
        assert_eq!(pairs(&store).await.len(), 2);
        assert_eq!(&verbs(&store, &first).await[..3], ["maybe_twins", "told_apart", "told_apart"]);
        let stranger = submitted(&store, "stranger@x.org", &draft("Ana", "Silva"), 8).await;
        let refused = store.not_twins(&act(&desk, 9), &first.id, &stranger.id, true).await.unwrap_err();
        assert!(refused.is_refusal("registration.not_in_this_state"), "{refused}");
        let nobody = RegistrationId::parse("nobody").unwrap();
        assert!(matches!(store.not_twins(&act(&desk, 9), &first.id, &nobody, true).await, Err(StoreError::NotFound)));
        // Erasing a person leaves nothing of them among those who were told apart.
        for (of, address) in [(&first, "zoe@x.org"), (&second, "zoe@work.org"), (&third, "third@x.org")] {
            store.withdraw(&act(&actor(&of.account), 10), &of.account, &letter).await.unwrap();
            let farewell = Mail::new(address, "en", "farewell", "s", "t");
            let account = store.account(&of.account).await.unwrap().unwrap();
            store.erase(&act(&actor(&of.account), 11), &account, farewell, &|_, _| vec![]).await.unwrap();
        }
        let due = Horizon::at(act(&desk, 12).now + SignedDuration::from_hours(24 * 400), Some(act(&desk, 12).now));
        let left = store.erase_due(&due, act(&desk, 12).now).await.unwrap();
        assert!(left.contains(&("likenesses", 1)), "only the stranger's: {left:?}");
    });
}

#[test]
fn a_merge_keeps_the_answers_that_were_chosen_field_by_field_and_tells_both() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let city = city(&store, Some(2)).await;
        let (first, second) = two(&store).await;
        let desk = desk();
        let wanted = merge(&first, &second, &["diet", "consent_list", "nothing"]);
        let kept = store.merge_twins(&asked(&desk, 2, "merge"), &wanted, &letter).await.unwrap();
        let again = store.merge_twins(&asked(&desk, 2, "merge"), &wanted, &letter).await.unwrap();
        assert_eq!(kept, again);
        // Not the position, which was not chosen, nor the consent, which is the person's own.
        assert_eq!((kept.draft.diet.as_str(), kept.draft.position.as_str(), kept.draft.consent_list.as_str()), ("vegan", "CIO", ""));
        assert_eq!((kept.state, now_of(&store, &second).await.state), (State::Submitted, State::Superseded));
        assert_eq!(letters(&store, "superseded").await, ["zoe@work.org"]);
        assert_eq!((&verbs(&store, &first).await[0], &verbs(&store, &second).await[0]), (&"merged".to_owned(), &"superseded".to_owned()));
        assert_eq!(store.city(&city.id).await.unwrap().unwrap().registered, 1);
        assert_eq!(pairs(&store).await, []);
        // The cap has room for somebody else again.
        submitted(&store, "ana@x.org", &draft("Ana", "Silva"), 3).await;
        let refused = store.merge_twins(&act(&desk, 4), &merge(&kept, &now_of(&store, &second).await, &[]), &letter).await.unwrap_err();
        assert!(refused.is_refusal("registration.not_in_this_state"), "{refused}");
        let itself = store.merge_twins(&act(&desk, 4), &merge(&kept, &kept, &[]), &letter).await;
        assert!(matches!(itself, Err(StoreError::NotFound)));
    });
}

#[test]
fn what_an_approval_rests_on_is_approved_again_and_who_waits_keeps_to_it() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let (first, second) = two(&store).await;
        let first = approve(&store, &first, 2).await;
        let kept = store.merge_twins(&act(&desk(), 3), &merge(&first, &second, &["diet", "position"]), &letter).await.unwrap();
        assert_eq!((kept.state, kept.draft.position.as_str()), (State::Submitted, "Deputy CIO"));
        // The place stays until then, and the person is told.
        assert_eq!(place(&store, &kept).await, Some((Category::Cio, Standing::Confirmed)));
        assert_eq!(letters(&store, "submitted").await, ["zoe@x.org"]);
        assert_eq!(approve(&store, &kept, 4).await.state, State::Approved);

        let store = Store::in_memory().await.unwrap();
        store.set_category_capacity(&act(&desk(), 0), Category::Cio, Some(0), &[], &letter).await.unwrap();
        let (first, second) = two(&store).await;
        let first = approve(&store, &first, 2).await;
        assert_eq!(first.state, State::Waitlisted);
        let refused = store.merge_twins(&act(&desk(), 3), &merge(&first, &second, &["position"]), &letter).await.unwrap_err();
        assert!(refused.is_refusal("registration.fixed_while_waiting"), "{refused}");
        let kept = store.merge_twins(&act(&desk(), 3), &merge(&first, &second, &["diet"]), &letter).await.unwrap();
        assert_eq!((kept.state, kept.draft.diet.as_str()), (State::Waitlisted, "vegan"));
    });
}

#[test]
fn the_place_goes_over_to_the_one_that_has_none_and_is_free_for_others_when_it_has_one() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let desk = desk();
        store.set_category_capacity(&act(&desk, 0), Category::Cio, Some(1), &[], &letter).await.unwrap();
        let (first, second) = two(&store).await;
        let second = approve(&store, &second, 2).await;
        let waits = submitted(&store, "waits@x.org", &draft("Ana", "Silva"), 3).await;
        let waits = approve(&store, &waits, 4).await;
        assert_eq!(waits.state, State::Waitlisted);
        let kept = store.merge_twins(&act(&desk, 5), &merge(&first, &second, &[]), &letter).await.unwrap();
        assert_eq!((kept.state, place(&store, &kept).await), (State::Submitted, Some((Category::Cio, Standing::Confirmed))));
        assert_eq!((place(&store, &second).await, now_of(&store, &waits).await.state), (None, State::Waitlisted));
        let kept = approve(&store, &kept, 6).await;
        assert_eq!(kept.state, State::Approved);

        // Both have one: what is left over is offered to whoever waits.
        store.set_category_capacity(&act(&desk, 7), Category::Cio, Some(2), &[], &letter).await.unwrap();
        let waits = store.accept_offer(&act(&actor(&waits.account), 8), &waits.account, &letter).await.unwrap();
        let third = submitted(&store, "third@x.org", &draft("Zoë", "Müller"), 9).await;
        store.set_category_capacity(&act(&desk, 10), Category::Cio, Some(3), &[], &letter).await.unwrap();
        let third = approve(&store, &third, 11).await;
        let last = submitted(&store, "last@x.org", &draft("Eve", "Silva"), 12).await;
        let last = approve(&store, &last, 13).await;
        assert_eq!((waits.state, third.state, last.state), (State::Approved, State::Approved, State::Waitlisted));
        let kept = store.merge_twins(&act(&desk, 14), &merge(&kept, &third, &[]), &letter).await.unwrap();
        assert_eq!((kept.state, now_of(&store, &last).await.state), (State::Approved, State::Offered));
        assert!(letters(&store, "offered").await.contains(&"last@x.org".to_owned()));

        // With the category of the other one, the place of that category goes over and the own one is free.
        let press = submitted(&store, "press@x.org", &Draft { category: "press".into(), ..draft("Zoë", "Müller") }, 15).await;
        let press = approve(&store, &press, 16).await;
        let kept = store.merge_twins(&act(&desk, 17), &merge(&kept, &press, &["category"]), &letter).await.unwrap();
        assert_eq!((kept.state, place(&store, &kept).await), (State::Submitted, Some((Category::Press, Standing::Confirmed))));
        let pool = domain::registration::pool(Category::Cio);
        assert_eq!(store.occupancies(&[pool]).await.unwrap()[0].held, 2);
    });
}

#[test]
fn who_votes_for_the_city_is_the_one_that_is_kept() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let desk = desk();
        let city = city(&store, None).await;
        let (first, second) = two(&store).await;
        let ana = submitted(&store, "ana@x.org", &draft("Ana", "Silva"), 2).await;
        let (first, second, ana) = (approve(&store, &first, 3).await, approve(&store, &second, 3).await, approve(&store, &ana, 3).await);
        let alternates = [ana.id.clone(), first.id.clone()];
        store.name_voters(&act(&desk, 4), &city.id, city.version, Some(&second.id), &alternates).await.unwrap();
        let kept = store.merge_twins(&act(&desk, 5), &merge(&first, &second, &[]), &letter).await.unwrap();
        let city_now = store.city(&city.id).await.unwrap().unwrap();
        assert_eq!(
            (kept.state, city_now.voter, city_now.alternates, city_now.registered),
            (State::Approved, Some(first.id.clone()), vec![ana.id.clone()], 2)
        );
        // As an alternate it keeps its place among them.
        let third = approve(&store, &submitted(&store, "third@x.org", &draft("Zoë", "Müller"), 6).await, 7).await;
        let version = city_now.version;
        store.name_voters(&act(&desk, 8), &city.id, version, None, &[third.id.clone(), ana.id.clone()]).await.unwrap();
        store.merge_twins(&act(&desk, 9), &merge(&kept, &third, &[]), &letter).await.unwrap();
        let city_now = store.city(&city.id).await.unwrap().unwrap();
        assert_eq!((city_now.voter, city_now.alternates), (None, vec![first.id, ana.id]));
    });
}

#[test]
fn of_two_organisers_who_merge_in_opposite_directions_one_does() {
    run(async {
        for round in 0..6 {
            let store = Store::in_memory().await.unwrap();
            let city = city(&store, None).await;
            let (first, second) = two(&store).await;
            let (one, other) = (desk(), actor(&account(&store, "desk2@x.org", "Desk", true).await));
            let (there, back) = (merge(&first, &second, &["position"]), merge(&second, &first, &["position"]));
            let (one, other) = (act(&one, 2), act(&other, 2));
            let outcomes = tokio::join!(store.merge_twins(&one, &there, &letter), store.merge_twins(&other, &back, &letter));
            let (won, lost) = match outcomes {
                (Ok(won), Err(lost)) | (Err(lost), Ok(won)) => (won, lost),
                both => panic!("round {round}: {both:?}"),
            };
            assert!(lost.is_refusal(CHANGED), "{lost}");
            let states = [now_of(&store, &first).await, now_of(&store, &second).await].map(|r| r.state == State::Superseded);
            assert_eq!(states.iter().filter(|s| **s).count(), 1);
            assert_eq!((won.state, letters(&store, "superseded").await.len()), (State::Submitted, 1));
            assert_eq!(store.city(&city.id).await.unwrap().unwrap().registered, 1);
        }
    });
}

#[test]
fn a_merge_and_an_approval_of_either_never_both_happen_on_one_version() {
    run(async {
        for round in 0..8 {
            let store = Store::in_memory().await.unwrap();
            let (first, second) = two(&store).await;
            let approved = if round % 2 == 0 { &first } else { &second };
            let (one, other) = (desk(), actor(&account(&store, "desk2@x.org", "Desk", true).await));
            let wanted = merge(&first, &second, &[]);
            let (one, other) = (act(&one, 2), act(&other, 2));
            let merging = async { store.merge_twins(&one, &wanted, &letter).await };
            let deciding = async { store.decide(&other, &approved.id, approved.version, &Decision::Approve, &letter).await };
            // Whoever is asked first has the pool's turn first.
            let outcomes = if round % 4 < 2 {
                tokio::join!(merging, deciding)
            } else {
                let (decided, merged) = tokio::join!(deciding, merging);
                (merged, decided)
            };
            let states = (now_of(&store, &first).await.state, now_of(&store, &second).await.state);
            let held = store.occupancies(&[domain::registration::pool(Category::Cio)]).await.unwrap().first().map_or(0, |o| o.held);
            match outcomes {
                (Ok(_), Err(lost)) => {
                    assert!(lost.is_refusal(CHANGED) || lost.is_refusal("registration.not_in_this_state"), "{lost}");
                    assert_eq!((states, held), ((State::Submitted, State::Superseded), 0));
                }
                (Err(lost), Ok(_)) => {
                    assert!(lost.is_refusal(CHANGED), "{lost}");
                    let expected = if round % 2 == 0 { (State::Approved, State::Submitted) } else { (State::Submitted, State::Approved) };
                    assert_eq!((states, held), (expected, 1));
                }
                both => panic!("round {round}: {both:?}"),
            }
        }
    });
}
