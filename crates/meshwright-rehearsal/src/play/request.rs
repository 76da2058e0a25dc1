//! What commands in the sample's pods ask the network, answered from istiod's real lists.
//!
//! The pods of a world do not run, so `curl` in one of them cannot send anything. What it would
//! reach follows from the endpoint list that istiod sends to its proxy: an address of a pod, or of
//! a gateway, which itself has a list from its istiod. Each answer is worked out along that way,
//! with what is really there at each hop: Gateways that pass through, ready pods, the roots that
//! both sides trust. It is no request, and nothing that Envoy does is tried.

use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::net::Shutdown;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::Path;
use std::time::Duration;

use serde_json::Value;

use super::{GATEWAYS, Lost, Stage, load_balancer, opens};
use crate::api::{list, name, text};
use crate::world::WorldCluster;
use crate::xds::{self, Endpoint, Health, Kind, Proxy, ask};

/// How long istiod may take to answer a proxy.
pub(crate) const PATIENCE: Duration = Duration::from_secs(10);

/// What the command prints, and how it ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The exit code, as curl has it.
    pub code: u8,
    /// What it prints.
    pub said: String,
}

/// Answers on `socket`.
///
/// # Errors
///
/// The socket cannot be made.
pub fn serve(stage: &Stage, socket: &Path) -> io::Result<()> {
    let listener = UnixListener::bind(socket)?;
    let stage = stage.clone();
    std::thread::spawn(move || {
        for mut client in listener.incoming().flatten() {
            let stage = stage.clone();
            std::thread::spawn(move || {
                let mut asked = String::new();
                let _ = client.read_to_string(&mut asked);
                let (cluster, url) = asked.split_once('\n').unwrap_or_default();
                let answer = answer(&stage, cluster, url.trim());
                // Whoever does not wait for the answer does not need it.
                let _ = write!(client, "{}\n{}", answer.code, answer.said);
            });
        }
    });
    Ok(())
}

/// Stands for `curl ARGUMENTS` in a pod of `cluster`: asks whoever answers on `socket`.
///
/// # Errors
///
/// Nobody answers.
pub fn send(socket: &Path, cluster: &str, arguments: &[String]) -> io::Result<Answer> {
    let url = arguments.last().map_or("", String::as_str);
    let mut stream = UnixStream::connect(socket)?;
    write!(stream, "{cluster}\n{url}")?;
    stream.shutdown(Shutdown::Write)?;
    let mut heard = String::new();
    stream.read_to_string(&mut heard)?;
    let (code, said) = heard.split_once('\n').unwrap_or_default();
    let code = code.parse().unwrap_or(1);
    let said = said.to_owned();
    Ok(Answer { code, said })
}

/// A URL of the sample: `http://helloworld.sample:5000/hello?[1-20]`.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Asked {
    service: String,
    namespace: String,
    port: u16,
    count: usize,
}

fn parse(url: &str) -> Option<Asked> {
    let rest = url.strip_prefix("http://")?;
    let (host, path) = rest.split_once('/')?;
    let (host, port) = host.split_once(':')?;
    let (service, namespace) = host.split_once('.')?;
    let count = path
        .split_once("?[1-")
        .and_then(|(_, rest)| rest.strip_suffix(']')?.parse().ok());
    Some(Asked {
        service: service.to_owned(),
        namespace: namespace.split('.').next()?.to_owned(),
        port: port.parse().ok()?,
        count: count.unwrap_or(1).min(1000),
    })
}

fn answer(stage: &Stage, from: &str, url: &str) -> Answer {
    let caller = stage.clusters().iter().find(|it| it.name == from);
    let (Some(caller), Some(asked)) = (caller, parse(url)) else {
        return Answer {
            code: 3,
            said: format!("curl: (3) URL rejected: {url}"),
        };
    };
    let pods = match callees(stage, caller, &asked) {
        Ok(pods) => pods,
        Err(answer) => return answer,
    };
    let chosen = (0..asked.count).filter_map(|nth| pods.get(nth % pods.len().max(1)));
    let lines: Vec<String> = chosen
        .map(|pod| format!("Hello version: {}, instance: {}", pod.version, pod.name))
        .collect();
    Answer {
        code: 0,
        said: lines.join("\n") + "\n",
    }
}

/// A pod that answers.
#[derive(Clone, Debug)]
struct Pod {
    name: String,
    version: String,
}

fn failed(code: u8, said: &str) -> Answer {
    Answer {
        code,
        said: format!("curl: ({code}) {said}\n"),
    }
}

/// As a proxy says it: Envoy answers for what does not.
fn no_upstream(said: &str) -> Answer {
    Answer {
        code: 0,
        said: format!("{said}\n"),
    }
}

/// The pods that answer one request each, as often as the weights say.
fn callees(stage: &Stage, caller: &WorldCluster, asked: &Asked) -> Result<Vec<Pod>, Answer> {
    let Some((istiod, _)) = stage.serving(caller) else {
        return Err(failed(7, "no istiod serves this cluster's proxies"));
    };
    let wanted = format!(
        "outbound|{}||{}.{}.svc.{}",
        asked.port, asked.service, asked.namespace, caller.domain
    );
    let proxy = stage.sidecar(caller);
    let sent = ask(istiod, &proxy, std::slice::from_ref(&wanted), PATIENCE);
    let Ok(sent) = sent else {
        return Err(failed(28, "istiod sends nothing"));
    };
    let Some(endpoints) = sent.lists.get(&wanted) else {
        return Err(failed(
            6,
            &format!("Could not resolve host: {}", asked.service),
        ));
    };
    let mut pods = Vec::new();
    for endpoint in first_priority(&endpoints.endpoints) {
        let behind = if endpoint.port == asked.port {
            direct(stage, caller, endpoint)
        } else {
            through(stage, caller, endpoint, asked)
        };
        // Weights of the sample are small; a list with great ones has its proportions cut.
        for _ in 0..endpoint.weight.clamp(1, 8) {
            pods.extend(behind.clone()?);
        }
    }
    if pods.is_empty() {
        return Err(no_upstream("no healthy upstream"));
    }
    Ok(pods)
}

/// The endpoints that are used while they are healthy.
fn first_priority(endpoints: &[Endpoint]) -> Vec<&Endpoint> {
    let usable = |it: &&Endpoint| matches!(it.health, Health::Healthy | Health::Unknown);
    let first = endpoints.iter().filter(usable).map(|it| it.priority).min();
    endpoints
        .iter()
        .filter(usable)
        .filter(|it| Some(it.priority) == first)
        .collect()
}

/// The pod at an address of the caller's own network.
fn direct(stage: &Stage, caller: &WorldCluster, to: &Endpoint) -> Result<Vec<Pod>, Answer> {
    let near = stage
        .clusters()
        .iter()
        .filter(|it| it.network == caller.network);
    for cluster in near {
        if let Some(pod) = pod_at(cluster, &to.address) {
            return trusted(caller, cluster).map(|()| vec![pod]);
        }
    }
    Err(failed(
        28,
        &format!("nothing of this network answers at {}", to.address),
    ))
}

/// The pods behind a gateway.
fn through(
    stage: &Stage,
    caller: &WorldCluster,
    to: &Endpoint,
    asked: &Asked,
) -> Result<Vec<Pod>, Answer> {
    let refused = |why: &str| no_upstream(&format!("upstream connect error: {why}"));
    let Some(cluster) = gateway_at(stage, &to.address) else {
        return Err(refused("no gateway has this address"));
    };
    if stage.is_lost(Lost::Gateway(cluster.index)) {
        return Err(refused("the gateway is gone"));
    }
    let Some((istiod, served_by)) = stage.serving(cluster) else {
        return Err(refused("the gateway has no istiod"));
    };
    let holder = stage.clusters().get(served_by).unwrap_or(cluster);
    let gateways = holder.api.items(GATEWAYS).unwrap_or_default();
    if !opens(&gateways, 15443, "AUTO_PASSTHROUGH") {
        return Err(refused("no Gateway passes port 15443 through"));
    }
    let wanted = format!(
        "outbound_.{}_._.{}.{}.svc.{}",
        asked.port, asked.service, asked.namespace, cluster.domain
    );
    let sent = ask(
        istiod,
        &stage.router(cluster),
        std::slice::from_ref(&wanted),
        PATIENCE,
    );
    let Ok(sent) = sent else {
        return Err(refused("the gateway's istiod sends nothing"));
    };
    let list = sent.lists.get(&wanted).map(|it| &it.endpoints[..]);
    let mut pods = Vec::new();
    for endpoint in first_priority(list.unwrap_or_default()) {
        let mut near = stage
            .clusters()
            .iter()
            .filter(|it| it.network == cluster.network);
        let found = near.find_map(|it| Some((it, pod_at(it, &endpoint.address)?)));
        if let Some((callee, pod)) = found {
            trusted(caller, callee)?;
            pods.push(pod);
        }
    }
    if pods.is_empty() {
        return Err(refused("the gateway knows no pod of the service"));
    }
    Ok(pods)
}

/// Both sides of mutual TLS need the other's root.
fn trusted(client: &WorldCluster, server: &WorldCluster) -> Result<(), Answer> {
    let root = |cluster: &WorldCluster| {
        let path = "/api/v1/namespaces/sample/configmaps/istio-ca-root-cert";
        let map = cluster.api.read(path).ok().flatten()?;
        text(&map, "/data/root-cert.pem")
    };
    if root(client) == root(server) {
        return Ok(());
    }
    Err(no_upstream(
        "upstream connect error: TLS_error: CERTIFICATE_VERIFY_FAILED: the roots differ",
    ))
}

/// The ready pod with an address.
fn pod_at(cluster: &WorldCluster, ip: &str) -> Option<Pod> {
    let selector = format!("/api/v1/pods?fieldSelector=status.podIP%3D{ip}");
    let pods = cluster.api.items(&selector).ok()?;
    let is_ready = |pod: &&Value| {
        list(pod, "/status/conditions").iter().any(|condition| {
            text(condition, "/type").as_deref() == Some("Ready")
                && text(condition, "/status").as_deref() == Some("True")
        })
    };
    let pod = pods.iter().find(is_ready)?;
    Some(Pod {
        name: name(pod),
        version: text(pod, "/metadata/labels/version").unwrap_or_default(),
    })
}

/// The cluster whose gateway has an address.
fn gateway_at<'a>(stage: &'a Stage, ip: &str) -> Option<&'a WorldCluster> {
    stage.clusters().iter().find(|cluster| {
        gateway_addresses(cluster).iter().any(|at| at == ip)
            || node_addresses(cluster).iter().any(|at| at == ip)
    })
}

/// The addresses of a cluster's gateway Services.
pub(crate) fn gateway_addresses(cluster: &WorldCluster) -> Vec<String> {
    let labelled = "/api/v1/services?labelSelector=topology.istio.io%2Fnetwork";
    let services = cluster.api.items(labelled).unwrap_or_default();
    let all = services.iter().flat_map(load_balancer::addresses);
    all.map(|ip| ip.to_string()).collect()
}

fn node_addresses(cluster: &WorldCluster) -> Vec<String> {
    let nodes = cluster.api.items("/api/v1/nodes").unwrap_or_default();
    let all = nodes
        .iter()
        .flat_map(|node| list(node, "/status/addresses"));
    let external = all.filter(|it| text(it, "/type").as_deref() == Some("ExternalIP"));
    external.filter_map(|it| text(it, "/address")).collect()
}

impl Stage {
    /// A proxy beside the sample's client in a cluster.
    pub(crate) fn sidecar(&self, cluster: &WorldCluster) -> Proxy {
        let pods = "/api/v1/namespaces/sample/pods?labelSelector=app%3Dcurl";
        self.proxy(cluster, Kind::Sidecar, "sample", pods)
    }

    /// The east-west gateway of a cluster.
    pub(crate) fn router(&self, cluster: &WorldCluster) -> Proxy {
        let home = "istio-system";
        let pods = "/api/v1/pods?labelSelector=istio%3Deastwestgateway";
        let mut proxy = self.proxy(cluster, Kind::Router, home, pods);
        proxy.view.clone_from(&cluster.network);
        proxy
    }

    fn proxy(&self, cluster: &WorldCluster, kind: Kind, home: &str, pods: &str) -> Proxy {
        let pods = self.known(cluster, pods);
        let pod = pods.first();
        let labels = pod.and_then(|it| it.pointer("/metadata/labels")?.as_object());
        let labels = labels.into_iter().flatten();
        let labels: BTreeMap<String, String> = labels
            .filter_map(|(key, value)| Some((key.clone(), value.as_str()?.to_owned())))
            .collect();
        let ip = pod.and_then(|it| text(it, "/status/podIP"));
        Proxy {
            kind,
            pod: pod.map_or_else(|| "nobody".to_owned(), name),
            namespace: home.to_owned(),
            ip: ip.unwrap_or_else(|| "192.0.2.1".to_owned()),
            cluster: cluster.name.clone(),
            network: cluster.network.clone(),
            view: String::new(),
            domain: cluster.domain.clone(),
            version: self.shared.version.clone(),
            labels,
        }
    }

    /// What istiod sends to the client's proxy in a cluster.
    ///
    /// # Errors
    ///
    /// istiod does not answer.
    pub(crate) fn lists(
        &self,
        cluster: &WorldCluster,
        wanted: &[String],
    ) -> Option<Result<xds::Lists, xds::AskError>> {
        self.lists_in(cluster, "sample", wanted)
    }

    /// What istiod would send to the client's proxy in a cluster, were it in `namespace`.
    pub(crate) fn lists_in(
        &self,
        cluster: &WorldCluster,
        namespace: &str,
        wanted: &[String],
    ) -> Option<Result<xds::Lists, xds::AskError>> {
        let (istiod, _) = self.serving(cluster)?;
        let mut proxy = self.sidecar(cluster);
        namespace.clone_into(&mut proxy.namespace);
        Some(ask(istiod, &proxy, wanted, PATIENCE))
    }
}

#[cfg(test)]
mod tests {
    use super::{Asked, first_priority, parse};
    use crate::xds::{Endpoint, Health};

    #[test]
    fn urls_of_the_sample_are_read() {
        let one = Asked {
            service: "in-west".to_owned(),
            namespace: "sample".to_owned(),
            port: 5000,
            count: 1,
        };
        assert_eq!(
            parse("http://in-west.sample:5000/hello").as_ref(),
            Some(&one)
        );
        let twenty = parse("http://helloworld.sample:5000/hello?[1-20]");
        assert_eq!(twenty.map(|asked| asked.count), Some(20));
        assert_eq!(parse("ftp://a.b:1/"), None);
        assert_eq!(parse("http://alone:5000/"), None);
    }

    #[test]
    fn only_usable_endpoints_of_the_first_priority_are_asked() {
        let endpoint = |address: &str, priority, health| Endpoint {
            address: address.to_owned(),
            priority,
            health,
            ..Endpoint::default()
        };
        let endpoints = [
            endpoint("a", 0, Health::Unhealthy),
            endpoint("b", 1, Health::Unknown),
            endpoint("c", 2, Health::Healthy),
        ];
        let chosen: Vec<&str> = first_priority(&endpoints)
            .iter()
            .map(|it| &*it.address)
            .collect();
        assert_eq!(chosen, ["b"]);
    }
}
