//! A real API server for a measurement: etcd and kube-apiserver, gone with this value.

use std::env;
use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// How long it may take to start.
const PATIENCE: Duration = Duration::from_mins(2);
/// Its only user may do everything.
const TOKEN: &str = "of-a-measurement";

/// The programs that are needed.
pub(crate) struct Programs {
    etcd: PathBuf,
    apiserver: PathBuf,
    /// What is measured against.
    pub(crate) kubectl: PathBuf,
}

impl Programs {
    /// Looks for them where a rehearsal does; the name of one that is missing.
    pub(crate) fn find() -> Result<Self, &'static str> {
        let folders = folders();
        let find = |name: &'static str| {
            let files = folders.iter().map(|folder| folder.join(name));
            files.into_iter().find(|file| file.is_file()).ok_or(name)
        };
        Ok(Self {
            etcd: find("etcd")?,
            apiserver: find("kube-apiserver")?,
            kubectl: find("kubectl")?,
        })
    }
}

/// `KUBEBUILDER_ASSETS`, what `meshwright rehearse --setup` has built, and `PATH`.
fn folders() -> Vec<PathBuf> {
    let set = |name: &str| env::var_os(name).map(PathBuf::from);
    let mut folders: Vec<PathBuf> = set("KUBEBUILDER_ASSETS").into_iter().collect();
    let cache = set("MESHWRIGHT_CACHE")
        .or_else(|| set("XDG_CACHE_HOME").map(|it| it.join("meshwright")))
        .or_else(|| set("HOME").map(|it| it.join(".cache/meshwright")));
    let built = cache.and_then(|it| fs::read_dir(it.join("rehearsal")).ok());
    folders.extend(
        built
            .into_iter()
            .flatten()
            .flatten()
            .map(|it| it.path().join("bin")),
    );
    folders.extend(env::split_paths(&env::var_os("PATH").unwrap_or_default()));
    folders
}

/// A running API server.
pub(crate) struct Server {
    children: Vec<Child>,
    /// A kubeconfig with the context `bench`.
    pub(crate) kubeconfig: PathBuf,
}

impl Server {
    /// Starts it in `folder`.
    pub(crate) fn start(programs: &Programs, folder: &Path) -> Self {
        let [client, peer, port] = [(); 3].map(|()| free_port());
        let key = folder.join("accounts.key");
        let made = Command::new("openssl")
            .args(["genrsa", "-out"])
            .arg(&key)
            .args(["2048"])
            .stderr(Stdio::null())
            .status();
        assert!(made.expect("openssl is there").success());
        let tokens = folder.join("tokens.csv");
        fs::write(&tokens, format!("{TOKEN},bench,bench\n")).expect("the folder is writable");
        let quiet = |command: &mut Command| {
            let command = command.stdin(Stdio::null()).stdout(Stdio::null());
            let child = command.stderr(Stdio::null()).spawn();
            child.expect("the program can be started")
        };
        let url = |port: u16| format!("http://127.0.0.1:{port}");
        let etcd = quiet(
            Command::new(&programs.etcd)
                .arg(format!("--data-dir={}", folder.join("etcd").display()))
                .arg(format!("--listen-client-urls={}", url(client)))
                .arg(format!("--advertise-client-urls={}", url(client)))
                .arg(format!("--listen-peer-urls={}", url(peer)))
                .arg(format!("--initial-advertise-peer-urls={}", url(peer)))
                .arg(format!("--initial-cluster=default={}", url(peer)))
                .arg("--unsafe-no-fsync=true"),
        );
        let key = key.display();
        let apiserver = quiet(
            Command::new(&programs.apiserver)
                .arg(format!("--etcd-servers={}", url(client)))
                .arg(format!("--cert-dir={}", folder.join("certs").display()))
                .arg(format!("--secure-port={port}"))
                .arg(format!("--token-auth-file={}", tokens.display()))
                .arg(format!("--service-account-key-file={key}"))
                .arg(format!("--service-account-signing-key-file={key}"))
                .args([
                    "--service-account-issuer=https://bench",
                    "--bind-address=127.0.0.1",
                ])
                .args([
                    "--authorization-mode=AlwaysAllow",
                    "--service-cluster-ip-range=10.0.0.0/24",
                ])
                .arg("--disable-admission-plugins=ServiceAccount"),
        );
        let kubeconfig = folder.join("kubeconfig");
        let text = format!(
            "apiVersion: v1\nkind: Config\nclusters:\n- name: bench\n  cluster: {{server: \
             \"https://127.0.0.1:{port}\", insecure-skip-tls-verify: true}}\nusers:\n- name: bench\n  \
             user: {{token: {TOKEN}}}\ncontexts:\n- name: bench\n  context: {{cluster: bench, \
             user: bench}}\ncurrent-context: bench\n"
        );
        fs::write(&kubeconfig, text).expect("the folder is writable");
        let server = Self {
            children: vec![apiserver, etcd],
            kubeconfig,
        };
        let start = Instant::now();
        while !server.is_ready(&programs.kubectl) {
            assert!(start.elapsed() < PATIENCE, "the API server does not answer");
            sleep(Duration::from_millis(500));
        }
        server
    }

    fn is_ready(&self, kubectl: &Path) -> bool {
        let status = Command::new(kubectl)
            .arg(format!("--kubeconfig={}", self.kubeconfig.display()))
            .args(["get", "--raw", "/readyz"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        status.is_ok_and(|it| it.success())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        for child in &mut self.children {
            // One that has ended already is as good.
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("there is a free port");
    listener.local_addr().expect("it has an address").port()
}
