//! Somebody who may do what the bundle's roles allow, and nothing else.
//!
//! The roles of `access/` are applied to each cluster as an administrator would, and a client
//! certificate of their group is signed by the cluster's own authority. Everything that the
//! kubeconfig of it is used for is judged by the RBAC of a real API server.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use base64ct::{Base64, Encoding};
use serde_json::{Value, json};

use crate::tools::Tool;
use crate::trouble::Trouble;
use crate::world::{World, WorldCluster};

/// Whom the roles of a bundle are for.
const SUBJECT: &str = "/O=meshwright-operators/CN=operator";

/// Gives the operators of every cluster their roles; the kubeconfig of one of them.
///
/// # Errors
///
/// An API server refuses the roles, or no certificate can be made.
pub fn admit(world: &World, bundle: &Path) -> Result<PathBuf, Trouble> {
    let mut users = Vec::new();
    for cluster in &world.clusters {
        let roles = bundle.join(format!("access/{}.yaml", cluster.name));
        let mut kubectl = world.command(Tool::Kubectl);
        kubectl
            .arg(format!("--kubeconfig={}", cluster.kubeconfig.display()))
            .args(["apply", "--server-side", "--filename"])
            .arg(&roles);
        finish(&mut kubectl)?;
        users.push(json!({"name": cluster.context, "user": certificate(world, cluster)?}));
    }
    let from = world.kubeconfig();
    let text = fs::read(&from).map_err(Trouble::io(&from))?;
    let mut config: Value = serde_json::from_slice(&text).unwrap_or_default();
    if let Some(fields) = config.as_object_mut() {
        fields.insert("users".to_owned(), users.into());
    }
    let path = world.folder().join("operator-kubeconfig");
    fs::write(&path, config.to_string()).map_err(Trouble::io(&path))?;
    Ok(path)
}

/// A client certificate for a cluster, as a user of a kubeconfig.
fn certificate(world: &World, cluster: &WorldCluster) -> Result<Value, Trouble> {
    let authority = world.authority(cluster);
    let folder = world.folder();
    let file = |ending: &str| folder.join(format!("operator-{}.{ending}", cluster.index));
    let (key, request, certificate) = (file("key"), file("csr"), file("crt"));
    let mut openssl = world.command(Tool::Openssl);
    openssl
        .args(["req", "-new", "-newkey", "ec", "-pkeyopt"])
        .args(["ec_paramgen_curve:prime256v1", "-nodes", "-subj", SUBJECT])
        .arg("-keyout")
        .arg(&key)
        .arg("-out")
        .arg(&request);
    finish(&mut openssl)?;
    let mut openssl = world.command(Tool::Openssl);
    openssl
        .args(["x509", "-req", "-days", "2", "-set_serial", "1", "-in"])
        .arg(&request)
        .arg("-CA")
        .arg(authority.with_extension("crt"))
        .arg("-CAkey")
        .arg(authority.with_extension("key"))
        .arg("-out")
        .arg(&certificate);
    finish(&mut openssl)?;
    let read = |path: &Path| {
        let bytes = fs::read(path).map_err(Trouble::io(path))?;
        Ok::<_, Trouble>(Base64::encode_string(&bytes))
    };
    Ok(json!({
        "client-certificate-data": read(&certificate)?,
        "client-key-data": read(&key)?,
    }))
}

/// Runs a command that has to succeed.
fn finish(command: &mut Command) -> Result<(), Trouble> {
    let name = Path::new(command.get_program()).file_name();
    let name = name.unwrap_or_default().to_string_lossy().into_owned();
    let output = command.stdin(Stdio::null()).output();
    let output = output.map_err(|error| Trouble::Io(name.clone(), error))?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
    Err(Trouble::Failed(name, said))
}
