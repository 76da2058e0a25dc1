//! Connections passed on: who listens at an address, and where that leads.

use std::collections::BTreeMap;
use std::io;
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, Weak};
use std::time::Duration;

use super::guard;

/// Where a relay leads, and who is on the way.
#[derive(Debug, Default)]
struct Way {
    /// `None` refuses.
    to: Option<SocketAddr>,
    open: Vec<Weak<TcpStream>>,
}

type Target = Arc<Mutex<Way>>;

/// Every relay of a world, by the address at which it listens.
#[derive(Debug, Default)]
pub struct Relays {
    all: Mutex<BTreeMap<SocketAddr, Target>>,
}

const PATIENCE: Duration = Duration::from_secs(5);

/// No way in a world has more relays.
const LONGEST: usize = 8;

impl Relays {
    /// Leads `from` to `to` from this moment on; `None` closes it, and the connections on it, as
    /// the end of a gateway's pods does.
    ///
    /// An address at which nobody can listen stays closed.
    pub fn set(&self, from: SocketAddr, to: Option<SocketAddr>) {
        let mut all = guard(&self.all);
        if let Some(target) = all.get(&from) {
            let mut way = guard(target);
            way.to = to;
            if to.is_none() {
                for client in way.open.drain(..).filter_map(|it| it.upgrade()) {
                    // One that has ended by itself needs no end.
                    let _ = client.shutdown(Shutdown::Both);
                }
            }
            return;
        }
        if to.is_none() {
            return;
        }
        let Ok(listener) = TcpListener::bind(from) else {
            return;
        };
        let target: Target = Arc::new(Mutex::new(Way {
            to,
            open: Vec::new(),
        }));
        all.insert(from, Arc::clone(&target));
        std::thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let client = Arc::new(client);
                let mut way = guard(&target);
                // A client whose server is not there sees its connection closed.
                if let Some(to) = way.to {
                    way.open.retain(|it| it.strong_count() > 0);
                    way.open.push(Arc::downgrade(&client));
                    std::thread::spawn(move || pass(&client, to));
                }
            }
        });
    }

    /// The last address on the way from `from`; `None` where the first relay is closed.
    pub fn follow(&self, from: SocketAddr) -> Option<SocketAddr> {
        let all = guard(&self.all);
        let next = |at: SocketAddr| all.get(&at).map(|target| guard(target).to);
        let mut at = next(from)??;
        for _ in 0..LONGEST {
            match next(at) {
                Some(to) => at = to?,
                None => return Some(at),
            }
        }
        None
    }
}

fn pass(client: &TcpStream, to: SocketAddr) {
    let Ok(server) = TcpStream::connect_timeout(&to, PATIENCE) else {
        return;
    };
    let (Ok(from_client), Ok(to_client), Ok(to_server)) =
        (client.try_clone(), client.try_clone(), server.try_clone())
    else {
        return;
    };
    std::thread::spawn(move || pump(from_client, to_server));
    pump(server, to_client);
}

fn pump(mut from: TcpStream, mut to: TcpStream) {
    // Either side may end first; the other is told.
    let _ = io::copy(&mut from, &mut to);
    let _ = to.shutdown(Shutdown::Write);
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::{SocketAddr, TcpListener, TcpStream};

    use super::Relays;

    fn free() -> SocketAddr {
        let listener = TcpListener::bind("127.0.0.1:0").expect("loopback is there");
        listener.local_addr().expect("it is bound")
    }

    #[test]
    fn bytes_pass_both_ways_until_the_relay_is_closed() {
        let server = TcpListener::bind("127.0.0.1:0").expect("loopback is there");
        let at = server.local_addr().expect("it is bound");
        std::thread::spawn(move || {
            for mut client in server.incoming().flatten() {
                let mut said = String::new();
                client.read_to_string(&mut said).expect("it is text");
                client
                    .write_all(said.to_uppercase().as_bytes())
                    .expect("it listens");
            }
        });
        let (relays, middle, from) = (Relays::default(), free(), free());
        relays.set(middle, Some(at));
        relays.set(from, Some(middle));
        let ask = || {
            let mut client = TcpStream::connect(from).expect("it listens");
            let mut heard = String::new();
            let _ = client.write_all(b"hello");
            let _ = client.shutdown(std::net::Shutdown::Write);
            let _ = client.read_to_string(&mut heard);
            heard
        };
        assert_eq!(ask(), "HELLO");
        assert_eq!(relays.follow(from), Some(at));
        let mut kept = TcpStream::connect(from).expect("it listens");
        relays.set(middle, None);
        assert_eq!(relays.follow(from), None);
        let mut heard = String::new();
        let _ = kept.read_to_string(&mut heard);
        assert_eq!(heard, "", "whoever is on the way is told");
        assert_eq!(ask(), "");
    }

    #[test]
    fn relays_in_a_circle_lead_nowhere() {
        let (relays, a, b) = (Relays::default(), free(), free());
        relays.set(a, Some(b));
        relays.set(b, Some(a));
        assert_eq!(relays.follow(a), None);
        assert_eq!(relays.follow(free()), None);
    }
}
