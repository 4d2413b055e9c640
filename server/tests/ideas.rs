//! The board of ideas over HTTP: who reads and writes, what is refused, and that other people's ideas and comments answer like missing ones.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod rig;

use domain::ideathon::{Idea, Order};
use domain::registration::{Decision, Notice};
use rig::{Caller, Rig, run};
use store::{Act, Mail};

/// Somebody who takes part.
async fn participant(rig: &Rig, address: &str) -> Caller {
    let person = rig.person(address).await;
    let version = person.fill(0).await;
    let _ = person.call("registration/submit", &[("version", &version), ("request_id", "hand-in")]).await.expect(200);
    let found = rig.store.my_registration(person.account.as_ref().unwrap()).await.unwrap().unwrap();
    let letter = |_: &Notice| Mail::new("a@x.org", "en", "approved", "s", "t");
    rig.store.decide(&Act::system(rig.now()), &found.id, found.version, &Decision::Approve, &letter).await.unwrap();
    person
}

async fn posted(rig: &Rig, by: &Caller, request: &str) -> Idea {
    let text = "Buses that hum.\n\nSee https://city.example/hum <script>alert(1)</script>";
    let fields = [("idea_title", "Quiet <b>buses</b>"), ("idea_text", text), ("challenge", "last-bus-home"), ("request_id", request)];
    let _ = by.form("/en/ideathon/ideas/new", "ideathon/post_idea", &fields).await.expect(303);
    rig.store.ideas(Order::Newest, None, None, 5).await.unwrap().0.remove(0)
}

#[test]
fn people_who_take_part_write_like_join_and_comment_and_others_learn_how_to_take_part() {
    run(async {
        let rig = Rig::new().await;
        let (ana, bo, guest) =
            (participant(&rig, "ana@city.example").await, participant(&rig, "bo@city.example").await, rig.person("guest@city.example").await);
        for page in ["/en/ideathon/ideas", "/en/ideathon/ideas/new", "/en/ideathon/ideas/none"] {
            assert!(guest.get(page).await.expect(200).text().contains("To my registration"), "{page}");
        }
        let refused = guest.form("/en/ideathon/ideas/new", "ideathon/post_idea", &[("idea_title", "Quiet"), ("request_id", "g")]).await;
        assert!(refused.code() == 409 && refused.text().contains("The ideathon is for people whose registration is approved"));
        assert!(ana.get("/en/ideathon/ideas").await.expect(200).text().contains("Yours would be the first"));
        let wrong =
            ana.form("/en/ideathon/ideas/new", "ideathon/post_idea", &[("idea_title", "abcd"), ("challenge", "x"), ("request_id", "w")]).await;
        assert!(wrong.code() == 422 && wrong.text().contains("value=\"abcd\""));
        let idea = posted(&rig, &ana, "p1").await;
        assert_eq!(posted(&rig, &ana, "p1").await, idea, "the same form again is one idea");
        let page = format!("/en/ideathon/ideas/{}", idea.id);
        for (reaction, on) in [("like", "yes"), ("like", "yes"), ("join", "yes")] {
            let fields = [("idea", idea.id.as_str()), ("reaction", reaction), ("on", on), ("request_id", &format!("{reaction}-{on}"))];
            let done = bo.form(&page, "ideathon/react", &fields).await.expect(303);
            assert_eq!(done.header("location"), page);
        }
        let _ = bo
            .form(&page, "ideathon/post_comment", &[("idea", idea.id.as_str()), ("comment_text", "Hum!\nYes"), ("request_id", "c1")])
            .await
            .expect(303);
        let empty = bo.form(&page, "ideathon/post_comment", &[("idea", idea.id.as_str()), ("request_id", "c2")]).await;
        assert_eq!(empty.code(), 422);
        let seen = ana.get(&page).await.expect(200).text();
        for text in
            ["Likes: 1", "Would join: 1", "Hum!\nYes", "Quiet &lt;b&gt;buses&lt;/b&gt;", "&lt;script&gt;", "href=\"https://city.example/hum\""]
        {
            assert!(seen.contains(text), "{text}");
        }
        assert!(seen.contains(&format!("/en/ideathon/teams/new?idea={}", idea.id)) && seen.contains("Change it"));
        let other = bo.get(&page).await.expect(200).text();
        assert!(!other.contains("Change it") && other.contains("Take the like back") && other.contains("Delete my comment"));
        let _ = bo.form(&page, "ideathon/react", &[("idea", idea.id.as_str()), ("reaction", "like"), ("on", "no"), ("request_id", "back")]).await;
        let list = bo.get("/en/ideathon/ideas?challenge=last-bus-home&sort=liked").await.expect(200).text();
        assert!(list.contains("Likes: 0") && list.contains("Comments: 1"));
        assert!(!bo.get("/en/ideathon/ideas?challenge=heat-in-courtyards").await.expect(200).text().contains("Likes:"));
        assert_eq!(rig.anyone().get(&page).await.code(), 303);
    });
}

#[test]
fn somebody_elses_idea_and_comment_answer_as_if_there_were_none() {
    run(async {
        let rig = Rig::new().await;
        let (ana, bo) = (participant(&rig, "ana@city.example").await, participant(&rig, "bo@city.example").await);
        let idea = posted(&rig, &ana, "p1").await;
        let fields = |id: &str, request: &str| -> Vec<(String, String)> {
            let version = idea.version.to_string();
            [
                ("idea", id),
                ("version", &version),
                ("idea_title", "Mine now"),
                ("idea_text", "Long enough to be an idea."),
                ("withdraw_idea_sure", "yes"),
                ("request_id", request),
            ]
            .iter()
            .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()))
            .collect()
        };
        for endpoint in ["ideathon/edit_idea", "ideathon/withdraw_idea"] {
            let call = async |id: &str, request: &str| {
                let fields = fields(id, request);
                let fields: Vec<_> = fields.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
                bo.call(endpoint, &fields).await.expect(404).text()
            };
            assert_eq!(call(idea.id.as_str(), "a").await, call("nothing", "b").await, "{endpoint}");
        }
        let _ = ana.call("ideathon/post_comment", &[("idea", idea.id.as_str()), ("comment_text", "x"), ("request_id", "c")]).await.expect(200);
        let comment = rig.store.comments(&idea.id, None, 5).await.unwrap().0.remove(0).id;
        let foreign = bo.call("ideathon/delete_comment", &[("comment", comment.as_str()), ("request_id", "d")]).await.expect(404).text();
        let missing = bo.call("ideathon/delete_comment", &[("comment", "nothing"), ("request_id", "e")]).await.expect(404).text();
        assert_eq!(foreign, missing);
        let _ = bo.call("ideathon/remove_comment", &[("comment", comment.as_str()), ("remove_reason", "r"), ("request_id", "f")]).await.expect(403);
        // Its author edits it, and not an older version of it.
        let own = fields(idea.id.as_str(), "own");
        let own: Vec<_> = own.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
        assert!(ana.get(&format!("/en/ideathon/ideas/{}?edit=1", idea.id)).await.expect(200).text().contains("name=\"version\""));
        let _ = ana.call("ideathon/edit_idea", &own).await.expect(200);
        let again: Vec<_> = own.iter().map(|(k, v)| (*k, if *k == "request_id" { "other" } else { *v })).collect();
        let _ = ana.call("ideathon/edit_idea", &again).await.expect(409);
        assert!(ana.get(&format!("/en/ideathon/ideas/{}", idea.id)).await.expect(200).text().contains("Mine now"));
        for _ in 0..2 {
            let _ = ana
                .call("ideathon/withdraw_idea", &[("idea", idea.id.as_str()), ("withdraw_idea_sure", "yes"), ("request_id", "w")])
                .await
                .expect(200);
        }
        let _ = ana.get(&format!("/en/ideathon/ideas/{}", idea.id)).await.expect(404);
    });
}

#[test]
fn an_organiser_takes_a_comment_and_an_idea_away_with_a_reason() {
    run(async {
        let rig = Rig::new().await;
        let (ana, desk) = (participant(&rig, "ana@city.example").await, rig.organiser("desk@city.example").await);
        let idea = posted(&rig, &ana, "p1").await;
        let page = format!("/en/ideathon/ideas/{}", idea.id);
        let _ =
            ana.call("ideathon/post_comment", &[("idea", idea.id.as_str()), ("comment_text", "Buy my lamps"), ("request_id", "c")]).await.expect(200);
        let comment = rig.store.comments(&idea.id, None, 5).await.unwrap().0.remove(0).id;
        let remove = [("comment", comment.as_str()), ("remove_reason", "An advertisement"), ("request_id", "r")];
        let _ = desk.form(&page, "ideathon/remove_comment", &remove).await.expect(303);
        let seen = ana.get(&page).await.expect(200).text();
        assert!(seen.contains("Removed by the organisers: An advertisement") && !seen.contains("Buy my lamps"));
        let _ = desk.call("ideathon/withdraw_idea", &[("idea", idea.id.as_str()), ("request_id", "w")]).await.expect(422);
        let _ = desk.call("ideathon/withdraw_idea", &[("idea", idea.id.as_str()), ("remove_reason", "Spam"), ("request_id", "w")]).await.expect(200);
        let _ = ana.get(&page).await.expect(404);
    });
}
