//! A chart repository, served to Helm from a folder.

use std::fs;
use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Serves the files of `folder` on the world's loopback address; where.
///
/// # Errors
///
/// No port is free.
pub fn serve(folder: &Path) -> io::Result<SocketAddr> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    let folder = folder.to_owned();
    std::thread::spawn(move || {
        for client in listener.incoming().flatten() {
            let folder = folder.clone();
            // Helm says itself what it did not get.
            std::thread::spawn(move || answer(client, &folder));
        }
    });
    Ok(address)
}

fn answer(mut client: TcpStream, folder: &Path) -> io::Result<()> {
    client.set_read_timeout(Some(Duration::from_secs(10)))?;
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") && head.len() < 16_384 {
        client.read_exact(&mut byte)?;
        head.push(byte[0]);
    }
    let body = asked(&String::from_utf8_lossy(&head)).and_then(|name| {
        let file: PathBuf = folder.join(name);
        fs::read(file).ok()
    });
    let status = if body.is_some() {
        "200 OK"
    } else {
        "404 Not Found"
    };
    let body = body.unwrap_or_default();
    let length = body.len();
    write!(
        client,
        "HTTP/1.1 {status}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
    )?;
    client.write_all(&body)
}

/// The file that a request asks for: a plain name.
fn asked(head: &str) -> Option<&str> {
    let path = head.strip_prefix("GET /")?.split(' ').next()?;
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_.+".contains(c);
    let is_name = !path.is_empty() && path.chars().all(is_plain) && !path.starts_with('.');
    is_name.then_some(path)
}

#[cfg(test)]
mod tests {
    use super::asked;

    #[test]
    fn only_files_of_the_folder_are_served() {
        assert_eq!(asked("GET /index.yaml HTTP/1.1\r\n"), Some("index.yaml"));
        for head in [
            "GET /../lock HTTP/1.1",
            "GET / HTTP/1.1",
            "POST /a HTTP/1.1",
            "GET /.a x",
        ] {
            assert_eq!(asked(head), None, "{head}");
        }
    }
}
