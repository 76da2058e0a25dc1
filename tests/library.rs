//! `lib.sh`, function by function: what it lets pass, what it refuses, and what it leaves alone.
//!
//! kubectl and istioctl are stand-ins that answer by the words they are given and write down each
//! call, so that a refusal can be seen to have changed nothing.

mod support {
    pub(crate) mod program;
    pub(crate) mod tools;
}

use std::fmt::Write;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use support::program::{meshwright, succeed};
use support::tools::tool;

/// A call of a function and what must come of it.
struct Case {
    name: &'static str,
    call: &'static str,
    /// Words that a call of the stand-in holds, what it prints then, and its exit status.
    answers: &'static [(&'static str, &'static str, i32)],
    passes: bool,
    /// What is said, on standard output or error.
    says: &'static str,
    /// Whether something was deleted or applied.
    changes: bool,
}

const ROOT: &str = "cm9vdAo=";

/// Words of calls that change something.
const CHANGES: [&str; 4] = ["delete ", "apply ", "uninstall ", "repo add "];

const CASES: &[Case] = &[
    Case {
        name: "a cluster that answers and has nothing of Istio passes",
        call: "check_cluster c1 default control-plane kubectl --context=c1",
        answers: &[],
        passes: true,
        says: "",
        changes: false,
    },
    Case {
        name: "a context that reaches nothing is refused",
        call: "check_cluster c1 default control-plane kubectl --context=c1",
        answers: &[("--raw=/readyz", "", 1)],
        passes: false,
        says: "does not reach the API server of c1",
        changes: false,
    },
    Case {
        name: "an installation without a name is refused",
        call: "check_cluster c1 default control-plane kubectl --context=c1",
        answers: &[("owning-resource in (unknown", "deployment.apps/istiod", 0)],
        passes: false,
        says: "has an Istio installation whose IstioOperator has no name",
        changes: false,
    },
    Case {
        name: "an istiod of the same revision that somebody else installed is refused",
        call: "check_cluster c1 default control-plane kubectl --context=c1",
        answers: &[(
            "istio.io/rev=default",
            "istio-system/istiod control-plane\nother/istiod theirs",
            0,
        )],
        passes: false,
        says: "c1 has an istiod (other/istiod) of revision default that this plan did not install",
        changes: false,
    },
    Case {
        name: "an istiod of the same revision by Helm is refused where istioctl installs",
        call: "check_cluster c1 default control-plane kubectl --context=c1",
        answers: &[(
            "istio.io/rev=default",
            "istio-system/istiod istio-system/istiod",
            0,
        )],
        passes: false,
        says: "installing would take it over",
        changes: false,
    },
    Case {
        name: "the plan's own istiod passes, by istioctl",
        call: "check_cluster c1 default control-plane kubectl --context=c1",
        answers: &[(
            "istio.io/rev=default",
            "istio-system/istiod control-plane",
            0,
        )],
        passes: true,
        says: "",
        changes: false,
    },
    Case {
        name: "the plan's own istiod passes, by Helm",
        call: "check_cluster c1 default istio-system/istiod kubectl --context=c1",
        answers: &[(
            "istio.io/rev=default",
            "istio-system/istiod istio-system/istiod",
            0,
        )],
        passes: true,
        says: "",
        changes: false,
    },
    Case {
        name: "another release of Helm is refused",
        call: "check_cluster c1 default istio-system/istiod kubectl --context=c1",
        answers: &[(
            "istio.io/rev=default",
            "istio-system/istiod istio-system/theirs",
            0,
        )],
        passes: false,
        says: "installing would take it over",
        changes: false,
    },
    Case {
        name: "the plan's own istiod passes as istioctl 1.19 to 1.23 names it",
        call: "check_cluster c1 canary control-plane kubectl --context=c1",
        answers: &[(
            "istio.io/rev=canary",
            "istio-system/istiod-canary installed-state-control-plane-canary",
            0,
        )],
        passes: true,
        says: "",
        changes: false,
    },
    Case {
        name: "both istiods of an external cluster pass",
        call: "check_cluster hub default front-gateway,control-plane kubectl --context=hub",
        answers: &[(
            "istio.io/rev=default",
            "istio-system/istiod front-gateway\nexternal-istiod/istiod control-plane",
            0,
        )],
        passes: true,
        says: "",
        changes: false,
    },
    Case {
        name: "a third istiod in an external cluster is refused",
        call: "check_cluster hub default front-gateway,control-plane kubectl --context=hub",
        answers: &[(
            "istio.io/rev=default",
            "istio-system/istiod front-gateway\nother/istiod plane",
            0,
        )],
        passes: false,
        says: "hub has an istiod (other/istiod) of revision default",
        changes: false,
    },
    Case {
        name: "a front gateway without its certificate is refused",
        call: "check_front_certificate hub istiod-tls istiod.example.com kubectl",
        answers: &[],
        passes: false,
        says: "there is no TLS Secret istiod-tls in istio-system of hub",
        changes: false,
    },
    Case {
        name: "what is no certificate is refused",
        call: "check_front_certificate hub istiod-tls istiod.example.com kubectl",
        answers: &[("get secret istiod-tls", ROOT, 0)],
        passes: false,
        says: "",
        changes: false,
    },
    Case {
        name: "the credential for a config cluster is put beside istiod",
        call: "config_kubeconfig='name: istio-kubeconfig'; put_config_kubeconfig kubectl",
        answers: &[],
        passes: true,
        says: "",
        changes: true,
    },
    Case {
        name: "no credential for a config cluster is no credential",
        call: "config_kubeconfig=; put_config_kubeconfig kubectl",
        answers: &[],
        passes: false,
        says: "there is no credential for the config cluster",
        changes: false,
    },
    Case {
        name: "a port goes behind an address",
        call: "with_port 203.0.113.7 15012; with_port istiod.example.com 15012",
        answers: &[],
        passes: true,
        says: "203.0.113.7:15012\nistiod.example.com:15012",
        changes: false,
    },
    Case {
        name: "a port goes behind an IPv6 address in brackets",
        call: "with_port 2001:db8::7 15012",
        answers: &[],
        passes: true,
        says: "[2001:db8::7]:15012",
        changes: false,
    },
    Case {
        name: "a cluster that knows the operator's kinds passes",
        call: "check_operator c1 kubectl --context=c1",
        answers: &[("istios.sailoperator.io", "customresourcedefinition", 0)],
        passes: true,
        says: "",
        changes: false,
    },
    Case {
        name: "a cluster without the operator is told where it comes from",
        call: "check_operator c1 kubectl --context=c1",
        answers: &[],
        passes: false,
        says: "c1 does not know the resource Istio",
        changes: false,
    },
    Case {
        name: "an operator that others use stays",
        call: "users=$(operator_users kubectl); delete_operator c1 \"$users\" helm uninstall istiod",
        answers: &[
            ("get customresourcedefinitions", "istios.sailoperator.io", 0),
            (
                "get istios.sailoperator.io",
                "istio.sailoperator.io/theirs",
                0,
            ),
        ],
        passes: true,
        says: "the operator of c1 stays, because it still serves istio.sailoperator.io/theirs",
        changes: false,
    },
    Case {
        name: "an operator that nobody uses goes",
        call: "users=$(operator_users kubectl); delete_operator c1 \"$users\" helm uninstall istiod",
        answers: &[],
        passes: true,
        says: "",
        changes: true,
    },
    Case {
        name: "a release that is gone already is no mistake",
        call: "delete_release helm uninstall istiod",
        answers: &[(
            "uninstall",
            "Error: uninstall: Release not loaded: istiod: release: not found",
            1,
        )],
        passes: true,
        says: "",
        changes: true,
    },
    Case {
        name: "another failure to remove a release is a failure",
        call: "delete_release helm uninstall istiod",
        answers: &[("uninstall", "Error: Kubernetes cluster unreachable", 1)],
        passes: false,
        says: "cluster unreachable",
        changes: true,
    },
    Case {
        name: "an object that does not come is missed when patience ends",
        call: "wait_for_object service/istiod kubectl",
        answers: &[("get service/istiod", "", 1)],
        passes: false,
        says: "service/istiod is not there after 0 seconds",
        changes: false,
    },
    Case {
        name: "an object that is there passes",
        call: "wait_for_object service/istiod kubectl",
        answers: &[],
        passes: true,
        says: "",
        changes: false,
    },
    Case {
        name: "a repository that Helm does not know is added",
        call: "add_charts istio https://charts.example.com ''",
        answers: &[("repo list", "NAME URL", 0)],
        passes: true,
        says: "",
        changes: true,
    },
    Case {
        name: "a repository that stands for another address stays",
        call: "add_charts istio https://charts.example.com ''",
        answers: &[("repo list", "istio https://mirror.example.com", 0)],
        passes: false,
        says: "helm already has a repository istio at https://mirror.example.com",
        changes: false,
    },
    Case {
        name: "a mirror that is named is the address",
        call: "add_charts istio https://charts.example.com https://mirror.example.com",
        answers: &[("repo list", "istio https://mirror.example.com", 0)],
        passes: true,
        says: "",
        changes: true,
    },
    Case {
        name: "helm that is too old is refused",
        call: "check_helm 3.6 4 helm",
        answers: &[("version", "v3.5.4", 0)],
        passes: false,
        says: "helm says \"v3.5.4\", and the charts need 3.6 or newer",
        changes: false,
    },
    Case {
        name: "helm is compared by its numbers",
        call: "check_helm 3.6 4 helm",
        answers: &[("version", "v3.16.4", 0)],
        passes: true,
        says: "",
        changes: false,
    },
    Case {
        name: "a newer major of helm is refused where charts are not made for it",
        call: "check_helm 3.6 3 helm",
        answers: &[("version", "v4.0.1", 0)],
        passes: false,
        says: "use Helm 3",
        changes: false,
    },
    Case {
        name: "a newer major of helm passes",
        call: "check_helm 3.6 4 helm",
        answers: &[("version", "v4.0.1", 0)],
        passes: true,
        says: "",
        changes: false,
    },
    Case {
        name: "an istiod of another revision is a neighbour",
        call: "check_cluster c1 canary control-plane kubectl --context=c1",
        answers: &[("istio.io/rev=default", "deployment.apps/istiod", 0)],
        passes: true,
        says: "",
        changes: false,
    },
    Case {
        name: "the first of two addresses is the address",
        call: "gateway_address istio-eastwestgateway kubectl",
        answers: &[("get service", "203.0.113.1\n203.0.113.2", 0)],
        passes: true,
        says: "203.0.113.1",
        changes: false,
    },
    Case {
        name: "a gateway without an address is refused when patience ends",
        call: "gateway_address istio-eastwestgateway kubectl",
        answers: &[],
        passes: false,
        says: "has no address after 0 seconds",
        changes: false,
    },
    Case {
        name: "an address that the topology does not name is refused",
        call: "wait_for_gateway istio-eastwestgateway 203.0.113.1,203.0.113.2 kubectl",
        answers: &[("get service", "203.0.113.9", 0)],
        passes: false,
        says: "has the address 203.0.113.9, and the topology says 203.0.113.1,203.0.113.2",
        changes: false,
    },
    Case {
        name: "an address that the topology names passes",
        call: "wait_for_gateway istio-eastwestgateway 203.0.113.1,203.0.113.2 kubectl",
        answers: &[("get service", "203.0.113.2", 0)],
        passes: true,
        says: "203.0.113.2",
        changes: false,
    },
    Case {
        name: "a host name cannot be the address of a control plane",
        call: "discovery_address istio-eastwestgateway kubectl",
        answers: &[("get service", "lb.example.com", 0)],
        passes: false,
        says: "istiod's certificate cannot have a name that is learned so late",
        changes: false,
    },
    Case {
        name: "an IPv6 address can",
        call: "discovery_address istio-eastwestgateway kubectl",
        answers: &[("get service", "2001:db8::1", 0)],
        passes: true,
        says: "2001:db8::1",
        changes: false,
    },
    Case {
        name: "a host name passes where every istiod resolves it",
        call: "wait_for_gateway gw '' kubectl",
        answers: &[("get service", "lb.example.com", 0)],
        passes: true,
        says: "lb.example.com",
        changes: false,
    },
    Case {
        name: "a host name is refused where some istiod ignores it",
        call: "wait_for_gateway_ip gw '' kubectl",
        answers: &[("get service", "lb.example.com", 0)],
        passes: false,
        says: "give the load balancer fixed IP addresses",
        changes: false,
    },
    Case {
        name: "an IP address passes there",
        call: "wait_for_gateway_ip gw '' kubectl",
        answers: &[("get service", "203.0.113.2", 0)],
        passes: true,
        says: "203.0.113.2",
        changes: false,
    },
    Case {
        name: "nodes with an ExternalIP pass",
        call: "check_node_addresses c1 role=gateway kubectl",
        answers: &[("get nodes --selector=role=gateway", "203.0.113.7", 0)],
        passes: true,
        says: "203.0.113.7",
        changes: false,
    },
    Case {
        name: "nodes without an ExternalIP are refused",
        call: "check_node_addresses c1 '' kubectl",
        answers: &[],
        passes: false,
        says: "write the addresses by which others reach the nodes into eastWestGateway.addresses of c1",
        changes: false,
    },
    Case {
        name: "a name without an address is refused when patience ends",
        call: "wait_for_name nowhere.invalid",
        answers: &[],
        passes: false,
        says: "nowhere.invalid has no address after 0 seconds",
        changes: false,
    },
    Case {
        name: "a name with an address passes",
        call: "wait_for_name localhost",
        answers: &[],
        passes: true,
        says: "",
        changes: false,
    },
    Case {
        name: "a certificate that is not there is refused",
        call: "check_gateway_certificate istiod-tls istiod.example.com kubectl",
        answers: &[("get secret istiod-tls", "NotFound", 1)],
        passes: false,
        says: "there is no Secret istiod-tls with the certificate for istiod.example.com",
        changes: false,
    },
    Case {
        name: "twenty answers of the own cluster show that it is preferred",
        call: "ask_nearest c1 failover kubectl",
        answers: &[(
            "http://failover.sample",
            "Hello version: c1, instance: x\nHello version: c1, instance: x\nHello version: c1, instance: x\nHello version: c1, instance: x\nHello version: c1, instance: x\nHello version: c1, instance: x\nHello version: c1, instance: x\nHello version: c1, instance: x\nHello version: c1, instance: x\nHello version: c1, instance: x\nHello version: c1, instance: x\nHello version: c1, instance: x\nHello version: c1, instance: x\nHello version: c1, instance: x\nHello version: c1, instance: x\nHello version: c1, instance: x\nHello version: c1, instance: x\nHello version: c1, instance: x\nHello version: c1, instance: x\nHello version: c1, instance: x",
            0,
        )],
        passes: true,
        says: "c1 -> failover: c1:20",
        changes: false,
    },
    Case {
        name: "an answer of another cluster shows that the own one is not preferred",
        call: "ask_nearest c1 failover kubectl",
        answers: &[(
            "http://failover.sample",
            "Hello version: c1, instance: x\nHello version: c1, instance: x\nHello version: c1, instance: x\nHello version: c1, instance: x\nHello version: c1, instance: x\nHello version: c1, instance: x\nHello version: c1, instance: x\nHello version: c1, instance: x\nHello version: c1, instance: x\nHello version: c2, instance: x\nHello version: c2, instance: x\nHello version: c2, instance: x\nHello version: c2, instance: x\nHello version: c2, instance: x\nHello version: c2, instance: x\nHello version: c2, instance: x\nHello version: c2, instance: x\nHello version: c2, instance: x\nHello version: c2, instance: x\nHello version: c2, instance: x",
            0,
        )],
        passes: false,
        says: "should all be answered by c1 itself; answers, clusters, and answers of each: 20 2",
        changes: false,
    },
    Case {
        name: "a request without an answer shows nothing",
        call: "ask_nearest c1 cluster-local kubectl",
        answers: &[(
            "http://cluster-local.sample",
            "Hello version: c1, instance: x\nHello version: c1, instance: x\nHello version: c1, instance: x\nHello version: c1, instance: x\nHello version: c1, instance: x\nHello version: c1, instance: x\nHello version: c1, instance: x\nHello version: c1, instance: x\nHello version: c1, instance: x\nHello version: c1, instance: x\nHello version: c1, instance: x\nHello version: c1, instance: x\nHello version: c1, instance: x\nHello version: c1, instance: x\nHello version: c1, instance: x\nHello version: c1, instance: x\nHello version: c1, instance: x\nHello version: c1, instance: x\nHello version: c1, instance: x\ncurl: (28) time-out",
            1,
        )],
        passes: false,
        says: "19 1 c1:19",
        changes: false,
    },
    Case {
        name: "answers of two clusters show that requests are spread",
        call: "ask_spread c1 kubectl",
        answers: &[(
            "http://helloworld.sample",
            "Hello version: c1, instance: x\nHello version: c1, instance: x\nHello version: c1, instance: x\nHello version: c1, instance: x\nHello version: c1, instance: x\nHello version: c1, instance: x\nHello version: c1, instance: x\nHello version: c1, instance: x\nHello version: c1, instance: x\nHello version: c2, instance: x\nHello version: c2, instance: x\nHello version: c2, instance: x\nHello version: c2, instance: x\nHello version: c2, instance: x\nHello version: c2, instance: x\nHello version: c2, instance: x\nHello version: c2, instance: x\nHello version: c2, instance: x\nHello version: c2, instance: x\nHello version: c2, instance: x",
            0,
        )],
        passes: true,
        says: "c2:11",
        changes: false,
    },
    Case {
        name: "answers of one cluster alone show that they are not",
        call: "ask_spread c1 kubectl",
        answers: &[(
            "http://helloworld.sample",
            "Hello version: c1, instance: x\nHello version: c1, instance: x\nHello version: c1, instance: x\nHello version: c1, instance: x\nHello version: c1, instance: x\nHello version: c1, instance: x\nHello version: c1, instance: x\nHello version: c1, instance: x\nHello version: c1, instance: x\nHello version: c1, instance: x\nHello version: c1, instance: x\nHello version: c1, instance: x\nHello version: c1, instance: x\nHello version: c1, instance: x\nHello version: c1, instance: x\nHello version: c1, instance: x\nHello version: c1, instance: x\nHello version: c1, instance: x\nHello version: c1, instance: x\nHello version: c1, instance: x",
            0,
        )],
        passes: false,
        says: "should be answered by several clusters",
        changes: false,
    },
    Case {
        name: "the sample of an addon is fetched where no release is at hand",
        call: "addon_file addons/kiali.yaml https://example.com/kiali.yaml istioctl",
        answers: &[],
        passes: true,
        says: "https://example.com/kiali.yaml",
        changes: false,
    },
    Case {
        name: "a release that is named has to have the sample",
        call: "ISTIO_DIR=nowhere; addon_file addons/kiali.yaml https://example.com/kiali.yaml istioctl",
        answers: &[],
        passes: false,
        says: "there is no addons/kiali.yaml at nowhere/samples/addons/kiali.yaml",
        changes: false,
    },
    Case {
        name: "the sample of a release that is named is taken from it",
        call: "mkdir -p release/samples/addons; echo x >release/samples/addons/kiali.yaml; \
               ISTIO_DIR=release; addon_file addons/kiali.yaml https://example.com/kiali.yaml istioctl",
        answers: &[],
        passes: true,
        says: "release/samples/addons/kiali.yaml",
        changes: false,
    },
    Case {
        name: "Kiali gets a kubeconfig for each cluster, and starts again",
        call: "kiali_credential_c2='metadata:\n  name: istio-remote-secret-c2\nstringData:\n  c2: |\n    kind: Config\n---'; \
               kiali_clusters secret c2; put_kiali_clusters secret c2 kubectl",
        answers: &[("rollout restart deployment/kiali", "restarted", 0)],
        passes: true,
        says: "name: secret\n  labels:\n    kiali.io/multiCluster: \"true\"\nstringData:\n  c2: |\n    kind: Config\n",
        changes: true,
    },
    Case {
        name: "Kiali gets nothing where a credential is missing",
        call: "put_kiali_clusters secret 'c2 c3' kubectl",
        answers: &[],
        passes: false,
        says: "there is no credential for Kiali to read c2",
        changes: false,
    },
    Case {
        name: "a cluster is synced when every istiod has synced with it",
        call: "wait_for_sync 1 istioctl remote-clusters",
        answers: &[(
            "remote-clusters",
            "c2 istio-system/istio-remote-secret-c2 synced a\nc2 istio-system/istio-remote-secret-c2 synced b",
            0,
        )],
        passes: true,
        says: "synced",
        changes: false,
    },
    Case {
        name: "a cluster is not synced while one istiod waits for it",
        call: "wait_for_sync 1 istioctl remote-clusters",
        answers: &[(
            "remote-clusters",
            "c2 istio-system/istio-remote-secret-c2 synced a\nc2 istio-system/istio-remote-secret-c2 timeout b",
            0,
        )],
        passes: false,
        says: "0 of 1 clusters are synced",
        changes: false,
    },
    Case {
        name: "a remote secret that was never made is missed",
        call: "check_remote_secrets",
        answers: &[],
        passes: false,
        says: "there is no remote secret for cluster1",
        changes: false,
    },
    Case {
        name: "certificates of another root stay",
        call: "delete_cacerts cluster1 kubectl",
        answers: &[("get secret cacerts", "b3RoZXIK", 0)],
        passes: false,
        says: "cluster1",
        changes: false,
    },
    Case {
        name: "certificates of the mesh's root go",
        call: "delete_cacerts cluster1 kubectl",
        answers: &[("get secret cacerts", ROOT, 0)],
        passes: true,
        says: "",
        changes: true,
    },
    Case {
        name: "certificates that are gone already are no mistake",
        call: "delete_cacerts cluster1 kubectl",
        answers: &[],
        passes: true,
        says: "",
        changes: false,
    },
    Case {
        name: "a namespace with workloads of others stays",
        call: "delete_namespace c1 istio-system '' file.yaml kubectl",
        answers: &[("get deployments,statefulsets,daemonsets", "theirs ", 0)],
        passes: false,
        says: "theirs",
        changes: false,
    },
    Case {
        name: "a namespace without workloads goes",
        call: "delete_namespace c1 istio-system '' file.yaml kubectl",
        answers: &[],
        passes: true,
        says: "",
        changes: true,
    },
    Case {
        name: "Istio's kinds are taken out of what is deleted, and nothing else",
        call: "test \"$(printf 'kind: CustomResourceDefinition\\nmetadata: {}\\n---\\nkind: Role\\n' | \
               without_kinds)\" = \"$(printf 'kind: Role\\n---')\"",
        answers: &[],
        passes: true,
        says: "",
        changes: false,
    },
    Case {
        name: "kinds that Istio never brought have nothing to delete",
        call: "delete_custom kubectl delete --filename=file.yaml",
        answers: &[("delete", "error: no matches for kind \"Gateway\"", 1)],
        passes: true,
        says: "",
        changes: true,
    },
    Case {
        name: "another failure to delete is a failure",
        call: "delete_custom kubectl delete --filename=file.yaml",
        answers: &[("delete", "error: connection refused", 1)],
        passes: false,
        says: "connection refused",
        changes: true,
    },
    Case {
        name: "istioctl of another release is refused",
        call: "check_istioctl 1.30 istioctl",
        answers: &[("version", "client version: 1.29.6", 0)],
        passes: false,
        says: "1.29.6",
        changes: false,
    },
    Case {
        name: "istioctl of the release passes",
        call: "check_istioctl 1.30 istioctl",
        answers: &[("version", "client version: 1.30.1", 0)],
        passes: true,
        says: "",
        changes: false,
    },
];

/// A program that answers as told and writes down its words.
fn stand_in(path: &Path, answers: &[(&str, &str, i32)]) {
    let mut script =
        String::from("#!/bin/sh\nprintf '%s\\n' \"$*\" >>\"$CALLS\"\ncase \" $* \" in\n");
    for (words, said, status) in answers {
        let _ = writeln!(
            script,
            "  *'{words}'*) printf '%s\\n' '{said}'; exit {status} ;;"
        );
    }
    script.push_str("esac\n");
    fs::write(path, script).expect("the stand-in can be written");
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).expect("it is ours");
}

#[test]
fn functions_pass_and_refuse_as_they_say() {
    let place = tempfile::tempdir().expect("there is room");
    let folder = place.path();
    let topology = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/examples/two-primaries-two-networks.yaml"
    );
    succeed(meshwright().args(["render", topology, "-o", "out"]), folder);
    let certificates = folder.join("certificates/cluster1");
    fs::create_dir_all(&certificates).expect("there is room");
    fs::write(certificates.join("root-cert.pem"), "root\n").expect("there is room");
    let programs = folder.join("programs");
    fs::create_dir_all(&programs).expect("there is room");
    let path = format!(
        "{}:{}",
        programs.display(),
        std::env::var("PATH").expect("tests run with a PATH")
    );
    let calls = folder.join("calls");
    for shell in ["dash", "bash", "ksh"] {
        for case in CASES {
            for name in ["helm", "kubectl", "istioctl"] {
                stand_in(&programs.join(name), case.answers);
            }
            fs::write(&calls, "").expect("there is room");
            let output = tool(shell)
                .args(["-c", &format!("set -eu\n. ./lib.sh\n{}", case.call)])
                .current_dir(folder.join("out"))
                .env("PATH", &path)
                .env("CALLS", &calls)
                .env("HOME", folder)
                .env("MESHWRIGHT_CERTIFICATES", folder.join("certificates"))
                .env("MESHWRIGHT_PATIENCE", "0")
                .output()
                .expect("the shell can be started");
            let said = [output.stdout, output.stderr].concat();
            let said = String::from_utf8_lossy(&said);
            let place = format!("{shell}: {}: {said}", case.name);
            assert_eq!(output.status.success(), case.passes, "{place}");
            assert!(said.contains(case.says), "{place}");
            let calls = fs::read_to_string(&calls).expect("calls are written down");
            let changes = calls
                .lines()
                .any(|call| CHANGES.iter().any(|word| call.contains(word)));
            assert_eq!(changes, case.changes, "{place}\n{calls}");
        }
    }
}

/// kubectl itself puts a learned address into a resource that it has never heard of, without a
/// server; only what is applied then goes to a stand-in.
#[test]
fn a_learned_address_becomes_a_field_of_the_resource() {
    let place = tempfile::tempdir().expect("there is room");
    let folder = place.path();
    let topology = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/examples/two-primaries-two-networks.yaml"
    );
    succeed(meshwright().args(["render", topology, "-o", "out"]), folder);
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

/// The certificate that a gateway shows is looked at with the real openssl.
#[test]
fn a_certificate_names_the_host_and_is_under_the_root_of_the_mesh() {
    let place = tempfile::tempdir().expect("there is room");
    let folder = place.path();
    let topology = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/examples/two-primaries-two-networks.yaml"
    );
    succeed(meshwright().args(["render", topology, "-o", "out"]), folder);
    let openssl = |words: &str| succeed(tool("openssl").args(words.split(' ')), folder);
    for root in ["ours", "theirs"] {
        openssl(&format!(
            "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN={root} -keyout {root}.key -out {root}.pem"
        ));
    }
    let extension = "subjectAltName=DNS:istiod.example.com,DNS:other.example.com\n";
    fs::write(folder.join("names"), extension).expect("there is room");
    openssl("req -newkey rsa:2048 -nodes -subj /CN=istiod -keyout leaf.key -out leaf.csr");
    openssl(
        "x509 -req -in leaf.csr -CA ours.pem -CAkey ours.key -set_serial 1 -days 2 -extfile names -out leaf.pem",
    );
    let read = |name: &str| fs::read_to_string(folder.join(name)).expect("openssl wrote it");
    let programs = folder.join("programs");
    fs::create_dir_all(&programs).expect("there is room");
    let path = format!(
        "{}:{}",
        programs.display(),
        std::env::var("PATH").expect("tests run with a PATH")
    );
    for (root, host, says) in [
        ("ours", "istiod.example.com", ""),
        (
            "ours",
            "istiod.example.org",
            "is not for istiod.example.org",
        ),
        (
            "theirs",
            "istiod.example.com",
            "is not under the root of the mesh",
        ),
    ] {
        let answers = [
            ("get secret istiod-tls", read("leaf.pem"), 0),
            (
                "get configmap/istio-ca-root-cert",
                read(&format!("{root}.pem")),
                0,
            ),
        ];
        let answers: Vec<(&str, &str, i32)> = answers
            .iter()
            .map(|(words, said, status)| (*words, said.as_str(), *status))
            .collect();
        stand_in(&programs.join("kubectl"), &answers);
        let call = format!("check_gateway_certificate istiod-tls {host} kubectl");
        for shell in ["dash", "bash", "ksh"] {
            let output = tool(shell)
                .args(["-c", &format!("set -eu\n. ./lib.sh\n{call}")])
                .current_dir(folder.join("out"))
                .env("PATH", &path)
                .env("CALLS", folder.join("calls"))
                .env("HOME", folder)
                .output()
                .expect("the shell can be started");
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            assert_eq!(
                output.status.success(),
                says.is_empty(),
                "{shell} {root} {host}: {said}"
            );
            assert!(said.contains(says), "{shell} {root} {host}: {said}");
        }
    }
}
