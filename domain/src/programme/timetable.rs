//! The timetable grid, and what happens now and next.

use super::{Programme, Session, Standing};
use crate::kernel::ids::RoomId;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};

/// Minutes of one row of the grid.
pub const ROW_MINUTES: i64 = 15;

/// One session on the grid. Rows and columns count from 0.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell<'a> {
    /// The session.
    pub session: &'a Session,
    /// The column of its room.
    pub column: usize,
    /// The first row.
    pub row: usize,
    /// How many rows it spans, at least 1.
    pub span: usize,
}

/// A day as rooms across and time down.
#[derive(Clone, Debug, PartialEq)]
pub struct Grid<'a> {
    /// The rooms in use that day, in the programme's order.
    pub rooms: Vec<RoomId>,
    /// The venue's clock at row 0.
    pub first: DateTime,
    /// How many rows there are.
    pub rows: usize,
    /// The sessions, in order of start.
    pub cells: Vec<Cell<'a>>,
}

/// Lays out the given sessions of one day at the venue; `None` when there is none that day.
pub fn grid<'a>(programme: &Programme, sessions: &[&'a Session], day: Date) -> Option<Grid<'a>> {
    let of_day: Vec<&'a Session> = sessions.iter().copied().filter(|s| s.local_start.date() == day).collect();
    let earliest = of_day.iter().map(|s| s.local_start).min()?;
    let latest = of_day.iter().map(|s| s.local_end).max()?;
    let midnight = day.to_datetime(jiff::civil::Time::midnight());
    let minutes = |t: DateTime| t.duration_since(midnight).as_mins();
    // The grid begins on a full hour, so that its labels are full hours.
    let first_minute = minutes(earliest).div_euclid(60) * 60;
    let row_of = |t: DateTime| usize::try_from((minutes(t) - first_minute).div_euclid(ROW_MINUTES)).unwrap_or(0);
    let last_row = usize::try_from((minutes(latest) - first_minute + ROW_MINUTES - 1).div_euclid(ROW_MINUTES)).unwrap_or(0);
    let rooms: Vec<RoomId> = programme.rooms.iter().filter(|r| of_day.iter().any(|s| s.room == r.id)).map(|r| r.id.clone()).collect();
    let cells = of_day
        .iter()
        .filter_map(|session| {
            let column = rooms.iter().position(|r| *r == session.room)?;
            let row = row_of(session.local_start);
            let end = usize::try_from((minutes(session.local_end) - first_minute + ROW_MINUTES - 1).div_euclid(ROW_MINUTES)).unwrap_or(row);
            Some(Cell { session, column, row, span: end.saturating_sub(row).max(1) })
        })
        .collect();
    let first = midnight.saturating_add(jiff::Span::new().minutes(first_minute));
    Some(Grid { rooms, first, rows: last_row, cells })
}

/// What happens at a moment and what comes next.
#[derive(Clone, Debug, PartialEq)]
pub struct NowNext<'a> {
    /// Sessions under way.
    pub now: Vec<&'a Session>,
    /// The sessions of the next start.
    pub next: Vec<&'a Session>,
}

/// The sessions under way at `at`, and those that begin together next. Cancelled ones are left out.
pub fn now_next<'a>(sessions: &[&'a Session], at: Timestamp) -> NowNext<'a> {
    let live = || sessions.iter().copied().filter(|s| s.standing != Standing::Cancelled);
    let now = live().filter(|s| s.start <= at && at < s.end).collect();
    let soonest = live().map(|s| s.start).filter(|start| *start > at).min();
    let next = live().filter(|s| Some(s.start) == soonest).collect();
    NowNext { now, next }
}
