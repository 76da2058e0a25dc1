# Findings about the document itself: what a topology says, not whether it makes a working mesh.

## What a limit counts

limit-file-bytes = bytes of a file
limit-depth = maps and lists inside each other
limit-nodes = keys and values of a file
limit-clusters = clusters of a mesh
limit-findings = findings told one by one
limit-label-bytes = bytes of a DNS-1123 label, such as a cluster's name
limit-subdomain-bytes = bytes of a DNS-1123 subdomain, such as a trust domain
limit-context-bytes = bytes of a kubeconfig context
limit-path-bytes = bytes of a path to a kubeconfig
limit-url-bytes = bytes of an API server's URL
limit-text-bytes = bytes of any other text

## What a field expects, and what stands there

kind-map = a map
kind-list = a list
kind-text = a text
kind-boolean = `true` or `false`
kind-port = a port number
kind-whole = a whole number
kind-name = a name
kind-domain = a domain
kind-version = a version
kind-url = an `https` URL
kind-word = one word
kind-reference = the name of a cluster or network
kind-service = a service as `name.namespace`
kind-address = an IP address or host name
kind-cidr = an address range
kind-date = a date
kind-code = a rule's code
kind-path = a place in the document
kind-point = two numbers
kind-nothing = nothing
kind-quoted = the text "{$value}"
kind-found-text = the text `{$value}`
kind-found-number = the number `{$value}`
kind-found-boolean = the boolean `{$value}`

## Repairs

fix-set = write `{$value}`
fix-quote = write "{$value}" in quotes
fix-rename = rename it to `{$name}`
fix-remove = remove `{$name}`
fix-role = write `role: {$role}`
fix-control-plane = write `controlPlane: {$control_plane}`

## DOC001 not-utf-8

DOC001 = the file is no UTF-8 text
    .label = the first byte that is none, {$byte}
    .why = A topology is read as UTF-8, so the rest of the file has no meaning.
    .help = save the file as UTF-8; the first bad byte is {$byte} after {$offset ->
        [one] one byte
       *[other] {$offset} bytes
    }
DOC001-utf-16 = the file is UTF-16, not UTF-8
    .label = a UTF-16 byte order mark
    .why = A topology is read as UTF-8, so none of the file has a meaning.
    .help = save the file as UTF-8
DOC001-archive = the file is an archive, not a topology
    .label = an archive begins here
    .why = A topology is a text file.
    .help = unpack the archive and give the topology inside it

## DOC002 too-large

DOC002 = the file has {$bytes} bytes, more than a topology may have
    .label = the file begins here
    .why = Files of more than {$most} bytes are not read, so that no input can exhaust the machine.
    .help = split the mesh into several topologies, or take out what is no topology; the limit is {$most} bytes

## DOC003 syntax-error

DOC003 = the text is no valid YAML from here on
    .label = this cannot follow what stands before it
    .why = Nothing after this place can be read with certainty.
    .help = correct this line or the one before it; indentation, quotes and brackets are the usual places
DOC003-tab = a tab stands where YAML wants spaces
    .label = a tab, or a line indented with one
    .why = YAML does not allow tabs for indentation, because their width is not defined.
    .help = replace the tabs of this line by spaces
DOC003-brace = a map in braces is not closed or has no comma here
    .label = expected `,` or {"`}`"}
    .why = Nothing after this place can be read with certainty.
    .help = put a comma between the entries, or close the map with {"`}`"}
DOC003-bracket = a list in brackets is not closed or has no comma here
    .label = expected `,` or `]`
    .why = Nothing after this place can be read with certainty.
    .help = put a comma between the elements, or close the list with `]`
DOC003-quote = a quoted text has no end
    .label = the end of the quoted text was expected before this
    .why = Everything after the opening quote is read as one text.
    .help = close the text with the same quote that opens it
DOC003-after-quote = something stands behind a quoted text
    .label = not part of the quoted text
    .why = A quoted text ends at its closing quote; nothing but a comment may follow.
    .help = put the whole text inside the quotes
DOC003-escape = a backslash in double quotes escapes nothing
    .label = no such escape
    .why = In double quotes a backslash begins an escape such as `\n`.
    .help = write `\\` for a backslash, or put the text in single quotes
DOC003-colon = a colon stands where no value can follow
    .label = this colon
    .why = A colon and a space separate a key from its value, and a line has one of them.
    .help = put the text in quotes if the colon is part of it, or begin another line
DOC003-key = a key has no colon
    .label = expected `:` and a value
    .why = Every line of a map is a key, a colon and a value.
    .help = write a colon and a value after the key
DOC003-start = a value begins with a character that YAML keeps for itself
    .label = no value may begin like this
    .why = `@`, `%` and the backtick may not begin a value without quotes.
    .help = put the value in quotes
DOC003-indent = this line is indented unlike its neighbours
    .label = this does not fit the lines before it
    .why = Indentation says which map or list a line belongs to.
    .help = indent the line like the others of its map or list

## DOC004 alias-or-anchor

DOC004-alias = the value is an alias, `*` and a name
    .label = an alias
    .why = Aliases can make a small file enormous, so a topology has none.
    .help = write the value itself here
DOC004-anchor = the value has an anchor, `&` and a name
    .label = an anchor
    .why = Anchors serve aliases only, and a topology has none of them.
    .help = remove the `&` and the name behind it

## DOC005 duplicate-key

DOC005 = the key `{$key}` is there twice
    .label = the second one
    .first = the first one
    .why = Readers disagree about which of the two counts.
    .help = remove one of the two `{$key}`, or rename it

## DOC006 unsupported-yaml

DOC006-tag = the value has a tag, `!` and a name
    .label = a tag
    .why = The type of each field is known, so a tag could only contradict it.
    .help = remove the tag; put the value in quotes if it must be a text
DOC006-merge = the key `<<` merges another map
    .label = a merge key
    .why = Merge keys need aliases, and a topology has none of them.
    .help = write the fields themselves; what all clusters share belongs in `mesh`
DOC006-key = the key is no text
    .label = a key must be a text
    .why = Fields are found by their names.
    .help = write the name of a field as the key
DOC006-documents = the file has more than one document
    .label = the second document
    .why = One file describes one mesh; the others would go unread.
    .help = put each document into a file of its own

## DOC007 unknown-version

DOC007-future = the version `{$value}` is not known
    .label = known is `{$expected}`
    .why = Fields of another version may mean something else, so nothing more is said about them.
    .help = write `apiVersion: {$expected}`, or use a release of Meshwright that knows `{$value}`
DOC007-foreign = this is a document of `{$value}`, not a topology
    .label = a topology has `{$expected}`
    .why = The fields of another kind of document mean something else.
    .help = give a topology, or write `apiVersion: {$expected}` if this is one
DOC007-kind = this is a document of kind `{$value}`, not a topology
    .label = a topology has `{$expected}`
    .why = The fields of another kind of document mean something else.
    .help = give a topology, or write `kind: {$expected}` if this is one

## DOC008 unknown-field

DOC008 = there is no field `{$field}`
    .label = unknown field
    .why = What Meshwright does not know would be left out of the plan without a word.
    .help = remove `{$field}`, or use one of {$fields}
DOC008-meant = there is no field `{$field}`, but there is `{$meant}`
    .label = probably `{$meant}`
    .why = What Meshwright does not know would be left out of the plan without a word.
    .help = rename `{$field}` to `{$meant}`

## DOC009 wrong-type

DOC009 = `{$field}` must be {$expected}, not {$found}
    .label = expected {$expected}
    .why = The value cannot be read, so the field counts as absent.
    .help = write {$expected} for `{$field}`
DOC009-empty = `{$field}` has no value
    .label = expected {$expected}
    .why = A key without a value says nothing.
    .help = write {$expected} after `{$field}:`, or remove the line
DOC009-boolean = `{$field}` must be `true` or `false`, not `{$value}`
    .label = expected `{$meant}`
    .why = Readers of different YAML versions take `{$value}` for a boolean or for a text.
    .help = write `{$field}: {$meant}`
DOC009-all = the document is no map
    .label = expected a map
    .why = A topology is a map that begins with `apiVersion` and `kind`.
    .help = begin the file with `apiVersion: meshwright/v1alpha1`

## DOC010 unknown-word

DOC010 = `{$field}` has no value `{$value}`
    .label = unknown word
    .why = The field knows {$words}, and no other word.
    .help = write one of {$words}
DOC010-meant = `{$field}` has no value `{$value}`, but it has `{$meant}`
    .label = probably `{$meant}`
    .why = The field knows {$words}, and no other word.
    .help = write `{$field}: {$meant}`

## DOC011 missing-field

DOC011 = the field `{$field}` is missing
    .label = `{$field}` belongs here
    .why = The field has no default, so nothing can be planned without it.
    .help = add `{$field}:` with its value
DOC011-header = the field `{$field}` is missing
    .label = a topology says `{$field}: {$value}`
    .why = It tells which document this is, so that a later release can still read it.
    .help = add `{$field}: {$value}` to the top of the file
DOC011-all = the document is empty
    .label = nothing but blanks and comments
    .why = There is no topology to read.
    .help = write a topology, or begin with what `meshwright new multi-primary` prints
DOC011-expect = the test says nothing
    .label = expected `reach`, `noPath` or `survives`
    .why = Each element of `expect` is one test.
    .help = write one of `reach`, `noPath` and `survives`
DOC011-expect-several = the element has several tests
    .label = expected one of `reach`, `noPath` and `survives`
    .why = Each element of `expect` is one test; of several only the first is run.
    .help = give each test an element of its own
DOC011-control-plane = remote `{$cluster}` names no control plane
    .label = `controlPlane` belongs here
    .why = A remote runs no istiod; its proxies need to know whose they use.
    .help = add `controlPlane:` with the name of the primary whose istiod serves `{$cluster}`
DOC011-control-plane-only = remote `{$cluster}` names no control plane
    .label = `controlPlane` belongs here
    .why = A remote runs no istiod; its proxies need to know whose they use.
    .help = add `controlPlane: {$suggestion}` to `{$cluster}`

## DOC012 bad-value

DOC012-empty = `{$field}` is an empty text
    .label = nothing between the quotes
    .why = An empty text says nothing.
    .help = write a text for `{$field}`, or remove the line
DOC012-range = `{$field}` cannot be `{$value}`
    .label = expected 1 to {$most}
    .why = The field takes whole numbers from 1 to {$most}.
    .help = write a number from 1 to {$most} for `{$field}`
DOC012-number = no number can be `{$value}`
    .label = not a number that Istio's configuration can hold
    .why = JSON, which Istio's configuration is sent as, has no such number.
    .help = write a finite number, or put `{$value}` in quotes if it is a text
DOC012-version = `{$name}` is no version
    .label = expected a version such as `1.30` or `1.30.3`
    .why = A version is two or three numbers with dots between them.
    .help = { $has_suggestion ->
        [yes] write "{$suggestion}" for `{$field}`
       *[no] write two or three numbers, such as "1.30", for `{$field}`
    }
DOC012-date = `{$value}` is no date
    .label = expected a day such as `2027-03-31`
    .why = A day is written as year, month and day with hyphens, and the calendar has it.
    .help = write `{$field}` as `YYYY-MM-DD`
DOC012-code = `{$value}` is no rule's code
    .label = expected a code such as `GWY103`
    .why = A code is three capital letters and three digits.
    .help = write the code that stands in brackets behind the finding
DOC012-service = `{$value}` is no service with its namespace
    .label = expected `name.namespace`
    .why = The same Service name may exist in several namespaces.
    .help = write `{$field}` as `name.namespace`
DOC012-reference = `{$value}` cannot be a name
    .label = expected the name of a cluster or network
    .why = A name has at most 253 bytes.
    .help = write the name of a cluster or network of this topology

## DOC013 unknown-reference

DOC013-cluster = there is no cluster `{$name}`
    .label = no such cluster
    .why = `{$field}` must name a cluster of this topology.
    .help = { $count ->
        [0] add a cluster `{$name}`
       *[other] add a cluster `{$name}`, or write one of {$known}
    }
DOC013-cluster-meant = there is no cluster `{$name}`, but there is `{$meant}`
    .label = probably `{$meant}`
    .why = `{$field}` must name a cluster of this topology.
    .help = write `{$meant}` in place of `{$name}`
DOC013-either = there is no cluster or network `{$name}`
    .label = neither a cluster nor a network
    .why = `{$field}` must name a cluster or network of this topology.
    .help = { $count ->
        [0] add a cluster or network `{$name}`
       *[other] add a cluster or network `{$name}`, or write one of {$known}
    }
DOC013-either-meant = there is no cluster or network `{$name}`, but there is `{$meant}`
    .label = probably `{$meant}`
    .why = `{$field}` must name a cluster or network of this topology.
    .help = write `{$meant}` in place of `{$name}`

## DOC014 duplicate-cluster

DOC014 = two clusters have the name `{$cluster}`
    .label = the second one
    .first = the first one
    .why = A cluster's name is its identity in the mesh: remote secrets and endpoints are told apart by it.
    .help = rename one of them, for example to `{$suggestion}`

## DOC015 duplicate-name

DOC015-network = the network `{$network}` is listed twice
    .label = the second one
    .first = the first one
    .why = Clusters of one name are in one network; a second entry can only contradict the first.
    .help = remove the second `{$network}` from `networks`, or rename it
DOC015-service = the service `{$service}.{$namespace}` is listed twice
    .label = the second one
    .first = the first one
    .why = In a mesh, Services of one name and namespace are one service.
    .help = put the clusters of both entries into one, or rename one of them
DOC015-standby = remote `{$cluster}` names `{$standby}` twice among its control planes
    .label = the second one
    .first = the first one
    .why = Each of the clusters that may lead `{$cluster}` is named once: one as `controlPlane`, the others as `standbyControlPlanes`.
    .help = remove the second `{$standby}`
DOC015-context = clusters `{$first}` and `{$cluster}` have one context, `{$context}`
    .label = also the context of `{$first}`
    .first = the context of `{$first}`
    .why = Every command for `{$cluster}` would go to the same place as those for `{$first}`, and overwrite what they did.
    .help = give `{$cluster}` the context of its own cluster, or a kubeconfig of its own

## DOC016 no-clusters

DOC016 = the topology has no clusters
    .label = `clusters` belongs here
    .why = A mesh without clusters has nothing to plan.
    .help = add `clusters:` with at least one element, such as `- name: cluster1`

## DOC017 too-many

DOC017-depth = more than {$most} maps and lists are inside each other
    .label = one too many
    .why = Reading stops here, so that no input can exhaust the machine.
    .help = flatten the value; a topology needs no more than a dozen levels
DOC017-nodes = the file has more than {$most} keys and values
    .label = reading stops here
    .why = Reading stops here, so that no input can exhaust the machine.
    .help = split the mesh into several topologies
DOC017-clusters = the mesh has {$count} clusters, more than {$most}
    .label = too many clusters
    .why = Istio meshes of this size are not known to work.
    .help = split the mesh into several topologies of at most {$most} clusters
DOC017-text = the text of `{$field}` is too long
    .label = more than {$most} bytes
    .why = The text would go into commands and manifests that have limits of their own.
    .help = shorten `{$field}` to {$most} bytes
DOC017-findings = {$more} more findings are not shown
    .label = in this document
    .why = The first {$shown} are enough to begin with.
    .help = repair these and check again

## DOC018 unprintable-character

DOC018 = the text has a character that cannot be seen, {$character}
    .label = {$character} stands here
    .why = Such characters hide text, turn its direction or end lines for some readers only.
    .help = remove the character {$character}
DOC018-value = `{$field}` has a character that cannot be seen, {$character}
    .label = {$character} is part of this
    .why = Such characters hide text, turn its direction or end lines for some readers only.
    .help = remove the character {$character} from `{$field}`

## DOC019 bad-address

DOC019-cidr = `{$value}` is no address range
    .label = expected a range such as `10.36.0.0/16`
    .why = A range is an IP address, a slash and the length of its prefix.
    .help = write `{$field}` in the form `10.36.0.0/16`
DOC019-address = `{$value}` is no IP address and no host name
    .label = expected an address such as `203.0.113.10`
    .why = Peers connect to a gateway at this address, without scheme, port or path.
    .help = write an IP address or a host name
DOC019-url = `{$name}` is no API server's URL
    .label = expected a URL such as `https://10.0.0.1:6443`
    .why = An API server is reached by `https`, a host and perhaps a port.
    .help = { $has_suggestion ->
        [yes] write `{$suggestion}`
       *[no] write `https://`, the host that other clusters must use, and its port
    }

## DOC020 policy-without-reason

DOC020 = `{$code}` is accepted without a reason
    .label = `reason` belongs here
    .why = Later nobody can tell whether the reason still holds.
    .help = add `reason:` with why `{$code}` is accepted

## DOC021 ambiguous-word

DOC021 = `{$value}` is a text to some YAML readers only
    .label = text here; a boolean, number or date elsewhere
    .why = The value goes into Istio's configuration, whose readers follow an older YAML.
    .help = write "{$value}" in quotes if it is a text, else the boolean or number itself

## DOC022 idle-field

DOC022-control-plane = {$role} `{$cluster}` has a `controlPlane`
    .label = only a remote uses another cluster's istiod
    .why = A cluster with the role {$role} runs an istiod of its own, so the field would be ignored.
    .help = write `role: remote` if `{$cluster}` uses the istiod of `{$control_plane}`, else remove `controlPlane`
DOC022-standbys = {$role} `{$cluster}` has `standbyControlPlanes`
    .label = only a remote has standby control planes
    .why = The field lists further primaries that may lead a remote; a cluster with the role {$role} is led by its own istiod.
    .help = remove `standbyControlPlanes` from `{$cluster}`
DOC022-istiod = remote `{$cluster}` has an `istiod` section
    .label = a remote has no istiod that others could find
    .why = The section says how remotes find the istiod of a primary or external cluster, so here it would be ignored.
    .help = move `istiod` to the control plane of `{$cluster}`, or remove it
DOC022-config = {$role} `{$cluster}` has `config: true`
    .label = only a remote can be a config cluster
    .why = The field marks the remote that holds the configuration of an external control plane.
    .help = remove `config` from `{$cluster}`

## NAM001 invalid-name

NAM001 = `{$name}` is no valid name
    .label = expected lower-case letters, digits and `-`
    .why = Kubernetes and Istio take lower-case letters, digits and `-` here, with a letter or digit at both ends.
    .help = { $has_suggestion ->
        [yes] write `{$suggestion}` for `{$field}`
       *[no] write a name of lower-case letters, digits and `-`
    }
NAM001-subdomain = `{$name}` is no valid domain
    .label = expected labels joined by dots
    .why = A domain is labels of lower-case letters, digits and `-`, joined by dots.
    .help = { $has_suggestion ->
        [yes] write `{$suggestion}` for `{$field}`
       *[no] write a domain such as `cluster.local`
    }
NAM001-object = `{$name}` is no valid name of a Kubernetes object
    .label = expected lower-case letters, digits, `-` and `.`
    .why = Kubernetes takes labels of lower-case letters, digits and `-`, joined by dots, as the name of an object.
    .help = { $has_suggestion ->
        [yes] write `{$suggestion}` for `{$field}`
       *[no] write a name of lower-case letters, digits, `-` and `.`
    }
NAM001-long = the name in `{$field}` is too long
    .label = more than {$limit} bytes
    .why = It becomes part of objects and labels whose names have at most {$limit} bytes.
    .help = { $has_suggestion ->
        [yes] shorten it, for example to `{$suggestion}`
       *[no] shorten it to {$limit} bytes
    }
NAM001-empty = `{$field}` is an empty name
    .label = nothing between the quotes
    .why = Without a name nothing can refer to it.
    .help = write a name of lower-case letters, digits and `-`

## NAM002 yaml-word-as-name

NAM002 = `{$name}` is a word that YAML readers take for something else
    .label = a boolean, number or date to some readers
    .why = Names go into many YAML files; one reader that takes this one for a boolean or number breaks the mesh.
    .help = { $has_suggestion ->
        [yes] write `{$suggestion}` for `{$field}`
       *[no] choose a name that begins with a letter and is no word of YAML
    }
