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
    .why = A context that means another cluster would change that cluster. An Istio of the same revision that somebody else has installed would be taken over, and one without a name would lose its east-west gateway.
step-namespace = Create `istio-system` in `{$cluster}` with the label of `{$network}`
    .why = Nothing labels a namespace that is there already: istioctl labels one only when it makes it, Helm and operators never do. istiod takes the network of pods from the label.
step-namespace-remote = Create `istio-system` in the remote `{$cluster}` with the label of `{$network}`
    .why = Nothing labels a namespace that is there already. The annotation `topology.istio.io/controlPlaneClusters` lets the istiod of `{$primary}` write its root certificate and its webhook's CA into `{$cluster}`; without it no pod is injected.
step-namespace-remote-unnamed = Create `istio-system` in the remote `{$cluster}` with the label of `{$network}`
    .why = istioctl labels the namespace only when it makes it, and whatever comes first makes it without the label. The istiod of `{$primary}` takes the network of the pods of `{$cluster}` from it.
step-namespace-remote-standbys = Create `istio-system` in the remote `{$cluster}` with the label of `{$network}`
    .why = istioctl never labels a namespace that is there. The annotation `topology.istio.io/controlPlaneClusters` lets the istiods of {$leaders} write their root certificate and their webhook's CA into `{$cluster}`: one of them leads, the others take over when it is gone.
step-namespace-external = Create `external-istiod` in `{$cluster}`
    .why = The istiod for other clusters lives in a namespace of its own, beside `istio-system`, where `{$cluster}` has an Istio for its front gateway. The namespace has one name in all clusters that the istiod serves.
step-namespace-external-account = Create `external-istiod` in `{$cluster}`, with an account for istiod
    .why = {step-namespace-external.why} Istio's guide to this release makes the ServiceAccount `istiod-service-account` by hand: the chart of istiod alone does not bring it.
step-namespace-config = Create `external-istiod` in the config cluster `{$cluster}` with the label of `{$network}`
    .why = Whatever comes first into a namespace makes it without the label, and istiod takes the network of pods from it. The istiod of `{$primary}` takes `{$cluster}` for its own cluster, so it needs no annotation to write there.
step-namespace-external-remote = Create `external-istiod` in the remote `{$cluster}` with the label of `{$network}`
    .why = The annotation `topology.istio.io/controlPlaneClusters` lets the istiod of `{$primary}` write its root certificate into `{$cluster}`; without it no pod starts. It names `{$config}`: an external istiod goes by the name of its config cluster.
step-namespace-external-remote-unnamed = Create `external-istiod` in the remote `{$cluster}` with the label of `{$network}`
    .why = Whatever comes first into a namespace makes it without the label, and the istiod of `{$primary}` takes the network of the pods of `{$cluster}` from it.
step-front-namespace = Create `istio-system` in `{$cluster}`
    .why = The front gateway lives there, with an istiod of its own that has nothing to do with the mesh. The Secret with the gateway's certificate has to be in the same namespace.
step-root-certificate = Make the root certificate of the mesh `{$mesh}`
    .why = Workloads of different clusters trust each other only under one root. It is made once, on this machine, and its key goes nowhere else.
step-certificate = Make the signing certificate of `{$cluster}`
    .why = Each istiod signs with an intermediate of its own, so that one stolen key is not the whole mesh.
step-cacerts = Put the signing certificate into `{$cluster}`
    .why = An istiod that starts without `cacerts` makes a root of its own, and every workload that it has signed by then has to be restarted.
step-control-plane = Install the control plane of `{$cluster}`, Istio {$version}
    .why = The IstioOperator has a name: without one, installing a second time deletes the east-west gateway.{step-control-plane.agent}
    .agent = {$platform ->
            [openshift] {" "}OpenShift lets no init container change the network of a pod, so the CNI agent comes along, in `kube-system`, and leads pods with sidecars into the mesh.
           *[other] {""}
        }
    .budgets = {$budgets ->
            [none] {" "}PodDisruptionBudgets are left out: istioctl prints them in a version that Kubernetes 1.25 has dropped.
           *[some] {""}
        }
step-control-plane-remote = Install the remote `{$cluster}` of `{$primary}`, Istio {$version}
    .why = A remote runs no istiod. It gets a Service `istiod` that leads to the gateway of `{$primary}`, and a webhook that asks the istiod there, with the cluster and the network in its path.{step-control-plane.agent}
step-control-plane-remote-host-name = Install the remote `{$cluster}` of `{$primary}`, Istio {$version}
    .why = A remote runs no istiod. Its Service `istiod` stands for the host name of `{$primary}`. API servers refuse to call such a Service, so the webhook has the host name in its own address, with the cluster and the network in its path.{step-control-plane.agent}
step-control-plane-remote-own-istiod = Install the remote `{$cluster}` of `{$primary}`, Istio {$version}
    .why = A remote of Istio {$version} runs an istiod of its own, which injects and signs, with `cacerts` under the mesh's root. Its proxies get their configuration from `{$primary}`, which must watch `{$cluster}` before, or no proxy is let in.{step-control-plane.agent}
step-control-plane-config = Install the config cluster `{$cluster}` of `{$primary}`, Istio {$version}
    .why = The istiod of `{$primary}` reads Istio's configuration and the mesh config here, so this remote gets Istio's kinds, the ConfigMap `istio` and the account that istiod uses. Its Service `istiod` leads to the front gateway of `{$primary}`; webhooks ask the istiod there, and istiod writes its CA into them.{step-control-plane.agent}
step-control-plane-config-generated = {step-control-plane-config}
    .why = {step-control-plane-config.why} Up to Istio 1.23 the guide applies what istioctl prints: `istioctl install` would lead the cluster's own validation elsewhere, and could not take a remote's webhooks away again.{step-control-plane.budgets}
step-control-plane-config-helm = {step-control-plane-config}, with the chart `istiod`
    .why = {step-control-plane-config.why}
step-control-plane-config-sail = Ask the Sail operator for the config cluster `{$cluster}` of `{$primary}`, Istio {$version}
    .why = {step-control-plane-config.why} The resource is called `external-istiod` in all clusters, and so is the revision: `default` is the istiod of the front gateway.
step-control-plane-config-by-name = Install the config cluster `{$cluster}` of `{$primary}`, Istio {$version}
    .why = The istiod of `{$primary}` reads Istio's configuration and the mesh config here, so this remote gets Istio's kinds, the ConfigMap `istio` and the account that istiod uses. Its webhooks call the host name of the front gateway, whose certificate the API server must trust by itself.{step-control-plane.agent}
step-control-plane-config-by-name-generated = {step-control-plane-config-by-name}
    .why = {step-control-plane-config-by-name.why} Up to Istio 1.23 the guide applies what istioctl prints: `istioctl install` would lead the cluster's own validation elsewhere, and could not take a remote's webhooks away again.{step-control-plane.budgets}
step-control-plane-config-by-name-helm = {step-control-plane-config-by-name}, with the chart `istiod`
    .why = {step-control-plane-config-by-name.why}
step-control-plane-config-by-name-sail = Ask the Sail operator for the config cluster `{$cluster}` of `{$primary}`, Istio {$version}
    .why = {step-control-plane-config-by-name.why} The resource is called `external-istiod` in all clusters, and so is the revision: `default` is the istiod of the front gateway.
step-control-plane-external = Install the external istiod in `{$cluster}`, Istio {$version}
    .why = It runs here and takes `{$config}` for its cluster: it goes by that name, reads its configuration with the credential of the step before, and mounts the ConfigMaps that lie beside it. Its certificate is valid for the address of the front gateway, and it writes its CA into the webhooks of its remotes.
step-control-plane-external-generated = {step-control-plane-external}
    .why = {step-control-plane-external.why} What istioctl prints is applied, as in the remotes: `istioctl install` would make this istiod the one that injects in `{$cluster}` itself.{step-control-plane.budgets}
step-control-plane-external-helm = {step-control-plane-external}, with the chart `istiod`
    .why = {step-control-plane-external.why} Istio's kinds came with the front gateway.
step-control-plane-external-sail = Ask the Sail operator for the external istiod in `{$cluster}`, Istio {$version}
    .why = {step-control-plane-external.why} The operator came with the front gateway.
step-control-plane-external-by-name = Install the external istiod in `{$cluster}`, Istio {$version}
    .why = It runs here and takes `{$config}` for its cluster: it goes by that name, reads its configuration with the credential of the step before, and mounts the ConfigMaps that lie beside it. Proxies find it by the host name of the front gateway and check that certificate with the public authorities of their own image.
step-control-plane-external-by-name-generated = {step-control-plane-external-by-name}
    .why = {step-control-plane-external-by-name.why} What istioctl prints is applied, as in the remotes: `istioctl install` would make this istiod the one that injects in `{$cluster}` itself.{step-control-plane.budgets}
step-control-plane-external-by-name-helm = {step-control-plane-external-by-name}, with the chart `istiod`
    .why = {step-control-plane-external-by-name.why} Istio's kinds came with the front gateway.
step-control-plane-external-by-name-sail = Ask the Sail operator for the external istiod in `{$cluster}`, Istio {$version}
    .why = {step-control-plane-external-by-name.why} The operator came with the front gateway.
step-control-plane-external-remote = Install the remote `{$cluster}` of `{$primary}`, Istio {$version}
    .why = It gets a Service `istiod` that leads to the front gateway of `{$primary}`, and a webhook that asks the istiod there, with the cluster and the network in its path. Istio's configuration stays in the config cluster.{step-control-plane.agent}
step-control-plane-external-remote-generated = {step-control-plane-external-remote}
    .why = {step-control-plane-external-remote.why} Up to Istio 1.23 the guide applies what istioctl prints: `istioctl uninstall` could not take a remote's webhooks away again.{step-control-plane.budgets}
step-control-plane-external-remote-helm = {step-control-plane-external-remote}, with the chart `istiod`
    .why = {step-control-plane-external-remote.why}
step-control-plane-external-remote-sail = Ask the Sail operator for the remote `{$cluster}` of `{$primary}`, Istio {$version}
    .why = {step-control-plane-external-remote.why} The resource says `RemoteIstiodNotReady` until the istiod has learned of `{$cluster}`: that comes next, so nothing waits for it here.
step-control-plane-external-remote-by-name = Install the remote `{$cluster}` of `{$primary}`, Istio {$version}
    .why = It gets a webhook that calls the host name of the front gateway of `{$primary}`, with the cluster and the network in its path. Istio's configuration stays in the config cluster.{step-control-plane.agent}
step-control-plane-external-remote-by-name-generated = {step-control-plane-external-remote-by-name}
    .why = {step-control-plane-external-remote-by-name.why} Up to Istio 1.23 the guide applies what istioctl prints: `istioctl uninstall` could not take a remote's webhooks away again.{step-control-plane.budgets}
step-control-plane-external-remote-by-name-helm = {step-control-plane-external-remote-by-name}, with the chart `istiod`
    .why = {step-control-plane-external-remote-by-name.why}
step-control-plane-external-remote-by-name-sail = Ask the Sail operator for the remote `{$cluster}` of `{$primary}`, Istio {$version}
    .why = {step-control-plane-external-remote-by-name.why} The resource says `RemoteIstiodNotReady` until the istiod has learned of `{$cluster}`: that comes next, so nothing waits for it here.
step-front-control-plane-helm = Install an istiod for the front gateway of `{$cluster}`, Istio {$version}, with the chart `istiod`
    .why = A gateway needs an istiod that configures it. This one serves `{$cluster}` alone and is not the one that remotes use.
step-front-control-plane-sail = Ask the Sail operator for an istiod for the front gateway of `{$cluster}`, Istio {$version}
    .why = {step-front-control-plane-helm.why}
step-front-gateway = Install the front gateway of `{$cluster}`, Istio {$version}
    .why = Proxies and API servers of the remotes reach the external istiod through it, on 15012 and 15017. An istiod of its own configures it, which serves `{$cluster}` alone and is not the one that remotes use. The IstioOperator has a name of its own, so that the external istiod can be installed beside it.
step-front-gateway-helm = Install the front gateway of `{$cluster}` with the chart `gateway`
    .why = Proxies and API servers of the remotes reach the external istiod through it, on 15012 and 15017.{$schema ->
        [skipped] {" "}The chart's schema of values is left out: Helm 3.18 and later take it to forbid the chart's own values.
       *[other] {""}
    }
step-front-gateway-sail = Install the front gateway of `{$cluster}`
    .why = Proxies and API servers of the remotes reach the external istiod through it, on 15012 and 15017. The Sail operator brings no gateways: this is a Deployment whose proxy istiod injects.
step-front-gateway-told = {step-front-gateway}
    .why = {step-front-gateway.why} Nobody in `{$cluster}` gives its Service an address. Remotes dial {$dialled}: before you go on, lead its ports 15012 and 15017 to the node ports of the Service `istio-ingressgateway`, which no step does.
step-front-gateway-told-helm = {step-front-gateway-helm}
    .why = {step-front-gateway-helm.why} Nobody in `{$cluster}` gives its Service an address. Remotes dial {$dialled}: before you go on, lead its ports 15012 and 15017 to the node ports of the Service `istio-ingressgateway`, which no step does. Helm does not wait for it.
step-front-gateway-told-sail = {step-front-gateway-sail}
    .why = {step-front-gateway-sail.why} Nobody in `{$cluster}` gives its Service an address. Remotes dial {$dialled}: before you go on, lead its ports 15012 and 15017 to the node ports of the Service `istio-ingressgateway`, which no step does.
step-front-address = Wait for the address of the front gateway of `{$cluster}`
    .why = It goes into the installations of the remotes and into the certificate of istiod. It has to be an IP address that stays: for a host name the topology must say `istiod.address` and name a certificate.
step-front-address-known = Wait for the address of the front gateway of `{$cluster}`
    .why = Remotes dial {$address}, which has to lead to this gateway before the first of them is injected.
step-front-address-by-name = Wait for the address of the front gateway of `{$cluster}`, and point `{$address}` to it
    .why = Remotes dial the host name. Its DNS record is yours: let it lead to the address that this step shows, in every cluster, before you go on.
step-front-certificate = Put the certificate for `{$host}` into the Secret `{$secret}` of `{$cluster}`, and check it
    .why = Remotes call istiod at `{$host}` and trust authorities that they know by themselves, so the front gateway shows a certificate from one of these. It is yours: nobody makes it here. `kubectl create secret tls {$secret}` in `istio-system` puts it there; the command below only looks.
step-config-kubeconfig = Give the istiod of `{$cluster}` access to its config cluster `{$config}`
    .why = istiod reads Istio's configuration from the API server of `{$config}` and cannot start without. The Secret `istio-kubeconfig` holds the credential of the account that the installation of `{$config}` has made; it goes from one cluster to the other and is written to no disk. The label of remote secrets is taken off it: with it istiod would watch `{$config}` a second time and count its pods twice.
step-charts = Tell Helm where the charts are
    .why = Helm finds charts in repositories that it knows by name. Where this machine does not reach them, `ISTIO_CHARTS` and `SAIL_CHARTS` name mirrors. A name that already stands for another address is left alone, and the step says so.
step-base = Install what every istiod of `{$cluster}` needs, with the chart `base`
    .why = The chart brings Istio's kinds, the webhook that validates them, and the account by which others watch `{$cluster}`. It comes before the chart `istiod`, which expects them.
step-base-remote = Install Istio's kinds in the remote `{$cluster}`, with the chart `base`
    .why = From Istio 1.24 on the chart `istiod` expects them in a remote too. The chart also brings the account by which `{$primary}` watches `{$cluster}`.
step-base-config = Install Istio's kinds in the config cluster `{$cluster}`, with the chart `base`
    .why = Istio's configuration is written here. The chart also brings the webhook that has it checked by the istiod of `{$primary}`.
step-base-external-remote = {step-base-remote}
    .why = {step-base-remote.why}
step-control-plane-helm = Install the control plane of `{$cluster}`, Istio {$version}, with the chart `istiod`
    .why = The chart's version is that of Istio, so that the same command installs the same istiod every time. Run again with the same values, it counts one more revision of the release and changes nothing else. The charts bring no ingress gateway.
step-control-plane-remote-helm = Install the remote `{$cluster}` of `{$primary}`, Istio {$version}, with the chart `istiod`
    .why = With the profile `remote` the chart brings no istiod. It makes a Service `istiod` that leads to the gateway of `{$primary}`, and a webhook that asks the istiod there, with the cluster and the network in its path. `global.configCluster` is as in Istio's guide for Helm: it adds a webhook that checks Istio's objects where somebody writes them into the remote by mistake.
step-operator = Install the Sail operator in `{$cluster}`
    .why = It installs the Istio that a resource `Istio` asks for, and keeps it as asked. Its version is the newest one that installs Istio {$version}. Helm brings its kinds once and never updates them; they and the namespace stay when it is removed.
step-operator-remote = {step-operator}
    .why = {step-operator.why}
step-operator-openshift = Find the operator for Istio in `{$cluster}`
    .why = On OpenShift it comes from the software catalogue: Red Hat OpenShift Service Mesh 3, or the Sail operator. Install it there for all namespaces, in a version that installs Istio {$version}; a plan cannot do that, because the catalogue asks somebody to approve it.
step-operator-remote-openshift = {step-operator-openshift}
    .why = {step-operator-openshift.why}
step-operator-external-remote = {step-operator}
    .why = {step-operator.why}
step-operator-external-remote-openshift = {step-operator-openshift}
    .why = {step-operator-openshift.why}
step-operator-config = {step-operator}
    .why = {step-operator.why}
step-operator-config-openshift = {step-operator-openshift}
    .why = {step-operator-openshift.why}
step-control-plane-sail = Ask the Sail operator for the control plane of `{$cluster}`, Istio {$version}
    .why = The resource `Istio` holds the values of the chart `istiod`. Updated in place, its name is the revision, and it stays the same over versions. Its namespace cannot be changed later.
step-control-plane-remote-sail = Ask the Sail operator for the remote `{$cluster}` of `{$primary}`, Istio {$version}
    .why = With the profile `remote` the operator makes no istiod, but a Service `istiod` that leads to the gateway of `{$primary}` and a webhook that asks the istiod there. The resource says `RemoteIstiodNotReady` until `{$primary}` has learned of `{$cluster}`: that comes next, so nothing waits for it here.
step-gateway-api = Make sure that `{$cluster}` knows the kinds of the Gateway API
    .why = istiod makes east-west gateways and waypoints of Gateways, and a cluster does not know that kind by itself. Istio {$istio} is built with {$version}. Kinds that are there as new or newer are left alone; older ones are updated, unless their platform manages them and they will do. Where the release cannot be fetched, `MESHWRIGHT_GATEWAY_API` names a file that holds it.
step-gateway-api-told = {step-gateway-api}
    .why = Gateways that istiod cannot find are told to it by objects of that kind, and a cluster does not know it by itself. Istio {$istio} is built with {$version}. Kinds that are there as new or newer are left alone; older ones are updated, unless their platform manages them and they will do. Where the release cannot be fetched, `MESHWRIGHT_GATEWAY_API` names a file that holds it.
step-control-plane-ambient = Install the control plane and the ambient data plane of `{$cluster}`, Istio {$version}
    .why = The profile `ambient` brings istiod, the CNI agent that leads pods into the mesh, and ztunnel, which carries what they send, with cluster and network. The IstioOperator has a name: without one, installing a second time deletes what another one has installed.
step-control-plane-ambient-helm = Install the control plane of `{$cluster}`, Istio {$version}, with the chart `istiod`
    .why = The profile `ambient` has istiod serve ztunnel, and makes Services with the label `istio.io/global` visible to other clusters. The chart's version is that of Istio, so that the same command installs the same istiod every time.
step-control-plane-ambient-sail = Ask the Sail operator for the control plane of `{$cluster}`, Istio {$version}
    .why = The profile `ambient` has istiod serve ztunnel, and makes Services with the label `istio.io/global` visible to other clusters. The resource `Istio` holds the values of the chart `istiod`; its namespace cannot be changed later.
step-cni = Install the CNI agent on the nodes of `{$cluster}`
    .why = It leads the pods of ambient namespaces into the mesh: without it nothing of theirs is encrypted, and no other network can be reached.
step-cni-openshift = Install the CNI agent on the nodes of `{$cluster}`
    .why = OpenShift lets no init container change the network of a pod, so the agent leads pods with sidecars into the mesh; without it they wait for ever. Multus calls it for every pod that istiod has injected.
step-cni-remote-openshift = {step-cni-openshift}
    .why = {step-cni-openshift.why}
step-cni-remote-host-name-openshift = {step-cni-openshift}
    .why = {step-cni-openshift.why}
step-cni-config-openshift = {step-cni-openshift}
    .why = {step-cni-openshift.why}
step-cni-external-remote-openshift = {step-cni-openshift}
    .why = {step-cni-openshift.why}
step-ztunnel = Install ztunnel on the nodes of `{$cluster}`
    .why = It carries what ambient pods send, in tunnels with the identity of each pod. It has to know its cluster, by which istiod admits it, and its network, by which it tells pods nearby from those behind a gateway. It comes after the CNI agent, which hands it the pods.
step-east-west-gateway = Install the east-west gateway of `{$cluster}`
    .why = Pods of other networks reach `{$network}` through it{$serves ->
        [remotes] , and remotes of this cluster reach istiod
       *[none] {""}
    }. istiod takes the Service for a gateway by its network label and its port 15443.
step-east-west-gateway-remote = Install the east-west gateway of the remote `{$cluster}`
    .why = Pods of other networks reach `{$network}` through it. Its pod is injected by the istiod of `{$primary}`, so it comes after `{$primary}` has learned of `{$cluster}`.
step-east-west-gateway-remote-own-istiod = Install the east-west gateway of the remote `{$cluster}`
    .why = Pods of other networks reach `{$network}` through it. It gets its configuration from the istiod of `{$primary}`, which lets it in only after it has learned of `{$cluster}`.
step-east-west-gateway-helm = Install the east-west gateway of `{$cluster}` with the chart `gateway`
    .why = Pods of other networks reach `{$network}` through it, and remotes of this cluster reach istiod. The value `networkGateway` gives its Service the network label by which istiod knows it, and opens 15443 for pods, 15012 and 15017 for remotes.{$address ->
        [none] {" "}Nobody gives its Service an address, and Helm would wait for one.
       *[some] {""}
    }{$schema ->
        [skipped] {" "}The chart's schema of values is left out: Helm 3.18 and later take it to forbid the chart's own values.
       *[other] {""}
    }
step-east-west-gateway-helm-ports = Install the east-west gateway of `{$cluster}` with the chart `gateway`
    .why = Pods of other networks reach `{$network}` through it. The chart's value `networkGateway` would open istiod's ports 15012 and 15017 here too, and knows no node ports. So what it stands for is written out: the network label, the variable, and the ports that this mesh needs.{$address ->
        [none] {" "}Nobody gives its Service an address, and Helm would wait for one.
       *[some] {""}
    }{$schema ->
        [skipped] {" "}The chart's schema of values is left out: Helm 3.18 and later take it to forbid the chart's own values.
       *[other] {""}
    }
step-east-west-gateway-remote-helm = Install the east-west gateway of the remote `{$cluster}` with the chart `gateway`
    .why = Pods of other networks reach `{$network}` through it. Its pod is injected by the istiod of `{$primary}`, so it comes after `{$primary}` has learned of `{$cluster}`.{$address ->
        [none] {" "}Nobody gives its Service an address, and Helm would wait for one.
       *[some] {""}
    }{$schema ->
        [skipped] {" "}The chart's schema of values is left out: Helm 3.18 and later take it to forbid the chart's own values.
       *[other] {""}
    }
step-east-west-gateway-remote-helm-ports = Install the east-west gateway of the remote `{$cluster}` with the chart `gateway`
    .why = Pods of other networks reach `{$network}` through it. Its pod is injected by the istiod of `{$primary}`, so it comes after `{$primary}` has learned of `{$cluster}`. The chart's value `networkGateway` would open istiod's ports 15012 and 15017 here too, and knows no node ports. So what it stands for is written out: the network label, the variable, and the ports that this mesh needs.{$address ->
        [none] {" "}Nobody gives its Service an address, and Helm would wait for one.
       *[some] {""}
    }{$schema ->
        [skipped] {" "}The chart's schema of values is left out: Helm 3.18 and later take it to forbid the chart's own values.
       *[other] {""}
    }
step-east-west-gateway-sail = Install the east-west gateway of `{$cluster}`
    .why = Pods of other networks reach `{$network}` through it{$serves ->
        [remotes] , and remotes of this cluster reach istiod
       *[none] {""}
    }. The Sail operator brings no gateways: this is a Deployment whose proxy istiod injects, with the labels and ports of Istio's own gateways.
step-east-west-gateway-remote-sail = Install the east-west gateway of the remote `{$cluster}`
    .why = Pods of other networks reach `{$network}` through it. The Sail operator brings no gateways: this is a Deployment whose proxy the istiod of `{$primary}` injects, so it comes after `{$primary}` has learned of `{$cluster}`.
step-east-west-gateway-external = Install the east-west gateway of the remote `{$cluster}`
    .why = Pods of other networks reach `{$network}` through it. Its pod is injected by the istiod of `{$primary}`, so it comes when that istiod can be reached through its front gateway and knows `{$cluster}`.
step-east-west-gateway-external-generated = {step-east-west-gateway-external}
    .why = {step-east-west-gateway-external.why} What istioctl prints is applied, as for the remote itself.{step-control-plane.budgets}
step-east-west-gateway-external-helm = {step-east-west-gateway-remote-helm}
    .why = {step-east-west-gateway-external.why} The value `networkGateway` gives its Service the network label by which istiod knows it.
step-east-west-gateway-external-helm-ports = {step-east-west-gateway-remote-helm}
    .why = {step-east-west-gateway-external.why} The chart's value `networkGateway` knows neither a fixed node port nor other ports than its own, so what it stands for is written out: the network label, the variable and the ports.
step-east-west-gateway-external-sail = {step-east-west-gateway-external}
    .why = {step-east-west-gateway-external.why} The Sail operator brings no gateways: this is a Deployment with the labels and ports of Istio's own.
step-gateway-address = Wait for the address of the east-west gateway of `{$cluster}`
    .why = A gateway without an address does not exist for istiod: callers would be sent to pod addresses that they cannot reach.
step-ambient-gateway = Ask for the ambient east-west gateway of `{$cluster}`
    .why = ztunnels of other networks reach `{$network}` through it, in tunnels on port 15008. istiod knows it by its class and its network label, and makes its Deployment and its Service, both named `{$gateway}`.
step-ambient-gateway-beside = Ask for the ambient east-west gateway of `{$cluster}`, beside the one for sidecars
    .why = ztunnels of other networks reach `{$network}` through it, in tunnels on port 15008, while sidecars use 15443: no gateway of Istio has both. It is named `{$gateway}`, because istiod gives its Deployment and its Service the Gateway's name, and the other gateway has the usual one.
step-ambient-gateway-address = Wait for the address of the ambient east-west gateway of `{$cluster}`
    .why = A Gateway that is not programmed, or has no address, does not exist for other clusters: they drop the endpoints behind it.
step-gateway-address-eks = Wait for the address of the east-west gateway of `{$cluster}`
    .why = Its annotations ask the AWS Load Balancer Controller, which has to be in `{$cluster}`, for a network load balancer: a classic one is not made for TLS that only workloads end. Its address is a host name. A gateway without an address does not exist for istiod: callers would be sent to pod addresses that they cannot reach.
step-gateway-address-node-port = Check that nodes of `{$cluster}` have an ExternalIP
    .why = istiod sends callers from other networks to the ExternalIPs of nodes, never to an InternalIP, and nodes on bare metal have no other. If none has one, callers are sent to pod addresses of `{$network}` that they cannot reach. Then write the addresses by which others reach the nodes into `eastWestGateway.addresses` of `{$cluster}`, and every istiod is told them.
step-remote-gateways = Tell the istiod of `{$istiod}` of the gateways of {$gateways}
    .why = istiod finds a gateway by the address that its Service shows, in a cluster whose API server it reaches. Here the one or the other is missing, and the topology knows the addresses. A Gateway of the class `istio-remote` says them; nothing is deployed for it.
step-expose-services = Let other networks reach services through the gateways served by `{$cluster}`
    .why = The gateway passes TLS on by its server name, and only what this Gateway names. It is read by the istiod that serves the gateway, so it goes into primaries only.
step-expose-services-config = Let other networks reach services through the gateways served by `{$primary}`
    .why = The gateway passes TLS on by its server name, and only what this Gateway names. The istiod of `{$primary}` reads it in its config cluster `{$cluster}`, for the gateways of all its remotes.
step-expose-istiod = Let remotes reach the istiod of `{$cluster}`
    .why = Proxies of remotes connect to 15012, API servers of remotes call the webhook on 15017. Both have to be open before a remote is installed.
step-expose-istiod-external = Lead the front gateway of `{$cluster}` to the external istiod
    .why = Proxies of remotes connect to 15012, API servers of remotes call the webhook on 15017. TLS is passed on as it is, and istiod shows its own certificate.
step-expose-istiod-external-by-name = Lead the front gateway of `{$cluster}` to the external istiod
    .why = Proxies of remotes connect to 15012, API servers of remotes call the webhook on 15017. TLS ends at the gateway, which shows the certificate for the host name, and begins anew to istiod.
step-shared-services = Share {$services ->
    [one] the service
   *[other] the {$services} services
} of the topology in `{$cluster}`
    .why = Ambient mode shows a Service to other clusters only with the label `istio.io/global`, and the label has to be on both sides. The Services belong to their users: those that are there get the label and stay otherwise as they are. Put it into their own manifests too, or run this step again when they are deployed.
step-shared-services-waypoint = Share {$services ->
    [one] the service
   *[other] the {$services} services
} of the topology in `{$cluster}`, with waypoints
    .why = Ambient mode shows a Service to other clusters only with the label `istio.io/global`. ztunnel takes any endpoint; a service whose callers prefer some needs a waypoint, of the same name in every cluster. The Services belong to their users: those that are there get the labels and stay otherwise as they are. Put them into their own manifests too, or run this step again when they are deployed.
step-expose-istiod-host-name = Let remotes reach the istiod of `{$cluster}` at `{$host}`
    .why = Proxies of remotes connect to 15012, API servers of remotes call the webhook on 15017. Both have to be open before a remote is installed. istiod's own certificate has the name `{$host}` too, and its remotes know the root, so nobody has to provide a certificate.
step-expose-istiod-certificate = Let remotes reach the istiod of `{$cluster}` at `{$host}`
    .why = Proxies of remotes connect to 15012, which is passed through: they know istiod by the name of its Service. API servers of remotes call the webhook on 15017 as `{$host}`, so there the gateway shows the certificate for it, and calls istiod itself.
step-istiod-name = Let `{$host}` lead to the gateway of `{$cluster}`
    .why = Remotes find the istiod of `{$cluster}` by this name, and so do their API servers. Whoever runs the DNS zone makes a record for it, with the address of the gateway's Service: a CNAME for a host name, an A or AAAA record for an IP address. The step waits until this machine knows the name.
step-gateway-certificate = Check the certificate for `{$host}` in `{$cluster}`
    .why = The gateway shows the certificate in the Secret `{$secret}` to API servers of remotes. They trust the mesh's root only, which the istiod of `{$cluster}` writes into their webhooks: a certificate of another authority is refused, and no pod is injected. Make the Secret before, with `tls.crt` and `tls.key`.
step-traffic = Tell callers in `{$cluster}` which endpoints they prefer
    .why = Failover needs outlier detection and a preference in one rule, and each primary needs the rule: routing is decided where the caller is.
step-traffic-config = Tell callers in the remotes of `{$primary}` which endpoints they prefer
    .why = Failover needs outlier detection and a preference in one rule. The istiod of `{$primary}` reads it in its config cluster `{$cluster}`, for all its remotes.
step-traffic-config-localities = Tell callers in the remotes of `{$primary}` which regions they prefer
    .why = Failover needs outlier detection and a preference in one rule. The istiod of `{$primary}` reads it in its config cluster `{$cluster}`, for all its remotes. Istio {$version} has no other preference than regions and zones, from the labels of nodes: the own cluster comes first only because no other one is in its region.
step-traffic-localities = Tell callers in `{$cluster}` which regions they prefer
    .why = Failover needs outlier detection and a preference in one rule, and each primary needs the rule: routing is decided where the caller is. Istio {$version} has no other preference than regions and zones, from the labels of nodes: the own cluster comes first only because no other one is in its region.
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
    .why = istiod sends its proxies the endpoints of the clusters that it watches, and of no others. One list, one apply.{step-attach.renewal}
    .renewal = {$renewal ->
            [told] {" "}With Istio {$version}, {$hazard}: whenever you renew one, restart istiod afterwards.
           *[fine] {""}
        }
step-attach-untold = Let `{$cluster}` watch {$others ->
    [one] the other cluster
   *[other] the {$others} other clusters
}
    .why = istiod sends its proxies the endpoints of the clusters that it watches, and of no others. One list, one apply.{step-attach.renewal} The istioctl of this release cannot tell when istiod has synced with them: the requests at the end show it.
step-attach-external = Let the istiod of `{$primary}` watch {$others ->
    [one] its further remote
   *[other] {$others} further clusters
}
    .why = istiod sends its proxies the endpoints of the clusters that it watches, and lets no proxy of another in. It looks for the secrets in `{$cluster}`, where it runs; its config cluster it knows already.{step-attach.renewal}
step-attach-external-config = Let the istiod of `{$primary}` watch {$others ->
    [one] its further remote
   *[other] {$others} further clusters
}
    .why = istiod sends its proxies the endpoints of the clusters that it watches, and lets no proxy of another in. Up to Istio 1.14 it looks for the secrets in its config cluster, `{$cluster}`.{step-attach.renewal}
step-attach-external-config-untold = {step-attach-external-config}
    .why = {step-attach-external-config.why} The istioctl of this release cannot tell when istiod has synced with them: the requests at the end show it.
step-remote-clusters = Check that `{$cluster}` has synced with {$others ->
    [one] the other cluster
    [2] both others
   *[other] all {$others} others
}
    .why = A secret that is there says nothing of an API server that cannot be reached.
step-addons = Install {$addons} in `{$cluster}`
    .why = They come from the samples of Istio {$version}: to look around, without login and without storage.
step-addons-clusters = Install {$addons} in `{$cluster}`
    .why = They come from the samples of Istio {$version}: to look around, without login and without storage. Those of one cluster know its own proxies alone. What is to be seen of all clusters at once, a further Prometheus has to join: one that federates them, with a label `cluster` for each, or a store such as Thanos beside them.
step-addons-kiali = Install {$addons} in `{$cluster}`
    .why = They come from the samples of Istio {$version}, with Kiali {$kiali}: to look around, without login and without storage.
step-addons-kiali-clusters = Install {$addons} in `{$cluster}`
    .why = They come from the samples of Istio {$version}, with Kiali {$kiali}: to look around, without login and without storage. Kiali takes its graph from the Prometheus of `{$cluster}`, which knows its own proxies alone. For a graph of all clusters a further Prometheus has to join theirs: one that federates them, with a label `cluster` for each, or a store such as Thanos beside them.
step-addons-kiali-clusters-alone = Install {$addons} in `{$cluster}`
    .why = They come from the samples of Istio {$version}, with Kiali {$kiali}: to look around, without login and without storage. This Kiali sees `{$cluster}` alone. For others, install it by its operator or chart, with a Secret for each, labelled `kiali.io/multiCluster=true`, and a Prometheus that joins theirs: one that federates them, with a label `cluster` for each, or a store such as Thanos beside them.
step-kiali-credential = Make the credential with which Kiali elsewhere reads `{$cluster}`
    .why = The sample of Kiali brings an account with the rights that it needs. They are more than to read: whoever opens Kiali may use them, because the sample asks for no login. The credential stays in memory and is written to no disk.
step-kiali-clusters = Let Kiali in `{$cluster}` see {$others}
    .why = Kiali knows other clusters by a Secret of its own, not by Istio's remote secrets: a kubeconfig for each, under the name that the cluster has in the mesh. Its sample mounts `{$secret}` where that is there. Kiali reads it when it starts, so it is started again when the Secret has changed.
step-sample = Start the sample workloads in `{$cluster}`
    .why = A server that answers with the name of its cluster, and a client, in a namespace of their own.
step-sample-ambient = {step-sample}
    .why = A server that answers with the name of its cluster, and a client, in a namespace of their own whose pods join by its label `istio.io/dataplane-mode`. The Services carry the label by which other clusters see them.
step-samples = Wait for the sample workloads of {$clusters ->
    [one] the cluster
    [2] both clusters
   *[other] all {$clusters} clusters
}
    .why = A request to a server that is still starting would say nothing about the mesh.
step-requests = Ask {$clusters ->
    [one] the one server
    [2] the servers of both clusters
   *[other] the servers of all {$clusters} clusters
} from `{$cluster}`
    .why = Every ordered pair is tried: a way that works in one direction says nothing of the other.
step-traffic-sample = Tell callers in `{$cluster}` what they prefer of the samples
    .why = The services of the topology may not be there yet, and do not say which cluster answers. Services in `sample`, named after the kinds of traffic, stand in for them, with the sample servers behind them: here they get the same rules.
step-traffic-requests = See whom callers in `{$cluster}` prefer
    .why = Each cluster has a server behind the Services named {$kinds}, and all twenty requests must be answered by that of `{$cluster}`. `helloworld` has the same servers and no rule: several clusters answer it. That callers go elsewhere where their own cluster has no endpoint is what the requests to every cluster have shown.

# When a step is done.
condition-cluster-ready = the API server says it is ready
condition-no-unnamed-installation = the cluster has no Istio installation without a name, and no istiod of the same revision by somebody else
condition-applied = everything in `{$file}` is in the cluster as the file says
condition-deployment-available = the Deployment `{$name}` in `{$namespace}` is available
condition-daemon-set-ready = every pod of the DaemonSet `{$name}` in `{$namespace}` is ready
condition-released = Helm calls the release `{$release}` deployed, with version {$version} of its chart
condition-resource-ready = `{$resource}` says that it is ready
condition-operator-serves = the operator for Istio is available, and the cluster knows its kinds
condition-charts-known = Helm on this machine knows where the charts are
condition-sample-available = the Deployment `{$name}` in `sample` is available
condition-owned-by = its objects carry the owner `{$operator}`
condition-discovery-service = the Service `{$name}` in `{$namespace}` leads to the primary's gateway
condition-front-service = the Service `{$name}` in `{$namespace}` leads to the front gateway
condition-injection-webhook = the webhook `{$name}` is there
condition-front-certificate = the Secret `{$secret}` holds a certificate for `{$host}`
condition-config-kubeconfig = the credential for `{$cluster}` is in the Secret `istio-kubeconfig`
condition-certificate-made = the key and the certificate are on this machine
condition-cacerts-hold-root = the Secret `cacerts` holds the mesh's root
condition-gateway-has-address = the Service `{$service}` has an address
condition-gateway-api-known = the API server serves Gateways of the Gateway API
condition-gateway-programmed = the Gateway `{$gateway}` is programmed and has an address
condition-services-shared = {$services ->
    [one] the service carries its labels, if it is there
   *[other] those of the {$services} services that are there carry their labels
}
condition-nodes-have-address = a node that the gateway's annotation selects has an ExternalIP
condition-name-resolves = `{$host}` has an address
condition-certificate-covers = the Secret `{$secret}` holds a certificate for `{$host}` under the mesh's root
condition-answered-by-own = twenty requests to each stand-in are answered by the own cluster
condition-answered-by-several = requests to `helloworld` are answered by several clusters
condition-kiali-sees = the Secret `{$secret}` holds {$clusters ->
    [one] the credential of one cluster
   *[other] the credentials of {$clusters} clusters
}, and Kiali has started with it
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
    [2] both others
   *[other] all {$others} others
} synced
condition-samples-ready = the sample Deployments of {$clusters ->
    [one] the cluster
    [2] both clusters
   *[other] all {$clusters} clusters
} are available
condition-answered = {$clusters ->
    [one] the server answers
    [2] the servers of both clusters answer with their names
   *[other] the server of each of the {$clusters} clusters answers with its name
}
