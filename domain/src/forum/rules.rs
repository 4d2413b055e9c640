//! What an event demands of its exhibitors.

use crate::kernel::ids::TopicId;
use crate::kernel::lang::Text;
use serde::{Deserialize, Serialize};

/// The rules; data of the event.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Rules {
    /// Whether companies can apply.
    pub applications_open: bool,
    /// The topics of solutions.
    pub topics: Vec<Topic>,
}

/// A topic of solutions, such as a category of the awards.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Topic {
    /// The id; its name in addresses.
    pub id: TopicId,
    /// The name.
    pub name: Text,
}

impl Rules {
    /// A topic.
    pub fn topic(&self, id: &TopicId) -> Option<&Topic> {
        self.topics.iter().find(|t| t.id == *id)
    }
}
