# Hazards of releases: headline, why it matters, what to do.

hazard-remote-revision-tags-ignored = revision tags do not work in remotes of Istio { $affected }
    .why = A remote installed with `revisionTags` gets no webhook for its tags, so namespaces that are labelled with a tag get no sidecars.
    .help = label namespaces with the revision itself, or take a later patch

hazard-remote-endpoint-slice-ignored = some API servers ignore the EndpointSlice of a remote's `istiod`
    .why = From 1.28 on a remote reaches istiod through an EndpointSlice without an Endpoints object; API servers of some clouds look for Endpoints when they call a webhook, and refuse every injected pod.
    .help = try the injection webhook of the remote before moving workloads; where it fails, add an Endpoints object `istiod` with the same addresses

hazard-ambient-trust-domain-fails = ambient clusters refuse each other when the trust domain is changed
    .why = In Istio { $affected } the identity of a peer in another cluster is checked against the wrong trust domain.
    .help = keep the trust domain `cluster.local`, or take a later minor

hazard-trust-domain-of-older-remotes = a remote with an older reader role is checked against the wrong trust domain
    .why = istiod of { $affected } reads the trust domain from a ConfigMap of the remote; where the remote's role does not allow that, it assumes another one than the workloads have.
    .help = take 1.29.2 or later for the primary, or install the remote again with the primary's release

hazard-ambient-memory-leak = istiod's memory grows in ambient meshes of several clusters
    .why = In Istio { $affected } state of remote clusters is kept after it is replaced, more so when remote secrets are renewed.
    .help = watch istiod's memory and set a limit that restarts it, or take a later minor

hazard-remote-trust-domain-assumed = the trust domain of a remote may be taken for `cluster.local`
    .why = From 1.29 on istiod reads a cluster's trust domain from its ConfigMap `istio`, which a remote does not have; callers may then refuse the remote's workloads, whose certificates carry the primary's trust domain.
    .help = try one request to the remote before moving workloads, or keep the trust domain `cluster.local`

hazard-rotation-deadlock = a renewed remote secret may not be taken up
    .why = In Istio { $affected } istiod can wait for itself when a remote secret is exchanged; it then keeps what it knew of that cluster until it restarts.
    .help = take a later patch, or restart istiod after a remote secret is renewed

hazard-rotation-wipes-endpoints = renewing a remote secret loses that cluster's endpoints
    .why = In Istio { $affected } istiod drops the endpoints of a cluster whose remote secret is exchanged, and shows the cluster as `synced` all the same, until it restarts.
    .help = restart istiod after a remote secret is renewed, or delete the secret before applying the new one

hazard-node-port-gateway-dropped = a NodePort gateway is forgotten when its network changes
    .why = In Istio { $affected } a change of the namespace's network label or of `meshNetworks` makes istiod forget the node addresses of a gateway until its Service or a node changes.
    .help = restart istiod after changing the network of a cluster with a NodePort gateway

# What a port is for.

port-443 = Kubernetes API, webhooks of the Service istiod
port-6443 = Kubernetes API
port-15008 = tunnels of the ambient data plane (HBONE, mTLS)
port-15010 = configuration and certificates from istiod, without TLS
port-15012 = configuration and certificates from istiod (TLS)
port-15014 = metrics of istiod
port-15017 = webhooks of istiod: injection and validation (HTTPS)
port-15020 = metrics and probes of a proxy
port-15021 = readiness of a proxy, asked by load balancers
port-15090 = metrics of Envoy
port-15443 = traffic between networks (mTLS, routed by SNI)
