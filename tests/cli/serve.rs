//! `serve`: the page's files on loopback, and nothing else to nobody else.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Command, Stdio};

use crate::tool::Place;

/// The answer to a request, whole.
fn ask(address: &str, host: &str, path: &str) -> String {
    let mut stream = TcpStream::connect(address).expect("it listens");
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n").expect("it reads");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("it answers");
    answer
}

#[test]
fn the_page_is_served_and_nothing_else() {
    let folder = tempfile::tempdir().expect("a folder");
    let app = folder.path().join("pkg/app");
    std::fs::create_dir_all(&app).expect("it is new");
    std::fs::write(app.join("web_bg.wasm"), "wasm").expect("it is new");
    std::fs::write(folder.path().join("index.html"), "<p>page").expect("it is new");
    std::fs::write(folder.path().join("secret.txt"), "secret").expect("it is new");
    std::fs::write(folder.path().join("service-worker.js"), "worker").expect("it is new");
    std::fs::write(app.join("app.webmanifest"), "{}").expect("it is new");
    let mut child = Command::new(env!("CARGO_BIN_EXE_meshwright"))
        .args(["serve", "--port", "0", "--from"])
        .arg(folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("it starts");
    let mut line = String::new();
    let out = child.stdout.take().expect("it is piped");
    BufReader::new(out)
        .read_line(&mut line)
        .expect("it says where");
    let address = line
        .trim()
        .trim_start_matches("http://")
        .trim_end_matches('/');
    let page = ask(address, address, "/");
    let wasm = ask(address, address, "/pkg/app/web_bg.wasm");
    let worker = ask(address, address, "/service-worker.js");
    let manifest = ask(address, address, "/pkg/app/app.webmanifest");
    let missing: Vec<String> = [
        "/secret.txt",
        "/pkg/../secret.txt",
        "/%2e%2e/secret.txt",
        "//secret.txt",
        "/pkg/app/style.css",
    ]
    .map(|path| ask(address, address, path))
    .into();
    let foreign = ask(address, "example.com", "/");
    child.kill().expect("it runs");
    child.wait().expect("it ended");
    assert!(
        page.starts_with("HTTP/1.1 200 OK") && page.ends_with("<p>page"),
        "{page}"
    );
    assert!(page.contains("frame-ancestors 'none'"), "{page}");
    assert!(wasm.contains("application/wasm"), "{wasm}");
    assert!(worker.contains("text/javascript"), "{worker}");
    assert!(manifest.contains("application/manifest+json"), "{manifest}");
    for answer in missing.iter().chain([&foreign]) {
        assert!(answer.starts_with("HTTP/1.1 404"), "{answer}");
        assert!(
            !answer.contains("secret") && !answer.contains("page"),
            "{answer}"
        );
    }
}

#[test]
fn without_a_page_it_says_how_to_get_one() {
    let ended = Place::new().run(&["serve", "--from", ".", "--port", "0"]);
    assert_eq!(ended.code, Some(2));
    assert!(ended.err.contains("cargo xtask web"), "{}", ended.err);
}
