//! `cargo xtask start`: the checkout served on loopback, for looking at the designer.
//!
//! Not for anybody else: one request at a time, and only the page's own files.

use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};

use crate::process::Problem;
use crate::repo::Repo;
use crate::web;

/// The port that is asked for first.
const PORT: u16 = 8080;
/// The longest request line that is read, in bytes.
const LONGEST: u64 = 8192;

/// Builds the designer and serves it until it is stopped.
pub(crate) fn start(repo: &Repo, quick: bool) -> Result<(), Problem> {
    web::build(repo, quick)?;
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, PORT))
        .or_else(|_| TcpListener::bind((Ipv4Addr::LOCALHOST, 0)))?;
    println!("http://{}/", listener.local_addr()?);
    for stream in listener.incoming().flatten() {
        // A browser that gives up on a request is no reason to stop.
        let _ = answer(repo, stream);
    }
    Ok(())
}

fn answer(repo: &Repo, mut stream: TcpStream) -> std::io::Result<()> {
    let mut reader = BufReader::new(std::io::Read::take(stream.try_clone()?, LONGEST));
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let mut header = String::new();
    while reader.read_line(&mut header)? > 2 {
        header.clear();
    }
    let path = line.split_whitespace().nth(1).unwrap_or("/");
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let path = match path.trim_start_matches('/') {
        "" => "index.html",
        path => path,
    };
    let is_ours = path == "index.html" || path.starts_with("pkg/");
    let body = if is_ours && !path.split('/').any(|part| part.starts_with('.')) {
        std::fs::read(repo.path(path)).ok()
    } else {
        None
    };
    let (status, body) = match body {
        Some(body) => ("200 OK", body),
        None => ("404 Not Found", Vec::new()),
    };
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: {}\r\nContent-Length: {}\r\n\
         Cache-Control: no-cache\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n",
        content_type(path),
        body.len()
    )?;
    stream.write_all(&body)
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map(|(_, extension)| extension) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("json" | "webmanifest") => "application/json",
        _ => "application/octet-stream",
    }
}
