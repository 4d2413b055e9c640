//! Every page of the site, as a value: what a path means, who it is for, and the only place where paths are written.

use domain::forum::catalogue;
use domain::kernel::Lang;
use domain::kernel::ids::{
    AccountId, AnnouncementId, BulkId, ChallengeId, CityId, CompanyId, ContestId, EntryId, HallId, IdeaId, LeadId, NeedId, PartId, PrintRunId,
    RegistrationId, SessionId, SolutionId, SpeakerId, TeamId, TopicId,
};
use domain::programme::Filter;
use domain::registration::Step;

/// Whom a page is for. A page that is not public is never kept and never the same for two people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Everybody; the same bytes for everybody.
    Public,
    /// Everybody, but with a form that may show what one person typed.
    Guest,
    /// Signed-in people.
    Person,
    /// Organisers with a verified address.
    Organiser,
    /// The visa desk; organisers do not belong to it by themselves.
    VisaDesk,
    /// Check-in staff, and organisers.
    CheckIn,
    /// Jurors.
    Juror,
}

/// A page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// The home page.
    Home,
    /// A part of the assembly.
    Part(PartId),
    /// The programme.
    Programme(Filter),
    /// A session.
    Session(SessionId),
    /// All speakers.
    Speakers,
    /// A speaker.
    Speaker(SpeakerId),
    /// The flier, to read and to print.
    Flier,
    /// How to register.
    HowToRegister,
    /// What is kept about people.
    Privacy,
    /// What is real and what is sample data; open data; the source.
    About,
    /// Sign in.
    SignIn,
    /// Show the second factor after the password.
    SignInSecond,
    /// Make an account.
    SignUp,
    /// Proves an address (`?token=`), or asks for the link again.
    Verify,
    /// Asks for a link to choose a new password; with `?token=` chooses it.
    Reset,
    /// Accepts an invitation to the secretariat (`?token=`).
    Invite,
    /// One's own place: registration, account.
    Me,
    /// Name, language, password.
    Profile,
    /// Second factor: turning it on and off, recovery codes.
    SecondFactor,
    /// Passkeys: adding, naming and removing them.
    Passkeys,
    /// Aides: who acts for me, and for whom I act.
    Aides,
    /// One's own data: taking it along, erasing it.
    Data,
    /// Signed-in devices.
    Devices,
    /// One's own badge.
    Badge,
    /// One's own registration: where it stands.
    Registration,
    /// A step of its form.
    Step(Step),
    /// The delegation of a city that one heads.
    Delegation(CityId),
    /// Adding somebody to it.
    DelegationAdd(CityId),
    /// Adding many from a table.
    DelegationTable(CityId),
    /// Somebody of it.
    DelegationMember(CityId, RegistrationId),
    /// Somebody else instead.
    DelegationReplace(CityId, RegistrationId),
    /// The ideathon's board. Filters are read from the query.
    Board,
    /// The organisers' page of the ideathon.
    DeskIdeathon,
    /// The board for a whole room to see.
    Projector,
    /// What one says of oneself in the ideathon.
    IdeathonProfile,
    /// Making a team.
    TeamNew,
    /// A team.
    Team(TeamId),
    /// Joining a team by its code: by the code in the path, or one that is typed.
    JoinTeam(Option<String>),
    /// One's own letter for a visa.
    Visa,
    /// Whether a letter is valid: by the code in the path, or one that is typed (`?code=`).
    CheckLetter(Option<String>),
    /// The secretariat's desk: the queue of registrations. Filters are read from the query.
    Desk,
    /// One registration at the desk.
    DeskRegistration(RegistrationId),
    /// Registrations that may be of one person.
    DeskTwins,
    /// Two of them side by side.
    DeskTwin(RegistrationId, RegistrationId),
    /// How many of each category take part.
    DeskCapacity,
    /// The cities.
    DeskCities,
    /// One city.
    DeskCity(CityId),
    /// The console's first page: what needs somebody now.
    DeskOverview,
    /// Announcements.
    DeskAnnouncements,
    /// Writing one. To whom is read from the query.
    DeskAnnounce,
    /// One of them.
    DeskAnnouncement(AnnouncementId),
    /// Arranging the filters that have a name.
    DeskFilters,
    /// Seeing the site as a role.
    DeskSeeAs,
    /// Finding anybody. What is asked for is read from the query.
    DeskPeople,
    /// Everything the desk knows of one person.
    DeskPerson(AccountId),
    /// A decision on many registrations.
    DeskBulk(BulkId),
    /// The audit trail.
    DeskAudit,
    /// The outbox.
    DeskOutbox,
    /// Who works here, and inviting them.
    DeskStaff,
    /// The visa desk: the queue of requests.
    DeskVisa,
    /// One request at the visa desk.
    DeskVisaRequest(AccountId),
    /// Everybody's badges. Filters are read from the query.
    DeskBadges,
    /// Badges that were printed together.
    PrintRun(PrintRunId),
    /// A check-in station.
    CheckIn,
    /// Who has arrived where.
    Arrivals,
    /// What a team of the ideathon writes and hands in.
    TeamWork(TeamId),
    /// Every version of it.
    TeamHistory(TeamId),
    /// One version of it.
    TeamVersion(TeamId, u32),
    /// Mentors' office hours.
    Mentors,
    /// The times at which one can meet an exhibitor at its booth. Which one is booked is read from the query.
    ExhibitorMeetings(CompanyId),
    /// A company's own times. Which one is looked at is read from the query.
    CompanyMeetings(CompanyId),
    /// What cities need.
    Needs,
    /// One of these needs.
    Need(NeedId),
    /// The needs of a city that one heads.
    CityNeeds(CityId),
    /// Writing a new one.
    CityNeedNew(CityId),
    /// One of them: wording, answers, next step. Which answer is noted is read from the query.
    CityNeed(CityId, NeedId),
    /// Needs for a company, and its answers. Which one is answered is read from the query.
    CompanyNeeds(CompanyId),
    /// What fits what, maybe only of one topic.
    Matching(Option<TopicId>),
    /// One's own meetings at booths. Which one is cancelled is read from the query.
    BoothMeetings,
    /// The ideathon's challenges.
    Challenges,
    /// One of them.
    Challenge(ChallengeId),
    /// Whom participants ask about it.
    ChallengeContact(ChallengeId),
    /// The board of ideas. Challenge and order are read from the query.
    Ideas,
    /// Writing one.
    IdeaNew,
    /// One of them.
    Idea(IdeaId),
    /// The challenges of a city that one heads.
    CityChallenges(CityId),
    /// Writing a new one.
    CityChallengeNew(CityId),
    /// One of them: wording, files, next step.
    CityChallenge(CityId, ChallengeId),
    /// The challenges that cities handed in.
    DeskChallenges,
    /// One of them.
    DeskChallenge(ChallengeId),
    /// The contests.
    DeskContests,
    /// One contest. Which criterion is changed is read from the query.
    DeskContest(ContestId),
    /// The contests that one judges.
    Jury,
    /// The entries of one of them.
    JuryContest(ContestId),
    /// One entry: reading and scoring it.
    JuryEntry(ContestId, EntryId),
    /// The result of a contest, when there is one.
    Results(ContestId),
    /// The catalogue of exhibitors.
    Exhibitors(catalogue::Filter),
    /// One's own favourites among the exhibitors. Which one to add is read from the query.
    Favourites,
    /// Exhibitors beside each other.
    Compare(catalogue::Compared),
    /// An exhibitor.
    Exhibitor(CompanyId),
    /// The floor plan of the exhibition.
    FloorPlan,
    /// The companies that one belongs to.
    Companies,
    /// Applying as an exhibitor.
    CompanyNew,
    /// An invitation to a company (`?token=`).
    CompanyInvitation,
    /// One of them: where it stands.
    Company(CompanyId),
    /// Its application.
    CompanyApplication(CompanyId),
    /// The terms for exhibitors.
    CompanyTerms(CompanyId),
    /// Who belongs to it.
    CompanyPeople(CompanyId),
    /// Which booths a company would like, and which one it has.
    CompanyBooth(CompanyId),
    /// Its page, to be written. The language of the texts is read from the query.
    CompanyProfile(CompanyId),
    /// Its page as everybody would see it.
    CompanyPreview(CompanyId),
    /// Every version of it.
    CompanyHistory(CompanyId),
    /// One version of it.
    CompanyVersion(CompanyId, u32),
    /// Something that it offers; a new one when there is none of that id.
    CompanySolution(CompanyId, SolutionId),
    /// A city that uses it; a new one when there is none of that id.
    CompanyReference(CompanyId, SolutionId),
    /// The organisers' desk of exhibitors.
    DeskForum,
    /// The halls of the exhibition.
    DeskPlan,
    /// One hall and its booths. Which booth is changed is read from the query.
    DeskHall(HallId),
    /// Who gets which booth. The seed of a proposal is read from the query.
    DeskBooths,
    /// One company there.
    DeskCompany(CompanyId),
    /// Its page there: what has changed, and the decision.
    DeskProfile(CompanyId),
    /// Cities that pilot an entry of it.
    Pilots(ContestId, EntryId),
    /// What exhibitors get of one.
    LeadConsent,
    /// Who saw what of one. What is shown is read from the query.
    Ledger,
    /// The leads of a company that one belongs to. Filters are read from the query.
    CompanyLeads(CompanyId),
    /// A company's numbers.
    CompanyStats(CompanyId),
    /// One of them.
    CompanyLead(CompanyId, LeadId),
    /// Scanning badges for a company.
    CompanyScan(CompanyId),
}

impl Route {
    /// Reads the segments below the language and the decoded query pairs; `None` when there is no such page.
    pub fn parse<'a>(segments: &[&str], query: impl IntoIterator<Item = (&'a str, &'a str)>) -> Option<Self> {
        Some(match segments {
            [] => Self::Home,
            ["parts", id] => Self::Part(PartId::parse(id).ok()?),
            ["programme"] => Self::Programme(Filter::from_pairs(query)),
            ["programme", id] => Self::Session(SessionId::parse(id).ok()?),
            ["speakers"] => Self::Speakers,
            ["speakers", id] => Self::Speaker(SpeakerId::parse(id).ok()?),
            ["flier"] => Self::Flier,
            ["register"] => Self::HowToRegister,
            ["privacy"] => Self::Privacy,
            ["about"] => Self::About,
            ["sign-in"] => Self::SignIn,
            ["sign-in", "second"] => Self::SignInSecond,
            ["sign-up"] => Self::SignUp,
            ["verify"] => Self::Verify,
            ["reset"] => Self::Reset,
            ["invite"] => Self::Invite,
            ["me"] => Self::Me,
            ["me", "profile"] => Self::Profile,
            ["me", "second-factor"] => Self::SecondFactor,
            ["me", "passkeys"] => Self::Passkeys,
            ["me", "aides"] => Self::Aides,
            ["me", "data"] => Self::Data,
            ["me", "devices"] => Self::Devices,
            ["me", "badge"] => Self::Badge,
            ["me", "registration"] => Self::Registration,
            ["me", "registration", step] => Self::Step(Step::parse(step)?),
            ["me", "delegation", city] => Self::Delegation(CityId::parse(city).ok()?),
            ["me", "delegation", city, "add"] => Self::DelegationAdd(CityId::parse(city).ok()?),
            ["me", "delegation", city, "table"] => Self::DelegationTable(CityId::parse(city).ok()?),
            ["me", "delegation", city, "people", id] => Self::DelegationMember(CityId::parse(city).ok()?, RegistrationId::parse(id).ok()?),
            ["me", "delegation", city, "people", id, "replace"] => {
                Self::DelegationReplace(CityId::parse(city).ok()?, RegistrationId::parse(id).ok()?)
            }
            ["ideathon", "challenges"] => Self::Challenges,
            ["ideathon", "challenges", id] => Self::Challenge(ChallengeId::parse(id).ok()?),
            ["ideathon", "challenges", id, "contact"] => Self::ChallengeContact(ChallengeId::parse(id).ok()?),
            ["ideathon", "ideas"] => Self::Ideas,
            ["ideathon", "ideas", "new"] => Self::IdeaNew,
            ["ideathon", "ideas", id] => Self::Idea(IdeaId::parse(id).ok()?),
            ["me", "delegation", city, "challenges"] => Self::CityChallenges(CityId::parse(city).ok()?),
            ["me", "delegation", city, "challenges", "new"] => Self::CityChallengeNew(CityId::parse(city).ok()?),
            ["me", "delegation", city, "challenges", id] => Self::CityChallenge(CityId::parse(city).ok()?, ChallengeId::parse(id).ok()?),
            ["desk", "challenges"] => Self::DeskChallenges,
            ["desk", "challenges", id] => Self::DeskChallenge(ChallengeId::parse(id).ok()?),
            ["desk", "duplicates"] => Self::DeskTwins,
            ["desk", "duplicates", one, other] => Self::DeskTwin(RegistrationId::parse(one).ok()?, RegistrationId::parse(other).ok()?),
            ["desk", "capacity"] => Self::DeskCapacity,
            ["desk", "cities"] => Self::DeskCities,
            ["desk", "cities", id] => Self::DeskCity(CityId::parse(id).ok()?),
            ["ideathon", "board"] => Self::Board,
            ["desk", "ideathon"] => Self::DeskIdeathon,
            ["desk", "ideathon", "projector"] => Self::Projector,
            ["ideathon", "profile"] => Self::IdeathonProfile,
            ["ideathon", "teams", "new"] => Self::TeamNew,
            ["ideathon", "teams", id] => Self::Team(TeamId::parse(id).ok()?),
            ["ideathon", "join"] => Self::JoinTeam(None),
            ["ideathon", "join", code] => Self::JoinTeam(Some(code.chars().filter(char::is_ascii_alphanumeric).take(12).collect())),
            ["me", "visa"] => Self::Visa,
            ["letters"] => Self::CheckLetter(None),
            ["letters", code] => Self::CheckLetter(Some(code.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').take(40).collect())),
            ["desk"] => Self::Desk,
            ["desk", "overview"] => Self::DeskOverview,
            ["desk", "announcements"] => Self::DeskAnnouncements,
            ["desk", "announcements", "new"] => Self::DeskAnnounce,
            ["desk", "announcements", id] => Self::DeskAnnouncement(AnnouncementId::parse(id).ok()?),
            ["desk", "filters"] => Self::DeskFilters,
            ["desk", "see-as"] => Self::DeskSeeAs,
            ["desk", "people"] => Self::DeskPeople,
            ["desk", "people", id] => Self::DeskPerson(AccountId::parse(id).ok()?),
            ["desk", "bulk", id] => Self::DeskBulk(BulkId::parse(id).ok()?),
            ["desk", "audit"] => Self::DeskAudit,
            ["desk", "outbox"] => Self::DeskOutbox,
            ["desk", "staff"] => Self::DeskStaff,
            ["desk", "visa"] => Self::DeskVisa,
            ["desk", "visa", id] => Self::DeskVisaRequest(AccountId::parse(id).ok()?),
            ["desk", "badges"] => Self::DeskBadges,
            ["desk", "badges", id] => Self::PrintRun(PrintRunId::parse(id).ok()?),
            ["desk", "checkin"] => Self::CheckIn,
            ["desk", "arrivals"] => Self::Arrivals,
            ["desk", "contests"] => Self::DeskContests,
            ["desk", "contests", id] => Self::DeskContest(ContestId::parse(id).ok()?),
            ["jury"] => Self::Jury,
            ["jury", id] => Self::JuryContest(ContestId::parse(id).ok()?),
            ["jury", id, entry] => Self::JuryEntry(ContestId::parse(id).ok()?, EntryId::parse(entry).ok()?),
            ["results", id] => Self::Results(ContestId::parse(id).ok()?),
            ["results", id, entry] => Self::Pilots(ContestId::parse(id).ok()?, EntryId::parse(entry).ok()?),
            ["desk", "registrations", id] => Self::DeskRegistration(RegistrationId::parse(id).ok()?),
            ["ideathon", "teams", id, "work"] => Self::TeamWork(TeamId::parse(id).ok()?),
            ["ideathon", "teams", id, "history"] => Self::TeamHistory(TeamId::parse(id).ok()?),
            ["ideathon", "teams", id, "history", number] => Self::TeamVersion(TeamId::parse(id).ok()?, number.parse().ok()?),
            ["forum", "plan"] => Self::FloorPlan,
            ["forum", "exhibitors"] => Self::Exhibitors(catalogue::Filter::from_pairs(query)),
            ["me", "favourites"] => Self::Favourites,
            ["forum", "compare"] => Self::Compare(catalogue::Compared::from_pairs(query)),
            ["forum", "exhibitors", id] => Self::Exhibitor(CompanyId::parse(id).ok()?),
            ["me", "companies"] => Self::Companies,
            ["me", "companies", "new"] => Self::CompanyNew,
            ["company-invitation"] => Self::CompanyInvitation,
            ["me", "companies", id] => Self::Company(CompanyId::parse(id).ok()?),
            ["me", "companies", id, "application"] => Self::CompanyApplication(CompanyId::parse(id).ok()?),
            ["me", "companies", id, "terms"] => Self::CompanyTerms(CompanyId::parse(id).ok()?),
            ["me", "companies", id, "booth"] => Self::CompanyBooth(CompanyId::parse(id).ok()?),
            ["me", "companies", id, "people"] => Self::CompanyPeople(CompanyId::parse(id).ok()?),
            ["me", "companies", id, "profile"] => Self::CompanyProfile(CompanyId::parse(id).ok()?),
            ["me", "companies", id, "profile", "preview"] => Self::CompanyPreview(CompanyId::parse(id).ok()?),
            ["me", "companies", id, "profile", "history"] => Self::CompanyHistory(CompanyId::parse(id).ok()?),
            ["me", "companies", id, "profile", "history", other] => Self::CompanyVersion(CompanyId::parse(id).ok()?, other.parse().ok()?),
            ["me", "companies", id, "profile", "solutions", other] => {
                Self::CompanySolution(CompanyId::parse(id).ok()?, SolutionId::parse(other).ok()?)
            }
            ["me", "companies", id, "profile", "references", other] => {
                Self::CompanyReference(CompanyId::parse(id).ok()?, SolutionId::parse(other).ok()?)
            }
            ["desk", "forum"] => Self::DeskForum,
            ["desk", "forum", "plan"] => Self::DeskPlan,
            ["desk", "forum", "plan", id] => Self::DeskHall(HallId::parse(id).ok()?),
            ["desk", "forum", "booths"] => Self::DeskBooths,
            ["desk", "forum", "companies", id] => Self::DeskCompany(CompanyId::parse(id).ok()?),
            ["desk", "forum", "companies", id, "profile"] => Self::DeskProfile(CompanyId::parse(id).ok()?),
            ["ideathon", "mentors"] => Self::Mentors,
            ["me", "consent"] => Self::LeadConsent,
            ["me", "ledger"] => Self::Ledger,
            ["me", "companies", id, "leads"] => Self::CompanyLeads(CompanyId::parse(id).ok()?),
            ["me", "companies", id, "statistics"] => Self::CompanyStats(CompanyId::parse(id).ok()?),
            ["me", "companies", id, "leads", lead] => Self::CompanyLead(CompanyId::parse(id).ok()?, LeadId::parse(lead).ok()?),
            ["me", "companies", id, "scan"] => Self::CompanyScan(CompanyId::parse(id).ok()?),
            ["forum", "exhibitors", id, "meetings"] => Self::ExhibitorMeetings(CompanyId::parse(id).ok()?),
            ["me", "companies", id, "meetings"] => Self::CompanyMeetings(CompanyId::parse(id).ok()?),
            ["forum", "needs"] => Self::Needs,
            ["forum", "needs", id] => Self::Need(NeedId::parse(id).ok()?),
            ["forum", "matching"] => Self::Matching(query.into_iter().find(|(name, _)| *name == "topic").and_then(|(_, id)| TopicId::parse(id).ok())),
            ["me", "delegation", city, "needs"] => Self::CityNeeds(CityId::parse(city).ok()?),
            ["me", "delegation", city, "needs", "new"] => Self::CityNeedNew(CityId::parse(city).ok()?),
            ["me", "delegation", city, "needs", id] => Self::CityNeed(CityId::parse(city).ok()?, NeedId::parse(id).ok()?),
            ["me", "companies", id, "needs"] => Self::CompanyNeeds(CompanyId::parse(id).ok()?),
            ["me", "booth-meetings"] => Self::BoothMeetings,
            _ => return None,
        })
    }

    /// Splits a site path such as `/en/programme` into its language and the segments below it; `None` when it names no language.
    pub fn split(path: &str) -> Option<(Lang, Vec<&str>)> {
        let mut segments = path.trim_matches('/').split('/');
        let first = segments.next()?;
        let lang = Lang::ALL.into_iter().find(|l| l.code() == first)?;
        Some((lang, segments.collect()))
    }

    /// The path of the page below the language, such as `/programme?day=2017-06-28`; empty for the home page.
    pub fn below(&self) -> String {
        match self {
            Self::Home => String::new(),
            Self::Part(id) => format!("/parts/{id}"),
            Self::Programme(filter) => format!("/programme{}", filter.query()),
            Self::Session(id) => format!("/programme/{id}"),
            Self::Speakers => "/speakers".to_owned(),
            Self::Speaker(id) => format!("/speakers/{id}"),
            Self::Flier => "/flier".to_owned(),
            Self::HowToRegister => "/register".to_owned(),
            Self::Privacy => "/privacy".to_owned(),
            Self::About => "/about".to_owned(),
            Self::SignIn => "/sign-in".to_owned(),
            Self::SignInSecond => "/sign-in/second".to_owned(),
            Self::SignUp => "/sign-up".to_owned(),
            Self::Verify => "/verify".to_owned(),
            Self::Reset => "/reset".to_owned(),
            Self::Invite => "/invite".to_owned(),
            Self::Me => "/me".to_owned(),
            Self::Profile => "/me/profile".to_owned(),
            Self::SecondFactor => "/me/second-factor".to_owned(),
            Self::Passkeys => "/me/passkeys".to_owned(),
            Self::Aides => "/me/aides".to_owned(),
            Self::Data => "/me/data".to_owned(),
            Self::Devices => "/me/devices".to_owned(),
            Self::Badge => "/me/badge".to_owned(),
            Self::Registration => "/me/registration".to_owned(),
            Self::Step(step) => format!("/me/registration/{}", step.code()),
            Self::Delegation(city) => format!("/me/delegation/{city}"),
            Self::DelegationAdd(city) => format!("/me/delegation/{city}/add"),
            Self::DelegationTable(city) => format!("/me/delegation/{city}/table"),
            Self::DelegationMember(city, id) => format!("/me/delegation/{city}/people/{id}"),
            Self::DelegationReplace(city, id) => format!("/me/delegation/{city}/people/{id}/replace"),
            Self::Challenges => "/ideathon/challenges".to_owned(),
            Self::Challenge(id) => format!("/ideathon/challenges/{id}"),
            Self::ChallengeContact(id) => format!("/ideathon/challenges/{id}/contact"),
            Self::Ideas => "/ideathon/ideas".to_owned(),
            Self::IdeaNew => "/ideathon/ideas/new".to_owned(),
            Self::Idea(id) => format!("/ideathon/ideas/{id}"),
            Self::CityChallenges(city) => format!("/me/delegation/{city}/challenges"),
            Self::FloorPlan => "/forum/plan".to_owned(),
            Self::Exhibitors(filter) => format!("/forum/exhibitors{}", filter.query()),
            Self::Favourites => "/me/favourites".to_owned(),
            Self::Compare(compared) => format!("/forum/compare{}", compared.query()),
            Self::Exhibitor(id) => format!("/forum/exhibitors/{id}"),
            Self::Companies => "/me/companies".to_owned(),
            Self::CompanyNew => "/me/companies/new".to_owned(),
            Self::CompanyInvitation => "/company-invitation".to_owned(),
            Self::Company(id) => format!("/me/companies/{id}"),
            Self::CompanyApplication(id) => format!("/me/companies/{id}/application"),
            Self::CompanyTerms(id) => format!("/me/companies/{id}/terms"),
            Self::CompanyBooth(id) => format!("/me/companies/{id}/booth"),
            Self::CompanyPeople(id) => format!("/me/companies/{id}/people"),
            Self::CompanyProfile(id) => format!("/me/companies/{id}/profile"),
            Self::CompanyPreview(id) => format!("/me/companies/{id}/profile/preview"),
            Self::CompanyHistory(id) => format!("/me/companies/{id}/profile/history"),
            Self::CompanyVersion(id, other) => format!("/me/companies/{id}/profile/history/{other}"),
            Self::CompanySolution(id, other) => format!("/me/companies/{id}/profile/solutions/{other}"),
            Self::CompanyReference(id, other) => format!("/me/companies/{id}/profile/references/{other}"),
            Self::DeskForum => "/desk/forum".to_owned(),
            Self::DeskPlan => "/desk/forum/plan".to_owned(),
            Self::DeskHall(id) => format!("/desk/forum/plan/{id}"),
            Self::DeskBooths => "/desk/forum/booths".to_owned(),
            Self::DeskCompany(id) => format!("/desk/forum/companies/{id}"),
            Self::DeskProfile(id) => format!("/desk/forum/companies/{id}/profile"),
            Self::CityChallengeNew(city) => format!("/me/delegation/{city}/challenges/new"),
            Self::CityChallenge(city, id) => format!("/me/delegation/{city}/challenges/{id}"),
            Self::DeskChallenges => "/desk/challenges".to_owned(),
            Self::DeskChallenge(id) => format!("/desk/challenges/{id}"),
            Self::DeskTwins => "/desk/duplicates".to_owned(),
            Self::DeskTwin(one, other) => format!("/desk/duplicates/{one}/{other}"),
            Self::DeskCapacity => "/desk/capacity".to_owned(),
            Self::DeskCities => "/desk/cities".to_owned(),
            Self::DeskCity(id) => format!("/desk/cities/{id}"),
            Self::Board => "/ideathon/board".to_owned(),
            Self::DeskIdeathon => "/desk/ideathon".to_owned(),
            Self::Projector => "/desk/ideathon/projector".to_owned(),
            Self::IdeathonProfile => "/ideathon/profile".to_owned(),
            Self::TeamNew => "/ideathon/teams/new".to_owned(),
            Self::Team(id) => format!("/ideathon/teams/{id}"),
            Self::JoinTeam(None) => "/ideathon/join".to_owned(),
            Self::JoinTeam(Some(code)) => format!("/ideathon/join/{code}"),
            Self::Visa => "/me/visa".to_owned(),
            Self::CheckLetter(None) => "/letters".to_owned(),
            Self::CheckLetter(Some(code)) => format!("/letters/{code}"),
            Self::Desk => "/desk".to_owned(),
            Self::DeskOverview => "/desk/overview".to_owned(),
            Self::DeskAnnouncements => "/desk/announcements".to_owned(),
            Self::DeskAnnounce => "/desk/announcements/new".to_owned(),
            Self::DeskAnnouncement(id) => format!("/desk/announcements/{id}"),
            Self::DeskFilters => "/desk/filters".to_owned(),
            Self::DeskSeeAs => "/desk/see-as".to_owned(),
            Self::DeskPeople => "/desk/people".to_owned(),
            Self::DeskPerson(id) => format!("/desk/people/{id}"),
            Self::DeskBulk(id) => format!("/desk/bulk/{id}"),
            Self::DeskAudit => "/desk/audit".to_owned(),
            Self::DeskOutbox => "/desk/outbox".to_owned(),
            Self::DeskStaff => "/desk/staff".to_owned(),
            Self::DeskVisa => "/desk/visa".to_owned(),
            Self::DeskVisaRequest(id) => format!("/desk/visa/{id}"),
            Self::DeskBadges => "/desk/badges".to_owned(),
            Self::PrintRun(id) => format!("/desk/badges/{id}"),
            Self::CheckIn => "/desk/checkin".to_owned(),
            Self::Arrivals => "/desk/arrivals".to_owned(),
            Self::TeamWork(id) => format!("/ideathon/teams/{id}/work"),
            Self::TeamHistory(id) => format!("/ideathon/teams/{id}/history"),
            Self::TeamVersion(id, number) => format!("/ideathon/teams/{id}/history/{number}"),
            Self::Mentors => "/ideathon/mentors".to_owned(),
            Self::LeadConsent => "/me/consent".to_owned(),
            Self::Ledger => "/me/ledger".to_owned(),
            Self::CompanyLeads(id) => format!("/me/companies/{id}/leads"),
            Self::CompanyStats(id) => format!("/me/companies/{id}/statistics"),
            Self::CompanyLead(id, lead) => format!("/me/companies/{id}/leads/{lead}"),
            Self::CompanyScan(id) => format!("/me/companies/{id}/scan"),
            Self::ExhibitorMeetings(id) => format!("/forum/exhibitors/{id}/meetings"),
            Self::CompanyMeetings(id) => format!("/me/companies/{id}/meetings"),
            Self::Needs => "/forum/needs".to_owned(),
            Self::Need(id) => format!("/forum/needs/{id}"),
            Self::Matching(None) => "/forum/matching".to_owned(),
            Self::Matching(Some(topic)) => format!("/forum/matching?topic={topic}"),
            Self::CityNeeds(city) => format!("/me/delegation/{city}/needs"),
            Self::CityNeedNew(city) => format!("/me/delegation/{city}/needs/new"),
            Self::CityNeed(city, id) => format!("/me/delegation/{city}/needs/{id}"),
            Self::CompanyNeeds(id) => format!("/me/companies/{id}/needs"),
            Self::BoothMeetings => "/me/booth-meetings".to_owned(),
            Self::DeskContests => "/desk/contests".to_owned(),
            Self::DeskContest(id) => format!("/desk/contests/{id}"),
            Self::Jury => "/jury".to_owned(),
            Self::JuryContest(id) => format!("/jury/{id}"),
            Self::JuryEntry(id, entry) => format!("/jury/{id}/{entry}"),
            Self::Results(id) => format!("/results/{id}"),
            Self::Pilots(id, entry) => format!("/results/{id}/{entry}"),
            Self::DeskRegistration(id) => format!("/desk/registrations/{id}"),
        }
    }

    /// The path of the page in a language.
    pub fn path(&self, lang: Lang) -> String {
        format!("/{}{}", lang.code(), self.below())
    }

    /// Whether the page is about a registration, which an aide handles for somebody else.
    pub fn is_of_registration(&self) -> bool {
        matches!(self, Self::Me | Self::Registration | Self::Step(_))
    }

    /// Whom the page is for.
    pub fn audience(&self) -> Audience {
        match self {
            Self::Home
            | Self::Part(_)
            | Self::Programme(_)
            | Self::Session(_)
            | Self::Speakers
            | Self::Speaker(_)
            | Self::Flier
            | Self::HowToRegister
            | Self::Privacy
            | Self::About
            | Self::Challenges
            | Self::Exhibitors(_)
            | Self::Compare(_)
            | Self::Exhibitor(_)
            | Self::FloorPlan
            | Self::Needs
            | Self::Need(_)
            | Self::Matching(_)
            | Self::Challenge(_) => Audience::Public,
            Self::SignIn
            | Self::SignInSecond
            | Self::SignUp
            | Self::Verify
            | Self::Reset
            | Self::Invite
            | Self::CompanyInvitation
            | Self::CheckLetter(_)
            | Self::Results(_) => Audience::Guest,
            Self::Visa
            | Self::Board
            | Self::IdeathonProfile
            | Self::TeamNew
            | Self::Team(_)
            | Self::JoinTeam(_)
            | Self::Me
            | Self::Profile
            | Self::SecondFactor
            | Self::Passkeys
            | Self::Aides
            | Self::Data
            | Self::Devices
            | Self::Badge
            | Self::Registration
            | Self::Step(_)
            | Self::Pilots(..)
            | Self::Delegation(_)
            | Self::DelegationAdd(_)
            | Self::DelegationTable(_)
            | Self::DelegationMember(..)
            | Self::DelegationReplace(..)
            | Self::TeamWork(_)
            | Self::TeamHistory(_)
            | Self::TeamVersion(..)
            | Self::ChallengeContact(_)
            | Self::Ideas
            | Self::IdeaNew
            | Self::Idea(_)
            | Self::CityChallenges(_)
            | Self::Companies
            | Self::Favourites
            | Self::CompanyNew
            | Self::Company(_)
            | Self::CompanyApplication(_)
            | Self::CompanyTerms(_)
            | Self::CompanyPeople(_)
            | Self::CompanyBooth(_)
            | Self::CompanyProfile(_)
            | Self::CompanyPreview(_)
            | Self::CompanyHistory(_)
            | Self::CompanyVersion(..)
            | Self::CompanySolution(..)
            | Self::CompanyReference(..)
            | Self::CityChallengeNew(_)
            | Self::CityChallenge(..)
            | Self::LeadConsent
            | Self::Ledger
            | Self::CompanyLeads(_)
            | Self::CompanyStats(_)
            | Self::CompanyLead(..)
            | Self::CompanyScan(_)
            | Self::ExhibitorMeetings(_)
            | Self::CompanyMeetings(_)
            | Self::BoothMeetings
            | Self::CityNeeds(_)
            | Self::CityNeedNew(_)
            | Self::CityNeed(..)
            | Self::CompanyNeeds(_)
            | Self::Mentors => Audience::Person,
            Self::Desk
            | Self::DeskTwins
            | Self::DeskTwin(..)
            | Self::DeskCapacity
            | Self::DeskCities
            | Self::DeskCity(_)
            | Self::DeskOverview
            | Self::DeskAnnouncements
            | Self::DeskAnnounce
            | Self::DeskAnnouncement(_)
            | Self::DeskFilters
            | Self::DeskSeeAs
            | Self::DeskPeople
            | Self::DeskPerson(_)
            | Self::DeskBulk(_)
            | Self::DeskAudit
            | Self::DeskOutbox
            | Self::DeskStaff
            | Self::DeskContests
            | Self::DeskContest(_)
            | Self::DeskRegistration(_)
            | Self::DeskIdeathon
            | Self::Projector
            | Self::DeskForum
            | Self::DeskPlan
            | Self::DeskHall(_)
            | Self::DeskBooths
            | Self::DeskCompany(_)
            | Self::DeskProfile(_)
            | Self::DeskChallenges
            | Self::DeskChallenge(_)
            | Self::Arrivals => Audience::Organiser,
            Self::DeskBadges | Self::PrintRun(_) | Self::CheckIn => Audience::CheckIn,
            Self::Jury | Self::JuryContest(_) | Self::JuryEntry(..) => Audience::Juror,
            Self::DeskVisa | Self::DeskVisaRequest(_) => Audience::VisaDesk,
        }
    }
}

/// The path of a server function.
pub fn api(endpoint: &str) -> String {
    format!("/api/{endpoint}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_is_found_again_under_its_own_path() {
        let pages = [
            "",
            "parts/awards",
            "programme",
            "programme/opening",
            "speakers",
            "speakers/ana",
            "flier",
            "register",
            "privacy",
            "about",
            "sign-in",
            "sign-in/second",
            "sign-up",
            "verify",
            "reset",
            "invite",
            "me",
            "me/profile",
            "me/second-factor",
            "me/passkeys",
            "me/aides",
            "me/data",
            "me/devices",
            "me/registration",
            "me/registration/person",
            "me/visa",
            "ideathon/board",
            "ideathon/profile",
            "ideathon/teams/new",
            "ideathon/teams/t1",
            "ideathon/join",
            "ideathon/join/K7Q2AB",
            "desk/ideathon",
            "desk/ideathon/projector",
            "letters",
            "letters/7K3M9-2QX4T-1B0ZZ-HJ5RS",
            "desk/visa",
            "desk/visa/a1",
            "desk",
            "me/delegation/porto",
            "me/delegation/porto/add",
            "me/delegation/porto/table",
            "me/delegation/porto/people/r1",
            "me/delegation/porto/people/r1/replace",
            "ideathon/challenges",
            "ideathon/challenges/quiet-streets",
            "ideathon/challenges/quiet-streets/contact",
            "ideathon/ideas",
            "ideathon/ideas/new",
            "ideathon/ideas/i1",
            "me/delegation/porto/challenges",
            "me/delegation/porto/challenges/new",
            "me/delegation/porto/challenges/c1",
            "desk/challenges",
            "desk/challenges/c1",
            "desk/duplicates",
            "desk/duplicates/a/b",
            "desk/capacity",
            "desk/cities",
            "desk/cities/porto",
            "desk/audit",
            "desk/outbox",
            "desk/staff",
            "desk/badges",
            "desk/badges/run-1",
            "desk/checkin",
            "desk/arrivals",
            "desk/contests",
            "desk/contests/ideathon",
            "jury",
            "jury/ideathon",
            "jury/ideathon/team-1",
            "results/ideathon",
            "results/ideathon/team-1",
            "me/badge",
            "desk/registrations/r1",
            "desk/bulk/b1",
            "desk/overview",
            "desk/announcements",
            "desk/announcements/new",
            "desk/announcements/a1",
            "desk/filters",
            "desk/see-as",
            "desk/people",
            "desk/people/a1",
            "ideathon/teams/t1/work",
            "ideathon/teams/t1/history",
            "ideathon/teams/t1/history/3",
            "ideathon/mentors",
            "forum/exhibitors",
            "forum/compare",
            "me/favourites",
            "forum/exhibitors/c1",
            "forum/plan",
            "me/companies/c1/booth",
            "me/companies",
            "me/companies/new",
            "company-invitation",
            "me/companies/c1",
            "me/companies/c1/application",
            "me/companies/c1/terms",
            "me/companies/c1/people",
            "me/companies/c1/profile",
            "me/companies/c1/profile/preview",
            "me/companies/c1/profile/history",
            "me/companies/c1/profile/history/3",
            "me/companies/c1/profile/solutions/s1",
            "me/companies/c1/profile/references/s1",
            "desk/forum",
            "desk/forum/plan",
            "desk/forum/plan/h1",
            "desk/forum/booths",
            "desk/forum/companies/c1",
            "desk/forum/companies/c1/profile",
            "me/consent",
            "me/ledger",
            "me/companies/acme/leads",
            "me/companies/acme/leads/l1",
            "me/companies/acme/scan",
        ];
        for page in pages {
            let path = format!("/ko/{page}");
            let found = Route::split(path.trim_end_matches('/')).and_then(|(lang, segments)| Some((lang, Route::parse(&segments, [])?)));
            assert_eq!(found.map(|(lang, route)| route.path(lang)).as_deref(), Some(path.trim_end_matches('/')));
        }
        assert_eq!(Route::split("/fr/programme"), None);
        assert_eq!(Route::parse(&["nowhere"], []), None);
    }
}
