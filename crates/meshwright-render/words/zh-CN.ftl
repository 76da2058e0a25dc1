# 操作手册。术语见 docs/glossary.zh-CN.md。脚本在每种语言中都是英文，因此这里没有 lib-* 和 script-*。
runbook-title = 网格 {$mesh} 的操作手册
runbook-lead = 本手册把 {$networks} 个网络中的 {$clusters} 个集群组成一个 Istio 网格：{$primaries ->
    [1] 一个带 istiod 的主集群
   *[other] {$primaries} 个主集群，各有自己的 istiod
}{$remotes ->
    [0] {""}
   *[other] ，以及 {$remotes} 个没有 istiod 的从集群
}。
runbook-lead-external = 本手册把 {$networks} 个网络中的 {$clusters} 个集群组成一个 Istio 网格，它们没有自己的 istiod：{$externals ->
    [1] 由一个外部集群的 istiod 服务，位于前置网关之后
   *[other] 由 {$externals} 个外部集群的 istiod 服务，各自位于前置网关之后
}。
runbook-lead-external-beside = 本手册把 {$networks} 个网络中的 {$clusters} 个集群组成一个 Istio 网格：{$primaries ->
    [1] 一个带 istiod 的主集群
   *[other] {$primaries} 个主集群，各有自己的 istiod
}，以及 {$remotes} 个没有 istiod 的从集群。{$externals ->
    [1] 有一个 istiod 在外部集群中，位于前置网关之后。
   *[other] 有 {$externals} 个 istiod 在外部集群中，各自位于前置网关之后。
}
runbook-picture = 网格的集群及其网络
runbook-same = 每一步都可以再次运行：已有的内容保持不变，包括名称和地址。`run.sh` 按相同顺序包含相同的命令。

table-cluster = 集群
table-role = 角色
table-network = 网络
table-context = 上下文
table-istio = Istio
table-gateway = 东西向网关
table-remote-of = `{$primary}` 的从集群
table-config-cluster-of = `{$primary}` 的配置集群
role-primary = 主集群
role-remote = 从集群
role-external = 外部控制平面
role-config = 配置集群
gateway-load-balancer = 负载均衡器
gateway-node-port = 节点端口
gateway-external-ips = 外部 IP
gateway-front = 前置网关

# 第一步之前。
before-title = 开始之前
before-tools = 工具
before-istioctl = `istioctl` {$version}，与所安装的次版本相同
before-istioctl-several = `istioctl` {$version}；把其路径写入 `{$variable}`
before-kubectl = `kubectl`，与每个 API server 最多相差一个次版本
before-helm = `helm` {$version} 或更高版本{$major ->
    [3] ，但不能是 4：用这些 chart 再次安装时，它会与 istiod 写入 webhook 的内容冲突
   *[other] {""}
}
before-charts = 位于 {$address} 的 chart，或其镜像，镜像地址写入 `{$variable}`
before-openssl = `openssl`、`base64`、`find`、`xargs` 和 POSIX 的其他工具
before-kubernetes = 每个装有 Istio {$istio} 的集群使用 Kubernetes {$first} 到 {$last}
before-images = 验证网格的示例使用镜像 {$images}；每个节点都必须能拉取它们
before-hub = 镜像
before-hub-text = 节点从您自己的镜像仓库拉取每个镜像。`images.txt` 的每一行是一个镜像以及此网格查找它的位置：Istio 的镜像、验证网格的示例的镜像，以及插件的镜像。请在能访问两边仓库的机器上，用 skopeo 或您现有的工具把它们放到那里。`run.sh` 不做这件事。
before-access = 权限
before-access-text = 每个集群的管理员不需要更多权限。对于其他人，文件夹 `access` 中每个集群有一个文件，含有这些步骤以及 `meshwright apply`、`verify` 和 `undo` 所需的命名空间和角色，没有多余的动词。由管理员用 `kubectl apply --server-side` 应用一次，并把人员加入组 `{$group}`。安装 Istio 的人会分发权限，而这些角色允许这样做：请只给予您愿意把集群托付给他们的人。
before-clocks = 每个集群的每个节点都有时间同步守护进程：时钟相差一分钟，证书和令牌就会被拒绝
before-shell = Shell
before-shell-text = 请在同一个 shell 中、在此文件夹中执行各步。命令使用几个函数，这些函数本身不作任何更改；附录列出了它们。
before-kubeconfig = kubeconfig 的相对路径从此文件夹开始查找：
before-script = 或者让脚本完成全部工作：
before-certificates = 证书
before-certificates-text = 每个主集群用同一根证书下的中间 CA 签名。其密钥和证书保存在 `~/.meshwright/{$mesh}/certificates`，在此文件夹之外，因此此文件夹可以共享。变量 `MESHWRIGHT_CERTIFICATES` 可以指定别的位置。
before-certificates-made = 下面的步骤制作缺少的内容。`meshwright ca issue topology.yaml` 一次制作所有集群缺少的证书，只询问一次根证书密钥的口令；`meshwright render --with-certs` 已随此文件夹制作全部证书。最后一个证书做好之后，请从本机取走 `root/root-key.pem`：没有集群需要它。
before-certificates-given = 如果在第一步之前那里已有您自己的 CA 的证书，就使用它们：每个主集群一个同名文件夹，含有 `ca-cert.pem`、`ca-key.pem`、`root-cert.pem` 和 `cert-chain.pem`。`meshwright ca request topology.yaml` 制作密钥和提交给这样的 CA 的请求，`meshwright ca import` 整理其答复，`meshwright ca check topology.yaml` 指出 istiod 会拒绝什么。
before-ports = 开放端口

ports-title = 网格 {$mesh} 需要开放的端口
ports-lead = 网格各处之间必须能通过的全部流量。过程中才得知的地址没有列出；`ranges.csv` 含有每个集群的地址段。
ports-source = 来源
ports-target = 目标
ports-port = 端口
ports-purpose = 用途
ports-any = 工作负载的任意 TCP 端口
ports-optional = {$purpose}；可选
ports-inside-title = 集群内部
ports-inside-lead = 留在每个集群内部或从那里发起的流量。多数防火墙看不到它们，但网络策略能看到。

# 步骤。
steps-title = 步骤
steps-lead = 每一步的每条命令都指明其集群。一步完成之后再继续下一步。
steps-lead-large = 每种步骤的第一步说明其原因、何时完成、如何检查以及如何撤销；其后的同类步骤与之相同。`teardown.sh` 含有撤销每一步的命令。
steps-expected = 完成的标志：
steps-check = 检查：
steps-undo = 撤销：
steps-openssl = 或只用 openssl，用于密钥不受口令保护的根证书：

# 验证。
verification-title = 您应当看到的
verification-lead = 最后几步从每个集群请求其他每个集群的服务器。以下是 istiod 将发给调用方的内容。
verification-ambient = 对于 Ambient 调用方，`istioctl ztunnel-config` 会显示：网关后面一个服务的所有 Pod 由一个条目代表。没有在两边都带标签 `istio.io/global` 的 Service 只留在本集群。
verification-pairs = 从行所示的集群，可以到达列所示集群中的服务器：
verification-from-to = 从，到
verification-lists = 以下命令显示每个集群都提供的 `helloworld.sample` 的列表：
verification-by-network = 同一网络的集群以相同方式被调用，因此此表按网络列出。
verification-from = 从
verification-endpoint = 端点
verification-is = 含义
verification-from-network = 从网络
verification-to-network = 到网络
verification-way = 方式
verification-endpoints = 端点
verification-none = 只有一个集群，因此没有可到达的集群。
verification-file = `verify/expected-endpoints.csv` 为程序提供相同内容，针对每个集群的服务器的 Service：调用方（网络；单个调用方写作 `network/cluster`；其余全部写作 `!network`）、被调用的集群、其 Service、方式和端点（地址段中的 Pod 写作 `range:port`；地址未知时写作 `pods(cluster):port` 或 `gateway(cluster):port`）。
predict-same = 本集群
predict-direct = Pod 到 Pod
predict-gateway = 经 {$clusters} 的网关
predict-broken = 不可达
predict-other-networks = {$network} 以外的每个网络
predict-pods-of = `{$cluster}` 的 Pod 的端口 {$port}
predict-pods-in = {$range} 中 Pod 的端口 {$port}
predict-address-of = `{$cluster}` 的网关地址的端口 {$port}

# 看到的与预期不同时：看到什么，意味着什么，如何修正。
trouble-title = 如果看到的与此不同
trouble-lead = 请查找您所看到的、与预测列表不同的内容。每一步都可以再次运行。重启 istiod 之前，请确认它所监视的每个 API server 都有响应：在收到全部响应之前，或在半分钟之内，它不服务任何代理。
trouble-lead-alike = 许多网络、istiod 或从集群情况相同时，这里以其中一个代表全部。
trouble-seen = 您看到
trouble-meaning = 意味着
trouble-mending = 如何修正
trouble-steps = { $count ->
    [0] 其步骤
   *[other] 步骤 {$steps}
}
trouble-called = `{$cluster}` 的端点
trouble-called-network = 网络 `{$network}` 的端点，这里以 `{$cluster}` 的端点为例
trouble-predicted = 对其他网络中调用方的预测：{$endpoints}。
trouble-pods = `{$cluster}` 的 Pod 地址
trouble-pods-in = {$ranges} 中的地址
trouble-raw = {$seen}
    .means = 调用方的 istiod 不知道网络 `{$network}` 的网关：其 Service 没有地址，或没有标签 `{$label}`。
    .mend = `{$look}` 显示两者。请再次运行{$steps}。
trouble-raw-told = {$seen}
    .means = 没有把网络 `{$network}` 的网关告知 `{$istiod}` 的 istiod。
    .mend = `{$config}` 在 `meshNetworks` 之下含有它。请再次运行{$steps}。
trouble-raw-nodes = {$seen}
    .means = `{$cluster}` 的节点都没有 ExternalIP，而 istiod 对节点端口只采用这种地址。
    .mend = `{$nodes}` 显示它们。请把节点的地址写入 `eastWestGateway.addresses`，并重新生成。
trouble-raw-host = {$seen}，过一段时间或从一开始
    .means = `{$host}` 在 istiod 查询之处无法解析：它查询 DNS，而不是 `hosts` 文件。
    .mend = `{$resolve}`。请修正 DNS 记录；istiod 会自行再次查询。
trouble-raw-host-learned = {$seen}，尽管 Service 有主机名
    .means = 该名称在 istiod 查询之处无法解析：它查询 DNS，而不是 `hosts` 文件。
    .mend = `{$look}` 显示该名称。请用 `nslookup` 查询；istiod 会自行再次查询。
trouble-raw-host-ignored = {$seen}，尽管 Service 有主机名
    .means = Istio {$version} 的 istiod 忽略网关的主机名。
    .mend = `{$look}` 显示它。请给负载均衡器分配 IP 地址，写入 `eastWestGateway.addresses`，并重新生成。
trouble-address-learned = 不是 `{$cluster}` 的网关的地址
    .means = 网关的 Service 被重新创建，或其负载均衡器有变，而列表是旧的。
    .mend = `{$look}` 显示该地址。请按下文重启调用方的 istiod；并修正防火墙和 DNS。
trouble-address-known = 不是 {$addresses}
    .means = `{$cluster}` 的网关得到了与拓扑所写不同的地址，或列表是旧的。
    .mend = `{$look}` 显示该地址。请修正 `eastWestGateway.addresses` 并重新生成，或按下文重启调用方的 istiod。
trouble-timeout = 列表与预测一致，但请求超时或被重置
    .means = 途中端口 {$port} 没有开放，或 `{$cluster}` 的网关没有就绪的 Pod：其地址仍留在列表中。
    .mend = `{$pods}`；从 `{$caller}` 尝试 `{$probe}`。`ports.md` 列出必须开放的端口。
trouble-timeout-learned = 列表与预测一致，但请求超时或被重置
    .means = 途中端口 {$port} 没有开放，或 `{$cluster}` 的网关没有就绪的 Pod：其地址仍留在列表中。
    .mend = `{$pods}`。`ports.md` 列出必须开放的端口。
trouble-without-sidecar = 没有 `{$cluster}` 的端点，无论从哪里请求
    .means = 其 Pod 没有 Sidecar：在网络之间，只列出使用 Istio 双向 TLS 的端点。
    .mend = `{$pods}` 应显示每个 Pod 有 2 个容器。否则：`{$restart}`。
trouble-ambient-gateway = 没有 `{$cluster}` 的端点
    .means = 其网关没有地址：没有网关时，ztunnel 收不到其他网络的任何内容。
    .mend = `{$programmed}` 必须显示 `True`。请再次运行{$steps}。
trouble-ambient-local = 没有 `{$cluster}` 的端点，尽管其网关已就绪
    .means = 在那里或在调用方的集群中，Service 缺少标签 `istio.io/global: "true"`。
    .mend = `{$shared}`。请再次运行{$steps}。
trouble-ambient-timeout = 列表与预测一致，但请求超时
    .means = 途中 `{$cluster}` 的网关的端口 {$port} 没有开放。
    .mend = `{$programmed}` 显示该地址。`ports.md` 列出必须开放的端口。
trouble-ambient-plain = `{$cluster}` 的工作负载的协议是 `TCP`，而不是 `HBONE`
    .means = 这些 Pod 不在网格中：其命名空间缺少标签 `istio.io/dataplane-mode`，或其节点没有节点代理。
    .mend = `{$namespace}`。请再次运行{$steps}。
trouble-direct-timeout = `{$network}` 中的调用方应当看到的 Pod 地址，但请求超时
    .means = 那里一个集群的 Pod 到不了另一个集群的 Pod：缺少路由，或被防火墙阻挡。
    .mend = 从 `{$caller}` 尝试 `{$probe}`。`ranges.csv` 含有 Pod 的地址段；`ports.md` 列出必须开放的端口。
trouble-direct-gateway = 对 `{$network}` 自身的调用方显示的是网关
    .means = `{$cluster}` 或调用方的 Pod 声称自己在另一个网络中。
    .mend = `{$pods}` 必须显示 `{$network}`。请再次运行{$steps}，然后 `{$restart}`。
trouble-service = 对您自己的服务（例如 `{$service}`）没有 `{$cluster}` 的端点
    .means = 那里缺少该 Service，或其端口的名称不是 `{$port}`。
    .mend = `{$look}`。请在每个集群中使用相同的端口名称。
trouble-istiod = 来自 `{$cluster}` 的 istiod 的列表
trouble-secret = 没有某个集群的端点，且 `{$status}` 没有列出它
    .means = 其远程 Secret 缺失，缺少标签 `istio/multiCluster: "true"`，或写着另一个集群的名称。
    .mend = `{$secrets}`。请再次运行其步骤；对于 `{$other}`：{$steps}。
trouble-secret-untold = 没有某个集群的端点
    .means = 其远程 Secret 缺失，或 istiod 访问不到其中指定的 API server。
    .mend = `{$secrets}`。请再次运行其步骤；对于 `{$other}`：{$steps}。
trouble-unsynced = 没有某个集群的端点，且 `{$status}` 显示 `syncing` 或 `timeout`
    .means = istiod 访问不到其远程 Secret 中的 API server，或在那里被拒绝。
    .mend = 如果别人访问它要用别的地址，请修正 `apiServer.url` 并重新生成。请再次运行其步骤；对于 `{$other}`：{$steps}。
trouble-synced = 没有某个集群的端点，且 `{$status}` 显示 `synced`
    .means = 其远程 Secret 被替换过：此版本随后会忘记该集群的端点。
    .mend = `{$restart}`
trouble-stale = 已不属于任何网关的地址
    .means = 对于失去地址的 Service，istiod 保留其最后的地址。
    .mend = `{$restart}`
trouble-root = 列表与预测一致，但请求以 `CERTIFICATE_VERIFY_FAILED` 告终
    .means = `{$cluster}` 和另一个集群在不同的根证书下签名，或 Pod 仍使用旧根证书下的证书。
    .mend = `{$root}` 在每个集群中必须显示相同的根证书。请再次运行{$steps}，然后 `{$restart}` 和 `{$workloads}`。
trouble-remote = `{$cluster}` 的 Pod，其 istiod 在 `{$primary}` 中
trouble-refused = 没有 Pod，或 Pod 停留在 `ContainerCreating`；`{$events}` 提到 webhook、`x509` 或 `istio-ca-root-cert`
    .means = `{$cluster}` 的 webhook 没有 CA，或其命名空间没有根证书：`{$primary}` 的 istiod 没有管理 `{$cluster}`。它只在启动时或得知该集群时查看这一点。
    .mend = `{$restart}`，然后 `{$again}`：Kubernetes 自己要几分钟之后才会重试。
trouble-unready = Pod 始终不就绪
    .means = 其代理访问不到 `{$primary}` 的 istiod。
    .mend = `{$service}` 必须让 `{$name}` 通往 {$address}，并且端口 {$discovery} 和 {$injection} 必须开放。请再次运行{$steps}。
trouble-door = `{$address}`
trouble-door-learned = `{$cluster}` 的网关的地址
trouble-door-front = `{$cluster}` 的前置网关的地址
trouble-unknown = Pod 始终不就绪；istiod 说 `client claims to be in cluster "{$cluster}"`
    .means = `{$primary}` 的 istiod 没有 `{$cluster}` 的远程 Secret，因此无法检查其代理的令牌。
    .mend = 请再次运行{$steps}。

# 移除和附录。
removal-title = 移除
removal-lead = 从集群先于它们所用的主集群移除，凭据先于它们所打开的集群移除。本机上的密钥保留。
removal-by-hand = 手工执行的相同操作：
removal-leftovers = Istio 的自定义资源定义（CRD）保留，因为您自己的配置在其中；其他命名空间中的 ConfigMap `istio-ca-root-cert` 也保留。已注入的 Pod 在重启之前保留其 Sidecar。
appendix-title = 附录
appendix-digest = 由 Meshwright {$version} 根据 SHA-256 为 `{$digest}` 的拓扑生成。
appendix-library = 命令使用的函数（`lib.sh`）：

# 图。
diagram-gateway = 网关
diagram-east-west = 网络之间的 mTLS，15443
diagram-east-west-ambient = 网络之间的隧道，15008
diagram-east-west-mixed = 网络之间：Sidecar 15443，隧道 15008
diagram-no-gateway = 没有网关
diagram-remote-of = {$primary} 的从集群
diagram-config-cluster-of = {$primary} 的配置集群
