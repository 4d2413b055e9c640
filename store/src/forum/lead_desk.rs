//! A company's side of leads: listing, rating, notes, and taking them along.
//!
//! Always holds: rating and notes are changed from the version that was read; what leaves as a file is read in the transaction that notes it in the
//! ledger of each delegate in it.

use domain::forum::lead::{NOTES_MAX, State};
use domain::forum::{Card, Gone, Lead, Rating};
use domain::kernel::ids::{AccountId, CompanyId, LeadId};
use serde_json::Value as Json;
use surrealdb::types::{RecordId, SurrealValue};

use super::leads::state;
use super::{member, record};
use crate::accounts::rows::{account, account_id};
use crate::act::Act;
use crate::engine::clock::At;
use crate::engine::connect::Store;
use crate::engine::error::StoreError;
use crate::engine::query::Query;
use crate::engine::tx::Tx;

/// The texts of this module.
pub const QUERIES: &[Query] = &[
    LIST.sample("{ company: 'c', after: '', state: NONE, rating: NONE, by: NONE, words: ['a'], limit: 20 }"),
    ONE.sample("{ company: 'c', code: 'x' }"),
    GONE.sample("{ company: 'c' }"),
    NOTE.sample("{ company: 'c', code: 'x', member: company_member:['c', account:a], version: 1, rating: NONE, notes: '', by: account:a }"),
    EXPORT.sample(
        "{ company: 'c', company_record: company:c, member: company_member:['c', account:a], after: '', limit: 20, made: 'x', now: time::now() }",
    ),
];

// The index gives a company's leads in their order; the other filters thin them out on the way.
const LIST: Query = Query::read(
    "forum.leads",
    "SELECT code, state, fields, card, scanned_at, by, by.name AS by_name, asked_at, rating, notes, version, queue FROM lead
     WHERE company = $company AND queue > $after AND ($state ?? state) = state AND ($rating = NONE OR $rating = rating) AND ($by ?? by) = by
        AND array::all($words, |$word| string::contains(
            string::lowercase(string::join(' ', card.name ?? '', card.organisation ?? '', card.city ?? '', card.position ?? '', notes)), $word))
     ORDER BY queue LIMIT $limit",
);
const ONE: Query = Query::read(
    "forum.lead",
    "SELECT code, state, fields, card, scanned_at, by, by.name AS by_name, asked_at, rating, notes, version, queue FROM lead
     WHERE code = $code AND company = $company LIMIT 1",
);
const GONE: Query = Query::read(
    "forum.leads_gone",
    "SELECT record::id(id) AS code, at FROM lead_gone WHERE company = $company AND at > d'1970-01-01T00:00:00Z' ORDER BY at DESC LIMIT 5000",
);
const NOTE: Query = Query::write(
    "forum.note_lead",
    "LET $role = (SELECT VALUE role FROM ONLY $member);
     IF $role = NONE { THROW 'not_found' };
     IF $role NOT IN ['admin', 'staff'] { THROW 'forum.admin_only' };
     LET $row = (SELECT id, state, version FROM lead WHERE code = $code AND company = $company LIMIT 1)[0];
     IF $row = NONE { THROW 'not_found' };
     IF $row.state NOT IN ['granted', 'pending'] { THROW 'forum.no_consent' };
     IF $row.version != $version { THROW 'forum.changed_meanwhile' };
     UPDATE $row.id SET rating = $rating, notes = $notes, noted_by = $by, version += 1 RETURN NONE;
     true",
);
const EXPORT: Query = Query::write(
    "forum.export_leads",
    "IF !record::exists($member) { THROW 'not_found' };
     LET $name = (SELECT VALUE name FROM ONLY $company_record);
     LET $rows = (SELECT code, state, fields, card, scanned_at, by, by.name AS by_name, asked_at, rating, notes, version, queue, account FROM lead
        WHERE company = $company AND queue > $after ORDER BY queue LIMIT $limit);
     FOR $row IN $rows {
        IF $row.state = 'granted' {
            UPSERT type::record('sight', [record::id($row.account), 'exported', $company, $made]) SET account = $row.account, at = $now, kind = 'exported',
                company = $company, name = $name, fields = $row.fields RETURN NONE;
        };
     };
     (SELECT * OMIT account FROM $rows)",
);

/// Which leads a company wants to see. An empty field does not filter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LeadFilter {
    /// How it stands: one of [`State::CODES`].
    pub state: Option<&'static str>,
    /// How promising it is.
    pub rating: Option<Rating>,
    /// Who scanned it first.
    pub by: Option<AccountId>,
    /// Words of the card and of the notes.
    pub words: String,
}

#[derive(SurrealValue)]
struct ListParams {
    company: String,
    after: String,
    state: Option<String>,
    rating: Option<String>,
    by: Option<RecordId>,
    words: Vec<String>,
    limit: i64,
}

#[derive(SurrealValue)]
struct OneParams {
    company: String,
    code: String,
}

#[derive(SurrealValue)]
struct OfCompany {
    company: String,
}

#[derive(SurrealValue)]
struct NoteParams {
    company: String,
    code: String,
    member: RecordId,
    version: i64,
    rating: Option<String>,
    notes: String,
    by: RecordId,
}

#[derive(SurrealValue)]
struct ExportParams {
    company: String,
    company_record: RecordId,
    member: RecordId,
    after: String,
    limit: i64,
    made: String,
    now: At,
}

#[derive(SurrealValue)]
struct LeadRow {
    code: String,
    state: String,
    fields: Vec<String>,
    card: Json,
    scanned_at: At,
    by: RecordId,
    by_name: Option<String>,
    asked_at: At,
    rating: Option<String>,
    notes: String,
    version: i64,
    queue: String,
}

#[derive(SurrealValue)]
struct GoneRow {
    code: String,
    at: At,
}

impl LeadRow {
    fn lead(self) -> Result<Lead, StoreError> {
        let state = state(&self.state, &self.fields)?;
        // What is not granted is not there; and if it were, it would not be read.
        let card = match state {
            State::Granted(_) => serde_json::from_value(self.card).map_err(|e| StoreError::shape("forum.lead", e.to_string()))?,
            _ => Card::default(),
        };
        Ok(Lead {
            id: lead_id(&self.code)?,
            state,
            card,
            scanned_at: self.scanned_at.0,
            by: account_id(&self.by)?,
            by_name: self.by_name.unwrap_or_default(),
            asked_at: self.asked_at.0,
            rating: self.rating.as_deref().and_then(Rating::parse),
            notes: self.notes,
            version: u32::try_from(self.version).unwrap_or(u32::MAX),
        })
    }
}

fn lead_id(raw: &str) -> Result<LeadId, StoreError> {
    LeadId::parse(raw).map_err(|e| StoreError::shape("forum.lead", e.to_string()))
}

fn rows(found: Vec<LeadRow>, limit: usize) -> Result<(Vec<Lead>, Option<String>), StoreError> {
    let more = found.len() > limit;
    let next = if more { found.get(limit.saturating_sub(1)).map(|row| row.queue.clone()) } else { None };
    Ok((found.into_iter().take(limit).map(LeadRow::lead).collect::<Result<_, _>>()?, next))
}

impl Store {
    /// A page of a company's leads, the newest first; the second value is what to pass as `after` for the next page.
    pub async fn leads(
        &self,
        company: &CompanyId,
        filter: &LeadFilter,
        after: Option<&str>,
        limit: usize,
    ) -> Result<(Vec<Lead>, Option<String>), StoreError> {
        let params = ListParams {
            company: company.to_string(),
            after: after.unwrap_or_default().to_owned(),
            state: filter.state.map(str::to_owned),
            rating: filter.rating.map(|r| r.code().to_owned()),
            by: filter.by.as_ref().map(account),
            words: filter.words.to_lowercase().split_whitespace().map(str::to_owned).collect(),
            limit: i64::try_from(limit + 1).unwrap_or(i64::MAX),
        };
        rows(self.read(&LIST, params).await?, limit)
    }

    /// A lead of a company; one of another company is not there.
    pub async fn lead(&self, company: &CompanyId, id: &LeadId) -> Result<Option<Lead>, StoreError> {
        let row: Option<LeadRow> = self.read_option(&ONE, OneParams { company: company.to_string(), code: id.to_string() }).await?;
        row.map(LeadRow::lead).transpose()
    }

    /// The leads that a company has to erase on its side, the newest first.
    pub async fn leads_gone(&self, company: &CompanyId) -> Result<Vec<Gone>, StoreError> {
        let found: Vec<GoneRow> = self.read(&GONE, OfCompany { company: company.to_string() }).await?;
        found.into_iter().map(|row| Ok(Gone { id: lead_id(&row.code)?, at: row.at.0 })).collect()
    }

    /// Keeps rating and notes of a lead. Refused: `forum.changed_meanwhile` when a colleague was quicker, `forum.no_consent`, `forum.admin_only`.
    pub async fn note_lead(
        &self,
        act: &Act<'_>,
        company: &CompanyId,
        (id, version): (&LeadId, u32),
        rating: Option<Rating>,
        notes: &str,
    ) -> Result<(), StoreError> {
        let person = act.actor.person().ok_or(StoreError::NotFound)?;
        let notes: String = notes.chars().take(usize::try_from(NOTES_MAX).unwrap_or(usize::MAX)).collect();
        let rated = rating.map_or("", Rating::code);
        let said = [company.as_str(), id.as_str(), &version.to_string(), rated, &notes];
        let once = act.once("forum.note_lead", &said);
        let params = NoteParams {
            company: company.to_string(),
            code: id.to_string(),
            member: member(company, &person.account),
            version: i64::from(version),
            rating: rating.map(|r| r.code().to_owned()),
            notes,
            by: account(&person.account),
        };
        self.tx(Tx::new(&NOTE, act.now).bind(params).once(once).touches("forum")).await.map(drop)
    }

    /// A piece of a company's leads as a file: each delegate who shares something finds it in their ledger. `made` names the export.
    pub async fn export_leads(
        &self,
        act: &Act<'_>,
        company: &CompanyId,
        made: &str,
        after: Option<&str>,
        limit: usize,
    ) -> Result<(Vec<Lead>, Option<String>), StoreError> {
        let person = act.actor.person().ok_or(StoreError::NotFound)?;
        let params = ExportParams {
            company: company.to_string(),
            company_record: record(company),
            member: member(company, &person.account),
            after: after.unwrap_or_default().to_owned(),
            limit: i64::try_from(limit).unwrap_or(i64::MAX),
            made: made.to_owned(),
            now: At(act.now),
        };
        let mut tx = Tx::new(&EXPORT, act.now).bind(params).touches("forum");
        if after.is_none() {
            tx = tx.audit(act.audit("forum.leads_exported", format!("company:{company}")));
        }
        let found: Vec<LeadRow> = self.tx(tx).await?.many()?;
        let next = if found.len() == limit { found.last().map(|row| row.queue.clone()) } else { None };
        Ok((found.into_iter().map(LeadRow::lead).collect::<Result<_, _>>()?, next))
    }
}
