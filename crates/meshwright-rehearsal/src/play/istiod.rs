//! The real istiod, run wherever a Deployment asks for one.
//!
//! kwok says that the pods of the Deployment are ready; the process beside them has the arguments
//! and the environment of the Deployment's container, listens at the address of its Service, and
//! has the certificates of the Secret `cacerts` if there is one. It is started again when the
//! Deployment's template changes, as a rollout would.

use std::fs::{self, File};
use std::io;
use std::net::IpAddr;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use base64ct::{Base64, Encoding};
use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;

use super::{Lost, PLAIN, Stage, guard};
use crate::api::{ApiError, list, name, namespace, text};
use crate::tools::Tool;
use crate::traffic::walls::group;
use crate::world::WorldCluster;
use crate::world::addresses::{Use, port};

/// An istiod that runs.
#[derive(Debug)]
pub(super) struct Running {
    process: Child,
    /// What it was started for: uid and template of its Deployment.
    cause: String,
    /// The address of its Service.
    pub(super) ip: IpAddr,
}

/// How long an istiod may take to give up its leases.
const STOP: Duration = Duration::from_secs(15);

impl Running {
    /// Asks it to end, and waits for that.
    pub(super) fn stop(mut self) {
        // A kill would leave its leases behind, and the next one would wait for them.
        if let Some(pid) = i32::try_from(self.process.id())
            .ok()
            .and_then(Pid::from_raw)
        {
            let _ = kill_process(pid, Signal::TERM);
        }
        let start = Instant::now();
        while start.elapsed() < STOP {
            if !matches!(self.process.try_wait(), Ok(None)) {
                return;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

const DEPLOYMENTS: &str = "/apis/apps/v1/deployments?labelSelector=app%3Distiod";

impl Stage {
    /// Starts and stops the istiods of a cluster, as its Deployments say.
    pub(super) fn run_istiods(
        &self,
        cluster: &WorldCluster,
        services: &[Value],
    ) -> Result<(), ApiError> {
        let mut deployments = cluster.api.items(DEPLOYMENTS)?;
        if self.is_lost(Lost::ControlPlane(cluster.index)) {
            deployments.clear();
        }
        let wanted: Vec<(String, String, &Value)> = deployments
            .iter()
            .map(|it| (format!("{}/{}", namespace(it), name(it)), cause(it), it))
            .collect();
        let mut istiods = guard(&self.shared.istiods);
        let own: Vec<_> = istiods
            .keys()
            .filter(|key| key.0 == cluster.index)
            .cloned()
            .collect();
        let mut ended = Vec::new();
        for key in own {
            let is_wanted = |running: &mut Running| {
                wanted
                    .iter()
                    .any(|(at, cause, _)| *at == key.1 && *cause == running.cause)
                    && matches!(running.process.try_wait(), Ok(None))
            };
            if !istiods.get_mut(&key).is_some_and(is_wanted) {
                ended.extend(istiods.remove(&key));
            }
        }
        let missing: Vec<_> = wanted
            .iter()
            .filter(|(at, _, _)| !istiods.contains_key(&(cluster.index, at.clone())))
            .collect();
        let n_running = istiods.keys().filter(|key| key.0 == cluster.index).count();
        drop(istiods);
        for istiod in ended {
            istiod.stop();
        }
        for (nth, (at, cause, deployment)) in missing.into_iter().enumerate() {
            let nth = u16::try_from(n_running + nth).unwrap_or(0);
            let started = self.start(cluster, services, deployment, nth)?;
            if let Some((process, ip)) = started {
                let cause = cause.clone();
                let running = Running { process, cause, ip };
                guard(&self.shared.istiods).insert((cluster.index, at.clone()), running);
            }
        }
        Ok(())
    }

    /// Starts the istiod of a Deployment, once its Service and a pod are there.
    fn start(
        &self,
        cluster: &WorldCluster,
        services: &[Value],
        deployment: &Value,
        nth: u16,
    ) -> Result<Option<(Child, IpAddr)>, ApiError> {
        let (home, called) = (namespace(deployment), name(deployment));
        let service = services
            .iter()
            .find(|it| name(it) == called && namespace(it) == home);
        let ip = service.and_then(|it| text(it, "/spec/clusterIP")?.parse().ok());
        let pods = format!("/api/v1/namespaces/{home}/pods?labelSelector=app%3Distiod");
        let pods = cluster.api.items(&pods)?;
        let pod = pods.iter().map(name).find(|pod| pod.starts_with(&*called));
        let (Some(ip), Some(pod)): (Option<IpAddr>, _) = (ip, pod) else {
            return Ok(None);
        };
        let folder = self
            .shared
            .folder
            .join(format!("c{}/{called}", cluster.index + 1));
        let secret = cluster
            .api
            .read(&format!("/api/v1/namespaces/{home}/secrets/cacerts"))?;
        let prepared = prepare(&folder, secret.as_ref());
        let Ok(log) = prepared else {
            return Ok(None);
        };
        let Some(container) = deployment.pointer("/spec/template/spec/containers/0") else {
            return Ok(None);
        };
        let mut command = self.shared.tools.command(Tool::PilotDiscovery);
        command
            .env_clear()
            .current_dir(&folder)
            .env("HOME", &folder)
            .env("PATH", "/usr/bin:/bin");
        for (name, value) in environment(container, &home, &pod) {
            command.env(name, value);
        }
        let address = |port: u16| format!("{ip}:{port}");
        let local = |use_: Use| format!("127.0.0.1:{}", port(cluster.index, use_));
        let arguments = list(container, "/args").iter().filter_map(Value::as_str);
        command
            .env("POD_NAME", &pod)
            .env("POD_NAMESPACE", &home)
            .env("ROOT_CA_DIR", folder.join("cacerts"))
            .envs(self.shared.variables.iter().copied())
            .args(arguments.filter(|argument| !argument.starts_with("--monitoringAddr")))
            .arg(format!("--kubeconfig={}", cluster.kubeconfig.display()))
            .arg(format!("--httpsAddr={}", address(443)))
            .arg(format!("--grpcAddr={}", address(PLAIN)))
            .arg(format!("--secureGRPCAddr={}", address(15012)))
            // Debug pages answer without a token to loopback only.
            .arg(format!("--monitoringAddr={}", local(Use::Monitoring(nth))))
            .arg(format!("--httpAddr={}", local(Use::Debug(nth))))
            .arg("--ctrlz_port=0")
            .arg("--shutdownDuration=1s")
            .stdout(Stdio::null())
            .stderr(log);
        if !self.shared.variables.is_empty() {
            // The firewall of a rehearsal with requests knows istiods by their group.
            command.gid(group(cluster.index));
        }
        Ok(command.spawn().ok().map(|process| (process, ip)))
    }
}

/// What an istiod is started for; another cause is another process.
fn cause(deployment: &Value) -> String {
    let template = deployment.pointer("/spec/template");
    format!(
        "{} {}",
        text(deployment, "/metadata/uid").unwrap_or_default(),
        template.map(Value::to_string).unwrap_or_default()
    )
}

/// Makes an istiod's folder, with the certificates of the Secret; its log.
fn prepare(folder: &Path, secret: Option<&Value>) -> io::Result<File> {
    let certificates = folder.join("cacerts");
    if certificates.exists() {
        fs::remove_dir_all(&certificates)?;
    }
    fs::create_dir_all(&certificates)?;
    let data = secret
        .and_then(|it| it.get("data"))
        .and_then(Value::as_object);
    for (file, content) in data.into_iter().flatten() {
        let content = content.as_str().and_then(|it| Base64::decode_vec(it).ok());
        fs::write(certificates.join(file), content.unwrap_or_default())?;
    }
    File::options()
        .create(true)
        .append(true)
        .open(folder.join("log"))
}

/// The environment of the container, with what the kubelet would fill in.
fn environment(container: &Value, home: &str, pod: &str) -> Vec<(String, String)> {
    let value = |variable: &Value| {
        if let Some(value) = text(variable, "/value") {
            return value;
        }
        let field = text(variable, "/valueFrom/fieldRef/fieldPath");
        let resource = text(variable, "/valueFrom/resourceFieldRef/resource");
        let known = match (field.as_deref(), resource.as_deref()) {
            (Some("metadata.namespace"), _) => home,
            (Some("metadata.name"), _) => pod,
            (Some("spec.serviceAccountName"), _) => "istiod",
            (_, Some("limits.cpu")) => "1",
            (_, Some("limits.memory")) => "2000000000",
            _ => "",
        };
        known.to_owned()
    };
    list(container, "/env")
        .iter()
        .map(|variable| (text(variable, "/name").unwrap_or_default(), value(variable)))
        // It names a file of the container; the cluster is given as an argument.
        .filter(|(name, _)| name != "KUBECONFIG" && !name.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{cause, environment, prepare};

    #[test]
    fn the_environment_is_the_containers_with_what_a_kubelet_fills_in() {
        let container = json!({"env": [
            {"name": "REVISION", "value": "default"},
            {"name": "POD_NAME", "valueFrom": {"fieldRef": {"fieldPath": "metadata.name"}}},
            {"name": "GOMAXPROCS", "valueFrom": {"resourceFieldRef": {"resource": "limits.cpu"}}},
            {"name": "KUBECONFIG", "value": "/var/run/secrets/remote/config"},
        ]});
        let found = environment(&container, "istio-system", "istiod-1");
        let found: Vec<(&str, &str)> = found.iter().map(|(a, b)| (&**a, &**b)).collect();
        assert_eq!(
            found,
            [
                ("REVISION", "default"),
                ("POD_NAME", "istiod-1"),
                ("GOMAXPROCS", "1")
            ]
        );
    }

    #[test]
    fn certificates_are_those_of_the_secret_and_no_older_ones() {
        let folder = tempfile::tempdir().expect("a folder");
        let secret = json!({"data": {"root-cert.pem": "cm9vdA=="}});
        prepare(folder.path(), Some(&secret)).expect("the folder is ours");
        let file = folder.path().join("cacerts/root-cert.pem");
        assert_eq!(std::fs::read(&file).expect("it is there"), b"root");
        prepare(folder.path(), None).expect("the folder is ours");
        assert!(!file.exists());
    }

    #[test]
    fn a_changed_template_is_another_cause() {
        let one = json!({"metadata": {"uid": "1"}, "spec": {"template": {"a": 1}}});
        let two = json!({"metadata": {"uid": "1"}, "spec": {"template": {"a": 2}}});
        assert_ne!(cause(&one), cause(&two));
        assert_eq!(cause(&one), cause(&one.clone()));
    }
}
