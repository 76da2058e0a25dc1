//! One request of HTTP/1.1 over a Unix socket, and what comes back.
//!
//! An API server speaks TLS with client certificates; `kubectl proxy` takes that off and listens
//! on a socket of the world's folder. So no TLS library is needed, and no port is taken.
//!
//! Not here: redirects, connections that are kept, requests in pieces.

use std::io::{self, Read, Write};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::time::Duration;

/// How long one answer may take; whoever reads asks again.
const PATIENCE: Duration = Duration::from_secs(15);

/// What came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    /// The status, such as 200.
    pub status: u16,
    /// The body, put together.
    pub body: Vec<u8>,
}

/// A request.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// `GET`, `PATCH` and the like.
    pub method: &'a str,
    /// The path with its query.
    pub path: &'a str,
    /// The type of the body; empty where there is none.
    pub content: &'a str,
    /// The body.
    pub body: &'a [u8],
}

/// Sends `request` to whoever listens on `socket`.
///
/// # Errors
///
/// Nobody listens, or what comes back is no answer.
pub fn send(socket: &Path, request: Request<'_>) -> io::Result<Response> {
    let mut stream = UnixStream::connect(socket)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    let mut head = format!(
        "{} {} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: {}\r\n",
        request.method,
        request.path,
        request.body.len()
    );
    if !request.content.is_empty() {
        head.push_str("Content-Type: ");
        head.push_str(request.content);
        head.push_str("\r\n");
    }
    head.push_str("\r\n");
    stream.write_all(head.as_bytes())?;
    stream.write_all(request.body)?;
    let mut bytes = Vec::new();
    let mut part = vec![0; 65_536];
    // A server may keep the connection although it was asked not to, so what is whole is enough.
    loop {
        if let Some(response) = response(&bytes) {
            return Ok(response);
        }
        match stream.read(&mut part) {
            Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(n_read) => bytes.extend_from_slice(part.get(..n_read).unwrap_or_default()),
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                return Err(io::ErrorKind::TimedOut.into());
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// The answer in `bytes`, once it is whole.
pub(crate) fn response(bytes: &[u8]) -> Option<Response> {
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
    let head = std::str::from_utf8(bytes.get(..end)?).ok()?;
    let body = bytes.get(end + 4..)?;
    let mut lines = head.split("\r\n");
    let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
    let mut length = 0;
    let mut is_chunked = false;
    for line in lines.by_ref() {
        let line = line.to_ascii_lowercase();
        if let Some(value) = line.strip_prefix("content-length:") {
            length = value.trim().parse().ok()?;
        }
        is_chunked |= line.starts_with("transfer-encoding:") && line.contains("chunked");
    }
    let body = if is_chunked {
        together(body)?
    } else {
        body.get(..length)?.to_vec()
    };
    Some(Response { status, body })
}

/// The body out of its chunks.
fn together(mut bytes: &[u8]) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let end = bytes.windows(2).position(|two| two == b"\r\n")?;
        let line = std::str::from_utf8(bytes.get(..end)?).ok()?;
        let length = usize::from_str_radix(line.split(';').next()?.trim(), 16).ok()?;
        let start = end + 2;
        if length == 0 {
            return Some(body);
        }
        body.extend_from_slice(bytes.get(start..start.checked_add(length)?)?);
        bytes = bytes.get(start + length + 2..)?;
    }
}

#[cfg(test)]
mod tests {
    use super::response;

    #[test]
    fn chunks_are_put_together() {
        let bytes = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x\r\nde\r\n0\r\n\r\n";
        let read = response(bytes).expect("an answer");
        assert_eq!((read.status, &read.body[..]), (200, &b"abcde"[..]));
    }

    #[test]
    fn a_body_of_known_length_is_what_comes_after_the_head() {
        let read = response(b"HTTP/1.1 404 Not Found\r\nContent-Length: 1\r\n\r\nx");
        let read = read.expect("an answer");
        assert_eq!((read.status, &read.body[..]), (404, &b"x"[..]));
    }

    #[test]
    fn what_is_cut_off_is_no_answer() {
        for bytes in [
            &b""[..],
            b"HTTP/1.1 200 OK\r\n",
            b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc",
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nabc\r\n",
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\nabc\r\n",
        ] {
            assert_eq!(response(bytes), None);
        }
    }
}
