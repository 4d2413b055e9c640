//! Files on pages, and who may do what with them: each area says so in a function of its own.

pub mod api;

use crate::error::{ApiError, Refusal};
use crate::forum;
use crate::ideathon;
use crate::ideathon::posting_api::posts_for;
use crate::platform::Request;
use crate::route::Route;
use crate::ui::form::Form;
use crate::words::files as words;
use domain::files::{FileFacts, MOST_FILES, NewFile, Owner, StoredFile};
use domain::forum::CompanyRole;
use domain::ideathon::Posting;
use domain::kernel::Lang;
use domain::kernel::ids::{ChallengeId, FileId, TeamId};
use leptos::prelude::*;

/// Who may read a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Everybody.
    Public,
    /// The one who asks, among others.
    Own,
}

/// The page on which an owner's files are, when the one who asks may add and remove them; otherwise the owner does not exist for them.
pub async fn may_change(rq: &Request, owner: &Owner) -> Result<Route, ApiError> {
    match owner {
        Owner::Challenge(id) => {
            let of = posted(rq, id).await?;
            Ok(Route::CityChallenge(of.city, of.id))
        }
        Owner::Team(id) => changes_team(rq, id).await,
        Owner::CompanyLogo(id) | Owner::CompanyPicture(id) | Owner::CompanyDocument(id) => {
            forum::of_company(rq, id, CompanyRole::Staff).await.map(|_| Route::CompanyProfile(id.clone()))
        }
    }
}

/// Says whether the one who asks may read a file; otherwise it does not exist for them.
pub async fn may_read(rq: &Request, file: &StoredFile) -> Result<Reach, ApiError> {
    match &file.owner {
        Owner::Challenge(id) => {
            let published = rq.snapshot.as_ref().and_then(|s| s.challenge(id)).is_some_and(|c| c.files.iter().any(|f| f.id == file.facts.id));
            if published { Ok(Reach::Public) } else { posted(rq, id).await.map(|_| Reach::Own) }
        }
        Owner::Team(id) => reads_team(rq, id).await.map(|()| Reach::Own),
        Owner::CompanyLogo(id) | Owner::CompanyPicture(id) | Owner::CompanyDocument(id) => {
            let published = rq.snapshot.as_ref().and_then(|s| s.exhibitor(id)).is_some_and(|e| e.files().any(|f| f.id == file.facts.id));
            match published {
                true => Ok(Reach::Public),
                false if rq.organiser().is_ok() => Ok(Reach::Own),
                false => forum::of_company(rq, id, CompanyRole::Viewer).await.map(|_| Reach::Own),
            }
        }
    }
}

/// A challenge of a city for which the one who asks posts.
async fn posted(rq: &Request, id: &ChallengeId) -> Result<Posting, ApiError> {
    let of = rq.store().challenge(id).await.map_err(|e| rq.fail(e))?.ok_or(ApiError::NotFound)?;
    posts_for(rq, &of.city).await.map(|_| of)
}

/// Keeps a file that was looked at.
pub async fn keep(rq: &Request, owner: &Owner, new: &NewFile, request_id: &str) -> Result<(), ApiError> {
    if owner.is_of_pictures() && !new.kind.is_picture() {
        return Err(ApiError::Refused(Refusal::Files(domain::files::Refusal::KindRefused)));
    }
    let act = rq.act(request_id);
    let kept = match owner {
        Owner::Challenge(id) => rq.store().put_challenge_file(&act, id, new).await,
        Owner::Team(_) => rq.store().put_file(&act, owner, new).await,
        Owner::CompanyLogo(id) | Owner::CompanyPicture(id) | Owner::CompanyDocument(id) => rq.store().put_company_file(&act, id, owner, new).await,
    };
    kept.map(drop).map_err(|e| rq.fail(e))
}

/// Takes a file away.
async fn take_away(rq: &Request, owner: &Owner, file: &FileId, request_id: &str) -> Result<(), ApiError> {
    let act = rq.act(request_id);
    let done = match owner {
        Owner::Challenge(id) => rq.store().drop_challenge_file(&act, id, file).await,
        Owner::Team(_) => rq.store().drop_file(&act, owner, file).await,
        Owner::CompanyLogo(id) | Owner::CompanyPicture(id) | Owner::CompanyDocument(id) => rq.store().drop_company_file(&act, id, owner, file).await,
    };
    done.map_err(|e| rq.fail(e))
}

/// Who adds and removes a team's files, and on which page these are.
async fn changes_team(rq: &Request, team: &TeamId) -> Result<Route, ApiError> {
    ideathon::workspace::may_write(rq, team).await.map(|()| Route::TeamWork(team.clone()))
}

/// Who reads a team's files.
async fn reads_team(rq: &Request, team: &TeamId) -> Result<(), ApiError> {
    ideathon::workspace::may_read(rq, team).await
}

/// The files as a list of links.
pub fn list(lang: Lang, files: &[FileFacts]) -> Option<AnyView> {
    let rows: Vec<_> = files.iter().map(|file| view! { <li>{link(lang, file)}</li> }).collect();
    (!rows.is_empty()).then(|| view! { <ul class="plain">{rows}</ul> }.into_any())
}

fn link(lang: Lang, file: &FileFacts) -> impl IntoView + use<> {
    let about = words::about(lang, file.kind, file.size);
    view! { <a href=file.address() data-native="">{file.name.clone()}</a>" "<span class="fine">{about}</span> }
}

/// The files with a button to remove each, and the form that adds one.
pub fn keeping(rq: &Request, owner: &Owner, files: &[StoredFile]) -> AnyView {
    let lang = rq.lang;
    let w = words::words(lang);
    let rows: Vec<_> = files
        .iter()
        .map(|file| {
            let form = Form::new(rq, "files/remove");
            let label = w.remove_one.replace("{name}", &file.facts.name);
            let remove = form.view_inline(
                view! { {form.hidden("file_owner", owner.key())}{form.hidden("file_id", file.facts.id.to_string())}<button class="button quiet" aria-label=label>{w.remove}</button> },
            );
            view! { <li><p>{link(lang, &file.facts)}</p>{remove}</li> }
        })
        .collect();
    let none = rows.is_empty().then(|| view! { <p>{w.none}</p> });
    let full = files.len() >= MOST_FILES as usize;
    let form = Form::new(rq, "files/put").apart("file_owner", &owner.key());
    let add = match full {
        true => view! { <p>{w.full}</p> }.into_any(),
        false => form.view_upload(owner.address(), view! { {form.file("file")}<p class="actions"><button class="button">{w.add}</button></p> }),
    };
    view! { {none}<ul class="rows">{rows}</ul>{add} }.into_any()
}
