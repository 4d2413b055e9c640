//! The words of the board, which the server gives to the browser with it.

use serde::{Deserialize, Serialize};

macro_rules! words {
    ($($name:ident,)*) => {
        #[allow(non_camel_case_types, reason = "the words' own names")]
        enum At {
            $($name,)*
        }

        /// The words in one language; `{n}` and `{name}` stand for what is told. As a list they cost the browser less than as fields.
        #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
        pub struct Words(Vec<String>);

        #[allow(missing_docs, reason = "the English text in `app` says what each one is")]
        impl Words {
            $(pub fn $name(&self) -> String {
                self.at(At::$name as usize)
            })*
        }

        /// The words as they are written down, each in one language.
        #[derive(Clone, Copy, Debug)]
        #[allow(missing_docs, reason = "the English text in `app` says what each one is")]
        pub struct Written {
            $(pub $name: &'static str,)*
        }

        impl From<Written> for Words {
            fn from(written: Written) -> Self {
                Self(vec![$(written.$name.to_owned(),)*])
            }
        }
    };
}

impl Words {
    fn at(&self, index: usize) -> String {
        self.0.get(index).cloned().unwrap_or_default()
    }
}

words! {
    teams, people, free, full, closed, your_team, captain, looks_for, has, speaks, lacks_people, lacks_skills, complete, ask, asked, take_back, accept,
    decline, invite, invited, uninvite, take_in, turn_down, challenge, any_challenge, skill, any_skill, only_free, filter, no_teams, no_people, no_match, tray,
    tray_none, suggested, brings, speaks_too, works_on, chose, new_skill, needs, sending, offline, gone_team, gone_person, merge, unmerge, accept_merge,
    asks_you, invites_you, wants_to_merge, joined, left, here, here_now, free_place, refused, mentor, wants, you, offer_new, offer_team, offer_accept, offer_yes, offer_no, offered,
}

/// Fills a number into a text.
pub fn count(text: &str, n: usize) -> String {
    text.replace("{n}", &n.to_string())
}

/// Fills a name into a text.
pub fn named(text: &str, name: &str) -> String {
    text.replace("{name}", name)
}
