//! Files that people uploaded, in the database itself, so that a backup has them and they come and go with what they belong to.
//!
//! Always holds: a file and its bytes are committed together; how many files an owner has stands on one row, which every file that comes or goes
//! writes. An area whose rows change with its files puts `put_file!` and `drop_file!` into its own texts.

pub(crate) mod erasure;

use domain::files::{FileFacts, FileKind, MOST_FILES, NewFile, NewPicture, Owner, Smaller, StoredFile};
use domain::kernel::ids::FileId;
use sha2::{Digest, Sha256};
use surrealdb::types::{Array, Bytes, Object, RecordId, SurrealValue, Value};

use crate::accounts::rows::{account, account_id, key};
use crate::act::Act;
use crate::engine::audit::{AuditEntry, hex};
use crate::engine::clock::At;
use crate::engine::connect::Store;
use crate::engine::error::StoreError;
use crate::engine::query::Query;
use crate::engine::tx::{IdempotencyKey, Tx};

/// The texts of this module.
pub const QUERIES: &[Query] = &[
    FILE.sample("{ file: file:a }"),
    OF_OWNER.sample("{ owner: 'team:a' }"),
    PART.sample("{ part: file_part:['a', 0] }"),
    PUT.sample(SAMPLE),
    DROP.sample("{ file: file:a, file_key: 'a', owner: 'team:a', guard: file_guard:`team:a` }"),
];

/// Sample parameters of `put_file!`.
pub(crate) const SAMPLE: &str = "{ file: file:a, file_key: 'a', owner: 'team:a', guard: file_guard:`team:a`, most: 10, parts: [],
    content: { owner: 'team:a', name: 'a.txt', kind: 'text', size: 1, digest: 'd', at: time::now(), dropped: false } }";

/// How many bytes a row holds.
const PIECE: usize = 256 * 1024;
/// The rows of a smaller picture are counted from its width times this on, far behind the last one that a file can have.
const APART: u32 = 1000;

const FILE: Query = Query::read("files.file", "SELECT * FROM ONLY $file");
const OF_OWNER: Query =
    Query::read("files.of_owner", "SELECT * FROM file WHERE owner = $owner AND at > d'1970-01-01T00:00:00Z' ORDER BY at LIMIT 100");
const PART: Query = Query::read("files.part", "SELECT bytes FROM ONLY $part");

/// Keeps a new file of an owner; `$file`, `$file_key`, `$content`, `$parts`, `$guard`, `$most`.
macro_rules! put_file {
    () => {
        "LET $guarded = (UPSERT ONLY $guard SET number = (number ?? 0) + 1 RETURN AFTER);
         IF $guarded.number > $most { THROW 'files.too_many' };
         CREATE $file CONTENT $content RETURN NONE;
         FOR $part IN $parts { CREATE type::record('file_part', [$file_key, $part.n]) SET bytes = $part.bytes RETURN NONE };\n"
    };
}
pub(crate) use put_file;

/// Takes a file of an owner away with its bytes; `$file`, `$file_key`, `$owner`, `$guard`.
macro_rules! drop_file {
    () => {
        "IF (SELECT VALUE owner FROM ONLY $file) != $owner { THROW 'not_found' };
         DELETE file_part:[$file_key, NONE]..[$file_key, []] RETURN NONE;
         DELETE $file RETURN NONE;
         UPDATE $guard SET number -= 1 RETURN NONE;\n"
    };
}
pub(crate) use drop_file;

const PUT: Query = Query::write("files.put", concat!(put_file!(), "(SELECT * FROM ONLY $file)"));
const DROP: Query = Query::write("files.drop", concat!(drop_file!(), "true"));

#[derive(SurrealValue)]
struct FileRow {
    id: RecordId,
    owner: String,
    name: String,
    kind: String,
    size: i64,
    digest: String,
    by: Option<RecordId>,
    at: At,
    dropped: bool,
    width: Option<i64>,
    height: Option<i64>,
    smaller: Option<Vec<Vec<i64>>>,
}

impl FileRow {
    fn file(self) -> Result<StoredFile, StoreError> {
        let shape = |what: &str| StoreError::shape("files.file", what);
        let number = |n: i64| u32::try_from(n).map_err(|_| shape("a number"));
        let smaller = |pair: &Vec<i64>| match pair.as_slice() {
            [width, size] => Ok(Smaller { width: number(*width)?, size: number(*size)? }),
            _ => Err(shape("a smaller one")),
        };
        Ok(StoredFile {
            facts: FileFacts {
                id: FileId::parse(&key(&self.id)?).map_err(|_| shape("the id"))?,
                name: self.name,
                kind: FileKind::parse(&self.kind).ok_or_else(|| shape(&self.kind))?,
                size: number(self.size)?,
                width: self.width.map(number).transpose()?,
                height: self.height.map(number).transpose()?,
                smaller: self.smaller.iter().flatten().map(smaller).collect::<Result<_, _>>()?,
            },
            owner: Owner::parse(&self.owner).ok_or_else(|| shape(&self.owner))?,
            by: self.by.as_ref().map(account_id).transpose()?,
            at: self.at.0,
            digest: self.digest,
            dropped: self.dropped,
        })
    }
}

#[derive(SurrealValue)]
struct Content {
    owner: String,
    name: String,
    kind: String,
    size: i64,
    digest: String,
    by: Option<RecordId>,
    at: At,
    dropped: bool,
    width: Option<i64>,
    height: Option<i64>,
    smaller: Option<Vec<Vec<i64>>>,
}

#[derive(SurrealValue)]
struct Piece {
    n: i64,
    bytes: Bytes,
}

#[derive(SurrealValue)]
struct FileParam {
    file: RecordId,
}

#[derive(SurrealValue)]
struct OwnerParam {
    owner: String,
}

#[derive(SurrealValue)]
struct PartParam {
    part: RecordId,
}

#[derive(SurrealValue)]
struct BytesRow {
    bytes: Bytes,
}

/// A file as areas keep it in texts of their own.
pub(crate) struct Keeping {
    /// The parameters of `put_file!`, to which an area adds its own.
    pub params: Object,
    /// Everything the request says, for its key.
    pub said: [String; 3],
    /// The id of the file.
    pub id: FileId,
}

/// Makes the parameters of `put_file!`.
pub(crate) fn keeping(act: &Act<'_>, owner: &Owner, new: &NewFile) -> Result<Keeping, StoreError> {
    // Nobody guesses it: the address of a file that is not for everybody must not be found by trying.
    let id = uuid::Uuid::new_v4().simple().to_string();
    let digest = hex(&Sha256::digest(&new.bytes));
    let smaller = new.picture.as_ref().map(|picture: &NewPicture| picture.smaller.as_slice()).unwrap_or_default();
    let mut parts = pieces(0, &new.bytes);
    for (width, bytes) in smaller {
        parts.extend(pieces(*width, bytes));
    }
    let sizes = smaller.iter().map(|(width, bytes)| vec![i64::from(*width), long(bytes)]).collect();
    let content = Content {
        owner: owner.key(),
        name: new.name.clone(),
        kind: new.kind.code().to_owned(),
        size: long(&new.bytes),
        digest: digest.clone(),
        by: act.actor.person().map(|person| account(&person.account)),
        at: At(act.now),
        dropped: false,
        width: new.picture.as_ref().map(|picture| picture.width.into()),
        height: new.picture.as_ref().map(|picture| picture.height.into()),
        smaller: new.picture.is_some().then_some(sizes),
    };
    let mut params = owned(owner, &id);
    params.insert("content", content.into_value());
    params.insert("parts", Value::Array(Array::from(parts)));
    params.insert("most", i64::from(MOST_FILES));
    let id = FileId::parse(&id).map_err(|e| StoreError::shape("files.put", e.to_string()))?;
    Ok(Keeping { params, said: [owner.key(), digest, new.name.clone()], id })
}

/// The rows of bytes, those of a smaller picture by its width.
fn pieces(width: u32, bytes: &[u8]) -> Vec<Value> {
    let first = i64::from(width) * i64::from(APART);
    (first..).zip(bytes.chunks(PIECE)).map(|(n, piece)| Piece { n, bytes: piece.to_vec().into() }.into_value()).collect()
}

fn long(bytes: &[u8]) -> i64 {
    i64::try_from(bytes.len()).unwrap_or(i64::MAX)
}

/// The parameters of `drop_file!`.
pub(crate) fn dropping(owner: &Owner, id: &FileId) -> Object {
    owned(owner, id.as_str())
}

fn owned(owner: &Owner, id: &str) -> Object {
    let mut params = Object::default();
    params.insert("file", Value::RecordId(record(id)));
    params.insert("file_key", id.to_owned());
    params.insert("owner", owner.key());
    params.insert("guard", Value::RecordId(RecordId::new("file_guard", owner.key())));
    params
}

fn record(id: &str) -> RecordId {
    RecordId::new("file", id)
}

/// The row of the audit trail about a file.
pub(crate) fn entry(act: &Act<'_>, verb: &str, owner: &Owner, id: &FileId) -> AuditEntry {
    act.audit(verb, owner.key()).detail("file", id.to_string())
}

/// The key under which a file is kept once.
pub(crate) fn once(act: &Act<'_>, said: &[String; 3]) -> Option<IdempotencyKey> {
    let words: Vec<&str> = said.iter().map(String::as_str).collect();
    act.once("files.put", &words)
}

/// The file that a text of an area answered.
pub(crate) fn answered(answer: crate::engine::tx::Answer) -> Result<StoredFile, StoreError> {
    answer.one::<FileRow>()?.file()
}

impl Store {
    /// A file, without its bytes.
    pub async fn file(&self, id: &FileId) -> Result<Option<StoredFile>, StoreError> {
        let row: Option<FileRow> = self.read_option(&FILE, FileParam { file: record(id.as_str()) }).await?;
        row.map(FileRow::file).transpose()
    }

    /// The files of an owner, the first uploaded first; not those that were taken away.
    pub async fn files_of(&self, owner: &Owner) -> Result<Vec<StoredFile>, StoreError> {
        let rows: Vec<FileRow> = self.read(&OF_OWNER, OwnerParam { owner: owner.key() }).await?;
        rows.into_iter().filter(|row| !row.dropped).map(FileRow::file).collect()
    }

    /// Some bytes of a file, counted from 0; `None` behind the last ones.
    pub async fn file_part(&self, id: &FileId, number: u32) -> Result<Option<Vec<u8>>, StoreError> {
        let part = RecordId::new("file_part", Array::from(vec![Value::String(id.to_string()), i64::from(number).into_value()]));
        let row: Option<BytesRow> = self.read_option(&PART, PartParam { part }).await?;
        Ok(row.map(|row| row.bytes.to_vec()))
    }

    /// Some bytes of a smaller picture, counted from 0; `None` behind the last ones.
    pub async fn smaller_part(&self, id: &FileId, width: u32, number: u32) -> Result<Option<Vec<u8>>, StoreError> {
        self.file_part(id, width.saturating_mul(APART).saturating_add(number)).await
    }

    /// Keeps a new file. Refused: `files.too_many`.
    pub async fn put_file(&self, act: &Act<'_>, owner: &Owner, new: &NewFile) -> Result<StoredFile, StoreError> {
        let Keeping { params, said, id } = keeping(act, owner, new)?;
        let tx = Tx::new(&PUT, act.now).bind(params).once(once(act, &said)).audit(entry(act, "files.added", owner, &id)).touches("files");
        answered(self.tx(tx).await?)
    }

    /// Takes a file away, with its bytes.
    pub async fn drop_file(&self, act: &Act<'_>, owner: &Owner, id: &FileId) -> Result<(), StoreError> {
        let tx = Tx::new(&DROP, act.now)
            .bind(dropping(owner, id))
            .once(act.once("files.drop", &[&owner.key(), id.as_str()]))
            .audit(entry(act, "files.removed", owner, id))
            .touches("files");
        self.tx(tx).await.map(drop)
    }
}
