//! Two registrations that may be of one person: what of both remains when they are, and where the one that is kept stands then.

use super::form::{Draft, SENSITIVE, Step};
use super::state::{Action, State, next, revised};
use super::{Refusal, Registration, Summary};

/// Two registrations of the same name from the same city, the earlier one first.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    /// The earlier one.
    pub first: Summary,
    /// The later one.
    pub second: Summary,
}

/// The fields whose answer may come from either. Consents are the person's own and stay with the registration in which they were given.
pub fn fields() -> impl Iterator<Item = &'static str> {
    [Step::Person, Step::City, Step::Needs].into_iter().flat_map(Draft::fields).copied()
}

/// Whether a registration in this state can be merged with another one: drafts and what has ended cannot.
pub fn can_merge(state: State) -> bool {
    next(state, Action::Supersede).is_ok()
}

/// Whether what an approval rests on differs between two drafts.
pub fn is_sensitive(before: &Draft, after: &Draft) -> bool {
    after.changed(before).iter().any(|field| SENSITIVE.contains(field))
}

/// Where the registration stands that is kept. `sensitive` says that it takes answers over on which an approval rests, `handed_over` that it
/// takes the other one's place. An approval then has to be given again; who waits for a place keeps to what was approved.
pub fn stands(state: State, sensitive: bool, handed_over: bool) -> Result<State, Refusal> {
    match state {
        // Whoever has to do something next still has to do it.
        State::WithCity | State::Submitted | State::NeedsInfo => Ok(state),
        State::Lapsed if sensitive || handed_over => Ok(State::Submitted),
        State::Lapsed => Ok(state),
        State::Approved if handed_over => Ok(State::Submitted),
        _ => revised(state, sensitive),
    }
}

/// Whether the first of two is the better one to keep: the one that is further, then the one that was handed in earlier.
pub fn keeps_first(first: &Registration, second: &Registration) -> bool {
    let rank = |of: &Registration| match of.state {
        State::Approved => 0,
        State::Offered => 1,
        State::Waitlisted => 2,
        State::Submitted | State::NeedsInfo | State::WithCity => 3,
        _ => 4,
    };
    (rank(first), first.submitted_at) <= (rank(second), second.submitted_at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_approved_is_approved_again_and_what_has_ended_is_not_merged() {
        let mut table = String::new();
        for state in State::ALL.into_iter().filter(|s| can_merge(*s)) {
            let say = |to: Result<State, Refusal>| to.map_or_else(|r| r.code(), State::code).to_owned();
            let cases = [say(stands(state, false, false)), say(stands(state, true, false)), say(stands(state, false, true))];
            table.push_str(&format!("{}: {}\n", state.code(), cases.join(" ")));
        }
        assert_eq!(
            table,
            "with_city: with_city with_city with_city\n\
             submitted: submitted submitted submitted\n\
             needs_info: needs_info needs_info needs_info\n\
             waitlisted: waitlisted registration.fixed_while_waiting waitlisted\n\
             offered: offered registration.fixed_while_waiting offered\n\
             approved: approved submitted submitted\n\
             lapsed: lapsed submitted submitted\n"
        );
    }

    #[test]
    fn consents_are_never_taken_over() {
        assert!(fields().all(|field| !field.starts_with("consent")));
        assert_eq!(fields().count(), 15);
    }
}
