//! The proposal for those who have no team: making it once, what people answer, changes by hand, and carrying it out.
//!
//! Always holds: there is one proposal; it is carried out group by group, each at most once, through the same decision that every other way into
//! a team takes, so that it breaks no rule and no team.

use domain::ideathon::matching::{ANSWERS, holds, propose};
use domain::ideathon::{Action, By, Group, Matching, News, Phase, Proposal, Refusal, TeamFacts};
use domain::kernel::ids::{AccountId, RequestId, TeamId};
use jiff::{SignedDuration, Timestamp};
use serde_json::Value as Json;
use std::collections::BTreeMap;
use surrealdb::types::{RecordId, SurrealValue};

use super::TeamLetters;
use crate::act::Act;
use crate::engine::clock::At;
use crate::engine::connect::Store;
use crate::engine::error::StoreError;
use crate::engine::query::Query;
use crate::engine::tx::Tx;

/// The texts of this module.
pub const QUERIES: &[Query] = &[
    READ.tiny(&[("match_answer", "one row for each of the few who were left over, and the board shows all of them")]),
    PUT.sample("{ proposal: {}, version: 0 }"),
    ANSWER.sample("{ id: match_answer:a, person: 'a', seed: 's', yes: true, now: time::now() }"),
];

const READ: Query = Query::read(
    "ideathon.match",
    "RETURN { proposal: (SELECT VALUE proposal FROM ONLY team_match:main), version: (SELECT VALUE version FROM ONLY team_match:main) ?? 0,
        answers: (SELECT person, seed, yes FROM match_answer) }",
);
const PUT: Query = Query::write(
    "ideathon.put_match",
    "IF ((SELECT VALUE version FROM ONLY team_match:main) ?? 0) != $version { THROW 'ideathon.changed_meanwhile' };
     UPSERT team_match:main SET proposal = $proposal, version = $version + 1 RETURN NONE;
     true",
);
const ANSWER: Query = Query::write(
    "ideathon.answer_match",
    "LET $proposal = (SELECT VALUE proposal FROM ONLY team_match:main);
     IF $proposal = NONE OR $proposal.seed != $seed OR $proposal.applied { THROW 'ideathon.nothing_to_answer' };
     UPSERT $id SET person = $person, seed = $seed, yes = $yes, at = $now RETURN NONE;
     true",
);

#[derive(SurrealValue)]
struct ReadRow {
    proposal: Option<Json>,
    version: i64,
    answers: Vec<AnswerRow>,
}

#[derive(SurrealValue)]
struct AnswerRow {
    person: String,
    seed: String,
    yes: bool,
}

#[derive(SurrealValue)]
struct Put {
    proposal: Json,
    version: i64,
}

#[derive(SurrealValue)]
struct Answer {
    id: RecordId,
    person: String,
    seed: String,
    yes: bool,
    now: At,
}

impl Store {
    /// The proposal with what people answered, when there is one.
    pub async fn matching(&self) -> Result<Option<Matching>, StoreError> {
        let row: ReadRow = self.read_one(&READ, ()).await?;
        let Some(proposal) = row.proposal else { return Ok(None) };
        let proposal: Proposal = serde_json::from_value(proposal).map_err(|e| StoreError::shape("ideathon.match", e.to_string()))?;
        let answers = row.answers.into_iter().filter(|a| a.seed == proposal.seed);
        let answers = answers.filter_map(|a| Some((AccountId::parse(&a.person).ok()?, a.yes))).collect::<BTreeMap<_, _>>();
        Ok(Some(Matching { proposal, answers, version: row.version }))
    }

    /// Makes a proposal in the place of one that was not carried out yet (`version` 0: of none), and writes to everybody in it.
    /// Refused: `ideathon.changed_meanwhile`, `ideathon.locked`, `ideathon.not_open_yet`.
    pub async fn propose_match(&self, act: &Act<'_>, version: i64, letters: TeamLetters<'_>) -> Result<(), StoreError> {
        let hall = self.whole_hall().await?;
        let refused = match hall.rules.phase(act.now) {
            Phase::Before => Some(Refusal::NotOpenYet),
            Phase::Forming => None,
            Phase::Working | Phase::Late | Phase::Closed => Some(Refusal::Locked),
        };
        let once = act.once("ideathon.propose_match", &[&version.to_string()]);
        if let Some(refusal) = refused {
            return self.refuse(once, refusal.code()).await.map(drop);
        }
        let seed = format!("{}-{}", act.now.as_second(), version + 1);
        let until = act.now.saturating_add(SignedDuration::from_mins(ANSWERS)).unwrap_or(act.now).min(hall.rules.locks_at);
        let proposal = propose(&hall, &seed, until);
        let news = proposal.groups.iter().flat_map(|g| &g.people).map(|p| (p.person.clone(), News::Proposed)).collect();
        let entry = act.audit("ideathon.match_proposed", "team_match:main".to_owned()).detail("seed", seed).detail("groups", proposal.groups.len());
        let mut tx = self.putting(act, &proposal, version)?.once(once).audit(entry);
        for mail in self.mails(&domain::ideathon::Plan { news, ..Default::default() }, None, letters).await? {
            tx = tx.mail(mail);
        }
        self.tx(tx).await.map(drop)
    }

    fn putting(&self, act: &Act<'_>, proposal: &Proposal, version: i64) -> Result<Tx, StoreError> {
        let proposal = serde_json::to_value(proposal).map_err(|e| StoreError::shape("ideathon.match", e.to_string()))?;
        Ok(Tx::new(&PUT, act.now).bind(Put { proposal, version }).touches("ideathon"))
    }

    /// Puts somebody into another group, or into none. Refused: `ideathon.nothing_to_answer`, `ideathon.changed_meanwhile`, and
    /// `ideathon.team_full` where the rules do not allow it.
    pub async fn move_match(&self, act: &Act<'_>, person: &AccountId, to: Option<u32>, version: i64) -> Result<(), StoreError> {
        let once = act.once("ideathon.move_match", &[person.as_str(), &format!("{to:?}"), &version.to_string()]);
        let found = self.matching().await?.filter(|m| !m.proposal.applied);
        let Some(matching) = found else { return self.refuse(once, Refusal::NothingToAnswer.code()).await.map(drop) };
        if matching.version != version {
            return self.refuse(once, Refusal::ChangedMeanwhile.code()).await.map(drop);
        }
        let moved = matching.proposal.moved(person, to);
        if !holds(&self.whole_hall().await?, &moved) {
            return self.refuse(once, Refusal::TeamFull.code()).await.map(drop);
        }
        let entry = act.audit("ideathon.match_changed", format!("participant:{person}")).detail("group", to.map_or(-1, i64::from));
        self.tx(self.putting(act, &moved, version)?.once(once).audit(entry)).await.map(drop)
    }

    /// Says yes or no to what was proposed to a person. Refused: `ideathon.nothing_to_answer`.
    pub async fn answer_match(&self, act: &Act<'_>, person: &AccountId, yes: bool) -> Result<(), StoreError> {
        let found = self.matching().await?.filter(|m| m.proposal.group_of(person).is_some());
        let once = act.once("ideathon.answer_match", &[if yes { "yes" } else { "no" }]);
        let Some(matching) = found else { return self.refuse(once, Refusal::NothingToAnswer.code()).await.map(drop) };
        let params = Answer {
            id: RecordId::new("match_answer", person.as_str()),
            person: person.to_string(),
            seed: matching.proposal.seed,
            yes,
            now: At(act.now),
        };
        let entry = act.audit("ideathon.match_answered", format!("participant:{person}")).detail("yes", yes);
        self.tx(Tx::new(&ANSWER, act.now).bind(params).once(once).audit(entry).touches("ideathon")).await.map(drop)
    }

    /// Carries the proposal out for everybody who said yes; `now` may be before its time when an organiser wants it so. However often it is called,
    /// also after a crash in the middle and from two servers, each group comes together once.
    pub async fn apply_match(&self, now: Timestamp, letters: TeamLetters<'_>) -> Result<(), StoreError> {
        let Some(matching) = self.matching().await?.filter(|m| !m.proposal.applied) else { return Ok(()) };
        for group in &matching.proposal.groups {
            self.apply_group(&matching, group, now, letters).await?;
        }
        let act = Act::system(now);
        let applied = Proposal { applied: true, ..matching.proposal };
        let entry = act.audit("ideathon.match_applied", "team_match:main".to_owned());
        match self.tx(self.putting(&act, &applied, matching.version)?.audit(entry)).await {
            // Another server was quicker, or somebody changed it: then it is carried out as it is now.
            Err(error) if error.is_refusal(Refusal::ChangedMeanwhile.code()) => Ok(()),
            other => other.map(drop),
        }
    }

    async fn apply_group(&self, matching: &Matching, group: &Group, now: Timestamp, letters: TeamLetters<'_>) -> Result<(), StoreError> {
        let people: Vec<AccountId> = matching.agreed(group).cloned().collect();
        let request = RequestId::parse(&format!("match-{}-{}", matching.proposal.seed, group.number)).ok();
        let act = Act { request, ..Act::system(now) };
        let action = match &group.team {
            Some(team) => Action::Bring { team: team.clone(), people },
            None if people.len() < 2 => return Ok(()),
            None => {
                let team = TeamId::parse(&act.made("ideathon.match")).map_err(|e| StoreError::shape("ideathon.match", e.to_string()))?;
                let facts = TeamFacts { name: format!("Team {}", group.number + 1), ..TeamFacts::default() };
                Action::Form { team, facts, people }
            }
        };
        match self.gather(&act, By::Organiser, &action, None, letters).await {
            // Nobody of the group can come any more, or the team cannot take them: it stays as it is.
            Err(StoreError::Refused(_)) => Ok(()),
            other => other,
        }
    }
}
