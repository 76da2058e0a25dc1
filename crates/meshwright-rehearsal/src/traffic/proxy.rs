//! What pilot-agent needs to run as the proxy that istiod injected: words, environment, files.
//!
//! Everything is taken from the pod as the API server has it. What differs is said here: there is
//! no name service in a world, so a hosts file says where istiod is; and a proxy gets one thread.

use std::fmt::Write;
use std::fs;
use std::io;
use std::path::Path;

use serde_json::{Map, Value, json};

use super::workload::Workload;
use crate::api::{list, text};

/// The programs and files that a proxy is made of.
#[derive(Clone, Debug)]
pub(crate) struct Programs<'a> {
    pub(crate) agent: &'a Path,
    pub(crate) envoy: &'a Path,
    pub(crate) template: &'a Path,
}

/// The name of istiod's Service as the pod has it: `istiod.istio-system.svc`.
pub(crate) fn discovery(container: &Value) -> String {
    let address = config(container)
        .get("discoveryAddress")
        .and_then(Value::as_str)
        .map(str::to_owned);
    let address = address.unwrap_or_else(|| "istiod.istio-system.svc:15012".to_owned());
    let name = address.rsplit_once(':').map(|(name, _)| name.to_owned());
    name.unwrap_or(address)
}

fn config(container: &Value) -> Map<String, Value> {
    let all = list(container, "/env").iter();
    let found = all
        .filter(|it| text(it, "/name").as_deref() == Some("PROXY_CONFIG"))
        .find_map(|it| text(it, "/value"));
    let read = found.and_then(|it| serde_json::from_str::<Value>(it.trim()).ok());
    match read {
        Some(Value::Object(fields)) => fields,
        _ => Map::new(),
    }
}

/// The environment of the proxy's container, filled in as a kubelet does.
pub(crate) fn environment(
    pod: &Workload,
    container: &Value,
    programs: &Programs<'_>,
) -> Vec<(String, String)> {
    let value = |variable: &Value| {
        if let Some(value) = text(variable, "/value") {
            return value;
        }
        let field = text(variable, "/valueFrom/fieldRef/fieldPath").unwrap_or_default();
        let resource = text(variable, "/valueFrom/resourceFieldRef/resource");
        let known = match (&*field, resource.as_deref()) {
            ("metadata.namespace", _) => &*pod.namespace,
            ("metadata.name", _) => &*pod.name,
            ("spec.serviceAccountName", _) => &*pod.account,
            ("spec.nodeName", _) => &*pod.node,
            ("status.podIP" | "status.podIPs", _) => &*pod.ip,
            ("status.hostIP", _) => &*pod.node_ip,
            (_, Some("limits.cpu")) => "1",
            (_, Some("limits.memory")) => "1073741824",
            _ => "",
        };
        known.to_owned()
    };
    let mut found: Vec<(String, String)> = list(container, "/env")
        .iter()
        .map(|variable| (text(variable, "/name").unwrap_or_default(), value(variable)))
        .filter(|(name, _)| !name.is_empty())
        .collect();
    let mut config = config(container);
    for (key, value) in [
        ("binaryPath", json!(programs.envoy)),
        ("configPath", json!("./etc/istio/proxy")),
        ("concurrency", json!(1)),
        ("terminationDrainDuration", json!("1s")),
    ] {
        config.insert(key.to_owned(), value);
    }
    for (name, value) in [
        ("PROXY_CONFIG", Value::Object(config).to_string()),
        ("PATH", "/usr/sbin:/usr/bin:/sbin:/bin".to_owned()),
        ("HOME", ".".to_owned()),
    ] {
        found.retain(|(it, _)| it != name);
        found.push((name.to_owned(), value));
    }
    found
}

/// The words of the proxy's container, with what stands in `$(…)` filled in.
pub(crate) fn words(
    container: &Value,
    environment: &[(String, String)],
    programs: &Programs<'_>,
) -> Vec<String> {
    let mut words = vec![programs.agent.display().to_string()];
    let arguments = list(container, "/args").iter().filter_map(Value::as_str);
    words.extend(arguments.map(|word| filled(word, environment)));
    words.push(format!("--templateFile={}", programs.template.display()));
    words
}

fn filled(word: &str, environment: &[(String, String)]) -> String {
    let mut filled = word.to_owned();
    for (name, value) in environment {
        filled = filled.replace(&format!("$({name})"), value);
    }
    filled
}

/// The file that is mounted as `/etc/hosts`.
pub(crate) const HOSTS: &str = "hosts";

/// Writes the files that a kubelet mounts: the hosts that are known (`istiod`: address and name),
/// token, root, labels and annotations.
pub(crate) fn write(
    folder: &Path,
    pod: &Workload,
    istiod: &str,
    token: &str,
    root: &str,
) -> io::Result<()> {
    let files = [
        (HOSTS, format!("127.0.0.1 localhost\n{istiod}\n")),
        ("var/run/secrets/tokens/istio-token", token.to_owned()),
        ("var/run/secrets/istio/root-cert.pem", root.to_owned()),
        ("etc/istio/pod/labels", told(&pod.labels)),
        ("etc/istio/pod/annotations", told(&pod.annotations)),
    ];
    for (file, content) in files {
        let file = folder.join(file);
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(file, content)?;
    }
    fs::create_dir_all(folder.join("etc/istio/proxy"))
}

/// Labels as the downward API writes them.
fn told(fields: &Map<String, Value>) -> String {
    let mut told = String::new();
    for (key, value) in fields {
        if let Some(value) = value.as_str() {
            // Writing to a String cannot fail.
            let _ = writeln!(told, "{key}={}", Value::from(value));
        }
    }
    told
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use serde_json::{Value, json};

    use super::{Programs, discovery, environment, told, words};
    use crate::traffic::workload::Workload;

    fn container() -> Value {
        json!({
            "args": ["proxy", "sidecar", "--domain", "$(POD_NAMESPACE).svc.cluster.local"],
            "env": [
                {"name": "POD_NAMESPACE", "valueFrom": {"fieldRef": {"fieldPath": "metadata.namespace"}}},
                {"name": "INSTANCE_IP", "valueFrom": {"fieldRef": {"fieldPath": "status.podIP"}}},
                {"name": "CA_ADDR", "value": "istiod-1-26.istio-system.svc:15012"},
                {"name": "PROXY_CONFIG",
                 "value": "{\"discoveryAddress\":\"istiod-1-26.istio-system.svc:15012\",\"holdApplicationUntilProxyStarts\":true}\n"},
            ],
        })
    }

    #[test]
    fn a_proxy_runs_as_it_was_injected_but_for_what_a_world_lacks() {
        let container = container();
        assert_eq!(discovery(&container), "istiod-1-26.istio-system.svc");
        let pod = Workload {
            namespace: "sample".to_owned(),
            ip: "10.10.0.4".to_owned(),
            ..Workload::default()
        };
        let programs = Programs {
            agent: Path::new("/t/pilot-agent"),
            envoy: Path::new("/t/envoy"),
            template: Path::new("/t/template"),
        };
        let found = environment(&pod, &container, &programs);
        let of = |name: &str| {
            let mut all = found.iter().filter(|(it, _)| it == name);
            all.next().map(|(_, value)| &**value)
        };
        assert_eq!(of("POD_NAMESPACE"), Some("sample"));
        assert_eq!(of("INSTANCE_IP"), Some("10.10.0.4"));
        assert_eq!(of("CA_ADDR"), Some("istiod-1-26.istio-system.svc:15012"));
        let config: Value =
            serde_json::from_str(of("PROXY_CONFIG").expect("it is set")).expect("it is JSON");
        assert_eq!(
            config["discoveryAddress"],
            "istiod-1-26.istio-system.svc:15012"
        );
        assert_eq!(config["binaryPath"], "/t/envoy");
        assert_eq!(config["holdApplicationUntilProxyStarts"], true);
        let words = words(&container, &found, &programs);
        assert_eq!(words[0], "/t/pilot-agent");
        assert!(
            words.contains(&"sample.svc.cluster.local".to_owned()),
            "{words:?}"
        );
        assert_eq!(
            words.last().map(|it| &**it),
            Some("--templateFile=/t/template")
        );
    }

    #[test]
    fn labels_are_written_as_a_kubelet_does() {
        let labels = json!({"app": "curl", "of": "\"me\""});
        let labels = labels.as_object().expect("it is one");
        assert_eq!(told(labels), "app=\"curl\"\nof=\"\\\"me\\\"\"\n");
    }
}
