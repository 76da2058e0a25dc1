//! The inside of a pod that really runs: what happens in its network namespace.
//!
//! A process of this program lives in each namespace (`rehearse --pod SPEC`, hidden). It brings
//! the pod's address up, lets Istio's own `istio-iptables` redirect what the pod sends and gets,
//! runs pilot-agent with its Envoy, is the application, and sends requests as the application
//! would. It is told what to do line by line on standard input, and ends when that ends.
//!
//! Proxy and application differ by their group, by which the redirection knows them.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use rustix::process::{Gid, Pid, Signal, kill_process_group};
use rustix::thread::set_thread_gid;
use serde::{Deserialize, Serialize};

use super::{app, ask, envoy};
use crate::world::tail;

/// What a pod is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Spec {
    /// Its folder.
    pub(crate) folder: PathBuf,
    /// Its address.
    pub(crate) address: String,
    /// The other end of its wire.
    pub(crate) router: String,
    /// The ports of the application.
    pub(crate) ports: Vec<u16>,
    /// What the application answers.
    pub(crate) says: String,
    /// The program `ip`.
    pub(crate) ip: PathBuf,
    /// What is its `/etc/hosts`; empty where it needs none.
    pub(crate) hosts: PathBuf,
    /// What redirects to the proxy: program and arguments; empty where nothing does.
    pub(crate) redirect: Vec<String>,
    /// The proxy: program and arguments; empty where there is none.
    pub(crate) proxy: Vec<String>,
    /// The environment of both.
    pub(crate) environment: Vec<(String, String)>,
    /// How long the proxy may take to be ready, in seconds.
    pub(crate) patience: u64,
}

/// What a pod is told.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Order {
    /// Its wire is there: start.
    Start,
    /// Say when the proxy is ready.
    Wait,
    /// Send requests.
    Ask(ask::Ask),
    /// Say which endpoints the proxy has.
    Endpoints,
    /// Say to which of these addresses the proxy cannot connect.
    Dial(Vec<SocketAddr>),
}

/// What a pod says to that.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Said {
    /// Its namespace is there; the id of its process, as other shells see it.
    Here(String),
    /// It is done.
    Done,
    /// It has started; the process of its proxy.
    Started(Option<i32>),
    /// It did not work.
    Failed(String),
    /// What came back.
    Answers(Vec<ask::Answer>),
    /// The endpoints of the proxy, as `cluster address:port`.
    Endpoints(BTreeSet<String>),
    /// The addresses to which it cannot connect, and why.
    Closed(Vec<(SocketAddr, String)>),
}

/// The group of proxies; Istio's redirection leaves alone what it sends.
const PROXY: u32 = 1337;

/// Lives as the pod that `spec` describes, until standard input ends.
///
/// # Errors
///
/// The file cannot be read, or nobody listens.
pub fn live(spec: &Path) -> io::Result<()> {
    let spec: Spec = serde_json::from_slice(&std::fs::read(spec)?)?;
    let mut out = io::stdout().lock();
    let mut say = |said: &Said| -> io::Result<()> {
        writeln!(out, "{}", serde_json::to_string(said)?)?;
        out.flush()
    };
    // This process sees ids of its own namespace, but /proc is the machine's.
    let process = std::fs::read_link("/proc/self").unwrap_or_default();
    say(&Said::Here(process.display().to_string()))?;
    let mut proxy = None;
    for line in io::stdin().lines() {
        let order: Order = serde_json::from_str(&line?)?;
        let said = match order {
            Order::Start => match start(&spec) {
                Ok(child) => {
                    proxy = child;
                    let id = proxy.as_ref().and_then(|it| i32::try_from(it.id()).ok());
                    Said::Started(id)
                }
                Err(error) => Said::Failed(error.to_string()),
            },
            Order::Wait => wait(&spec, proxy.as_mut()),
            Order::Ask(wanted) => Said::Answers(ask::ask(&wanted)),
            // A proxy that does not answer yet has none.
            Order::Endpoints => Said::Endpoints(envoy::endpoints().unwrap_or_default()),
            Order::Dial(addresses) => Said::Closed(dial(addresses)),
        };
        say(&said)?;
    }
    if let Some(mut child) = proxy {
        // The agent and its Envoy are a group of their own.
        if let Some(group) = i32::try_from(child.id()).ok().and_then(Pid::from_raw) {
            let _ = kill_process_group(group, Signal::KILL);
        }
        let _ = child.wait();
    }
    Ok(())
}

fn start(spec: &Spec) -> io::Result<Option<Child>> {
    let address = format!("{}/32", spec.address);
    for words in [
        &["link", "set", "lo", "up"][..],
        &["link", "set", "eth0", "up"],
        &["address", "add", &address, "dev", "eth0"],
        &["route", "add", &spec.router, "dev", "eth0"],
        &["route", "add", "default", "via", &spec.router],
    ] {
        run(Command::new(&spec.ip).args(words))?;
    }
    if !spec.hosts.as_os_str().is_empty() {
        // Mounts of this process are seen by nobody else.
        let mut mount = Command::new("mount");
        run(mount.arg("--bind").arg(&spec.hosts).arg("/etc/hosts"))?;
    }
    for port in &spec.ports {
        app::serve(*port, &spec.says)?;
    }
    let log = spec.folder.join("log");
    let mut redirect = command(spec, &spec.redirect);
    if let Some(command) = &mut redirect {
        run(command)?;
    }
    let Some(mut proxy) = command(spec, &spec.proxy) else {
        return Ok(None);
    };
    let log = File::options().create(true).append(true).open(log)?;
    proxy
        .stdin(Stdio::null())
        .stdout(log.try_clone()?)
        .stderr(log)
        .gid(PROXY)
        .process_group(0);
    proxy.spawn().map(Some)
}

/// A command with the environment of the pod; `None` where there is no program.
fn command(spec: &Spec, words: &[String]) -> Option<Command> {
    let (program, arguments) = words.split_first()?;
    let mut command = Command::new(program);
    command
        .args(arguments)
        .current_dir(&spec.folder)
        .env_clear()
        .envs(spec.environment.iter().map(|(name, value)| (name, value)));
    Some(command)
}

fn run(command: &mut Command) -> io::Result<()> {
    let output = command.stdin(Stdio::null()).output()?;
    if output.status.success() {
        return Ok(());
    }
    let program = command.get_program().to_string_lossy().into_owned();
    let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
    Err(io::Error::other(format!("{program}: {said}")))
}

/// Waits until the proxy has its configuration.
fn wait(spec: &Spec, proxy: Option<&mut Child>) -> Said {
    let Some(child) = proxy else {
        return Said::Done;
    };
    let start = Instant::now();
    while start.elapsed() < Duration::from_secs(spec.patience) {
        if is_ready() {
            return Said::Done;
        }
        if !matches!(child.try_wait(), Ok(None)) {
            break;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    Said::Failed(tail(&spec.folder.join("log")))
}

/// Connects as the proxy does: a socket of its group is not redirected to it.
fn dial(addresses: Vec<SocketAddr>) -> Vec<(SocketAddr, String)> {
    let dialled = std::thread::spawn(move || {
        // Of all threads it is this one alone that is of another group.
        if set_thread_gid(Gid::from_raw(PROXY)).is_err() {
            return Vec::new();
        }
        let closed = addresses.into_iter().filter_map(|to| {
            let error = TcpStream::connect_timeout(&to, Duration::from_secs(3)).err()?;
            Some((to, error.to_string()))
        });
        closed.collect()
    });
    dialled.join().unwrap_or_default()
}

/// Asks the agent's port for health, as a kubelet does.
fn is_ready() -> bool {
    let at = (Ipv4Addr::LOCALHOST, 15021).into();
    let patience = Duration::from_secs(1);
    let Ok(mut stream) = TcpStream::connect_timeout(&at, patience) else {
        return false;
    };
    let asked = stream
        .set_read_timeout(Some(patience))
        .and_then(|()| stream.write_all(b"GET /healthz/ready HTTP/1.1\r\nHost: x\r\n\r\n"));
    let mut part = [0; 64];
    let heard = asked.and_then(|()| io::Read::read(&mut stream, &mut part));
    heard.is_ok_and(|n_read| {
        part.get(..n_read)
            .unwrap_or_default()
            .starts_with(b"HTTP/1.1 200")
    })
}
