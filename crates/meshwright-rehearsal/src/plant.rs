//! Mistakes planted into a rehearsal: what nobody sees in a topology, and a rehearsal has to find.
//!
//! They are for the tests of this repository. Each is made where a person would make it: in the
//! files of a certificate, in the address of an API server, in a manifest of the bundle.

use std::fs;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::process::{Command, Stdio};

use meshwright_core::model::Mesh;

use crate::play::Stage;
use crate::trouble::Trouble;
use crate::world::World;
use crate::world::addresses::{self, Use, port};

/// A mistake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Plant {
    /// The certificates of this cluster are under another root.
    Root(String),
    /// The API server of the first leads to that of the second.
    ApiServer(String, String),
    /// The control plane of this cluster is installed without `externalIstiod`.
    ExternalIstiod(String),
}

/// The address that leads to the wrong API server; load balancers give none so high.
const ASTRAY: (Ipv4Addr, u16) = (Ipv4Addr::new(203, 0, 113, 250), 6443);

impl Plant {
    /// Reads a mistake: `root:west`, `api-server:west=north` or `external-istiod:east`.
    pub fn parse(text: &str) -> Option<Self> {
        let (kind, name) = text.split_once(':')?;
        match kind {
            "root" => Some(Self::Root(name.to_owned())),
            "api-server" => {
                let (from, to) = name.split_once('=')?;
                Some(Self::ApiServer(from.to_owned(), to.to_owned()))
            }
            "external-istiod" => Some(Self::ExternalIstiod(name.to_owned())),
            _ => None,
        }
    }

    /// The topology with the mistake.
    pub fn topology(&self, text: &str, mesh: &Mesh) -> String {
        let Self::ApiServer(cluster, _) = self else {
            return text.to_owned();
        };
        let Some(index) = mesh.cluster_named(cluster) else {
            return text.to_owned();
        };
        let astray = format!("https://{}:{}", ASTRAY.0, ASTRAY.1);
        text.replace(&addresses::api_url(index.0), &astray)
    }

    /// Puts the mistake into the world and the bundle, before the plan is carried out.
    ///
    /// # Errors
    ///
    /// A file cannot be written, or there is no shell.
    pub fn plant(
        &self,
        world: &World,
        stage: &Stage,
        mesh: &Mesh,
        bundle: &Path,
    ) -> Result<(), Trouble> {
        match self {
            Self::Root(cluster) => other_root(world, mesh, bundle, cluster),
            Self::ApiServer(_, to) => {
                if let Some(index) = mesh.cluster_named(to) {
                    let target = (addresses::api(index.0), port(index.0, Use::ApiServer));
                    stage.relay(SocketAddr::from(ASTRAY), SocketAddr::from(target));
                }
                Ok(())
            }
            Self::ExternalIstiod(cluster) => {
                let folder = bundle.join("clusters").join(cluster);
                let entries = fs::read_dir(&folder).map_err(Trouble::io(&folder))?;
                for entry in entries.flatten() {
                    let path = entry.path();
                    let text = fs::read_to_string(&path).map_err(Trouble::io(&path))?;
                    let kept: Vec<&str> = text
                        .lines()
                        .filter(|line| !line.contains("externalIstiod"))
                        .collect();
                    fs::write(&path, kept.join("\n") + "\n").map_err(Trouble::io(&path))?;
                }
                Ok(())
            }
        }
    }
}

/// Makes every certificate twice with the bundle's own functions, and mixes them up.
fn other_root(world: &World, mesh: &Mesh, bundle: &Path, cluster: &str) -> Result<(), Trouble> {
    let (right, wrong) = (
        world.folder().join("certificates"),
        world.folder().join("other-certificates"),
    );
    let algorithm = mesh.ca.key_algorithm.to_string();
    for folder in [&right, &wrong] {
        let mut script = format!(". ./lib.sh; make_root {algorithm}");
        for cluster in &mesh.clusters {
            for word in [" && make_certificate", cluster.name.as_str(), &algorithm] {
                script.push_str(word);
                script.push(' ');
            }
        }
        let status = Command::new("sh")
            .args(["-c", &script])
            .current_dir(bundle)
            .envs(world.environment())
            .env("MESHWRIGHT_CERTIFICATES", folder)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        let status = status.map_err(Trouble::io(folder))?;
        if !status.success() {
            let said = format!("{status}");
            return Err(Trouble::Failed("lib.sh".to_owned(), said));
        }
    }
    let (from, to) = (wrong.join(cluster), right.join(cluster));
    for entry in fs::read_dir(&from).map_err(Trouble::io(&from))?.flatten() {
        let target = to.join(entry.file_name());
        fs::copy(entry.path(), &target).map_err(Trouble::io(&target))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::Plant;

    #[test]
    fn mistakes_are_read_as_they_are_written() {
        let astray = Plant::ApiServer("west".to_owned(), "north".to_owned());
        assert_eq!(Plant::parse("api-server:west=north"), Some(astray));
        assert_eq!(
            Plant::parse("root:west"),
            Some(Plant::Root("west".to_owned()))
        );
        for text in ["root", "api-server:west", "thunder:west", ""] {
            assert_eq!(Plant::parse(text), None, "{text}");
        }
    }
}
