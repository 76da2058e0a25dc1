# The runbook.
runbook-title = Runbook for the mesh {$mesh}
runbook-lead = This joins {$clusters ->
    [one] one cluster
   *[other] {$clusters} clusters
} on {$networks ->
    [one] one network
   *[other] {$networks} networks
} into one Istio mesh: {$primaries ->
    [one] one primary with an istiod
   *[other] {$primaries} primaries, each with an istiod of its own
}{$remotes ->
    [0] {""}
    [one] , and one remote without
   *[other] , and {$remotes} remotes without
}.
runbook-lead-external = This joins {$clusters ->
    [one] one cluster
   *[other] {$clusters} clusters
} on {$networks ->
    [one] one network
   *[other] {$networks} networks
} into one Istio mesh without an istiod of their own: {$externals ->
    [one] that of an external cluster serves them, behind a front gateway
   *[other] those of {$externals} external clusters serve them, each behind a front gateway
}.
runbook-lead-external-beside = This joins {$clusters ->
    [one] one cluster
   *[other] {$clusters} clusters
} on {$networks ->
    [one] one network
   *[other] {$networks} networks
} into one Istio mesh: {$primaries ->
    [one] one primary with an istiod
   *[other] {$primaries} primaries, each with an istiod of its own
}, and {$remotes ->
    [one] one remote
   *[other] {$remotes} remotes
} without. {$externals ->
    [one] One istiod is in an external cluster, behind a front gateway.
   *[other] {$externals} istiods are in external clusters, each behind a front gateway.
}
runbook-picture = The clusters of the mesh on their networks
runbook-same = Every step may be run again: what is there already stays as it is, with its name and its address. `run.sh` holds the same commands in the same order.

table-cluster = Cluster
table-role = Role
table-network = Network
table-context = Context
table-istio = Istio
table-gateway = East-west gateway
table-remote-of = remote of `{$primary}`
table-config-cluster-of = config cluster of `{$primary}`
role-primary = primary
role-remote = remote
role-external = external control plane
role-config = config cluster
gateway-load-balancer = load balancer
gateway-node-port = node port
gateway-external-ips = external IPs
gateway-front = front gateway

# Before the first step.
before-title = Before you start
before-tools = Tools
before-istioctl = `istioctl` {$version}, the minor release that is installed
before-istioctl-several = `istioctl` {$version}; put its path into `{$variable}`
before-kubectl = `kubectl`, at most one minor release away from each API server
before-helm = `helm` {$version} or newer{$major ->
    [3] , but not 4: installed again with these charts, it would conflict with what istiod writes into webhooks
   *[other] {""}
}
before-charts = The charts at {$address}, or a mirror of them whose address is in `{$variable}`
before-openssl = `openssl`, `base64`, `find`, `xargs` and the other tools of POSIX
before-kubernetes = Kubernetes {$first} to {$last} in every cluster with Istio {$istio}
before-images = The samples that verify the mesh use the images {$images}; every node has to be able to pull them
before-hub = Images
before-hub-text = Nodes pull every image from a registry of your own. Each line of `images.txt` is an image and the place where this mesh looks for it: Istio's, those of the samples that verify the mesh, and those of the addons. Put them there on a machine that reaches both registries, with skopeo or whatever you have. `run.sh` does not do it.
before-clocks = A time daemon on every node of every cluster: certificates and tokens of a clock that differs by a minute are refused
before-shell = The shell
before-shell-text = Follow the steps in one shell, in this folder. The commands use a few functions, which change nothing by themselves; the appendix shows them.
before-kubeconfig = Relative kubeconfig paths are looked up from this folder:
before-script = Or let the script do all of it:
before-access = Rights
before-access-text = An administrator of each cluster needs nothing more. For anybody else the folder `access` has a file for each cluster, with the namespaces and roles that these steps, `meshwright apply`, `verify` and `undo` need, and no verb more. An administrator applies it once, with `kubectl apply --server-side`, and adds people to the group `{$group}`. Who installs Istio hands out rights, and the roles allow that: give them to people whom you would trust with the cluster.
before-certificates = Certificates
before-certificates-text = Each primary signs with an intermediate under one root. Their keys and certificates are kept in `~/.meshwright/{$mesh}/certificates`, outside of this folder, so that this folder can be shared. The variable `MESHWRIGHT_CERTIFICATES` names another place.
before-certificates-made = The steps below make what is not there. `meshwright ca issue topology.yaml` makes what is missing for all clusters at once, and asks for the passphrase of the root's key once; `meshwright render --with-certs` has made everything with this folder. After the last certificate, take `root/root-key.pem` off this machine: no cluster ever needs it.
before-certificates-given = Certificates of your own CA are used if they are there before the first step: for each primary a folder of its name with `ca-cert.pem`, `ca-key.pem`, `root-cert.pem` and `cert-chain.pem`. `meshwright ca request topology.yaml` makes the keys and what such a CA is asked for, `meshwright ca import` puts its answer in order, and `meshwright ca check topology.yaml` says what an istiod will refuse.
before-ports = Open ports

ports-title = Ports to open for the mesh {$mesh}
ports-lead = Everything that has to pass between the places of the mesh. Addresses that are learned on the way are not listed; `ranges.csv` has the ranges of each cluster.
ports-source = From
ports-target = To
ports-port = Port
ports-purpose = For
ports-any = any TCP port of a workload
ports-optional = {$purpose}; optional
ports-inside-title = Inside of clusters
ports-inside-lead = What stays inside of each cluster, or begins there. Most firewalls never see it; network policies do.

# Steps.
steps-title = Steps
steps-lead = Each step names its cluster in every command. Go on only when a step is done.
steps-lead-large = The first step of each kind says why it is there, when it is done, how to check and how to undo it; the same holds for those after it. `teardown.sh` has the commands that undo each step.
steps-expected = Done when:
steps-openssl = Or, with openssl alone, for a root whose key is under no passphrase:
steps-check = To check:
steps-undo = To undo:

# Verification.
verification-title = What you should see
verification-lead = The last steps ask the server of every cluster from every other one. This is what istiod will send to the callers.
verification-ambient = For ambient callers `istioctl ztunnel-config` shows it: one entry stands for all pods of a service behind a gateway. A Service without the label `istio.io/global` on both sides stays in its own cluster.
verification-pairs = From the cluster of a row, the server in the cluster of a column is reached:
verification-from-to = From, to
verification-lists = These commands show the lists for `helloworld.sample`, which every cluster serves:
verification-by-network = Clusters of one network are called alike, so this table is by network.
verification-from = From
verification-endpoint = Endpoint
verification-is = What it is
verification-from-network = From network
verification-to-network = To network
verification-way = Way
verification-endpoints = Endpoints
verification-none = There is one cluster, so there is nothing to reach.
verification-file = `verify/expected-endpoints.csv` has the same for programs, for the Service of each cluster's server: who calls (networks, single callers as `network/cluster`, or `!network` for all others), the called cluster, its Service, the way, and the endpoints (`range:port` for a pod in a range, and `pods(cluster):port` or `gateway(cluster):port` where the address is not known).
predict-same = own cluster
predict-direct = from pod to pod
predict-gateway = through the gateway of {$clusters}
predict-broken = no way
predict-other-networks = every network but {$network}
predict-pods-of = pods of `{$cluster}`, port {$port}
predict-pods-in = pods in {$range}, port {$port}
predict-address-of = gateway address of `{$cluster}`, port {$port}

# When one sees something else: what one sees, what it means, what mends it.
trouble-title = When you see something else
trouble-lead = Find what you see in place of the predicted list. Every step may be run again. Before you restart an istiod, see that every API server that it watches answers: until it has heard from all of them, or for half a minute, it serves nobody.
trouble-lead-alike = Where many networks, istiods or remotes are alike, one of them stands here for all.
trouble-seen = You see
trouble-meaning = It means
trouble-mending = What mends it
trouble-steps = { $count ->
    [0] its steps
    [one] step {$steps}
   *[other] steps {$steps}
}
trouble-called = Endpoints of `{$cluster}`
trouble-called-network = Endpoints of network `{$network}`, here those of `{$cluster}`
trouble-predicted = Predicted for callers on other networks: {$endpoints}.
trouble-pods = Addresses of pods of `{$cluster}`
trouble-pods-in = Addresses in {$ranges}
trouble-raw = {$seen}
    .means = The caller's istiod knows no gateway of network `{$network}`: the Service has no address, or not the label `{$label}`.
    .mend = `{$look}` shows both. Run {$steps} again.
trouble-raw-told = {$seen}
    .means = The istiod of `{$istiod}` was not told of the gateway of network `{$network}`.
    .mend = `{$config}` has it under `meshNetworks`. Run {$steps} again.
trouble-raw-nodes = {$seen}
    .means = No node of `{$cluster}` has an ExternalIP, the only address that istiod takes for a node port.
    .mend = `{$nodes}` shows them. Write the addresses of the nodes into `eastWestGateway.addresses` and render again.
trouble-raw-host = {$seen}, after a while or from the beginning
    .means = `{$host}` does not resolve where istiod asks: it asks DNS, not the file `hosts`.
    .mend = `{$resolve}`. Correct the DNS record; istiod asks again by itself.
trouble-raw-host-learned = {$seen}, though the Service has a host name
    .means = The name does not resolve where istiod asks: it asks DNS, not the file `hosts`.
    .mend = `{$look}` shows the name. Look it up with `nslookup`; istiod asks again by itself.
trouble-raw-host-ignored = {$seen}, though the Service has a host name
    .means = An istiod of Istio {$version} ignores host names of gateways.
    .mend = `{$look}` shows it. Give the load balancer IP addresses, write them into `eastWestGateway.addresses`, and render again.
trouble-address-learned = Another address than that of the gateway of `{$cluster}`
    .means = The gateway's Service was made again or its load balancer changed, and the list is old.
    .mend = `{$look}` shows the address. Restart the caller's istiod, as below; correct firewalls and DNS.
trouble-address-known = Another address than {$addresses}
    .means = The gateway of `{$cluster}` has got another address than the topology says, or the list is old.
    .mend = `{$look}` shows the address. Correct `eastWestGateway.addresses` and render again, or restart the caller's istiod, as below.
trouble-timeout = The predicted list, and requests time out or are reset
    .means = Port {$port} is closed on the way, or no pod of the gateway of `{$cluster}` is ready: its address stays in lists.
    .mend = `{$pods}`; from `{$caller}` try `{$probe}`. `ports.md` says what has to be open.
trouble-timeout-learned = The predicted list, and requests time out or are reset
    .means = Port {$port} is closed on the way, or no pod of the gateway of `{$cluster}` is ready: its address stays in lists.
    .mend = `{$pods}`. `ports.md` says what has to be open.
trouble-without-sidecar = Nothing of `{$cluster}`, whoever asks
    .means = Its pods have no sidecar: between networks, only endpoints with Istio's mutual TLS are listed.
    .mend = `{$pods}` shows 2 containers in each. If not: `{$restart}`.
trouble-ambient-gateway = Nothing of `{$cluster}`
    .means = Its gateway has no address: without a gateway, ztunnel is sent nothing of another network.
    .mend = `{$programmed}` has to say `True`. Run {$steps} again.
trouble-ambient-local = Nothing of `{$cluster}`, though its gateway is programmed
    .means = The Service lacks the label `istio.io/global: "true"`, there or in the caller's cluster.
    .mend = `{$shared}`. Run {$steps} again.
trouble-ambient-timeout = The predicted list, and requests time out
    .means = Port {$port} of the gateway of `{$cluster}` is closed on the way.
    .mend = `{$programmed}` shows the address. `ports.md` says what has to be open.
trouble-ambient-plain = Workloads of `{$cluster}` with the protocol `TCP` in place of `HBONE`
    .means = The pods are not in the mesh: their namespace lacks the label `istio.io/dataplane-mode`, or their node has no agent.
    .mend = `{$namespace}`. Run {$steps} again.
trouble-direct-timeout = The addresses of pods that callers on `{$network}` should see, and requests time out
    .means = Pods of one cluster do not get to pods of another there: a route or a firewall is missing.
    .mend = From `{$caller}` try `{$probe}`. `ranges.csv` has the ranges of pods; `ports.md` says what has to be open.
trouble-direct-gateway = A gateway, for callers on `{$network}` itself
    .means = Pods of `{$cluster}` or of the caller say that they are on another network.
    .mend = `{$pods}` has to show `{$network}`. Run {$steps} again, then `{$restart}`.
trouble-service = Nothing of `{$cluster}` for a service of your own, such as `{$service}`
    .means = There the Service is missing, or its port has another name than `{$port}`.
    .mend = `{$look}`. Name the port alike in every cluster.
trouble-istiod = Lists from the istiod of `{$cluster}`
trouble-secret = Nothing of a cluster, and `{$status}` does not name it
    .means = Its remote secret is missing, lacks the label `istio/multiCluster: "true"`, or has another cluster's name.
    .mend = `{$secrets}`. Run its steps again; for `{$other}`: {$steps}.
trouble-secret-untold = Nothing of a cluster
    .means = Its remote secret is missing, or istiod does not reach the API server that it names.
    .mend = `{$secrets}`. Run its steps again; for `{$other}`: {$steps}.
trouble-unsynced = Nothing of a cluster, and `{$status}` says `syncing` or `timeout`
    .means = istiod does not reach the API server in its remote secret, or is refused there.
    .mend = Correct `apiServer.url` if others reach it elsewhere, and render again. Run its steps again; for `{$other}`: {$steps}.
trouble-synced = Nothing of a cluster, and `{$status}` says `synced`
    .means = Its remote secret was replaced: this release then forgets the cluster's endpoints.
    .mend = `{$restart}`
trouble-stale = An address that no gateway has any more
    .means = istiod keeps the last address of a Service that has lost it.
    .mend = `{$restart}`
trouble-root = The predicted list, and requests end with `CERTIFICATE_VERIFY_FAILED`
    .means = `{$cluster}` and the other cluster sign under different roots, or pods still have certificates of an old one.
    .mend = `{$root}` has to show the same root in every cluster. Run {$steps} again, then `{$restart}` and `{$workloads}`.
trouble-remote = Pods of `{$cluster}`, whose istiod is in `{$primary}`
trouble-refused = No pods, or pods that stay in `ContainerCreating`; `{$events}` tells of a webhook, of `x509` or of `istio-ca-root-cert`
    .means = The webhook of `{$cluster}` has no CA bundle, or its namespaces no root: the istiod of `{$primary}` does not lead `{$cluster}`. It looks at that only when it starts or is told of the cluster.
    .mend = `{$restart}`, then `{$again}`: by itself Kubernetes tries again only minutes later.
trouble-unready = Pods that are never ready
    .means = Their proxies do not reach the istiod of `{$primary}`.
    .mend = `{$service}` has to lead `{$name}` to {$address}, and ports {$discovery} and {$injection} have to be open. Run {$steps} again.
trouble-door = `{$address}`
trouble-door-learned = the address of the gateway of `{$cluster}`
trouble-door-front = the address of the front gateway of `{$cluster}`
trouble-unknown = Pods that are never ready; istiod says `client claims to be in cluster "{$cluster}"`
    .means = The istiod of `{$primary}` has no remote secret for `{$cluster}`, so it cannot check the token of its proxies.
    .mend = Run {$steps} again.

# Removal and appendix.
removal-title = Removal
removal-lead = Remotes go before the primaries that they use, and the credentials before the clusters that they open. The keys on this machine stay.
removal-by-hand = The same by hand:
removal-leftovers = Istio's custom resource definitions stay, because your own configuration lives in them; so do the ConfigMaps `istio-ca-root-cert` in other namespaces. Pods that were injected keep their sidecar until they are restarted.
appendix-title = Appendix
appendix-digest = Made by Meshwright {$version} from a topology with the SHA-256 `{$digest}`.
appendix-library = The functions that the commands use (`lib.sh`):

# The diagram.
diagram-gateway = gateway
diagram-east-west = mTLS between networks, 15443
diagram-east-west-ambient = tunnels between networks, 15008
diagram-east-west-mixed = between networks: sidecars 15443, tunnels 15008
diagram-no-gateway = no gateway
diagram-remote-of = remote of {$primary}
diagram-config-cluster-of = config cluster of {$primary}

# Scripts.
script-run = Builds the mesh {$mesh}: the steps of runbook.md, safe to run again.
script-teardown = Takes the mesh {$mesh} down: the steps of run.sh taken back, the last one first.
script-undo = undo: {$title}
script-done = the mesh {$mesh} is built, and every cluster answers
script-removed = the mesh {$mesh} is taken down

# The library: comments, and formats of printf with one %s for each value.
lib-purpose = Functions for run.sh, teardown.sh and the shell in which runbook.md is followed.
lib-certificates = Keys and certificates of the mesh's CA; never part of this folder.
lib-patience = How long to wait for an address or a sync, in seconds.
lib-certificates-given = Certificates that are there already come from another CA: no root is needed.
lib-dry-run = The dry run only writes the manifest; applying it server-side makes or keeps the Secret.
lib-without-kinds = The kinds of Istio stay: with them everybody's configuration would go.
lib-kind-unknown = Where Istio never was, its kinds are unknown and there is nothing to delete.
lib-operator-shared = An operator serves the whole cluster: while somebody asks it for an Istio, it stays.
lib-charts-known = Helm knows the repository by another address, and somebody relies on that.
lib-no-host-name = Some istiod takes host names of gateways for nothing.
lib-twenty = Twenty requests of one curl: a line of an answer each.
lib-answers = How many answers, of how many clusters, and of which.
lib-addon = The sample in the folder of the release that istioctl came with, or else its address.
lib-addon-from = The sample, with images from a registry of one's own.
lib-twice = Some samples use kinds that they bring themselves, which takes a moment: such a file is applied again.
lib-kiali = Kiali reads its Secret when it starts; the digest starts it again when, and only when, that has changed.
lib-every-istiod = Every istiod lists every cluster: a cluster counts when all of them have synced with it.
lib-watched-once = With this label istiod takes the config cluster for another one called config, and counts its pods twice (seen with Istio 1.26.0).
lib-by-helm = The charts call an owner without a name unknown too; what Helm or an operator has installed says so in its annotations.
lib-installed-state = istioctl 1.19 to 1.23 writes the name of an IstioOperator as installed-state-NAME, with the revision behind it.
lib-other-revisions = An istiod of another revision is a neighbour; one of the same revision would be taken over.
lib-patch = The field as a merge patch: one brace for each of its names.
lib-strangers = A namespace is deleted only with nothing of others in it: the selector finds what the mesh did not make.
lib-tool-missing = %s is not on the PATH
lib-istioctl-differs = %s says "%s", and this plan is for Istio %s
lib-helm-too-old = helm says "%s", and the charts need %s or newer
lib-helm-too-new = helm says "%s", and with the charts of this release it would conflict with istiod when they are installed again: use Helm %s
lib-no-operator = %s does not know the resource Istio: install Red Hat OpenShift Service Mesh 3 or the Sail operator from its software catalogue first, for all namespaces
lib-other-charts = helm already has a repository %s at %s, not at %s: name its address in the variable of the step if it mirrors Istio's, or remove it
lib-operator-in-use = the operator of %s stays, because it still serves %s
lib-no-object = %s is not there after %s seconds
lib-cluster-unreachable = the context does not reach the API server of %s
lib-unnamed-installation = %s has an Istio installation whose IstioOperator has no name (%s): installing would delete its gateways; give it a metadata.name and install it again first
lib-foreign-installation = %s has an istiod (%s) of revision %s that this plan did not install: installing would take it over
lib-root-failed = could not make the root certificate in %s
lib-root-plain = the key of the root in %s is under no passphrase: when the last certificate is made, take it off this machine
lib-folder-open = others may put files into %s: make it your own with "chmod 700" first
lib-no-root-key = there is no certificate of %s, and no key of the root in %s to make one with: bring the key back, and run "meshwright ca issue --cluster %s topology.yaml"
lib-root-sealed = the key of the root in %s is under a passphrase, which "meshwright ca issue --cluster %s topology.yaml" asks for: run that, and then this again
lib-root-ends = the root in %s is damaged, or ends within a year, before a certificate that is made today: "meshwright ca rotate --what root topology.yaml" says how it is replaced
lib-certificate-failed = could not make the certificate of %s in %s
lib-file-missing = %s is missing or empty
lib-chain-broken = the certificates in %s do not form a chain up to their root
lib-other-key = the key in %s is not the key of the certificate beside it, or is under a passphrase, for which istiod asks nobody
lib-two-roots = the certificate of %s is under another root (%s) than the ones before (%s)
lib-other-root = %s has a Secret cacerts with another root: replacing it would break the mesh that it belongs to
lib-own-root = the istiod of %s already signs with a root of its own (istio-ca-secret): its workloads would not trust the new root until all are restarted
lib-not-our-root = %s has a Secret cacerts with another root than the one in %s: it is not this mesh's to delete
lib-namespace-in-use = the namespace %s of %s has workloads that this mesh did not make (%s): move or delete them first
lib-no-address = the Service %s has no address after %s seconds
lib-gateway-api = The kinds of the Gateway API: never made older, and left to whoever manages newer ones.
lib-gateway-api-managed = Platforms manage these kinds themselves; from this release on Gateways have all that is needed.
lib-gateway-api-failed = %s has the Gateway API %s, and %s could not be applied: somebody else may manage its kinds, and has to update them
lib-gateway-api-kept = %s keeps its Gateway API %s: %s could not be applied, because somebody else manages its kinds
lib-not-programmed = the Gateway %s is not programmed after %s seconds
lib-own-waypoint = A service that has a waypoint already keeps it.
lib-no-service = %s is not in %s yet: label it when it is deployed, or run this step again
lib-no-front-certificate = there is no TLS Secret %s in istio-system of %s: put the certificate for %s and its key there first
lib-other-host = the certificate in the Secret %s of %s is not for %s
lib-no-config-kubeconfig = there is no credential for the config cluster: run the command before this one again
lib-other-address = the gateway has the address %s, and the topology says %s: correct eastWestGateway.addresses, or say loadBalancer: none if something else leads there
lib-hostname = the gateway has the host name %s, and istiod's certificate cannot have a name that is learned so late: give the gateway a DNS name of your own, write it into istiod.address of its cluster, and render again
lib-host-name-ignored = the gateway has the host name %s, and an istiod of Istio 1.12 or older ignores host names: give the load balancer fixed IP addresses and write them into eastWestGateway.addresses, or upgrade Istio
lib-no-node-address = no node of %s has an ExternalIP, so istiod finds no address for its gateway: write the addresses by which others reach the nodes into eastWestGateway.addresses of %s, and render again
lib-no-name = %s has no address after %s seconds: make a DNS record for it with the address of the gateway's Service
lib-no-certificate = there is no Secret %s with the certificate for %s: make it with tls.crt and tls.key, under the root of the mesh
lib-other-name = the certificate in the Secret %s is not for %s
lib-other-authority = the certificate in the Secret %s for %s is not under the root of the mesh, and API servers of remotes trust no other
lib-not-spread = requests of %s to helloworld should be answered by several clusters; answers, clusters, and answers of each: %s
lib-not-nearest = requests to %s should all be answered by %s itself; answers, clusters, and answers of each: %s
lib-no-remote-secret = there is no remote secret for %s: run its step first
lib-not-synced = %s of %s clusters are synced after %s seconds:\n%s
lib-no-answer = %s does not get an answer from %s: %s
lib-no-addon = there is no %s at %s: set ISTIO_DIR to the folder of the Istio release, or leave it unset to fetch the sample
lib-no-kiali-credential = there is no credential for Kiali to read %s: run its step first
