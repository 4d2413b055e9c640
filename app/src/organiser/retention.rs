//! The public table of what is kept about people, made from the one by which the program erases.

use crate::words::retention as words;
use domain::kernel::Lang;
use domain::organiser::retention::{Basis, DRAFT_DAYS, KEPT, Purpose, UNPROVED_DAYS, Until};
use leptos::prelude::*;

/// One line: what, why, on what ground, how long.
type Line = (Vec<&'static str>, Purpose, Basis, Until);

/// The rows of the table that concern people, those of one purpose, ground and time in one line.
fn lines(lang: Lang) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for purpose in Purpose::TOLD {
        for kept in KEPT.iter().filter(|k| k.purpose == purpose && k.basis != Basis::NotPersonal) {
            let Some(what) = words::what(lang, kept) else { continue };
            match lines.iter_mut().find(|(_, p, basis, until)| *p == purpose && *basis == kept.basis && *until == kept.until) {
                Some((all, ..)) if all.contains(&what) => {}
                Some((all, ..)) => all.push(what),
                None => lines.push((vec![what], purpose, kept.basis, kept.until)),
            }
        }
    }
    lines
}

/// The table, with what is erased sooner.
pub fn table(lang: Lang) -> impl IntoView {
    let w = words::words(lang);
    let rows: Vec<_> = lines(lang)
        .into_iter()
        .map(|(what, purpose, basis, until)| {
            view! {
                <tr>
                    <th scope="row">{what.join("; ")}</th>
                    <td>{words::why(lang, purpose)}</td>
                    <td>{words::ground(lang, basis)}</td>
                    <td>{words::until(lang, until)}</td>
                </tr>
            }
        })
        .collect();
    let sooner = w.sooner.replace("{unproved}", &UNPROVED_DAYS.to_string()).replace("{drafts}", &DRAFT_DAYS.to_string());
    view! {
        <h2>{w.title}</h2>
        <div class="scroll" tabindex="0" role="region" aria-label=w.title>
            <table class="queue stack">
                <thead><tr><th scope="col">{w.what}</th><th scope="col">{w.why}</th><th scope="col">{w.ground}</th><th scope="col">{w.until}</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        <p>{sooner}" "{w.erased}</p>
    }
}
