//! Requests of a pod, one after the other, each by a connection of its own.
//!
//! A connection for each request makes weights show for plain TCP too, where a proxy chooses once
//! for each connection.

use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use super::app::cluster_in;
use crate::http;

/// What a pod is to ask.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ask {
    /// Where to: the address of a Service and its port.
    pub to: SocketAddr,
    /// The name that is asked for.
    pub host: String,
    /// How many requests.
    pub count: u32,
    /// How long one may take, in milliseconds.
    pub patience: u64,
    /// After how many failures in a row the rest is left out.
    pub gives_up_after: u32,
    /// How long to wait between two requests, in milliseconds.
    pub pause: u64,
    /// After how long no further one is sent, in milliseconds.
    pub lasts: u64,
}

/// What came back for one request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// When it was sent, in milliseconds after the first one.
    pub at: u64,
    /// How long it took, in microseconds.
    pub took: u64,
    /// The cluster that answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cluster: Option<String>,
    /// What went wrong.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}

/// Many answers in numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many were sent.
    pub sent: u32,
    /// How many each cluster answered.
    pub answers: BTreeMap<String, u32>,
    /// How often each error came.
    pub errors: BTreeMap<String, u32>,
    /// The median of those that were answered, in microseconds.
    pub median: u64,
    /// Below this were 95 % of those.
    pub p95: u64,
}

impl Tally {
    /// Counts.
    pub fn of(answers: &[Answer]) -> Self {
        let mut tally = Self::default();
        let mut times = Vec::new();
        for answer in answers {
            tally.sent += 1;
            match (&answer.cluster, &answer.error) {
                (Some(cluster), _) => {
                    *tally.answers.entry(cluster.clone()).or_default() += 1;
                    times.push(answer.took);
                }
                (None, error) => {
                    let error = error.clone().unwrap_or_default();
                    *tally.errors.entry(error).or_default() += 1;
                }
            }
        }
        times.sort_unstable();
        let at = |part: usize| times.get(times.len().saturating_sub(1) * part / 100);
        tally.median = at(50).copied().unwrap_or(0);
        tally.p95 = at(95).copied().unwrap_or(0);
        tally
    }

    /// How many were answered.
    pub fn answered(&self) -> u32 {
        self.answers.values().sum()
    }

    /// How many were not.
    pub fn failed(&self) -> u32 {
        self.errors.values().sum()
    }
}

/// Sends the requests.
pub(crate) fn ask(wanted: &Ask) -> Vec<Answer> {
    let first = Instant::now();
    let mut answers = Vec::new();
    let mut failures_in_a_row = 0;
    for _ in 0..wanted.count {
        let at = millis(first.elapsed());
        let start = Instant::now();
        let said = once(wanted);
        let took = u64::try_from(start.elapsed().as_micros()).unwrap_or(u64::MAX);
        let (cluster, error) = match said {
            Ok(cluster) => (Some(cluster), None),
            Err(error) => (None, Some(error)),
        };
        failures_in_a_row = if error.is_some() {
            failures_in_a_row + 1
        } else {
            0
        };
        answers.push(Answer {
            at,
            took,
            cluster,
            error,
        });
        let is_over = millis(first.elapsed()) >= wanted.lasts;
        if failures_in_a_row >= wanted.gives_up_after || is_over {
            break;
        }
        if wanted.pause > 0 {
            std::thread::sleep(Duration::from_millis(wanted.pause));
        }
    }
    answers
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

fn once(wanted: &Ask) -> Result<String, String> {
    let answer = send(wanted).map_err(|error| words(&error))?;
    let body = String::from_utf8_lossy(&answer.body);
    let cluster = cluster_in(&body).filter(|_| answer.status == 200);
    cluster.map(str::to_owned).ok_or_else(|| {
        format!("{} {}", answer.status, body.trim())
            .trim()
            .to_owned()
    })
}

fn words(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock => "timed out".to_owned(),
        io::ErrorKind::UnexpectedEof => "closed without an answer".to_owned(),
        _ => error.to_string(),
    }
}

fn send(wanted: &Ask) -> io::Result<http::Response> {
    let patience = Duration::from_millis(wanted.patience);
    let start = Instant::now();
    let mut stream = TcpStream::connect_timeout(&wanted.to, patience)?;
    stream.set_nodelay(true)?;
    let request = format!(
        "GET /hello HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n",
        wanted.host
    );
    stream.write_all(request.as_bytes())?;
    let mut heard = Vec::new();
    let mut part = [0; 4096];
    loop {
        if let Some(response) = http::response(&heard) {
            return Ok(response);
        }
        let left = patience.saturating_sub(start.elapsed());
        if left.is_zero() {
            return Err(io::ErrorKind::TimedOut.into());
        }
        stream.set_read_timeout(Some(left))?;
        match stream.read(&mut part)? {
            0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            n_read => heard.extend_from_slice(part.get(..n_read).unwrap_or_default()),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;

    use super::{Answer, Ask, Tally, ask};
    use crate::traffic::app;

    fn asking(to: std::net::SocketAddr, count: u32) -> Ask {
        Ask {
            to,
            host: "helloworld.sample:5000".to_owned(),
            count,
            patience: 2000,
            gives_up_after: 3,
            pause: 0,
            lasts: u64::MAX,
        }
    }

    fn free() -> std::net::SocketAddr {
        let listener = TcpListener::bind("127.0.0.1:0").expect("loopback is there");
        listener.local_addr().expect("it is bound")
    }

    #[test]
    fn an_application_answers_with_its_cluster() {
        let at = free();
        let says = app::answer("east", "v1", "pod-1");
        app::serve(at.port(), &says).expect("the port was free");
        let tally = Tally::of(&ask(&asking(at, 5)));
        assert_eq!(tally.answers.get("east"), Some(&5));
        assert_eq!((tally.sent, tally.failed()), (5, 0));
    }

    #[test]
    fn who_always_fails_gives_up() {
        let answers = ask(&asking(free(), 200));
        let tally = Tally::of(&answers);
        assert_eq!((tally.sent, tally.answered(), tally.failed()), (3, 0, 3));
    }

    #[test]
    fn median_and_tail_are_those_of_the_answers() {
        let answer = |took, cluster: Option<&str>| Answer {
            at: 0,
            took,
            cluster: cluster.map(str::to_owned),
            error: None,
        };
        let mut all: Vec<Answer> = (1..=100).map(|took| answer(took, Some("a"))).collect();
        all.push(answer(9_999_999, None));
        let tally = Tally::of(&all);
        assert_eq!((tally.median, tally.p95), (50, 95));
    }
}
