//! Erasing on the real engine: every field of the database has a purpose and an end, and what is over is erased and nothing else.
#![allow(missing_docs, clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod engine_rig;

use domain::kernel::Text;
use domain::kernel::ids::{AnnouncementId, BulkId};
use domain::organiser::announcement::Message;
use domain::organiser::retention::{Horizon, KEPT};
use domain::registration::{Decision, Draft};
use engine_rig::people::{account, act, desk, draft, drafted, submitted};
use engine_rig::{now, run};
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeSet;
use store::Store;

fn days(n: i64) -> Timestamp {
    now() + SignedDuration::from_hours(24 * n)
}

/// Every field that the schema's texts define, as table and field.
fn defined() -> BTreeSet<(String, String)> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("schema");
    let mut fields = BTreeSet::new();
    for file in std::fs::read_dir(folder).unwrap() {
        let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
        for line in text.lines().filter_map(|l| l.trim().strip_prefix("DEFINE FIELD OVERWRITE ")) {
            let mut words = line.split_whitespace();
            let (field, on, table) = (words.next().unwrap(), words.next().unwrap(), words.next().unwrap());
            assert_eq!(on, "ON", "{line}");
            fields.insert((table.to_owned(), field.to_owned()));
        }
    }
    fields
}

#[test]
fn every_field_of_the_database_has_a_purpose_and_an_end() {
    let told: BTreeSet<_> = KEPT.iter().flat_map(|k| k.fields.iter().map(|f| (k.table.to_owned(), (*f).to_owned()))).collect();
    let defined = defined();
    let untold: Vec<_> = defined.iter().filter(|field| !told.contains(*field)).collect();
    assert!(untold.is_empty(), "say in domain/src/organiser/retention.rs why and how long these are kept: {untold:?}");
    // Answers are inside of `draft`; the domain's own test holds those against the form.
    let gone: Vec<_> = told.iter().filter(|(table, field)| !field.contains('.') && !defined.contains(&(table.clone(), field.clone()))).collect();
    assert!(gone.is_empty(), "these are no longer in the database: {gone:?}");
    assert_eq!(told.len(), KEPT.iter().map(|k| k.fields.len()).sum::<usize>(), "a field is there twice");
}

#[test]
fn food_access_and_telephone_go_a_month_after_the_assembly_and_the_registration_after_half_a_year() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let needs = Draft { diet: "vegan".into(), access_note: "ramp".into(), phone: "+1".into(), ..draft("Zoë", "Müller") };
        let of = submitted(&store, "zoe@x.org", &needs, 0).await;
        let ended = Some(now());
        let erased = store.erase_due(&Horizon::at(days(29), ended), days(29)).await.unwrap();
        assert_eq!(erased, []);
        let erased = store.erase_due(&Horizon::at(days(30), ended), days(30)).await.unwrap();
        assert!(erased.contains(&("food_access_phone", 1)), "{erased:?}");
        let left = store.my_registration(&of.account).await.unwrap().unwrap();
        assert_eq!((left.draft.diet.as_str(), left.draft.access_note.as_str(), left.draft.phone.as_str()), ("", "", ""));
        assert_eq!((left.draft.family_name.as_str(), left.version), ("Müller", of.version + 1));
        assert_eq!(store.erase_due(&Horizon::at(days(30), ended), days(30)).await.unwrap(), [], "what is erased is not erased again");
        let erased = store.erase_due(&Horizon::at(days(183), ended), days(183)).await.unwrap();
        assert!(erased.contains(&("registrations", 1)), "{erased:?}");
        assert!(store.my_registration(&of.account).await.unwrap().is_none());
        assert!(store.account(&of.account).await.unwrap().is_some());
        assert_eq!(store.search_people("koln", 9, days(183)).await.unwrap().number, 0);
        let trail = store.audit_of("retention:registrations", None, 9).await.unwrap().rows;
        assert_eq!((trail.len(), trail[0].entry.details["number"].as_u64()), (1, Some(1)));
        assert!(store.audit_verify().await.unwrap().is_whole());
    });
}

#[test]
fn drafts_and_unproved_accounts_that_nobody_uses_go() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let proved = account(&store, "proved@x.org", "Proved", true).await;
        drafted(&store, &proved, &draft("D", "D")).await;
        let handed_in = submitted(&store, "in@x.org", &draft("In", "In"), 0).await;
        let unproved = account(&store, "unproved@x.org", "Unproved", false).await;
        drafted(&store, &unproved, &draft("U", "U")).await;
        assert_eq!(store.erase_due(&Horizon::at(days(29), None), days(29)).await.unwrap(), []);
        let erased = store.erase_due(&Horizon::at(days(31), None), days(31)).await.unwrap();
        assert!(erased.contains(&("unproved_accounts", 1)), "{erased:?}");
        assert!(store.account(&unproved).await.unwrap().is_none() && store.my_registration(&unproved).await.unwrap().is_none());
        assert_eq!(store.search_people("unproved", 9, now()).await.unwrap().number, 0);
        // The address is free again.
        account(&store, "unproved@x.org", "Again", true).await;
        let erased = store.erase_due(&Horizon::at(days(91), None), days(91)).await.unwrap();
        assert!(erased.contains(&("drafts", 1)), "{erased:?}");
        assert!(store.my_registration(&proved).await.unwrap().is_none());
        assert!(store.my_registration(&handed_in.account).await.unwrap().is_some());
    });
}

#[test]
fn texts_of_messages_go_before_the_messages_and_those_that_wait_stay() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        account(&store, "a@x.org", "A", true).await;
        account(&store, "b@x.org", "B", true).await;
        // Keys of messages tell the real moment of queueing.
        let real = Timestamp::now();
        let later = |n: i64| real + SignedDuration::from_hours(24 * n);
        for row in store.claim_due("node", 1, SignedDuration::from_mins(1), days(1)).await.unwrap() {
            store.mark_sent("node", &row.key, days(1)).await.unwrap();
        }
        let horizon = |n: i64| Horizon { unproved: now(), drafts: now(), ..Horizon::at(later(n), None) };
        let erased = store.erase_due(&horizon(31), later(31)).await.unwrap();
        assert_eq!(erased, [("message_texts", 1)]);
        let rows = store.outbox(None, None, 9).await.unwrap().rows;
        assert_eq!(rows.iter().filter(|r| r.mail.text.is_empty()).count(), 1);
        let erased = store.erase_due(&horizon(184), later(184)).await.unwrap();
        assert_eq!(erased, [("messages", 1)]);
        assert_eq!(store.outbox(None, None, 9).await.unwrap().rows.len(), 1);
    });
}

#[test]
fn lists_and_announcements_of_the_desk_go_after_half_a_year() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let text = |t: &str| Text { en: t.into(), ..Text::default() };
        let (bulk, announcement) = (BulkId::parse("b1").unwrap(), AnnouncementId::parse("a1").unwrap());
        store.bulk_begin(&act(&desk(), 0), &bulk, &Decision::Approve, "").await.unwrap();
        let message = Message { subject: text("s"), text: text("t") };
        store.save_announcement(&act(&desk(), 0), &announcement, "", &message, 0).await.unwrap();
        assert_eq!(store.erase_due(&Horizon::at(days(182), None), days(182)).await.unwrap(), []);
        let erased = store.erase_due(&Horizon::at(days(184), None), days(184)).await.unwrap();
        assert_eq!(erased, [("bulk_decisions", 1), ("announcements", 1)]);
        assert!(store.bulk(&bulk).await.unwrap().is_none() && store.announcement(&announcement).await.unwrap().is_none());
    });
}
