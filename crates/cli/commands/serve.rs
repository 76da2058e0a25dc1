//! `meshwright serve`: the designer, served on loopback.
//!
//! A program that was built with the feature `designer` has the page in it; any program can
//! serve a folder that `cargo xtask web` built. Nothing but the page's own files is served, and
//! only to this machine: what is drawn stays in the browser.

use std::borrow::Cow;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Args;
use meshwright_core::diag::text;

use crate::exit::Exit;
use crate::ui::Ui;

/// Arguments of `serve`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// The port of 127.0.0.1; 0 takes a free one.
    #[arg(long, value_name = "PORT", default_value_t = 8700)]
    port: u16,
    /// Serve the page from this folder, which `cargo xtask web` built.
    #[arg(long, value_name = "DIR")]
    from: Option<PathBuf>,
}

const EXAMPLES: &str = "\
Examples:
  meshwright serve
  meshwright serve --port 0

Stop it with Ctrl-C. Exit codes: 2 the port is taken, or there is no page to serve.";

/// Names the files of the page: by path, and with their bytes where the program has them.
macro_rules! files {
    ($($path:literal),* $(,)?) => {
        /// The files of the page, and nothing else.
        const FILES: &[&str] = &[$($path),*];

        /// The page that this program was built with.
        #[cfg(feature = "designer")]
        const EMBEDDED: &[(&str, &[u8])] =
            &[$(($path, include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/", $path)))),*];
    };
}

files![
    "index.html",
    "pkg/app/app.webmanifest",
    "pkg/app/build.js",
    "pkg/app/icon.svg",
    "pkg/app/offline.js",
    "pkg/app/page.js",
    "pkg/app/planner.js",
    "pkg/app/start.js",
    "pkg/app/style.css",
    "pkg/app/web.js",
    "pkg/app/web_bg.wasm",
    "pkg/meshwright_wasm.js",
    "pkg/meshwright_wasm_bg.wasm",
    "service-worker.js",
];

/// This program was built without the page.
#[cfg(not(feature = "designer"))]
const EMBEDDED: &[(&str, &[u8])] = &[];

/// What is said with every file. The page's own policy is in its head; this is what a page
/// cannot say of itself.
const HEADERS: &str = "\
Cache-Control: no-cache\r\n\
Content-Security-Policy: frame-ancestors 'none'\r\n\
Cross-Origin-Opener-Policy: same-origin\r\n\
Cross-Origin-Resource-Policy: same-origin\r\n\
Referrer-Policy: no-referrer\r\n\
X-Content-Type-Options: nosniff\r\n\
Connection: close\r\n";

/// The longest request that is read, in bytes.
const LONGEST: u64 = 16_384;
/// How long a request may take.
const PATIENCE: Duration = Duration::from_secs(5);

/// Serves until it is stopped.
pub(crate) fn run(arguments: &Arguments, ui: &mut Ui) -> Result<Exit, Exit> {
    let from = arguments.from.as_deref();
    if file(from, "pkg/app/web_bg.wasm").is_none() {
        return Err(ui.error(&text!("cli-serve-no-page")));
    }
    let bound = TcpListener::bind((Ipv4Addr::LOCALHOST, arguments.port));
    let listener = match bound.and_then(|listener| Ok((listener.local_addr()?, listener))) {
        Ok((address, listener)) => {
            ui.print_line(format_args!("http://{address}/"));
            ui.note(&text!("cli-serve-stop"));
            listener
        }
        Err(error) => {
            let (port, because) = (arguments.port, error.to_string());
            return Err(ui.error(&text!("cli-serve-port", port = port, error = because)));
        }
    };
    for stream in listener.incoming().flatten() {
        // A browser that gives up on a request is no reason to stop.
        let _ = answer(from, stream);
    }
    Ok(Exit::Clean)
}

/// A file of the page.
fn file(from: Option<&Path>, path: &str) -> Option<Cow<'static, [u8]>> {
    if !FILES.contains(&path) {
        return None;
    }
    if let Some(folder) = from {
        return std::fs::read(folder.join(path)).ok().map(Cow::Owned);
    }
    let mut files = EMBEDDED.iter();
    let (_, bytes) = files.find(|(own, _)| *own == path)?;
    Some(Cow::Borrowed(*bytes))
}

fn answer(from: Option<&Path>, mut stream: TcpStream) -> std::io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let mut reader = BufReader::new(stream.try_clone()?.take(LONGEST));
    let mut request = String::new();
    reader.read_line(&mut request)?;
    let mut is_from_here = false;
    let mut header = String::new();
    while reader.read_line(&mut header)? > 2 {
        let (name, value) = header.split_once(':').unwrap_or_default();
        // A page of another site that has its name point here is not this machine's user.
        if name.eq_ignore_ascii_case("host") {
            let host = value
                .trim()
                .rsplit_once(':')
                .map_or(value.trim(), |(host, _)| host);
            is_from_here = host == "127.0.0.1" || host == "localhost";
        }
        header.clear();
    }
    let mut words = request.split_whitespace();
    let (method, target) = (
        words.next().unwrap_or_default(),
        words.next().unwrap_or_default(),
    );
    let path = target.split(['?', '#']).next().unwrap_or_default();
    let path = match path.trim_start_matches('/') {
        "" => "index.html",
        path => path,
    };
    let body = if is_from_here && matches!(method, "GET" | "HEAD") {
        file(from, path)
    } else {
        None
    };
    let (status, body) = match body {
        Some(body) => ("200 OK", body),
        None => ("404 Not Found", Cow::Borrowed(&b""[..])),
    };
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: {}\r\nContent-Length: {}\r\n{HEADERS}\r\n",
        content_type(path),
        body.len()
    )?;
    if method == "GET" {
        stream.write_all(&body)?;
    }
    Ok(())
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map(|(_, extension)| extension) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("webmanifest") => "application/manifest+json",
        _ => "application/octet-stream",
    }
}
