//! Everything that a command on clusters needs: the plan, its folder, the tools.

use std::collections::BTreeMap;
use std::env;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use meshwright_apply::lock::{Lock, LockError};
use meshwright_apply::ops::{Settings, lacks_certificates};
use meshwright_apply::tools::process::Processes;
use meshwright_apply::tools::{Given, Program};
use meshwright_apply::{Folder, Interrupt, Journal, Ready, SystemClock, ToolExecutor};
use meshwright_core::catalog;
use meshwright_core::diag::text;
use meshwright_core::model::Mesh;

use super::{MeshArguments, plan_file};
use crate::commands::ca::store::wanted_by;
use crate::commands::ca::with_certs::make_missing;
use crate::exit::Exit;
use crate::load::Loaded;
use crate::passphrase::PassphraseArgument;
use crate::ui::{Ui, cause};

/// How long programs of a run that was killed are waited for: they have a limit of ten minutes
/// themselves, and a namespace may need most of that to go.
const PATIENCE: Duration = Duration::from_mins(11);

/// The plan and what surrounds it.
pub(crate) struct Scene<'a> {
    pub(crate) ready: &'a Ready<'a>,
    pub(crate) folder: Folder,
    pub(crate) clock: SystemClock,
    pub(crate) interrupt: Interrupt,
    settings: Settings,
    processes: Processes,
}

/// Reads what a command works on.
pub(crate) fn read(arguments: &MeshArguments, ui: &mut Ui) -> Result<Loaded, Exit> {
    plan_file::read(&arguments.file, ui)
}

/// Makes the certificates that the plan asks for and that are not on this machine.
pub(crate) fn certify(
    loaded: Loaded,
    arguments: &MeshArguments,
    passphrase: &PassphraseArgument,
    ui: &mut Ui,
) -> Result<Loaded, Exit> {
    let Some(plan) = &loaded.compiled.plan else {
        return Ok(loaded);
    };
    let folder = arguments.store.folder(plan.mesh.as_str(), ui)?;
    if !lacks_certificates(plan, &folder) {
        return Ok(loaded);
    }
    let wanted = wanted_by(loaded, &arguments.store, ui)?;
    make_missing(wanted, passphrase, ui)
}

/// The plan of what was read.
pub(crate) fn ready<'a>(loaded: &'a Loaded, ui: &mut Ui) -> Result<Ready<'a>, Exit> {
    Ready::new(&loaded.compiled, ui.words()).ok_or(Exit::Findings)
}

/// The folder of the mesh.
pub(crate) fn folder(arguments: &MeshArguments, mesh: &Mesh, ui: &mut Ui) -> Result<Folder, Exit> {
    let path = match (&arguments.state, set("MESHWRIGHT_STATE"), set("HOME")) {
        (Some(path), _, _) => path.clone(),
        (None, Some(path), _) => path,
        (None, None, Some(home)) => home.join(".meshwright").join(mesh.name.as_str()),
        (None, None, None) => return Err(ui.error(&text!("carry-no-home"))),
    };
    Folder::open(&path).map_err(|error| {
        let path = path.display().to_string();
        ui.error(&text!(
            "cli-cannot-write",
            path = path,
            cause = cause(&error)
        ))
    })
}

impl<'a> Scene<'a> {
    /// Sets the scene; nothing is looked at and nothing is changed but the mesh's folder.
    pub(crate) fn set(
        arguments: &MeshArguments,
        ready: &'a Ready<'a>,
        ui: &mut Ui,
    ) -> Result<Self, Exit> {
        let folder = folder(arguments, ready.mesh, ui)?;
        let certificates = arguments.store.folder(ready.mesh.name.as_str(), ui)?;
        let plan = match folder.write_plan(ready) {
            Ok(plan) => plan,
            Err(error) => {
                let path = folder.path().display().to_string();
                return Err(ui.error(&text!(
                    "cli-cannot-write",
                    path = path,
                    cause = cause(&error)
                )));
            }
        };
        let interrupt = Interrupt::default();
        let programs = programs(ready.mesh);
        let archives = programs
            .iter()
            .filter_map(|(program, path)| match program {
                Program::Istioctl(minor) => Some((minor.clone(), samples_beside(path)?)),
                _ => None,
            })
            .collect();
        Ok(Self {
            ready,
            folder,
            clock: SystemClock::new(),
            processes: Processes::new(
                Given {
                    folder: plan,
                    interrupt: interrupt.clone(),
                },
                programs,
            ),
            interrupt,
            settings: Settings {
                folder: env::current_dir().unwrap_or_default(),
                certificates: std::path::absolute(&certificates).unwrap_or(certificates),
                samples: set("ISTIO_DIR").map(|folder| folder.join("samples")),
                archives,
                gateway_api: env::var("MESHWRIGHT_GATEWAY_API").ok(),
                charts: charts(),
            },
        })
    }

    /// The executor for the clusters.
    pub(crate) fn executor(&self) -> ToolExecutor<'_> {
        ToolExecutor {
            tools: &self.processes,
            mesh: self.ready.mesh,
            settings: self.settings.clone(),
        }
    }

    /// Takes the lock; waits for what a run that was killed has left running.
    pub(crate) fn lock(&self, ui: &mut Ui) -> Result<Lock, Exit> {
        let begun = Instant::now();
        let mut is_told = false;
        loop {
            match self.folder.lock() {
                Ok(lock) => return Ok(lock),
                Err(LockError::System(error)) => {
                    let path = self.folder.path().display().to_string();
                    let cause = cause(&error);
                    return Err(ui.error(&text!("cli-cannot-write", path = path, cause = cause)));
                }
                Err(LockError::Held { process }) => {
                    let is_alive = process.is_none_or(is_alive);
                    let mesh = self.ready.mesh.name.as_str();
                    let process = process.map_or_else(String::new, |it| it.to_string());
                    if is_alive || begun.elapsed() > PATIENCE {
                        return Err(ui.error(&text!(
                            "carry-locked",
                            mesh = mesh,
                            process = process
                        )));
                    }
                    if !is_told {
                        ui.note(&text!("carry-left-running", process = process));
                        is_told = true;
                    }
                    std::thread::sleep(Duration::from_millis(200));
                }
            }
        }
    }

    /// Opens the journal.
    pub(crate) fn journal(&self, ui: &mut Ui) -> Result<Journal, Exit> {
        self.folder.journal().map_err(|error| {
            let path = self.folder.journal_path().display().to_string();
            let problem = error.text();
            ui.error(&text!("carry-journal", path = path, problem = problem))
        })
    }
}

/// Whether a process runs; where nobody can tell, it does.
fn is_alive(process: u32) -> bool {
    let processes = Path::new("/proc");
    !processes.join("self").exists() || processes.join(process.to_string()).exists()
}

fn set(name: &str) -> Option<PathBuf> {
    let value = env::var_os(name).filter(|value| !value.is_empty());
    value.map(PathBuf::from)
}

/// The programs, as the scripts of the bundle find them: with several releases in the mesh, each
/// istioctl is named by a variable.
fn programs(mesh: &Mesh) -> BTreeMap<Program, PathBuf> {
    let mut minors: Vec<&'static str> = mesh
        .clusters
        .iter()
        .map(|cluster| catalog::resolve(&cluster.istio.version).release.minor())
        .collect();
    minors.sort_unstable();
    minors.dedup();
    let several = minors.len() > 1;
    let mut programs = BTreeMap::new();
    for minor in minors {
        let variable = format!("ISTIOCTL_{}", minor.replace('.', "_"));
        let named = if several { set(&variable) } else { None };
        let path = named.or_else(|| on_path("istioctl"));
        if let Some(path) = path {
            let path = std::path::absolute(&path).unwrap_or(path);
            programs.insert(Program::Istioctl(minor.to_owned()), path);
        }
    }
    for program in [Program::Kubectl, Program::Helm] {
        if let Some(path) = on_path(program.name()) {
            programs.insert(program, path);
        }
    }
    programs
}

/// Finds a program on PATH; a folder that is not absolute is none of ours to search.
fn on_path(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path)
        .filter(|folder| folder.is_absolute())
        .map(|folder| folder.join(format!("{name}{}", env::consts::EXE_SUFFIX)))
        .find(|file| file.is_file())
}

/// The samples of the release archive that an istioctl comes from.
fn samples_beside(istioctl: &Path) -> Option<PathBuf> {
    let samples = istioctl.parent()?.parent()?.join("samples");
    samples.is_dir().then_some(samples)
}

/// Mirrors of chart repositories.
fn charts() -> BTreeMap<String, String> {
    [("istio", "ISTIO_CHARTS"), ("sail-operator", "SAIL_CHARTS")]
        .into_iter()
        .filter_map(|(name, variable)| {
            let address = env::var(variable).ok().filter(|it| !it.is_empty())?;
            Some((name.to_owned(), address))
        })
        .collect()
}
