# What the designer says. Commands, names and file contents are never translated.

editor-unreadable = The text is no topology; mend it first, or undo
editor-comments = This would lose comments of the text; change it in the text
editor-undone = Undone
editor-redone = Done again
editor-applied = Applied
editor-added = Added `{ $cluster }` in `{ $network }`
editor-deleted = { $count ->
    [0] Deleted
    [one] Deleted one cluster
   *[other] Deleted { $count } clusters
}
editor-copied = { $count ->
    [one] Copied one cluster
   *[other] Copied { $count } clusters
}
editor-pasted = { $count ->
    [one] Added one cluster
   *[other] Added { $count } clusters
}
editor-nothing-to-paste = There are no clusters in what is pasted
editor-select-first = Select a cluster first
editor-select-two = Select two clusters or more
editor-gateways = { $count ->
    [one] One cluster got an east-west gateway
   *[other] { $count } clusters got an east-west gateway
}
editor-gateways-gone = { $count ->
    [one] One cluster lost its east-west gateway
   *[other] { $count } clusters lost their east-west gateways
}
editor-name = `{ $name }` is no name: use lower-case letters, digits and dashes
editor-name-taken = Something is called `{ $name }` already
editor-renamed = `{ $from }` is now `{ $to }`
editor-linked = `{ $remote }` is a remote of `{ $primary }`
editor-link-choose = Choose the primary of `{ $cluster }`, then press Enter
editor-link-nowhere = There is no such cluster
editor-link-self = `{ $cluster }` cannot be a remote of itself
editor-link-already = `{ $cluster }` is a remote of `{ $target }` already
editor-link-to-remote = `{ $target }` is a remote and runs no istiod; draw `{ $cluster }` to a primary or external cluster
editor-link-from-leader = `{ $cluster }` leads { $remotes }; draw them to another primary first
editor-moved = { $count ->
    [one] Moved to `{ $network }`
   *[other] Moved { $count } clusters to `{ $network }`
}
editor-tidied = Laid out

ui-skip = To the outline
ui-promise = Everything happens in this tab: nothing is sent anywhere, no account, no server.
ui-start = Begin
ui-new = Empty
    .title = A mesh without clusters
ui-documents = Your documents
    .title = Documents and templates
ui-templates = Templates and documents…
ui-forget = Delete
ui-close = Close
ui-press-enter = Press Enter to apply
ui-no-room = The browser has no room to save; download the document
ui-bad-address = The document in this address cannot be read
ui-elsewhere = Another tab has changed this document. What you change here becomes a document of its own.
ui-elsewhere-show = Show the other one
ui-kept-apart = Another tab has changed `{ $name }`: both are kept, yours as a document of its own
ui-imported = Opened `{ $file }`
ui-downloaded = Downloaded `{ $file }`
ui-copied = Copied
ui-blocked = Errors stand in the way of a plan
ui-waiting = The planner is at work
ui-checking = Checking
ui-errors = { $count ->
    [one] One error
   *[other] { $count } errors
}
ui-warnings = { $count ->
    [one] { $steps } steps, one warning
   *[other] { $steps } steps, { $count } warnings
}
ui-good = { $steps } steps, ready to install
ui-edit = Edit
ui-file = File
ui-settings = Settings
ui-undo = Undo
    .title = Undo (Ctrl Z)
ui-redo = Redo
    .title = Redo (Ctrl Y)
ui-commands = Commands
    .title = Commands (Ctrl K)
ui-commands-how = Type a command or the name of a cluster
ui-import = Open
    .title = Open topologies from files; dropping them on the page does the same
ui-share = Share
    .title = An address with the whole document in it
ui-share-how = Whoever opens this address has the document; it is nowhere else
ui-share-length = { $count } characters
ui-language = Language
    .title = 切换为中文
ui-theme = Theme
    .title = Dark, light, or what the system says
ui-download = Download
    .title = The whole bundle as a zip file: runbook, scripts, manifests
ui-download-file = Download
ui-download-yaml = Download the topology
ui-download-svg = Download the drawing as SVG
ui-download-png = Download the drawing as PNG
ui-copy = Copy
ui-unreadable = Cannot be read here; download it
ui-forget-really = Delete for good
ui-certificates = Make certificates
ui-certificates-how = Makes a root for the mesh, and what each istiod signs with, in this tab. They come as a zip file of their own; they are never part of the document, the bundle or an address.
ui-certificates-where = Unpack it in ~/.meshwright/{ $mesh }, where the runbook looks for it; its files are for you alone.
ui-certificates-better = For a root that is to last, use meshwright ca new: a page cannot promise that nothing stays in its memory.
ui-certificates-make = Make and download
ui-certificates-making = Making them
ui-passphrase = Passphrase
    .help = The root's key is written under it; without it, no further cluster can join this root
ui-passphrase-again = The passphrase again
ui-passphrase-differ = The two passphrases are not the same
ui-endpoints-of = Callers in
ui-endpoints-how = What istiod will tell their proxies, before anything is installed; istioctl proxy-config endpoints shows the same afterwards
ui-endpoints-none = No service of the mesh has endpoints to tell of
ui-endpoints-from = from the istiod of `{ $istiod }`; { $percent } % of requests arrive
ui-endpoint = Endpoint
ui-endpoint-weight = Weight
ui-endpoint-meaning = Leads to
ui-host-gateway = the gateway of `{ $cluster }`
ui-host-pod = pods of `{ $cluster }`

ui-canvas = Drawing of { $clusters } clusters in { $networks } networks. Arrow keys select clusters, N adds one, ? lists all keys.
ui-empty = An empty mesh
ui-empty-how = Add a cluster, drop a topology file here, or begin with a template.
ui-stale = The text is no topology at the moment; the drawing shows the last one that was
ui-minimap = Map of all the mesh
ui-map-fold = Fold the map
ui-map-unfold = Show the map
ui-palette = Palette
ui-palette-primary = Primary
    .title = Add a cluster with its own istiod; drag it into a network
ui-palette-remote = Remote
    .title = Add a cluster that uses the istiod of another
ui-palette-external = External
    .title = Add a cluster that runs istiod for others only
ui-palette-network = Network
    .title = Add a network with a cluster in it
ui-add-primary = Add a primary
ui-add-remote = Add a remote
ui-add-external = Add an external control plane
ui-add-network = Add a network
ui-selected = What is selected
ui-selected-count = { $count } selected
ui-gateway = East-west gateway
    .title = Add or remove the east-west gateway (G)
ui-link = Choose its primary
    .title = Make it a remote: choose its primary (L)
ui-lose = Lose it
    .title = What if it is lost? (X)
ui-rename = Rename
    .title = Rename (F2)
ui-stamp = Make copies
    .title = Make copies
ui-copies = How many copies
ui-duplicate = Duplicate
ui-copy-clusters = Copy as text
ui-align-left = Line up left edges
    .title = Line up left edges
ui-align-top = Line up upper edges
    .title = Line up upper edges
ui-delete = Delete
    .title = Delete (Del)
ui-move = Move to a network
ui-select-all = Select every cluster
ui-search = Find clusters
ui-search-how = A part of a name, or role=remote, network=, region=, provider=, gateway=
ui-found = { $count ->
    [0] None
    [one] One cluster
   *[other] { $count } clusters
}
ui-name = Name
ui-view = View
ui-zoom-in = Zoom in
    .title = Zoom in (+)
ui-zoom-out = Zoom out
    .title = Zoom out (−)
ui-fit = Show all
    .title = Show all (0)
ui-tidy = Lay out
    .title = Forget the places of what is selected, or of everything
ui-layers = Layers
ui-layer-data = Requests
    .title = Which networks reach each other, and how many of their pairs
ui-layer-control = Control
    .title = Which istiod serves the proxies of a remote
ui-layer-api = Discovery
    .title = Which istiod watches which API server
ui-layer-trust = Trust
    .title = Which clusters share a root
ui-keys = Keys
key-step = Select the next cluster that way
key-nudge = Move what is selected
key-pan = Move the drawing
key-next = Select the next cluster in the text
key-enter = Properties of what is selected
key-link = Choose its primary: L, then select it, then Enter
key-undo = Undo and redo
key-clipboard = Select all, copy, paste, duplicate
key-zoom = Zoom in, zoom out, show all
key-tabs = Properties, text, findings, reachability
key-escape = Give up, select nothing

ui-side = Document
ui-dock = Results
ui-fold = Open or close
ui-tab-properties = Properties
ui-tab-text = YAML
ui-tab-outline = Outline
ui-tab-findings = Findings
ui-tab-reach = Reachability
ui-tab-endpoints = Endpoints
ui-tab-what-if = What if
ui-tab-plan = Plan
ui-tab-files = Files
ui-tab-ports = Ports
ui-mesh = Mesh
ui-cluster = Cluster
ui-network = Network
role-primary = primary
role-remote = remote
role-external = external
ui-remote-of = remote of { $leader }
ui-has-gateway = gateway
ui-finding-count = { $count ->
    [one] one finding
   *[other] { $count } findings
}
ui-cluster-count = { $count ->
    [one] one cluster
   *[other] { $count } clusters
}
ui-no-findings = Nothing to complain about
ui-reaches = Its requests reach
ui-reach-direct = directly
ui-reach-gateway = through a gateway
ui-reach-broken = not
ui-pair-direct = `{ $from }` reaches `{ $to }` directly
ui-pair-gateway = `{ $from }` reaches `{ $to }` through a gateway
ui-pair-same = `{ $from }` itself
ui-pair-broken = `{ $from }` does not reach `{ $to }`
ui-choose-pair = Choose a cell to see why one cluster reaches another, hop by hop
ui-too-many-pairs = There is no matrix yet, or there are too many clusters for one
ui-arrives = Requests from `{ $from }` reach `{ $to }`
ui-arrives-not = Requests from `{ $from }` do not reach `{ $to }`
ui-way-back = and back?
ui-what-if = What if it is lost
ui-lose-what = Lose
ui-lose-how = Choose what is lost, and see who loses what
ui-lose-cluster = the cluster
ui-lose-gateway = its gateway
ui-lose-istiod = its istiod
ui-lose-api = its API server
ui-lose-network = Cut it off
ui-restore = Restore all
ui-share-lost = { $percent } % of requests between clusters break at once
ui-no-new-pods = No new pods can start
ui-old-configuration = Proxies keep the configuration they have
ui-pairs-lost = Pairs that lose requests
ui-steps = { $count } steps, { $done } done
ui-progress = Steps done
ui-as-graph = As a graph
ui-here = here
ui-runbook = Runbook
ui-too-many-steps = There are too many steps to draw
ui-port-source = From
ui-port-target = To
ui-port = Port
ui-port-protocol = Protocol
ui-port-purpose = Purpose

field-mesh-name = Name
    .help = What the topology is called; it titles the runbook
field-mesh-id = Mesh id
    .help = The same in every cluster of the mesh
field-trust-domain = Trust domain
    .help = Stands in every workload identity
field-istio-version = Istio
    .help = A release such as 1.30, or a patch of it
field-data-plane = Data plane
    .help = A sidecar beside each workload, or ambient
field-install-method = Installed by
    .help = The commands and manifests of the plan are for this tool
field-ca-kind = Certificates
    .help = Who signs: one root of yours, each istiod, or cert-manager
field-role = Role
    .help = Primary runs istiod, remote uses another's, external runs it for others only
field-network = Network
    .help = Clusters of a network reach each other's pods directly
field-control-plane = Control plane
    .help = The cluster whose istiod it uses
field-config = Config cluster
    .help = Holds the configuration that an external istiod reads
field-context = Context
    .help = The kubeconfig context of every command; the cluster's name unless given
field-kubeconfig = Kubeconfig
    .help = The kubeconfig file of every command
field-kubernetes = Kubernetes
    .help = Its version, such as 1.33
field-provider = Provider
    .help = Who runs it; load balancers differ
field-region = Region
    .help = As on the labels of its nodes
field-zone = Zone
    .help = As on the labels of its nodes
field-load-balancer = Load balancers
    .help = Who gives Services of type LoadBalancer their address
field-api-url = API server
    .help = The address that other clusters must use
field-pod-cidrs = Pod ranges
    .help = With commas between them
field-service-cidrs = Service ranges
    .help = With commas between them
field-exposure = Gateway reached by
    .help = How other networks reach the east-west gateway
field-addresses = Gateway addresses
    .help = Known addresses; leave empty what is learned when installed
field-gateway-port = Gateway port
    .help = As other clusters see it

template-two-primaries-one-network = Two primaries, one network
    .shows = Pods reach each other directly
template-two-primaries-two-networks = Two primaries, two networks
    .shows = Behind gateways with load balancers
template-primary-remote-one-network = Primary and remote, one network
    .shows = The gateway carries the control plane only
template-primary-remote-two-networks = Primary and remote, two networks
    .shows = Behind gateways
template-three-clusters-two-control-planes = Three clusters, two primaries
    .shows = A remote beside its primary, a second primary elsewhere
template-five-clusters-three-networks = Five clusters, three networks
    .shows = Mixed roles, providers and gateways
template-external-control-plane = External control plane
    .shows = istiod in a cluster without workloads
template-shared-remote-two-primaries = Two primaries that stand by
    .shows = Each can lead the other's remotes
template-ambient-two-networks = Ambient, two networks
    .shows = Without sidecars, through waypoints
template-bare-metal-node-ports = Bare metal, node ports
    .shows = Without load balancers
template-bare-metal-external-ips = Bare metal, external IPs
    .shows = Without load balancers, with addons
template-helm-primary-remote = Primary and remote by Helm
    .shows = Charts, a revision, a fixed node port
template-sail-three-clusters = Three clusters by the Sail operator
    .shows = One of them on OpenShift
template-hundred-clusters = One hundred clusters
    .shows = Ten networks, twenty primaries
