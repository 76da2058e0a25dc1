# What is said while a plan is carried out.

# How steps end.
outcome-done = done
outcome-already-done = already done
outcome-failed = failed
outcome-timed-out = timed out
outcome-interrupted = interrupted
outcome-unknown = unknown
outcome-blocked = blocked
outcome-skipped = skipped

# Programs.
apply-not-started = { $program } cannot be started
apply-not-sent = { $program } refused before it spoke to the cluster; nothing was written
apply-unreachable = the API server does not answer { $program }
apply-unauthorized = the API server does not know who { $program } is; sign in again
apply-forbidden = the API server does not allow what { $program } asks for
apply-untrusted = { $program } does not trust the API server's certificate
apply-conflict = somebody else owns a field; { $program } leaves it to them. Take the field out of one of the two places
apply-terminating = the namespace is being deleted; wait until it is gone
apply-invalid = the API server refuses an object of { $program } as wrong
apply-tool-timed-out = { $program } waited until its time was over
apply-refused = { $program } ended with exit code { $exit }
apply-killed = a signal ended { $program }
apply-too-long = { $program } was ended after { $seconds } seconds
apply-too-much = { $program } was ended: it printed more than anybody reads
apply-unreadable = what { $program } printed cannot be read
apply-interrupted = { $program } was ended

# Steps.
apply-timed-out = the time was over while this was waited for: { $waited }
apply-stopped-waiting = stopped while this was waited for: { $waited }
apply-not-begun = stopped before it began
apply-journal-broken = the journal cannot be written, so nothing is begun
apply-needed-and-not-done = it is needed and not done; leave out --only, or carry it out first
apply-no-cluster = the mesh has no such cluster
apply-no-such-cluster = the mesh has no cluster `{ $cluster }`
apply-namespace-in-use = the namespace `{ $namespace }` of `{ $cluster }` holds workloads of others: { $found }; move them before it is deleted
apply-cannot-read = cannot read `{ $path }`: { $cause }
apply-nothing-learned = the step `{ $step }` has not yielded an address yet

# Clusters.
apply-unnamed-installation = `{ $cluster }` has an Istio that was installed without a name: { $found }. Installing again would delete its gateways; install it once with a `metadata.name`, or choose another revision
apply-foreign-installation = `{ $cluster }` has an istiod of the same revision that this plan did not install: { $found }; choose another revision, or remove it
apply-no-operator = `{ $cluster }` has no Sail operator; install it from the platform's catalogue
apply-no-node-address = no node of `{ $cluster }` has an ExternalIP, so callers are not led to its gateway

# Certificates.
apply-no-root = there is no root certificate in `{ $folder }`; make one with `meshwright ca new`
apply-no-certificate = there is no certificate of `{ $cluster }` in `{ $folder }`; make one with `meshwright ca issue`
apply-other-root = `{ $cluster }` has `cacerts` with another root already. Replacing it breaks every connection of the mesh; bring the certificates that are in use, or remove the Secret
apply-own-root = the istiod of `{ $cluster }` has made a root of its own already; its workloads would lose all others. Remove the Secret `istio-ca-secret` together with that istiod first
apply-not-our-root = `{ $cluster }` has `cacerts` with another root; it is not this mesh's to delete
apply-no-host-certificate = `{ $cluster }` has no Secret with a certificate for `{ $host }`
apply-other-host = the certificate in `{ $cluster }` is not valid for `{ $host }`
apply-other-authority = the certificate for `{ $host }` in `{ $cluster }` does not come from the mesh's root

# Gateways.
apply-no-address = the gateway of `{ $cluster }` shows `{ $said }`, which is no address
apply-other-address = the gateway of `{ $cluster }` has the address { $address }; the topology says { $expected }. Correct the topology, or the load balancer
apply-host-name-ignored = the gateway of `{ $cluster }` has the host name `{ $name }`, which some istiod of this mesh ignores; give it an IP, or write its addresses into the topology
apply-hostname = the gateway of `{ $cluster }` has the host name `{ $name }`; remotes have to be told an IP. Write one into the topology, or a host name that you manage yourself

# Helm.
apply-release-pending = the release `{ $release }` in `{ $cluster }` is { $status }: somebody else's Helm works on it, or was ended. Wait for it, or roll it back
apply-other-charts = Helm knows the repository `{ $name }` by another address: { $known } in place of { $address }; remove or rename it

# Addons.
apply-no-addon = there is no sample of `{ $addon }` in `{ $folder }`; let ISTIO_DIR name the folder of Istio's release

# Remote secrets.
apply-no-credential = the credential of `{ $cluster }` is not at hand; its step is not done
apply-secret-elsewhere = the new remote secret of `{ $source }` leads to another cluster, and `{ $target }` has one that works; it stays
apply-secret-refused = the new remote secret of `{ $source }` does not work, and `{ $target }` has one that does; it stays. { $said }
apply-secret-untried = the server of the new remote secret of `{ $source }` cannot be reached from here, and `{ $target }` has one that may work. Replacing one that works by one that does not costs the endpoints until istiod is restarted; apply from a place that reaches the server, or delete the old secret

# What is waited for.
wait-object = { $name } is not there yet
wait-resource = { $name } is not ready: { $said }
wait-pods = { $name }: { $ready } of { $wanted } pods ready
wait-pods-refused = { $name } has no pods: { $said }. Once the cause is gone the controller tries again after minutes; `kubectl rollout restart` makes it try at once
wait-address = { $name } has no address yet
wait-programmed = { $name } is not programmed: { $said }
wait-name = `{ $name }` has no address in DNS
wait-token = the API server has not made the token of `{ $account }` yet
wait-sync = { $synced } of { $others } clusters synced. { $table }
wait-answer = `{ $to }` does not answer `{ $from }`: { $said }
wait-answers = of { $requests } requests from `{ $from }` to `{ $service }` were answered: { $answers }

# The journal.
journal-system = the journal cannot be used: { $cause }
journal-changed = line { $line } of the journal is not what was written; move the file away, look what is there, and begin anew with `meshwright apply`
journal-unknown = line { $line } of the journal was written by another version of Meshwright; use that one

# Before the first write.
preflight-cluster = `{ $cluster }`: { $problem }
preflight-twins = the contexts of `{ $one }` and `{ $other }` lead to the same cluster; correct one of them
preflight-istioctl = istioctl is { $found }; this plan needs { $wanted }
preflight-helm = helm is { $found }; this plan needs { $minimum } or later, and none behind { $newest }
preflight-kubernetes = `{ $cluster }` runs Kubernetes { $kubernetes }, which Istio { $istio } does not support
preflight-other-cluster = the context `{ $context }` of `{ $cluster }` leads to another cluster than the last time; correct the context, or move the journal away
preflight-denied = `{ $cluster }` does not allow: { $denied }

# Verification.
verify-not-synced = the istiod of `{ $from }` does not call `{ $to }` synced
verify-no-root-here = the mesh's root is not on this machine, so it cannot be compared
verify-no-root = `{ $cluster }` has no root for its workloads
verify-other-root = the workloads of `{ $cluster }` trust another root than the mesh's
verify-endpoints-unread = the endpoint list of `{ $from }` cannot be read from here
verify-no-endpoints = the proxies of `{ $from }` were sent no endpoint of `{ $to }`. If istiod calls it synced, restart it: `kubectl rollout restart deployment/istiod`
verify-other-endpoints = the proxies of `{ $from }` were sent endpoints of `{ $to }` that are no gateway of its network: { $found }. Look for the label `topology.istio.io/network` on its gateway's Service
verify-no-answer = `{ $to }` does not answer requests of `{ $from }`
