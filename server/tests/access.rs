//! Who may do what: every page and every server function, for everybody. One without a row fails.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod rig;

use std::collections::BTreeSet;

use app::route::Route;
use domain::kernel::ids::{
    AccountId, AnnouncementId, BulkId, ChallengeId, CityId, CompanyId, ContestId, EntryId, HallId, IdeaId, LeadId, NeedId, PartId, PrintRunId,
    RegistrationId, SessionId, SolutionId, SpeakerId, TeamId,
};
use domain::kernel::{Lang, Role};
use domain::registration::{Decision, Notice, Step};
use rig::{Caller, Fields, Rig, run};
use store::{Act, Mail};

/// Statuses for: nobody signed in, a person, an organiser, the visa desk, check-in staff.
type Row = [u16; 5];

const PUBLIC: Row = [200; 5];
const OWN: Row = [303, 200, 200, 200, 200];
// What belongs to a city that the caller does not head, which is as if it did not exist.
const FOREIGN: Row = [303, 404, 404, 404, 404];
const DOOR: Row = [303, 403, 200, 403, 200];
const NOBODY: Row = [303, 403, 403, 403, 403];
const DESK: Row = [303, 403, 200, 403, 403];
/// Organisers are no visa desk.
const VISA_DESK: Row = [303, 403, 403, 200, 403];

/// The line of a kind of page, by which kinds are told apart, and who may see it. A kind without a row does not compile.
fn row(route: &Route) -> (u32, Row) {
    match route {
        Route::Home => (line!(), PUBLIC),
        Route::Part(_) => (line!(), PUBLIC),
        Route::Programme(_) => (line!(), PUBLIC),
        Route::Session(_) => (line!(), PUBLIC),
        Route::Speakers => (line!(), PUBLIC),
        Route::Speaker(_) => (line!(), PUBLIC),
        Route::Flier => (line!(), PUBLIC),
        Route::HowToRegister => (line!(), PUBLIC),
        Route::Privacy => (line!(), PUBLIC),
        Route::About => (line!(), PUBLIC),
        Route::SignIn => (line!(), PUBLIC),
        Route::SignUp => (line!(), PUBLIC),
        Route::Verify => (line!(), PUBLIC),
        Route::Reset => (line!(), PUBLIC),
        // An invitation is read by its link alone; without one there is nothing to accept.
        Route::Invite => (line!(), [409; 5]),
        Route::Me => (line!(), OWN),
        Route::Profile => (line!(), OWN),
        Route::Devices => (line!(), OWN),
        Route::Registration => (line!(), OWN),
        Route::Step(_) => (line!(), OWN),
        Route::Delegation(_) => (line!(), FOREIGN),
        Route::DelegationAdd(_) => (line!(), FOREIGN),
        Route::DelegationTable(_) => (line!(), FOREIGN),
        Route::DelegationMember(..) => (line!(), FOREIGN),
        Route::DelegationReplace(..) => (line!(), FOREIGN),
        Route::DeskTwins => (line!(), DESK),
        Route::DeskTwin(..) => (line!(), [303, 403, 404, 403, 403]),
        Route::DeskCapacity => (line!(), DESK),
        Route::DeskCities => (line!(), DESK),
        Route::DeskCity(_) => (line!(), [303, 403, 404, 403, 403]),
        Route::Desk => (line!(), DESK),
        Route::DeskRegistration(_) => (line!(), DESK),
        Route::DeskAudit => (line!(), DESK),
        Route::DeskOutbox => (line!(), DESK),
        Route::DeskStaff => (line!(), DESK),
        Route::SignInSecond => (line!(), PUBLIC),
        Route::SecondFactor => (line!(), OWN),
        Route::Passkeys => (line!(), OWN),
        Route::Data => (line!(), OWN),
        Route::Visa => (line!(), OWN),
        Route::Board => (line!(), OWN),
        Route::Projector => (line!(), DESK),
        Route::DeskIdeathon => (line!(), DESK),
        Route::IdeathonProfile => (line!(), OWN),
        // Nobody here takes part; organisers look at every team, also at this one, which does not exist.
        Route::TeamNew => (line!(), [303, 409, 409, 409, 409]),
        Route::Team(_) => (line!(), [303, 409, 404, 409, 409]),
        Route::JoinTeam(_) => (line!(), [303, 409, 409, 409, 409]),
        Route::CheckLetter(_) => (line!(), PUBLIC),
        Route::DeskVisa => (line!(), VISA_DESK),
        Route::DeskVisaRequest(_) => (line!(), VISA_DESK),
        Route::Badge => (line!(), OWN),
        Route::DeskBadges => (line!(), DOOR),
        Route::PrintRun(_) => (line!(), [303, 403, 404, 403, 404]),
        Route::CheckIn => (line!(), DOOR),
        Route::Arrivals => (line!(), DESK),
        Route::DeskOverview => (line!(), DESK),
        Route::DeskPeople => (line!(), DESK),
        Route::DeskAnnouncements => (line!(), DESK),
        Route::DeskAnnounce => (line!(), DESK),
        Route::DeskAnnouncement(_) => (line!(), [303, 403, 404, 403, 403]),
        Route::DeskFilters => (line!(), DESK),
        Route::DeskSeeAs => (line!(), DESK),
        Route::DeskPerson(_) => (line!(), DESK),
        Route::DeskBulk(_) => (line!(), [303, 403, 404, 403, 403]),
        Route::Aides => (line!(), OWN),
        Route::TeamWork(_) => (line!(), FOREIGN),
        Route::TeamHistory(_) => (line!(), FOREIGN),
        Route::TeamVersion(..) => (line!(), FOREIGN),
        // For those who take part in the ideathon, and for organisers.
        Route::Mentors => (line!(), [303, 409, 200, 409, 409]),
        // Of a company that nobody here belongs to, and that the public does not see.
        Route::ExhibitorMeetings(_) => (line!(), FOREIGN),
        Route::CompanyMeetings(_) => (line!(), FOREIGN),
        Route::BoothMeetings => (line!(), OWN),
        Route::Needs => (line!(), PUBLIC),
        Route::Need(_) => (line!(), [404; 5]),
        Route::Matching(_) => (line!(), PUBLIC),
        Route::CityNeeds(_) => (line!(), FOREIGN),
        Route::CityNeedNew(_) => (line!(), FOREIGN),
        Route::CityNeed(..) => (line!(), FOREIGN),
        Route::CompanyNeeds(_) => (line!(), FOREIGN),
        Route::Challenges => (line!(), PUBLIC),
        Route::Challenge(_) => (line!(), PUBLIC),
        // Who does not take part sees how to.
        Route::ChallengeContact(_) => (line!(), OWN),
        Route::Ideas => (line!(), OWN),
        Route::IdeaNew => (line!(), OWN),
        // Those who take part find none under this id; the others see how to take part.
        Route::Idea(_) => (line!(), [303, 200, 404, 200, 200]),
        // Nobody here belongs to a company; server/tests/forum.rs has those who do.
        Route::FloorPlan => (line!(), PUBLIC),
        Route::Exhibitors(_) => (line!(), [200; 5]),
        Route::Compare(_) => (line!(), [200; 5]),
        Route::Favourites => (line!(), OWN),
        Route::Exhibitor(_) => (line!(), [404; 5]),
        Route::Companies => (line!(), OWN),
        Route::CompanyNew => (line!(), OWN),
        Route::CompanyInvitation => (line!(), [409; 5]),
        Route::Company(_) => (line!(), FOREIGN),
        Route::CompanyApplication(_) => (line!(), FOREIGN),
        Route::CompanyTerms(_) => (line!(), FOREIGN),
        Route::CompanyBooth(_) => (line!(), FOREIGN),
        Route::CompanyPeople(_) => (line!(), FOREIGN),
        Route::CompanyProfile(_) => (line!(), FOREIGN),
        Route::CompanyPreview(_) => (line!(), FOREIGN),
        Route::CompanyHistory(_) => (line!(), FOREIGN),
        Route::CompanyVersion(..) => (line!(), FOREIGN),
        Route::CompanySolution(..) => (line!(), FOREIGN),
        Route::CompanyReference(..) => (line!(), FOREIGN),
        Route::DeskForum => (line!(), DESK),
        Route::DeskPlan => (line!(), DESK),
        Route::DeskHall(_) => (line!(), DESK),
        Route::DeskBooths => (line!(), DESK),
        Route::DeskCompany(_) => (line!(), [303, 403, 404, 403, 403]),
        Route::DeskProfile(_) => (line!(), [303, 403, 404, 403, 403]),
        Route::CityChallenges(_) => (line!(), FOREIGN),
        Route::CityChallengeNew(_) => (line!(), FOREIGN),
        Route::CityChallenge(..) => (line!(), FOREIGN),
        Route::DeskChallenges => (line!(), DESK),
        Route::DeskChallenge(_) => (line!(), [303, 403, 404, 403, 403]),
        Route::DeskContests => (line!(), DESK),
        Route::DeskContest(_) => (line!(), [303, 403, 404, 403, 403]),
        // Nobody here is a juror; server/tests/judging.rs has those who are.
        Route::Jury => (line!(), NOBODY),
        Route::JuryContest(_) => (line!(), NOBODY),
        Route::JuryEntry(..) => (line!(), NOBODY),
        Route::Results(_) => (line!(), [404; 5]),
        Route::Pilots(..) => (line!(), FOREIGN),
        Route::LeadConsent => (line!(), OWN),
        Route::Ledger => (line!(), OWN),
        // Nobody here belongs to a company; server/tests/forum_leads.rs has those who do.
        Route::CompanyLeads(_) => (line!(), FOREIGN),
        Route::CompanyStats(_) => (line!(), FOREIGN),
        Route::CompanyLead(..) => (line!(), FOREIGN),
        Route::CompanyScan(_) => (line!(), FOREIGN),
    }
}

fn city() -> CityId {
    CityId::parse("nowhere").unwrap()
}

fn need() -> NeedId {
    NeedId::parse("nothing").unwrap()
}

fn company() -> CompanyId {
    CompanyId::parse("nowhere").unwrap()
}

fn solution() -> SolutionId {
    SolutionId::parse("nothing").unwrap()
}

fn challenge() -> ChallengeId {
    ChallengeId::parse("last-bus-home").unwrap()
}

fn contest() -> ContestId {
    ContestId::parse("nowhere").unwrap()
}

fn examples(registration: &str) -> Vec<Route> {
    vec![
        Route::Home,
        Route::Part(PartId::parse("ideathon").unwrap()),
        Route::Programme(Default::default()),
        Route::Session(SessionId::parse("forum-opens").unwrap()),
        Route::Speakers,
        Route::Speaker(SpeakerId::parse("ana-ferreira").unwrap()),
        Route::Flier,
        Route::HowToRegister,
        Route::Privacy,
        Route::About,
        Route::SignIn,
        Route::SignInSecond,
        Route::SignUp,
        Route::Verify,
        Route::Reset,
        Route::Invite,
        Route::Me,
        Route::Profile,
        Route::SecondFactor,
        Route::Passkeys,
        Route::Aides,
        Route::Data,
        Route::Devices,
        Route::Registration,
        Route::Step(Step::Person),
        Route::Delegation(city()),
        Route::DelegationAdd(city()),
        Route::DelegationTable(city()),
        Route::DelegationMember(city(), RegistrationId::parse(registration).unwrap()),
        Route::DelegationReplace(city(), RegistrationId::parse(registration).unwrap()),
        Route::Challenges,
        Route::Challenge(challenge()),
        Route::ChallengeContact(challenge()),
        Route::Ideas,
        Route::IdeaNew,
        Route::Idea(IdeaId::parse("i1").unwrap()),
        Route::FloorPlan,
        Route::Exhibitors(Default::default()),
        Route::Compare(Default::default()),
        Route::Favourites,
        Route::Exhibitor(company()),
        Route::Companies,
        Route::CompanyNew,
        Route::CompanyInvitation,
        Route::Company(company()),
        Route::CompanyApplication(company()),
        Route::CompanyTerms(company()),
        Route::CompanyBooth(company()),
        Route::CompanyPeople(company()),
        Route::CompanyProfile(company()),
        Route::CompanyPreview(company()),
        Route::CompanyHistory(company()),
        Route::CompanyVersion(company(), 1),
        Route::CompanySolution(company(), solution()),
        Route::CompanyReference(company(), solution()),
        Route::DeskForum,
        Route::DeskPlan,
        Route::DeskHall(HallId::parse("hall-a").unwrap()),
        Route::DeskBooths,
        Route::DeskCompany(company()),
        Route::DeskProfile(company()),
        Route::CityChallenges(city()),
        Route::CityChallengeNew(city()),
        Route::CityChallenge(city(), challenge()),
        Route::DeskChallenges,
        Route::DeskChallenge(challenge()),
        Route::DeskTwins,
        Route::DeskTwin(RegistrationId::parse(registration).unwrap(), RegistrationId::parse("nobody").unwrap()),
        Route::DeskCapacity,
        Route::DeskCities,
        Route::DeskCity(city()),
        Route::Desk,
        Route::DeskRegistration(RegistrationId::parse(registration).unwrap()),
        Route::DeskAudit,
        Route::DeskOutbox,
        Route::DeskStaff,
        Route::Visa,
        Route::Board,
        Route::Projector,
        Route::DeskIdeathon,
        Route::IdeathonProfile,
        Route::TeamNew,
        Route::Team(TeamId::parse("t1").unwrap()),
        Route::JoinTeam(Some("K7Q2AB".to_owned())),
        Route::CheckLetter(Some("00000-00000-00000-00000".to_owned())),
        Route::DeskVisa,
        Route::DeskVisaRequest(AccountId::parse(registration).unwrap()),
        Route::Badge,
        Route::DeskBadges,
        Route::PrintRun(PrintRunId::parse("run-1").unwrap()),
        Route::CheckIn,
        Route::Arrivals,
        Route::DeskOverview,
        Route::DeskPeople,
        Route::DeskAnnouncements,
        Route::DeskAnnounce,
        Route::DeskAnnouncement(AnnouncementId::parse("a1").unwrap()),
        Route::DeskFilters,
        Route::DeskSeeAs,
        Route::DeskPerson(AccountId::parse(registration).unwrap()),
        Route::DeskBulk(BulkId::parse("b1").unwrap()),
        Route::TeamWork(TeamId::parse("t1").unwrap()),
        Route::TeamHistory(TeamId::parse("t1").unwrap()),
        Route::TeamVersion(TeamId::parse("t1").unwrap(), 1),
        Route::Mentors,
        Route::ExhibitorMeetings(company()),
        Route::CompanyMeetings(company()),
        Route::BoothMeetings,
        Route::Needs,
        Route::Need(need()),
        Route::Matching(None),
        Route::CityNeeds(city()),
        Route::CityNeedNew(city()),
        Route::CityNeed(city(), need()),
        Route::CompanyNeeds(company()),
        Route::DeskContests,
        Route::DeskContest(contest()),
        Route::Jury,
        Route::JuryContest(contest()),
        Route::JuryEntry(contest(), EntryId::parse("e1").unwrap()),
        Route::Results(contest()),
        Route::Pilots(contest(), EntryId::parse("e1").unwrap()),
        Route::LeadConsent,
        Route::Ledger,
        Route::CompanyLeads(CompanyId::parse("nowhere").unwrap()),
        Route::CompanyStats(company()),
        Route::CompanyLead(CompanyId::parse("nowhere").unwrap(), LeadId::parse("l1").unwrap()),
        Route::CompanyScan(CompanyId::parse("nowhere").unwrap()),
    ]
}

/// One of every kind, in the order of a [`Row`].
async fn everybody(rig: &Rig, which: &str) -> [Caller; 5] {
    let address = |kind: &str| format!("{kind}-{which}@city.example");
    [
        rig.anyone(),
        rig.person(&address("person")).await,
        rig.organiser(&address("desk")).await,
        rig.staff(&address("visa"), Role::VisaDesk).await,
        rig.staff(&address("door"), Role::CheckIn).await,
    ]
}

async fn register(person: &Caller) {
    let version = person.fill(0).await;
    let _ = person.call("registration/submit", &[("version", &version), ("request_id", "hand-in")]).await.expect(200);
}

/// Approves the registration and asks for a letter for a visa.
async fn ask_for_a_letter(rig: &Rig, person: &Caller) {
    let found = rig.store.my_registration(person.account.as_ref().unwrap()).await.unwrap().unwrap();
    let letter = |_: &Notice| Mail::new("a@x.org", "en", "approved", "s", "t");
    rig.store.decide(&Act::system(rig.now()), &found.id, found.version, &Decision::Approve, &letter).await.unwrap();
    let fields: Vec<_> = rig::PASSPORT.iter().copied().chain([("version", "0"), ("request_id", "ask")]).collect();
    let _ = person.call("visa/ask", &fields).await.expect(200);
}

#[test]
fn every_page_is_shown_to_those_it_is_for_and_nobody_else() {
    run(async {
        let rig = Rig::new().await;
        let owner = rig.person("owner@city.example").await;
        register(&owner).await;
        ask_for_a_letter(&rig, &owner).await;
        let callers = everybody(&rig, "page").await;
        let pages = examples(owner.account.as_ref().unwrap().as_str());
        let kinds: BTreeSet<_> = pages.iter().map(|p| row(p).0).collect();
        let rows = include_str!("access.rs").matches(concat!("=> (", "line!(), ")).count();
        assert_eq!(kinds.len(), rows, "a kind of page has no example");
        for page in &pages {
            let (_, expected) = row(page);
            for (caller, expected) in callers.iter().zip(expected) {
                let path = page.path(Lang::En);
                let answer = caller.get(&path).await;
                assert_eq!(answer.code(), expected, "{path} for {:?}", caller.account);
                if expected == 303 {
                    assert!(answer.header("location").starts_with("/en/sign-in?then="), "{path}");
                }
            }
        }
    });
}

/// What organisers alone may call.
const ORGANISERS: Row = [401, 403, 200, 403, 403];
/// What check-in staff and organisers may call.
const STATIONS: Row = [401, 403, 200, 403, 200];

/// What organisers alone may ask for, of something that is not there.
const MISSING: Row = [401, 403, 404, 403, 403];
/// What is about a company that the caller does not belong to, which is as if it did not exist.
const ALIEN: Row = [401, 404, 404, 404, 404];
/// What jurors alone may call.
const JURORS: Row = [401, 403, 403, 403, 403];

/// Every server function: what it says, and the status for each kind of a [`Row`].
const FUNCTIONS: &[(&str, Fields, Row)] = &[
    ("accounts/sign_up", &[("name", "A"), ("email", "new@city.example"), ("password", rig::PASSWORD)], [200; 5]),
    ("accounts/resend_verification", &[], [401, 200, 200, 200, 200]),
    ("accounts/verify_email", &[("token", "x")], [409; 5]),
    ("accounts/sign_in", &[("email", "nobody@city.example"), ("password", "x")], [409; 5]),
    ("accounts/sign_out", &[], [200; 5]),
    // A device that is gone, or somebody else's, is as signed out as it can be: the answer is the same.
    ("accounts/sign_out_device", &[("device", "x")], [401, 200, 200, 200, 200]),
    ("accounts/sign_out_others", &[], [401, 200, 200, 200, 200]),
    ("accounts/request_reset", &[("email", "nobody@city.example")], [200; 5]),
    ("accounts/reset_password", &[("token", "x"), ("password", rig::PASSWORD), ("repeat", rig::PASSWORD)], [409; 5]),
    ("accounts/update_profile", &[("name", "A"), ("lang", "ru")], [401, 200, 200, 200, 200]),
    ("accounts/change_password", &[("current_password", "wrong"), ("password", rig::PASSWORD), ("repeat", rig::PASSWORD)], [401, 409, 409, 409, 409]),
    ("accounts/accept_invitation", &[("token", "x")], [401, 409, 409, 409, 409]),
    ("accounts/invite_staff", &[("email", "friend@city.example"), ("role", "check_in")], ORGANISERS),
    ("accounts/remove_role", &[("account", "nobody"), ("role", "check_in")], [401, 403, 404, 403, 403]),
    ("accounts/enrol_second_factor", &[("offer", "x"), ("code", "123456"), ("current_password", "x")], [401, 404, 404, 404, 404]),
    ("accounts/keep_recovery_codes", &[], [401, 200, 200, 200, 200]),
    ("accounts/renew_recovery_codes", &[("code", "123456")], [401, 409, 409, 409, 409]),
    ("accounts/turn_off_second_factor", &[("code", "123456")], [401, 409, 409, 409, 409]),
    ("accounts/pass_second_factor", &[("code", "123456")], [409; 5]),
    ("accounts/ask_to_make_passkey", &[("passkey_name", "Phone"), ("current_password", rig::PASSWORD)], [401, 200, 200, 200, 200]),
    ("accounts/add_passkey", &[("answer", "x"), ("passkey_name", "Phone")], [401, 409, 409, 409, 409]),
    ("accounts/ask_to_show_passkey", &[], [200; 5]),
    ("accounts/sign_in_with_passkey", &[("answer", "x")], [409; 5]),
    ("accounts/rename_passkey", &[("passkey", "x"), ("passkey_name", "Phone")], [401, 404, 404, 404, 404]),
    ("accounts/remove_passkey", &[("passkey", "x")], [401, 404, 404, 404, 404]),
    ("accounts/erase_account", &[("own_address", "nobody@city.example"), ("current_password", "x")], [401, 422, 422, 422, 422]),
    ("accounts/name_aide", &[("email", "aide@city.example"), ("until_day", "2017-07-01")], [401, 200, 200, 200, 200]),
    ("accounts/accept_aide", &[("principal", "nobody")], [401, 404, 404, 404, 404]),
    ("accounts/end_aide", &[("principal", "nobody"), ("aide", "x")], [401, 404, 404, 404, 404]),
    ("accounts/act_for", &[("principal", "nobody")], [401, 404, 404, 404, 404]),
    ("forum/set_consent", &[("share_mode", "ask")], [401, 200, 200, 200, 200]),
    ("forum/share_with_company", &[("company", "nowhere")], [401, 404, 404, 404, 404]),
    ("forum/refuse_company", &[("company", "nowhere")], [401, 404, 404, 404, 404]),
    ("forum/withdraw_consent", &[("company", "nowhere")], [401, 404, 404, 404, 404]),
    ("forum/withdraw_all_consent", &[], [401, 200, 200, 200, 200]),
    ("forum/scan_badge", &[("company", "nowhere"), ("badge", "x")], [401, 404, 404, 404, 404]),
    ("forum/sync_leads", &[("company", "nowhere"), ("sent_at", "0")], [401, 404, 404, 404, 404]),
    ("forum/note_lead", &[("company", "nowhere"), ("lead", "l1"), ("version", "1")], [401, 404, 404, 404, 404]),
    ("accounts/act_for_oneself", &[], [401, 200, 200, 200, 200]),
    ("registration/save_step", &[("step", "consents"), ("version", "0"), ("consent_handling", "yes")], [401, 200, 200, 200, 200]),
    ("registration/submit", &[("version", "1")], [401, 404, 404, 404, 404]),
    ("registration/withdraw", &[("withdraw_sure", "yes")], [401, 404, 404, 404, 404]),
    ("registration/reopen", &[], [401, 404, 404, 404, 404]),
    (
        "registration/put_city",
        &[("names", "Porto"), ("country", "PT"), ("membership", "full"), ("fee", "paid"), ("heads", "head@city.example")],
        ORGANISERS,
    ),
    ("registration/set_capacity", &[("category", "press"), ("capacity", "12")], ORGANISERS),
    ("registration/save_member", &[("city_id", "nowhere")], [401, 404, 404, 404, 404]),
    ("registration/add_members", &[("city_id", "nowhere")], [401, 404, 404, 404, 404]),
    ("registration/decide_member", &[("city_id", "nowhere"), ("registration", "OWNER"), ("version", "1")], [401, 404, 404, 404, 404]),
    ("registration/withdraw_member", &[("city_id", "nowhere"), ("registration", "OWNER"), ("version", "1")], [401, 404, 404, 404, 404]),
    ("registration/name_voters", &[("city_id", "nowhere"), ("version", "1")], [401, 404, 404, 404, 404]),
    ("registration/accept_offer", &[], [401, 404, 404, 404, 404]),
    ("registration/decline_offer", &[], [401, 404, 404, 404, 404]),
    ("registration/ask_again", &[], [401, 404, 404, 404, 404]),
    (
        "organiser/merge_twins",
        &[("first", "OWNER"), ("second", "nobody"), ("first_version", "5"), ("second_version", "1"), ("keep", "1"), ("merge_sure", "yes")],
        [401, 403, 404, 403, 403],
    ),
    ("organiser/not_twins", &[("first", "OWNER"), ("second", "nobody"), ("apart", "yes")], [401, 403, 404, 403, 403]),
    ("organiser/bulk_preview", &[("registrations[]", "OWNER"), ("decision", "approve")], ORGANISERS),
    ("organiser/bulk_confirm", &[("bulk", "b1")], [401, 403, 404, 403, 403]),
    ("organiser/bulk_undo", &[("bulk", "b1")], [401, 403, 404, 403, 403]),
    ("organiser/save_announcement", &[("version", "0"), ("subject_en", "Buses"), ("text_en", "They leave at 9.")], ORGANISERS),
    ("organiser/test_announcement", &[("announcement", "a1")], [401, 403, 404, 403, 403]),
    ("organiser/send_announcement", &[("announcement", "a1"), ("version", "1"), ("announce_sure", "yes")], [401, 403, 404, 403, 403]),
    ("organiser/stop_announcement", &[("announcement", "a1")], [401, 403, 404, 403, 403]),
    ("organiser/save_filter", &[("filter_name", "Mine"), ("filter", "state=submitted")], ORGANISERS),
    ("organiser/arrange_filter", &[("id", "f1"), ("go", "up")], [401, 403, 404, 403, 403]),
    ("organiser/see_as", &[("role", "participant")], ORGANISERS),
    ("organiser/see_end", &[], ORGANISERS),
    ("organiser/decide", &[("version", "5"), ("decision", "approve"), ("registration", "OWNER")], ORGANISERS),
    // Without an approved registration the fields are looked at first.
    ("visa/ask", &[("version", "0")], [401, 422, 422, 422, 422]),
    ("visa/cancel", &[("cancel_sure", "yes")], [401, 404, 404, 404, 404]),
    ("visa/decide", &[("account", "nobody"), ("version", "1"), ("decision", "accept")], [401, 403, 403, 404, 403]),
    ("forum/save_wishes", &[("company", "x"), ("version", "0")], [401, 404, 404, 404, 404]),
    ("forum/save_hall", &[("version", "0")], [401, 403, 422, 403, 403]),
    ("forum/remove_hall", &[("hall", "x"), ("version", "1")], [401, 403, 422, 403, 403]),
    ("forum/save_booth", &[("hall", "x"), ("version", "0")], [401, 403, 404, 403, 403]),
    ("forum/remove_booth", &[("hall", "x"), ("booth", "y"), ("version", "1")], [401, 403, 404, 403, 403]),
    ("forum/assign_booth", &[("company", "x"), ("version", "1")], [401, 403, 404, 403, 403]),
    ("forum/take_booth_back", &[("booth", "x"), ("company", "y")], [401, 403, 404, 403, 403]),
    ("forum/swap_booths", &[], [401, 403, 422, 403, 403]),
    ("forum/apply_proposal", &[], [401, 403, 422, 403, 403]),
    ("forum/keep_favourite", &[("company", "nowhere")], [401, 404, 404, 404, 404]),
    ("forum/drop_favourite", &[("company", "nowhere")], [401, 200, 200, 200, 200]),
    ("forum/save_application", &[], [401, 422, 422, 422, 422]),
    ("forum/step_company", &[("company", "x"), ("version", "1")], [401, 404, 404, 404, 404]),
    ("forum/accept_terms", &[("company", "x"), ("version", "1"), ("terms", "t")], [401, 404, 404, 404, 404]),
    ("forum/withdraw_company", &[("company", "x"), ("version", "1")], [401, 404, 404, 404, 404]),
    ("forum/invite_member", &[("company", "x"), ("email", "a@x.org")], [401, 404, 404, 404, 404]),
    ("forum/take_invitation_back", &[("company", "x"), ("email", "a@x.org")], [401, 404, 404, 404, 404]),
    ("forum/accept_invitation", &[("token", "x")], [401, 409, 409, 409, 409]),
    ("forum/set_member_role", &[("company", "x"), ("member", "y")], [401, 404, 404, 404, 404]),
    ("forum/remove_member", &[("company", "x"), ("member", "y")], [401, 404, 404, 404, 404]),
    ("forum/leave_company", &[("company", "x")], [401, 404, 404, 404, 404]),
    ("forum/save_texts", &[("company", "x"), ("base", "0"), ("text_lang", "en")], [401, 404, 404, 404, 404]),
    ("forum/save_facts", &[("company", "x"), ("base", "0")], [401, 404, 404, 404, 404]),
    ("forum/save_solution", &[("company", "x"), ("base", "0"), ("part", "p")], [401, 404, 404, 404, 404]),
    ("forum/drop_solution", &[("company", "x"), ("base", "0"), ("part", "p")], [401, 404, 404, 404, 404]),
    ("forum/save_reference", &[("company", "x"), ("base", "0"), ("part", "p")], [401, 404, 404, 404, 404]),
    ("forum/drop_reference", &[("company", "x"), ("base", "0"), ("part", "p")], [401, 404, 404, 404, 404]),
    ("forum/restore_page", &[("company", "x"), ("number", "1")], [401, 404, 404, 404, 404]),
    ("forum/hand_page_in", &[("company", "x"), ("turn", "1")], [401, 404, 404, 404, 404]),
    ("forum/decide_page", &[("company", "x"), ("turn", "1"), ("decision", "approve")], [401, 403, 404, 403, 403]),
    ("forum/decide_company", &[("company", "x"), ("version", "1"), ("decision", "accept")], [401, 403, 404, 403, 403]),
    ("forum/publish_company", &[("company", "x"), ("version", "1")], [401, 403, 404, 403, 403]),
    ("forum/withdraw_for_company", &[("company", "x"), ("version", "1"), ("message", "m")], [401, 403, 404, 403, 403]),
    ("ideathon/save_challenge", &[("city_id", "nowhere")], [401, 404, 404, 404, 404]),
    ("ideathon/submit_challenge", &[("city_id", "nowhere"), ("challenge", "x"), ("version", "1")], [401, 404, 404, 404, 404]),
    ("ideathon/withdraw_challenge", &[("city_id", "nowhere"), ("challenge", "x"), ("version", "1")], [401, 404, 404, 404, 404]),
    ("ideathon/decide_challenge", &[("challenge", "x"), ("version", "1"), ("decision", "publish")], [401, 403, 404, 403, 403]),
    // Whoever does not take part is refused; organisers do.
    ("ideathon/post_idea", &[("idea_title", "Quiet buses"), ("idea_text", "Buses that hum instead of roar.")], [401, 409, 200, 409, 409]),
    ("ideathon/edit_idea", &[("idea", "x"), ("version", "1")], [401, 409, 404, 409, 409]),
    ("ideathon/withdraw_idea", &[("idea", "x")], [401, 409, 404, 409, 409]),
    ("ideathon/react", &[("idea", "x"), ("reaction", "like"), ("on", "yes")], [401, 409, 404, 409, 409]),
    ("ideathon/post_comment", &[("idea", "x"), ("comment_text", "Good")], [401, 409, 404, 409, 409]),
    ("ideathon/delete_comment", &[("comment", "x")], [401, 409, 404, 409, 409]),
    ("ideathon/remove_comment", &[("comment", "x"), ("remove_reason", "r")], [401, 403, 404, 403, 403]),
    ("files/remove", &[("file_owner", "challenge:x"), ("file_id", "x")], [401, 404, 404, 404, 404]),
    ("ideathon/save_profile", &[("skills[]", "ux"), ("languages[]", "en")], [401, 409, 409, 409, 409]),
    ("ideathon/create_team", &[("team_name", "Buses")], [401, 409, 409, 409, 409]),
    ("ideathon/describe_team", &[("team", "t1"), ("team_name", "Buses")], [401, 409, 409, 409, 409]),
    ("ideathon/gather", &[("what", "ask"), ("team", "t1")], [401, 409, 409, 409, 409]),
    ("ideathon/use_code", &[("team_code", "K7Q2AB")], [401, 409, 409, 409, 409]),
    ("ideathon/save_work", &[("team", "t1"), ("base", "0")], [401, 404, 404, 404, 404]),
    ("ideathon/restore_work", &[("team", "t1"), ("number", "1"), ("base", "0")], [401, 404, 404, 404, 404]),
    // Who takes no part in the ideathon is told how to; organisers publish for a mentor, and cancel.
    ("ideathon/publish_slots", &[], [401, 409, 422, 409, 409]),
    ("ideathon/book_slot", &[("mentor", "m"), ("start", "1")], [401, 409, 409, 409, 409]),
    ("ideathon/give_slot_back", &[("mentor", "m"), ("start", "1")], [401, 409, 409, 409, 409]),
    ("ideathon/cancel_slot", &[("mentor", "m"), ("start", "1")], [401, 409, 404, 409, 409]),
    (
        "ideathon/set_rules",
        &[
            ("version", "0"),
            ("team_min", "3"),
            ("team_max", "6"),
            ("least_skills", "1"),
            ("opens_at", "2017-06-28T10:30"),
            ("match_at", "2017-06-28T12:00"),
            ("locks_at", "2017-06-28T18:00"),
            ("deadline", "2017-06-29T18:00"),
            ("grace_minutes", "0"),
        ],
        ORGANISERS,
    ),
    ("ideathon/move_person", &[("person", "nobody"), ("move_reason", "asked for it")], [401, 403, 409, 403, 403]),
    ("ideathon/dissolve_team", &[("team", "t1"), ("move_reason", "nobody came")], [401, 403, 409, 403, 403]),
    ("ideathon/set_mentor", &[("person", "nobody"), ("mentor", "yes")], [401, 403, 409, 403, 403]),
    ("ideathon/propose_match", &[("version", "0")], [401, 403, 409, 403, 403]),
    ("ideathon/move_match", &[("version", "1"), ("person", "nobody")], [401, 409, 409, 409, 409]),
    ("ideathon/apply_match", &[], ORGANISERS),
    ("ideathon/write_teams", &[("to_teams", "all"), ("message_subject", "Lunch"), ("message_text", "It is at one.")], ORGANISERS),
    ("checkin/sync", &[("sent_at", "0")], STATIONS),
    ("checkin/check_in", &[("station", "registration-desk"), ("badge", "0000-0000-0000-00000")], STATIONS),
    ("checkin/take_back", &[("station", "registration-desk"), ("registration", "OWNER"), ("undo_reason", "a mistake")], [401, 403, 409, 403, 409]),
    ("checkin/add_station", &[("station_name", "Bus 7")], ORGANISERS),
    ("judging/save_terms", &[("contest", "nowhere"), ("version", "1")], MISSING),
    ("judging/save_criterion", &[("contest", "nowhere"), ("version", "1")], MISSING),
    ("judging/remove_criterion", &[("contest", "nowhere"), ("version", "1"), ("criterion", "c")], MISSING),
    ("judging/add_juror", &[("contest", "nowhere"), ("juror", "OWNER")], MISSING),
    ("judging/remove_juror", &[("contest", "nowhere"), ("juror", "OWNER")], MISSING),
    ("judging/step", &[("contest", "nowhere"), ("version", "1"), ("step", "open"), ("step_sure", "yes")], MISSING),
    ("judging/reopen_sheet", &[("contest", "nowhere"), ("score_sheet", "a/b"), ("judge_reason", "a slip")], MISSING),
    ("judging/note_conflict", &[("contest", "nowhere"), ("juror", "a"), ("entry", "b"), ("judge_reason", "friends")], MISSING),
    ("judging/save_sheet", &[("contest", "nowhere"), ("entry", "e1"), ("version", "0")], JURORS),
    ("judging/declare", &[("contest", "nowhere"), ("entry", "e1"), ("judge_reason", "friends")], JURORS),
    ("judging/intend_pilot", &[("contest", "nowhere"), ("entry", "e1"), ("city_id", "nowhere")], [401, 404, 404, 404, 404]),
    (
        "judging/step_pilot",
        &[("contest", "nowhere"), ("entry", "e1"), ("city_id", "nowhere"), ("version", "1"), ("pilot_step", "agreed")],
        [401, 404, 404, 404, 404],
    ),
    ("forum/save_need", &[("city_id", "nowhere")], ALIEN),
    ("forum/open_need", &[("city_id", "nowhere"), ("need", "nothing"), ("version", "1")], ALIEN),
    ("forum/close_need", &[("city_id", "nowhere"), ("need", "nothing"), ("version", "1"), ("turn", "0")], ALIEN),
    ("forum/mark_answer", &[("city_id", "nowhere"), ("need", "nothing"), ("company", "nowhere")], ALIEN),
    ("forum/answer_need", &[("company", "nowhere"), ("need", "nothing")], ALIEN),
    ("forum/offer_booth", &[("company", "nowhere")], ALIEN),
    ("forum/book_booth", &[("company", "nowhere"), ("slot", "s"), ("slot_seen", "1")], ALIEN),
    ("forum/take_booth", &[("company", "nowhere"), ("slot", "s"), ("slot_seen", "1")], ALIEN),
    ("forum/give_booth_back", &[("company", "nowhere"), ("slot", "s")], ALIEN),
    ("forum/staff_booth", &[("company", "nowhere"), ("slot", "s")], ALIEN),
    ("forum/call_booth_off", &[("company", "nowhere"), ("slot", "s")], ALIEN),
    ("forum/move_booth", &[("company", "nowhere"), ("slot", "s")], ALIEN),
    ("forum/resize_booth", &[("company", "nowhere"), ("slot", "s"), ("slot_places", "2")], ALIEN),
    ("commitments/open_feed", &[], [401, 200, 200, 200, 200]),
    ("commitments/close_feed", &[], [401, 200, 200, 200, 200]),
    ("forum/mark_booth", &[("company", "nowhere"), ("slot", "s"), ("visitor", "a"), ("came", "yes")], ALIEN),
    // The owner is not approved, so there is no badge.
    ("checkin/print_badges", &[("sheet", "a4"), ("registrations[]", "OWNER")], [401, 403, 409, 403, 409]),
    ("checkin/replace_badge", &[("registration", "OWNER"), ("number", "1"), ("replace_reason", "lost")], [401, 403, 404, 403, 404]),
];

#[test]
fn every_server_function_serves_those_it_is_for_and_nobody_else() {
    run(async {
        let rig = Rig::new().await;
        let known: BTreeSet<String> =
            leptos::server_fn::axum::server_fn_paths().map(|(path, _)| path.trim_start_matches("/api/").to_owned()).collect();
        let listed: BTreeSet<String> = FUNCTIONS.iter().map(|(endpoint, _, _)| (*endpoint).to_owned()).collect();
        assert_eq!(known, listed, "a server function without a row, or a row without a function");
        let owner = rig.person("owner@city.example").await;
        register(&owner).await;
        for (number, (endpoint, fields, expected)) in FUNCTIONS.iter().enumerate() {
            // Everybody here has one network address, which may send so many forms a minute and no more.
            rig.later(10);
            let callers = everybody(&rig, &number.to_string()).await;
            for (caller, expected) in callers.iter().zip(expected) {
                let owner = owner.account.as_ref().unwrap().as_str();
                let fields: Vec<_> =
                    fields.iter().map(|(k, v)| (*k, if *v == "OWNER" { owner } else { *v })).chain([("request_id", "request-1")]).collect();
                let answer = caller.call(endpoint, &fields).await;
                assert_eq!(answer.code(), *expected, "{endpoint} for {:?}: {}", caller.account, answer.text());
            }
        }
    });
}

#[test]
fn what_belongs_to_somebody_else_answers_as_if_it_did_not_exist() {
    run(async {
        let rig = Rig::new().await;
        let (one, other) = (rig.person("one@city.example").await, rig.person("other@city.example").await);
        let device = rig.store.devices(one.account.as_ref().unwrap()).await.unwrap()[0].id.clone();
        let foreign = other.call("accounts/sign_out_device", &[("device", device.as_str()), ("request_id", "a")]).await;
        let missing = other.call("accounts/sign_out_device", &[("device", &"0".repeat(64)), ("request_id", "b")]).await;
        assert_eq!((foreign.code(), foreign.text()), (missing.code(), missing.text()));
        let _ = one.get("/en/me").await.expect(200);
        let desk = rig.organiser("desk@city.example").await;
        let _ = desk.get("/en/desk/registrations/nobody").await.expect(404);
        // A draft is the person's own: for the desk it does not exist.
        let _ = one.call("registration/save_step", &[("step", "person"), ("version", "0"), ("request_id", "c")]).await;
        let _ = desk.get(&format!("/en/desk/registrations/{}", one.account.as_ref().unwrap())).await.expect(404);
    });
}

#[test]
fn two_people_never_see_each_others_pages() {
    run(async {
        let rig = Rig::new().await;
        let (one, other) = (rig.person("one@city.example").await, rig.person("other@city.example").await);
        for (caller, own, foreign) in [(&one, "one@city.example", "other@city.example"), (&other, "other@city.example", "one@city.example")] {
            let page = caller.get("/en/me/profile").await.expect(200);
            assert_eq!(page.header("cache-control"), "no-store");
            assert!(page.text().contains(own) && !page.text().contains(foreign));
        }
    });
}
