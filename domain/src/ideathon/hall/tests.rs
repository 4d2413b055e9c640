use super::*;
use crate::ideathon::{Lacks, Skill};
use proptest::prelude::*;

fn person(n: u8) -> AccountId {
    AccountId::parse(&format!("p{n}")).unwrap()
}

fn team(n: u8) -> TeamId {
    TeamId::parse(&format!("t{n}")).unwrap()
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

fn rules() -> Rules {
    Rules { min: 2, max: 3, most_of_one_city: Some(2), least_skills: 2, opens_at: at(0), match_at: at(0), locks_at: at(1000), ..Rules::default() }
}

/// Everything that is kept; a decision looks at all of it here.
#[derive(Clone, Debug, Default)]
struct World {
    hall: Hall,
    second: i64,
}

impl World {
    fn with(people: u8) -> Self {
        let mut world = Self { hall: Hall { rules: rules(), ..Hall::default() }, second: 0 };
        for n in 0..people {
            let profile = Profile { looking: true, skills: vec![if n % 2 == 0 { Skill::Ux } else { Skill::Data }], ..Profile::default() };
            let city = format!("city {}", n % 3);
            let action = Action::Profile { name: format!("P{n}"), city: city.clone(), city_key: city, profile };
            world.does(n, action).unwrap();
        }
        world
    }

    fn does(&mut self, who: u8, action: Action) -> Result<Plan, Refusal> {
        let who = person(who);
        self.decides(By::Participant(&who), &action)
    }

    fn decides(&mut self, by: By<'_>, action: &Action) -> Result<Plan, Refusal> {
        self.second += 1;
        let plan = self.hall.clone().decide(by, action, at(self.second))?;
        for gone in &plan.gone {
            self.hall.people.remove(&gone.account);
        }
        for changed in plan.people.iter().cloned() {
            self.hall.people.insert(changed.account.clone(), changed);
        }
        for changed in plan.teams.iter().cloned() {
            self.hall.teams.insert(changed.id.clone(), changed);
        }
        self.hall.links.retain(|l| !plan.unlinked.contains(&(l.team.clone(), l.person.clone())));
        self.hall.links.extend(plan.links.iter().cloned());
        self.hall.wishes.retain(|w| !plan.unwished.contains(&(w.from.clone(), w.to.clone())));
        self.hall.wishes.extend(plan.wishes.iter().cloned());
        Ok(plan)
    }

    fn make(&mut self, who: u8, id: u8) {
        self.does(who, Action::Create { team: team(id), facts: TeamFacts::default() }).unwrap();
    }

    fn members(&self, id: u8) -> Vec<AccountId> {
        self.hall.teams[&team(id)].members.iter().map(|m| m.account.clone()).collect()
    }

    fn ask(&mut self, who: u8, id: u8) -> Result<Plan, Refusal> {
        self.does(who, Action::Ask { team: team(id), words: String::new() })
    }

    /// What always holds.
    fn check(&self) {
        let rules = &self.hall.rules;
        for team in self.hall.teams.values() {
            assert!(team.members.len() <= usize::from(rules.max), "{team:?}");
            let mut cities: BTreeMap<&str, u8> = BTreeMap::new();
            for member in &team.members {
                let who = &self.hall.people[&member.account];
                assert_eq!(who.team.as_ref(), Some(&team.id));
                assert!(!who.mentor);
                *cities.entry(&who.city_key).or_default() += 1;
            }
            assert!(cities.values().all(|n| *n <= rules.most_of_one_city.unwrap()), "{team:?}");
            match (&team.ended, &team.captain) {
                (None, Some(captain)) => assert!(team.has(captain)),
                (Some(_), None) => assert!(team.members.is_empty() && team.code.is_none()),
                other => panic!("{other:?}"),
            }
        }
        for who in self.hall.people.values() {
            if let Some(team) = &who.team {
                assert!(self.hall.teams[team].has(&who.account));
            }
        }
        for link in &self.hall.links {
            assert!(self.hall.teams[&link.team].ended.is_none() && self.hall.people[&link.person].team.is_none(), "{link:?}");
        }
        for wish in &self.hall.wishes {
            assert!(self.hall.teams[&wish.from].ended.is_none() && self.hall.teams[&wish.to].ended.is_none());
        }
    }
}

#[test]
fn a_request_and_an_invitation_that_cross_are_an_agreement() {
    let mut world = World::with(3);
    world.make(0, 0);
    world.ask(1, 0).unwrap();
    assert_eq!(world.members(0), [person(0)]);
    world.does(0, Action::Invite(person(1))).unwrap();
    assert_eq!(world.members(0), [person(0), person(1)]);
    world.does(1, Action::Invite(person(2))).unwrap();
    world.ask(2, 0).unwrap();
    assert_eq!(world.members(0), [person(0), person(1), person(2)]);
    assert_eq!(world.hall.links, []);
    world.check();
}

#[test]
fn who_joins_a_team_has_no_open_requests_elsewhere() {
    let mut world = World::with(4);
    world.make(0, 0);
    world.make(1, 1);
    world.ask(2, 0).unwrap();
    world.ask(2, 1).unwrap();
    let plan = world.does(1, Action::TakeIn(person(2))).unwrap();
    assert_eq!(plan.news, [(person(2), News::TakenIn(team(1)))]);
    assert_eq!(world.hall.links, []);
    assert_eq!(world.does(0, Action::TakeIn(person(2))), Err(Refusal::NothingToAnswer));
    assert_eq!(world.does(0, Action::Invite(person(2))), Err(Refusal::InATeam));
}

#[test]
fn a_full_team_refuses_and_so_does_one_with_too_many_of_one_city() {
    let mut world = World::with(9);
    world.make(0, 0);
    world.ask(3, 0).unwrap();
    world.does(0, Action::TakeIn(person(3))).unwrap();
    // People 0, 3 and 6 are of one city, and two may be in one team.
    assert_eq!(world.ask(6, 0), Err(Refusal::TooManyOfOneCity));
    world.ask(1, 0).unwrap();
    world.ask(2, 0).unwrap();
    world.does(0, Action::TakeIn(person(1))).unwrap();
    assert_eq!(world.does(0, Action::TakeIn(person(2))), Err(Refusal::TeamFull));
    assert_eq!(world.decides(By::Organiser, &Action::Move(person(2), Some(team(0)))), Err(Refusal::TeamFull));
    world.does(1, Action::Leave).unwrap();
    world.does(0, Action::TakeIn(person(2))).unwrap();
    world.check();
}

#[test]
fn the_captaincy_goes_by_time_and_the_last_ones_leaving_ends_the_team() {
    let mut world = World::with(3);
    world.make(1, 0);
    for who in [2, 0] {
        world.ask(who, 0).unwrap();
        world.does(1, Action::TakeIn(person(who))).unwrap();
    }
    assert_eq!(world.does(0, Action::Close(true)), Err(Refusal::CaptainOnly));
    let plan = world.does(1, Action::Leave).unwrap();
    assert_eq!(plan.news, [(person(2), News::Captain(team(0)))]);
    world.does(2, Action::HandOver(person(0))).unwrap();
    world.does(0, Action::Leave).unwrap();
    assert_eq!(world.hall.teams[&team(0)].captain, Some(person(2)));
    world.does(2, Action::Leave).unwrap();
    assert_eq!(world.hall.teams[&team(0)].ended, Some(Ended::Dissolved));
    assert_eq!(world.ask(1, 0), Err(Refusal::TeamGone));
    world.check();
}

#[test]
fn a_code_lets_in_until_it_is_replaced_or_over() {
    let mut world = World::with(4);
    world.make(0, 0);
    let code = |code: &str, until| Action::NewCode(InviteCode { code: code.to_owned(), until: at(until) });
    world.does(0, code("AAAA", 100)).unwrap();
    world.does(1, Action::UseCode(team(0), "AAAA".into())).unwrap();
    world.does(1, code("BBBB", 100)).unwrap();
    assert_eq!(world.does(2, Action::UseCode(team(0), "AAAA".into())), Err(Refusal::CodeNotValid));
    world.second = 99;
    assert_eq!(world.does(2, Action::UseCode(team(0), "BBBB".into())), Err(Refusal::CodeNotValid));
    world.does(1, Action::NoCode).unwrap();
    assert_eq!(world.does(2, Action::UseCode(team(0), "BBBB".into())), Err(Refusal::CodeNotValid));
}

#[test]
fn two_teams_become_one_when_both_want_it_and_are_not_too_many() {
    let mut world = World::with(6);
    world.make(0, 0);
    world.make(1, 1);
    world.make(2, 2);
    world.ask(4, 1).unwrap();
    world.does(1, Action::TakeIn(person(4))).unwrap();
    world.ask(5, 0).unwrap();
    world.does(0, Action::WishMerge(team(1))).unwrap();
    assert_eq!(world.does(4, Action::AcceptMerge(team(0))), Err(Refusal::CaptainOnly));
    assert_eq!(world.does(1, Action::AcceptMerge(team(2))), Err(Refusal::NothingToAnswer));
    // Crossing wishes are an agreement too: the team that was asked first takes the other one in.
    world.does(1, Action::WishMerge(team(0))).unwrap();
    assert_eq!(world.members(1), [person(0), person(1), person(4)]);
    assert_eq!(world.hall.teams[&team(0)].ended, Some(Ended::Merged(team(1))));
    assert_eq!((world.hall.links.len(), world.hall.wishes.len()), (0, 0));
    assert_eq!(world.does(2, Action::WishMerge(team(1))), Err(Refusal::TooManyTogether));
    world.check();
}

#[test]
fn before_the_opening_and_after_the_lock_only_organisers_move_people() {
    let mut world = World::with(3);
    world.hall.rules.opens_at = at(50);
    let create = Action::Create { team: team(0), facts: TeamFacts::default() };
    assert_eq!(world.does(0, create.clone()), Err(Refusal::NotOpenYet));
    world.second = 60;
    world.does(0, create).unwrap();
    world.ask(1, 0).unwrap();
    world.second = 1000;
    assert_eq!(world.does(0, Action::TakeIn(person(1))), Err(Refusal::Locked));
    assert_eq!(world.does(0, Action::Leave), Err(Refusal::Locked));
    world.decides(By::Organiser, &Action::Move(person(1), Some(team(0)))).unwrap();
    assert_eq!(world.does(1, Action::Stop), Err(Refusal::Locked));
    world.decides(By::Organiser, &Action::Move(person(0), None)).unwrap();
    assert_eq!(world.hall.teams[&team(0)].captain, Some(person(1)));
    assert_eq!(world.does(2, Action::Move(person(1), None)), Err(Refusal::NothingToAnswer));
    world.check();
}

#[test]
fn what_a_team_lacks_is_people_and_different_skills() {
    let world = World::with(3);
    let people: Vec<&Participant> = world.hall.people.values().collect();
    assert_eq!(Lacks::of([people[0]], &rules()), Lacks { people: 1, skills: 1 });
    assert_eq!(Lacks::of([people[0], people[2]], &rules()), Lacks { people: 0, skills: 1 });
    assert!(Lacks::of(people, &rules()).nothing());
}

#[test]
fn a_mentor_is_in_no_team_and_nobody_stays_after_stopping() {
    let mut world = World::with(4);
    world.make(0, 0);
    world.ask(1, 0).unwrap();
    assert_eq!(world.decides(By::Organiser, &Action::Mentor(person(0), true)), Err(Refusal::InATeam));
    world.decides(By::Organiser, &Action::Mentor(person(1), true)).unwrap();
    assert_eq!(world.does(0, Action::Invite(person(1))), Err(Refusal::Mentor));
    world.ask(2, 0).unwrap();
    world.does(0, Action::Stop).unwrap();
    assert!(!world.hall.people.contains_key(&person(0)));
    assert_eq!(world.hall.teams[&team(0)].ended, Some(Ended::Dissolved));
    world.check();
}

fn actions() -> impl Strategy<Value = (u8, bool, Action)> {
    let (p, t) = (|| (0u8..8).prop_map(person), || (0u8..5).prop_map(team));
    let action = prop_oneof![
        4 => t().prop_map(|team| Action::Create { team, facts: TeamFacts::default() }),
        6 => t().prop_map(|team| Action::Ask { team, words: String::new() }),
        6 => p().prop_map(Action::Invite),
        6 => p().prop_map(Action::TakeIn),
        1 => t().prop_map(Action::AcceptInvitation),
        1 => t().prop_map(Action::DeclineInvitation),
        1 => p().prop_map(Action::TurnDown),
        1 => p().prop_map(Action::Uninvite),
        1 => t().prop_map(Action::TakeBack),
        2 => Just(Action::Leave),
        1 => p().prop_map(Action::HandOver),
        1 => any::<bool>().prop_map(Action::Close),
        3 => t().prop_map(Action::WishMerge),
        2 => t().prop_map(Action::AcceptMerge),
        1 => t().prop_map(Action::DeclineMerge),
        1 => Just(Action::NewCode(InviteCode { code: "C".into(), until: Timestamp::MAX })),
        2 => t().prop_map(|team| Action::UseCode(team, "C".into())),
        2 => (p(), proptest::option::of(t())).prop_map(|(person, team)| Action::Move(person, team)),
        1 => t().prop_map(Action::Dissolve),
        1 => (p(), any::<bool>()).prop_map(|(person, on)| Action::Mentor(person, on)),
        1 => Just(Action::Stop),
        2 => (t(), prop::collection::vec(p(), 0..5)).prop_map(|(team, people)| Action::Bring { team, people }),
        2 => (t(), prop::collection::vec(p(), 0..5)).prop_map(|(team, people)| Action::Form { team, facts: TeamFacts::default(), people }),
    ];
    (0u8..8, prop::bool::weighted(0.2), action)
}

proptest! {
    #[test]
    fn whatever_happens_in_whichever_order_every_rule_holds(steps in prop::collection::vec(actions(), 1..120)) {
        let mut world = World::with(8);
        for (who, organiser, action) in steps {
            let who = person(who);
            let by = if organiser { By::Organiser } else { By::Participant(&who) };
            let _ = world.decides(by, &action);
            world.check();
        }
    }
}
