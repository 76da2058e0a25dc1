### What meshwright-graph says: the hops of `why`, what breaks them, repairs, and the ports table.

## Hops, by what they are about

hop-control-plane = Control plane
hop-trust = Trust
hop-discovery = Discovery
hop-dns = Name
hop-control = Configuration
hop-gateway = Gateway
hop-path = Wires
hop-exposure = Exposure

## Hops that hold

why-control-plane-own = `{$cluster}` is a primary: its own istiod serves its proxies
why-control-plane = the istiod of `{$control_plane}` serves the proxies of `{$cluster}`
why-trust-plugged-in = the Secret `cacerts` of {$clusters} holds intermediates under one root
why-trust-cert-manager = cert-manager signs for {$clusters} under one root
why-trust-self-signed = {$clusters} sign under one root
why-trust-one-istiod = the istiod of `{$control_plane}` signs for both
why-discovery = the istiod of `{$watcher}` reads the endpoints of `{$cluster}` with the Secret `{$secret}`, label `istio/multiCluster: "true"`
why-discovery-own = the istiod of `{$watcher}` reads the endpoints of its own cluster
why-dns-capture = sidecars in `{$from}` resolve Services of every cluster (`ISTIO_META_DNS_CAPTURE`)
why-dns-service = DNS in `{$from}` knows only its own Services: one of the same name and namespace as in `{$to}` has to be there
why-control-own = proxies in `{$cluster}` reach the istiod of their own cluster
why-control-through = proxies in `{$cluster}` reach the istiod of `{$control_plane}` at its east-west gateway, ports {$discovery_port} and {$injection_port}, {$address}
why-gateway = the Service `istio-eastwestgateway` of `{$gateway}` has the label `topology.istio.io/network: {$network}`, {$address}
why-gateway-tunnel = the Gateway of class `istio-east-west` in `{$gateway}` has the label `topology.istio.io/network: {$network}`, {$address}
why-path-direct = pods of `{$from}` and `{$to}` are both on network `{$network}` and connect directly
why-path-gateway = pods of `{$from}` connect to the gateway of `{$gateway}` on port {$port}
why-path-behind = the gateway of `{$from}` and pods of `{$to}` are both on network `{$network}` and connect directly
why-exposure = the Gateway `cross-network-gateway` lets the gateway of `{$gateway}` pass requests on to `{$to}` (`AUTO_PASSTHROUGH`)
why-exposure-tunnel = Services with the label `istio.io/global: "true"` are shared, and the gateway of `{$gateway}` hands tunnels on to `{$to}`
address-learned = address learned when applied

## Hops that break

broken-no-control-plane = no istiod serves the proxies of `{$cluster}`
broken-no-istiod = `{$cluster}` has `{$control_plane}` as its control plane, where no istiod runs
broken-not-trusted = `{$from}` and `{$to}` have certificates under different roots
broken-api-loopback = the istiod of `{$watcher}` cannot watch `{$cluster}`: `{$url}` means the pod's own machine
broken-api-not-reachable = the istiod of `{$watcher}` cannot watch `{$cluster}`: `reachableFrom` does not name it
broken-api-forbidden = the istiod of `{$watcher}` cannot watch `{$cluster}`: `{$entry}` forbids it
broken-nothing-to-watch = the istiod of `{$watcher}` has nothing to watch in `{$cluster}`
broken-no-control-gateway = `{$cluster}` cannot reach its istiod: `{$control_plane}` has no east-west gateway
broken-control-over-node-port = `{$cluster}` cannot reach its istiod: no node port of `{$control_plane}` is 15012 or 15017
broken-control-forbidden = `{$cluster}` cannot reach its istiod in `{$control_plane}` on port {$port}: `{$entry}` forbids it
broken-data-planes = `{$sidecar}` has sidecars and `{$ambient}` is ambient: no gateway passes requests from one to the other
broken-no-tunnel-gateway = `{$cluster}` is ambient, and no ambient cluster on network `{$network}` has an east-west gateway
broken-no-gateway = network `{$network}` has no east-west gateway
broken-gateway-without-address = nobody gives the east-west gateway of `{$cluster}` an address
broken-gateway-unreachable = `{$from}` cannot reach the gateway of `{$gateway}` on port {$port}: `{$entry}` forbids it
broken-pods-unreachable = pods of `{$from}` cannot reach pods of `{$to}`: `{$entry}` forbids it

## Repairs

repair-control-plane = Name `{$control_plane}` as the control plane of `{$cluster}`
repair-role-primary = Make `{$cluster}` a primary
repair-sidecars = Use sidecars in `{$cluster}`
repair-ambient = Use ambient mode in `{$cluster}`
repair-root = Give every istiod an intermediate under one root
repair-api-loopback = Take the API server of `{$cluster}` from its kubeconfig
repair-api-reachable = Let `{$watcher}` reach the API server of `{$cluster}`
repair-gateway = Add an east-west gateway to `{$cluster}`
repair-gateway-metallb = Add an east-west gateway to `{$cluster}`, and MetalLB for its address
repair-load-balancer = Expose the gateway of `{$cluster}` by a load balancer
repair-load-balancer-metallb = Give the gateway of `{$cluster}` an address by MetalLB
repair-node-port = Expose the gateway of `{$cluster}` on node ports
repair-allow = Open the way from `{$from}` to `{$to}`
repair-allow-ports = Open the way from `{$from}` to `{$to}` for {$ports}

## The ports table: what for

flow-pods = requests from pod to pod
flow-requests = requests from other networks, mutual TLS to the called pod
flow-tunnels = requests from other networks, in tunnels of ambient mode (HBONE)
flow-discovery = configuration and certificates for proxies of remotes
flow-injection = the injection webhook for remotes
flow-watch = endpoint discovery
flow-webhook = webhooks of istiod
flow-health = health checks of the load balancer, `/healthz/ready`

## The ports table: who

end-network = pods on network `{$network}`
end-networks =
    { $count ->
        [one] pods on network {$networks}
       *[other] pods on networks {$networks}
    }
end-other-networks = pods on every network but `{$network}`
end-pods = pods of {$clusters}
end-many-pods = pods of {$count} remotes
end-istiod = istiod of {$clusters}
end-other-istiods = every istiod but that of `{$cluster}`
end-api =
    { $count ->
        [one] API server of {$clusters}
       *[other] API servers of {$clusters}
    }
end-many-apis = API servers of {$count} remotes
end-gateway = east-west gateway of `{$cluster}`
end-front-gateway = front gateway of `{$cluster}`
end-load-balancer = load balancer of `{$cluster}`

## Reasons, by code

reason-C01 = istiod does not know the cluster that the proxy claims to be in
reason-C02 = the cluster's API server does not vouch for the proxy's token
reason-C03 = the proxy does not trust the certificate of its istiod
reason-C04 = nobody writes `istio-ca-root-cert` into the namespace
reason-C05 = the injection webhook does not answer, or has no `caBundle`
reason-D01 = istiod does not know the service
reason-D02 = istiod does not know the port of the service
reason-D03 = the port has another name there
reason-D04 = the address is a host name
reason-D05 = the labels are not those of the subset
reason-D06 = the service is kept on its node
reason-D07 = the network is outside of the requested network view
reason-D08 = the service is cluster-local
reason-D09 = the service is not exported
reason-D10 = the endpoint has no address
reason-D11 = the pod is not ready
reason-D12 = the pod is terminating
reason-D13 = the pod is draining
reason-D14 = the service is not global, and ambient multi-network is on
reason-D15 = ambient multi-network is off for this kind of proxy
reason-D16 = no gateway leads to the network, and ambient multi-network is on
reason-D17 = no gateway has an address of the proxy's IP family
reason-D18 = no mutual TLS of Istio, which requests across networks need
reason-D19 = no mutual TLS of Istio, which the gateway needs
reason-D20 = istiod does not see the cluster
reason-P01 = the name of the service does not resolve
reason-P02 = no listener has the address that the application uses
reason-P03 = the pod's address is not routed
reason-P04 = a firewall forbids it
reason-P05 = the gateway knows no such service and port
reason-P06 = the gateway knows no such subset
reason-P07 = the gateway has no endpoint
reason-P08 = the gateway hands on to another gateway
reason-P09 = caller and called have no root in common
reason-P10 = the caller expects another identity
reason-P11 = the trust domain of the caller is not accepted
reason-P12 = an authorization policy refuses the caller
reason-P13 = the gateway is down
reason-P14 = the gateway's port is wrong
reason-P15 = a DestinationRule replaces the server name
reason-P16 = the caller has no proxy

## Predicted endpoint lists

host-absent = no address
host-address = { $address }
host-pod = pod of { $cluster }
host-gateway = address of { $cluster }'s gateway
entry-own = pods of the own cluster
entry-direct = pods of { $clusters }, directly
entry-gateway = gateway of `{ $gateway }`, to pods of { $clusters }
entry-told-gateway = gateway that `meshNetworks` names, to pods of { $clusters }
entry-raw = raw pod address of `{ $cluster }` on another network, because no gateway is known: { $because }
entry-broken = { $entry }; requests break: { $broken }
raw-unseen = the istiod of `{ $istiod }` sees no gateway of network `{ $network }`
entry-missing = nothing of `{ $cluster }`: { $because }

## What can be lost

lost-cluster = cluster `{ $cluster }`
lost-gateway = the east-west gateway of `{ $cluster }`
lost-control-plane = the control plane in `{ $cluster }`
lost-api-server = the API server of `{ $cluster }`
lost-network = the ways between network `{ $network }` and the others
lost-root = the trust in the mesh's root
lost-own-root = the trust in the root of `{ $cluster }`
part-kind = there is no kind of part `{ $kind }`; parts are written as CLUSTER, gateway:CLUSTER, control-plane:CLUSTER, api-server:CLUSTER, network:NETWORK, root:mesh
part-name = this topology has no `{ $name }`
part-absent = this mesh has no `{ $part }` to lose

## Why something stops, and until when it goes on

because-gone = the cluster is gone, and proxies still have it in their lists
because-control-plane = the istiod in `{ $cluster }` is gone
because-control-gateway = the istiod in `{ $cluster }` is reached through its gateway, which is gone
because-own-api-server = its API server is gone
because-config-api-server = the configuration is in `{ $cluster }`, whose API server is gone
because-network = the ways between networks are cut
because-gateway = a gateway in front of it is gone, and proxies still have it in their lists
because-root = the root is not trusted any more
until-certificates = until certificates expire, { $half } to { $whole } hours later
until-streams = connections last { $minutes } minutes at most, certificates { $half } to { $whole } hours
until-unlimited = until it is back; nothing can be changed before
harm-requests = requests from `{ $from }` to `{ $to }` break: { $because }
harm-control-plane = `{ $cluster }` is left without an istiod: { $because }

## The ports table: ways inside of clusters and around the mesh

flow-forward = requests that came in, on to the called pod
flow-operate = installing, remote secrets, checks
flow-exposure = configuration and injection of remotes, passed through
flow-configuration = configuration and certificates
flow-own-api = what is in the cluster, tokens, webhooks
flow-calls = requests from pod to pod
flow-hbone = requests from pod to pod, in tunnels (HBONE)
flow-names = host names of gateways; UDP as well
flow-keys = keys for tokens of RequestAuthentication
flow-readiness = readiness and rewritten probes
flow-metrics = metrics
end-istiod-address = address of istiod of `{ $cluster }`
end-each-proxies = proxies of each cluster
end-each-ztunnels = ztunnels of each cluster
end-each-istiod = istiod of each cluster
end-each-api-server = its API server
end-each-kubelets = kubelets of each cluster
end-each-prometheus = Prometheus of each cluster
end-each-operators = whoever installs the mesh
end-each-name-servers = its DNS servers
end-each-key-servers = servers with keys (JWKS)
end-own-proxies = proxies of the own cluster
end-own-ztunnels = ztunnels of the own cluster
end-own-istiod = istiod of the own cluster

## Repairs of services

repair-pods = Run `{ $service }` in `{ $cluster }`, too
repair-spread = Let callers of `{ $service }` leave their cluster
