//! The programs that a rehearsal needs: where they are, which versions, and which are missing.

pub mod setup;

use std::ffi::{OsStr, OsString};
use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use meshwright_core::diag::{Text, text};

/// A program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tool {
    /// The API server.
    KubeApiserver,
    /// Its controllers.
    KubeControllerManager,
    /// Its scheduler.
    KubeScheduler,
    /// Its command line.
    Kubectl,
    /// Its store.
    Etcd,
    /// Simulated nodes.
    Kwok,
    /// Starts all of these.
    Kwokctl,
    /// Istio's command line.
    Istioctl,
    /// istiod.
    PilotDiscovery,
    /// Helm.
    Helm,
    /// Makes certificates.
    Openssl,
    /// Gives the world's network its addresses.
    Ip,
    /// Makes namespaces.
    Unshare,
    /// Brings up a proxy, for traffic.
    PilotAgent,
    /// The proxy, for traffic.
    Envoy,
    /// Redirects to the proxy, for traffic.
    Iptables,
}

/// What brings a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// `meshwright rehearse --setup` builds it.
    Built(setup::Group),
    /// A package of the system.
    System(&'static str),
}

impl Tool {
    /// Every program, in the order in which missing ones are told.
    pub const ALL: [Self; 16] = [
        Self::KubeApiserver,
        Self::KubeControllerManager,
        Self::KubeScheduler,
        Self::Kubectl,
        Self::Etcd,
        Self::Kwok,
        Self::Kwokctl,
        Self::Istioctl,
        Self::PilotDiscovery,
        Self::Helm,
        Self::Openssl,
        Self::Ip,
        Self::Unshare,
        Self::PilotAgent,
        Self::Envoy,
        Self::Iptables,
    ];

    /// What the file is called.
    pub const fn program(self) -> &'static str {
        match self {
            Self::KubeApiserver => "kube-apiserver",
            Self::KubeControllerManager => "kube-controller-manager",
            Self::KubeScheduler => "kube-scheduler",
            Self::Kubectl => "kubectl",
            Self::Etcd => "etcd",
            Self::Kwok => "kwok",
            Self::Kwokctl => "kwokctl",
            Self::Istioctl => "istioctl",
            Self::PilotDiscovery => "pilot-discovery",
            Self::Helm => "helm",
            Self::Openssl => "openssl",
            Self::Ip => "ip",
            Self::Unshare => "unshare",
            Self::PilotAgent => "pilot-agent",
            Self::Envoy => "envoy",
            Self::Iptables => "iptables",
        }
    }

    /// What brings it.
    pub const fn origin(self) -> Origin {
        match self {
            Self::KubeApiserver
            | Self::KubeControllerManager
            | Self::KubeScheduler
            | Self::Kubectl => Origin::Built(setup::Group::Kubernetes),
            Self::Etcd | Self::Kwok | Self::Kwokctl => Origin::Built(setup::Group::Kwok),
            Self::Istioctl | Self::PilotDiscovery => Origin::Built(setup::Group::Istio),
            Self::Helm => Origin::Built(setup::Group::Helm),
            Self::Openssl => Origin::System("openssl"),
            Self::Ip => Origin::System("iproute2"),
            Self::Unshare => Origin::System("util-linux"),
            Self::PilotAgent => Origin::Built(setup::Group::Proxy),
            Self::Envoy => Origin::Built(setup::Group::Envoy),
            Self::Iptables => Origin::System("iptables"),
        }
    }

    /// Whether only requests between real proxies need it.
    pub const fn is_for_traffic(self) -> bool {
        matches!(self, Self::PilotAgent | Self::Envoy | Self::Iptables)
    }
}

/// Where programs are looked for.
#[derive(Clone, Debug, Default)]
pub struct Places {
    /// `--tools`.
    pub given: Option<PathBuf>,
    /// Where `--setup` puts what it builds.
    pub cache: Option<PathBuf>,
}

/// The programs of one rehearsal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tools {
    found: Vec<(Tool, PathBuf)>,
    /// The folder of Istio's charts, where there is one.
    charts: Option<PathBuf>,
}

/// The versions of what is rehearsed with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Versions {
    /// Kubernetes, such as `1.32.2`.
    pub kubernetes: String,
    /// Istio, such as `1.26.0`.
    pub istio: String,
}

impl Places {
    /// The folders, in the order in which they are searched: the one that was given, then
    /// `KUBEBUILDER_ASSETS`, then what was built for this, whose versions fit together, then PATH.
    pub fn folders(&self) -> Vec<PathBuf> {
        let mut folders: Vec<PathBuf> = self.given.iter().cloned().collect();
        folders.extend(variable("KUBEBUILDER_ASSETS").map(PathBuf::from));
        if let Some(cache) = &self.cache {
            folders.extend(setup::Group::ALL.map(|group| group.folder(cache)));
        }
        if let Some(path) = variable("PATH") {
            folders.extend(std::env::split_paths(&path));
        }
        // What only an administrator calls is not on every user's PATH.
        folders.extend(["/usr/sbin", "/sbin"].map(PathBuf::from));
        folders
    }
}

/// A variable of the environment that is set and not empty.
pub(crate) fn variable(name: &str) -> Option<OsString> {
    std::env::var_os(name).filter(|value| !value.is_empty())
}

/// The folder for what outlives a rehearsal: `$MESHWRIGHT_CACHE`, or the user's cache folder.
pub fn cache() -> Option<PathBuf> {
    let below = |name, path: &str| variable(name).map(|it| Path::new(&it).join(path));
    variable("MESHWRIGHT_CACHE")
        .map(PathBuf::from)
        .or_else(|| below("XDG_CACHE_HOME", "meshwright"))
        .or_else(|| below("HOME", ".cache/meshwright"))
}

impl Tools {
    /// Finds the programs; `wanted` says which.
    ///
    /// # Errors
    ///
    /// Those that are missing.
    pub fn find(places: &Places, wanted: impl Fn(Tool) -> bool) -> Result<Self, Vec<Tool>> {
        let folders = places.folders();
        let mut found = Vec::new();
        let mut missing = Vec::new();
        for tool in Tool::ALL.into_iter().filter(|tool| wanted(*tool)) {
            let file = folders
                .iter()
                .map(|folder| folder.join(tool.program()))
                .find(|file| file.metadata().is_ok_and(|it| is_program(&it)));
            match file {
                Some(file) => found.push((tool, file)),
                None => missing.push(tool),
            }
        }
        if !missing.is_empty() {
            return Err(missing);
        }
        let charts = folders
            .iter()
            .flat_map(|folder| [folder.join("charts"), folder.join("../charts")])
            .find(|folder| folder.join("index.yaml").is_file());
        Ok(Self { found, charts })
    }

    /// Where a program is; its bare name where it was not looked for.
    pub fn path(&self, tool: Tool) -> PathBuf {
        let found = self.found.iter().find(|(it, _)| *it == tool);
        found.map_or_else(|| tool.program().into(), |(_, file)| file.clone())
    }

    /// The folder of Istio's charts, with its `index.yaml`.
    pub fn charts(&self) -> Option<&Path> {
        self.charts.as_deref()
    }

    /// Starts a program; nothing is read from the terminal.
    pub fn command(&self, tool: Tool) -> Command {
        let mut command = Command::new(self.path(tool));
        command.stdin(Stdio::null());
        command
    }

    /// A value for PATH in which these programs come first.
    pub fn search_path(&self, first: &Path) -> OsString {
        let mut folders = vec![first.to_owned()];
        for (_, file) in &self.found {
            if let Some(folder) = file.parent()
                && !folders.iter().any(|it| it == folder)
            {
                folders.push(folder.to_owned());
            }
        }
        if let Some(path) = variable("PATH") {
            folders.extend(std::env::split_paths(&path));
        }
        std::env::join_paths(folders).unwrap_or_else(|_| OsStr::new("/usr/bin:/bin").to_owned())
    }

    /// Asks the programs for their versions.
    ///
    /// # Errors
    ///
    /// A program does not say it, or istiod is not of istioctl's version.
    pub fn versions(&self) -> Result<Versions, Text> {
        let kubernetes = self.version(Tool::KubeApiserver, &["--version"])?;
        let istio = self.version(Tool::Istioctl, &["version", "--remote=false"])?;
        let istiod = self.version(Tool::PilotDiscovery, &["version", "--short"])?;
        if istio != istiod {
            return Err(text!(
                "rehearse-two-istios",
                istioctl = istio,
                istiod = istiod
            ));
        }
        Ok(Versions { kubernetes, istio })
    }

    fn version(&self, tool: Tool, arguments: &[&str]) -> Result<String, Text> {
        let output = self.command(tool).args(arguments).output();
        let said = output
            .map(|it| String::from_utf8_lossy(&it.stdout).into_owned())
            .unwrap_or_default();
        version_in(&said).ok_or_else(|| {
            text!(
                "rehearse-no-version",
                tool = tool.program(),
                said = said.trim()
            )
        })
    }
}

/// The sentence for programs that are missing.
pub fn missing_text(missing: &[Tool]) -> Text {
    let names = |wanted: fn(Origin) -> bool| -> Vec<String> {
        missing
            .iter()
            .filter(|tool| wanted(tool.origin()))
            .map(|tool| tool.program().to_owned())
            .collect()
    };
    let built = names(|origin| matches!(origin, Origin::Built(_)));
    let mut packages: Vec<String> = missing
        .iter()
        .filter_map(|tool| match tool.origin() {
            Origin::System(package) => Some(package.to_owned()),
            Origin::Built(_) => None,
        })
        .collect();
    packages.dedup();
    match (built.is_empty(), packages.is_empty()) {
        (true, _) => text!("rehearse-missing-packages", packages = packages),
        (false, true) => text!("rehearse-missing", tools = built),
        (false, false) => {
            text!("rehearse-missing-both", tools = built, packages = packages)
        }
    }
}

/// The first thing in `said` that looks like a version: `1.32.2`.
fn version_in(said: &str) -> Option<String> {
    let is_part = |c: char| c.is_ascii_digit() || c == '.';
    said.split(|c| !is_part(c))
        .map(|word| word.trim_matches('.'))
        .find(|word| word.split('.').count() == 3)
        .map(str::to_owned)
}

#[cfg(unix)]
fn is_program(data: &Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt;
    data.is_file() && data.permissions().mode() & 0o111 != 0
}

#[cfg(not(unix))]
fn is_program(data: &Metadata) -> bool {
    data.is_file()
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::OpenOptionsExt;

    use meshwright_core::diag::{Language, Words};

    use super::{Places, Tool, Tools, missing_text, version_in};

    #[test]
    fn versions_are_found_in_what_programs_say() {
        for (said, version) in [
            ("Kubernetes v1.32.2", Some("1.32.2")),
            ("client version: 1.26.0\n", Some("1.26.0")),
            ("1.26.0-dirty", Some("1.26.0")),
            ("unknown", None),
        ] {
            assert_eq!(version_in(said).as_deref(), version, "{said}");
        }
    }

    #[test]
    fn a_folder_that_is_given_comes_first_and_what_is_no_program_does_not_count() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut file = std::fs::OpenOptions::new();
        file.write(true).create(true);
        let open = file.mode(0o755).open(folder.path().join("kwok"));
        open.expect("the folder is ours");
        std::fs::write(folder.path().join("kwokctl"), "").expect("the folder is ours");
        let places = Places {
            given: Some(folder.path().to_owned()),
            cache: None,
        };
        let tools = Tools::find(&places, |tool| tool == Tool::Kwok).expect("it is there");
        assert_eq!(tools.path(Tool::Kwok), folder.path().join("kwok"));
        if let Ok(tools) = Tools::find(&places, |tool| tool == Tool::Kwokctl) {
            assert_ne!(tools.path(Tool::Kwokctl), folder.path().join("kwokctl"));
        }
    }

    #[test]
    fn what_is_missing_is_told_with_how_to_get_it() {
        let sources = [meshwright_core::sources(), &[crate::WORDS]].concat();
        let words = Words::new(Language::En, &sources);
        let told = words.say(&missing_text(&[Tool::Etcd, Tool::Istioctl, Tool::Ip]));
        for part in ["`etcd` and `istioctl`", "--setup", "`iproute2`"] {
            assert!(told.contains(part), "{part}: {told}");
        }
        let told = words.say(&missing_text(&[Tool::Openssl]));
        assert!(!told.contains("--setup"), "{told}");
    }
}
