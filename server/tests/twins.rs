//! Possible duplicates over HTTP: what is shown, what is refused, and what a merge does.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod rig;

use domain::registration::State;
use rig::{Caller, Rig, run};

/// A person with a registration that was handed in; everybody of the rig has the same name and city.
async fn registered(rig: &Rig, address: &str) -> (Caller, String) {
    let person = rig.person(address).await;
    let version = person.fill(0).await;
    let _ = person.call("registration/submit", &[("version", &version), ("request_id", "hand-in")]).await.expect(200);
    let id = person.account.as_ref().unwrap().to_string();
    (person, id)
}

async fn state(rig: &Rig, person: &Caller) -> (State, u32) {
    let found = rig.store.my_registration(person.account.as_ref().unwrap()).await.unwrap().unwrap();
    (found.state, found.version)
}

#[test]
fn a_merge_is_refused_until_it_is_confirmed_and_on_any_other_version_than_was_looked_at() {
    run(async {
        let rig = Rig::new().await;
        let ((one, first), (other, second)) = (registered(&rig, "zoe@city.example").await, registered(&rig, "zoe@work.example").await);
        let desk = rig.organiser("desk@city.example").await;
        let list = desk.get("/en/desk/duplicates").await.expect(200);
        let pair = format!("/en/desk/duplicates/{first}/{second}");
        assert!(list.text().contains(&pair), "{}", list.text());
        assert!(desk.get("/en/desk/overview").await.expect(200).text().contains(&pair));
        assert!(desk.get(&format!("/en/desk/registrations/{second}")).await.expect(200).text().contains("May be the same person as"));
        let page = desk.get(&pair).await.expect(200).text();
        assert!(page.contains("zoe@city.example (confirmed)") && page.contains("zoe@work.example (confirmed)"), "{page}");
        let version = state(&rig, &one).await.1.to_string();
        let fields = |more: &[(&'static str, &'static str)], version: &str, id: &str| {
            let said =
                [("first", first.as_str()), ("second", second.as_str()), ("first_version", version), ("second_version", "5"), ("request_id", id)];
            let said = said.into_iter().chain(more.iter().copied());
            said.map(|(k, v)| (k.to_owned(), v.to_owned())).collect::<Vec<_>>()
        };
        let call = async |caller: &Caller, endpoint: &str, fields: Vec<(String, String)>| {
            let fields: Vec<(&str, &str)> = fields.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
            caller.call(endpoint, &fields).await
        };
        assert_eq!(version, "5");
        let sure: &[_] = &[("keep", "1"), ("merge_sure", "yes")];
        for incomplete in [&[("keep", "1")][..], &[("merge_sure", "yes")], &[("keep", "3"), ("merge_sure", "yes")]] {
            assert_eq!(call(&desk, "organiser/merge_twins", fields(incomplete, "5", "a")).await.code(), 422);
        }
        assert_eq!(call(&desk, "organiser/merge_twins", fields(sure, "4", "b")).await.code(), 409);
        assert_eq!(call(&one, "organiser/merge_twins", fields(sure, "5", "c")).await.code(), 403);
        assert_eq!(call(&one, "organiser/not_twins", fields(&[], "5", "d")).await.code(), 403);
        assert_eq!((state(&rig, &one).await, state(&rig, &other).await), ((State::Submitted, 5), (State::Submitted, 5)));

        // Told apart, and not.
        assert_eq!(call(&desk, "organiser/not_twins", fields(&[("apart", "yes")], "5", "e")).await.code(), 200);
        assert!(!desk.get("/en/desk/duplicates").await.expect(200).text().contains(&pair));
        assert!(desk.get(&pair).await.expect(200).text().contains("They may be one person after all"));
        assert_eq!(call(&desk, "organiser/not_twins", fields(&[], "5", "f")).await.code(), 200);
        assert!(desk.get("/en/desk/duplicates").await.expect(200).text().contains(&pair));

        // Merged, once, however often it is sent; and then there is nothing to merge.
        for _ in 0..2 {
            assert_eq!(call(&desk, "organiser/merge_twins", fields(sure, "5", "g")).await.code(), 200);
        }
        assert_eq!((state(&rig, &one).await.0, state(&rig, &other).await.0), (State::Submitted, State::Superseded));
        assert_eq!(call(&desk, "organiser/merge_twins", fields(sure, "6", "h")).await.code(), 409);
        assert!(desk.get(&pair).await.expect(200).text().contains("cannot be merged"));
        assert!(desk.get("/en/desk/duplicates").await.expect(200).text().contains("No two registrations look alike."));
        let _ = desk.get(&format!("/en/desk/duplicates/{first}/{first}")).await.expect(404);
    });
}
