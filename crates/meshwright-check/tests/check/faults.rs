//! Known faults of a release: which of them nobody can live with.

use meshwright_diag::{Finding, Severity};

use crate::support::findings;

fn known_faults(version: &str, revision: &str) -> Vec<Finding> {
    let mut findings = findings(&format!(
        "apiVersion: meshwright/v1alpha1\nkind: MeshTopology\nmetadata: {{name: shop}}\n\
         mesh: {{istio: {{version: \"{version}\"{revision}}}}}\nclusters:\n  \
         - {{name: west, network: network1, eastWestGateway: {{}}}}\n  \
         - {{name: east, network: network2, role: remote, controlPlane: west, eastWestGateway: {{}}}}\n"
    ));
    findings.retain(|finding| finding.rule.code.0 == "VER116");
    findings
}

#[test]
fn a_remote_that_no_webhook_serves_is_an_error() {
    let severities = |version, revision| -> Vec<Severity> {
        let faults = known_faults(version, revision);
        faults.iter().map(|finding| finding.severity).collect()
    };
    let revision = ", revision: canary";
    for version in ["1.16", "1.19.10", "1.20.3"] {
        assert!(
            severities(version, revision).contains(&Severity::Error),
            "{version}"
        );
    }
    for (version, revision) in [("1.20.3", ""), ("1.20.4", revision), ("1.24.5", revision)] {
        assert!(
            !severities(version, revision).contains(&Severity::Error),
            "{version}{revision}"
        );
    }
}
