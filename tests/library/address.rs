//! An address that is learned while the script runs, put into a resource by the real kubectl.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use crate::render;
use crate::tools::tool;

/// kubectl itself puts a learned address into a resource that it has never heard of, without a
/// server; only what is applied then goes to a stand-in.
#[test]
fn a_learned_address_becomes_a_field_of_the_resource() {
    let place = tempfile::tempdir().expect("there is room");
    let folder = place.path();
    render(folder);
    let resource = "apiVersion: sailoperator.io/v1\nkind: Istio\nmetadata:\n  name: default\nspec:\n  \
                    version: v1.30.3\n  values:\n    global:\n      network: \"n\"\n";
    fs::write(folder.join("out/istio.yaml"), resource).expect("there is room");
    let kubeconfig = "apiVersion: v1\nkind: Config\n\
                      clusters: [{name: c1, cluster: {server: 'https://127.0.0.1:1'}}]\n\
                      users: [{name: c1, user: {}}]\n\
                      contexts: [{name: c1, context: {cluster: c1, user: c1}}]\n";
    fs::write(folder.join("kubeconfig"), kubeconfig).expect("there is room");
    let kubectl = tool("kubectl").get_program().to_owned();
    let programs = folder.join("programs");
    fs::create_dir_all(&programs).expect("there is room");
    let script = format!(
        "#!/bin/sh\ncase \" $* \" in\n  *' apply '*) cat >applied.yaml ;;\n  *) exec '{}' \"$@\" ;;\nesac\n",
        Path::new(&kubectl).display()
    );
    let stand_in = programs.join("kubectl");
    fs::write(&stand_in, script).expect("there is room");
    fs::set_permissions(&stand_in, fs::Permissions::from_mode(0o755)).expect("it is ours");
    for address in ["203.0.113.7", "2001:db8::7", "lb.example.com"] {
        let call = format!(
            "set -eu\n. ./lib.sh\naddress={address}\napply_with_address \
             spec.values.global.remotePilotAddress istio.yaml kubectl --kubeconfig=../kubeconfig \
             --context=c1"
        );
        let applied = applied_by(&call, folder, &programs);
        let global = &applied["spec"]["values"]["global"];
        assert_eq!(global["remotePilotAddress"], address);
        assert_eq!(global["network"], "n", "what was there stays");
    }
    let call = "set -eu\n. ./lib.sh\naddress=203.0.113.7\napply_with_address \
                spec.values.meshConfig.defaultConfig.discoveryAddress:15012,\
                spec.values.global.caAddress:15012 istio.yaml kubectl --kubeconfig=../kubeconfig \
                --context=c1";
    let applied = applied_by(call, folder, &programs);
    let values = &applied["spec"]["values"];
    let endpoint = "203.0.113.7:15012";
    assert_eq!(
        values["meshConfig"]["defaultConfig"]["discoveryAddress"],
        endpoint
    );
    assert_eq!(values["global"]["caAddress"], endpoint);
    assert_eq!(values["global"]["network"], "n", "what was there stays");
}

/// Runs a call of `lib.sh` and reads what the stand-in for kubectl was given to apply.
fn applied_by(call: &str, folder: &Path, programs: &Path) -> serde_yaml::Value {
    let path = std::env::var("PATH").expect("tests run with a PATH");
    let output = tool("dash")
        .args(["-c", call])
        .current_dir(folder.join("out"))
        .env("PATH", format!("{}:{path}", programs.display()))
        .env("HOME", folder)
        .output()
        .expect("the shell can be started");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    let applied = fs::read_to_string(folder.join("out/applied.yaml")).expect("it is applied");
    serde_yaml::from_str(&applied).expect("it is YAML")
}
