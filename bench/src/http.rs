//! A client of HTTP/1.1 that is as small as the measurements need: one request at a time on a connection that stays open.

use anyhow::{Context, bail, ensure};
use std::fmt::Write;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(60);
/// The room that is made before each read.
const ROOM: usize = 64 * 1024;

/// A connection.
pub struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

/// An answer.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The body, as it was sent.
    pub body: Vec<u8>,
    head: String,
}

impl Answer {
    /// A header's value.
    pub fn header(&self, name: &str) -> Option<&str> {
        header(&self.head, name)
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// This answer, if it has the status. Errors with the beginning of its body.
    pub fn expect(self, status: u16) -> anyhow::Result<Self> {
        ensure!(self.status == status, "the answer was {} and not {status}: {}", self.status, self.text().chars().take(300).collect::<String>());
        Ok(self)
    }
}

impl Connection {
    /// Connects.
    pub async fn open(to: SocketAddr) -> anyhow::Result<Self> {
        let stream = TcpStream::connect(to).await.with_context(|| format!("{to} cannot be reached"))?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, buffer: Vec::with_capacity(ROOM) })
    }

    /// Sends a request and waits for its answer.
    pub async fn exchange(&mut self, request: &[u8]) -> anyhow::Result<Answer> {
        tokio::time::timeout(PATIENCE, self.exchange_now(request)).await.context("there was no answer in time")?
    }

    async fn exchange_now(&mut self, request: &[u8]) -> anyhow::Result<Answer> {
        self.stream.write_all(request).await?;
        self.buffer.clear();
        let end = loop {
            self.read().await?;
            if let Some(at) = self.buffer.windows(4).position(|w| w == b"\r\n\r\n") {
                break at;
            }
        };
        let head = String::from_utf8(self.buffer.get(..end).unwrap_or_default().to_vec())?;
        let status: u16 = head.split(' ').nth(1).and_then(|s| s.parse().ok()).context("the answer has no status")?;
        let length = match (status, header(&head, "content-length")) {
            (204 | 304, _) => 0,
            (_, Some(length)) => length.parse::<usize>()?,
            _ => bail!("an answer without a length"),
        };
        let whole = end + 4 + length;
        while self.buffer.len() < whole {
            self.read().await?;
        }
        ensure!(self.buffer.len() == whole, "more than one answer");
        Ok(Answer { status, head, body: self.buffer.split_off(end + 4) })
    }

    async fn read(&mut self) -> anyhow::Result<()> {
        self.buffer.reserve(ROOM);
        ensure!(self.stream.read_buf(&mut self.buffer).await? > 0, "the connection was closed");
        Ok(())
    }

    /// Asks for a document.
    pub async fn get(&mut self, host: SocketAddr, path: &str, more: &[(&str, &str)]) -> anyhow::Result<Answer> {
        self.exchange(&get(host, path, more)).await.with_context(|| path.to_owned())
    }
}

/// An answer that goes on: events as a server sends them (`text/event-stream`).
pub struct Events {
    connection: Connection,
    text: Vec<u8>,
}

/// One event.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Event {
    /// Which kind it is of.
    pub kind: String,
    /// Its id; empty where it has none.
    pub id: String,
    /// What it says.
    pub data: String,
}

impl Events {
    /// Asks for events. Errors with the status where it is another one than 200.
    pub async fn open(to: SocketAddr, path: &str, more: &[(&str, &str)]) -> anyhow::Result<Self> {
        let mut connection = Connection::open(to).await?;
        connection.stream.write_all(&get(to, path, more)).await?;
        let end = loop {
            connection.read().await?;
            if let Some(at) = connection.buffer.windows(4).position(|w| w == b"\r\n\r\n") {
                break at;
            }
        };
        let head: Vec<u8> = connection.buffer.drain(..end + 4).collect();
        let head = String::from_utf8(head)?;
        let status = head.split(' ').nth(1).unwrap_or_default();
        ensure!(status == "200", "the answer was {status}");
        ensure!(header(&head, "transfer-encoding") == Some("chunked"), "events that are not sent in chunks");
        Ok(Self { connection, text: Vec::new() })
    }

    /// The next event that says something; `None` when the server ended the answer.
    pub async fn next(&mut self) -> anyhow::Result<Option<Event>> {
        loop {
            while let Some(at) = self.text.windows(2).position(|w| w == b"\n\n") {
                let text: Vec<u8> = self.text.drain(..at + 2).collect();
                if let Some(event) = event(&String::from_utf8(text)?) {
                    return Ok(Some(event));
                }
            }
            let (line, size) = loop {
                if let Some(at) = self.connection.buffer.windows(2).position(|w| w == b"\r\n") {
                    let size = std::str::from_utf8(self.connection.buffer.get(..at).unwrap_or_default())?;
                    break (at + 2, usize::from_str_radix(size, 16).context("the size of a chunk")?);
                }
                self.connection.read().await?;
            };
            while self.connection.buffer.len() < line + size + 2 {
                self.connection.read().await?;
            }
            if size == 0 {
                return Ok(None);
            }
            let chunk: Vec<u8> = self.connection.buffer.drain(..line + size + 2).collect();
            self.text.extend_from_slice(chunk.get(line..line + size).unwrap_or_default());
        }
    }
}

/// Reads an event; `None` for what only keeps the connection open.
fn event(text: &str) -> Option<Event> {
    let mut event = Event::default();
    for line in text.lines() {
        let (name, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match name {
            "event" => value.clone_into(&mut event.kind),
            "id" => value.clone_into(&mut event.id),
            "data" => {
                if !event.data.is_empty() {
                    event.data.push('\n');
                }
                event.data.push_str(value);
            }
            _ => {}
        }
    }
    (!event.data.is_empty()).then_some(event)
}

fn header<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    head.lines().filter_map(|l| l.split_once(':')).find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
}

/// The bytes of a GET request.
pub fn get(host: SocketAddr, path: &str, more: &[(&str, &str)]) -> Vec<u8> {
    request("GET", host, path, more, "")
}

/// The bytes of a form.
pub fn post(host: SocketAddr, path: &str, more: &[(&str, &str)], form: &str) -> Vec<u8> {
    request("POST", host, path, more, form)
}

fn request(method: &str, host: SocketAddr, path: &str, more: &[(&str, &str)], form: &str) -> Vec<u8> {
    let mut text = format!("{method} {path} HTTP/1.1\r\nhost: {host}\r\n");
    for (name, value) in more {
        let _ = write!(text, "{name}: {value}\r\n");
    }
    if method == "POST" {
        let _ = write!(text, "content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n", form.len());
    }
    text.push_str("\r\n");
    text.push_str(form);
    text.into_bytes()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use tokio::net::TcpListener;

    #[tokio::test]
    async fn answers_in_pieces_are_put_together_and_the_connection_is_used_again() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let server = tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut seen = [0; 512];
            for piece in [["HTTP/1.1 200 OK\r\nContent-Length: 5\r", "\n\r\nhel", "lo"], ["HTTP/1.1 304 Not Modified\r\n", "etag: \"a\"\r\n", "\r\n"]]
            {
                assert!(stream.read(&mut seen).await.unwrap() > 0);
                for part in piece {
                    stream.write_all(part.as_bytes()).await.unwrap();
                    tokio::time::sleep(Duration::from_millis(5)).await;
                }
            }
        });
        let mut connection = Connection::open(address).await.unwrap();
        let first = connection.get(address, "/", &[]).await.unwrap();
        assert_eq!((first.status, first.text().as_str()), (200, "hello"));
        let second = connection.get(address, "/", &[("accept", "text/html")]).await.unwrap();
        assert_eq!((second.status, second.header("ETag"), second.body.len()), (304, Some("\"a\""), 0));
        server.await.unwrap();
    }

    #[tokio::test]
    async fn events_are_read_however_they_are_cut_into_chunks() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let server = tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut seen = [0; 512];
            assert!(stream.read(&mut seen).await.unwrap() > 0);
            let texts = ["retry: 500\n\n", "event: delta\nid: 7-", "1\ndata: {}\n\n: here\n\ndata: a\ndata: b\n\n"];
            stream.write_all(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n").await.unwrap();
            for text in texts {
                let chunk = format!("{:x}\r\n{text}\r\n", text.len());
                for half in chunk.as_bytes().chunks(chunk.len() / 2) {
                    stream.write_all(half).await.unwrap();
                    tokio::time::sleep(Duration::from_millis(5)).await;
                }
            }
            stream.write_all(b"0\r\n\r\n").await.unwrap();
        });
        let mut events = Events::open(address, "/", &[]).await.unwrap();
        let event = |kind: &str, id: &str, data: &str| Some(Event { kind: kind.to_owned(), id: id.to_owned(), data: data.to_owned() });
        assert_eq!(events.next().await.unwrap(), event("delta", "7-1", "{}"));
        assert_eq!(events.next().await.unwrap(), event("", "", "a\nb"));
        assert_eq!(events.next().await.unwrap(), None);
        server.await.unwrap();
    }

    #[test]
    fn a_form_says_how_long_it_is() {
        let bytes = post("127.0.0.1:80".parse().unwrap(), "/api/x", &[("origin", "http://127.0.0.1:80")], "a=1");
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.starts_with("POST /api/x HTTP/1.1\r\nhost: 127.0.0.1:80\r\norigin: http://127.0.0.1:80\r\n"));
        assert!(text.ends_with("content-length: 3\r\n\r\na=1"));
    }
}
