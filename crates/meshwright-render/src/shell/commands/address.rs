//! Addresses that are learned while the plan is carried out, and the flags that they are put into.

use std::fmt::Write;

use meshwright_model::Address;
use meshwright_plan::{ManifestFile, Operand, StepId};

use super::super::external;
use super::super::quote::flag;
use super::{At, kubectl};

impl At<'_> {
    /// A command with flags whose values are learned by commands before it.
    pub(super) fn with_address(
        &self,
        command: &str,
        set: &str,
        file: Option<&ManifestFile>,
        address: Option<&Operand<Address>>,
    ) -> Vec<String> {
        let (mut lines, settings) = self.settings(set, file, address);
        lines.push(format!("{command}{settings}"));
        lines
    }

    /// What learns an address, and the flags that set the fields of a file to it, each after a
    /// space.
    pub(super) fn settings(
        &self,
        set: &str,
        file: Option<&ManifestFile>,
        address: Option<&Operand<Address>>,
    ) -> (Vec<String>, String) {
        // A known address stands in the file.
        let Some(Operand::From { step, .. }) = address else {
            return (Vec::new(), String::new());
        };
        let mut lines = vec![self.learn_address(step)];
        let fields = file.map(|file| file.manifest.address_fields());
        let mut flags = String::new();
        for field in fields.unwrap_or_default() {
            let value = match field.port {
                None => "address".to_owned(),
                Some(port) => {
                    let line = format!("endpoint=$(with_port \"${{address:?}}\" {port})");
                    if !lines.contains(&line) {
                        lines.push(line);
                    }
                    "endpoint".to_owned()
                }
            };
            let _ = write!(flags, " {set}{}=\"${{{value}:?}}\"", field.path);
        }
        (lines, flags)
    }

    /// Reads the address that a step has waited for.
    pub(super) fn learn_address(&self, step: &StepId) -> String {
        let index = step
            .cluster
            .as_ref()
            .and_then(|name| self.mesh.cluster_named(name.as_str()));
        let (service, namespace) = external::waited_for(self.mesh, step);
        let kubectl = index.map(|index| {
            format!(
                "{} {}",
                kubectl(&self.mesh[index]),
                flag("namespace", namespace)
            )
        });
        format!(
            "address=$(discovery_address {service} {})",
            kubectl.unwrap_or_default()
        )
    }
}
