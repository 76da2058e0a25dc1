//! The application of a pod: answers every request with its cluster, version and pod.
//!
//! It speaks as much HTTP/1.1 as a proxy needs of it, and closes nothing by itself.

use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};

/// What precedes the name of the cluster in an answer.
pub(crate) const CLUSTER: &str = "cluster: ";

/// What an answer says.
pub(crate) fn answer(cluster: &str, version: &str, pod: &str) -> String {
    format!("Hello version: {version}, instance: {pod}, {CLUSTER}{cluster}\n")
}

/// The cluster that an answer names.
pub(crate) fn cluster_in(answer: &str) -> Option<&str> {
    answer.trim_end().rsplit_once(CLUSTER).map(|(_, name)| name)
}

/// Answers with `says` on `port` of every address.
///
/// # Errors
///
/// The port is taken.
pub(crate) fn serve(port: u16, says: &str) -> io::Result<()> {
    let listener = TcpListener::bind((Ipv4Addr::UNSPECIFIED, port))?;
    let says = says.to_owned();
    std::thread::spawn(move || {
        for client in listener.incoming().flatten() {
            let says = says.clone();
            // A client that goes away needs no answer.
            std::thread::spawn(move || drop(talk(client, &says)));
        }
    });
    Ok(())
}

fn talk(mut client: TcpStream, says: &str) -> io::Result<()> {
    client.set_nodelay(true)?;
    let answer = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: {}\r\n\r\n{says}",
        says.len()
    );
    let mut heard: Vec<u8> = Vec::new();
    let mut part = [0; 4096];
    loop {
        let n_read = client.read(&mut part)?;
        if n_read == 0 {
            return Ok(());
        }
        heard.extend_from_slice(part.get(..n_read).unwrap_or_default());
        // Requests of a rehearsal have no body.
        while let Some(end) = heard.windows(4).position(|four| four == b"\r\n\r\n") {
            heard.drain(..end + 4);
            client.write_all(answer.as_bytes())?;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{answer, cluster_in};

    #[test]
    fn an_answer_names_its_cluster() {
        let said = answer("east", "v2", "helloworld-v2-1");
        assert_eq!(
            said,
            "Hello version: v2, instance: helloworld-v2-1, cluster: east\n"
        );
        assert_eq!(cluster_in(&said), Some("east"));
        assert_eq!(cluster_in("upstream connect error"), None);
    }
}
