//! Workspaces and office hours over HTTP: who sees them, what is refused and given back, what is handed in when, and what counts by itself.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod rig;

use domain::ideathon::workspace::Submission;
use domain::kernel::ids::TeamId;
use rig::{Caller, Rig, run};
use server::jobs::ideathon::count_all;

const WORK: &str = "/en/ideathon/teams/foxes/work";

fn foxes() -> TeamId {
    TeamId::parse("foxes").unwrap()
}

async fn submission(rig: &Rig) -> Option<Submission> {
    rig.store.submission(&foxes()).await.unwrap().map(|(of, _)| of)
}

/// Sends the form of the workspace as a browser without scripts does.
async fn save(who: &Caller, request: &str, base: &str, fields: &[(&str, &str)]) -> rig::Answer {
    let all: Vec<_> = [("team", "foxes"), ("base", base), ("request_id", request)].into_iter().chain(fields.iter().copied()).collect();
    who.form(WORK, "ideathon/save_work", &all).await
}

async fn letters(rig: &Rig, kind: &str) -> Vec<String> {
    let rows = rig.store.outbox(None, None, 200).await.unwrap().rows;
    let mut to: Vec<String> = rows.into_iter().filter(|r| r.mail.kind == kind).map(|r| r.mail.to).collect();
    to.sort();
    to
}

#[test]
fn members_write_mentors_and_organisers_read_and_for_others_there_is_no_such_team() {
    run(async {
        let rig = Rig::new().await;
        rig.open_ideathon().await;
        let members = rig.team("foxes", &["ann@city.example", "bob@city.example"]).await;
        let other = rig.team("owls", &["eve@city.example"]).await.remove(0);
        let mentor = rig.mentor("mira@city.example").await;
        let desk = rig.organiser("desk@city.example").await;
        let _ = save(&members[0], "a", "0", &[("pitch_title", "Buses that <wait>"), ("work_links", "https://x.org/map The map")]).await.expect(303);
        let pages = [WORK, "/en/ideathon/teams/foxes/history", "/en/ideathon/teams/foxes/history/1"];
        for page in pages {
            for caller in [&members[0], &members[1], &mentor, &desk] {
                let text = caller.get(page).await.expect(200).text();
                assert!(!text.contains("<wait>"), "{page}");
            }
            let foreign = other.get(page).await.expect(404).text();
            let missing = other.get(&page.replace("foxes", "wolves")).await.expect(404).text();
            assert_eq!(foreign.replace("foxes", "wolves"), missing);
        }
        assert!(members[1].get(WORK).await.text().contains("Save and hand in"));
        for caller in [&mentor, &desk] {
            let text = caller.get(WORK).await.text();
            assert!(!text.contains("Save and hand in") && text.contains("href=\"https://x.org/map\""));
            let _ = save(caller, "b", "1", &[("pitch_title", "Mine")]).await.expect(403);
            let restore = [("team", "foxes"), ("number", "1"), ("base", "1"), ("request_id", "c")];
            let _ = caller.call("ideathon/restore_work", &restore).await.expect(403);
        }
        let _ = save(&other, "b", "1", &[("pitch_title", "Mine")]).await.expect(404);
        let _ = members[0].get("/en/ideathon/teams/foxes/history/2").await.expect(404);
        let _ = save(&members[0], "d", "7", &[("pitch_title", "Mine")]).await.expect(404);
        assert_eq!(rig.store.workspace(&foxes()).await.unwrap().version, 1);
    });
}

#[test]
fn what_two_wrote_comes_together_and_the_same_field_is_shown_with_both_texts() {
    run(async {
        let rig = Rig::new().await;
        rig.open_ideathon().await;
        let members = rig.team("foxes", &["ann@city.example", "bob@city.example"]).await;
        let first = [("pitch_title", "Buses"), ("canvas_problem", "Late")];
        let _ = save(&members[0], "a", "0", &first).await.expect(303);
        let _ =
            save(&members[0], "b", "1", &[("pitch_title", "Buses that wait"), ("canvas_problem", "Late"), ("canvas_users", "All")]).await.expect(303);
        // Bob began on version 1: the title is changed by both, the users by Ann, the problem by Bob.
        let refused =
            save(&members[1], "c", "1", &[("pitch_title", "Trams"), ("canvas_problem", "Late and full"), ("canvas_users", "")]).await.expect(409);
        let text = refused.text();
        assert_eq!(text.matches("data-theirs=").count(), 1);
        assert!(text.contains("data-theirs=\"pitch_title\"") && text.contains("Buses that wait") && text.contains("value=\"Trams\""));
        assert!(text.contains("Late and full") && text.contains(">All</textarea>"), "what only one changed is there from both");
        assert!(text.contains("name=\"base\" value=\"2\""), "the next save is made on what was seen");
        assert_eq!(rig.store.workspace(&foxes()).await.unwrap().version, 2);
        let seen = [("pitch_title", "Trams"), ("canvas_problem", "Late and full"), ("canvas_users", "All")];
        let _ = save(&members[1], "d", "2", &seen).await.expect(303);
        let there = rig.store.workspace(&foxes()).await.unwrap();
        assert_eq!((there.canvas.title.as_str(), there.canvas.problem.as_str(), there.canvas.users.as_str()), ("Trams", "Late and full", "All"));
        // What is wrong with a field is said beside it, and the base stays the one that was typed on.
        let wrong = save(&members[0], "e", "2", &[("pitch_title", "Trams"), ("work_links", "javascript:alert(1)")]).await.expect(422);
        assert!(wrong.text().contains("This is not the address of a page") && wrong.text().contains("name=\"base\" value=\"2\""));
        let nothing = members[1].get("/en/ideathon/teams/foxes/history/3").await.expect(200).text();
        assert!(
            nothing.contains("data-field=\"pitch_title\"")
                && nothing.contains("data-field=\"canvas_problem\"")
                && !nothing.contains("data-field=\"canvas_users\"")
        );
        let restore = [("team", "foxes"), ("number", "1"), ("base", "3"), ("request_id", "f")];
        let _ = members[0].form("/en/ideathon/teams/foxes/history/1", "ideathon/restore_work", &restore).await.expect(303);
        let there = rig.store.workspace(&foxes()).await.unwrap();
        assert_eq!((there.version, there.canvas.title.as_str(), there.canvas.users.as_str()), (4, "Buses", ""));
    });
}

#[test]
fn handing_in_is_possible_until_the_end_and_afterwards_what_was_typed_is_given_back() {
    run(async {
        let rig = Rig::new().await;
        rig.open_ideathon().await;
        let members = rig.team("foxes", &["ann@city.example", "bob@city.example"]).await;
        let empty = save(&members[0], "0", "0", &[("go", "hand_in")]).await.expect(422);
        assert!(empty.text().contains("Title of the pitch"));
        let _ = save(&members[0], "a", "0", &[("pitch_title", "Buses"), ("go", "hand_in")]).await.expect(303);
        let of = submission(&rig).await.unwrap();
        assert_eq!((of.version, of.late, of.at), (1, false, rig.now()));
        assert_eq!(letters(&rig, "ideathon.receipt").await, ["ann@city.example", "bob@city.example"]);
        rig.later(10 * 3600);
        let page = members[1].get(WORK).await.expect(200).text();
        assert!(page.contains("The deadline is over.") && page.contains("Version 1, "));
        let _ = save(&members[1], "b", "1", &[("pitch_title", "Buses that wait")]).await.expect(303);
        assert!(members[1].get(WORK).await.text().contains("Handing in again now replaces that"));
        let _ = save(&members[1], "c", "2", &[("pitch_title", "Buses that wait"), ("go", "hand_in")]).await.expect(303);
        assert!(submission(&rig).await.unwrap().late);
        rig.later(30 * 60);
        let over = save(&members[1], "d", "2", &[("pitch_title", "Far too late"), ("go", "hand_in")]).await.expect(409);
        let text = over.text();
        assert!(text.contains("The time for handing in is over.") && text.contains("value=\"Far too late\"") && !text.contains("Save and hand in"));
        let restore = [("team", "foxes"), ("number", "1"), ("base", "2"), ("request_id", "e")];
        let _ = members[0].form("/en/ideathon/teams/foxes/history/1", "ideathon/restore_work", &restore).await.expect(409);
        let _ = members[0].upload("/files/team/foxes", "application/json", "r", "a.txt", b"late").await.expect(409);
        assert_eq!(rig.store.workspace(&foxes()).await.unwrap().version, 2);
        assert!(members[0].get(WORK).await.expect(200).text().contains("Buses that wait"));
    });
}

#[test]
fn what_was_saved_last_counts_when_nobody_handed_it_in_and_the_members_are_told_once() {
    run(async {
        let rig = Rig::new().await;
        rig.open_ideathon().await;
        let members = rig.team("foxes", &["ann@city.example", "bob@city.example"]).await;
        let _ = rig.team("owls", &["eve@city.example"]).await;
        let _ = save(&members[0], "a", "0", &[("pitch_title", "Buses")]).await.expect(303);
        rig.later(10 * 3600 + 30 * 60 - 1);
        assert_eq!(count_all(&rig.program).await.unwrap(), 0);
        rig.later(1);
        assert_eq!(count_all(&rig.program).await.unwrap(), 1);
        assert_eq!(count_all(&rig.program).await.unwrap(), 0);
        let of = submission(&rig).await.unwrap();
        assert_eq!((of.version, of.late, of.by_itself), (1, false, true));
        assert_eq!(letters(&rig, "ideathon.receipt").await, ["ann@city.example", "bob@city.example"]);
        assert!(members[1].get(WORK).await.text().contains("Nobody handed it in"));
        assert_eq!(rig.store.submissions().await.unwrap().len(), 1, "a team that wrote nothing hands nothing in");
    });
}

const HOURS: &str = "/en/ideathon/mentors";

async fn publish(who: &Caller, request: &str, more: &[(&str, &str)]) -> rig::Answer {
    let fields = [("hours_day", "2017-05-27"), ("hours_from", "12:00"), ("hours_until", "13:00"), ("hours_minutes", "20")];
    let all: Vec<_> = fields.into_iter().chain([("request_id", request)]).chain(more.iter().copied()).collect();
    who.form(HOURS, "ideathon/publish_slots", &all).await
}

#[test]
fn office_hours_are_published_booked_given_back_and_cancelled() {
    run(async {
        let rig = Rig::new().await;
        rig.open_ideathon().await;
        let ann = rig.team("foxes", &["ann@city.example", "bob@city.example"]).await.remove(0);
        let eve = rig.team("owls", &["eve@city.example"]).await.remove(0);
        let alone = rig.participant("sol@city.example").await;
        let mira = rig.mentor("mira@city.example").await;
        let desk = rig.organiser("desk@city.example").await;
        assert!(ann.get(HOURS).await.expect(200).text().contains("There are no office hours to come."));
        let wrong = publish(&mira, "a", &[("hours_place", "")]).await.expect(422);
        assert!(wrong.text().contains("value=\"12:00\""), "what was typed is given back");
        let _ = publish(&ann, "b", &[("hours_place", "Room 3")]).await.expect(403);
        let call = ("hours_place", "https://call.example/mira");
        let _ = publish(&mira, "c", &[call]).await.expect(303);
        let _ = publish(&mira, "d", &[call]).await.expect(409);
        let slots = rig.store.office_slots(rig.now()).await.unwrap();
        // Noon at the venue, four hours ahead of UTC.
        assert_eq!((slots.len(), slots[0].start.to_string().as_str()), (3, "2017-05-27T08:00:00Z"));
        let (mentor, start) = (slots[0].mentor.to_string(), slots[0].start.as_second().to_string());
        let slot =
            |request: &'static str| [("mentor", mentor.as_str()), ("start", start.as_str()), ("request_id", request)].map(|(k, v)| (k, v.to_owned()));
        let send = async |who: &Caller, verb: &str, request: &'static str| {
            let fields = slot(request);
            let fields: Vec<(&str, &str)> = fields.iter().map(|(k, v)| (*k, v.as_str())).collect();
            who.form(HOURS, &format!("ideathon/{verb}"), &fields).await
        };
        assert!(ann.get(HOURS).await.text().contains("Sat 27 May, 12:00–12:20"));
        let _ = send(&alone, "book_slot", "e").await.expect(409);
        let _ = send(&ann, "book_slot", "e").await.expect(303);
        let late = send(&eve, "book_slot", "f").await.expect(409);
        assert!(late.text().contains("Another team was quicker"));
        for (who, sees, comes) in [(&ann, true, false), (&eve, false, false), (&alone, false, false), (&mira, true, true), (&desk, true, true)] {
            let page = who.get(HOURS).await.expect(200).text();
            assert_eq!(page.contains("https://call.example/mira"), sees, "{:?}", who.account);
            assert_eq!(page.contains("The pitch of foxes"), comes, "{:?}", who.account);
        }
        let calendar = ann.get("/en/ideathon/mentors.ics").await.expect(200);
        assert!(calendar.text().contains("DTSTART:20170527T080000Z") && calendar.text().contains("FOXES"));
        assert_eq!(calendar.header("cache-control"), "no-store");
        assert!(!eve.get("/en/ideathon/mentors.ics").await.expect(200).text().contains("DTSTART"));
        let _ = send(&eve, "give_slot_back", "g").await.expect(404);
        let _ = send(&eve, "cancel_slot", "h").await.expect(404);
        let _ = send(&ann, "cancel_slot", "h").await.expect(404);
        let _ = send(&ann, "give_slot_back", "i").await.expect(303);
        let _ = send(&eve, "book_slot", "j").await.expect(303);
        let _ = send(&mira, "cancel_slot", "k").await.expect(303);
        assert_eq!(letters(&rig, "ideathon.slot_cancelled").await, ["eve@city.example"]);
        assert_eq!(rig.store.office_slots(rig.now()).await.unwrap().len(), 2);
        // The secretariat publishes for a mentor, who has to be one.
        let _ = publish(&desk, "l", &[call, ("hours_mentor", "nobody")]).await.expect(422);
        let fields = [("hours_from", "15:00"), ("hours_until", "15:20"), ("hours_place", "Room 3"), ("hours_mentor", mentor.as_str())];
        let all: Vec<_> = [("hours_day", "2017-05-28"), ("hours_minutes", "20"), ("request_id", "m")].into_iter().chain(fields).collect();
        let _ = desk.form(HOURS, "ideathon/publish_slots", &all).await.expect(303);
        assert_eq!(rig.store.office_slots(rig.now()).await.unwrap().len(), 3);
    });
}
