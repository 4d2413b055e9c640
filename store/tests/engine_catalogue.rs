//! Every query text of the product: named once, its parameters sampled, and served by an index.
#![allow(missing_docs, clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod engine_rig;

use std::collections::BTreeSet;

use engine_rig::run;
use store::Store;

#[test]
fn every_text_has_its_own_name() {
    let mut names = BTreeSet::new();
    for query in store::catalogue() {
        assert!(names.insert(query.name), "{} is there twice", query.name);
        assert!(query.name.contains('.'), "{} is not area.verb", query.name);
    }
}

#[test]
fn every_read_of_a_growing_table_is_served_by_an_index() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let mut faults = Vec::new();
        for query in store::catalogue() {
            match store.explain(query).await {
                Ok(reads) => faults.extend(reads.into_iter().filter_map(|read| {
                    let fault = read.fault(query)?;
                    Some(format!("{}: {fault}\n    {}\n    {}", query.name, read.statement, read.plan))
                })),
                Err(error) => faults.push(format!("{}: {error}", query.name)),
            }
        }
        assert!(faults.is_empty(), "\n{}", faults.join("\n"));
    });
}
