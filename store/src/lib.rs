//! What is kept: the only crate that knows SurrealQL.
//!
//! [`Store`] is the one handle. It is cheap to clone, and every area of the product adds its verbs to it in a module of
//! its own name. Always holds: nothing outside [`engine`] talks to the database driver, every text that is sent is a
//! named [`Query`] of a catalogue, and every change is one transaction.

pub mod accounts;
pub mod act;
pub mod challenges;
pub mod checkin;
pub mod commitments;
pub mod engine;
pub mod event;
pub mod files;
pub mod forum;
pub mod ideas;
pub mod ideathon;
pub mod judging;
pub mod organiser;
pub mod places;
pub mod registration;
pub mod visa;

pub use accounts::{
    KeptPasskey, NewAccount, NewCodes, NewSecondFactor, NewSignIn, Passkey, PasskeyUse, PasswordOf, Proof, SecondFactor, Secret, SignedIn, Waiting,
    random,
};
pub use act::Act;
pub use checkin::{
    Arrivals, BadgeFilter, BadgePage, BadgeRow, Listed, NewScan, OfflineList, PrintRun, PrintedBadge, Reading, Recent, StationCount, Subject,
    badge_id,
};
pub use engine::audit::{AuditEntry, AuditPage, AuditReport, AuditRow};
pub use engine::changes::{Change, Changes};
pub use engine::connect::{Store, StoreConfig};
pub use engine::error::StoreError;
pub use engine::outbox::{Mail, OutboxPage, OutboxRow, OutboxState};
pub use engine::query::Query;
pub use engine::tx::{Answer, IdempotencyKey, SENT_BEFORE, Tx};
pub use event::ImportReport;
pub use forum::lead_desk::LeadFilter;
pub use forum::leads::Scanned;
pub use forum::meetings::Booth;
pub use forum::people::{Duties, OffDuty};
pub use forum::plan::KeptHall;
pub use forum::profile::Change as ProfileChange;
pub use forum::views::{ExhibitorStatistics, Views};
pub use forum::visits::{BoothLetters, Visit, Wants};
pub use ideathon::workspace::{Edit, Kept};
pub use ideathon::{TeamLetters, TeamNotice};
pub use judging::{Derived, Tally, canonical, digest};
pub use organiser::export::WholePage;
pub use organiser::overview::Number;
pub use organiser::people::{Found, FoundPeople};
pub use organiser::retention::Erased;
pub use registration::{DeskFilter, DeskPage, Letters, Member, Merge, Twin};
pub use visa::VisaPage;

/// Every text of the product, area by area; each area adds its own list.
const CATALOGUE: &[&[Query]] = &[
    accounts::QUERIES,
    accounts::aide::QUERIES,
    accounts::erasure::QUERIES,
    accounts::invitation::QUERIES,
    accounts::passkey::QUERIES,
    accounts::second_factor::QUERIES,
    accounts::sign_in::QUERIES,
    challenges::QUERIES,
    challenges::erasure::QUERIES,
    commitments::feed::QUERIES,
    commitments::QUERIES,
    commitments::erasure::QUERIES,
    checkin::badges::QUERIES,
    checkin::prints::QUERIES,
    checkin::scans::QUERIES,
    checkin::stations::QUERIES,
    engine::audit::QUERIES,
    engine::changes::QUERIES,
    engine::lease::QUERIES,
    engine::outbox::QUERIES,
    engine::schema::QUERIES,
    event::QUERIES,
    ideas::QUERIES,
    ideas::comments::QUERIES,
    ideas::erasure::QUERIES,
    ideathon::QUERIES,
    ideathon::matching::QUERIES,
    ideathon::erasure::QUERIES,
    files::QUERIES,
    files::erasure::QUERIES,
    forum::QUERIES,
    forum::consent::QUERIES,
    forum::lead_desk::QUERIES,
    forum::lead_erasure::QUERIES,
    forum::leads::QUERIES,
    forum::sights::QUERIES,
    forum::erasure::QUERIES,
    forum::meetings::QUERIES,
    forum::meetings_erasure::QUERIES,
    forum::needs::QUERIES,
    forum::needs_erasure::QUERIES,
    forum::favourites::QUERIES,
    forum::views::QUERIES,
    forum::visits::QUERIES,
    forum::people::QUERIES,
    forum::profile::QUERIES,
    forum::plan::QUERIES,
    ideathon::hours::QUERIES,
    ideathon::work_erasure::QUERIES,
    ideathon::workspace::QUERIES,
    judging::QUERIES,
    judging::erasure::QUERIES,
    judging::pilots::QUERIES,
    judging::seal::QUERIES,
    judging::sheets::QUERIES,
    places::QUERIES,
    organiser::announcement::QUERIES,
    organiser::bulk::QUERIES,
    organiser::export::QUERIES,
    organiser::overview::QUERIES,
    organiser::people::QUERIES,
    organiser::retention::QUERIES,
    organiser::saved::QUERIES,
    organiser::seeing::QUERIES,
    registration::QUERIES,
    registration::change::QUERIES,
    registration::city::QUERIES,
    registration::delegation::QUERIES,
    registration::desk::QUERIES,
    registration::erasure::QUERIES,
    registration::twins::QUERIES,
    checkin::erasure::QUERIES,
    visa::erasure::QUERIES,
    visa::QUERIES,
    visa::desk::QUERIES,
    registration::listed::QUERIES,
];

/// Every text that the store ever sends, for the tests that look at all of them.
pub fn catalogue() -> impl Iterator<Item = &'static Query> {
    CATALOGUE.iter().flat_map(|area| area.iter())
}
