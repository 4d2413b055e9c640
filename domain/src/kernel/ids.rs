//! Typed ids. They are short strings of `[a-z0-9-]`, so that they are safe in paths, record ids and file names.

/// An id that is not `[a-z0-9-]{1,64}`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an id has 1 to 64 characters of a-z, 0-9 and -")]
pub struct BadId;

/// Says whether a string can be an id: 1 to 64 characters of `a-z`, `0-9` and `-`.
pub fn is_id(raw: &str) -> bool {
    (1..=64).contains(&raw.len()) && raw.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// Reads an id; errors when it is not `[a-z0-9-]{1,64}`.
            pub fn parse(raw: &str) -> Result<Self, BadId> {
                if is_id(raw) { Ok(Self(raw.to_owned())) } else { Err(BadId) }
            }

            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = BadId;
            fn try_from(raw: String) -> Result<Self, BadId> {
                if is_id(&raw) { Ok(Self(raw)) } else { Err(BadId) }
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl std::str::FromStr for $name {
            type Err = BadId;
            fn from_str(raw: &str) -> Result<Self, BadId> {
                Self::parse(raw)
            }
        }
    )*};
}

ids! {
    /// A person's account.
    AccountId;
    /// One signed-in device of an account.
    SignInId;
    /// One person's registration for the assembly.
    RegistrationId;
    /// A session of the programme; its slug in paths.
    SessionId;
    /// A speaker; the slug in paths.
    SpeakerId;
    /// A thematic track.
    TrackId;
    /// A room of a venue.
    RoomId;
    /// A venue.
    VenueId;
    /// A part of the assembly named in the invitation; its slug in paths.
    PartId;
    /// The event itself.
    EventId;
    /// A pool of places.
    PoolId;
    /// A party that asked for places of a pool.
    PartyId;
    /// A city or local government.
    CityId;
    /// A printed or shown badge: the digest of its code.
    BadgeId;
    /// A place where people are checked in.
    StationId;
    /// One reading of a badge, made by the device that read it.
    ScanId;
    /// Badges that were printed together.
    PrintRunId;
    /// A decision of the desk on many registrations.
    BulkId;
    /// An announcement of the secretariat.
    AnnouncementId;
    /// A filter of the desk that was given a name.
    SavedFilterId;
    /// A challenge that a city brings to the ideathon.
    ChallengeId;
    /// An idea on the ideathon's board of ideas.
    IdeaId;
    /// A comment on an idea.
    CommentId;
    /// A team of the ideathon.
    TeamId;
    /// A file that somebody uploaded.
    FileId;
    /// Something that jurors judge by criteria, such as the ideathon's pitches.
    ContestId;
    /// An entry of a contest.
    EntryId;
    /// A criterion of a contest.
    CriterionId;
    /// A company that exhibits; the slug in paths.
    CompanyId;
    /// Something that a company offers cities.
    SolutionId;
    /// A hall of the exhibition.
    HallId;
    /// A booth of a hall.
    BoothId;
    /// A time at a booth that cities book.
    BoothSlotId;
    /// A delegate whom a company's staff noted at its booth.
    LeadId;
    /// A need that a city posts to companies.
    NeedId;
    /// A topic of solutions.
    TopicId;
    /// A person's request that a change happen at most once (R6): made by the browser or the form.
    RequestId;
}

impl TeamId {
    /// The id of a team that there is not yet.
    pub fn none() -> Self {
        Self("-".to_owned())
    }
}

impl PoolId {
    /// The pool of something of an area, such as `registration` and the code of a category.
    pub fn of(area: &str, what: &str) -> Self {
        let name = format!("{area}-{what}").to_ascii_lowercase();
        Self(name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).take(64).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_refuse_anything_that_would_not_be_safe_in_a_path() {
        assert!(SessionId::parse("opening-sitting").is_ok());
        for bad in ["", "Opening", "a b", "a/b", "..", "a:b", "й", &"x".repeat(65)] {
            assert_eq!(SessionId::parse(bad), Err(BadId), "{bad}");
        }
    }
}
