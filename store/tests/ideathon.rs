//! Participants and teams on the real engine: what was decided is kept once, whole, and under any race.
#![allow(missing_docs, clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod engine_rig;

use domain::ideathon::{Action, By, Ended, InviteCode, Matching, Profile, Rules, Skill, TeamFacts};
use domain::kernel::ids::{AccountId, RequestId, TeamId};
use domain::registration::{Decision, Draft};
use engine_rig::people::{act, actor, asked, desk, draft, submitted};
use engine_rig::{TempDir, now, run};
use jiff::{SignedDuration, Timestamp};
use store::{Act, Mail, Store, StoreError, TeamNotice};

fn later(minutes: i64) -> Timestamp {
    now() + SignedDuration::from_mins(minutes)
}

fn rules(max: u8) -> Rules {
    Rules {
        min: 2,
        max,
        most_of_one_city: None,
        opens_at: now(),
        match_at: later(60),
        locks_at: later(120),
        deadline: later(600),
        ..Rules::default()
    }
}

fn letter(notice: &TeamNotice) -> Mail {
    Mail::new(&notice.to, notice.lang.code(), format!("{:?}", notice.news), notice.team.clone(), notice.reason.clone().unwrap_or_default())
}

async fn store(max: u8) -> Store {
    let store = Store::in_memory().await.unwrap();
    store.set_ideathon_rules(&Act::system(now()), &rules(max), 0).await.unwrap();
    store
}

fn profile() -> Profile {
    Profile { skills: vec![Skill::Ux], languages: vec!["en".into()], looking: true, ..Profile::default() }
}

/// Somebody who takes part, of a city of their own unless it is given.
async fn participant(store: &Store, name: &str, city: Option<&str>) -> AccountId {
    let draft = Draft { city: city.unwrap_or(name).into(), ..draft(name, "Silva") };
    let registration = submitted(store, &format!("{name}@x.org"), &draft, 0).await;
    let letter_of = |n: &domain::registration::Notice| Mail::new(&n.to, "en", "k", "s", "t");
    let by = Act::system(now());
    let account = store.decide(&by, &registration.id, registration.version, &Decision::Approve, &letter_of).await.unwrap().account;
    store.take_part(&act(&actor(&account), 0), &account, &profile(), &letter).await.unwrap();
    account
}

async fn people(store: &Store, prefix: &str, number: usize) -> Vec<AccountId> {
    let mut all = Vec::new();
    for n in 0..number {
        all.push(participant(store, &format!("{prefix}{n}"), None).await);
    }
    all
}

fn id(raw: &str) -> TeamId {
    TeamId::parse(raw).unwrap()
}

fn create(team: &str) -> Action {
    Action::Create { team: id(team), facts: TeamFacts { name: team.to_uppercase(), ..TeamFacts::default() } }
}

fn ask(team: &str) -> Action {
    Action::Ask { team: id(team), words: "me".into() }
}

async fn does(store: &Store, who: &AccountId, action: &Action) -> Result<(), StoreError> {
    store.gather(&act(&actor(who), 1), By::Participant(who), action, None, &letter).await
}

async fn members(store: &Store, team: &str) -> Vec<AccountId> {
    store.team(&id(team)).await.unwrap().unwrap().members.into_iter().map(|m| m.account).collect()
}

async fn kinds(store: &Store) -> Vec<(String, String)> {
    let rows = store.outbox(None, None, 500).await.unwrap().rows;
    rows.into_iter().filter(|r| r.mail.kind.contains('(')).map(|r| (r.mail.to, r.mail.kind)).collect()
}

#[test]
fn a_team_is_made_asked_and_left_and_everybody_concerned_is_told() {
    run(async {
        let store = store(3).await;
        let [one, two] = [participant(&store, "one", None).await, participant(&store, "two", None).await];
        does(&store, &one, &create("a")).await.unwrap();
        does(&store, &two, &ask("a")).await.unwrap();
        let hall = store.hall_of(&[&two], &[&id("a")]).await.unwrap();
        assert_eq!((hall.links.len(), hall.people.len(), hall.links[0].words.as_str()), (1, 2, "me"));
        does(&store, &one, &Action::TakeIn(two.clone())).await.unwrap();
        assert_eq!(members(&store, "a").await, [one.clone(), two.clone()]);
        assert_eq!(store.participant(&two).await.unwrap().unwrap().team, Some(id("a")));
        assert_eq!(kinds(&store).await, [("two@x.org".to_owned(), format!("{:?}", domain::ideathon::News::TakenIn(id("a"))))]);
        does(&store, &one, &Action::Leave).await.unwrap();
        assert_eq!(store.team(&id("a")).await.unwrap().unwrap().captain, Some(two.clone()));
        does(&store, &two, &Action::Leave).await.unwrap();
        assert_eq!(store.team(&id("a")).await.unwrap().unwrap().ended, Some(Ended::Dissolved));
        let whole = store.whole_hall().await.unwrap();
        assert_eq!((whole.people.len(), whole.teams.len(), whole.links.len()), (2, 1, 0));
        assert!(does(&store, &one, &ask("a")).await.unwrap_err().is_refusal("ideathon.team_gone"));
        assert!(does(&store, &one, &ask("none")).await.unwrap_err().is_refusal("ideathon.team_gone"));
    });
}

#[test]
fn only_who_is_approved_takes_part() {
    run(async {
        let store = store(3).await;
        let registration = submitted(&store, "zoe@x.org", &draft("Zoë", "Müller"), 0).await;
        let acting = actor(&registration.account);
        let refused = store.take_part(&act(&acting, 0), &registration.account, &profile(), &letter).await.unwrap_err();
        assert!(refused.is_refusal("ideathon.not_approved"));
    });
}

#[test]
fn a_code_lets_into_its_team_and_a_repeated_request_has_one_effect() {
    run(async {
        let store = store(3).await;
        let all = people(&store, "p", 3).await;
        let creator = actor(&all[0]);
        for _ in 0..2 {
            store.gather(&asked(&creator, 1, "r-1"), By::Participant(&all[0]), &create("a"), None, &letter).await.unwrap();
        }
        let code = Action::NewCode(InviteCode { code: "K7Q2".into(), until: later(60) });
        does(&store, &all[0], &code).await.unwrap();
        assert_eq!(store.team_by_code("K7Q2").await.unwrap(), Some(id("a")));
        let joiner = actor(&all[1]);
        let join = Action::UseCode(id("a"), "K7Q2".into());
        for _ in 0..2 {
            store.gather(&asked(&joiner, 2, "r-2"), By::Participant(&all[1]), &join, None, &letter).await.unwrap();
        }
        assert_eq!(members(&store, "a").await.len(), 2);
        let other = store.gather(&asked(&joiner, 2, "r-2"), By::Participant(&all[1]), &Action::UseCode(id("a"), "X".into()), None, &letter).await;
        assert!(other.unwrap_err().is_refusal("idempotency.mismatch"));
        does(&store, &all[0], &Action::NoCode).await.unwrap();
        assert_eq!(store.team_by_code("K7Q2").await.unwrap(), None);
    });
}

#[test]
fn organisers_move_people_with_a_reason_after_the_lock() {
    run(async {
        let store = store(2).await;
        let all = people(&store, "p", 3).await;
        does(&store, &all[0], &create("a")).await.unwrap();
        let desk = desk();
        let moved = Action::Move(all[1].clone(), Some(id("a")));
        store.gather(&act(&desk, 200), By::Organiser, &moved, Some("asked for it"), &letter).await.unwrap();
        let full = store.gather(&act(&desk, 200), By::Organiser, &Action::Move(all[2].clone(), Some(id("a"))), Some("x"), &letter).await;
        assert!(full.unwrap_err().is_refusal("ideathon.team_full"));
        let trail = store.audit_of(&format!("participant:{}", all[1]), None, 10).await;
        let row = trail.unwrap().rows.into_iter().find(|r| r.entry.verb == "ideathon.moved").unwrap();
        assert_eq!(row.entry.details["reason"], "asked for it");
        store.gather(&act(&desk, 201), By::Organiser, &Action::Dissolve(id("a")), Some("empty room"), &letter).await.unwrap();
        assert_eq!(store.team(&id("a")).await.unwrap().unwrap().ended, Some(Ended::Dissolved));
        assert_eq!(store.participant(&all[0]).await.unwrap().unwrap().team, None);
    });
}

/// Everybody on either of two nodes at once.
async fn at_once(store: &Store, actions: Vec<(AccountId, Action)>) -> Vec<Result<(), StoreError>> {
    let nodes = store.as_two_nodes();
    let tasks: Vec<_> = actions
        .into_iter()
        .enumerate()
        .map(|(n, (who, action))| {
            let node = if n % 2 == 0 { nodes.0.clone() } else { nodes.1.clone() };
            tokio::spawn(async move { does(&node, &who, &action).await })
        })
        .collect();
    let mut outcomes = Vec::new();
    for task in tasks {
        outcomes.push(task.await.unwrap());
    }
    outcomes
}

fn granted(outcomes: &[Result<(), StoreError>]) -> usize {
    outcomes.iter().filter(|o| o.is_ok()).count()
}

#[test]
fn the_last_places_of_a_team_are_taken_once_however_many_want_them() {
    run(async {
        let store = store(4).await;
        let all = people(&store, "p", 13).await;
        does(&store, &all[0], &create("a")).await.unwrap();
        does(&store, &all[0], &Action::NewCode(InviteCode { code: "C".into(), until: later(60) })).await.unwrap();
        let wants = all[1..].iter().map(|who| (who.clone(), Action::UseCode(id("a"), "C".into()))).collect();
        let outcomes = at_once(&store, wants).await;
        assert_eq!(granted(&outcomes), 3, "{outcomes:?}");
        assert!(outcomes.iter().all(|o| o.is_ok() || o.as_ref().is_err_and(|e| e.is_refusal("ideathon.team_full"))), "{outcomes:?}");
        let members = members(&store, "a").await;
        assert_eq!(members.len(), 4);
        for who in &all {
            let team = store.participant(who).await.unwrap().unwrap().team;
            assert_eq!(team.is_some(), members.contains(who));
        }
    });
}

#[test]
fn nobody_is_in_two_teams_however_many_take_them_in_at_once() {
    run(async {
        let store = store(6).await;
        let captains = people(&store, "c", 5).await;
        for (n, captain) in captains.iter().enumerate() {
            does(&store, captain, &create(&format!("t{n}"))).await.unwrap();
        }
        for round in 0..3 {
            let who = participant(&store, &format!("wanted{round}"), None).await;
            for n in 0..5 {
                does(&store, &who, &ask(&format!("t{n}"))).await.unwrap();
            }
            let takes = captains.iter().map(|captain| (captain.clone(), Action::TakeIn(who.clone()))).collect();
            let outcomes = at_once(&store, takes).await;
            assert_eq!(granted(&outcomes), 1, "{outcomes:?}");
            let mut in_teams = 0;
            for n in 0..5 {
                in_teams += usize::from(members(&store, &format!("t{n}")).await.contains(&who));
            }
            assert_eq!(in_teams, 1);
        }
    });
}

#[test]
fn a_request_and_an_invitation_sent_at_the_same_moment_always_meet() {
    run(async {
        let store = store(6).await;
        let captain = participant(&store, "captain", None).await;
        does(&store, &captain, &create("a")).await.unwrap();
        for round in 0..4 {
            let who = participant(&store, &format!("p{round}"), None).await;
            let outcomes = at_once(&store, vec![(who.clone(), ask("a")), (captain.clone(), Action::Invite(who.clone()))]).await;
            assert_eq!(granted(&outcomes), 2, "{outcomes:?}");
            assert!(members(&store, "a").await.contains(&who), "they passed each other");
        }
    });
}

#[test]
fn the_rule_of_cities_and_the_most_of_a_team_hold_while_teams_merge_and_people_join() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let strict = Rules { most_of_one_city: Some(1), ..rules(4) };
        store.set_ideathon_rules(&Act::system(now()), &strict, 0).await.unwrap();
        let one = participant(&store, "one", Some("Porto")).await;
        let two = participant(&store, "two", Some("Faro")).await;
        let mut others = Vec::new();
        for (n, city) in ["Porto", "Porto", "Faro", "Faro", "Lagos", "Braga", "Évora"].into_iter().enumerate() {
            others.push(participant(&store, &format!("o{n}"), Some(city)).await);
        }
        does(&store, &one, &create("a")).await.unwrap();
        does(&store, &two, &create("b")).await.unwrap();
        for (who, code) in [(&one, "CA"), (&two, "CB")] {
            does(&store, who, &Action::NewCode(InviteCode { code: code.into(), until: later(60) })).await.unwrap();
        }
        let mut wants = vec![(one.clone(), Action::WishMerge(id("b"))), (two.clone(), Action::WishMerge(id("a")))];
        for (n, who) in others.iter().enumerate() {
            let (team, code) = if n % 2 == 0 { ("b", "CB") } else { ("a", "CA") };
            wants.push((who.clone(), Action::UseCode(id(team), code.into())));
        }
        let _ = at_once(&store, wants).await;
        let whole = store.whole_hall().await.unwrap();
        for team in whole.teams.values() {
            let mut cities: Vec<&str> = team.members.iter().map(|m| whole.people[&m.account].city.as_str()).collect();
            assert!(cities.len() <= 4, "{team:?}");
            cities.sort_unstable();
            let all = cities.len();
            cities.dedup();
            assert_eq!(cities.len(), all, "{team:?}");
            assert!(team.members.iter().all(|m| whole.people[&m.account].team.as_ref() == Some(&team.id)));
            assert_eq!(team.ended.is_some(), team.members.is_empty());
        }
        for person in whole.people.values() {
            assert!(person.team.as_ref().is_none_or(|t| whole.teams[t].has(&person.account)));
        }
    });
}

#[test]
fn what_was_kept_is_there_after_the_store_is_opened_again() {
    run(async {
        let dir = TempDir::new("ideathon");
        let (one, before) = {
            let store = engine_rig::at(&dir.url()).await;
            store.set_ideathon_rules(&Act::system(now()), &rules(3), 0).await.unwrap();
            let one = participant(&store, "one", None).await;
            does(&store, &one, &create("a")).await.unwrap();
            (one, store.whole_hall().await.unwrap())
        };
        let store = engine_rig::at(&dir.url()).await;
        let after = store.whole_hall().await.unwrap();
        assert_eq!((after.people, after.teams, after.rules), (before.people, before.teams, before.rules));
        assert!(does(&store, &one, &create("b")).await.unwrap_err().is_refusal("ideathon.in_a_team"));
    });
}

#[test]
fn who_withdraws_from_the_assembly_or_is_erased_leaves_the_team_as_by_leaving() {
    run(async {
        let store = store(3).await;
        let all = people(&store, "p", 2).await;
        does(&store, &all[0], &create("a")).await.unwrap();
        does(&store, &all[1], &ask("a")).await.unwrap();
        does(&store, &all[0], &Action::TakeIn(all[1].clone())).await.unwrap();
        let mine = store.export_of(&store.account(&all[0]).await.unwrap().unwrap()).await.unwrap();
        assert_eq!(mine["ideathon"]["team"], "a");
        for who in &all {
            let account = store.account(who).await.unwrap().unwrap();
            // Who takes part in the assembly no more does so in the ideathon neither.
            store.withdraw(&act(&actor(who), 4), who, &|n| Mail::new(&n.to, "en", "k", "s", "t")).await.unwrap();
            assert_eq!(store.participant(who).await.unwrap(), None);
            store.erase(&act(&actor(who), 5), &account, Mail::new("x@x.org", "en", "k", "s", "t"), &|_, _| vec![]).await.unwrap();
            let team = store.team(&id("a")).await.unwrap().unwrap();
            assert!(!team.has(who) && team.captain.as_ref() != Some(who));
        }
        let whole = store.whole_hall().await.unwrap();
        assert_eq!((whole.people.len(), whole.teams[&id("a")].ended.clone()), (0, Some(Ended::Dissolved)));
    });
}

/// Proposes teams to those who look for one, an hour after teams began to form; answers the proposal.
async fn proposed(store: &Store) -> Matching {
    store.propose_match(&act(&desk(), 60), 0, &letter).await.unwrap();
    store.matching().await.unwrap().unwrap()
}

async fn says(store: &Store, who: &AccountId, yes: bool) -> Result<(), StoreError> {
    store.answer_match(&act(&actor(who), 61), who, yes).await
}

fn in_groups(matching: &Matching) -> Vec<AccountId> {
    matching.proposal.groups.iter().flat_map(|g| g.people.iter().map(|p| p.person.clone())).collect()
}

/// How often each of these was told that a team took them in.
async fn taken_in(store: &Store) -> Vec<String> {
    let mut told: Vec<String> = kinds(store).await.into_iter().filter(|(_, kind)| kind.starts_with("TakenIn")).map(|(to, _)| to).collect();
    told.sort();
    told
}

#[test]
fn a_proposal_is_made_once_changed_within_the_rules_and_answered_by_those_in_it() {
    run(async {
        let store = store(3).await;
        let all = people(&store, "p", 5).await;
        let stranger = participant(&store, "stranger", None).await;
        does(&store, &stranger, &create("a")).await.unwrap();
        does(&store, &stranger, &Action::OpenToMatch(false)).await.unwrap();
        let matching = proposed(&store).await;
        let again = store.propose_match(&act(&desk(), 60), 0, &letter).await.unwrap_err();
        assert!(again.is_refusal("ideathon.changed_meanwhile"), "{again:?}");
        let told = store.outbox(None, None, 500).await.unwrap().rows.iter().filter(|r| r.mail.kind == "Proposed").count();
        assert_eq!((matching.proposal.groups.len(), in_groups(&matching).len(), told), (2, 5, 5));
        let by_size = |n: usize| matching.proposal.groups.iter().find(|g| g.people.len() == n).unwrap();
        let (large, small) = (by_size(3), by_size(2));
        let (one, other) = (large.people[0].person.clone(), small.people[0].person.clone());
        let full = store.move_match(&act(&desk(), 61), &other, Some(large.number), matching.version).await.unwrap_err();
        assert!(full.is_refusal("ideathon.team_full"), "{full:?}");
        store.move_match(&act(&desk(), 61), &one, Some(small.number), matching.version).await.unwrap();
        let stale = store.move_match(&act(&desk(), 61), &one, None, matching.version).await.unwrap_err();
        assert!(stale.is_refusal("ideathon.changed_meanwhile"), "{stale:?}");
        assert!(says(&store, &stranger, true).await.unwrap_err().is_refusal("ideathon.nothing_to_answer"));
        says(&store, &one, true).await.unwrap();
        says(&store, &one, false).await.unwrap();
        let now = store.matching().await.unwrap().unwrap();
        assert_eq!(now.proposal.group_of(&one).unwrap().number, small.number);
        assert_eq!((now.answers.len(), now.answers[&one]), (1, false));
        assert!(all.contains(&one));
        let late = store.propose_match(&act(&desk(), 121), now.version, &letter).await.unwrap_err();
        assert!(late.is_refusal("ideathon.locked"), "{late:?}");
    });
}

#[test]
fn two_servers_that_carry_a_proposal_out_at_once_bring_each_group_together_once() {
    run(async {
        for round in 0..3 {
            let store = store(4).await;
            let begun = participant(&store, "begun", None).await;
            does(&store, &begun, &create("a")).await.unwrap();
            let all = people(&store, &format!("r{round}p"), 9).await;
            let matching = proposed(&store).await;
            assert!(matching.proposal.groups.iter().any(|g| g.team == Some(id("a"))), "{matching:?}");
            for who in in_groups(&matching) {
                says(&store, &who, true).await.unwrap();
            }
            let (one, two) = store.as_two_nodes();
            let applies = [one, two].map(|node| tokio::spawn(async move { node.apply_match(later(75), &letter).await }));
            for applied in applies {
                applied.await.unwrap().unwrap();
            }
            let hall = store.whole_hall().await.unwrap();
            assert!(store.matching().await.unwrap().unwrap().proposal.applied);
            assert_eq!(hall.teams.len(), 1 + matching.proposal.groups.iter().filter(|g| g.team.is_none()).count());
            let seats: Vec<&AccountId> = hall.teams.values().flat_map(|t| t.members.iter().map(|m| &m.account)).collect();
            assert_eq!(seats.len(), 1 + in_groups(&matching).len());
            for who in &all {
                let of = seats.iter().filter(|s| **s == who).count();
                assert_eq!((of, hall.people[who].team.is_some()), (usize::from(in_groups(&matching).contains(who)), of == 1));
            }
            assert!(hall.teams.values().all(|t| t.members.len() <= 4));
            let told = taken_in(&store).await;
            let mut once = told.clone();
            once.dedup();
            assert_eq!((told.len(), once.len()), (in_groups(&matching).len(), told.len()), "{told:?}");
            // Again, later: nothing is left to do.
            store.apply_match(later(80), &letter).await.unwrap();
            assert_eq!(store.whole_hall().await.unwrap().teams, hall.teams);
        }
    });
}

#[test]
fn a_server_that_ended_in_the_middle_of_a_proposal_is_followed_by_one_that_does_the_rest() {
    run(async {
        let store = store(3).await;
        let _ = people(&store, "p", 6).await;
        let matching = proposed(&store).await;
        for who in in_groups(&matching) {
            says(&store, &who, true).await.unwrap();
        }
        // What the first one did before it ended: one group, and nothing more.
        let group = matching.proposal.groups.iter().find(|g| g.people.len() == 3).unwrap();
        let request = RequestId::parse(&format!("match-{}-{}", matching.proposal.seed, group.number)).unwrap();
        let system = Act { request: Some(request), ..Act::system(later(75)) };
        let team = TeamId::parse(&system.made("ideathon.match")).unwrap();
        let facts = TeamFacts { name: "Team 1".into(), ..TeamFacts::default() };
        let action = Action::Form { team: team.clone(), facts, people: group.people.iter().map(|p| p.person.clone()).collect() };
        store.gather(&system, By::Organiser, &action, None, &letter).await.unwrap();
        let first = store.team(&team).await.unwrap().unwrap();
        // Somebody of that group went away before the second one began: they are not brought back.
        let gone = first.members[2].account.clone();
        store.gather(&act(&actor(&gone), 76), By::Participant(&gone), &Action::Leave, None, &letter).await.unwrap();

        store.apply_match(later(77), &letter).await.unwrap();
        let hall = store.whole_hall().await.unwrap();
        assert!(hall.matching.as_ref().unwrap().proposal.applied);
        assert_eq!(hall.teams.len(), matching.proposal.groups.len());
        assert_eq!(hall.teams[&team].members.len(), 2);
        for who in in_groups(&matching) {
            assert_eq!(hall.people[&who].team.is_some(), who != gone, "{who}");
        }
        assert_eq!(taken_in(&store).await.len(), 6);
    });
}

#[test]
fn who_found_a_team_meanwhile_or_did_not_agree_is_left_where_they_are() {
    run(async {
        let store = store(4).await;
        let _ = people(&store, "p", 8).await;
        let matching = proposed(&store).await;
        let group = matching.proposal.groups[0].clone();
        let [elsewhere, silent, refuses] = [0, 1, 2].map(|n: usize| in_groups(&matching)[n].clone());
        for who in in_groups(&matching).iter().filter(|w| **w != silent) {
            says(&store, who, *who != refuses).await.unwrap();
        }
        store.gather(&act(&actor(&elsewhere), 62), By::Participant(&elsewhere), &create("own"), None, &letter).await.unwrap();
        store.apply_match(later(75), &letter).await.unwrap();
        let hall = store.whole_hall().await.unwrap();
        assert_eq!(hall.people[&elsewhere].team, Some(id("own")));
        assert_eq!((hall.people[&silent].team.clone(), hall.people[&refuses].team.clone()), (None, None));
        let of_group: Vec<_> = group.people.iter().filter_map(|p| hall.people[&p.person].team.clone()).filter(|t| *t != id("own")).collect();
        // One alone is no team.
        assert_eq!(of_group.len(), if group.people.len() - 3 > 1 { group.people.len() - 3 } else { 0 });
        let others = in_groups(&matching).into_iter().filter(|w| group.people.iter().all(|p| p.person != *w));
        for who in others {
            assert!(hall.people[&who].team.is_some(), "{who}");
        }
    });
}
