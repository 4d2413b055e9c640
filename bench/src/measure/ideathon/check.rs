//! What has to be true when everybody has stopped: read from the database, without the program.

use super::{Run, lock, open};
use crate::numbers::grouped;
use crate::report::Report;
use anyhow::ensure;
use domain::ideathon::{Board, Hall, Mine};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Compares everybody's board with the database, and holds the database against the rules.
pub async fn check(run: &Run, data: &Path, report: &mut Report) -> anyhow::Result<()> {
    let store = open(data).await?;
    let hall = store.whole_hall().await?;
    store.seal_audit(jiff::Timestamp::now()).await?;
    let trail = store.audit_verify().await?;
    store.close().await?;
    ensure!(trail.is_whole(), "{trail}");
    let (kept, mine) = (Board::of(&hall).sorted(), Mine::all(&hall));
    let mut different = Vec::new();
    for (listener, person) in run.listeners.iter().zip(&run.people) {
        let heard = lock(&listener.heard);
        let board = heard.board.as_deref().cloned().unwrap_or_default().sorted();
        if board != kept {
            different.push(format!("the board of {}: {:?}", person.id, kept.since(&board)));
        }
        let own = mine.get(&person.id).cloned().unwrap_or_default();
        if heard.mine != own {
            different.push(format!("what {} is told: {:?} and not {own:?}", person.id, heard.mine));
        }
    }
    let all = run.listeners.len();
    report.row(
        "IDEATHON",
        "boards equal to the database",
        "all",
        format!("{} of {all}", all.saturating_sub(different.len())),
        format!("with what concerns each one alone; {} teams, {} people without one", kept.teams.len(), kept.people.len()),
    );
    let broken = broken(&hall);
    let ended = hall.teams.values().filter(|t| t.ended.is_some()).count();
    let how = format!(
        "{} people, {} teams, {ended} of them ended, {} requests and invitations, {} wishes to merge",
        hall.people.len(),
        hall.teams.len(),
        hall.links.len(),
        hall.wishes.len()
    );
    report.row("IDEATHON", "rules broken in the database", "0", grouped(broken.len() as u64), how);
    let names: BTreeSet<&str> = hall.teams.values().map(|t| t.facts.name.as_str()).collect();
    let known = lock(&run.known);
    let lost: Vec<&String> = known.made.iter().filter(|name| !names.contains(name.as_str())).collect();
    report.row(
        "IDEATHON",
        "teams in the database whose making was acknowledged",
        "all",
        format!("{} of {}; {} audit rows, the chain is whole", known.made.len() - lost.len(), known.made.len(), grouped(trail.sealed)),
        "across `kill -9` in the middle",
    );
    let first = |all: &[String]| all.iter().take(3).cloned().collect::<Vec<_>>().join("; ");
    ensure!(broken.is_empty(), "{} rules are broken: {}", broken.len(), first(&broken));
    ensure!(different.is_empty(), "{} boards differ: {}", different.len(), first(&different));
    ensure!(lost.is_empty(), "teams that were acknowledged are lost: {lost:?}");
    Ok(())
}

/// Every rule that does not hold.
fn broken(hall: &Hall) -> Vec<String> {
    let mut broken = Vec::new();
    let mut seen = BTreeMap::new();
    for team in hall.teams.values() {
        for member in &team.members {
            if let Some(other) = seen.insert(&member.account, &team.id) {
                broken.push(format!("{} is in {other} and in {}", member.account, team.id));
            }
            if hall.people.get(&member.account).is_none_or(|p| p.team.as_ref() != Some(&team.id)) {
                broken.push(format!("{} counts {}, who does not say so", team.id, member.account));
            }
        }
        if team.members.len() > usize::from(hall.rules.max) {
            broken.push(format!("{} has {} members", team.id, team.members.len()));
        }
        let mut cities: BTreeMap<&str, u8> = BTreeMap::new();
        for person in team.members.iter().filter_map(|m| hall.people.get(&m.account)) {
            *cities.entry(&person.city_key).or_default() += 1;
        }
        if hall.rules.most_of_one_city.is_some_and(|most| cities.values().any(|n| *n > most)) {
            broken.push(format!("{} has too many of one city: {cities:?}", team.id));
        }
        let led = team.captain.as_ref().is_some_and(|c| team.has(c));
        if team.ended.is_some() != team.members.is_empty() || team.ended.is_none() != led || (team.ended.is_some() && team.captain.is_some()) {
            broken.push(format!("{} ended, its members and its captain do not fit: {team:?}", team.id));
        }
    }
    for person in hall.people.values() {
        if person.team.is_some() && seen.get(&person.account).copied() != person.team.as_ref() {
            broken.push(format!("{} says to be in {:?}, which does not count them", person.account, person.team));
        }
    }
    let lives = |id| hall.teams.get(id).is_some_and(|t| t.ended.is_none());
    for link in &hall.links {
        if !lives(&link.team) || hall.people.get(&link.person).is_none_or(|p| p.team.is_some()) {
            broken.push(format!("a request or invitation without sense: {link:?}"));
        }
    }
    for wish in &hall.wishes {
        if !lives(&wish.from) || !lives(&wish.to) {
            broken.push(format!("a wish of or for a team that is no more: {wish:?}"));
        }
    }
    broken
}
