# What the rules say, sorted by code.
# Each message is a headline; .label stands at the place, .why gives the reason, .help the repair,
# .fix the title of an edit. Other attributes are notes at related places.

AMB102 = `{ $cluster }` is a remote, which ambient mode does not have
    .label = a remote in ambient mode
    .why = The ambient east-west gateway of Istio { $version } does not expose istiod, so the ztunnels of `{ $cluster }` never get certificates and its pods lose their network.
    .help = make `{ $cluster }` a primary, or give the mesh `dataPlane: sidecar`
    .fix = make `{ $cluster }` a primary

AMB103 = ambient clusters share the network `{ $network }`
    .label = the network of { $clusters }
    .why = Istio tests ambient meshes with one network per cluster only; on one network waypoints of { $clusters } may be bypassed.
    .help = give each of { $clusters } a network and an east-west gateway of its own

AMB104 = `{ $cluster }` is ambient and `{ $other }` has sidecars
    .label = not what the others have
    .why = Sidecars speak mTLS and ztunnel speaks HBONE. On one network istiod has them fall back to what the other side understands, and Istio still knows of requests between them that fail with status 503.
    .help = use one `dataPlane` for the whole mesh, such as `sidecar` in `{ $cluster }`, or try every path between `{ $cluster }` and `{ $other }` before anything depends on it
    .fix = use sidecars in `{ $cluster }`

AMB104-apart = no gateway joins ambient `{ $cluster }` with `{ $other }`
    .label = no gateway takes both
    .why = `{ $other }`, on another network, has sidecars: they send mTLS to port 15443, and ztunnel sends HBONE to 15008. istiod leaves ambient pods out of the lists of other networks' sidecars, and a gateway for tunnels has nothing behind it that pods with sidecars understand, so no request passes between `{ $cluster }` and `{ $other }`.
    .help = use one `dataPlane` for both, such as `sidecar` in `{ $cluster }`, put them on one network, or make them two meshes
    .fix = use sidecars in `{ $cluster }`

AMB105 = Istio { $version } has no ambient mode across clusters
    .label = ambient needs { $first } or later
    .why = istiod of { $version } knows no gateways for ztunnel, so the ambient pods of `{ $cluster }` would reach no other cluster.
    .help = use Istio { $newest }; { $first } is the first release that has it
    .ambient = asks for ambient
    .fix = use { $newest }

AMB105-single = ambient mode is planned from Istio { $first } on
    .label = ambient needs { $first } or later
    .why = Istio { $version } has ambient mode in a single cluster; the plan for it uses gateways and values that came with { $first }.
    .help = use Istio { $newest } in `{ $cluster }`
    .ambient = asks for ambient
    .fix = use { $newest }

AMB106-alpha = Istio { $version } calls ambient mode across networks alpha
    .label = alpha
    .why = Alpha means: it may change or go without notice. In { $version } waypoints, failover and the rotation of remote secrets have known faults that later releases repaired.
    .help = use Istio { $newest }; Istio calls it beta from { $beta } on
    .fix = use { $newest }

AMB106-beta = Istio { $version } calls ambient mode across networks beta
    .label = beta
    .why = Beta means: tested and meant to stay, with limits. Services are shared only where they are labelled `istio.io/global=true`, and waypoints have to be the same in every cluster.
    .help = try the paths and failovers you need before they matter; { $newest } has the most repairs

AMB107 = no external control plane serves ambient clusters
    .label = asks for ambient
    .why = Istio neither documents nor tests ambient mode under an external istiod: the ztunnels of { $clusters } would never get certificates from `{ $cluster }`, and their pods would lose the network.
    .help = give { $clusters } `dataPlane: sidecar`, or make them primaries
    .external = runs the external istiod
    .fix = use sidecars

AMB108 = the ambient gateway of `{ $cluster }` needs a load balancer
    .label = `{ $exposure }` is for sidecars
    .why = istiod makes the Service of an ambient gateway itself, and peers learn its address from the status of the Gateway. With `{ $exposure }` that status names no address that they can reach on 15008.
    .help = set `exposure: load-balancer` for `{ $cluster }`, with MetalLB where there is no cloud; a fixed address goes into `addresses`
    .fix = expose it by a load balancer

AMB109 = the ambient gateway of `{ $cluster }` has no port { $port }
    .label = ambient gateways listen on 15008
    .why = The class `istio-east-west` has a listener for HBONE on 15008, and ztunnels of other networks dial that port.
    .help = remove `port` from the gateway of `{ $cluster }` and open 15008 to it
    .fix = remove it

AMB110 = the mesh config of `{ $cluster }` ignores the label `istio.io/global`
    .label = this list takes the place of the profile's
    .why = Lists of a mesh config do not merge. Without the entry of the profile `ambient` a Service with the label `istio.io/global` stays in its own cluster.
    .help = add an entry of scope `GLOBAL` for Services with `istio.io/global` to the list of `{ $cluster }`
    .fix = add the entry

AMB111 = the profile `{ $profile }` of `{ $cluster }` has no ambient mode
    .label = brings sidecars
    .why = An ambient cluster needs the CNI agent and ztunnel, and an istiod that serves them. The plan installs `{ $cluster }` with the profile `ambient`, so nothing comes of `{ $profile }`.
    .help = use the profile `ambient` for `{ $cluster }`, and set what you need of `{ $profile }` in `values`
    .fix = use the profile `ambient`

API101 = the API server of `{ $cluster }` has a loopback address
    .label = another machine for everyone who reads it
    .why = `{ $url }` goes into the remote secret of `{ $cluster }`. istiod of { $watchers } then calls its own pod at `{ $host }`, gets "connection refused", and sends no endpoint of `{ $cluster }`.
    .help = set `apiServer.url` of `{ $cluster }` to an address that { $watchers } can call: that of a control-plane node or load balancer, with the port its API server has there (6443 on most)
    .fix = use the address in the kubeconfig context `{ $context }`, if that is none of this machine
    .fix-container = use the address of the node's container or machine

API102 = { $count ->
    [one] an istiod
   *[other] { $count } istiods
} cannot reach the API server of `{ $cluster }`
    .label = leaves out { $watchers }
    .why = istiod of { $watchers } watches `{ $cluster }` through its API server. Where it cannot, it logs time-outs after "failed to list *v1.Service", is ready 30 s late, and sends no endpoint of `{ $cluster }`.
    .help = let { $networks } reach the API server of `{ $cluster }` (peering, VPN, allow-list) and add { $networks } to `apiServer.reachableFrom`
    .watcher = watches `{ $cluster }`
    .fix = add { $networks } to `reachableFrom`

API103 = `{ $cluster }` and `{ $other }` have the same API server URL
    .label = already that of `{ $other }`
    .why = The remote secrets of both would lead to one API server: istiod lists the pods of one cluster twice, under two names, and those of the other not at all.
    .help = set `apiServer.url` of `{ $cluster }` to the address of its own API server, or leave it out to take that of the kubeconfig context `{ $context }`
    .other = the same URL
    .fix = take the address from the kubeconfig context `{ $context }`

API105 = `{ $cluster }` runs on { $provider } and has no `apiServer.url`
    .label = its kubeconfig names 127.0.0.1
    .why = The kubeconfig that `{ $provider }` writes has a loopback address. It would go into the remote secret, and istiod of { $watchers } would call its own pod.
    .help = set `apiServer.url` of `{ $cluster }` to an address that { $watchers } can call: for kind `https://`, the name of the control-plane container and `:6443`; for k3s the node's address
    .fix = use the address of the node's container or machine

DNS101 = `{ $service }` has no name in { $count ->
    [one] a cluster
   *[other] { $count } clusters
} of the mesh
    .label = not in { $clusters }
    .why = The DNS of { $clusters } knows no Service `{ $service }` in `{ $namespace }`, so callers there get "could not resolve host" although istiod sends them the endpoints.
    .help = set `mesh.dns.capture: true` so that sidecars answer for it, or create namespace `{ $namespace }` and the Service `{ $service }` without pods in { $clusters }
    .fix = let sidecars answer DNS for Services of other clusters

DNS102 = `{ $cluster }` has the cluster domain `{ $domain }`
    .label = `{ $other }` has `{ $usual }`
    .why = A Service of `{ $cluster }` has another host name there than in `{ $other }`, so istiod does not join their endpoints and the names of one do not resolve in the other.
    .help = set `clusterDomain: { $usual }` if `{ $cluster }` has it after all; a cluster with another one has to be created anew
    .usual = the usual domain
    .fix = say `{ $usual }`

DOC101 = nothing to allow: no `{ $code }` at `{ $at }`
    .label = matches no finding
    .why = The finding is gone or somewhere else. An allowance that stays behind hides the next one.
    .help = remove the allowance of `{ $code }`, or correct `code` and `at`
    .fix = remove the allowance

DOC102 = the allowance of `{ $code }` ended on { $until }
    .label = in the past
    .why = From the day after on the finding counts again.
    .help = repair the finding at `{ $at }`, or move `until`
    .fix = remove the allowance

DOC103 = `{ $code }` cannot be allowed
    .label = not a matter of choice
    .why = It says that something could not be read, or that there is no plan for it; whoever allowed it would get a plan with a hole.
    .help = repair the finding and remove the allowance of `{ $code }`
    .fix = remove the allowance

GWY101 = network `{ $network }` has no east-west gateway
    .label = { $clusters } { $count ->
        [one] is
       *[other] are
    } in it
    .why = istiod knows no way into `{ $network }` and gives proxies of other networks the raw pod addresses of { $clusters }; their requests time out.
    .help = add `eastWestGateway: {"{}"}` to `{ $cluster }`, or move { $clusters } to another network
    .fix = give `{ $cluster }` an east-west gateway

GWY102 = the gateway of `{ $cluster }` never gets an address
    .label = waits for a load balancer
    .why = A Service of type LoadBalancer stays `<pending>` in `{ $cluster }`, where nobody hands out addresses; istiod then treats its network as one without a gateway.
    .help = install MetalLB in `{ $cluster }` and set `loadBalancer: metallb`, or set `exposure: external-ips` with the addresses of its nodes
    .nobody = hands out no addresses
    .fix = expose it on the address of its node
    .fix-metallb = say that MetalLB hands out addresses

GWY103 = istiod may find no address for the node ports of `{ $cluster }`
    .label = no `addresses` are given
    .why = For a gateway of type NodePort istiod counts only nodes with an ExternalIP, which nodes on bare metal lack. `{ $network }` is then a network without a gateway, and others get raw pod addresses.
    .help = list the nodes' addresses that peers can reach on port { $port } in `eastWestGateway.addresses` of `{ $cluster }`, or use `exposure: external-ips`
    .fix = take the address of its API server's node

GWY104 = `{ $port }` is no node port
    .label = the gateway of `{ $cluster }` is of type NodePort
    .why = Kubernetes gives Services of type NodePort ports from 30000 to 32767 and refuses the gateway of `{ $cluster }` with "provided port is not in the valid range".
    .help = set `eastWestGateway.port` of `{ $cluster }` to a free node port, such as { $proposal }
    .fix = use node port { $proposal }

GWY105 = the control plane `{ $cluster }` cannot be behind node ports
    .label = { $count ->
        [one] the remote { $remotes } dials
       *[other] the remotes { $remotes } dial
    } 15012 and 15017
    .why = Proxies dial istiod on 15012 and API servers call its webhook on 15017; `remotePilotAddress` takes no port, and node ports begin at 30000. Installing { $remotes } would end in time-outs.
    .help = set `exposure: external-ips` with addresses of nodes of `{ $cluster }`, or `load-balancer`
    .fix = expose it on external IPs
    .fix-load-balancer = expose it by a load balancer

GWY106 = `{ $cluster }` has remotes and no east-west gateway
    .label = the control plane of { $remotes }
    .why = { $count ->
        [one] The remote { $remotes } reaches
       *[other] The remotes { $remotes } reach
    } istiod of `{ $cluster }` through its east-west gateway on 15012 and 15017. Without one there is no address for `remotePilotAddress`, no certificates and no injection.
    .help = add `eastWestGateway: {"{}"}` to `{ $cluster }`
    .remote = needs it
    .fix = give `{ $cluster }` an east-west gateway

GWY107-cluster-ip = `{ $address }` is a ClusterIP of `{ $cluster }` itself
    .label = in its Service range `{ $range }`
    .why = A ClusterIP means something inside its own cluster only. From elsewhere connections to it time out, or end at a Service of the caller's cluster.
    .help = give the address that peers can reach: the load balancer's or a node's; leave `addresses` out where it is learned when the plan is applied
    .fix = learn the address when the plan is applied

GWY107-pod-ip = `{ $address }` is a pod's address of `{ $cluster }` itself
    .label = in its pod range `{ $range }`
    .why = A pod's address changes with its next restart and is not reachable from other networks.
    .help = give the address that peers can reach: the load balancer's or a node's; leave `addresses` out where it is learned when the plan is applied
    .fix = learn the address when the plan is applied

GWY107-shared = two gateways have the address `{ $address }`
    .label = already that of `{ $other }`
    .why = Requests for pods of `{ $cluster }` would arrive at the gateway of `{ $other }` on port { $port }, which resets connections for Services it does not know.
    .help = give `{ $cluster }` the address of its own gateway, or leave `addresses` out where it is learned when the plan is applied
    .other = the same address and port
    .fix = learn the address when the plan is applied

GWY108 = the gateway of `{ $cluster }` has a single replica
    .label = one pod
    .why = When its pod or node is lost or drained, nobody outside reaches network `{ $network }` until another pod is ready.
    .help = set `replicas: 2` or more for the gateway of `{ $cluster }`
    .fix = run two replicas

GWY109 = the gateway of `{ $cluster }` is open to the internet
    .label = no `sourceRanges`
    .why = A load balancer of `{ $provider }` is public unless told otherwise. Port { $port } asks for a certificate of the mesh, but everyone can knock.
    .help = set `sourceRanges` of `{ $cluster }` to the egress addresses of its peers, or give its gateway `scope: internal`

GWY110 = the gateway of `{ $cluster }` has a single external IP
    .label = the only one
    .why = When the node with `{ $address }` is lost, nobody outside reaches network `{ $network }`.
    .help = list addresses of two or more nodes of `{ $cluster }`, or allow this with a reason if `{ $address }` moves between nodes

GWY111 = the gateway of `{ $cluster }` has no external IPs
    .label = needs `addresses`
    .why = `spec.externalIPs` stays empty, so istiod finds no address for the gateway and treats its network as one without.
    .help = list addresses of nodes of `{ $cluster }` that peers can reach in `eastWestGateway.addresses`
    .fix = take the address of its API server's node
    .fix-load-balancer = expose it by a load balancer

GWY112 = nothing goes through the gateway of `{ $cluster }`
    .label = not needed
    .why = All clusters are on network `{ $network }`, where pods reach each other directly, and `{ $cluster }` serves no remotes.
    .help = remove `eastWestGateway` from `{ $cluster }`, unless it is there for what comes next
    .fix = remove it

GWY113 = `{ $address }` is no IP address
    .label = an external IP of `{ $cluster }`
    .why = Kubernetes refuses a Service with a host name in `spec.externalIPs`.
    .help = give the IP addresses behind `{ $address }`
    .fix = remove it and keep the others

GWY114 = Istio { $version } does not resolve the gateway of `{ $cluster }`
    .label = a host name
    .why = istiod of { $istiods } takes IP addresses of gateways only. It leaves out `{ $address }` with a warning in its log, and gives its proxies the raw pod addresses of the network.
    .help = list the IP addresses behind `{ $address }`, where they are fixed, or use Istio 1.13 or later in { $istiods }
    .fix = keep the IP addresses only

GWY114-eks = Istio { $version } may not resolve the gateway of `{ $cluster }`
    .label = EKS hands out host names
    .why = istiod of { $istiods } takes IP addresses of gateways only, and a load balancer of EKS has a host name: the network of `{ $cluster }` would have no gateway.
    .help = give the gateway of `{ $cluster }` a network load balancer with Elastic IPs and list these in `eastWestGateway.addresses`, or use Istio 1.13 or later in { $istiods }

GWY115 = nobody enforces the source ranges of `{ $cluster }`
    .label = only load balancers do
    .why = Kubernetes hands source ranges to a load balancer. A gateway with `{ $exposure }` is open on port { $port } to everyone who reaches its nodes.
    .help = close port { $port } by a firewall in front of the nodes of `{ $cluster }`, and remove `sourceRanges`
    .fix = remove them

GWY116 = the gateway of `{ $cluster }` does not get what clients send
    .label = changes the stream
    .why = With `{ $short }: { $value }` the load balancer ends TLS or puts bytes before it. The gateway routes by the name inside the client's own TLS, so it resets every connection.
    .help = remove the annotation `{ $annotation }` from `{ $cluster }`; its load balancer has to pass TCP through
    .fix = remove the annotation

GWY117 = `{ $cluster }` has annotations for load balancers of { $meant }
    .label = nobody reads it
    .why = The addresses of `{ $cluster }` come from { $own }, which ignores `{ $annotation }`: what it asks for, such as an internal address, does not happen.
    .help = say it in annotations of { $own }, or correct `provider` and `loadBalancer` of `{ $cluster }`
    .fix = remove the annotation

GWY118 = AWS may ignore annotations of the gateway of `{ $cluster }`
    .label = needs the AWS Load Balancer Controller
    .why = Only the AWS Load Balancer Controller reads `{ $short }`, and `{ $type }: { $value }` leaves the Service to the cloud's own controller. The load balancer may be public where you asked for an internal one.
    .help = remove `{ $type }` from the annotations of `{ $cluster }` before its gateway is made: the plan asks for that controller by itself. Never change it on a Service that exists
    .fix = hand the Service to the controller

GWY119 = the gateway chart of Istio { $version } has no external IPs
    .label = `{ $cluster }` is installed by Helm
    .why = The chart `gateway` of { $version } has no value for `spec.externalIPs`, and a patch by hand would be lost with the next upgrade.
    .help = use Istio { $first } or later in `{ $cluster }`, or install it by istioctl, or expose its gateway by a load balancer
    .method = asks for Helm
    .fix = install by istioctl

GWY120-no-cloud = no cloud makes an internal load balancer for `{ $cluster }`
    .label = nobody reads it
    .why = `scope: internal` asks the load balancer of a cloud to stay inside the cloud's network. The gateway of `{ $cluster }` gets its address otherwise.
    .help = remove `scope` from `{ $cluster }`, and give its gateway addresses that only its peers reach
    .fix = remove it

GWY120-provider = nobody knows how `{ $cluster }` gets an internal address
    .label = `{ $provider }` has no annotation for it
    .why = An internal load balancer is asked for by an annotation, another one on every cloud; for the provider `{ $provider }` none is known, so the load balancer may be public.
    .help = set `provider` of `{ $cluster }` to its cloud, or ask for an internal address in `annotations`, and remove `scope`
    .fix = remove it

GWY121 = peers in another cloud cannot reach the gateway of `{ $cluster }`
    .label = inside the network of `{ $provider }`
    .why = `scope: internal` has the load balancer take connections from the cloud's own network alone. { $peers } connect to it from elsewhere, and nothing says that the networks are joined.
    .help = remove `scope` from `{ $cluster }` and limit the callers with `sourceRanges`, or, where a VPN or a peering joins the networks, say so with entries of `connectivity` from these clusters to `{ $cluster }`
    .peer = connects from elsewhere
    .fix = make the gateway public
    .fix-connected = say that the networks are joined

NAM101 = `{ $cluster }` is what istiod calls a cluster without a name
    .label = the default name
    .why = Graphs, metrics and the tables of `istioctl remote-clusters` show `Kubernetes` for every proxy that was installed without a name; nobody can tell such a proxy from those of this cluster.
    .help = give the cluster a name of its own, such as its site or region; its kubeconfig context may stay `{ $context }`

NET101 = pods of `{ $cluster }` and `{ $other }` share addresses
    .label = `{ $range }` overlaps `{ $taken }`
    .why = On network `{ $network }` pods are called by their addresses. A request for a pod of `{ $cluster }` may arrive at a pod of `{ $other }`, or nowhere.
    .help = create `{ $cluster }` with another pod range, such as the free { $proposal }, or put it in a network of its own with an east-west gateway
    .other = overlaps it
    .fix = use { $proposal } in `{ $cluster }`

NET101-no-proposal = pods of `{ $cluster }` and `{ $other }` share addresses
    .label = `{ $range }` overlaps `{ $taken }`
    .why = On network `{ $network }` pods are called by their addresses. A request for a pod of `{ $cluster }` may arrive at a pod of `{ $other }`, or nowhere.
    .help = create `{ $cluster }` with another pod range, or put it in a network of its own with an east-west gateway
    .other = overlaps it

NET102 = Services of `{ $cluster }` and `{ $other }` share addresses
    .label = `{ $range }` overlaps `{ $taken }`
    .why = A ClusterIP of `{ $cluster }` is another Service in `{ $other }`, on the same network `{ $network }`. Pods without a sidecar, and whoever passes a ClusterIP on, get the wrong one.
    .help = create `{ $cluster }` with another Service range, such as the free { $proposal }, or never use a ClusterIP from another cluster
    .other = overlaps it
    .fix = use { $proposal } in `{ $cluster }`

NET102-no-proposal = Services of `{ $cluster }` and `{ $other }` share addresses
    .label = `{ $range }` overlaps `{ $taken }`
    .why = A ClusterIP of `{ $cluster }` is another Service in `{ $other }`, on the same network `{ $network }`. Pods without a sidecar, and whoever passes a ClusterIP on, get the wrong one.
    .help = create `{ $cluster }` with another Service range, or never use a ClusterIP from another cluster
    .other = overlaps it

NET103 = pods of `{ $from }` cannot reach those of `{ $to }`
    .label = forbids everything between them
    .why = Both are in network `{ $network }`, so istiod gives proxies in `{ $from }` the pod addresses of `{ $to }`; their requests time out.
    .help = open the way between their pods and remove this entry, or put `{ $from }` and `{ $to }` in networks of their own with east-west gateways
    .network = the same network
    .fix = say that the way is open

NET104 = the way from `{ $from }` to `{ $to }` is closed
    .label = closes { $count ->
        [one] port { $ports }
       *[other] ports { $ports }
    }, which the mesh needs
    .why = Port 15443, or the gateway's own, carries requests between networks; 15012 and 15017 are the control plane of remotes, 443 or 6443 is discovery. A ping gets through all the same; TCP hangs.
    .help = open { $count ->
        [one] port { $ports }
       *[other] ports { $ports }
    } from `{ $from }` to `{ $to }` in the firewall and say so under `connectivity`; if the way is to stay closed, say so under `expect` with `noPath`
    .fix = allow { $ports } after this entry
    .fix-remove = say that the way is open

NET105-api = for `{ $other }` the API server of `{ $cluster }` looks local
    .label = in range `{ $range }` of `{ $other }`
    .why = `{ $address }` lies in a range of pods or Services of `{ $other }`. istiod there would look for the API server of `{ $cluster }` inside its own cluster and time out.
    .help = use another address for the API server of `{ $cluster }`, or create `{ $other }` with a range that leaves out { $address }
    .range = holds { $address }

NET105-gateway = for `{ $other }` the gateway of `{ $cluster }` looks local
    .label = in range `{ $range }` of `{ $other }`
    .why = `{ $address }` lies in a range of pods or Services of `{ $other }`. Its proxies would look for the gateway of `{ $cluster }` inside their own cluster and time out.
    .help = use another address for the gateway of `{ $cluster }`, or create `{ $other }` with a range that leaves out { $address }
    .range = holds { $address }

NET106 = no cluster is in network `{ $network }`
    .label = unused
    .why = It changes nothing; perhaps a cluster was meant to be in it.
    .help = set `network: { $network }` for the clusters that belong there, or remove it
    .fix = remove it

NET107 = `{ $key }` contradicts the topology
    .label = the topology says `{ $expected }`
    .why = The plan derives this value for `{ $cluster }` from the topology, and everything else from the same source. With `{ $written }` here, istiod, its gateways and its remotes would disagree.
    .help = remove `{ $value }` and, if `{ $written }` is right, change the topology instead
    .fix = remove it

NET107-unset = `{ $key }` is the plan's to set
    .label = set to `{ $written }`
    .why = The plan writes this value, where `{ $cluster }` needs it, from addresses it learns when it is applied; a copy by hand is wrong as soon as they change.
    .help = remove `{ $value }`; addresses go into `eastWestGateway.addresses`
    .fix = remove it

NET108 = `{ $from }` does not reach `{ $to }`
    .label = expected
    .why = { $hop }
    .help = repair what is in the way between `{ $from }` and `{ $to }`, or drop the expectation
    .hop-place = here the way breaks

NET108-cluster-local = callers of `{ $service }` in `{ $from }` never leave it
    .label = expected to reach `{ $to }`
    .why = The service is cluster-local: istiod gives proxies only the endpoints of their own cluster.
    .help = set another `traffic` for `{ $service }`, or drop the expectation
    .service-place = this keeps it in its cluster

NET108-direct = `{ $from }` reaches `{ $to }` without a gateway
    .label = expected to go through one
    .why = Both are in one network, so istiod gives proxies the pod addresses themselves.
    .help = put `{ $to }` in another network with an east-west gateway, or expect `via: direct`

NET108-gateway = `{ $from }` reaches `{ $to }` through a gateway only
    .label = expected to go from pod to pod
    .why = They are in different networks, so istiod gives proxies the address of the gateway.
    .help = put both in one network, if their pods can call each other, or expect `via: gateway`

NET108-hop-unknown = Something between them is missing.

NET108-no-istiod = losing { $part } stops others
    .label = expected to be survived
    .why = { $harm }. Its proxies keep old configuration, and no pods can be started there.
    .help = make `{ $cluster }` a primary, or list another primary under its `standbyControlPlanes`

NET108-no-pods = `{ $to }` has no pods of `{ $service }`
    .label = expected to be reached from `{ $from }`
    .why = Callers are sent to pods of a service only in the clusters that have some.
    .help = run `{ $service }` in `{ $to }` and list it under the service's `clusters`, or expect another cluster
    .service-place = these clusters have pods of it

NET108-path = `{ $from }` reaches `{ $to }`
    .label = expected not to
    .why = Nothing in `connectivity` is in the way, and their proxies have everything else that it takes.
    .help = close the way from `{ $from }` to `{ $to }` and say so under `connectivity`, or drop the expectation
    .fix = forbid it under `connectivity`

NET108-survives = the mesh does not survive the loss of { $part }
    .label = expected to
    .why = { $harm }.
    .help = give callers of `{ $cluster }` another way to what they call there, or expect less

NET110 = pods and Services of `{ $cluster }` have the same addresses
    .label = `{ $service }` overlaps the pods' `{ $pod }`
    .why = kube-proxy takes a pod's address for a ClusterIP, and drops or redirects what is sent to it.
    .help = give `{ $cluster }` ranges that do not overlap
    .pods = the pods' range
    .fix = use a free Service range

SEC101 = { $count } primaries hold { $secrets } remote secrets
    .label = each primary watches { $each } clusters
    .why = A remote secret reads all Secrets of its cluster. Whoever breaks into one primary reads those of { $each } clusters, and every istiod keeps the endpoints of all of them in memory.
    .help = let a few clusters per region stay primaries, and make the others remotes of the nearest one (`role: remote` with `controlPlane`)

SVC101 = `{ $service }` prefers the nearest region, and regions are unknown
    .label = no `locality` of { $clusters }
    .why = Without region and zone proxies prefer their own cluster; the other clusters are all equally far, also those next door.
    .help = set `locality.region` (and `zone`) of { $clusters }, and put the same labels on their nodes
    .nowhere = without `locality`

SVC102 = `{ $service }` has nowhere to fail over to
    .label = only in `{ $cluster }`
    .why = When `{ $cluster }` loses its pods of `{ $service }`, no other cluster has any.
    .help = run `{ $service }` in a second cluster and list it in `clusters`, or drop `traffic: failover`
    .fix = drop `traffic: failover`

SVC103 = Istio { $version } cannot keep `{ $service }` near
    .label = `{ $traffic }` needs { $first }
    .why = The DestinationRule for `{ $traffic }` orders endpoints by `failoverPriority`, a field that Istio { $version } in `{ $cluster }` does not have. It orders them by region and zone alone, and the regions do not tell the clusters of `{ $service }` apart.
    .help = use Istio { $first } or later, give each cluster of `{ $service }` a region of its own in `locality`, or drop `traffic: { $traffic }`
    .release = too old
    .fix = drop `traffic: { $traffic }`

SVC104 = waypoints of Istio { $version } cannot keep `{ $service }` near
    .label = not planned for ambient before { $first }
    .why = A waypoint steers the requests of ambient callers, and one of { $version } in `{ $cluster }` sends nothing to other networks: with one, `{ $service }` would lose its endpoints there.
    .help = use Istio { $first } or later, or drop `traffic: { $traffic }`
    .release = too old
    .fix = drop `traffic: { $traffic }`

TRU101 = { $count } primaries would each make a root of their own
    .label = self-signed
    .why = Proxies of { $clusters } do not trust each other's certificates: requests across clusters fail with CERTIFICATE_VERIFY_FAILED, and only local pods answer.
    .help = set `mesh.ca.kind: plugged-in`; the plan then makes one root and an intermediate for each of { $clusters } before istiod is installed
    .fix = use one root for the mesh

TRU101-own-istiod = { $count } clusters would each make a root of their own
    .label = self-signed
    .why = A remote of Istio { $version } has an istiod of its own, which signs for it, so `{ $cluster }` is one of { $clusters } that do not trust each other: requests across clusters fail with CERTIFICATE_VERIFY_FAILED.
    .help = set `mesh.ca.kind: plugged-in`; the plan then makes one root and an intermediate for each of { $clusters } before istiod is installed
    .fix = use one root for the mesh

TRU102 = `{ $cluster }` has the trust domain `{ $domain }`
    .label = `{ $other }` has `{ $usual }`
    .why = The identities of workloads begin with the trust domain. `{ $other }` refuses those of `{ $cluster }` although they have the same root, and the other way round.
    .help = use `{ $usual }` in `{ $cluster }` too, or list each domain in `trustDomainAliases` of the other's mesh config
    .usual = the mesh's trust domain
    .fix = use `{ $usual }`

TRU103 = this release of Meshwright does not plan cert-manager yet
    .label = asks for istio-csr
    .why = Certificates from cert-manager need istio-csr in every cluster before istiod, and another address for it in every installation.
    .help = set `mesh.ca.kind: plugged-in`, with intermediates that cert-manager may issue
    .fix = use plugged-in certificates

TRU104 = `{ $cluster }` takes `{ $alias }` for its own trust domain
    .label = aliases
    .why = An AuthorizationPolicy that names a principal of the one domain matches its namesake of the other, too: the same namespace and service account in a cluster that somebody else may run.
    .help = use one trust domain in the whole mesh, or match principals with the cluster's own domain and keep names of namespaces apart

TRU105 = `{ $cluster }` lists roots of others and does not use them
    .label = has no effect alone
    .why = istiod sends the roots of `caCertificates` only with ISTIO_MULTIROOT_MESH, and proxies take them only with PROXY_CONFIG_XDS_AGENT. Without `{ $setting }` workloads of `{ $cluster }` refuse certificates under these roots: CERTIFICATE_VERIFY_FAILED.
    .help = set `{ $setting }: "true"` for `{ $cluster }`, and restart its istiod, then its gateways and workloads
    .fix = set `{ $setting }`

TRU105-one-sided = `{ $cluster }` does not list the roots of the others
    .label = nothing listed
    .why = `{ $other }` trusts roots of other clusters, `{ $cluster }` its own alone: it refuses what `{ $other }` sends, and both sides have to agree before a request gets through.
    .help = list the roots of the other clusters in `caCertificates` of `{ $cluster }`, or better, set `mesh.ca.kind: plugged-in` and have one root

TRU106 = ztunnels do not exchange roots
    .label = Envoys alone read this
    .why = Every istiod here makes a root of its own, and `caCertificates` is to bring them together. ztunnel of `{ $cluster }` trusts the root of its own istiod alone, so requests between clusters fail with BadSignature.
    .help = set `mesh.ca.kind: plugged-in`, and take `caCertificates` out of the mesh config
    .fix = use one root for the mesh

TRU107 = ambient `{ $cluster }` has the trust domain `{ $domain }`
    .label = `{ $other }` has `{ $usual }`
    .why = Sidecars accept aliases. ztunnels and ambient gateways compare whole identities, so requests between `{ $cluster }` and `{ $other }` fail with an identity verification error although each domain is an alias of the other.
    .help = use `{ $usual }` in `{ $cluster }` too
    .usual = the other trust domain
    .fix = use `{ $usual }`

VER101-tested = Istio { $istio } is tested on Kubernetes { $kubernetes }, not supported
    .label = supported are { $oldest } to { $newest }
    .why = The project runs its tests on the version of `{ $cluster }` and repairs nothing that breaks only there.
    .help = upgrade `{ $cluster }` to Kubernetes { $oldest } or later
    .fix = use the newest Istio release that supports all clusters

VER101-too-new = Kubernetes { $kubernetes } is too new for Istio { $istio }
    .label = supported are { $oldest } to { $newest }
    .why = Istio { $istio } was never run on the version of `{ $cluster }`; installing it may fail on APIs that changed.
    .help = use an Istio release that supports Kubernetes { $kubernetes }, or Kubernetes { $newest } in `{ $cluster }`
    .fix = use the newest Istio release that supports all clusters

VER101-too-old = Kubernetes { $kubernetes } is too old for Istio { $istio }
    .label = supported are { $oldest } to { $newest }
    .why = Istio { $istio } uses APIs that the version of `{ $cluster }` lacks; `istioctl install` refuses it or fails on the way.
    .help = upgrade `{ $cluster }` to Kubernetes { $oldest } or later, or use an older Istio release
    .fix = use the newest Istio release that supports all clusters

VER102-primaries = `{ $cluster }` is on { $version }, `{ $other }` on { $wanted }
    .label = more than one minor behind
    .why = Primaries of one mesh configure proxies that talk to each other. One minor apart is what an upgrade passes through; beyond that nobody tests it, and odd 503s have been seen.
    .help = upgrade `{ $cluster }` minor by minor to { $wanted }, all primaries before the gateways
    .fix = use { $wanted } in `{ $cluster }`

VER102-remote-newer = `{ $cluster }` is newer than its istiod in `{ $other }`
    .label = { $version }, and istiod { $wanted }
    .why = Proxies must never be newer than the istiod that configures them: they may get configuration that they reject.
    .help = upgrade `{ $other }` first, or use { $wanted } in `{ $cluster }`
    .fix = use { $wanted } in `{ $cluster }`

VER102-remote-older = `{ $cluster }` lags behind its istiod in `{ $other }`
    .label = { $version }, and istiod { $wanted }
    .why = An istiod may be one minor ahead of the proxies it configures, not more.
    .help = upgrade `{ $cluster }` to { $wanted }
    .fix = use { $wanted } in `{ $cluster }`

VER103 = Istio { $version } came after this release of Meshwright
    .label = the newest known is { $newest }
    .why = The plan treats it like { $newest }. Values and commands that changed since are not known here.
    .help = use { $newest }, or a later release of Meshwright
    .fix = use { $newest }

VER103-patch = Istio { $version } came after this release of Meshwright
    .label = the newest known patch is { $newest }
    .why = The plan treats it like { $newest }. Which known faults it has is not known here, so none of them is reported.
    .help = go on, and read the notes of Istio { $version }; or use { $newest }
    .fix = use { $newest }

VER104 = `{ $cluster }` gives its remotes a host name
    .label = not an IP address
    .why = { $count ->
        [one] The remote { $remotes } finds
       *[other] The remotes { $remotes } find
    } istiod through an Endpoints object, which takes IP addresses only: Kubernetes refuses it with `{ $address }`.
    .help = give the gateway of `{ $cluster }` fixed IP addresses (on EKS a network load balancer with Elastic IPs) and write them instead of `{ $address }`, or use Istio 1.15 or later

VER104-eks = remotes of `{ $cluster }` may get a host name
    .label = EKS hands out host names
    .why = { $count ->
        [one] The remote { $remotes } calls
       *[other] The remotes { $remotes } call
    } the webhook of `{ $cluster }` by its address, so a host name has to be in istiod's certificate. That of a load balancer is learned after the certificate is made, and the plan would stop there.
    .help = write a DNS name of your own as `istiod.address` of `{ $cluster }`; the plan says when it has to lead to the gateway

VER104-eks-old = remotes of `{ $cluster }` may get a host name
    .label = EKS hands out host names
    .why = { $count ->
        [one] The remote { $remotes } finds
       *[other] The remotes { $remotes } find
    } istiod through an Endpoints object, which takes IP addresses only.
    .help = give the gateway of `{ $cluster }` a network load balancer with Elastic IPs by annotation, and list these in `eastWestGateway.addresses`

VER107 = the profile `demo` is for trying Istio out
    .label = the profile of `{ $cluster }`
    .why = It traces every request, gives istiod and gateways little memory and installs an egress gateway that nobody asked for.
    .help = use the profile `default`, and set what you need of `demo` in `values`
    .fix = use the profile `default`

VER108 = nobody reads the mesh config of `{ $cluster }`
    .label = a remote has none
    .why = Proxies of a remote get the mesh config of their istiod, which is in `{ $primary }`.
    .help = move it to `clusters/{ $primary }/istio/meshConfig` or to `mesh/istio/meshConfig`
    .fix = remove it

VER109 = `{ $cluster }` and `{ $other }` have different images
    .label = { $key } { $own }
    .why = Both say the same Istio release. Proxies from different builds behave differently in ways that no version shows.
    .help = use the same `{ $key }` in `{ $cluster }` as in `{ $other }`: { $usual }
    .other = { $key } { $usual }
    .fix = use the same { $key }

VER110 = the control plane of `{ $cluster }` is itself a remote
    .label = `{ $other }` runs no istiod
    .why = A remote gets its configuration and certificates from an istiod, and `{ $other }` has none to give.
    .help = set `controlPlane` of `{ $cluster }` to a primary, such as `{ $primary }`, or make `{ $other }` a primary
    .remote = a remote
    .fix = use the istiod of `{ $primary }`

VER110-no-primary = the control plane of `{ $cluster }` is itself a remote
    .label = `{ $other }` runs no istiod
    .why = A remote gets its configuration and certificates from an istiod, and there is none in this mesh.
    .help = make `{ $other }` a primary
    .remote = a remote
    .fix = make `{ $other }` a primary

VER111 = `{ $cluster }` names itself as its control plane
    .label = a remote has no istiod
    .why = A remote gets its configuration and certificates from the istiod of another cluster.
    .help = make `{ $cluster }` a primary, or name a primary here
    .fix = make `{ $cluster }` a primary

VER112 = no cluster runs an istiod
    .label = { $count ->
        [one] the only cluster is a remote
       *[other] all { $count } clusters are remotes
    }
    .why = Without a primary nobody configures proxies or signs their certificates.
    .help = make a cluster a primary, such as `{ $cluster }`, and name it in `controlPlane` of the others
    .fix = make `{ $cluster }` a primary

VER113 = `{ $cluster }` has revision `{ $revision }`, its istiod `{ $wanted }`
    .label = not that of `{ $primary }`
    .why = Webhooks and proxies of `{ $cluster }` look for the Service of istiod `{ $revision }`, which `{ $primary }` does not run: "service istiod not found", and no sidecars.
    .help = set `revision: { $wanted }` for `{ $cluster }`
    .control-plane = the istiod that serves it
    .fix = use revision `{ $wanted }`

VER114 = everything depends on the control plane `{ $cluster }`
    .label = the only primary
    .why = While `{ $cluster }` is down, { $remotes } get no new pods, certificates or endpoints. Traffic goes on for hours, until certificates end.
    .help = make one of { $remotes } a second primary, in another region if there is one

VER115 = webhooks may not find istiod in `{ $cluster }` on { $provider }
    .label = reported for `{ $provider }`
    .why = A remote of Istio { $version } reaches istiod through an EndpointSlice without an Endpoints object. API servers of some clouds look for Endpoints: `endpoints "istiod" not found`, and no pod is injected.
    .help = inject one pod in `{ $cluster }` before moving workloads; where that fails, add an Endpoints object `istiod` with the same addresses

VER116 = { $hazard }
    .label = Istio { $version } (see { $source })
    .why = { $why }
    .help = { $help }

VER117 = Istio { $version } came before { $oldest }, the oldest that is planned
    .label = known are { $oldest } to { $newest }
    .why = Profiles, values and the order of steps were different then, and no fault of such a release has been repaired for years.
    .help = use an Istio release from { $oldest } to { $newest }
    .fix = use { $newest }

VER118 = { $method ->
    [helm] Helm
   *[sail] Sail
} makes { $model ->
    [primary] primaries
    [remote] remotes
    [external] external control planes
   *[ambient] ambient clusters
} from Istio { $first } on, not { $version }
    .label = cannot make `{ $cluster }`
    .why = { $method ->
        [helm] The charts of Istio { $version } have no values for that, or are not published.
       *[sail] No release of the Sail operator makes that with Istio { $version }.
    }
    .help = set `installMethod: istioctl` for `{ $cluster }`, or use Istio { $first } or later
    .role = what it is
    .fix = install by istioctl
    .fix-version = use Istio { $first }

VER119 = no guide of Istio { $version } has { $model ->
    [primary] primaries of a mesh
    [remote] remotes
   *[external] an external control plane
} by { $method ->
    [helm] Helm
   *[sail] Sail
}
    .label = works, and is not documented
    .why = The values are there and do what the plan needs in `{ $cluster }`; the guides of the release use istioctl.
    .help = rehearse the installation of `{ $cluster }` before it matters, or set `installMethod: istioctl`

VER120 = Sail { $operator } does not install Istio { $version }
    .label = it has { $versions }
    .why = The operator refuses a version that it does not carry, so `{ $cluster }` would wait for its istiod for ever.
    .help = use Istio { $newest } in `{ $cluster }`, the newest { $minor } that the operator carries
    .method = asks for Sail
    .fix = use { $newest }

VER121 = the external control plane `{ $cluster }` serves nobody
    .label = no remote names it
    .why = An external istiod reads its configuration from one of its remotes and cannot start without.
    .help = set `role: remote` and `controlPlane: { $cluster }` for the clusters it is to serve, or make `{ $cluster }` a primary
    .fix = make `{ $cluster }` a primary

VER122 = the external control plane `{ $cluster }` has no config cluster
    .label = serves { $remotes }
    .why = The external istiod of `{ $cluster }` reads gateways, rules and mesh config from the API server of one of its remotes, and nothing says which.
    .help = { $count ->
        [one] set `config: true` for `{ $remote }`, its only remote
       *[other] set `config: true` for one of { $remotes }: the cluster in which you want to write the mesh's configuration
    }
    .remote = a remote of it
    .fix = make `{ $remote }` the config cluster

VER123 = `{ $cluster }` is a second config cluster
    .label = `{ $other }` is the first
    .why = The external istiod of `{ $external }` reads its configuration from one cluster. What is written in `{ $cluster }` would have no effect.
    .help = remove `config` from `{ $cluster }` or from `{ $other }`
    .first = the first
    .fix = leave it to `{ $other }`

VER124 = nobody reads the configuration of `{ $cluster }`
    .label = for external control planes only
    .why = The primary `{ $primary }` reads its configuration from its own API server, not from its remotes.
    .help = remove `config` from `{ $cluster }`, and write the configuration in `{ $primary }`
    .primary = its control plane
    .fix = remove it

VER125 = an external istiod of Istio { $version } has no config cluster
    .label = planned from { $first } on
    .why = The external istiod of { $version } reads its configuration from its own cluster `{ $cluster }` and serves one remote alone. The plan lets a remote hold the configuration, as every later release does.
    .help = use Istio { $first } or later in `{ $cluster }` and its remotes, or make `{ $cluster }` a primary
    .release = too old
    .fix = use Istio { $first }

VER126 = Istio { $version } needs a host name for the external `{ $cluster }`
    .label = no `istiod.address`
    .why = Before { $first } the host name of istiod goes into webhooks and certificates of { $remotes }, so it has to be known before anything is installed.
    .help = set `istiod.address` of `{ $cluster }` to the host name that you will point at its gateway, with `credentialName`, or use Istio { $first } or later
    .remote = dials it

VER127 = `{ $cluster }` has a host name and no certificate for it
    .label = needs `credentialName`
    .why = Proxies and API servers call istiod at `{ $address }` and trust certificates of public authorities. istiod's own certificate does not name `{ $address }`.
    .help = put a certificate for `{ $address }` into a TLS Secret of `{ $cluster }` and name it in `istiod.credentialName`

VER127-eks = `{ $cluster }` may get a host name and has no certificate
    .label = EKS hands out host names
    .why = A load balancer of EKS has a host name, at which istiod's own certificate is refused: proxies and API servers trust certificates of public authorities there.
    .help = give the load balancer of `{ $cluster }` Elastic IPs and write one as `istiod.address`, or write a host name of your own with `credentialName`

VER128 = Istio { $version } wants a host name for the external `{ $cluster }`
    .label = an IP address
    .why = Before { $first } the remotes of an external control plane call its webhook by a URL with a certificate, and public authorities certify names, not { $address }.
    .help = set `istiod.address` of `{ $cluster }` to a host name, with `credentialName`, or use Istio { $first } or later
    .release = too old

VER129 = nobody is shown the certificate `{ $secret }`
    .label = `{ $cluster }` is found by an IP address
    .why = At { $address } the gateway passes connections through to istiod, which shows its own certificate; remotes trust the root of the mesh.
    .help = remove `credentialName` from `{ $cluster }`, or give its istiod a host name
    .fix = remove it

VER129-primary = nobody is shown the certificate `{ $secret }`
    .label = `{ $cluster }` has no host name
    .why = Remotes dial the address of its gateway. There the gateway passes connections through to istiod, which shows its own certificate; remotes trust the root of the mesh.
    .help = write the host name as `istiod.address` of `{ $cluster }`, or remove `credentialName`
    .fix = remove it

VER130 = no guide of Istio has `{ $cluster }` beside { $others }
    .label = an external control plane
    .why = Istio documents and tests an external control plane that is alone in its mesh. With a second istiod each needs remote secrets for the clusters of the other, and a certificate under the same root; that follows from how istiod works, and nobody promises it.
    .help = make the remotes of `{ $cluster }` part of a mesh of their own, or rehearse the whole mesh before it matters
    .other = runs an istiod too

VER131 = `{ $other }` cannot stand in for a primary
    .label = no primary
    .why = A standby leads `{ $cluster }` with its own istiod and remote secrets, and only a primary has these.
    .help = remove `{ $other }` from `standbyControlPlanes` of `{ $cluster }`, or make it a primary
    .other = its role
    .fix = remove it

VER131-external = `{ $cluster }` has standbys beside an external istiod
    .label = only for remotes of primaries
    .why = The istiod of `{ $other }` reads its configuration from a config cluster; a primary that took over would have another one.
    .help = remove `standbyControlPlanes` from `{ $cluster }`, and run the istiod of `{ $other }` with more replicas
    .other = runs an external istiod
    .fix = remove them

VER132 = the { $count } control planes of `{ $cluster }` share no address
    .label = `{ $cluster }` dials one
    .why = A remote has one `remotePilotAddress`. Unless { $leaders } are found at the same address, `{ $cluster }` never reaches its standbys.
    .help = put one address in front of the gateways of { $leaders } (a load balancer, a virtual IP or a host name) and set it as `istiod.address` of each
    .without = has no `istiod.address`
    .fix = use the address that is known for all

VER133-release = standby `{ $other }` of `{ $cluster }` has another release
    .label = { $own }, and `{ $leader }` has { $wanted }
    .why = When `{ $other }` takes over, the proxies of `{ $cluster }` get configuration from Istio { $own }; proxies must never be newer than their istiod.
    .help = use { $wanted } in `{ $other }` too
    .other = its release
    .fix = use { $wanted } in `{ $other }`

VER133-revision = standby `{ $other }` of `{ $cluster }` has another revision
    .label = `{ $own }`, and `{ $leader }` has `{ $wanted }`
    .why = Webhooks and proxies of `{ $cluster }` look for the istiod of revision `{ $wanted }`, which `{ $other }` does not run.
    .help = set `revision: { $wanted }` for `{ $other }`
    .other = its revision
    .fix = use revision `{ $wanted }` in `{ $other }`

VER134 = Istio { $version } knows no standbys for `{ $cluster }`
    .label = needs { $first } or later
    .why = Several primaries may lead a remote since { $first }, by an annotation that `{ $other }` does not know.
    .help = use Istio { $first } or later in `{ $other }`, or remove `standbyControlPlanes`
    .release = too old
    .fix = remove them

VER135 = istioctl { $version } gets no token from Kubernetes { $kubernetes }
    .label = makes none by itself since 1.24
    .why = `istioctl create-remote-secret` of { $version } looks for the token of a ServiceAccount in `{ $cluster }` and does not make one: "no secret found in the service account". { $watchers } would not see `{ $cluster }`.
    .help = use Istio { $first } or later in `{ $cluster }`, or make a Secret of type `kubernetes.io/service-account-token` for `istio-reader-service-account` there by hand
    .release = this istioctl
    .fix = use Istio { $first }

VER136 = `{ $cluster }` is made for an older kind of primary
    .label = Istio { $version } has an istiod in remotes
    .why = Remotes of { $version } inject and sign for themselves; those of `{ $primary }` leave it to their primary. An istiod of { $wanted } neither trusts nor leads the other kind.
    .help = use Istio { $wanted } in `{ $cluster }`; in a mesh that runs, annotate the namespace of `{ $cluster }` before `{ $primary }` is upgraded
    .primary = its control plane
    .fix = use { $wanted } in `{ $cluster }`

VER137 = Kiali in `{ $cluster }` does not see { $others }
    .label = not { $others }
    .why = Kiali reads other clusters through a Secret of its own, with the account that its sample makes there. From Istio 1.26 on the sample takes such a Secret where it runs beside an istiod.
    .help = add `kiali` to the addons of { $others } and use Istio 1.26 or later, or read each cluster's console by itself

VER138 = Jaeger and Zipkin of `{ $cluster }` are in each other's way
    .label = both have a Service `zipkin`
    .why = Both samples make Services `tracing` and `zipkin`, so the one that is applied last gets the traces and the other stays empty.
    .help = keep one of `jaeger` and `zipkin` in `addons` of `{ $cluster }`
    .fix = keep Jaeger

VER139 = { $addon ->
    [kiali] Kiali
   *[grafana] Grafana
} of `{ $cluster }` has no Prometheus to read
    .label = no `prometheus`
    .why = The sample asks Prometheus in its own cluster for everything it shows.
    .help = add `prometheus` to `addons` of `{ $cluster }`
    .fix = add Prometheus

VER140 = { $more ->
    [0] only the gateway of `{ $cluster }` leads into `{ $network }`
   *[other] `{ $network }` and { $more } more have one gateway for several clusters
}
    .label = the only gateway of `{ $network }`
    .same = here too
    .why = While it is down, requests of other networks reach neither `{ $cluster }` nor { $others }.
    .help = give { $others } an east-west gateway too

VER140-control-plane = { $more ->
    [0] { $count } remotes have only the istiod of `{ $cluster }`
   *[other] `{ $cluster }` and { $more } more each serve several remotes alone
}
    .label = the control plane of { $count } remotes
    .same = here too
    .why = While it is down, { $others } get no new pods, certificates or endpoints. Traffic goes on for hours, until certificates end.
    .help = name another primary in `standbyControlPlanes` of { $others }, or spread them over the primaries of the mesh

VER141-others = pods of `{ $cluster }` are injected for OpenShift and never join
    .label = `{ $cluster }` is not on OpenShift
    .why = The istiod of `{ $istiod }` injects for `{ $template }`, which is on OpenShift: there the CNI agent leads pods into the mesh, so they get no init container that would do it. One istiod has one template for all.
    .help = give `{ $cluster }` a control plane on its own platform; if it is on OpenShift too, set its `provider: openshift`
    .other = is on OpenShift
VER141-remote = OpenShift refuses the pods that are injected for `{ $cluster }`
    .label = `{ $cluster }` is on OpenShift
    .why = The istiod of `{ $istiod }` injects for `{ $template }`, which is not on OpenShift: pods get an init container that changes their network, and OpenShift allows that to none. One istiod has one template for all.
    .help = give `{ $cluster }` a control plane on OpenShift; if `{ $template }` is on OpenShift too, set its `provider: openshift`
    .other = is not on OpenShift

VER142 = OpenShift refuses the pods of Istio { $version } in `{ $cluster }`
    .label = runs pods as users of its own choice
    .why = Up to Istio 1.19 istiod, gateways and sidecars run as user 1337, which OpenShift allows with the security context constraint `anyuid` only. No plan can give it: that is for an administrator of the cluster.
    .help = before you begin, run `oc --context={ $context } adm policy add-scc-to-group anyuid system:serviceaccounts:{ $namespace }`, the same for `system:serviceaccounts:sample` and for every namespace with sidecars; or take Istio { $first }
VER142-attachments = OpenShift refuses the pods of Istio { $version } in `{ $cluster }`
    .label = runs pods as users of its own choice
    .why = Up to Istio 1.19 istiod, gateways and sidecars run as user 1337, which OpenShift allows with the security context constraint `anyuid` only. Up to Istio 1.18 every namespace with sidecars needs a NetworkAttachmentDefinition `istio-cni` too. No plan makes these: they are for an administrator of the cluster.
    .help = before you begin, run `oc --context={ $context } adm policy add-scc-to-group anyuid system:serviceaccounts:{ $namespace }`, the same for `system:serviceaccounts:sample` and for every namespace with sidecars, and make in each of these namespaces an empty NetworkAttachmentDefinition `istio-cni` (`k8s.cni.cncf.io/v1`); or take Istio { $first }

VER143-data-plane = the profile `{ $profile }` is for ambient mode
    .label = `{ $cluster }` has sidecars
    .why = It brings the CNI agent and ztunnel to every node, and the plan for sidecars knows nothing of either.
    .help = set `dataPlane: ambient` and leave the profile out, or use the profile `default` for `{ $cluster }`
    .fix = make it ambient
VER143-no-istiod = the profile `{ $profile }` brings no istiod
    .label = `{ $cluster }` runs an istiod of its own
    .why = Everything after the installation of `{ $cluster }` waits for an istiod that never comes.
    .help = use the profile `default` for `{ $cluster }`; a cluster without an istiod has `role: remote`
    .fix = use the profile `default`
VER143-not-taken = { $method ->
        [helm] the charts of Istio { $version } know no profile `{ $profile }`
       *[sail] the Sail operator knows no profile `{ $profile }`
    }
    .label = `{ $cluster }` is installed by { $method }
    .why = The plan leaves it out, so `{ $cluster }` gets the profile `default`.
    .help = use the profile `default` and set what you need of `{ $profile }` in `values`, or `installMethod: istioctl`
    .fix = use the profile `default`
VER143-platform = the profile `openshift` does not fit `{ $provider }`
    .label = `{ $cluster }` has another provider
    .why = With it pods get no init container: the CNI agent is to lead them into the mesh, and looks for network plugins where OpenShift has them. Elsewhere requests pass the sidecar by.
    .help = set `provider: openshift` for `{ $cluster }`, or use the profile `default`
    .fix = say that it is on OpenShift
VER143-unknown = Istio { $version } has no profile `{ $profile }`
    .label = the profile of `{ $cluster }`
    .why = The installation of `{ $cluster }` would end with an error.
    .help = use the profile `default` for `{ $cluster }`, and set what else you need in `values`
    .fix = use the profile `default`

VER144 = nobody installs the `{ $gateway }` of `{ $cluster }`
    .label = switched on for nothing
    .why = { $method ->
        [helm] The chart `istiod` brings no gateways
       *[sail] The Sail operator brings no gateways
    }, so the value does nothing, and the plan has east-west gateways alone.
    .help = remove the value, and install the gateway beside the plan: `helm upgrade --install { $gateway } istio/gateway --version={ $version } --namespace=istio-system --kube-context={ $context }`
    .fix = remove the value

names-and-more = { $names } (and { $count } more)

release-default = the release's own
