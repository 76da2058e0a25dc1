//! A world: a control plane for each cluster of a topology, in a network of its own.
//!
//! kwokctl starts real API servers, etcds, controllers and schedulers as processes, and plays the
//! nodes. Everything is in the namespaces that [`crate::enclosure`] made and in one folder, so a
//! world ends with the process that started it.
//!
//! Not here: what a bare control plane lacks ([`crate::play`]).

pub mod addresses;
mod cluster;
mod net;

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use meshwright_core::diag::{Text, text};
use meshwright_core::model::Mesh;
use serde_json::{Value, json};

use crate::api::Api;
use crate::tools::{Tool, Tools, Versions};
use crate::trouble::Trouble;

/// A running world.
#[derive(Debug)]
pub struct World {
    folder: PathBuf,
    tools: Tools,
    versions: Versions,
    /// Its clusters, in the order of the mesh.
    pub clusters: Vec<WorldCluster>,
}

/// A cluster of a world.
#[derive(Clone, Debug)]
pub struct WorldCluster {
    /// Its place in the mesh.
    pub index: usize,
    /// Its name in the mesh.
    pub name: String,
    /// Its network.
    pub network: String,
    /// Its context.
    pub context: String,
    /// The DNS domain of its Services.
    pub domain: String,
    /// Its API server.
    pub api: Api,
    /// A kubeconfig of this cluster alone.
    pub kubeconfig: PathBuf,
    /// Where the plan says that its API server is, where that is not where it is.
    pub told_server: Option<String>,
    /// The addresses that a load balancer gives to its gateway; empty for any.
    pub gateway_addresses: Vec<String>,
}

/// How long a control plane may take to start; machines can be slow and busy.
const START: Duration = Duration::from_mins(4);

impl World {
    /// Starts a control plane for each cluster of `mesh`, in `folder`.
    ///
    /// `started` is told of each cluster that is up, with the seconds it took.
    ///
    /// # Errors
    ///
    /// A server does not start; the world is of no use then.
    pub fn start(
        folder: &Path,
        tools: &Tools,
        versions: &Versions,
        mesh: &Mesh,
        started: &mut dyn FnMut(&str, Duration),
    ) -> Result<Self, Trouble> {
        net::set_up(tools, mesh)?;
        for name in ["home", "bin", "log"] {
            let path = folder.join(name);
            fs::create_dir_all(&path).map_err(Trouble::io(&path))?;
        }
        let mut world = Self {
            folder: folder.to_owned(),
            tools: tools.clone(),
            versions: versions.clone(),
            clusters: Vec::new(),
        };
        world.write_curl()?;
        // One after the other: two at once would race for the processor and gain nothing.
        for (index, cluster) in mesh.clusters() {
            let start = Instant::now();
            let network = mesh.networks.get(cluster.network.0);
            let up = world.start_cluster(index.0, cluster, network)?;
            started(&up.name, start.elapsed());
            world.clusters.push(up);
        }
        world.write_kubeconfig()?;
        for cluster in &world.clusters {
            cluster.settle()?;
        }
        Ok(world)
    }

    /// The world's folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The programs it runs.
    pub const fn tools(&self) -> &Tools {
        &self.tools
    }

    /// The versions of what runs.
    pub const fn versions(&self) -> &Versions {
        &self.versions
    }

    /// The kubeconfig with every context.
    pub fn kubeconfig(&self) -> PathBuf {
        self.folder.join("kubeconfig")
    }

    /// Where programs of this world say what they do.
    pub fn log(&self, name: &str) -> PathBuf {
        self.folder.join("log").join(name)
    }

    /// Where requests of the sample's clients are answered.
    pub fn requests(&self) -> PathBuf {
        self.folder.join("requests")
    }

    /// The variables that make tools see this world and nothing of the user's.
    pub fn environment(&self) -> Vec<(&'static str, OsString)> {
        let home = self.folder.join("home");
        vec![
            ("HOME", home.into()),
            ("KUBECONFIG", self.kubeconfig().into()),
            ("PATH", self.tools.search_path(&self.folder.join("bin"))),
            (
                "MESHWRIGHT_CERTIFICATES",
                self.folder.join("certificates").into(),
            ),
        ]
    }

    /// The authority that signs the client certificates of a cluster: the files `ca.crt` and
    /// `ca.key`, without their endings.
    pub fn authority(&self, cluster: &WorldCluster) -> PathBuf {
        self.control_plane(cluster.index).join("pki/ca")
    }

    /// Where kwokctl keeps what belongs to the control plane of a cluster.
    fn control_plane(&self, index: usize) -> PathBuf {
        self.folder.join("home/.kwok/clusters").join(short(index))
    }

    /// Ends the API server of a cluster, as a crash would.
    ///
    /// # Errors
    ///
    /// It is not there.
    pub fn stop_api_server(&self, cluster: &WorldCluster) -> Result<(), Trouble> {
        use rustix::process::{Pid, Signal, WaitOptions, kill_process, waitpid};
        let path = self
            .control_plane(cluster.index)
            .join("pids/kube-apiserver.pid");
        let text = fs::read_to_string(&path).map_err(Trouble::io(&path))?;
        let pid = text.trim().parse().ok().and_then(Pid::from_raw);
        let pid = pid.ok_or_else(|| {
            let error = std::io::Error::from(std::io::ErrorKind::InvalidData);
            Trouble::io(&path)(error)
        })?;
        kill_process(pid, Signal::KILL).map_err(|error| Trouble::io(&path)(error.into()))?;
        // Whoever started it has ended, so it is a child of the world's first process, which we
        // are; until it is waited for, kwokctl takes it for running.
        let _ = waitpid(Some(pid), WaitOptions::empty());
        Ok(())
    }

    /// Starts what has ended of a cluster's control plane, and waits until it answers.
    ///
    /// # Errors
    ///
    /// It does not come back.
    pub fn start_again(&self, cluster: &WorldCluster) -> Result<(), Trouble> {
        let short = short(cluster.index);
        let mut command = self.command(Tool::Kwokctl);
        command
            .args(["start", "cluster", "--name", &short])
            .arg(format!("--wait={}s", START.as_secs()))
            .env("MESHWRIGHT_CLUSTER", &cluster.name);
        self.run(&mut command, &format!("{short}-kwokctl.log"))?;
        let what = || cluster_text(&cluster.name);
        wait_until(START, &what, || {
            let found = cluster.api.items("/api/v1/namespaces").unwrap_or_default();
            Ok(!found.is_empty())
        })
    }

    /// A tool that sees this world and nothing of the user's.
    pub fn command(&self, tool: Tool) -> Command {
        let mut command = self.tools.command(tool);
        command.envs(self.environment());
        for name in ["XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"] {
            command.env_remove(name);
        }
        command
    }

    /// Runs a tool, its output in a log, and fails where it fails.
    fn run(&self, command: &mut Command, log: &str) -> Result<(), Trouble> {
        let path = self.log(log);
        let file = fs::File::options().create(true).append(true).open(&path);
        let file = file.map_err(Trouble::io(&path))?;
        let second = file.try_clone().map_err(Trouble::io(&path))?;
        let status = command
            .stdin(Stdio::null())
            .stdout(file)
            .stderr(second)
            .status();
        let name = Path::new(command.get_program())
            .file_name()
            .unwrap_or_default();
        let name = name.to_string_lossy().into_owned();
        let status = status.map_err(|error| Trouble::Io(name.clone(), error))?;
        if status.success() {
            return Ok(());
        }
        Err(Trouble::Failed(name, tail(&path)))
    }

    /// The kubeconfig with the contexts of the topology.
    fn write_kubeconfig(&self) -> Result<(), Trouble> {
        let mut whole = json!({
            "apiVersion": "v1", "kind": "Config", "clusters": [], "users": [], "contexts": [],
        });
        for cluster in &self.clusters {
            let text = fs::read(&cluster.kubeconfig).map_err(Trouble::io(&cluster.kubeconfig))?;
            let own: Value = serde_json::from_slice(&text).unwrap_or_default();
            for list in ["clusters", "users", "contexts"] {
                if let (Some(Value::Array(all)), Some(Value::Array(own))) =
                    (whole.get_mut(list), own.get(list))
                {
                    all.extend(own.iter().cloned());
                }
            }
        }
        let path = self.kubeconfig();
        fs::write(&path, whole.to_string()).map_err(Trouble::io(&path))
    }

    /// What stands for curl in the sample's pods: pods do not run, so what is executed in them
    /// runs here.
    fn write_curl(&self) -> Result<(), Trouble> {
        use std::os::unix::fs::PermissionsExt;
        let path = self.folder.join("bin/curl");
        let program = std::env::current_exe().map_err(Trouble::io(&path))?;
        let script = format!(
            "#!/bin/sh\nexec {} rehearse --request {} \"$MESHWRIGHT_CLUSTER\" -- \"$@\"\n",
            quoted(&program),
            quoted(&self.requests()),
        );
        fs::write(&path, script).map_err(Trouble::io(&path))?;
        let mode = fs::Permissions::from_mode(0o755);
        fs::set_permissions(&path, mode).map_err(Trouble::io(&path))
    }
}

/// What kwokctl calls a cluster: names are unique, but sockets want short paths.
fn short(index: usize) -> String {
    format!("c{}", index + 1)
}

/// A path as a word of a shell.
fn quoted(path: &Path) -> String {
    format!("'{}'", path.to_string_lossy().replace('\'', r"'\''"))
}

/// The end of a log.
pub(crate) fn tail(path: &Path) -> String {
    let text = fs::read(path).unwrap_or_default();
    let text = String::from_utf8_lossy(&text);
    let lines: Vec<&str> = text.trim_end().lines().collect();
    let start = lines.len().saturating_sub(6);
    lines.get(start..).unwrap_or_default().join("\n")
}

/// Waits until `is_done` answers yes.
///
/// # Errors
///
/// It did not within `patience`, or it failed.
pub(crate) fn wait_until(
    patience: Duration,
    what: &dyn Fn() -> Text,
    mut is_done: impl FnMut() -> Result<bool, Trouble>,
) -> Result<(), Trouble> {
    let start = Instant::now();
    while !is_done()? {
        if start.elapsed() > patience {
            return Err(Trouble::TimedOut(what(), patience.as_secs()));
        }
        std::thread::sleep(Duration::from_millis(200));
    }
    Ok(())
}

/// What is waited for when a cluster starts.
fn cluster_text(name: &str) -> Text {
    text!("rehearse-cluster", cluster = name)
}
