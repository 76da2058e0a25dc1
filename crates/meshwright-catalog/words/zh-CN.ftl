# 各版本的隐患：标题、为什么重要、怎么办。术语见 docs/glossary.zh-CN.md。

hazard-kubernetes-api-of-another-cluster = 在 Istio { $affected } 中，Pod 可能被导向另一集群的 Kubernetes API
    .why = 所有被监视集群的 Service `kubernetes` 被当作同一个，因此向本集群 API server 发请求的 Pod 可能到达另一集群的 API server。
    .help = 使用更新的补丁版本，或在网格配置中用 `serviceSettings` 把 `kubernetes.default.svc.cluster.local` 设为仅限本集群

hazard-unreachable-cluster-blocks-istiod = 一个不可达的集群会使 istiod 无法就绪
    .why = { $affected } 的 istiod 无限期等待它监视的每个 API server，因此在其中之一不可用时重启，会使其本集群没有配置。
    .help = 在 istiod 重启之前，确认每个被监视的 API server 都有响应；或使用更新的版本

hazard-gateway-name-ignored = istiod 忽略地址为主机名的网关
    .why = { $affected } 的 istiod 只接受东西向网关的 IP 地址；其他网络的 Pod 于是被直接调用，而这是徒劳的。
    .help = 给网关一个 IP 地址，或让每个主集群使用 Istio 1.13 或更高版本

hazard-gateway-name-not-retried = 不能立即解析的网关主机名会丢失
    .why = { $affected } 的 istiod 不会再次查询，而是下发 Pod 地址，如同没有网关。
    .help = 等到每个网关的名称都能解析再安装下一个 istiod，并在未能解析之处重启 istiod；或使用 Istio 1.18 或更高版本

hazard-token-secret-missing = `create-remote-secret` 在 Kubernetes 1.24 及更高版本上失败
    .why = { $affected } 的 istioctl 查找的令牌 Secret，Kubernetes 已不再为 ServiceAccount 创建。
    .help = 手工创建令牌 Secret 并列入 ServiceAccount 的 `secrets`，或使用 Istio 1.14 或更高版本

hazard-rotation-keeps-old-client = 更新远程 Secret 后，旧的客户端仍在运行
    .why = { $affected } 的 istiod 在新凭据之外继续使用旧凭据，即使该 Secret 已被删除。
    .help = 更新或删除远程 Secret 之后重启 istiod，或使用更新的版本

hazard-rotation-leaks-memory = 每次更新远程 Secret，istiod 占用的内存都会增长
    .why = 集群的远程 Secret 更新或删除之后，{ $affected } 的 istiod 仍保留它所知的该集群的内容。
    .help = 更新远程 Secret 之后重启 istiod，或使用更新的版本

hazard-stale-service-addresses = Sidecar 可能用已删除的 Service 的地址应答
    .why = 在 Istio { $affected } 中，在一个集群中删除的 Service，只要另一集群还有，就保留其在那里的地址，Sidecar 的 DNS 代理会给出它。
    .help = 使用更新的补丁版本，或在只从一个集群中删除 Service 之后重启 istiod

hazard-remote-revision-service-missing = 带修订版本的从集群无法访问 istiod
    .why = 在 Istio { $affected } 中，从集群的 webhook 查找以修订版本结尾的 Service，而安装创建的 Service 不带它，因此每个要注入的 Pod 都被拒绝。
    .help = 省略修订版本，或使用 Istio 1.20.4 或更高版本

hazard-mesh-config-missed = istiod 可能在没有网格配置的情况下启动
    .why = { $affected } 的 istiod 可能不用其 ConfigMap 而用默认值，于是签发的证书属于与网格不同的信任域。
    .help = 使用更新的补丁版本

hazard-remote-leader-kept = 另一集群的 istiod 可能一直保有领导权
    .why = 在 Istio { $affected } 中，集群自己的 istiod 不会接管另一集群的 istiod 承担的职责。
    .help = 让在该集群中领导的每个控制平面使用更新的补丁版本

hazard-secrets-of-every-namespace = istiod 采用每个命名空间中的远程 Secret
    .why = 在 istiod 为 { $affected } 的集群中，能在任一命名空间写 Secret 的人就能向网格添加集群。
    .help = 使用更新的补丁版本

hazard-older-peer-crashes-istiod = istiod 监视较旧版本的集群时会崩溃
    .why = { $affected } 的 istiod 读取每个被监视集群的网格配置，在较旧版本的读取角色不允许之处崩溃。
    .help = 使用 1.29.1 或更高版本，或先把其他集群升级到 1.29

hazard-rotation-crashes-istiod = 更新远程 Secret 时 istiod 会崩溃
    .why = { $affected } 的 istiod 会两次关闭该集群的客户端；它会自行重新启动，在此期间不服务代理。
    .help = 使用更新的补丁版本，或先删除该 Secret 再应用新的

hazard-rotation-loses-gateway = 更新远程 Secret 可能丢失该集群的网关
    .why = 集群的远程 Secret 更换之后，{ $affected } 的 istiod 在重启之前不再得知其网关和 Service 的变化。
    .help = 更新远程 Secret 之后重启 istiod，或先删除该 Secret 再应用新的

hazard-cluster-store-deadlock = 添加集群时 istiod 可能停滞
    .why = 在首次读取一个集群的同时添加另一个，{ $affected } 的 istiod 可能等待自己；此后它不再得知其他集群的任何变化。
    .help = 使用更新的补丁版本，或在 `istioctl remote-clusters` 不结束之处重启 istiod

hazard-ambient-bad-secret-stays = 在 Ambient 网格中，错误的远程 Secret 会一直错下去
    .why = 对起初无法读取的集群，即使其 Secret 已改正，{ $affected } 的 istiod 也不会恢复。
    .help = 改正远程 Secret 之后重启 istiod，或使用更新的版本

hazard-ambient-rotation-leaks-memory = Ambient 网格每次更新远程 Secret，istiod 的内存都会增长
    .why = 集群的远程 Secret 更新或删除之后，{ $affected } 的 istiod 仍保留 Ambient 数据平面所需的该集群的部分内容。
    .help = 更新远程 Secret 之后重启 istiod

hazard-ambient-registry-unstable = 多集群的 Ambient 网格有时得到错误的配置
    .why = 在 Istio { $affected } 中，被监视集群的列表会同时被几处更改。
    .help = 使用更新的补丁版本

hazard-ambient-scope-ignored = waypoint 会到达非全局的 Service
    .why = 在 Istio { $affected } 中，对于没有标签 `istio.io/global` 的 Service，waypoint 也会收到其他集群的端点。
    .help = 使用更新的补丁版本

hazard-ambient-gateway-denies = Service 有 L7 策略时，Ambient 网关会拒绝调用方
    .why = 在 Istio { $affected } 中，东西向网关对有 AuthorizationPolicy 的 Service 应用空策略，拒绝另一网络的 waypoint 已放行的请求。
    .help = 使用更新的版本

hazard-ambient-waypoint-of-one-network = waypoint 到不了同一网络的其他集群
    .why = 在 Istio { $affected } 中，除非中间有东西向网关，waypoint 不向另一集群发送任何请求。
    .help = 给每个集群各自的网络，或使用 Istio 1.30 或更高版本

hazard-remote-revision-tags-ignored = 修订版本标签在 Istio { $affected } 的从集群中不起作用
    .why = 用 `revisionTags` 安装的从集群得不到对应标签的 webhook，因此用标签标记的命名空间没有 Sidecar。
    .help = 用修订版本本身标记命名空间，或使用更新的补丁版本

hazard-remote-endpoint-slice-ignored = 有些 API server 忽略从集群的 `istiod` 的 EndpointSlice
    .why = 从 1.28 起，从集群通过没有 Endpoints 对象的 EndpointSlice 访问 istiod；有些云的 API server 在调用 webhook 时查找 Endpoints，并拒绝每个要注入的 Pod。
    .help = 在迁移工作负载之前试用从集群的注入 webhook；如果失败，添加地址相同的 Endpoints 对象 `istiod`

hazard-ambient-trust-domain-fails = 更改信任域后，Ambient 集群互相拒绝
    .why = 在 Istio { $affected } 中，另一集群的对端身份按错误的信任域检查。
    .help = 保留信任域 `cluster.local`，或使用 1.28.1 或更高版本

hazard-trust-domain-of-older-remotes = 读取角色较旧的从集群按错误的信任域检查
    .why = { $affected } 的 istiod 读取从集群的 ConfigMap 中的信任域；如果从集群的角色不允许，它会假定一个与工作负载不同的信任域。
    .help = 让主集群使用 1.29.2 或更高版本，或用主集群的版本重新安装从集群

hazard-ambient-memory-leak = 在多集群的 Ambient 网格中，istiod 占用的内存会增长
    .why = 在 Istio { $affected } 中，从集群的状态被替换之后仍然保留，更新远程 Secret 时尤甚。
    .help = 观察 istiod 的内存，并设置会使它重启的上限

hazard-remote-trust-domain-assumed = 从集群的信任域可能被当作 `cluster.local`
    .why = 从 1.29 起，istiod 从集群的 ConfigMap `istio` 读取其信任域，而从集群没有它；调用方于是可能拒绝从集群的工作负载，因为其证书带有主集群的信任域。
    .help = 在迁移工作负载之前向从集群试发一个请求，或保留信任域 `cluster.local`

hazard-rotation-deadlock = 更新后的远程 Secret 可能不被采用
    .why = 在 Istio { $affected } 中，更换远程 Secret 时 istiod 可能等待自己；它于是保留所知的该集群的内容，直到重启。
    .help = 使用更新的补丁版本，或在更新远程 Secret 之后重启 istiod

hazard-rotation-wipes-endpoints = 更新远程 Secret 会丢失该集群的端点
    .why = 在 Istio { $affected } 中，集群的远程 Secret 更换之后，istiod 丢弃其端点，却仍显示该集群为 `synced`，直到重启。
    .help = 更新远程 Secret 之后重启 istiod，或先删除该 Secret 再应用新的

hazard-node-port-gateway-dropped = 网络改变时，NodePort 网关会被遗忘
    .why = 在 Istio { $affected } 中，更改命名空间的网络标签或 `meshNetworks`，会使 istiod 忘记网关的节点地址，直到其 Service 或某个节点改变。
    .help = 更改有 NodePort 网关的集群的网络之后，重启 istiod

# 端口的用途。

port-443 = Kubernetes API，Service istiod 的 webhook
port-6443 = Kubernetes API
port-15008 = Ambient 数据平面的隧道（HBONE，mTLS）
port-15010 = 来自 istiod 的配置和证书，不带 TLS
port-15012 = 来自 istiod 的配置和证书（TLS）
port-15014 = istiod 的指标
port-15017 = istiod 的 webhook：注入和校验（HTTPS）
port-15020 = 代理的指标和探测
port-15021 = 代理的就绪状态，供负载均衡器查询
port-15090 = Envoy 的指标
port-15443 = 网络之间的流量（mTLS，按 SNI 路由）
