//! The ideathon: participants, teams and how they come together.
//!
//! Always holds: what [`domain::ideathon::hall`] decided is written only while every team and person that it rests on is as it was read; else it
//! is decided again. So one team a person, the most of a team and the most of one city hold under any race.

pub(crate) mod erasure;
pub mod hours;
pub(crate) mod matching;
mod rows;
pub(crate) mod work_erasure;
pub mod workspace;

use domain::ideathon::{Action, By, Hall, Link, News, Participant, Plan, Profile, Rules, Team, Wish};
use domain::kernel::Lang;
use domain::kernel::ids::{AccountId, TeamId};
use domain::registration::State;
use domain::registration::city::name_key;
use serde_json::Value as Json;
use surrealdb::types::{RecordId, SurrealValue};

use crate::act::Act;
use crate::engine::connect::Store;
use crate::engine::error::StoreError;
use crate::engine::outbox::Mail;
use crate::engine::query::Query;
use crate::engine::tx::Tx;
use crate::places::{Tries, or_busy};
use rows::{LinkRow, ParticipantRow, TeamRow, WishRow};

/// How many messages are queued in one transaction.
const PIECE: usize = 100;

/// The texts of this module.
pub const QUERIES: &[Query] = &[
    RULES,
    SET_RULES.sample("{ rules: {}, version: 0 }"),
    PEOPLE.sample("{ people: [participant:a] }"),
    HALL.sample("{ teams: [team:a], people_keys: ['a'], team_keys: ['a'] }"),
    TEAM_BY_CODE.sample("{ code: 'A' }"),
    WHOLE.tiny(&[
        ("participant", "the board is all of them"),
        ("team", "the board is all of them"),
        ("team_link", "the board counts all of them"),
        ("team_wish", "the board counts all of them"),
    ]),
    APPLY.sample("{ people: [], gone: [], teams: [], links: [], unlinked: [], wishes: [], unwished: [] }"),
    CONTACTS.sample("{ ids: [account:a] }"),
    WRITE,
];

const RULES: Query = Query::read(
    "ideathon.rules",
    "RETURN { set: (SELECT VALUE rules FROM ONLY ideathon:main), version: (SELECT VALUE version FROM ONLY ideathon:main) ?? 0,
        event: (SELECT VALUE body.ideathon FROM ONLY item:['event', 'main']) }",
);
const SET_RULES: Query = Query::write(
    "ideathon.set_rules",
    "IF ((SELECT VALUE version FROM ONLY ideathon:main) ?? 0) != $version { THROW 'ideathon.changed_meanwhile' };
     UPSERT ideathon:main SET rules = $rules, version = $version + 1 RETURN NONE;
     true",
);
const PEOPLE: Query = Query::read("ideathon.people", "SELECT * FROM $people");
const HALL: Query = Query::read(
    "ideathon.hall",
    "LET $found = (SELECT * FROM $teams);
     LET $members = array::distinct(array::flatten($found.map(|$team| $team.members.account)));
     RETURN {
        teams: $found,
        members: (SELECT * FROM $members.map(|$account| type::record('participant', $account))),
        links: array::concat((SELECT * FROM team_link WHERE person IN $people_keys), (SELECT * FROM team_link WHERE team IN $team_keys)),
        wishes: array::concat((SELECT * FROM team_wish WHERE team IN $team_keys), (SELECT * FROM team_wish WHERE into IN $team_keys))
     }",
);
const TEAM_BY_CODE: Query = Query::read("ideathon.team_by_code", "SELECT VALUE id FROM team WHERE code = $code LIMIT 1");
const WHOLE: Query = Query::read(
    "ideathon.whole",
    "RETURN {
        teams: (SELECT * FROM team),
        members: (SELECT * FROM participant),
        links: (SELECT * FROM team_link),
        wishes: (SELECT * FROM team_wish)
     }",
);
const APPLY: Query = Query::write(
    "ideathon.apply",
    "FOR $change IN array::concat($people, $teams) {
        IF ((SELECT VALUE version FROM ONLY $change.id) ?? 0) != $change.version { THROW 'places.moved' };
        UPSERT $change.id CONTENT $change.row RETURN NONE;
     };
     FOR $person IN $gone {
        IF ((SELECT VALUE version FROM ONLY $person.id) ?? 0) != $person.version { THROW 'places.moved' };
        DELETE $person.id RETURN NONE;
     };
     FOR $id IN array::concat($unlinked, $unwished) { DELETE $id RETURN NONE };
     FOR $change IN array::concat($links, $wishes) { UPSERT $change.id CONTENT $change.row RETURN NONE };
     true",
);
const WRITE: Query = Query::write("ideathon.write", "true");
const CONTACTS: Query = Query::read("ideathon.contacts", "SELECT id, name, lang, email FROM $ids WHERE email != ''");

/// Something that somebody is told about teams.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TeamNotice {
    /// The address.
    pub to: String,
    /// The person's name.
    pub name: String,
    /// The language to write in.
    pub lang: Lang,
    /// What happened.
    pub news: News,
    /// The name of the team it is about, where there is one.
    pub team: String,
    /// The reason that an organiser gave.
    pub reason: Option<String>,
}

/// Writes the letter about something that happened in the ideathon.
pub type TeamLetters<'a> = &'a (dyn Fn(&TeamNotice) -> Mail + Send + Sync);

#[derive(SurrealValue)]
struct RulesRow {
    set: Option<Json>,
    version: i64,
    event: Option<Json>,
}

#[derive(SurrealValue)]
struct SetRules {
    rules: Json,
    version: i64,
}

#[derive(SurrealValue)]
struct People {
    people: Vec<RecordId>,
}

#[derive(SurrealValue)]
struct HallParams {
    teams: Vec<RecordId>,
    people_keys: Vec<String>,
    team_keys: Vec<String>,
}

#[derive(SurrealValue)]
struct HallRow {
    teams: Vec<TeamRow>,
    members: Vec<ParticipantRow>,
    links: Vec<LinkRow>,
    wishes: Vec<WishRow>,
}

#[derive(SurrealValue)]
struct ByCode {
    code: String,
}

#[derive(SurrealValue)]
struct Ids {
    ids: Vec<RecordId>,
}

#[derive(SurrealValue)]
struct ContactRow {
    id: RecordId,
    name: String,
    lang: String,
    email: String,
}

#[derive(Clone, SurrealValue)]
struct PersonChange {
    id: RecordId,
    version: i64,
    row: ParticipantRow,
}

#[derive(Clone, SurrealValue)]
struct TeamChange {
    id: RecordId,
    version: i64,
    row: TeamRow,
}

#[derive(Clone, SurrealValue)]
struct LinkChange {
    id: RecordId,
    row: LinkRow,
}

#[derive(Clone, SurrealValue)]
struct WishChange {
    id: RecordId,
    row: WishRow,
}

#[derive(Clone, SurrealValue)]
struct Apply {
    people: Vec<PersonChange>,
    gone: Vec<PersonChange>,
    teams: Vec<TeamChange>,
    links: Vec<LinkChange>,
    unlinked: Vec<RecordId>,
    wishes: Vec<WishChange>,
    unwished: Vec<RecordId>,
}

impl Apply {
    fn of(plan: &Plan) -> Result<Self, StoreError> {
        let number = |version: u64| i64::try_from(version).unwrap_or(i64::MAX);
        let person =
            |p: &Participant| Ok(PersonChange { id: rows::participant(&p.account), version: number(p.version), row: ParticipantRow::of(p)? });
        let team = |t: &Team| Ok(TeamChange { id: rows::team(&t.id), version: number(t.version), row: TeamRow::of(t)? });
        Ok(Self {
            people: plan.people.iter().map(person).collect::<Result<_, StoreError>>()?,
            gone: plan.gone.iter().map(person).collect::<Result<_, StoreError>>()?,
            teams: plan.teams.iter().map(team).collect::<Result<_, StoreError>>()?,
            links: plan.links.iter().map(|l| LinkChange { id: rows::link(&l.team, &l.person), row: LinkRow::of(l) }).collect(),
            unlinked: plan.unlinked.iter().map(|(team, person)| rows::link(team, person)).collect(),
            wishes: plan.wishes.iter().map(|w| WishChange { id: rows::wish(&w.from, &w.to), row: WishRow::of(w) }).collect(),
            unwished: plan.unwished.iter().map(|(from, to)| rows::wish(from, to)).collect(),
        })
    }
}

fn hall(row: HallRow, mut people: Vec<Participant>, rules: Rules) -> Result<Hall, StoreError> {
    for member in row.members {
        people.push(member.participant()?);
    }
    let teams = row.teams.into_iter().map(TeamRow::team).collect::<Result<Vec<Team>, _>>()?;
    let mut links = row.links.into_iter().map(LinkRow::link).collect::<Result<Vec<Link>, _>>()?;
    links.sort_by(|a, b| (&a.team, &a.person).cmp(&(&b.team, &b.person)));
    links.dedup();
    let mut wishes = row.wishes.into_iter().map(WishRow::wish).collect::<Result<Vec<Wish>, _>>()?;
    wishes.sort_by(|a, b| (&a.from, &a.to).cmp(&(&b.from, &b.to)));
    wishes.dedup();
    Ok(Hall {
        rules,
        people: people.into_iter().map(|p| (p.account.clone(), p)).collect(),
        teams: teams.into_iter().map(|t| (t.id.clone(), t)).collect(),
        links,
        wishes,
        matching: None,
    })
}

/// What a request says, for its key.
fn said(action: &Action) -> String {
    format!("{action:?}")
}

impl Store {
    /// The rules as they are now, and the version to set others on.
    pub async fn ideathon_rules(&self) -> Result<(Rules, i64), StoreError> {
        let row: RulesRow = self.read_one(&RULES, ()).await?;
        let rules = row.set.or(row.event).map(serde_json::from_value).transpose();
        Ok((rules.map_err(|e| StoreError::shape("ideathon.rules", e.to_string()))?.unwrap_or_default(), row.version))
    }

    /// Sets the rules anew. Teams that are larger than a new most stay as they are, and take nobody.
    /// Refused: `ideathon.changed_meanwhile`.
    pub async fn set_ideathon_rules(&self, act: &Act<'_>, rules: &Rules, version: i64) -> Result<(), StoreError> {
        let said = serde_json::to_value(rules).map_err(|e| StoreError::shape("ideathon.rules", e.to_string()))?;
        let once = act.once("ideathon.set_rules", &[&said.to_string(), &version.to_string()]);
        let entry = act.audit("ideathon.rules_set", "ideathon:main".to_owned()).detail("rules", said.to_string());
        let tx = Tx::new(&SET_RULES, act.now).bind(SetRules { rules: said, version }).once(once).audit(entry).touches("ideathon");
        self.tx(tx).await.map(drop)
    }

    /// A participant.
    pub async fn participant(&self, id: &AccountId) -> Result<Option<Participant>, StoreError> {
        Ok(self.participants(&[id]).await?.pop())
    }

    async fn participants(&self, ids: &[&AccountId]) -> Result<Vec<Participant>, StoreError> {
        let found: Vec<ParticipantRow> = self.read(&PEOPLE, People { people: ids.iter().map(|id| rows::participant(id)).collect() }).await?;
        found.into_iter().map(ParticipantRow::participant).collect()
    }

    /// A team, also one that has ended.
    pub async fn team(&self, id: &TeamId) -> Result<Option<Team>, StoreError> {
        Ok(self.hall_of(&[], &[id]).await?.teams.remove(id))
    }

    /// The team that a code lets into.
    pub async fn team_by_code(&self, code: &str) -> Result<Option<TeamId>, StoreError> {
        let found: Option<RecordId> = self.read_option(&TEAM_BY_CODE, ByCode { code: code.to_owned() }).await?;
        found.map(|id| TeamId::parse(&crate::accounts::rows::key(&id)?).map_err(|e| StoreError::shape("ideathon.team", e.to_string()))).transpose()
    }

    /// These people and teams, with the teams these people are in and everybody who is in any of them.
    pub async fn hall_of(&self, people: &[&AccountId], teams: &[&TeamId]) -> Result<Hall, StoreError> {
        let (rules, _) = self.ideathon_rules().await?;
        let found = if people.is_empty() { Vec::new() } else { self.participants(people).await? };
        let mut all: Vec<TeamId> = teams.iter().map(|t| (*t).clone()).chain(found.iter().filter_map(|p| p.team.clone())).collect();
        all.sort();
        all.dedup();
        let params = HallParams {
            teams: all.iter().map(rows::team).collect(),
            people_keys: people.iter().map(ToString::to_string).collect(),
            team_keys: all.iter().map(ToString::to_string).collect(),
        };
        hall(self.read_one(&HALL, params).await?, found, rules)
    }

    /// Everybody, every team and everything between them.
    pub async fn whole_hall(&self) -> Result<Hall, StoreError> {
        let (rules, _) = self.ideathon_rules().await?;
        Ok(Hall { matching: self.matching().await?, ..hall(self.read_one(&WHOLE, ()).await?, Vec::new(), rules)? })
    }

    /// Has a person take part, or say something else of themselves: by name and city of their approved registration.
    /// Refused: `ideathon.not_approved`.
    pub async fn take_part(&self, act: &Act<'_>, account: &AccountId, profile: &Profile, letters: TeamLetters<'_>) -> Result<(), StoreError> {
        let registration = self.my_registration(account).await?.filter(|r| r.state == State::Approved);
        let Some(draft) = registration.map(|r| r.approved.unwrap_or(r.draft)) else {
            return Err(StoreError::Refused(domain::ideathon::Refusal::NotApproved.code().to_owned()));
        };
        let name = if draft.badge_name.is_empty() { draft.full_name() } else { draft.badge_name.clone() };
        let city_key = name_key(&draft.country, &draft.city);
        let action = Action::Profile { name, city: draft.city, city_key, profile: profile.clone() };
        self.gather(act, By::Participant(account), &action, None, letters).await
    }

    /// Does something about teams, with the reason that an organiser gives. Refused: the codes of [`domain::ideathon::Refusal`].
    pub async fn gather(&self, act: &Act<'_>, by: By<'_>, action: &Action, reason: Option<&str>, letters: TeamLetters<'_>) -> Result<(), StoreError> {
        let once = act.once(&format!("ideathon.{}", action.verb()), &[&said(action), reason.unwrap_or_default()]);
        let people: Vec<&AccountId> = match by {
            By::Participant(me) => std::iter::once(me).chain(action.people()).collect(),
            By::Organiser => action.people(),
        };
        let mut tries = Tries::new();
        loop {
            let plan = match self.hall_of(&people, &action.teams()).await?.decide(by, action, act.now) {
                Ok(plan) => plan,
                Err(refusal) => return self.refuse(once, refusal.code()).await.map(drop),
            };
            let mut tx = Tx::new(&APPLY, act.now).bind(Apply::of(&plan)?).once(once.clone()).touches("ideathon");
            for entry in trail(act, action, &plan, reason) {
                tx = tx.audit(entry);
            }
            for mail in self.mails(&plan, reason, letters).await? {
                tx = tx.mail(mail);
            }
            let outcome = self.tx(tx).await;
            if !tries.again(&outcome, false).await {
                return or_busy(outcome).map(drop);
            }
        }
    }

    /// Queues messages to people, piece by piece; a repeat of the request goes on where it stopped and sends none twice.
    pub async fn write_to_teams(&self, act: &Act<'_>, whom: &str, said: &[&str], mails: Vec<Mail>) -> Result<(), StoreError> {
        for (number, piece) in mails.chunks(PIECE).enumerate() {
            let words: Vec<&str> = std::iter::once(whom).chain(said.iter().copied()).collect();
            let entry = act.audit("ideathon.written", "ideathon:main".to_owned()).detail("to", whom).detail("number", piece.len());
            let mut tx = Tx::new(&WRITE, act.now).once(act.once(&format!("ideathon.write.{number}"), &words)).audit(entry);
            for mail in piece {
                tx = tx.mail(mail.clone());
            }
            self.tx(tx).await?;
        }
        Ok(())
    }

    async fn mails(&self, plan: &Plan, reason: Option<&str>, letters: TeamLetters<'_>) -> Result<Vec<Mail>, StoreError> {
        if plan.news.is_empty() {
            return Ok(Vec::new());
        }
        let ids = plan.news.iter().map(|(person, _)| crate::accounts::rows::account(person)).collect();
        let contacts: Vec<ContactRow> = self.read(&CONTACTS, Ids { ids }).await?;
        let mut mails = Vec::new();
        for (person, news) in &plan.news {
            let Some(contact) = contacts.iter().find(|c| c.id == crate::accounts::rows::account(person)) else { continue };
            let about = match news {
                News::Invited(t) | News::TakenIn(t) | News::Merged(t) | News::Dissolved(t) | News::Captain(t) | News::Moved(Some(t)) => Some(t),
                News::Moved(None) | News::Proposed => None,
            };
            let team = about.and_then(|id| plan.teams.iter().find(|t| t.id == *id)).map(|t| t.facts.name.clone());
            mails.push(letters(&TeamNotice {
                to: contact.email.clone(),
                name: contact.name.clone(),
                lang: Lang::parse(&contact.lang).unwrap_or_default(),
                news: news.clone(),
                team: team.unwrap_or_default(),
                reason: reason.map(str::to_owned),
            }));
        }
        Ok(mails)
    }
}

/// What the audit trail says: a row for each team and each person that changed.
fn trail(act: &Act<'_>, action: &Action, plan: &Plan, reason: Option<&str>) -> Vec<crate::engine::audit::AuditEntry> {
    let verb = format!("ideathon.{}", action.verb());
    let subjects =
        plan.teams.iter().map(|t| format!("team:{}", t.id)).chain(plan.people.iter().chain(&plan.gone).map(|p| format!("participant:{}", p.account)));
    subjects
        .map(|subject| {
            let entry = act.audit(&verb, subject);
            match reason {
                Some(reason) => entry.detail("reason", reason),
                None => entry,
            }
        })
        .collect()
}
