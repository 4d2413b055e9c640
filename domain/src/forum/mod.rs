//! The City Digital Solutions Forum: companies that exhibit, their profiles and booths, meetings at the booth, leads, and what cities need.
//!
//! Always: a company has one booth at most and a booth one company; the public sees what an organiser approved last; a company never has nobody
//! who administers it; what a delegate did not consent to reaches no company.

pub mod assign;
pub mod catalogue;
pub mod company;
pub mod consent;
pub mod exhibitor;
pub mod lead;
pub mod ledger;
pub mod matching;
pub mod meetings;
pub mod needs;
pub mod plan;
pub mod profile;
pub mod rules;

use serde::{Deserialize, Serialize};

pub use company::{Application, ApplicationForm, Company, CompanyRole, Invited, Membership, Standing, Step};
pub use consent::{Asked, Consent, Field, Fields, Mode, Said, Word};
pub use exhibitor::{Contact, Exhibitor, Reference, Solution};
pub use lead::{BoothScan, Card, Gone, Lead, Rating};
pub use needs::Need;
pub use plan::{Booth, BoothClass, Hall};
pub use profile::Profile;
pub use rules::{Rules, Topic};

macro_rules! refusals {
    ($($(#[$doc:meta])* $name:ident = $code:literal: $says:literal,)*) => {
        /// Why a request about the forum is refused.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
        #[serde(rename_all = "snake_case")]
        pub enum Refusal {
            $($(#[$doc])* #[error($says)] $name,)*
        }

        impl Refusal {
            /// Every refusal.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The code a transaction throws, `forum.<name>`.
            pub fn code(self) -> &'static str {
                match self {
                    $(Self::$name => $code,)*
                }
            }
        }
    };
}

refusals! {
    /// Companies cannot apply now.
    NotOpen = "forum.not_open": "not open",
    /// The company is not so far, or is further already.
    NotNow = "forum.not_now": "not now",
    /// Somebody changed it meanwhile.
    ChangedMeanwhile = "forum.changed_meanwhile": "changed meanwhile",
    /// Only those who administer the company do this.
    AdminOnly = "forum.admin_only": "admin only",
    /// Only those who write for the company do this.
    StaffOnly = "forum.staff_only": "staff only",
    /// A company always has somebody who administers it.
    LastAdmin = "forum.last_admin": "last admin",
    /// The person belongs to the company already.
    MemberAlready = "forum.member_already": "member already",
    /// The invitation was used or taken back, has expired, or is for another address.
    InvitationNotValid = "forum.invitation_not_valid": "invitation not valid",
    /// The company has as many people or invitations as it may have.
    TooManyPeople = "forum.too_many_people": "too many people",
    /// The terms are others than those that were shown.
    TermsChanged = "forum.terms_changed": "terms changed",
    /// The profile lacks something that the public needs.
    ProfileIncomplete = "forum.profile_incomplete": "profile incomplete",
    /// Another company has this booth.
    BoothTaken = "forum.booth_taken": "booth taken",
    /// The booth is no more.
    BoothGone = "forum.booth_gone": "booth gone",
    /// The company has no booth.
    NoBooth = "forum.no_booth": "no booth",
    /// The company has a booth, so that its wishes for booths decide nothing any more.
    HasBooth = "forum.has_booth": "has a booth",
    /// Booths would lie on each other or outside of the hall.
    PlanOverlaps = "forum.plan_overlaps": "plan overlaps",
    /// The hall has a booth of this number.
    NumberTaken = "forum.number_taken": "number taken",
    /// The booth is given to somebody.
    BoothHeld = "forum.booth_held": "booth held",
    /// A booth of the hall is given to somebody.
    HallHeld = "forum.hall_held": "hall held",
    /// Only exhibitors whom the public sees do this.
    NotPublished = "forum.not_published": "not published",
    /// The slot is taken.
    SlotTaken = "forum.slot_taken": "slot taken",
    /// More people come than the slot would have places.
    PlacesTaken = "forum.places_taken": "places taken",
    /// The slot has begun.
    SlotBegun = "forum.slot_begun": "slot begun",
    /// Slots of one booth overlap for the same person of its staff.
    SlotsOverlap = "forum.slots_overlap": "slots overlap",
    /// There are as many slots or bookings as there may be.
    TooManySlots = "forum.too_many_slots": "too many slots",
    /// Only people whose registration is approved book times at a booth.
    NotTakingPart = "forum.not_taking_part": "not taking part",
    /// The person has something else at that time.
    Clash = "forum.clash": "clash",
    /// There is no delegate with that badge.
    BadgeUnknown = "forum.badge_unknown": "badge unknown",
    /// The delegate has not consented.
    NoConsent = "forum.no_consent": "no consent",
    /// The company answered this need already.
    AnsweredAlready = "forum.answered_already": "answered already",
    /// The need is closed.
    NeedClosed = "forum.need_closed": "need closed",
}

impl Refusal {
    /// Reads a thrown code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|r| r.code() == code)
    }
}
