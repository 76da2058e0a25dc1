//! One stream of HTTP/2 in plain text, as gRPC uses it: messages out, messages in.
//!
//! Both windows are opened as far as they go, so that the server never waits for us. Headers of
//! the answer are not decoded: whatever they say, the messages come or the stream ends.
//!
//! Not here: more than one stream, a second request, compression of headers.

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
/// The window of a connection and of a stream before anybody opens it.
const FIRST_WINDOW: u32 = 65_535;
const WIDEST_WINDOW: u32 = 0x7fff_ffff;
/// The most that we put into one frame, which every server takes.
const FRAME: usize = 16_384;
/// No message of a mesh is longer.
const MESSAGE: usize = 256 << 20;

const DATA: u8 = 0;
const HEADERS: u8 = 1;
const RST_STREAM: u8 = 3;
const SETTINGS: u8 = 4;
const PING: u8 = 6;
const GOAWAY: u8 = 7;
const WINDOW_UPDATE: u8 = 8;

const END_STREAM: u8 = 1;
const ACK: u8 = 1;
const END_HEADERS: u8 = 4;
const PADDED: u8 = 8;

/// Our stream: the first one of a client.
const STREAM: u32 = 1;

/// An open stream.
#[derive(Debug)]
pub struct Stream {
    connection: TcpStream,
    deadline: Instant,
    /// What came of messages that are not whole yet.
    received: Vec<u8>,
    /// What the server still takes.
    window: usize,
}

struct Frame {
    kind: u8,
    flags: u8,
    stream: u32,
    payload: Vec<u8>,
}

impl Stream {
    /// Opens a stream to a method of a gRPC service, such as `/package.Service/Method`.
    ///
    /// # Errors
    ///
    /// The server cannot be reached within `patience`, which is for the whole stream.
    pub fn open(server: SocketAddr, method: &str, patience: Duration) -> io::Result<Self> {
        let deadline = Instant::now() + patience;
        let connection = TcpStream::connect_timeout(&server, patience)?;
        connection.set_nodelay(true)?;
        let mut stream = Self {
            connection,
            deadline,
            received: Vec::new(),
            window: FIRST_WINDOW as usize,
        };
        stream.connection.write_all(PREFACE)?;
        let mut settings = vec![0, 4];
        settings.extend_from_slice(&WIDEST_WINDOW.to_be_bytes());
        stream.send(SETTINGS, 0, 0, &settings)?;
        let more = (WIDEST_WINDOW - FIRST_WINDOW).to_be_bytes();
        stream.send(WINDOW_UPDATE, 0, 0, &more)?;
        let mut block = Vec::new();
        for (name, value) in [
            (":method", "POST"),
            (":scheme", "http"),
            (":path", method),
            (":authority", "istiod"),
            ("content-type", "application/grpc"),
            ("te", "trailers"),
        ] {
            literal(&mut block, name, value);
        }
        stream.send(HEADERS, END_HEADERS, STREAM, &block)?;
        Ok(stream)
    }

    /// Sends a message.
    ///
    /// # Errors
    ///
    /// The connection is gone, or the server does not take that much.
    pub fn put(&mut self, message: &[u8]) -> io::Result<()> {
        let mut bytes = vec![0];
        bytes.extend_from_slice(&length(message.len())?);
        bytes.extend_from_slice(message);
        for part in bytes.chunks(FRAME) {
            let Some(left) = self.window.checked_sub(part.len()) else {
                return Err(io::Error::other("the question is too long"));
            };
            self.window = left;
            self.send(DATA, 0, STREAM, part)?;
        }
        Ok(())
    }

    /// Waits for the next message.
    ///
    /// # Errors
    ///
    /// The stream ended, or the time is up.
    pub fn take(&mut self) -> io::Result<Vec<u8>> {
        loop {
            if let Some(message) = whole(&mut self.received)? {
                return Ok(message);
            }
            let frame = self.frame()?;
            self.handle(&frame)?;
        }
    }

    fn handle(&mut self, frame: &Frame) -> io::Result<()> {
        let is_last = frame.flags & END_STREAM != 0;
        match frame.kind {
            DATA => {
                let data = if frame.flags & PADDED == 0 {
                    &frame.payload[..]
                } else {
                    without_padding(&frame.payload)?
                };
                self.received.extend_from_slice(data);
                if is_last {
                    return Err(ended());
                }
            }
            HEADERS if is_last => return Err(ended()),
            SETTINGS if frame.flags & ACK == 0 => self.send(SETTINGS, ACK, 0, &[])?,
            PING if frame.flags & ACK == 0 => self.send(PING, ACK, 0, &frame.payload)?,
            RST_STREAM if frame.stream == STREAM => return Err(ended()),
            GOAWAY => return Err(ended()),
            _ => {}
        }
        Ok(())
    }

    fn send(&mut self, kind: u8, flags: u8, stream: u32, payload: &[u8]) -> io::Result<()> {
        let length = length(payload.len())?;
        let mut frame = length[1..].to_vec();
        frame.extend_from_slice(&[kind, flags]);
        frame.extend_from_slice(&stream.to_be_bytes());
        frame.extend_from_slice(payload);
        self.connection.write_all(&frame)
    }

    fn frame(&mut self) -> io::Result<Frame> {
        let mut head = [0; 9];
        self.read(&mut head)?;
        let [a, b, c, kind, flags, s0, s1, s2, s3] = head;
        let mut payload = vec![0; u32::from_be_bytes([0, a, b, c]) as usize];
        self.read(&mut payload)?;
        Ok(Frame {
            kind,
            flags,
            stream: u32::from_be_bytes([s0 & 0x7f, s1, s2, s3]),
            payload,
        })
    }

    fn read(&mut self, buffer: &mut [u8]) -> io::Result<()> {
        let mut filled = 0;
        while filled < buffer.len() {
            let left = self.deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Err(io::ErrorKind::TimedOut.into());
            }
            self.connection.set_read_timeout(Some(left))?;
            match self.connection.read(&mut buffer[filled..]) {
                Ok(0) => return Err(ended()),
                Ok(n_read) => filled += n_read,
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                    return Err(io::ErrorKind::TimedOut.into());
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}

/// A header as a literal that nobody keeps, without Huffman coding.
fn literal(block: &mut Vec<u8>, name: &str, value: &str) {
    block.push(0);
    for text in [name, value] {
        // Names and values are shorter than 127, the most that one byte says.
        block.push(u8::try_from(text.len()).unwrap_or(126).min(126));
        block.extend_from_slice(&text.as_bytes()[..text.len().min(126)]);
    }
}

fn length(length: usize) -> io::Result<[u8; 4]> {
    match u32::try_from(length) {
        Ok(length) => Ok(length.to_be_bytes()),
        Err(_) => Err(io::Error::other("the message is too long")),
    }
}

fn without_padding(payload: &[u8]) -> io::Result<&[u8]> {
    let content = payload.split_first().and_then(|(&padding, rest)| {
        let length = rest.len().checked_sub(usize::from(padding))?;
        rest.get(..length)
    });
    content.ok_or_else(|| io::Error::other("a frame has more padding than bytes"))
}

/// Takes the first message of gRPC out of `received`, where it is whole.
fn whole(received: &mut Vec<u8>) -> io::Result<Option<Vec<u8>>> {
    let Some(([compressed, a, b, c, d], rest)) = received.split_first_chunk::<5>() else {
        return Ok(None);
    };
    let length = u32::from_be_bytes([*a, *b, *c, *d]) as usize;
    if *compressed != 0 || length > MESSAGE {
        return Err(io::Error::other("a message is compressed or too long"));
    }
    let Some(message) = rest.get(..length).map(<[u8]>::to_vec) else {
        return Ok(None);
    };
    received.drain(..5 + length);
    Ok(Some(message))
}

fn ended() -> io::Error {
    io::ErrorKind::UnexpectedEof.into()
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::{SocketAddr, TcpListener};
    use std::time::Duration;

    use super::{PREFACE, Stream, literal, whole, without_padding};

    /// A server that takes one request and answers with `frames`.
    fn server(frames: Vec<Vec<u8>>) -> SocketAddr {
        let listener = TcpListener::bind("127.0.0.1:0").expect("loopback is there");
        let address = listener.local_addr().expect("it is bound");
        std::thread::spawn(move || {
            let (mut client, _) = listener.accept().expect("the test connects");
            let mut preface = vec![0; PREFACE.len()];
            client.read_exact(&mut preface).expect("a preface comes");
            assert_eq!(preface, PREFACE);
            for frame in frames {
                client.write_all(&frame).expect("the test reads");
            }
            // What the client still says is read until it goes.
            let _ = client.read_to_end(&mut Vec::new());
        });
        address
    }

    fn frame(kind: u8, flags: u8, stream: u32, payload: &[u8]) -> Vec<u8> {
        let length = u32::try_from(payload.len()).expect("it is short");
        let mut frame = length.to_be_bytes()[1..].to_vec();
        frame.extend_from_slice(&[kind, flags]);
        frame.extend_from_slice(&stream.to_be_bytes());
        frame.extend_from_slice(payload);
        frame
    }

    fn open(frames: Vec<Vec<u8>>) -> Stream {
        Stream::open(server(frames), "/a.B/C", Duration::from_secs(5)).expect("it listens")
    }

    #[test]
    fn a_message_in_pieces_between_other_frames_is_put_together() {
        let mut stream = open(vec![
            frame(4, 0, 0, &[]),
            frame(1, 4, 1, b"headers"),
            frame(0, 0, 1, &[0, 0, 0, 0, 3, b'a']),
            frame(6, 0, 0, b"12345678"),
            frame(0, 8, 1, &[2, b'b', b'c', 0, 0]),
            frame(0, 0, 1, &[0, 0, 0, 0, 1, b'd']),
        ]);
        stream.put(b"question").expect("it is sent");
        assert_eq!(stream.take().expect("a message"), b"abc");
        assert_eq!(stream.take().expect("a message"), b"d");
    }

    #[test]
    fn the_end_of_a_stream_is_an_error_and_not_a_message() {
        for end in [
            frame(1, 5, 1, b"trailers"),
            frame(3, 0, 1, &[0; 4]),
            frame(7, 0, 0, &[0; 8]),
        ] {
            let mut stream = open(vec![end]);
            let error = stream.take().expect_err("there is no message");
            assert_eq!(error.kind(), std::io::ErrorKind::UnexpectedEof);
        }
    }

    #[test]
    fn a_server_that_says_nothing_runs_into_the_time_limit() {
        let patience = Duration::from_millis(50);
        let mut stream = Stream::open(server(vec![]), "/a.B/C", patience).expect("it listens");
        let error = stream.take().expect_err("there is no message");
        assert_eq!(error.kind(), std::io::ErrorKind::TimedOut);
    }

    #[test]
    fn headers_are_literals_and_padding_is_checked() {
        let mut block = Vec::new();
        literal(&mut block, "te", "trailers");
        assert_eq!(block, b"\x00\x02te\x08trailers");
        assert_eq!(without_padding(&[1, b'a', 0]).ok(), Some(&b"a"[..]));
        assert!(without_padding(&[9, b'a']).is_err());
        assert!(without_padding(&[]).is_err());
        assert!(whole(&mut vec![1, 0, 0, 0, 0]).is_err());
    }
}
