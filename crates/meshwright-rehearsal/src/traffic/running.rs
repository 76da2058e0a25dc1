//! A pod's process as the world holds it: started, told what to do, ended.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Write};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Stdio};

use rustix::process::{Pid, Signal, kill_process_group};
use serde_json::json;

use super::app;
use super::ask::Answer;
use super::pod::{Order, Said, Spec};
use super::proxy::{self, HOSTS, Programs};
use super::wires::{self, ROUTER};
use super::workload::Workload;
use crate::api::text as field;
use crate::tools::Tool;
use crate::tools::setup::TEMPLATE;
use crate::trouble::Trouble;
use crate::world::{World, WorldCluster};

/// How long a proxy may take to be ready, in seconds; a dozen start at once.
const START: u64 = 120;

/// A pod that runs.
#[derive(Debug)]
pub(super) struct Running {
    pub(super) workload: Workload,
    pub(super) process: Child,
    orders: ChildStdin,
    answers: BufReader<ChildStdout>,
    /// Its process, as other shells see it.
    pub(super) process_id: String,
    /// Whether its proxy is ready.
    pub(super) is_up: bool,
    /// The group of its proxy.
    proxy: Option<i32>,
}

impl Running {
    /// Ends it at once, with its proxy; its wire goes with its namespace.
    pub(super) fn kill(&mut self) {
        // The agent and its Envoy are a group of their own.
        if let Some(group) = self.proxy.and_then(Pid::from_raw) {
            let _ = kill_process_group(group, Signal::KILL);
        }
        let _ = self.process.kill();
        let _ = self.process.wait();
    }

    pub(super) fn send(&mut self, order: &Order) -> Result<(), Trouble> {
        let line = serde_json::to_string(order).unwrap_or_default();
        let sent = writeln!(self.orders, "{line}").and_then(|()| self.orders.flush());
        sent.map_err(|error| Trouble::Io(self.workload.name.clone(), error))
    }

    pub(super) fn hear(&mut self) -> Result<Vec<Answer>, Trouble> {
        match self.listen()? {
            Said::Done | Said::Here(_) => Ok(Vec::new()),
            Said::Started(proxy) => {
                self.proxy = proxy;
                Ok(Vec::new())
            }
            Said::Answers(answers) => Ok(answers),
            Said::Failed(said) => Err(Trouble::Failed(self.workload.name.clone(), said)),
            Said::Endpoints(_) | Said::Closed(_) => Ok(Vec::new()),
        }
    }

    /// The endpoints of its proxy, which it was asked for.
    pub(super) fn endpoints(&mut self) -> Result<BTreeSet<String>, Trouble> {
        match self.listen()? {
            Said::Endpoints(endpoints) => Ok(endpoints),
            _ => Ok(BTreeSet::new()),
        }
    }

    /// The addresses that its proxy cannot connect to, of those that it was to dial.
    pub(super) fn closed(&mut self) -> Result<Vec<(SocketAddr, String)>, Trouble> {
        match self.listen()? {
            Said::Closed(closed) => Ok(closed),
            _ => Ok(Vec::new()),
        }
    }

    fn listen(&mut self) -> Result<Said, Trouble> {
        let mut line = String::new();
        let heard = self.answers.read_line(&mut line);
        heard.map_err(|error| Trouble::Io(self.workload.name.clone(), error))?;
        serde_json::from_str(&line).map_err(|_| Trouble::Failed(self.workload.name.clone(), line))
    }
}

/// Starts the process of a pod, which waits for its wire.
pub(super) fn start(
    world: &World,
    cluster: &WorldCluster,
    workload: Workload,
    nth: usize,
    program: &Path,
) -> Result<Running, Trouble> {
    let folder = world.folder().join(format!("p/{nth}"));
    let io = || Trouble::io(&folder);
    fs::create_dir_all(&folder).map_err(io())?;
    let spec = spec(world, cluster, &workload, &folder)?;
    let file = folder.join("spec.json");
    fs::write(&file, serde_json::to_vec(&spec).unwrap_or_default()).map_err(io())?;
    let log = File::create(folder.join("errors")).map_err(io())?;
    let mut command = world.tools().command(Tool::Unshare);
    command
        .args(["--net", "--mount", "--"])
        .arg(program)
        .args(["rehearse", "--pod"])
        .arg(&file)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(log);
    let mut process = command.spawn().map_err(io())?;
    let (Some(orders), Some(answers)) = (process.stdin.take(), process.stdout.take()) else {
        return Err(Trouble::Failed(workload.name, String::new()));
    };
    let answers = BufReader::new(answers);
    let mut running = Running {
        workload,
        process,
        orders,
        answers,
        process_id: String::new(),
        is_up: false,
        proxy: None,
    };
    // Its first word says that its namespace is there.
    if let Said::Here(process) = running.listen()? {
        running.process_id = process;
    }
    Ok(running)
}

fn spec(
    world: &World,
    cluster: &WorldCluster,
    pod: &Workload,
    folder: &Path,
) -> Result<Spec, Trouble> {
    let tools = world.tools();
    let mut spec = Spec {
        folder: folder.to_owned(),
        address: pod.ip.clone(),
        router: ROUTER.to_owned(),
        ports: pod.ports.clone(),
        says: app::answer(&cluster.name, pod.version(), &pod.name),
        ip: tools.path(Tool::Ip),
        patience: START,
        ..Spec::default()
    };
    let Some(container) = &pod.proxy else {
        return Ok(spec);
    };
    let (agent, envoy) = (tools.path(Tool::PilotAgent), tools.path(Tool::Envoy));
    let template = template(&agent);
    let programs = Programs {
        agent: &agent,
        envoy: &envoy,
        template: &template,
    };
    let name = proxy::discovery(container);
    let istiod = format!("{} {name}", wires::service_address(cluster, &name)?);
    spec.hosts = folder.join(HOSTS);
    spec.environment = proxy::environment(pod, container, &programs);
    spec.proxy = proxy::words(container, &spec.environment, &programs);
    if !pod.redirect.is_empty() {
        spec.redirect = vec![agent.display().to_string()];
        spec.redirect.extend(pod.redirect.iter().cloned());
    }
    let api = |path: &str| cluster.api.read(path).map_err(Trouble::api(&cluster.name));
    let home = &pod.namespace;
    let root = api(&format!(
        "/api/v1/namespaces/{home}/configmaps/istio-ca-root-cert"
    ))?;
    let root = root
        .and_then(|it| field(&it, "/data/root-cert.pem"))
        .unwrap_or_default();
    let path = format!(
        "/api/v1/namespaces/{home}/serviceaccounts/{}/token",
        pod.account
    );
    let asked = json!({
        "apiVersion": "authentication.k8s.io/v1",
        "kind": "TokenRequest",
        "spec": {"audiences": ["istio-ca"], "expirationSeconds": 43_200},
    });
    let token = cluster
        .api
        .make(&path, &asked)
        .map_err(Trouble::api(&cluster.name))?;
    let token = field(&token, "/status/token").unwrap_or_default();
    proxy::write(folder, pod, &istiod, &token, &root).map_err(Trouble::io(folder))?;
    Ok(spec)
}

/// The template of Envoy's bootstrap, which lies beside pilot-agent.
fn template(agent: &Path) -> PathBuf {
    agent.with_file_name(TEMPLATE)
}
