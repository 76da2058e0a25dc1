//! `meshwright ca rotate FILE`: the steps that replace certificates while the mesh works.

use std::path::Path;

use clap::{Args, ValueEnum};
use meshwright_core::diag::render::json::pretty;
use meshwright_core::diag::text;
use meshwright_core::model::{Cluster, ClusterName};
use meshwright_core::pki::rotate::{Action, Rotation, RotationCluster, Stage, files_at, stages};
use meshwright_core::pki::{Bundle, Cacerts, PkiError, Root, Zeroizing, sealed};
use meshwright_core::render::shell::commands::kubectl;
use meshwright_core::render::shell::quote::{flag, quote};
use meshwright_core::trust::reload;
use meshwright_core::wire::v1::RotationRecord;

use super::judge::judge;
use super::store::{ROOT_CERT, ROOT_KEY, ROTATION, StoreArgument, Wanted, failed, read, wanted};
use crate::exit::Exit;
use crate::input::FileArgument;
use crate::output::private_folder;
use crate::passphrase::{PassphraseArgument, Purpose};
use crate::ui::Ui;

/// Arguments of `ca rotate`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    #[command(flatten)]
    file: FileArgument,
    #[command(flatten)]
    store: StoreArgument,
    #[command(flatten)]
    passphrase: PassphraseArgument,
    /// What is replaced.
    #[arg(long, value_enum, default_value_t, value_name = "WHAT")]
    what: What,
    /// Make the new root, its passphrase being asked for, and the files of every stage.
    #[arg(long)]
    write: bool,
    /// The stages, for programs.
    #[arg(long)]
    json: bool,
}

/// What is replaced.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum What {
    /// The clusters' certificates, under the same root.
    #[default]
    Intermediates,
    /// The root, and with it the clusters' certificates.
    Root,
}

const EXAMPLES: &str = "\
Examples:
  meshwright ca rotate mesh.yaml
  meshwright ca rotate --what root --write mesh.yaml

Nothing is changed in any cluster: the steps are printed, in the order in which no request fails.";

/// Prints the stages, and makes their files where that is asked for.
pub(crate) fn run(arguments: &Arguments, ui: &mut Ui) -> Result<Exit, Exit> {
    let wanted = wanted(&arguments.file.file, &arguments.store, ui)?;
    let clusters = clusters(&wanted);
    let rotated: Vec<RotationCluster> = clusters
        .iter()
        .map(|cluster| RotationCluster {
            name: cluster.name.to_string(),
            reload: reload(&cluster.istio.version),
        })
        .collect();
    let rotation = match arguments.what {
        What::Intermediates => Rotation::Intermediates,
        What::Root => Rotation::Root,
    };
    let stages = stages(rotation, &rotated);
    if arguments.write {
        match rotation {
            Rotation::Intermediates => return Err(ui.error(&text!("cli-ca-rotate-issue"))),
            Rotation::Root => write(&wanted, &stages, &arguments.passphrase, ui)?,
        }
    }
    if arguments.json {
        let record = RotationRecord::new(&stages, ui.words());
        ui.print(pretty(&record));
        return Ok(Exit::Clean);
    }
    let file = quote(&arguments.file.file.display().to_string());
    let store = arguments.store.in_command();
    let line = match rotation {
        Rotation::Intermediates => Some(format!(
            "meshwright ca issue --replace --secret {store}{file}"
        )),
        // The stages are made of files that are not there yet.
        Rotation::Root if !wanted.folder.join(ROTATION).exists() => Some(format!(
            "meshwright ca rotate --what root --write {store}{file}"
        )),
        Rotation::Root => None,
    };
    if let Some(line) = line {
        let first = ui.say(&text!("ca-rotate-first"));
        ui.print_line(format_args!("{first}\n  {line}\n"));
    }
    for stage in &stages {
        let folder = match rotation {
            Rotation::Intermediates => wanted.folder.clone(),
            Rotation::Root => wanted.folder.join(ROTATION).join(stage.id),
        };
        print(stage, &wanted, &clusters, &folder, ui);
    }
    if rotation == Rotation::Root {
        let last = ui.say(&text!(
            "ca-rotate-last",
            folder = wanted.folder.join(ROTATION).display().to_string(),
            certificates = wanted.folder.display().to_string()
        ));
        ui.print_line(last);
    }
    Ok(Exit::Clean)
}

/// The clusters whose istiod signs.
fn clusters(wanted: &Wanted) -> Vec<&Cluster> {
    let mesh = wanted.loaded.compiled.mesh.iter();
    let all = mesh.flat_map(|mesh| &mesh.clusters);
    all.filter(|cluster| wanted.certificates.clusters.contains(&cluster.name))
        .collect()
}

fn print(stage: &Stage, wanted: &Wanted, clusters: &[&Cluster], folder: &Path, ui: &mut Ui) {
    let (title, why, done) = (
        ui.say(&stage.title),
        ui.say(&stage.why),
        ui.say(&text!(
            "ca-rotate-done",
            condition = stage.done_when.clone()
        )),
    );
    ui.print_line(format_args!("{}: {title}\n{why}", stage.id));
    for wave in &stage.waves {
        let heading = ui.say(&text!("ca-rotate-wave", clusters = wave.clone()));
        ui.print_line(format_args!("\n  {heading}"));
        for cluster in clusters
            .iter()
            .filter(|one| wave.iter().any(|name| one.name.as_str() == name))
        {
            for action in &stage.actions {
                let namespace = wanted.namespace(cluster.name.as_str());
                let line = command(*action, cluster, namespace, folder, ui);
                ui.print_line(format_args!("    {line}"));
            }
        }
    }
    ui.print_line(format_args!("\n{done}\n"));
}

/// The command, or, where no command does it, what to do, as a comment.
fn command(action: Action, cluster: &Cluster, namespace: &str, folder: &Path, ui: &Ui) -> String {
    let kubectl = format!("{} {}", kubectl(cluster), flag("namespace", namespace));
    match action {
        Action::AllowSeveralRoots => {
            let cluster = cluster.name.as_str();
            format!("# {}", ui.say(&text!("ca-rotate-allow", cluster = cluster)))
        }
        Action::ApplySecret => {
            let file = folder.join(cluster.name.as_str()).join("cacerts.yaml");
            let file = quote(&file.display().to_string());
            format!("{kubectl} apply --server-side --field-manager=meshwright --filename={file}")
        }
        Action::RestartIstiod => {
            let revision = cluster.istio.revision.as_ref();
            let name = revision.map_or_else(
                || "istiod".to_owned(),
                |revision| format!("istiod-{revision}"),
            );
            format!("{kubectl} rollout restart deployment/{name}")
        }
        Action::RestartWorkloads => {
            let cluster = cluster.name.as_str();
            format!(
                "# {}",
                ui.say(&text!("ca-rotate-restart", cluster = cluster))
            )
        }
        Action::CompareRoots => format!(
            "{kubectl} get configmap istio-ca-root-cert \
             --output='jsonpath={{.data.root-cert\\.pem}}'"
        ),
    }
}

/// Makes the new root and every file of every stage.
///
/// Nothing is written before all of it is made and has been looked at as a whole mesh: a rotation
/// that begins with what is broken already cannot keep anything working.
fn write(
    wanted: &Wanted,
    stages: &[Stage],
    passphrase: &PassphraseArgument,
    ui: &mut Ui,
) -> Result<(), Exit> {
    let base = wanted.folder.join(ROTATION);
    if base.symlink_metadata().is_ok() {
        let path = base.display().to_string();
        return Err(ui.error(&text!("cli-kept", path = path)));
    }
    let names: Vec<&str> = wanted
        .certificates
        .clusters
        .iter()
        .map(ClusterName::as_str)
        .collect();
    let mut old = Vec::new();
    for name in &names {
        old.push(existing(name, &wanted.folder.join(name), ui)?);
    }
    judge_all(wanted, &names, old.iter(), ui)?;
    let passphrase = passphrase.passphrase(Purpose::Choose, ui)?;
    let (seed, now) = (crate::entropy::seed(ui)?, crate::today::now());
    let algorithm = wanted.certificates.algorithm;
    let made = Root::new(&wanted.mesh, algorithm, &seed, now).and_then(|root| {
        let key = sealed::seal(root.key(), &passphrase, &seed)?;
        let new: Result<Vec<Cacerts>, PkiError> = names
            .iter()
            .map(|name| root.issue(&wanted.mesh, name, algorithm, &seed, now))
            .collect();
        Ok((root, key, new?))
    });
    let (root, key, new) = made.map_err(|error| ui.error(&error.text()))?;
    let mut files = Vec::new();
    for stage in stages {
        let at = old.iter().zip(&new);
        let made: Vec<Cacerts> = at
            .filter_map(|(old, new)| files_at(stage.id, old, new))
            .collect();
        judge_all(wanted, &names, made.iter(), ui)?;
        files.push((stage.id, made));
    }
    let root_files = [
        (ROOT_CERT, root.certificate_pem().as_bytes()),
        (ROOT_KEY, key.as_bytes()),
    ];
    private_folder(&base, super::store::ROOT, &root_files).map_err(|error| failed(&error, ui))?;
    for (stage, made) in &files {
        for (name, made) in names.iter().zip(made) {
            let manifest = made.secret(wanted.namespace(name));
            let mut files: Vec<(&str, &[u8])> = Vec::new();
            for (file, text) in made.files() {
                files.push((file, text.as_bytes()));
            }
            files.push(("cacerts.yaml", manifest.as_bytes()));
            private_folder(&base.join(stage), name, &files).map_err(|error| failed(&error, ui))?;
        }
    }
    let path = base.display().to_string();
    ui.note(&text!("cli-ca-rotation-written", path = path));
    Ok(())
}

/// Looks at what all clusters would have at the same time.
fn judge_all<'a>(
    wanted: &Wanted,
    names: &[&str],
    files: impl Iterator<Item = &'a Cacerts>,
    ui: &mut Ui,
) -> Result<(), Exit> {
    let bundles: Vec<Bundle> = names
        .iter()
        .zip(files)
        .map(|(name, made)| Bundle::of(name, made, wanted.istiod(name)))
        .collect();
    judge(&bundles, &wanted.mesh, ui)
}

/// The four files of a cluster that are there.
fn existing(cluster: &str, folder: &Path, ui: &mut Ui) -> Result<Cacerts, Exit> {
    if !Cacerts::FILES
        .iter()
        .all(|file| folder.join(file).is_file())
    {
        let path = folder.display().to_string();
        return Err(ui.error(&text!(
            "cli-ca-nothing-to-rotate",
            cluster = cluster,
            path = path
        )));
    }
    let mut text = |name: &str| {
        let path = folder.join(name);
        let bytes = read(&path, ui)?;
        match str::from_utf8(&bytes) {
            Ok(text) => Ok(Zeroizing::new(text.to_owned())),
            Err(_) => Err(ui.error(&text!(
                "cli-ca-file",
                path = path.display().to_string(),
                problem = text!("pki-not-a-certificate")
            ))),
        }
    };
    let [certificate, key, chain, root] = Cacerts::FILES;
    Ok(Cacerts {
        ca_cert: text(certificate)?.to_string(),
        ca_key: text(key)?,
        cert_chain: text(chain)?.to_string(),
        root_cert: text(root)?.to_string(),
    })
}
