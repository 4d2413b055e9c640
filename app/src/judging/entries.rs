//! What a contest judges, and what is known of its jurors. This is the one place that knows where entries come from.

use crate::error::ApiError;
use crate::platform::Request;
use domain::ideathon::workspace::{Canvas, Field, Submission};
use domain::judging::conflict::{derived, employer_key};
use domain::judging::{Affiliations, Entry, JurorIs, Part, Terms};
use domain::kernel::ids::{AccountId, ContestId, EntryId};
use domain::registration::Registration;
use domain::registration::city::name_key;
use store::Derived;

/// The contest of the ideathon's teams.
pub const IDEATHON: &str = "ideathon";

/// The entries that a contest would open with now, by id.
pub async fn collect(rq: &Request, contest: &ContestId) -> Result<Vec<Entry>, ApiError> {
    match contest.as_str() {
        IDEATHON => teams(rq).await,
        _ => Ok(Vec::new()),
    }
}

/// What the ideathon's teams handed in, each as the version that counts. Nobody who is a mentor judges any of them.
async fn teams(rq: &Request) -> Result<Vec<Entry>, ApiError> {
    let hall = rq.store().whole_hall().await.map_err(|e| rq.fail(e))?;
    let mentors: Vec<AccountId> = hall.people.values().filter(|p| p.mentor).map(|p| p.account.clone()).collect();
    let mut entries = Vec::new();
    for handed_in in rq.store().submissions().await.map_err(|e| rq.fail(e))? {
        let Some(team) = hall.teams.get(&handed_in.team).filter(|team| team.ended.is_none()) else { continue };
        let Some((handed_in, canvas)) = rq.store().submission(&team.id).await.map_err(|e| rq.fail(e))? else { continue };
        let Ok(key) = EntryId::parse(team.id.as_str()) else { continue };
        let people: Vec<AccountId> = team.members.iter().map(|m| m.account.clone()).collect();
        let mut affiliations = Affiliations { people, mentors: mentors.clone(), ..Affiliations::default() };
        for person in &affiliations.people {
            let known = known(rq, person).await?;
            affiliations.cities.extend(known.city.or_else(|| hall.people.get(person).map(|p| p.city_key.clone())));
            affiliations.countries.extend(known.country);
            affiliations.employers.extend(known.employer);
        }
        for list in [&mut affiliations.cities, &mut affiliations.countries, &mut affiliations.employers] {
            list.sort();
            list.dedup();
        }
        entries.push(Entry { key, title: team.facts.name.clone(), parts: parts(&handed_in, &canvas), affiliations });
    }
    entries.sort_by(|a, b| a.key.cmp(&b.key));
    Ok(entries)
}

/// What a team handed in, piece by piece.
fn parts(handed_in: &Submission, canvas: &Canvas) -> Vec<Part> {
    let late = handed_in.late.then(|| ("late".to_owned(), handed_in.at.to_string()));
    let pitch = ("pitch".to_owned(), handed_in.pitch.clone());
    let fields = Field::ALL.into_iter().map(|field| (field.code().to_owned(), canvas.field(field)));
    let all = late.into_iter().chain(std::iter::once(pitch)).chain(fields);
    all.filter(|(_, text)| !text.trim().is_empty()).map(|(name, text)| Part { name, text }).collect()
}

/// What is known of a person's city, country and employer: what the registration says.
pub async fn known(rq: &Request, account: &AccountId) -> Result<JurorIs, ApiError> {
    let registration: Option<Registration> = rq.store().my_registration(account).await.map_err(|e| rq.fail(e))?;
    let draft = registration.map(|r| r.draft).unwrap_or_default();
    let said = |text: &str| (!text.trim().is_empty()).then(|| text.to_owned());
    Ok(JurorIs {
        account: account.clone(),
        city: said(&draft.city).zip(said(&draft.country)).map(|(city, country)| name_key(&country, &city)),
        country: said(&draft.country),
        employer: employer_key(&draft.organisation),
    })
}

/// The conflicts of a panel that follow from what is known.
pub async fn conflicts(rq: &Request, terms: &Terms, jurors: &[AccountId], entries: &[Entry]) -> Result<Derived, ApiError> {
    let mut found = Derived::new();
    for juror in jurors {
        let known = known(rq, juror).await?;
        let of = entries.iter().filter_map(|e| Some((juror.clone(), e.key.clone(), derived(&known, &e.affiliations, terms.same_country)?)));
        found.extend(of);
    }
    Ok(found)
}
