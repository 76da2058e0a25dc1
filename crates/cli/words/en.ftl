# What the command line says besides findings, plans and answers.

cli-error = error
cli-cannot-print = cannot print: { $cause }
cli-cannot-read = cannot read `{ $path }`: { $cause }
cli-cannot-write = cannot write `{ $path }`: { $cause }
cli-findings = { $count ->
    [one] there is 1 warning or note
   *[other] there are { $count } warnings and notes
}; `meshwright check { $file }` shows them
cli-not-a-version = `{ $version }` is no Istio version; write it as 1.30 or 1.30.3
cli-unknown-model = there is no model `{ $model }`
cli-unknown-code = there is no rule `{ $code }`; `meshwright explain --all` lists them
cli-unknown-code-near = there is no rule `{ $code }`; did you mean `{ $near }`?
cli-english-pages = the pages of rules are in English only

cli-fix-stdin = standard input cannot be repaired; name a file
cli-write-stdin = standard input cannot be written; name a file or leave out --write
cli-fixed = repaired { $code }: { $title }
cli-not-fixed = not repaired, because comments would be lost: { $code }: { $title }
cli-comments-lost = `{ $file }` has comments, which would be lost; add --drop-comments to go ahead

cli-rendered = wrote { $count ->
    [one] 1 file
   *[other] { $count } files
} to { $path }
cli-removed = removed { $count ->
    [one] 1 file
   *[other] { $count } files
} of the earlier bundle
cli-serve-stop = the designer runs in the browser alone; Ctrl-C stops serving it
cli-serve-no-page = there is no designer to serve: build it with `cargo xtask web`, then name the checkout with `--from`, or build this program with `--features designer`
cli-serve-port = cannot serve on port { $port } of 127.0.0.1: { $error }
cli-not-ours = `{ $path }` holds files and no bundle; choose another directory, or add --force to write into it
cli-changed = { $count ->
    [one] a file
   *[other] { $count } files
} in `{ $path }` would be written over and { $count ->
    [one] is
   *[other] are
} not as the bundle left { $count ->
    [one] it
   *[other] them
}: { $files }; move what you need, or add --force
cli-exists = `{ $path }` is there already; add --force to write over it
cli-link = `{ $path }` is a symbolic link; nothing is written through links
cli-wrong-kind = `{ $path }` is in the way: it is a file where a directory is needed, or the other way round

# Plans.
plan-headline = Plan for `{ $mesh }`: { $models }, { $clusters } on { $networks }, { $steps }
plan-clusters = { $count ->
    [one] 1 cluster
   *[other] { $count } clusters
}
plan-networks = { $count ->
    [one] 1 network
   *[other] { $count } networks
}
plan-steps = { $count ->
    [one] 1 step
   *[other] { $count } steps
}
plan-here = here
plan-step = step
plan-where = where
plan-after = after
plan-what = what
plan-depth = longest chain

# Answers to why.
answer-same = Requests within `{ $to }` arrive
answer-direct = Requests from `{ $from }` reach `{ $to }` directly
answer-gateway = Requests from `{ $from }` reach `{ $to }` through the gateway of { $gateways }
answer-no = Requests from `{ $from }` do not reach `{ $to }`
answer-fix = To repair it: { $title }
answer-fix-then = and then: { $title }
answer-fix-or = or: { $title }
answer-service = Service
answer-list = List

# Certificates.
cli-kept = `{ $path }` is there already; keys are never written over
cli-foreign = `{ $path }` belongs to somebody else, who could put other keys there; choose a folder of your own
cli-open = others may write into `{ $path }`, and so could put keys of their own there; take that away with `chmod go-w`, or choose another folder
cli-no-home = the variable HOME is not set; name the folder of the certificates with --certificates
cli-no-randomness = the system gives no randomness for keys: { $cause }
cli-passphrase = Passphrase of the root's key
cli-passphrase-again = The same once more
cli-passphrases-differ = the two passphrases differ
cli-passphrase-needed = there is no terminal to ask for the passphrase of the root's key; name a file with --passphrase-file
cli-passphrase-not-text = the passphrase is no UTF-8 text
cli-ca-file = `{ $path }`: { $problem }
cli-ca-not-plugged-in = the plan of `{ $file }` makes no certificates: set `mesh.ca.kind: plugged-in`
cli-ca-cluster-taken = the folders of certificates have one called `{ $cluster }` already, which is no cluster; give the cluster another name
cli-ca-no-such-cluster = no istiod in `{ $cluster }` signs certificates by this plan
cli-ca-root-made = wrote the root of `{ $mesh }` to { $path }; valid until { $until }, SHA-256 { $fingerprint }
cli-ca-issued = wrote the certificate of `{ $cluster }` to { $path }; valid until { $until }
cli-ca-kept = `{ $cluster }` has its certificate in { $path }
cli-ca-not-whole = `{ $path }` does not hold all four files of `{ $cluster }`; with --replace it is moved aside and a whole certificate is made
cli-ca-no-root = there is no root in `{ $path }`: `meshwright ca new` makes one, and with certificates of your own CA none is needed
cli-ca-no-root-key = the key of the root is not in `{ $path }`: bring root-key.pem back for as long as it takes to issue
cli-ca-no-request = nothing was asked for `{ $cluster }`: there is no key in `{ $path }`, which `meshwright ca request` makes
cli-ca-import-kept = `{ $cluster }` has a certificate in `{ $path }` already; with --replace it is moved aside
cli-ca-one-file = `{ $path }` is one file of a set, and whether it is good depends on the others: name its folder
cli-ca-nothing-to-rotate = `{ $cluster }` has no certificate in `{ $path }` that could be replaced; put the four files that its `cacerts` holds there, or name the folder with --certificates
cli-ca-set-aside = moved the earlier certificate of `{ $cluster }` to { $path }

# Predicted endpoint lists. The first columns are those of istioctl.
lists-own = Proxies in `{ $from }`, from the istiod of their own cluster
lists-of = Proxies in `{ $from }`, from the istiod of `{ $istiod }`
lists-unserved = Proxies in `{ $from }` get no list: { $broken }
lists-endpoint = ENDPOINT
lists-status = STATUS
lists-outlier = OUTLIER CHECK
lists-cluster = CLUSTER
lists-weight = WEIGHT
lists-meaning = LEADS TO
lists-share = { $cluster }: { $percent } of 100 requests arrive
cli-ca-nothing = there are no certificates in `{ $path }`: no folder with the files of `cacerts`, and no manifest of a Secret
cli-ca-requested = the request of `{ $cluster }` is in { $path }
cli-ca-request-made = wrote the request of `{ $cluster }` to { $path }; the key beside it stays here
cli-ca-imported = `{ $cluster }` signs with a certificate of your CA; the request is done
cli-ca-rotate-issue = new certificates under the same root are made by `meshwright ca issue --replace --secret`; --write is for a new root
cli-ca-rotation-written = wrote the new root and the files of every stage to { $path }
cli-ca-in-bundle = `{ $path }` is inside of the bundle, which is made to be shared; name another folder with --certificates
ca-cluster = cluster
ca-certificate = certificate
ca-until = valid until
ca-fingerprint = SHA-256
ca-rotate-first = First, on this machine:
ca-rotate-wave = { $clusters }:
ca-rotate-done = Done when { $condition }.
ca-rotate-allow = in the topology of { $cluster } set istio.values pilot.env.ISTIO_MULTIROOT_MESH: "true" and istio.meshConfig defaultConfig.proxyMetadata.PROXY_CONFIG_XDS_AGENT: "true", render, and run run.sh
ca-rotate-restart = restart gateways and workloads of { $cluster }, so that they start with the setting
ca-rotate-last = At the end move { $folder }/root and the clusters' folders of { $folder }/3-trust-new to { $certificates }, and destroy the old root's key.

# Losses.
whatif-headline = Without { $parts }, { $percent } of all requests between clusters break at once, in { $count ->
    [one] 1 pair
   *[other] { $count } pairs
} of clusters
whatif-gone = Gone:
whatif-running = Run on, and can be changed and restarted:
whatif-old = Proxies keep the configuration that they have:
whatif-pods = No pods of the mesh can be started:
whatif-watches = Endpoints are not followed any more:
whatif-pairs = Requests break, until outlier detection or a new list takes the way out:
whatif-callers = Share of all requests that a cluster's callers lose, where they spread evenly:
whatif-names = { $clusters }
whatif-stopped = `{ $cluster }`: { $because }
whatif-stopped-until = `{ $cluster }`: { $because }; { $until }
whatif-unwatched = those of `{ $cluster }` by the istiod of `{ $istiod }`
whatif-restart = an istiod that restarts meanwhile serves nobody for 30 seconds, and then forgets them
whatif-pair = `{ $from }` to `{ $to }`: { $percent }, { $because }
whatif-caller = `{ $cluster }`: { $percent }
whatif-more-pairs = and { $count } more pairs
whatif-more = { $count } more losses; leave out --top to see them
whatif-head-share = REQUESTS
whatif-head-pairs = PAIRS
whatif-head-pods = NO NEW PODS
whatif-head-old = OLD CONFIG
whatif-head-unwatched = UNWATCHED
whatif-head-lost = LOST

# Ports.
open-borders = What crosses the borders of clusters:
open-inside = What stays inside of each cluster, or begins there:
open-port = PORT
open-source = FROM
open-target = TO
open-purpose = FOR
open-any = tcp/any
open-optional = { $purpose }; optional

# Plans that are carried out.
carry-no-home = the variable HOME is not set; name the folder of the journal with --state
carry-other-bundle = the bundle in `{ $path }` is not what its topology gives; render it anew
carry-locked = another run of `{ $mesh }` is under way (process { $process }); wait for its end
carry-left-running = a run that was ended (process { $process }) has left a program running; waiting for its end
carry-journal = the journal `{ $path }` cannot be used: { $problem }
carry-no-such-step = the plan has no step `{ $step }`; `meshwright plan` lists them
carry-other-plan = another plan of this mesh is unfinished: resume it with the topology that it was made from, or add --anew to begin with `{ $file }`; every step is looked at before it is carried out
carry-nothing-to-resume = there is nothing to resume; `meshwright apply` begins
carry-nothing-to-undo = nothing was carried out from here, so there is nothing to take back; --everything takes back what others have done
carry-nothing-written = nothing was written
carry-warning = warning
carry-question-apply = Carry out { $steps ->
    [one] 1 step
   *[other] { $steps } steps
} for `{ $mesh }` on { $clusters ->
    [one] 1 cluster
   *[other] { $clusters } clusters
}? [y/N]
carry-question-undo = Take back { $steps ->
    [one] 1 step
   *[other] { $steps } steps
} of `{ $mesh }` on { $clusters ->
    [one] 1 cluster
   *[other] { $clusters } clusters
}? [y/N]
carry-say-yes = there is no terminal to ask at; add --yes
carry-declined = nothing was written
carry-stopping = stopping: what runs is finished, nothing else is begun; Ctrl-C once more ends it at once
carry-summary = { $counts } in { $took }
carry-again = to go on: { $command }
carry-would-do = { $steps ->
    [0] nothing is left to do
    [one] 1 step is left to do; nothing was written
   *[other] { $steps } steps are left to do; nothing was written
}
carry-connects = then these reach each other: { $pairs }
carry-missing = { $present } there, { $missing } missing
carry-no-drift = nothing differs from the plan of `{ $mesh }`
carry-state-done = done
carry-state-looks = looks
carry-state-partly = to do
carry-state-differs = differs
carry-state-unready = not ready
carry-state-unknown = unknown
carry-status-never = nothing was carried out for `{ $mesh }` from here
carry-status-other = the last run for `{ $mesh }` was of another plan than this topology gives
carry-status-open = the last { $verb } of `{ $mesh }` did not reach its end
carry-status-done = the last { $verb } of `{ $mesh }` reached its end
carry-passed = passed
carry-failed = failed
carry-skipped = skipped
carry-verified = { $passed } passed, { $failed } failed, { $skipped } skipped
