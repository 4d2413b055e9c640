//! Meetings at booths over HTTP: who offers and books, what is refused and named, who is told, and what calendars say.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod rig;

use domain::forum::CompanyRole::{Admin, Staff, Viewer};
use domain::kernel::ids::CompanyId;
use rig::{Answer, Caller, Rig, run};
use server::jobs::booths::{call_off_withdrawn, give_back_left, remind_due};
use server::jobs::places::settle;

const OWN: &str = "/en/me/companies/foxes/meetings";
const BOOTH: &str = "/en/forum/exhibitors/foxes/meetings";
const MINE: &str = "/en/me/booth-meetings";

async fn offer(who: &Caller, company: &str, request: &str, more: &[(&str, &str)]) -> Answer {
    let fields = [("company", company), ("slot_day", "2017-06-28"), ("slot_from", "10:00"), ("slot_until", "11:15"), ("slot_minutes", "20")];
    let rest = [("slot_pause", "5"), ("slot_kind", "meeting"), ("request_id", request)];
    let given = |name: &str| more.iter().any(|(other, _)| *other == name);
    let all: Vec<_> = fields.into_iter().chain(rest).filter(|(name, _)| !given(name)).chain(more.iter().copied()).collect();
    who.form(&format!("/en/me/companies/{company}/meetings"), "forum/offer_booth", &all).await
}

async fn slots(rig: &Rig, company: &str) -> Vec<String> {
    let all = rig.store.booth_slots(&CompanyId::parse(company).unwrap(), rig.now()).await.unwrap();
    all.into_iter().map(|s| s.id.to_string()).collect()
}

/// When a time begins, as forms say it; any moment for one that is not there.
async fn seen(rig: &Rig, slot: &str) -> String {
    let found = rig.store.booth_slot(&slot.parse().unwrap()).await.unwrap();
    found.map_or(0, |slot| slot.start.as_second()).to_string()
}

async fn send(rig: &Rig, who: &Caller, page: &str, verb: &str, slot: &str, more: &[(&str, &str)]) -> Answer {
    let seen = seen(rig, slot).await;
    let books = matches!(verb, "book_booth" | "take_booth").then_some(("slot_seen", seen.as_str()));
    let all: Vec<_> = [("company", "foxes"), ("slot", slot)].into_iter().chain(books).chain(more.iter().copied()).collect();
    who.form(&format!("{page}?slot={slot}"), &format!("forum/{verb}"), &all).await
}

async fn letters(rig: &Rig, kind: &str) -> Vec<String> {
    let rows = rig.store.outbox(None, None, 200).await.unwrap().rows;
    let mut to: Vec<String> = rows.into_iter().filter(|r| r.mail.kind == kind).map(|r| r.mail.to).collect();
    to.sort();
    to
}

#[test]
fn staff_offers_viewers_look_and_for_others_the_company_does_not_exist() {
    run(async {
        let rig = Rig::new().await;
        let foxes = rig.exhibitor("foxes", &[("fay@c.example", Admin), ("finn@c.example", Staff), ("fred@c.example", Viewer)]).await;
        let owls = rig.exhibitor("owls", &[("olga@c.example", Admin)]).await;
        let desk = rig.organiser("desk@city.example").await;
        let ann = rig.delegate("ann@city.example").await;
        let wrong = offer(&foxes[1], "foxes", "a", &[("slot_from", "11:00"), ("slot_until", "10:30")]).await;
        let _ = wrong.expect(422);
        let outside = foxes[1]
            .form(
                OWN,
                "forum/offer_booth",
                &[
                    ("company", "foxes"),
                    ("slot_day", "2017-05-28"),
                    ("slot_from", "10:00"),
                    ("slot_until", "10:20"),
                    ("slot_kind", "meeting"),
                    ("request_id", "b"),
                ],
            )
            .await;
        assert!(outside.expect(422).text().contains("value=\"10:20\""), "what was typed is given back");
        let _ = offer(&foxes[2], "foxes", "c", &[]).await.expect(409);
        for foreign in [&owls[0], &desk, &ann] {
            let (there, missing) = (offer(foreign, "foxes", "d", &[]).await, offer(foreign, "nobody", "d", &[]).await);
            assert_eq!((there.code(), missing.code()), (404, 404));
            let (there, missing) = (foreign.get(OWN).await.expect(404).text(), foreign.get(&OWN.replace("foxes", "nobody")).await.expect(404).text());
            assert_eq!(there.replace("foxes", "nobody"), missing);
        }
        let _ = offer(&foxes[1], "foxes", "e", &[]).await.expect(303);
        // The same request again, and more than the two who receive could at once.
        let _ = offer(&foxes[1], "foxes", "e", &[]).await.expect(303);
        let _ = offer(&foxes[1], "foxes", "f", &[]).await.expect(303);
        let _ = offer(&foxes[1], "foxes", "g", &[]).await.expect(409);
        let all = slots(&rig, "foxes").await;
        assert_eq!(all.len(), 6);
        let text = foxes[2].get(OWN).await.expect(200).text();
        assert!(text.contains("Wed 28 June, 10:00–10:20") && text.contains("Wed 28 June, 10:25–10:45"), "{text}");
        assert!(!text.contains("forum/offer_booth"), "a viewer only looks");
        // A time of another company is as one that does not exist, also to those who belong to some company.
        let fields = [("company", "owls"), ("slot", all[0].as_str()), ("slot_staff", ""), ("request_id", "h")];
        let _ = owls[0].call("forum/staff_booth", &fields).await.expect(404);
        let _ = owls[0].get(&format!("/en/me/companies/owls/meetings?slot={}", all[0])).await.expect(404);
        // What the public does not see cannot be booked.
        let _ = ann.get("/en/forum/exhibitors/nobody/meetings").await.expect(404);
        assert!(ann.get("/en/forum/exhibitors/owls/meetings").await.expect(200).text().contains("There are no times to come."));
    });
}

#[test]
fn a_delegate_books_one_time_at_once_and_is_told_what_stands_in_the_way() {
    run(async {
        let rig = Rig::new().await;
        let foxes = rig.exhibitor("foxes", &[("fay@c.example", Admin)]).await;
        let owls = rig.exhibitor("owls", &[("olga@c.example", Admin)]).await;
        let (ann, bob) = (rig.delegate("ann@city.example").await, rig.delegate("bob@city.example").await);
        let sol = rig.person("sol@city.example").await;
        let _ = offer(&foxes[0], "foxes", "a", &[]).await.expect(303);
        let _ = offer(&owls[0], "owls", "a", &[("slot_from", "10:10")]).await.expect(303);
        let (mine, other) = (slots(&rig, "foxes").await, slots(&rig, "owls").await);
        let text = sol.get(&format!("{BOOTH}?slot={}", mine[0])).await.expect(200).text();
        assert!(text.contains("Register first") && !text.contains("forum/book_booth"));
        let _ = send(&rig, &sol, BOOTH, "book_booth", &mine[0], &[("request_id", "a")]).await.expect(409);
        let _ = send(&rig, &ann, BOOTH, "book_booth", "nothing", &[("request_id", "a")]).await.expect(404);
        // A time of another exhibitor is none of this one's.
        let _ = send(&rig, &ann, BOOTH, "book_booth", &other[0], &[("request_id", "a")]).await.expect(404);
        let long = "x".repeat(241);
        let refused = send(&rig, &ann, BOOTH, "book_booth", &mine[0], &[("slot_about", &long), ("request_id", "b")]).await.expect(422);
        assert!(refused.text().contains(&long));
        let _ = send(&rig, &ann, BOOTH, "book_booth", &mine[0], &[("slot_about", "Night <buses>"), ("request_id", "c")]).await.expect(303);
        let taken = send(&rig, &bob, BOOTH, "book_booth", &mine[0], &[("request_id", "d")]).await.expect(409);
        assert!(taken.text().contains("Somebody else has just booked this time."));
        assert_eq!(letters(&rig, "forum.booth_booked").await, ["ann@city.example"]);
        // At the same time elsewhere: refused, and the page names what is there instead of the form.
        let page = format!("/en/forum/exhibitors/owls/meetings?slot={}", other[0]);
        let at = seen(&rig, &other[0]).await;
        let clash = ann
            .form(&page, "forum/book_booth", &[("company", "owls"), ("slot", &other[0]), ("slot_seen", &at), ("request_id", "e")])
            .await
            .expect(409)
            .text();
        assert!(clash.contains("Meeting at the booth of FOXES") && clash.contains("has something else at that time"), "{clash}");
        assert!(clash.contains("Give that up and book this time") && clash.contains(&format!("value=\"{}\"", mine[0])), "one step is offered");
        let own = ann.get(MINE).await.expect(200).text();
        assert!(own.contains("FOXES") && own.contains("Night &lt;buses&gt;"));
        let company = foxes[0].get(OWN).await.expect(200).text();
        assert!(company.contains("Zoë Müller, Köln") && company.contains("Night &lt;buses&gt;"), "{company}");
        assert!(company.contains("id=\"alarms\"") && company.contains("nobody receives yet"));
        assert!(foxes[0].get("/en/me").await.text().contains("FOXES: 1 booked times without anybody who receives"));
        // Bob is not somebody who could cancel Ann's; Ann confirms.
        let _ = send(&rig, &bob, MINE, "give_booth_back", &mine[0], &[("booth_cancel_sure", "yes"), ("request_id", "f")]).await.expect(404);
        let _ = send(&rig, &ann, MINE, "give_booth_back", &mine[0], &[("request_id", "g")]).await.expect(422);
        let _ = send(&rig, &ann, MINE, "give_booth_back", &mine[0], &[("booth_cancel_sure", "yes"), ("request_id", "h")]).await.expect(303);
        let _ = send(&rig, &bob, BOOTH, "book_booth", &mine[0], &[("request_id", "i")]).await.expect(303);
        let _ = ann
            .form(&page, "forum/book_booth", &[("company", "owls"), ("slot", &other[0]), ("slot_seen", &at), ("request_id", "j")])
            .await
            .expect(303);
    });
}

#[test]
fn who_receives_is_named_reminded_of_moved_and_told_and_calendars_follow() {
    run(async {
        let rig = Rig::new().await;
        let foxes = rig.exhibitor("foxes", &[("fay@c.example", Admin), ("finn@c.example", Staff), ("fred@c.example", Viewer)]).await;
        let (ann, _) = (rig.delegate("ann@city.example").await, rig.delegate("bob@city.example").await);
        let _ = offer(&foxes[0], "foxes", "a", &[]).await.expect(303);
        let all = slots(&rig, "foxes").await;
        let _ = send(&rig, &ann, BOOTH, "book_booth", &all[0], &[("request_id", "b")]).await.expect(303);
        // Nobody is reminded a month before; those who administer are, hours before, and once.
        assert_eq!(remind_due(&rig.program).await.unwrap(), 0);
        rig.later(31 * 86_400 + 19 * 3600 + 3600);
        // Sign-ins have ended meanwhile.
        let mut again = Vec::new();
        for address in ["fay@c.example", "finn@c.example", "fred@c.example", "ann@city.example", "bob@city.example"] {
            again.push(rig.sign_in(address).await);
        }
        let (foxes, ann, bob) = (again[..3].to_vec(), again[3].clone(), again[4].clone());
        let id = |n: usize| foxes[n].account.clone().unwrap().to_string();
        let (first, second) = (remind_due(&rig.program).await.unwrap(), remind_due(&rig.program).await.unwrap());
        assert_eq!((first, second, letters(&rig, "forum.booth_unmanned").await), (1, 0, vec!["fay@c.example".to_owned()]));
        let (finn, fred) = (id(1), id(2));
        // Somebody who only looks does not receive.
        let _ = send(&rig, &foxes[0], OWN, "staff_booth", &all[0], &[("slot_staff", &fred), ("request_id", "c")]).await.expect(422);
        let _ = send(&rig, &foxes[2], OWN, "staff_booth", &all[0], &[("slot_staff", &finn), ("request_id", "d")]).await.expect(409);
        let _ = send(&rig, &foxes[0], OWN, "staff_booth", &all[0], &[("slot_staff", &finn), ("request_id", "e")]).await.expect(303);
        assert_eq!(letters(&rig, "forum.booth_staffed").await, ["finn@c.example"]);
        assert!(!foxes[0].get(OWN).await.text().contains("id=\"alarms\""));
        assert!(foxes[1].get(MINE).await.expect(200).text().contains("You receive at the booth"));
        // The time moves: everybody concerned is told, and calendars have the same event at another time.
        let to = [("slot_day", "2017-06-29"), ("slot_from", "09:00"), ("slot_until", "09:30")];
        let fields: Vec<_> = to.into_iter().chain([("request_id", "f")]).collect();
        let _ = send(&rig, &foxes[1], OWN, "move_booth", &all[0], &fields).await.expect(303);
        assert_eq!(letters(&rig, "forum.booth_moved").await, ["ann@city.example", "finn@c.example"]);
        let file = ann.get("/en/me/booth-meetings.ics").await.expect(200);
        assert_eq!((file.header("content-type"), file.header("cache-control")), ("text/calendar; charset=utf-8", "no-store"));
        let moved = file.text();
        for part in ["SEQUENCE:1", "DTSTART:20170629T050000Z", "STATUS:CONFIRMED", "SUMMARY:Meeting at the booth of FOXES"] {
            assert!(moved.contains(part), "{part} in {moved}");
        }
        let uid = |text: &str| text.lines().filter(|l| l.starts_with("UID:")).map(str::to_owned).collect::<Vec<_>>();
        let duty = foxes[1].get("/ru/me/booth-meetings.ics").await.expect(200).text();
        assert!(duty.contains("SUMMARY:Приём у стенда FOXES") && uid(&duty) != uid(&moved));
        // Called off with a reason: told, and cancelled in calendars under the same name.
        let _ =
            send(&rig, &foxes[1], OWN, "call_booth_off", &all[0], &[("slot_reason", "Our speaker is ill"), ("request_id", "g")]).await.expect(422);
        let sure = [("slot_reason", "Our speaker is ill"), ("booth_cancel_sure", "yes"), ("request_id", "h")];
        let _ = send(&rig, &foxes[1], OWN, "call_booth_off", &all[0], &sure).await.expect(303);
        assert_eq!(letters(&rig, "forum.booth_called_off").await, ["ann@city.example", "finn@c.example"]);
        let off = ann.get("/en/me/booth-meetings.ics").await.expect(200).text();
        assert_eq!(uid(&off), uid(&moved));
        assert!(off.contains("SEQUENCE:2") && off.contains("STATUS:CANCELLED"));
        assert!(ann.get(MINE).await.text().contains("Our speaker is ill"));
        // Who came is noted when it has begun.
        let _ = send(&rig, &bob, BOOTH, "book_booth", &all[1], &[("request_id", "i")]).await.expect(303);
        let visitor = bob.account.clone().unwrap().to_string();
        let held =
            |came: &'static str, request: &'static str| [("visitor", visitor.clone()), ("came", came.to_owned()), ("request_id", request.to_owned())];
        let mark = async |came: &'static str, request: &'static str| {
            let fields = held(came, request);
            let fields: Vec<_> = fields.iter().map(|(k, v)| (*k, v.as_str())).collect();
            send(&rig, &foxes[1], OWN, "mark_booth", &all[1], &fields).await
        };
        let _ = mark("yes", "j").await.expect(409);
        rig.later(86_400);
        let _ = mark("yes", "k").await.expect(303);
        let page = foxes[1].get(&format!("{OWN}?slot={}", all[1])).await.expect(200).text();
        assert!(page.contains("took place") && !page.contains("forum/move_booth"));
        let _ = rig.anyone().get("/en/me/booth-meetings.ics").await.expect(303);
    });
}

#[test]
fn the_times_of_a_company_that_withdraws_are_called_off_and_everybody_concerned_is_told_once() {
    run(async {
        let rig = Rig::new().await;
        let foxes = rig.exhibitor("foxes", &[("fay@c.example", Admin), ("finn@c.example", Staff)]).await;
        let owls = rig.exhibitor("owls", &[("olga@c.example", Admin)]).await;
        let (ann, bob) = (rig.delegate("ann@city.example").await, rig.delegate("bob@city.example").await);
        let _ = offer(&foxes[0], "foxes", "a", &[]).await.expect(303);
        let _ = offer(&owls[0], "owls", "a", &[("slot_from", "14:00"), ("slot_until", "14:20")]).await.expect(303);
        let (all, other) = (slots(&rig, "foxes").await, slots(&rig, "owls").await);
        let _ = send(&rig, &ann, BOOTH, "book_booth", &all[0], &[("request_id", "b")]).await.expect(303);
        let _ = send(&rig, &bob, BOOTH, "book_booth", &all[1], &[("request_id", "c")]).await.expect(303);
        let finn = foxes[1].account.clone().unwrap().to_string();
        let _ = send(&rig, &foxes[0], OWN, "staff_booth", &all[1], &[("slot_staff", &finn), ("request_id", "d")]).await.expect(303);
        let at = seen(&rig, &other[0]).await;
        let there = [("company", "owls"), ("slot", other[0].as_str()), ("slot_seen", at.as_str()), ("request_id", "e")];
        let _ = ann.form("/en/forum/exhibitors/owls/meetings", "forum/book_booth", &there).await.expect(303);
        // As long as it takes part, nothing is called off.
        assert_eq!(call_off_withdrawn(&rig.program).await.unwrap(), 0);
        let version = rig.store.company(&CompanyId::parse("foxes").unwrap()).await.unwrap().unwrap().version.to_string();
        let sure = [("company", "foxes"), ("version", version.as_str()), ("withdraw_company_sure", "yes"), ("request_id", "f")];
        let _ = foxes[0].call("forum/withdraw_company", &sure).await.expect(200);

        // Two servers do it at once: each time is called off by one of them, also those that nobody had booked.
        let (first, second) = rig.store.as_two_nodes();
        let (first, second) = (Rig::on(first).await, Rig::on(second).await);
        let both = tokio::join!(call_off_withdrawn(&first.program), call_off_withdrawn(&second.program));
        assert_eq!(both.0.unwrap() + both.1.unwrap() + call_off_withdrawn(&rig.program).await.unwrap(), all.len());
        let told = ["ann@city.example", "bob@city.example", "finn@c.example"];
        assert_eq!(letters(&rig, "forum.booth_called_off").await, told);
        assert!(slots(&rig, "foxes").await.is_empty());
        for (who, elsewhere) in [(&ann, 1), (&bob, 0), (&foxes[1], 0)] {
            let calendar = who.get("/en/me/booth-meetings.ics").await.expect(200).text();
            let of = |standing: &str| calendar.matches(standing).count();
            assert_eq!((of("STATUS:CANCELLED"), of("STATUS:CONFIRMED")), (1, elsewhere), "{calendar}");
        }
        assert!(ann.get(MINE).await.expect(200).text().contains("The company does not take part any more."));

        // Again there is nothing to call off and nobody to tell; what is at another booth stays.
        assert_eq!(call_off_withdrawn(&rig.program).await.unwrap(), 0);
        assert_eq!(letters(&rig, "forum.booth_called_off").await, told);
        assert_eq!(slots(&rig, "owls").await, other);
    });
}

#[test]
fn who_finds_a_time_full_waits_is_offered_it_and_takes_it_or_lets_it_pass() {
    run(async {
        let rig = Rig::new().await;
        let foxes = rig.exhibitor("foxes", &[("fay@c.example", Admin)]).await;
        let owls = rig.exhibitor("owls", &[("olga@c.example", Admin)]).await;
        let (ann, bob, cid) =
            (rig.delegate("ann@city.example").await, rig.delegate("bob@city.example").await, rig.delegate("cid@city.example").await);
        let demo = [("slot_kind", "demo"), ("slot_places", "1"), ("slot_until", "10:20")];
        let _ = offer(&foxes[0], "foxes", "a", &demo).await.expect(303);
        let _ = offer(&owls[0], "owls", "a", &[("slot_until", "10:20")]).await.expect(303);
        let slot = slots(&rig, "foxes").await.remove(0);
        let _ = send(&rig, &ann, BOOTH, "book_booth", &slot, &[("request_id", "a")]).await.expect(303);
        // Who does not say that they wait does not.
        let _ = send(&rig, &bob, BOOTH, "book_booth", &slot, &[("request_id", "b")]).await.expect(409);
        let text = bob.get(&format!("{BOOTH}?slot={slot}")).await.expect(200).text();
        assert!(text.contains("Wait for a place") && text.contains("name=\"slot_waits\""), "{text}");
        for (who, request) in [(&bob, "c"), (&cid, "d")] {
            let _ = send(&rig, who, BOOTH, "book_booth", &slot, &[("slot_waits", "yes"), ("request_id", request)]).await.expect(303);
        }
        assert_eq!(letters(&rig, "forum.booth_waits").await, ["bob@city.example", "cid@city.example"]);
        assert!(cid.get(MINE).await.text().contains("number 2 in line"));
        let own = foxes[0].get(&format!("{OWN}?slot={slot}")).await.expect(200).text();
        assert!(own.contains("2 waiting") && own.contains("Waiting list"), "{own}");
        // Who waits books something else meanwhile, and leaves it for what is offered in one step.
        let other = slots(&rig, "owls").await.remove(0);
        let fields = [("company", "owls"), ("slot", other.as_str()), ("slot_seen", &seen(&rig, &other).await), ("request_id", "e")];
        let _ = bob.form("/en/forum/exhibitors/owls/meetings", "forum/book_booth", &fields).await.expect(303);
        let _ = send(&rig, &ann, MINE, "give_booth_back", &slot, &[("booth_cancel_sure", "yes"), ("request_id", "f")]).await.expect(303);
        assert_eq!(letters(&rig, "forum.booth_offer").await, ["bob@city.example"]);
        let mine = bob.get(MINE).await.expect(200).text();
        assert!(mine.contains("A place is free for you until") && mine.contains("Give that up and take this place"), "{mine}");
        let _ = send(&rig, &bob, MINE, "take_booth", &slot, &[("request_id", "g")]).await.expect(409);
        let _ = send(&rig, &cid, MINE, "take_booth", &slot, &[("request_id", "h")]).await.expect(409);
        // What a form names twice, or the time itself, is left once or not at all.
        let leaves = format!("{other} {other} {slot}");
        let _ = send(&rig, &bob, MINE, "take_booth", &slot, &[("slot_leaves", &leaves), ("request_id", "i")]).await.expect(303);
        let _ = send(&rig, &bob, MINE, "take_booth", &slot, &[("slot_leaves", &other), ("request_id", "i")]).await.expect(303);
        let calendar = bob.get("/en/me/booth-meetings.ics").await.text();
        assert_eq!((calendar.matches("STATUS:CONFIRMED").count(), calendar.matches("STATUS:CANCELLED").count()), (1, 1), "{calendar}");
        // A second place goes to the next one at once, who lets it pass; below who comes it does not go.
        let fields = |places: &'static str, request: &'static str| [("slot_places", places), ("request_id", request)];
        let _ = send(&rig, &foxes[0], OWN, "resize_booth", &slot, &fields("61", "j")).await.expect(422);
        let _ = send(&rig, &foxes[0], OWN, "resize_booth", &slot, &fields("2", "k")).await.expect(303);
        assert_eq!(letters(&rig, "forum.booth_offer").await, ["bob@city.example", "cid@city.example"]);
        let _ = send(&rig, &foxes[0], OWN, "resize_booth", &slot, &fields("1", "l")).await.expect(409);
        rig.later(13 * 3600);
        settle(&rig.program).await.unwrap();
        settle(&rig.program).await.unwrap();
        assert_eq!(letters(&rig, "forum.booth_passed").await, ["cid@city.example"]);
        let cid = rig.sign_in("cid@city.example").await;
        let _ = send(&rig, &cid, MINE, "take_booth", &slot, &[("request_id", "m")]).await.expect(409);
        assert!(cid.get(MINE).await.text().contains("went on to the next"));
        let _ = send(&rig, &cid, BOOTH, "book_booth", &slot, &[("slot_waits", "yes"), ("request_id", "n")]).await.expect(303);
    });
}

#[test]
fn who_does_not_take_part_any_more_leaves_their_times_to_others() {
    run(async {
        let rig = Rig::new().await;
        let foxes = rig.exhibitor("foxes", &[("fay@c.example", Admin)]).await;
        let (ann, bob) = (rig.delegate("ann@city.example").await, rig.delegate("bob@city.example").await);
        let _ = offer(&foxes[0], "foxes", "a", &[]).await.expect(303);
        let slot = slots(&rig, "foxes").await.remove(0);
        let _ = send(&rig, &ann, BOOTH, "book_booth", &slot, &[("request_id", "a")]).await.expect(303);
        let _ = send(&rig, &bob, BOOTH, "book_booth", &slot, &[("slot_waits", "yes"), ("request_id", "b")]).await.expect(303);
        assert_eq!(give_back_left(&rig.program).await.unwrap(), 0);
        let _ = ann.call("registration/withdraw", &[("withdraw_sure", "yes"), ("request_id", "c")]).await;
        assert_eq!(give_back_left(&rig.program).await.unwrap(), 1);
        assert_eq!(give_back_left(&rig.program).await.unwrap(), 0);
        assert_eq!(letters(&rig, "forum.booth_offer").await, ["bob@city.example"]);
        assert!(ann.get(MINE).await.text().contains("cancelled"));
        let _ = send(&rig, &bob, MINE, "take_booth", &slot, &[("request_id", "d")]).await.expect(303);
    });
}

#[test]
fn a_calendar_app_reads_ones_meetings_under_an_address_that_one_ends() {
    run(async {
        let rig = Rig::new().await;
        let foxes = rig.exhibitor("foxes", &[("fay@c.example", Admin)]).await;
        let (ann, bob) = (rig.delegate("ann@city.example").await, rig.delegate("bob@city.example").await);
        let _ = offer(&foxes[0], "foxes", "a", &[]).await.expect(303);
        let slot = slots(&rig, "foxes").await.remove(0);
        let _ = send(&rig, &ann, BOOTH, "book_booth", &slot, &[("request_id", "b")]).await.expect(303);
        let address = async |who: &Caller| {
            let text = who.get(MINE).await.expect(200).text();
            let from = text.find("/my-calendar.ics?key=")?;
            text[from..].split(['<', '"']).next().map(str::to_owned)
        };
        assert_eq!(address(&ann).await, None);
        let _ = ann.form(MINE, "commitments/open_feed", &[("request_id", "c")]).await.expect(303);
        let first = address(&ann).await.unwrap();
        let read = async |address: &str| rig.anyone().get(address).await;
        let calendar = read(&first).await.expect(200);
        assert_eq!((calendar.header("content-type"), calendar.header("cache-control")), ("text/calendar; charset=utf-8", "no-store"));
        assert!(calendar.text().contains("SUMMARY:Meeting at the booth of FOXES"));
        // It is one person's, and found by the whole key only.
        let _ = bob.form(MINE, "commitments/open_feed", &[("request_id", "c")]).await.expect(303);
        assert!(!read(&address(&bob).await.unwrap()).await.expect(200).text().contains("FOXES"));
        for wrong in ["/my-calendar.ics", "/my-calendar.ics?key=", &first[..first.len() - 1]] {
            let _ = read(wrong).await.expect(404);
        }
        // Another one ends the first; ending it ends it.
        let _ = ann.form(MINE, "commitments/open_feed", &[("request_id", "d")]).await.expect(303);
        let second = address(&ann).await.unwrap();
        assert_ne!(first, second);
        let _ = read(&first).await.expect(404);
        let _ = read(&second).await.expect(200);
        let _ = ann.form(MINE, "commitments/close_feed", &[("request_id", "e")]).await.expect(303);
        let _ = read(&second).await.expect(404);
        assert_eq!(address(&ann).await, None);
    });
}
