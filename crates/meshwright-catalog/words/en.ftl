# Hazards of releases: headline, why it matters, what to do.

hazard-kubernetes-api-of-another-cluster = pods may be sent to another cluster's Kubernetes API in Istio { $affected }
    .why = The Service `kubernetes` of every watched cluster counts as one, so a pod that asks its own API server may reach that of another cluster.
    .help = take a later patch, or make `kubernetes.default.svc.cluster.local` cluster-local by `serviceSettings` in the mesh config

hazard-unreachable-cluster-blocks-istiod = one unreachable cluster keeps istiod from becoming ready
    .why = istiod of { $affected } waits without end for every API server that it watches, so a restart while one of them is away leaves its own cluster without configuration.
    .help = make sure that every watched API server answers before istiod restarts, or take a later release

hazard-gateway-name-ignored = istiod ignores gateways whose address is a host name
    .why = istiod of { $affected } takes IP addresses of east-west gateways only; pods of other networks are then called directly, in vain.
    .help = give the gateway an IP address, or take Istio 1.13 or later for every primary

hazard-gateway-name-not-retried = a gateway's host name that does not resolve at once is lost
    .why = istiod of { $affected } does not ask again, and hands out addresses of pods instead, as if there were no gateway.
    .help = wait until every gateway's name resolves before installing the next istiod, and restart istiod where it did not; or take Istio 1.18 or later

hazard-token-secret-missing = `create-remote-secret` fails on Kubernetes 1.24 and later
    .why = istioctl of { $affected } looks for a token Secret that Kubernetes no longer makes for a ServiceAccount.
    .help = make the token Secret by hand and name it under `secrets` of the ServiceAccount, or take Istio 1.14 or later

hazard-rotation-keeps-old-client = a renewed remote secret leaves the old client running
    .why = istiod of { $affected } goes on using the old credentials beside the new ones, even when the secret is deleted.
    .help = restart istiod after a remote secret is renewed or deleted, or take a later release

hazard-rotation-leaks-memory = istiod's memory grows with every renewed remote secret
    .why = istiod of { $affected } keeps what it knew of a cluster whose remote secret is renewed or deleted.
    .help = restart istiod after remote secrets are renewed, or take a later release

hazard-stale-service-addresses = sidecars may answer with addresses of deleted Services
    .why = In Istio { $affected } a Service that is deleted in one cluster keeps its address there while another cluster has the Service, and the DNS proxy of sidecars hands it out.
    .help = take a later patch, or restart istiod after deleting a Service in one cluster only

hazard-remote-revision-service-missing = a remote with a revision cannot reach istiod
    .why = In Istio { $affected } the webhook of a remote looks for a Service that ends with the revision, and the installation makes one without it, so every injected pod is refused.
    .help = leave the revision out, or take Istio 1.20.4 or later

hazard-mesh-config-missed = istiod may start without its mesh config
    .why = istiod of { $affected } may use defaults in place of its ConfigMap, and then signs certificates for another trust domain than the mesh's.
    .help = take a later patch

hazard-remote-leader-kept = an istiod of another cluster may keep the lead
    .why = In Istio { $affected } a cluster's own istiod does not take over the duties that one of another cluster has.
    .help = take a later patch for every control plane that leads in the cluster

hazard-secrets-of-every-namespace = istiod takes remote secrets from every namespace
    .why = Whoever may write a Secret in any namespace of a cluster with istiod { $affected } can add a cluster to the mesh.
    .help = take a later patch

hazard-older-peer-crashes-istiod = istiod crashes when it watches a cluster of an older release
    .why = istiod of { $affected } reads the mesh config of every watched cluster, and crashes where the reader role of an older release does not allow that.
    .help = take 1.29.1 or later, or bring the other clusters to 1.29 first

hazard-rotation-crashes-istiod = istiod crashes when a remote secret is renewed
    .why = istiod of { $affected } closes its client of the cluster twice; it starts again by itself, without serving proxies for as long.
    .help = take a later patch, or delete the secret before applying the new one

hazard-rotation-loses-gateway = renewing a remote secret may lose that cluster's gateway
    .why = istiod of { $affected } no longer hears of changes to gateways and Services of a cluster whose remote secret was exchanged, until it restarts.
    .help = restart istiod after a remote secret is renewed, or delete the secret before applying the new one

hazard-cluster-store-deadlock = istiod may stand still while clusters are added
    .why = istiod of { $affected } can wait for itself when a cluster is added while another one is read for the first time; it then learns nothing more of other clusters.
    .help = take a later patch, or restart istiod where `istioctl remote-clusters` does not end

hazard-ambient-bad-secret-stays = a wrong remote secret stays wrong in an ambient mesh
    .why = istiod of { $affected } does not get over a cluster that it could not read at first, even when its secret is put right.
    .help = restart istiod after a remote secret is put right, or take a later release

hazard-ambient-rotation-leaks-memory = istiod's memory grows with every renewed remote secret of an ambient mesh
    .why = istiod of { $affected } keeps part of what the ambient data plane needs to know of a cluster whose remote secret is renewed or deleted.
    .help = restart istiod after remote secrets are renewed

hazard-ambient-registry-unstable = ambient meshes of several clusters get wrong configuration at times
    .why = In Istio { $affected } the list of watched clusters is changed by several at a time.
    .help = take a later patch

hazard-ambient-scope-ignored = waypoints reach Services that are not global
    .why = In Istio { $affected } waypoints are sent endpoints of other clusters for Services without the label `istio.io/global`.
    .help = take a later patch

hazard-ambient-gateway-denies = ambient gateways refuse callers where a Service has an L7 policy
    .why = In Istio { $affected } the east-west gateway applies an empty policy for a Service with AuthorizationPolicies, and denies what a waypoint of another network has let through.
    .help = take a later release

hazard-ambient-waypoint-of-one-network = waypoints do not reach other clusters of the same network
    .why = In Istio { $affected } a waypoint sends nothing to another cluster unless an east-west gateway stands between them.
    .help = give each cluster a network of its own, or take Istio 1.30 or later

hazard-remote-revision-tags-ignored = revision tags do not work in remotes of Istio { $affected }
    .why = A remote installed with `revisionTags` gets no webhook for its tags, so namespaces that are labelled with a tag get no sidecars.
    .help = label namespaces with the revision itself, or take a later patch

hazard-remote-endpoint-slice-ignored = some API servers ignore the EndpointSlice of a remote's `istiod`
    .why = From 1.28 on a remote reaches istiod through an EndpointSlice without an Endpoints object; API servers of some clouds look for Endpoints when they call a webhook, and refuse every injected pod.
    .help = try the injection webhook of the remote before moving workloads; where it fails, add an Endpoints object `istiod` with the same addresses

hazard-ambient-trust-domain-fails = ambient clusters refuse each other when the trust domain is changed
    .why = In Istio { $affected } the identity of a peer in another cluster is checked against the wrong trust domain.
    .help = keep the trust domain `cluster.local`, or take 1.28.1 or later

hazard-trust-domain-of-older-remotes = a remote with an older reader role is checked against the wrong trust domain
    .why = istiod of { $affected } reads the trust domain from a ConfigMap of the remote; where the remote's role does not allow that, it assumes another one than the workloads have.
    .help = take 1.29.2 or later for the primary, or install the remote again with the primary's release

hazard-ambient-memory-leak = istiod's memory grows in ambient meshes of several clusters
    .why = In Istio { $affected } state of remote clusters is kept after it is replaced, more so when remote secrets are renewed.
    .help = watch istiod's memory and set a limit that restarts it

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
