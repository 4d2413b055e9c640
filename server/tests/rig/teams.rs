//! People of the ideathon: participants, teams and mentors.

use domain::ideathon::{Action, By, Profile, Rules, Skill, TeamFacts};
use domain::kernel::ids::TeamId;
use domain::registration::{Decision, Notice};
use jiff::SignedDuration;
use store::{Act, Mail, TeamNotice};

use super::{Caller, Rig};

fn told(notice: &TeamNotice) -> Mail {
    Mail::new(&notice.to, "en", "team", "s", "t")
}

impl Rig {
    /// Lets the ideathon begin now: teams form for six hours, the deadline is in ten, and half an hour of grace follows.
    pub async fn open_ideathon(&self) -> Rules {
        let now = self.now();
        let hours = |n| now + SignedDuration::from_hours(n);
        let moments = Rules { opens_at: now, match_at: hours(5), locks_at: hours(6), deadline: hours(10), ..Rules::default() };
        let rules = Rules { grace_minutes: 30, max: 6, ..moments };
        let (_, version) = self.store.ideathon_rules().await.unwrap();
        self.store.set_ideathon_rules(&Act::system(now), &rules, version).await.unwrap();
        rules
    }

    /// Somebody who takes part in the ideathon.
    pub async fn participant(&self, address: &str) -> Caller {
        let caller = self.person(address).await;
        let version = caller.fill(0).await;
        let _ = caller.call("registration/submit", &[("version", &version), ("request_id", "hand-in")]).await.expect(200);
        let account = caller.account.clone().unwrap();
        let found = self.store.my_registration(&account).await.unwrap().unwrap();
        let letter = |_: &Notice| Mail::new(address, "en", "approved", "s", "t");
        self.store.decide(&Act::system(self.now()), &found.id, found.version, &Decision::Approve, &letter).await.unwrap();
        let profile = Profile { skills: vec![Skill::Ux], languages: vec!["en".into()], looking: true, ..Profile::default() };
        self.store.take_part(&Act::system(self.now()), &account, &profile, &told).await.unwrap();
        caller
    }

    /// A team of these people, who take part; the first one is the captain. The ideathon has to be open.
    pub async fn team(&self, name: &str, addresses: &[&str]) -> Vec<Caller> {
        let id = TeamId::parse(name).unwrap();
        let mut members = Vec::new();
        for address in addresses {
            let caller = self.participant(address).await;
            let account = caller.account.clone().unwrap();
            let facts = TeamFacts { name: name.to_uppercase(), pitch: format!("The pitch of {name}"), ..TeamFacts::default() };
            let (by, action) = match members.is_empty() {
                true => (By::Participant(&account), Action::Create { team: id.clone(), facts }),
                false => (By::Organiser, Action::Move(account.clone(), Some(id.clone()))),
            };
            self.store.gather(&Act::system(self.now()), by, &action, None, &told).await.unwrap();
            members.push(caller);
        }
        members
    }

    /// A mentor.
    pub async fn mentor(&self, address: &str) -> Caller {
        let caller = self.participant(address).await;
        let action = Action::Mentor(caller.account.clone().unwrap(), true);
        self.store.gather(&Act::system(self.now()), By::Organiser, &action, None, &told).await.unwrap();
        caller
    }
}
