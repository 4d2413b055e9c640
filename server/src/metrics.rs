//! Counters in the text format of Prometheus.

use std::fmt::Write;
use std::sync::atomic::{AtomicU64, Ordering};

/// What is counted since the start.
#[derive(Default)]
pub struct Metrics {
    /// Answers by the first digit of their status; index 0 is 1xx.
    answers: [AtomicU64; 5],
    /// Pages rendered for one person.
    pub personal: AtomicU64,
    /// Server functions called.
    pub calls: AtomicU64,
}

impl Metrics {
    /// Counts an answer.
    pub fn answered(&self, status: u16) {
        if let Some(counter) = usize::from(status / 100).checked_sub(1).and_then(|i| self.answers.get(i)) {
            counter.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Everything, with what the page cache counts.
    pub fn text(&self, rendered: u64, kept: usize) -> String {
        let mut out = String::from("# TYPE plenary_answers_total counter\n");
        for (index, counter) in self.answers.iter().enumerate() {
            let _ = writeln!(out, "plenary_answers_total{{status=\"{}xx\"}} {}", index + 1, counter.load(Ordering::Relaxed));
        }
        let _ = writeln!(out, "# TYPE plenary_personal_pages_total counter\nplenary_personal_pages_total {}", self.personal.load(Ordering::Relaxed));
        let _ = writeln!(out, "# TYPE plenary_calls_total counter\nplenary_calls_total {}", self.calls.load(Ordering::Relaxed));
        let _ = writeln!(out, "# TYPE plenary_pages_rendered_total counter\nplenary_pages_rendered_total {rendered}");
        let _ = writeln!(out, "# TYPE plenary_pages_kept gauge\nplenary_pages_kept {kept}");
        if let Some(bytes) = resident() {
            let _ = writeln!(out, "# TYPE process_resident_memory_bytes gauge\nprocess_resident_memory_bytes {bytes}");
        }
        out
    }
}

/// Resident memory in bytes, where the system says it.
fn resident() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|l| l.starts_with("VmRSS:"))?;
    Some(line.split_whitespace().nth(1)?.parse::<u64>().ok()? * 1024)
}
