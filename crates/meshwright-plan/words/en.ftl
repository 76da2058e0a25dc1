# Headings over steps.
phase-prepare = Prepare
phase-trust = Trust
phase-control-plane = Control planes
phase-gateways = Gateways
phase-discovery = Discovery
phase-extras = Extras
phase-verify = Verify

# Steps: a title in the imperative, and why the step is there.
step-check = Check `{$cluster}` through the context `{$context}`
    .why = A context that means another cluster would change that cluster. An Istio installation without a name would lose its east-west gateway to the next install.
step-namespace = Create `istio-system` in `{$cluster}` with the label of `{$network}`
    .why = istioctl labels the namespace only when it makes it, and whatever comes first makes it without the label. istiod takes the network of pods from it.
step-namespace-remote = Create `istio-system` in the remote `{$cluster}` with the label of `{$network}`
    .why = istioctl never labels a namespace that is there. The annotation `topology.istio.io/controlPlaneClusters` lets the istiod of `{$primary}` write its root certificate and its webhook's CA into `{$cluster}`; without it no pod is injected.
step-namespace-remote-unnamed = Create `istio-system` in the remote `{$cluster}` with the label of `{$network}`
    .why = istioctl labels the namespace only when it makes it, and whatever comes first makes it without the label. The istiod of `{$primary}` takes the network of the pods of `{$cluster}` from it.
step-namespace-remote-standbys = Create `istio-system` in the remote `{$cluster}` with the label of `{$network}`
    .why = istioctl never labels a namespace that is there. The annotation `topology.istio.io/controlPlaneClusters` lets the istiods of {$leaders} write their root certificate and their webhook's CA into `{$cluster}`: one of them leads, the others take over when it is gone.
step-root-certificate = Make the root certificate of the mesh `{$mesh}`
    .why = Workloads of different clusters trust each other only under one root. It is made once, on this machine, and its key goes nowhere else.
step-certificate = Make the signing certificate of `{$cluster}`
    .why = Each istiod signs with an intermediate of its own, so that one stolen key is not the whole mesh.
step-cacerts = Put the signing certificate into `{$cluster}`
    .why = An istiod that starts without `cacerts` makes a root of its own, and every workload that it has signed by then has to be restarted.
step-control-plane = Install the control plane of `{$cluster}`, Istio {$version}
    .why = The IstioOperator has a name: without one, installing a second time deletes the east-west gateway.
step-control-plane-remote = Install the remote `{$cluster}` of `{$primary}`, Istio {$version}
    .why = A remote runs no istiod. It gets a Service `istiod` that leads to the gateway of `{$primary}`, and a webhook that asks the istiod there, with the cluster and the network in its path.
step-control-plane-remote-own-istiod = Install the remote `{$cluster}` of `{$primary}`, Istio {$version}
    .why = A remote of Istio {$version} runs an istiod of its own, which injects and signs, with `cacerts` under the mesh's root. Its proxies get their configuration from `{$primary}`, which must watch `{$cluster}` before, or no proxy is let in.
step-east-west-gateway = Install the east-west gateway of `{$cluster}`
    .why = Pods of other networks reach `{$network}` through it, and remotes of this cluster reach istiod. istiod takes the Service for a gateway by its network label and its port 15443.
step-east-west-gateway-remote = Install the east-west gateway of the remote `{$cluster}`
    .why = Pods of other networks reach `{$network}` through it. Its pod is injected by the istiod of `{$primary}`, so it comes after `{$primary}` has learned of `{$cluster}`.
step-east-west-gateway-remote-own-istiod = Install the east-west gateway of the remote `{$cluster}`
    .why = Pods of other networks reach `{$network}` through it. It gets its configuration from the istiod of `{$primary}`, which lets it in only after it has learned of `{$cluster}`.
step-gateway-address = Wait for the address of the east-west gateway of `{$cluster}`
    .why = A gateway without an address does not exist for istiod: callers would be sent to pod addresses that they cannot reach.
step-expose-services = Let other networks reach services through the gateways served by `{$cluster}`
    .why = The gateway passes TLS on by its server name, and only what this Gateway names. It is read by the istiod that serves the gateway, so it goes into primaries only.
step-expose-istiod = Let remotes reach the istiod of `{$cluster}`
    .why = Proxies of remotes connect to 15012, API servers of remotes call the webhook on 15017. Both have to be open before a remote is installed.
step-traffic = Tell callers in `{$cluster}` which endpoints they prefer
    .why = Failover needs outlier detection and a preference in one rule, and each primary needs the rule: routing is decided where the caller is.
step-remote-secret = Make the credential to watch `{$cluster}`
    .why = It is the same for all who watch the cluster, so it is made once. It reads all Secrets of `{$cluster}`: it stays in memory and is written to no disk.
step-remote-secrets = Gather the remote secrets of {$clusters ->
    [one] one cluster
   *[other] {$clusters} clusters
}
    .why = A missing one would leave one cluster's endpoints out, in silence.
step-attach = Let `{$cluster}` watch {$others ->
    [one] the other cluster
   *[other] the {$others} other clusters
}
    .why = istiod sends its proxies the endpoints of the clusters that it watches, and of no others. One list, one apply.
step-attach-untold = Let `{$cluster}` watch {$others ->
    [one] the other cluster
   *[other] the {$others} other clusters
}
    .why = istiod sends its proxies the endpoints of the clusters that it watches, and of no others. One list, one apply. The istioctl of this release cannot tell when istiod has synced with them: the requests at the end show it.
step-remote-clusters = Check that `{$cluster}` has synced with {$others ->
    [one] the other cluster
   *[other] all {$others} others
}
    .why = A secret that is there says nothing of an API server that cannot be reached.
step-addons = Install {$addons} in `{$cluster}`
    .why = The topology asks for them. They come from the samples of Istio's release.
step-sample = Start the sample workloads in `{$cluster}`
    .why = A server that answers with the name of its cluster, and a client, in a namespace of their own.
step-samples = Wait for the sample workloads of {$clusters ->
    [one] the cluster
   *[other] all {$clusters} clusters
}
    .why = A request to a server that is still starting would say nothing about the mesh.
step-requests = Ask {$clusters ->
    [one] the one server
   *[other] the servers of all {$clusters} clusters
} from `{$cluster}`
    .why = Every ordered pair is tried: a way that works in one direction says nothing of the other.

# When a step is done.
condition-cluster-ready = the API server says it is ready
condition-no-unnamed-installation = the cluster has no Istio installation without a name, and no istiod of the same revision by somebody else
condition-applied = everything in `{$file}` is in the cluster as the file says
condition-deployment-available = the Deployment `{$name}` in `{$namespace}` is available
condition-daemon-set-ready = every pod of the DaemonSet `{$name}` in `{$namespace}` is ready
condition-released = Helm calls the release `{$release}` deployed, with version {$version} of its chart
condition-resource-ready = `{$resource}` says that it is ready
condition-charts-known = Helm on this machine knows Istio's charts
condition-sample-available = the Deployment `{$name}` in `sample` is available
condition-owned-by = its objects carry the owner `{$operator}`
condition-discovery-service = the Service `{$name}` in `{$namespace}` leads to the primary's gateway
condition-certificate-made = the key and the certificate are on this machine
condition-cacerts-hold-root = the Secret `cacerts` holds the mesh's root
condition-gateway-has-address = the Service `{$service}` has an address
condition-remote-secret-at-hand = the credential is at hand
condition-remote-secrets-at-hand = {$clusters ->
    [one] the credential of one cluster is at hand
   *[other] the credentials of {$clusters} clusters are at hand
}
condition-remote-secrets-present = {$others ->
    [one] one remote secret is in `{$namespace}`
   *[other] {$others} remote secrets are in `{$namespace}`
}
condition-synced = `istioctl remote-clusters` calls {$others ->
    [one] the other cluster
   *[other] all {$others} others
} synced
condition-samples-ready = the sample Deployments of {$clusters ->
    [one] the cluster
   *[other] all {$clusters} clusters
} are available
condition-answered = {$clusters ->
    [one] the server answers
   *[other] the server of each of the {$clusters} clusters answers with its name
}
