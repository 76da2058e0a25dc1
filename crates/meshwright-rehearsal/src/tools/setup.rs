//! Building the programs that a rehearsal needs, with Go, from pinned modules.
//!
//! Each group is a Go module of its own, because their Kubernetes libraries differ. What is built
//! goes into the cache folder under a name made from `go.sum`, so a machine builds it once, and
//! another pin is another folder. About twelve minutes on two cores for all groups. Envoy alone
//! is not built: it comes out of a pinned package.
//!
//! Not here: anything outside of the cache folder.

mod commands;
mod envoy;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use meshwright_core::diag::{Text, text};
use meshwright_core::render::digest::sha256;

use super::Tool;
use commands::{go, run, watch};

/// Programs that are built together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// The API server and what belongs to it.
    Kubernetes,
    /// Simulated nodes, and etcd.
    Kwok,
    /// Helm.
    Helm,
    /// istioctl, istiod and Istio's charts, which Helm packs.
    Istio,
    /// pilot-agent, and the template of Envoy's bootstrap.
    Proxy,
    /// Envoy.
    Envoy,
}

/// How a group is built; one that is not has neither module nor packages.
#[derive(Clone, Copy, Debug)]
struct Recipe {
    module: &'static str,
    sums: &'static str,
    /// The packages and the programs they make.
    programs: &'static [(&'static str, Tool)],
    /// `-X` of the linker: the version that programs say they are.
    sets: &'static [(&'static str, &'static str)],
}

/// Without these, the servers call themselves v0.0.0, which kubectl refuses to read.
const KUBERNETES_SETS: &[(&str, &str)] = &[
    ("k8s.io/component-base/version.gitVersion", KUBERNETES_TAG),
    ("k8s.io/component-base/version.gitMajor", "1"),
    ("k8s.io/component-base/version.gitMinor", "32"),
    ("k8s.io/component-base/version.gitTreeState", "clean"),
    ("k8s.io/component-base/version.gitCommit", NO_COMMIT),
    ("k8s.io/component-base/version.buildDate", A_DAY),
    ("k8s.io/client-go/pkg/version.gitVersion", KUBERNETES_TAG),
    ("k8s.io/client-go/pkg/version.gitMajor", "1"),
    ("k8s.io/client-go/pkg/version.gitMinor", "32"),
    ("k8s.io/client-go/pkg/version.gitTreeState", "clean"),
    ("k8s.io/client-go/pkg/version.gitCommit", NO_COMMIT),
    ("k8s.io/client-go/pkg/version.buildDate", A_DAY),
];
const KUBERNETES_TAG: &str = "v1.32.2";
const NO_COMMIT: &str = "0000000000000000000000000000000000000000";
const A_DAY: &str = "2025-02-12T00:00:00Z";
const KWOK_TAG: &str = "v0.8.0";
const HELM_TAG: &str = "v3.18.6";

/// The release of Istio that is built; the module names its commit.
pub const ISTIO: &str = "1.26.0";

const ISTIO_SETS: &[(&str, &str)] = &[
    ("istio.io/istio/pkg/version.buildVersion", ISTIO),
    ("istio.io/istio/pkg/version.buildStatus", "Clean"),
];

const ISTIO_MODULE: &str = "istio.io/istio";

/// The template of Envoy's bootstrap, as Istio's source and its images call it.
pub const TEMPLATE: &str = "envoy_bootstrap.json";

/// Where the charts are in Istio's source.
const CHARTS: &[&str] = &[
    "base",
    "istio-control/istio-discovery",
    "gateway",
    "istio-cni",
    "ztunnel",
];

impl Group {
    /// Every group, in the order in which they are built.
    pub const ALL: [Self; 6] = [
        Self::Kubernetes,
        Self::Kwok,
        Self::Helm,
        Self::Istio,
        Self::Proxy,
        Self::Envoy,
    ];

    /// What its folder is called.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Kubernetes => "kubernetes",
            Self::Kwok => "kwok",
            Self::Helm => "helm",
            Self::Istio => "istio",
            Self::Proxy => "proxy",
            Self::Envoy => "envoy",
        }
    }

    /// Where its programs are, built or not.
    pub fn folder(self, cache: &Path) -> PathBuf {
        let recipe = self.recipe();
        let digest = sha256(format!("{}{}", recipe.module, recipe.sums).as_bytes());
        let name = format!("{}-{}", self.name(), digest.get(..12).unwrap_or(&digest));
        cache.join("rehearsal").join(name).join("bin")
    }

    /// The programs it brings.
    pub fn tools(self) -> impl Iterator<Item = Tool> {
        self.recipe().programs.iter().map(|(_, tool)| *tool)
    }

    const fn recipe(self) -> Recipe {
        match self {
            Self::Kubernetes => Recipe {
                module: include_str!("../../tools/kubernetes/go.mod"),
                sums: include_str!("../../tools/kubernetes/go.sum"),
                programs: &[
                    ("k8s.io/kubernetes/cmd/kube-apiserver", Tool::KubeApiserver),
                    (
                        "k8s.io/kubernetes/cmd/kube-controller-manager",
                        Tool::KubeControllerManager,
                    ),
                    ("k8s.io/kubernetes/cmd/kube-scheduler", Tool::KubeScheduler),
                    ("k8s.io/kubernetes/cmd/kubectl", Tool::Kubectl),
                ],
                sets: KUBERNETES_SETS,
            },
            Self::Kwok => Recipe {
                module: include_str!("../../tools/kwok/go.mod"),
                sums: include_str!("../../tools/kwok/go.sum"),
                programs: &[
                    ("sigs.k8s.io/kwok/cmd/kwok", Tool::Kwok),
                    ("sigs.k8s.io/kwok/cmd/kwokctl", Tool::Kwokctl),
                    ("go.etcd.io/etcd/server/v3", Tool::Etcd),
                ],
                sets: &[("sigs.k8s.io/kwok/pkg/consts.Version", KWOK_TAG)],
            },
            Self::Helm => Recipe {
                module: include_str!("../../tools/helm/go.mod"),
                sums: include_str!("../../tools/helm/go.sum"),
                programs: &[("helm.sh/helm/v3/cmd/helm", Tool::Helm)],
                sets: &[("helm.sh/helm/v3/internal/version.version", HELM_TAG)],
            },
            Self::Istio => Recipe {
                module: include_str!("../../tools/istio/go.mod"),
                sums: include_str!("../../tools/istio/go.sum"),
                programs: &[
                    ("istio.io/istio/istioctl/cmd/istioctl", Tool::Istioctl),
                    (
                        "istio.io/istio/pilot/cmd/pilot-discovery",
                        Tool::PilotDiscovery,
                    ),
                ],
                sets: ISTIO_SETS,
            },
            Self::Proxy => Recipe {
                module: include_str!("../../tools/proxy/go.mod"),
                sums: include_str!("../../tools/proxy/go.sum"),
                programs: &[("istio.io/istio/pilot/cmd/pilot-agent", Tool::PilotAgent)],
                sets: ISTIO_SETS,
            },
            Self::Envoy => Recipe {
                module: "",
                sums: envoy::REQUIREMENTS,
                programs: &[("", Tool::Envoy)],
                sets: &[],
            },
        }
    }

    /// Whether everything it brings is built.
    pub fn is_built(self, cache: &Path) -> bool {
        let folder = self.folder(cache);
        let is_there = |tool: Tool| folder.join(tool.program()).is_file();
        let charts = || folder.with_file_name("charts").join("index.yaml");
        let template = || folder.join(TEMPLATE);
        self.tools().all(is_there)
            && (self != Self::Istio || charts().is_file())
            && (self != Self::Proxy || template().is_file())
    }
}

/// Why a group could not be built.
#[derive(Debug)]
pub enum SetupError {
    /// There is no Go.
    NoGo,
    /// There is no Python.
    NoPython,
    /// A file cannot be written.
    Io(PathBuf, io::Error),
    /// A command failed; the command, and what it said last.
    Failed(String, String),
}

impl SetupError {
    /// The error as a sentence.
    pub fn text(&self) -> Text {
        match self {
            Self::NoGo => text!("rehearse-no-go"),
            Self::NoPython => text!("rehearse-no-python"),
            Self::Io(path, error) => text!(
                "rehearse-io",
                path = path.display().to_string(),
                cause = error.to_string()
            ),
            Self::Failed(command, said) => {
                text!("rehearse-command-failed", command = command, said = said)
            }
        }
    }
}

/// How far building a group has got.
#[derive(Clone, Copy, Debug)]
pub struct Progress<'a> {
    /// The program that is built.
    pub program: &'a str,
    /// Its place among those of the group, from one.
    pub nth: usize,
    /// How many these are.
    pub all: usize,
    /// For how long it has been built.
    pub elapsed: Duration,
    /// What Go is at: a package, or a module that it fetches; empty at the beginning.
    pub at: &'a str,
}

/// Builds a group below `cache`, as far as it is not built; `tell` is told of each program as it
/// begins, and every quarter of a minute.
///
/// # Errors
///
/// There is no Go or no Python, a module cannot be had, or the disk is full.
pub fn build(
    group: Group,
    cache: &Path,
    tell: &mut dyn FnMut(Progress<'_>),
) -> Result<(), SetupError> {
    let bin = group.folder(cache);
    if group == Group::Envoy {
        return envoy::fetch(&bin, &mut |elapsed, at| {
            tell(Progress {
                program: Tool::Envoy.program(),
                nth: 1,
                all: 1,
                elapsed,
                at,
            });
        });
    }
    let source = bin.with_file_name("module");
    let io = |path: &Path| {
        let path = path.to_owned();
        move |error| SetupError::Io(path, error)
    };
    fs::create_dir_all(&bin).map_err(io(&bin))?;
    fs::create_dir_all(&source).map_err(io(&source))?;
    let recipe = group.recipe();
    for (name, content) in [("go.mod", recipe.module), ("go.sum", recipe.sums)] {
        let file = source.join(name);
        fs::write(&file, content).map_err(io(&file))?;
    }
    for (place, (package, tool)) in recipe.programs.iter().enumerate() {
        let file = bin.join(tool.program());
        if file.is_file() {
            continue;
        }
        let mut still = |elapsed, at: &str| {
            tell(Progress {
                program: tool.program(),
                nth: place + 1,
                all: recipe.programs.len(),
                elapsed,
                at,
            });
        };
        still(Duration::ZERO, "");
        let arguments = arguments(recipe, package, &file);
        watch(go(&source).args(arguments), &mut still)?;
    }
    if group == Group::Istio {
        charts(&source, &bin, cache)?;
    }
    if group == Group::Proxy {
        let from = istio(&source)?
            .join("tools/packaging/common")
            .join(TEMPLATE);
        let content = fs::read(&from).map_err(io(&from))?;
        let file = bin.join(TEMPLATE);
        fs::write(&file, content).map_err(io(&file))?;
    }
    Ok(())
}

/// The words after `go` that build `package` into `file`.
fn arguments(recipe: Recipe, package: &str, file: &Path) -> Vec<String> {
    let mut flags = "-s -w".to_owned();
    for (name, value) in recipe.sets {
        flags.push_str(" -X ");
        flags.push_str(name);
        flags.push('=');
        flags.push_str(value);
    }
    vec![
        "build".to_owned(),
        // Says each package as it is begun.
        "-v".to_owned(),
        "-mod=readonly".to_owned(),
        "-buildvcs=false".to_owned(),
        format!("-ldflags={flags}"),
        format!("-o={}", file.display()),
        package.to_owned(),
    ]
}

/// Where Istio's source is.
fn istio(source: &Path) -> Result<PathBuf, SetupError> {
    let list = run(go(source).args(["list", "-m", "-f", "{{.Dir}}", ISTIO_MODULE]))?;
    Ok(PathBuf::from(list.trim()))
}

/// Packs Istio's charts as its releases do, and writes their index.
fn charts(source: &Path, bin: &Path, cache: &Path) -> Result<(), SetupError> {
    let target = bin.with_file_name("charts");
    let manifests = istio(source)?.join("manifests/charts");
    let helm = Group::Helm.folder(cache).join(Tool::Helm.program());
    for chart in CHARTS {
        let mut command = Command::new(&helm);
        command
            .args(["package", "--version", ISTIO, "--app-version", ISTIO])
            .arg("--destination")
            .arg(&target)
            .arg(manifests.join(chart));
        run(&mut command)?;
    }
    run(Command::new(&helm).args(["repo", "index"]).arg(&target)).map(drop)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{Group, ISTIO, KUBERNETES_TAG, arguments};
    use crate::tools::{Origin, Tool};

    #[test]
    fn every_program_that_is_built_is_built_by_the_group_that_it_names() {
        for group in Group::ALL {
            for tool in group.tools() {
                assert_eq!(tool.origin(), Origin::Built(group), "{tool:?}");
            }
        }
        for tool in Tool::ALL {
            if let Origin::Built(group) = tool.origin() {
                assert!(group.tools().any(|it| it == tool), "{tool:?}");
            }
        }
    }

    #[test]
    fn a_module_names_each_package_as_a_tool_and_the_version_that_is_set() {
        for group in Group::ALL {
            let recipe = group.recipe();
            for (package, _) in recipe.programs {
                assert!(recipe.module.contains(package), "{package}");
            }
        }
        let kubernetes = Group::Kubernetes.recipe().module;
        assert!(kubernetes.contains(&format!("k8s.io/kubernetes {KUBERNETES_TAG}")));
        let istio = Group::Istio.recipe().module;
        assert!(istio.contains(&format!("istio.io/api => istio.io/api v{ISTIO}")));
    }

    #[test]
    fn folders_are_named_by_what_is_pinned() {
        let cache = Path::new("cache");
        let folders = Group::ALL.map(|group| group.folder(cache));
        for (index, folder) in folders.iter().enumerate() {
            assert!(!folders[..index].contains(folder));
        }
        let recipe = Group::Istio.recipe();
        let package = "istio.io/istio/istioctl/cmd/istioctl";
        let words = arguments(recipe, package, Path::new("x"));
        assert!(words.contains(&"-mod=readonly".to_owned()), "{words:?}");
        assert!(words[4].ends_with("-X istio.io/istio/pkg/version.buildStatus=Clean"));
    }
}
