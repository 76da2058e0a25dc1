# What the certificate authority says.

pki-no-algorithm = this build makes no keys of { $algorithm }; use ecdsa-p256, or the command line
pki-not-a-key = this is no private key that can sign certificates
pki-key-encrypted = the private key is encrypted
pki-wrong-passphrase = the passphrase does not open the key, or the file is damaged
pki-short-passphrase = the passphrase has fewer than { $least } characters
pki-not-a-certificate = this is no certificate
pki-key-does-not-fit = the private key is not the certificate's
pki-cannot-issue = the certificate must not sign CA certificates
pki-issuer-not-valid = the root is not valid today
pki-issuer-name = the root's name has a form that cannot be repeated to the byte; make a request with `meshwright ca request` and have the root's owner sign it
pki-other-request = none of the certificates is of the key that was made for the request
pki-chain-incomplete = the certificates do not lead to a root; add those of the CA and of its root
pki-no-certificates = the plan makes no certificates: set `mesh.ca.kind: plugged-in`
pki-no-cluster = no istiod in `{ $cluster }` signs certificates by this plan
pki-seed = the seed has to be 32 bytes
pki-writing = the certificate cannot be written: { $cause }

# What is wrong with certificates.

TRU201 = `{ $cluster }` and `{ $other }` have roots that do not trust each other
    .usual = the other root
    .why = Certificates of workloads in `{ $cluster }` lead to the root { $fingerprint }…, those in `{ $other }` to { $usual }…, and not both clusters trust both. Requests between them fail with CERTIFICATE_VERIFY_FAILED, and only local pods answer.
    .help = issue the certificate of `{ $cluster }` from the root of `{ $other }` with `meshwright ca issue --replace --cluster { $cluster } FILE`, then restart its istiod and its workloads; where a new root is on its way, first put both roots into root-cert.pem of every cluster

TRU202 = the key of `{ $cluster }` is not the key of its certificate
    .why = istiod compares the two when it starts, and stops with "the cert does not match the key".
    .help = put the key that belongs to { $file } of `{ $cluster }` in its place, or make both anew with `meshwright ca issue --replace --cluster { $cluster } FILE`

TRU203-no-issuer = `{ $subject }` was issued by somebody who is not there
    .why = istiod of `{ $cluster }` needs a way from its certificate through { $chain } to { $root }. It ends where nobody is called `{ $issuer }`, and istiod stops with "cannot verify the cert with the provided root chain".
    .help = add the certificate of `{ $issuer }` to { $chain } of `{ $cluster }`, or to { $root } where it is the root
TRU203-signature = `{ $subject }` was not signed by `{ $issuer }`
    .why = There is a certificate of that name in `{ $cluster }`, with another key than the one that signed: two CAs with one name, or an issuer that was made again. istiod stops with "cannot verify the cert with the provided root chain".
    .help = put the certificate of `{ $issuer }` that signed into { $chain } and { $root } of `{ $cluster }`, or issue anew from the one that is there

TRU204 = `{ $subject }` is no CA and signs all the same
    .why = Its basic constraints do not say that it is a CA. istiod of `{ $cluster }` refuses to sign with it, and nobody accepts what it signs.
    .help = have it issued anew for `{ $cluster }` with the critical extension basicConstraints CA:TRUE

TRU205 = the path length of `{ $subject }` is too short
    .why = It allows { $allowed } CAs between itself and a workload, and in `{ $cluster }` there are { $found }. istiod may start all the same, for it does not count the workload's certificate; then every proxy refuses the workloads of `{ $cluster }`.
    .help = have it issued anew with a path length of { $found } at least, or have the certificate of `{ $cluster }` issued by its issuer

TRU206 = `{ $subject }` must not sign certificates
    .why = Its key usage leaves out certificate signing. Go and Envoy refuse everything below it, so no workload of `{ $cluster }` is trusted.
    .help = have it issued anew for `{ $cluster }` with the key usage keyCertSign

TRU207-server = `{ $subject }` must not stand above servers
    .why = Its extended key usage leaves out servers, and Go asks every CA of a chain for it. istiod of `{ $cluster }` stops with "certificate specifies an incompatible key usage".
    .help = have it issued anew for `{ $cluster }` without an extended key usage
TRU207-client = `{ $subject }` must not stand above clients
    .why = Its extended key usage leaves out clients. istiod of `{ $cluster }` starts; servers then refuse the workloads of `{ $cluster }`, for in a mesh every workload is a client too.
    .help = have it issued anew for `{ $cluster }` without an extended key usage

TRU208-ended = `{ $subject }` ended on { $date }
    .why = istiod of `{ $cluster }` does not start with a chain that has ended, and every proxy refuses it.
    .help = issue it anew; for the certificate of a cluster, `meshwright ca issue --replace --cluster { $cluster } FILE`, for a root `meshwright ca rotate --what root FILE` says how
TRU208-not-begun = `{ $subject }` is not valid before { $date }
    .why = istiod of `{ $cluster }` and every proxy refuse a certificate that has not begun.
    .help = wait until { $date }, have it issued with an earlier date, or set the clock of this machine right

TRU209 = `{ $subject }` ends on { $date }, in { $days } days
    .why = When it ends, all workloads of `{ $cluster }` stop being trusted at one instant. Before that, the certificates of workloads become ever shorter.
    .help = rotate in time: `meshwright ca rotate FILE` prints the steps in their order

TRU210 = `{ $subject }` is valid longer than its issuer
    .why = It says { $date }, but `{ $issuer }` ends on { $end }, and with it all of `{ $cluster }`.
    .help = plan with { $end }; the next time, have it issued to end no later than its issuer

TRU211-hash = `{ $subject }` is signed with { $hash }
    .why = Signatures with { $hash } can be forged. Go refuses them since 1.18, so istiod of `{ $cluster }` does not start.
    .help = have it issued anew for `{ $cluster }` with SHA-256
TRU211-rsa = `{ $subject }` has an RSA key of { $bits } bits
    .why = RSA keys below 2048 bits can be broken; Envoy refuses them, and so every workload of `{ $cluster }`.
    .help = have it issued anew for `{ $cluster }` with ECDSA on P-256, or with RSA of 2048 bits at least

TRU212 = `{ $subject }` has a key of the kind { $algorithm }
    .why = istiod accepts such keys or not by release, and Envoy's TLS does not take all of them. RSA and ECDSA on P-256 or P-384 work in every release.
    .help = have it issued anew for `{ $cluster }` with ECDSA on P-256

TRU213-first = { $chain } of `{ $cluster }` does not begin with its certificate
    .why = istiod sends the file as it stands after every workload's certificate. It begins with `{ $found }`, but TLS wants each certificate to be followed by its issuer, here `{ $subject }`; other clusters refuse the chain.
    .help = begin { $chain } of `{ $cluster }` with the signing certificate, then its issuers up to the root
TRU213-links = { $chain } of `{ $cluster }` is out of order
    .why = istiod sends the file as it stands after every workload's certificate. TLS wants each certificate to be followed by its issuer; readers that hold to it refuse the chain of `{ $subject }`.
    .help = order { $chain } of `{ $cluster }` from the signing certificate to the root

TRU214-refused = `{ $cluster }` lacks { $files }
    .why = istiod of this release does not start with an incomplete `cacerts`: "incomplete signing CA bundle detected".
    .help = put ca-cert.pem, ca-key.pem, cert-chain.pem and root-cert.pem into `cacerts` of `{ $cluster }`; `meshwright ca issue` makes all four
TRU214-silent = `{ $cluster }` lacks { $files }
    .why = istiod of this release then makes a root of its own without a word, and no other cluster trusts the workloads of `{ $cluster }`.
    .help = put ca-cert.pem, ca-key.pem, cert-chain.pem and root-cert.pem into `cacerts` of `{ $cluster }`; `meshwright ca issue` makes all four

TRU215 = { $file } of `{ $cluster }` holds something that is no certificate
    .why = istiod leaves out what it cannot read, or stops with "invalid PEM encoded certificate"; what is left may be no chain.
    .help = write { $file } of `{ $cluster }` anew: certificates in PEM, one after the other, and nothing else

TRU216 = { $file } of `{ $cluster }` holds several keys
    .why = istiod reads the first and never tells that there are others, so it is chance whether the right one is used.
    .help = leave the key of the signing certificate in { $file } of `{ $cluster }`, and destroy the copies of the others

TRU217 = the key of `{ $cluster }` is encrypted
    .why = istiod has nobody to ask for the passphrase, and stops with "unsupported PEM block type for a private key" or "failed to parse".
    .help = write { $file } of `{ $cluster }` without a passphrase: `openssl pkey -in { $file } -out decrypted.pem`, under a umask of 077

TRU218-label = { $file } of `{ $cluster }` begins with a block { $label }
    .why = istiod looks at the first block alone and reads RSA PRIVATE KEY, EC PRIVATE KEY and PRIVATE KEY. With { $label } it stops with "unsupported PEM block type for a private key".
    .help = write { $file } of `{ $cluster }` with nothing but the key: `openssl pkcs8 -topk8 -nocrypt -in { $file } -out pkcs8.pem`, under a umask of 077
TRU218-damaged = { $file } of `{ $cluster }` holds no key that can be read
    .why = What stands in the PEM block is damaged, or is no private key. istiod stops with "failed to parse".
    .help = write { $file } of `{ $cluster }` anew from the key, or make key and certificate with `meshwright ca issue --replace --cluster { $cluster } FILE`

TRU219 = `{ $subject }` is one of Istio's samples
    .why = Its private key is in the public repository of Istio: anybody can sign for any workload of `{ $cluster }` and of every cluster that shares its root.
    .help = make a root of your own with `meshwright ca rotate --what root --write FILE`, which prints the steps to it

TRU220 = `{ $cluster }` signs with the key of `{ $other }`
    .same = the same key
    .why = Whoever gets the key from one cluster signs for both, and there is no way to stop trusting one of them alone.
    .help = give `{ $cluster }` an intermediate of its own under the same root: `meshwright ca issue --replace --cluster { $cluster } FILE`

TRU221-signs = `{ $cluster }` signs with the root itself
    .why = The root's key is in the cluster. Whoever can read Secrets there can sign for every cluster, for as long as the root is trusted.
    .help = issue an intermediate for `{ $cluster }` and put that into { $file }; then plan a new root with `meshwright ca rotate --what root FILE`, for the old key has been out
TRU221-file = { $file } of `{ $cluster }` is the root's private key
    .why = istiod has no use for it. Whoever can read it can sign for every cluster, for as long as the root is trusted.
    .help = take { $file } out of `{ $cluster }` and keep it offline; where it was in a Secret already, plan a new root with `meshwright ca rotate --what root FILE`

TRU222 = others may read { $file } of `{ $cluster }`
    .why = Every user of this machine in the file's group, or every one at all, can sign for the workloads of `{ $cluster }`.
    .help = `chmod 600` the file; where others have worked on this machine, issue anew with `meshwright ca issue --replace --cluster { $cluster } FILE`

TRU223 = `{ $subject }` names another key than its issuer's
    .why = Its authority key identifier is not the subject key identifier of `{ $issuer }`. Some readers look for the issuer by it, and find none in `{ $cluster }`.
    .help = have it issued anew for `{ $cluster }` with the identifier that stands in the issuer's certificate

TRU224 = `{ $subject }` has a critical extension that Go does not know
    .why = Whoever does not know a critical extension has to refuse the certificate. istiod of `{ $cluster }` stops at { $extension } with "unhandled critical extension".
    .help = have it issued anew for `{ $cluster }` without { $extension }, or with it as not critical

TRU225-taken = `{ $cluster }` has `tls.crt`, so `ca-cert.pem` and `ca-key.pem` do not count
    .why = Where istiod finds `tls.crt` it takes `tls.crt`, `tls.key` and `ca.crt`, and does not look at the other names.
    .help = leave one set of names in `cacerts` of `{ $cluster }`
TRU225-ignored = `{ $cluster }` has `tls.crt`, which its istiod does not look at
    .why = This release knows the names ca-cert.pem, ca-key.pem, cert-chain.pem and root-cert.pem only.
    .help = leave those four in `cacerts` of `{ $cluster }`

TRU226-name = no istiod looks for a Secret `{ $secret }`
    .why = istiod mounts `cacerts` and no other Secret. Without it the istiod of `{ $cluster }` makes a root of its own, and no other cluster trusts its workloads.
    .help = apply the files again as the Secret `cacerts` in the namespace of istiod, usually `istio-system`, and delete `{ $secret }`; where istiod runs already, restart it and then its workloads
TRU226-namespace = no istiod looks for `{ $secret }` in `{ $namespace }`
    .why = istiod mounts `cacerts` of its own namespace. Without it the istiod of `{ $cluster }` makes a root of its own, and no other cluster trusts its workloads.
    .help = apply the Secret in the namespace of istiod, usually `istio-system`, and delete it from `{ $namespace }`; where istiod runs already, restart it and then its workloads

TRU227 = `{ $cluster }` still has the root that its istiod made itself
    .why = The Secret `istio-ca-secret` holds the root { $fingerprint }…, which `cacerts` does not trust. Workloads that were started before `cacerts` have certificates under it, and refuse istiod and each other until they are restarted.
    .help = restart istiod of `{ $cluster }`, then its gateways and workloads, and delete `istio-ca-secret`

# How certificates are replaced.

rotate-intermediates = Sign with new certificates under the same root
    .why = Everybody trusts the root already, so clusters may go in any order; one goes first, to be looked at. Workloads keep the certificates they have until these are renewed, within a day.
    .done = the new certificate's serial number is the one that istiod of each cluster signs with, and requests between clusters arrive
rotate-allow = Let istiod and proxies take several roots
    .why = Without ISTIO_MULTIROOT_MESH istiod ignores a Secret with another root, the new certificate in it included. Proxies learn the setting when they start.
    .done = every proxy of every cluster was started with the setting
rotate-trust-both = Trust both roots, sign with the old one
    .why = Whoever signs with the new root before all trust it cuts its workloads off. This stage has to be done in the last cluster before the next one begins in the first.
    .done = istiod's ConfigMap istio-ca-root-cert holds both roots in every cluster, and every proxy lists both
rotate-sign = Sign with the new root, trust both
    .why = All trust it by now. The new root stands twice in root-cert.pem, because workloads renew their certificates at once when its bytes change, and within a day otherwise.
    .done = every workload of every cluster has a certificate under the new root
rotate-trust-new = Trust the new root alone
    .why = As long as the old root is trusted, whoever has its key can sign. Nobody signs with it any more.
    .done = every proxy of every cluster lists the new root and no other
