# Starters: comments in the topologies that `meshwright new` prints, and what they refuse.

starter-single = One cluster with its own control plane.
starter-multi-primary = A control plane in every cluster: each goes on working without the others.
starter-primary-remote = One control plane, in `cluster1`, for all clusters.
starter-external = One control plane, in `cluster1`, which has no workloads of its own.
starter-ambient = A control plane in every cluster, each on a network of its own, without sidecars.
starter-how = Change the names to yours; `meshwright check` says what does not fit.
starter-context = The context in your kubeconfig; leave it out where it is called like the cluster.
starter-network = Clusters on one network reach each other's pods without a gateway.
starter-remote = A remote has no istiod of its own: it uses that of its control plane.
starter-external-role = An external cluster runs istiod for others only.
starter-istiod = The host name that your DNS points at the gateway below, and the TLS Secret in the gateway's namespace that has a certificate for it.
starter-config = The cluster in which you write the mesh's configuration.
starter-pods = The addresses of the cluster's pods; ranges on one network must not overlap.
starter-gateway = Lets other networks in; its address is learned when the mesh is installed.
starter-front = Stands in front of istiod; its remotes reach it here.

starter-clusters = this model takes { $fewest } to { $most } clusters
starter-clusters-exactly = this model takes exactly { $count ->
    [one] one cluster
   *[other] { $count } clusters
}
starter-networks = the clusters can be spread over 1 to { $most } networks

# Questions about clusters and services.

ask-cluster = there is no cluster `{ $name }` in this topology
ask-cluster-near = there is no cluster `{ $name }` in this topology; did you mean `{ $near }`?
ask-service = this topology lists no service `{ $name }`; services are named `NAME.NAMESPACE`
ask-service-near = this topology lists no service `{ $name }`; did you mean `{ $near }`?
ask-pods = `{ $to }` has pods of `{ $service }`
ask-no-pods = `{ $to }` has no pods of `{ $service }`
ask-listed = proxies are sent { $address }:{ $port } for `{ $cluster }`: { $entry }
ask-not-listed = proxies have no entry for it in `{ $cluster }`: { $missing }
ask-cluster-local = `{ $service }` is cluster-local: callers in `{ $from }` are sent to pods in `{ $from }` only
