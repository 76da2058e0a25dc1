# 证书颁发机构所说。术语见 docs/glossary.zh-CN.md。

pki-no-algorithm = 此构建不制作 { $algorithm } 密钥；请使用 ecdsa-p256，或命令行
pki-not-a-key = 这不是能签发证书的私钥
pki-key-encrypted = 私钥已加密
pki-wrong-passphrase = 口令打不开密钥，或文件已损坏
pki-short-passphrase = 口令少于 { $least } 个字符
pki-not-a-certificate = 这不是证书
pki-key-does-not-fit = 私钥不是该证书的私钥
pki-cannot-issue = 该证书不得签发 CA 证书
pki-issuer-not-valid = 根证书今天无效
pki-issuer-name = 根证书的名称形式无法逐字节重现；请用 `meshwright ca request` 制作请求，由根证书的所有者签名
pki-other-request = 没有一个证书属于为该请求制作的密钥
pki-chain-incomplete = 这些证书没有通向根证书；请加上 CA 及其根证书的证书
pki-no-certificates = 计划不制作证书：请设置 `mesh.ca.kind: plugged-in`
pki-no-cluster = 按此计划，`{ $cluster }` 中没有 istiod 签发证书
pki-seed = 种子必须是 32 字节
pki-writing = 无法写入证书：{ $cause }

# 证书有什么问题。

TRU201 = `{ $cluster }` 和 `{ $other }` 的根证书互不信任
    .usual = 另一个根证书
    .why = `{ $cluster }` 中工作负载的证书通向根证书 { $fingerprint }…，`{ $other }` 中的通向 { $usual }…，而两个集群并不都信任两者。两者之间的请求以 CERTIFICATE_VERIFY_FAILED 失败，只有本地的 Pod 应答。
    .help = 用 `meshwright ca issue --replace --cluster { $cluster } FILE` 从 `{ $other }` 的根证书签发 `{ $cluster }` 的证书，然后重启其 istiod 和工作负载；如果正在更换根证书，先把两个根证书放入每个集群的 root-cert.pem

TRU202 = `{ $cluster }` 的密钥不是其证书的密钥
    .why = istiod 启动时比较两者，并以 "the cert does not match the key" 停止。
    .help = 换上与 `{ $cluster }` 的 { $file } 相配的密钥，或用 `meshwright ca issue --replace --cluster { $cluster } FILE` 重新制作两者

TRU203-no-issuer = `{ $subject }` 的签发者不在其中
    .why = `{ $cluster }` 的 istiod 需要一条从其证书经 { $chain } 到 { $root } 的路径。它在没有名为 `{ $issuer }` 之处中断，istiod 以 "cannot verify the cert with the provided root chain" 停止。
    .help = 把 `{ $issuer }` 的证书加入 `{ $cluster }` 的 { $chain }；如果它是根证书，加入 { $root }
TRU203-signature = `{ $subject }` 不是由 `{ $issuer }` 签名的
    .why = `{ $cluster }` 中有一个同名的证书，其密钥与签名的密钥不同：两个 CA 同名，或签发者被重新制作过。istiod 以 "cannot verify the cert with the provided root chain" 停止。
    .help = 把实际签名的 `{ $issuer }` 的证书放入 `{ $cluster }` 的 { $chain } 和 { $root }，或用现有的签发者重新签发

TRU204 = `{ $subject }` 不是 CA 却用来签名
    .why = 其基本约束没有说明它是 CA。`{ $cluster }` 的 istiod 拒绝用它签名，它签发的证书也没有谁接受。
    .help = 为 `{ $cluster }` 重新签发，带关键扩展 basicConstraints CA:TRUE

TRU205 = `{ $subject }` 的路径长度太短
    .why = 它允许自己与工作负载之间有 { $allowed } 个 CA，而 `{ $cluster }` 中有 { $found } 个。istiod 仍可能启动，因为它不计工作负载的证书；之后每个代理都会拒绝 `{ $cluster }` 的工作负载。
    .help = 以至少 { $found } 的路径长度重新签发，或由其签发者签发 `{ $cluster }` 的证书

TRU206 = `{ $subject }` 不得签发证书
    .why = 其密钥用途不含证书签名。Go 和 Envoy 拒绝其下的一切，因此 `{ $cluster }` 的工作负载都不受信任。
    .help = 为 `{ $cluster }` 重新签发，带密钥用途 keyCertSign

TRU207-server = `{ $subject }` 之下不得有服务器
    .why = 其扩展密钥用途不含服务器，而 Go 对链中的每个 CA 都要求它。`{ $cluster }` 的 istiod 以 "certificate specifies an incompatible key usage" 停止。
    .help = 为 `{ $cluster }` 重新签发，不带扩展密钥用途
TRU207-client = `{ $subject }` 之下不得有客户端
    .why = 其扩展密钥用途不含客户端。`{ $cluster }` 的 istiod 会启动；之后服务器拒绝 `{ $cluster }` 的工作负载，因为网格中每个工作负载也是客户端。
    .help = 为 `{ $cluster }` 重新签发，不带扩展密钥用途

TRU208-ended = `{ $subject }` 已于 { $date } 到期
    .why = 链中有到期的证书时，`{ $cluster }` 的 istiod 不会启动，每个代理也会拒绝。
    .help = 重新签发；集群的证书用 `meshwright ca issue --replace --cluster { $cluster } FILE`，根证书见 `meshwright ca rotate --what root FILE` 的说明
TRU208-not-begun = `{ $subject }` 在 { $date } 之前无效
    .why = `{ $cluster }` 的 istiod 和每个代理都拒绝尚未生效的证书。
    .help = 等到 { $date }，或以更早的日期签发，或校正本机的时钟

TRU209 = `{ $subject }` 将于 { $date } 到期，还有 { $days } 天
    .why = 到期时，`{ $cluster }` 的所有工作负载会在同一瞬间失去信任。在此之前，工作负载的证书会越来越短。
    .help = 及时轮换：`meshwright ca rotate FILE` 按顺序打印各步骤

TRU210 = `{ $subject }` 的有效期长于其签发者
    .why = 它写的是 { $date }，但 `{ $issuer }` 于 { $end } 到期，整个 `{ $cluster }` 随之到期。
    .help = 以 { $end } 为准作安排；下次签发时，到期日不晚于其签发者

TRU211-hash = `{ $subject }` 用 { $hash } 签名
    .why = { $hash } 的签名可以伪造。Go 从 1.18 起拒绝它，因此 `{ $cluster }` 的 istiod 不会启动。
    .help = 用 SHA-256 为 `{ $cluster }` 重新签发
TRU211-rsa = `{ $subject }` 的 RSA 密钥只有 { $bits } 位
    .why = 低于 2048 位的 RSA 密钥可以破解；Envoy 拒绝它，因而拒绝 `{ $cluster }` 的每个工作负载。
    .help = 用 P-256 上的 ECDSA 或至少 2048 位的 RSA 为 `{ $cluster }` 重新签发

TRU212 = `{ $subject }` 的密钥类型是 { $algorithm }
    .why = istiod 是否接受这种密钥取决于版本，Envoy 的 TLS 也不接受所有这类密钥。RSA 以及 P-256 或 P-384 上的 ECDSA 在每个版本中都可用。
    .help = 用 P-256 上的 ECDSA 为 `{ $cluster }` 重新签发

TRU213-first = `{ $cluster }` 的 { $chain } 不是以其证书开头
    .why = istiod 把该文件原样接在每个工作负载的证书之后发送。它以 `{ $found }` 开头，但 TLS 要求每个证书之后是其签发者，这里应为 `{ $subject }`；其他集群会拒绝该链。
    .help = 让 `{ $cluster }` 的 { $chain } 以签名证书开头，然后是其各级签发者，直到根证书
TRU213-links = `{ $cluster }` 的 { $chain } 顺序不对
    .why = istiod 把该文件原样接在每个工作负载的证书之后发送。TLS 要求每个证书之后是其签发者；严格遵守的读取程序会拒绝 `{ $subject }` 的链。
    .help = 把 `{ $cluster }` 的 { $chain } 按从签名证书到根证书的顺序排列

TRU214-refused = `{ $cluster }` 缺少 { $files }
    .why = `cacerts` 不完整时，此版本的 istiod 不会启动："incomplete signing CA bundle detected"。
    .help = 把 ca-cert.pem、ca-key.pem、cert-chain.pem 和 root-cert.pem 放入 `{ $cluster }` 的 `cacerts`；`meshwright ca issue` 制作全部四个
TRU214-silent = `{ $cluster }` 缺少 { $files }
    .why = 此版本的 istiod 会不声不响地自行制作根证书，而其他集群都不信任 `{ $cluster }` 的工作负载。
    .help = 把 ca-cert.pem、ca-key.pem、cert-chain.pem 和 root-cert.pem 放入 `{ $cluster }` 的 `cacerts`；`meshwright ca issue` 制作全部四个

TRU215 = `{ $cluster }` 的 { $file } 中有不是证书的内容
    .why = istiod 会略过它读不懂的内容，或以 "invalid PEM encoded certificate" 停止；剩下的可能不成链。
    .help = 重新写 `{ $cluster }` 的 { $file }：PEM 格式的证书，一个接一个，没有别的内容

TRU216 = `{ $cluster }` 的 { $file } 中有几个密钥
    .why = istiod 读取第一个，从不提示还有别的，因此是否用对了密钥全凭运气。
    .help = 在 `{ $cluster }` 的 { $file } 中只留签名证书的密钥，并销毁其他密钥的副本

TRU217 = `{ $cluster }` 的密钥已加密
    .why = istiod 没有谁可以询问口令，以 "unsupported PEM block type for a private key" 或 "failed to parse" 停止。
    .help = 写出 `{ $cluster }` 的 { $file }，不带口令：在 umask 077 下运行 `openssl pkey -in { $file } -out decrypted.pem`

TRU218-label = `{ $cluster }` 的 { $file } 以 { $label } 块开头
    .why = istiod 只看第一个块，并且只读取 RSA PRIVATE KEY、EC PRIVATE KEY 和 PRIVATE KEY。遇到 { $label } 时，它以 "unsupported PEM block type for a private key" 停止。
    .help = 写出 `{ $cluster }` 的 { $file }，其中只有密钥：在 umask 077 下运行 `openssl pkcs8 -topk8 -nocrypt -in { $file } -out pkcs8.pem`
TRU218-damaged = `{ $cluster }` 的 { $file } 中没有可以读取的密钥
    .why = PEM 块中的内容已损坏，或不是私钥。istiod 以 "failed to parse" 停止。
    .help = 用密钥重新写 `{ $cluster }` 的 { $file }，或用 `meshwright ca issue --replace --cluster { $cluster } FILE` 制作密钥和证书

TRU219 = `{ $subject }` 是 Istio 的示例证书之一
    .why = 其私钥在 Istio 的公开仓库中：任何人都能为 `{ $cluster }` 及共用其根证书的每个集群的任何工作负载签名。
    .help = 用 `meshwright ca rotate --what root --write FILE` 制作您自己的根证书，它会打印所需的步骤

TRU220 = `{ $cluster }` 用 `{ $other }` 的密钥签名
    .same = 相同的密钥
    .why = 从一个集群得到密钥的人就能为两者签名，而且无法单独停止信任其中之一。
    .help = 给 `{ $cluster }` 同一根证书下自己的中间 CA：`meshwright ca issue --replace --cluster { $cluster } FILE`

TRU221-signs = `{ $cluster }` 用根证书本身签名
    .why = 根证书的密钥在集群中。只要根证书仍受信任，能读取那里 Secret 的人就能为每个集群签名。
    .help = 为 `{ $cluster }` 签发中间 CA，并放入 { $file }；然后用 `meshwright ca rotate --what root FILE` 计划更换根证书，因为旧密钥已经外泄
TRU221-file = `{ $cluster }` 的 { $file } 是根证书的私钥
    .why = istiod 用不到它。只要根证书仍受信任，能读取它的人就能为每个集群签名。
    .help = 从 `{ $cluster }` 中取走 { $file }，并离线保存；如果它已经进入过 Secret，用 `meshwright ca rotate --what root FILE` 计划更换根证书

TRU222 = 别人可以读取 `{ $cluster }` 的 { $file }
    .why = 本机上该文件所属组的用户，甚至所有用户，都能为 `{ $cluster }` 的工作负载签名。
    .help = 对该文件执行 `chmod 600`；如果有别人在此机器上工作过，用 `meshwright ca issue --replace --cluster { $cluster } FILE` 重新签发

TRU223 = `{ $subject }` 指的不是其签发者的密钥
    .why = 其颁发者密钥标识符不是 `{ $issuer }` 的主体密钥标识符。有些读取程序据此寻找签发者，在 `{ $cluster }` 中会找不到。
    .help = 为 `{ $cluster }` 重新签发，使用签发者证书中的标识符

TRU224 = `{ $subject }` 有 Go 不认识的关键扩展
    .why = 不认识某个关键扩展的程序必须拒绝该证书。`{ $cluster }` 的 istiod 在 { $extension } 处以 "unhandled critical extension" 停止。
    .help = 为 `{ $cluster }` 重新签发，不带 { $extension }，或不把它标为关键

TRU225-taken = `{ $cluster }` 有 `tls.crt`，因此 `ca-cert.pem` 和 `ca-key.pem` 不算数
    .why = istiod 找到 `tls.crt` 时采用 `tls.crt`、`tls.key` 和 `ca.crt`，不看其他名称。
    .help = 在 `{ $cluster }` 的 `cacerts` 中只留一组名称
TRU225-ignored = `{ $cluster }` 有 `tls.crt`，而其 istiod 不看它
    .why = 此版本只认识名称 ca-cert.pem、ca-key.pem、cert-chain.pem 和 root-cert.pem。
    .help = 在 `{ $cluster }` 的 `cacerts` 中只留这四个

TRU226-name = 没有 istiod 读取 Secret `{ $secret }`
    .why = istiod 只挂载 `cacerts`，不挂载别的 Secret。没有它，`{ $cluster }` 的 istiod 会自行制作根证书，而其他集群都不信任其工作负载。
    .help = 把这些文件重新应用为 istiod 所在命名空间（通常为 `istio-system`）中的 Secret `cacerts`，并删除 `{ $secret }`；如果 istiod 已在运行，重启它，再重启其工作负载
TRU226-namespace = 没有 istiod 读取 `{ $namespace }` 中的 `{ $secret }`
    .why = istiod 挂载自己命名空间中的 `cacerts`。没有它，`{ $cluster }` 的 istiod 会自行制作根证书，而其他集群都不信任其工作负载。
    .help = 把该 Secret 应用到 istiod 所在的命名空间（通常为 `istio-system`），并从 `{ $namespace }` 中删除；如果 istiod 已在运行，重启它，再重启其工作负载

TRU227 = `{ $cluster }` 仍有其 istiod 自行制作的根证书
    .why = Secret `istio-ca-secret` 含有根证书 { $fingerprint }…，而 `cacerts` 不信任它。在 `cacerts` 之前启动的工作负载使用其下的证书，在重启之前会拒绝 istiod，也互相拒绝。
    .help = 重启 `{ $cluster }` 的 istiod，再重启其网关和工作负载，并删除 `istio-ca-secret`

# 如何更换证书。

rotate-intermediates = 用同一根证书下的新证书签名
    .why = 大家已经信任该根证书，因此各集群的先后顺序不限；先做一个，以便查看。工作负载保留现有证书，直到一天之内更新。
    .done = 每个集群的 istiod 都用新证书的序列号签名，且集群之间的请求能到达
rotate-allow = 让 istiod 和代理接受多个根证书
    .why = 没有 ISTIO_MULTIROOT_MESH 时，istiod 忽略含有另一个根证书的 Secret，包括其中的新证书。代理在启动时得知该设置。
    .done = 每个集群的每个代理都已带该设置启动
rotate-trust-both = 信任两个根证书，用旧的签名
    .why = 在大家都信任新根证书之前就用它签名的集群，其工作负载会被隔断。这一阶段必须在最后一个集群完成，下一阶段才能在第一个集群开始。
    .done = 每个集群中 istiod 的 ConfigMap istio-ca-root-cert 含有两个根证书，且每个代理都列出两者
rotate-sign = 用新根证书签名，信任两者
    .why = 此时大家都已信任它。新根证书在 root-cert.pem 中出现两次，因为其字节改变时工作负载会立即更新证书，否则在一天之内更新。
    .done = 每个集群的每个工作负载都有新根证书下的证书
rotate-trust-new = 只信任新根证书
    .why = 只要旧根证书仍受信任，持有其密钥的人就能签名。已经没有谁再用它签名。
    .done = 每个集群的每个代理都列出新根证书，且没有别的
