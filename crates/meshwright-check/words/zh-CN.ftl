# 规则所说，按代码排序。术语见 docs/glossary.zh-CN.md。
# 每条消息是标题；.label 标在所在位置，.why 给出原因，.help 给出修复办法，
# .fix 是一处修改的标题。其他属性是相关位置的注释。

AMB102 = `{ $cluster }` 是从集群，而 Ambient 模式没有从集群
    .label = Ambient 模式中的从集群
    .why = Istio { $version } 的 Ambient 东西向网关不暴露 istiod，因此 `{ $cluster }` 的 ztunnel 永远得不到证书，其 Pod 会失去网络。
    .help = 把 `{ $cluster }` 改为主集群，或让网格使用 `dataPlane: sidecar`
    .fix = 把 `{ $cluster }` 改为主集群

AMB103 = 几个 Ambient 集群共用网络 `{ $network }`
    .label = { $clusters } 的网络
    .why = Istio 只测试每个集群一个网络的 Ambient 网格；在同一网络中，{ $clusters } 的 waypoint 可能被绕过。
    .help = 给 { $clusters } 各自一个网络和一个东西向网关

AMB104 = `{ $cluster }` 是 Ambient，而 `{ $other }` 使用 Sidecar
    .label = 与其他集群不同
    .why = Sidecar 使用 mTLS，ztunnel 使用 HBONE。在同一网络中，istiod 让两者退回到对方能懂的方式，但 Istio 仍有两者之间的请求以状态 503 失败的已知问题。
    .help = 整个网格使用同一个 `dataPlane`，例如在 `{ $cluster }` 中用 `sidecar`；或在依赖之前试遍 `{ $cluster }` 与 `{ $other }` 之间的每条通路
    .fix = 在 `{ $cluster }` 中使用 Sidecar

AMB104-apart = `{ $cluster }` 是 Ambient，异网的 `{ $other }` 用 Sidecar
    .label = 没有网关能同时服务两者
    .why = 另一网络的 `{ $other }` 使用 Sidecar：它们把 mTLS 发往端口 15443，ztunnel 把 HBONE 发往 15008。istiod 不会把 Ambient Pod 列入其他网络的 Sidecar 的端点列表，而隧道网关之后也没有使用 Sidecar 的 Pod 能懂的内容，因此 `{ $cluster }` 与 `{ $other }` 之间没有请求能通过。
    .help = 让两者使用同一个 `dataPlane`，例如在 `{ $cluster }` 中用 `sidecar`；或把它们放在同一网络，或分成两个网格
    .fix = 在 `{ $cluster }` 中使用 Sidecar

AMB105 = Istio { $version } 没有跨集群的 Ambient 模式
    .label = Ambient 需要 { $first } 或更高版本
    .why = { $version } 的 istiod 不支持供 ztunnel 使用的网关，因此 `{ $cluster }` 的 Ambient Pod 到不了其他集群。
    .help = 使用 Istio { $newest }；{ $first } 是第一个支持它的版本
    .ambient = 要求 Ambient
    .fix = 使用 { $newest }

AMB105-single = 从 Istio { $first } 起才能计划 Ambient 模式
    .label = Ambient 需要 { $first } 或更高版本
    .why = Istio { $version } 在单个集群中有 Ambient 模式，但其计划使用 { $first } 才有的网关和值。
    .help = 在 `{ $cluster }` 中使用 Istio { $newest }
    .ambient = 要求 Ambient
    .fix = 使用 { $newest }

AMB106-alpha = Istio { $version } 称跨网络的 Ambient 模式为 alpha
    .label = alpha
    .why = alpha 意味着它可能不经通知就改变或消失。在 { $version } 中，waypoint、故障转移和远程 Secret 的轮换有已知缺陷，后来的版本才修复。
    .help = 使用 Istio { $newest }；Istio 从 { $beta } 起称之为 beta
    .fix = 使用 { $newest }

AMB106-beta = Istio { $version } 称跨网络的 Ambient 模式为 beta
    .label = beta
    .why = beta 意味着经过测试并将保留，但有限制。只有带标签 `istio.io/global=true` 的服务才会共享，而且 waypoint 在每个集群中必须相同。
    .help = 在依赖之前，试一试您需要的通路和故障转移；{ $newest } 的修复最多

AMB107 = 没有外部控制平面能服务 Ambient 集群
    .label = 要求 Ambient
    .why = Istio 既没有记载也没有测试外部 istiod 之下的 Ambient 模式：{ $clusters } 的 ztunnel 永远得不到 `{ $cluster }` 的证书，其 Pod 会失去网络。
    .help = 让 { $clusters } 使用 `dataPlane: sidecar`，或把它们改为主集群
    .external = 运行外部 istiod
    .fix = 使用 Sidecar

AMB108 = `{ $cluster }` 的 Ambient 网关需要负载均衡器
    .label = `{ $exposure }` 只用于 Sidecar
    .why = Ambient 网关的 Service 由 istiod 自己创建，对端从 Gateway 的状态得知其地址。使用 `{ $exposure }` 时，该状态中没有它们能在 15008 上到达的地址。
    .help = 把 `{ $cluster }` 设为 `exposure: load-balancer`，没有云时用 MetalLB；固定地址写入 `addresses`
    .fix = 用负载均衡器暴露它

AMB109 = `{ $cluster }` 的 Ambient 网关没有端口 { $port }
    .label = Ambient 网关监听 15008
    .why = 类别 `istio-east-west` 在 15008 上有 HBONE 的监听器，其他网络的 ztunnel 连接该端口。
    .help = 从 `{ $cluster }` 的网关中删除 `port`，并对它开放 15008
    .fix = 删除它

AMB110 = `{ $cluster }` 的网格配置忽略标签 `istio.io/global`
    .label = 此列表取代了 profile 的列表
    .why = 网格配置中的列表不会合并。缺少 profile `ambient` 的条目时，带标签 `istio.io/global` 的 Service 只留在本集群。
    .help = 在 `{ $cluster }` 的列表中添加一个作用域为 `GLOBAL` 的条目，用于带 `istio.io/global` 的 Service
    .fix = 添加该条目

AMB111 = `{ $cluster }` 的 profile `{ $profile }` 没有 Ambient 模式
    .label = 带来 Sidecar
    .why = Ambient 集群需要 CNI 节点代理、ztunnel 和服务它们的 istiod。计划用 profile `ambient` 安装 `{ $cluster }`，因此 `{ $profile }` 不起作用。
    .help = 对 `{ $cluster }` 使用 profile `ambient`，并在 `values` 中设置您需要的 `{ $profile }` 的内容
    .fix = 使用 profile `ambient`

API101 = `{ $cluster }` 的 API server 使用回环地址
    .label = 对每个读取者来说都是另一台机器
    .why = `{ $url }` 会写入 `{ $cluster }` 的远程 Secret。{ $watchers } 的 istiod 于是在 `{ $host }` 调用自己的 Pod，得到 "connection refused"，不会下发 `{ $cluster }` 的任何端点。
    .help = 把 `{ $cluster }` 的 `apiServer.url` 设为 { $watchers } 能访问的地址：控制平面节点或负载均衡器的地址，加上其 API server 的端口（多数为 6443）
    .fix = 如果 kubeconfig 上下文 `{ $context }` 中的地址不在本机，就使用它
    .fix-container = 使用节点的容器或机器的地址

API102 = { $count } 个 istiod 无法访问 `{ $cluster }` 的 API server
    .label = 没有包括 { $watchers }
    .why = { $watchers } 的 istiod 通过 API server 监视 `{ $cluster }`。无法访问时，它在 "failed to list *v1.Service" 之后记录超时，晚 30 秒就绪，并且不下发 `{ $cluster }` 的任何端点。
    .help = 让 { $networks } 能访问 `{ $cluster }` 的 API server（对等连接、VPN、允许列表），并把 { $networks } 加入 `apiServer.reachableFrom`
    .watcher = 监视 `{ $cluster }`
    .fix = 把 { $networks } 加入 `reachableFrom`

API103 = `{ $cluster }` 和 `{ $other }` 的 API server URL 相同
    .label = 已是 `{ $other }` 的 URL
    .why = 两者的远程 Secret 会通往同一个 API server：istiod 用两个名称列出同一集群的 Pod，而另一个集群的 Pod 完全没有。
    .help = 把 `{ $cluster }` 的 `apiServer.url` 设为它自己的 API server 的地址，或省略它以采用 kubeconfig 上下文 `{ $context }` 中的地址
    .other = 相同的 URL
    .fix = 采用 kubeconfig 上下文 `{ $context }` 中的地址

API105 = `{ $cluster }` 运行在 { $provider } 上，没有 `apiServer.url`
    .label = 其 kubeconfig 中是 127.0.0.1
    .why = `{ $provider }` 写出的 kubeconfig 含有回环地址。它会写入远程 Secret，于是 { $watchers } 的 istiod 会调用自己的 Pod。
    .help = 把 `{ $cluster }` 的 `apiServer.url` 设为 { $watchers } 能访问的地址：kind 为 `https://`、控制平面容器的名称和 `:6443`；k3s 为节点的地址
    .fix = 使用节点的容器或机器的地址

DNS101 = `{ $service }` 在网格的 { $count } 个集群中没有名称
    .label = 不在 { $clusters } 中
    .why = { $clusters } 的 DNS 在 `{ $namespace }` 中没有 Service `{ $service }`，因此尽管 istiod 下发了端点，那里的调用方仍得到 "could not resolve host"。
    .help = 设置 `mesh.dns.capture: true`，由 Sidecar 应答；或在 { $clusters } 中创建命名空间 `{ $namespace }` 和没有 Pod 的 Service `{ $service }`
    .fix = 让 Sidecar 应答其他集群的 Service 的 DNS 查询

DNS102 = `{ $cluster }` 的集群域名是 `{ $domain }`
    .label = `{ $other }` 的是 `{ $usual }`
    .why = `{ $cluster }` 的 Service 在那里与在 `{ $other }` 中的主机名不同，因此 istiod 不会合并其端点，一方的名称在另一方也无法解析。
    .help = 如果 `{ $cluster }` 实际上就是这个域名，设置 `clusterDomain: { $usual }`；使用别的域名的集群必须重新创建
    .usual = 通常的域名
    .fix = 写 `{ $usual }`

DOC101 = 没有可允许的内容：`{ $at }` 处没有 `{ $code }`
    .label = 不匹配任何检查结果
    .why = 该检查结果已消失或在别处。遗留的允许项会掩盖下一个检查结果。
    .help = 删除对 `{ $code }` 的允许，或修正 `code` 和 `at`
    .fix = 删除该允许项

DOC102 = 对 `{ $code }` 的允许已于 { $until } 结束
    .label = 已经过去
    .why = 从次日起，该检查结果重新生效。
    .help = 修复 `{ $at }` 处的检查结果，或推迟 `until`
    .fix = 删除该允许项

DOC103 = `{ $code }` 不能被允许
    .label = 不能选择
    .why = 它表示有内容无法读取，或没有相应的计划；允许它就会得到有缺口的计划。
    .help = 修复该检查结果，并删除对 `{ $code }` 的允许
    .fix = 删除该允许项

GWY101 = 网络 `{ $network }` 没有东西向网关
    .label = { $clusters } 在其中
    .why = istiod 不知道进入 `{ $network }` 的通路，于是把 { $clusters } 的原始 Pod 地址发给其他网络的代理，它们的请求会超时。
    .help = 在 `{ $cluster }` 中添加 `eastWestGateway: {"{}"}`，或把 { $clusters } 移到另一个网络
    .fix = 给 `{ $cluster }` 一个东西向网关

GWY102 = `{ $cluster }` 的网关永远得不到地址
    .label = 等待负载均衡器
    .why = 在 `{ $cluster }` 中没有谁分配地址，LoadBalancer 类型的 Service 会停留在 `<pending>`；istiod 于是把其网络当作没有网关的网络。
    .help = 在 `{ $cluster }` 中安装 MetalLB 并设置 `loadBalancer: metallb`，或用其节点的地址设置 `exposure: external-ips`
    .nobody = 不分配地址
    .fix = 在其节点的地址上暴露它
    .fix-metallb = 写明由 MetalLB 分配地址

GWY103 = istiod 可能找不到 `{ $cluster }` 的节点端口的地址
    .label = 没有给出 `addresses`
    .why = 对 NodePort 类型的网关，istiod 只计入有 ExternalIP 的节点，而裸机节点没有。`{ $network }` 于是成为没有网关的网络，其他网络会得到原始 Pod 地址。
    .help = 在 `{ $cluster }` 的 `eastWestGateway.addresses` 中列出对端能在端口 { $port } 上到达的节点地址，或使用 `exposure: external-ips`
    .fix = 采用其 API server 所在节点的地址

GWY104 = `{ $port }` 不是节点端口
    .label = `{ $cluster }` 的网关是 NodePort 类型
    .why = Kubernetes 为 NodePort 类型的 Service 分配 30000 到 32767 的端口，并以 "provided port is not in the valid range" 拒绝 `{ $cluster }` 的网关。
    .help = 把 `{ $cluster }` 的 `eastWestGateway.port` 设为空闲的节点端口，例如 { $proposal }
    .fix = 使用节点端口 { $proposal }

GWY105 = 控制平面 `{ $cluster }` 不能位于节点端口之后
    .label = 从集群 { $remotes } 连接 15012 和 15017
    .why = 代理在 15012 上连接 istiod，API server 在 15017 上调用其 webhook；`remotePilotAddress` 不带端口，而节点端口从 30000 开始。安装 { $remotes } 会以超时告终。
    .help = 用 `{ $cluster }` 的节点地址设置 `exposure: external-ips`，或使用 `load-balancer`
    .fix = 在外部 IP 上暴露它
    .fix-load-balancer = 用负载均衡器暴露它

GWY106 = `{ $cluster }` 有从集群却没有东西向网关
    .label = { $remotes } 的控制平面
    .why = 从集群 { $remotes } 经 `{ $cluster }` 的东西向网关在 15012 和 15017 上访问其 istiod。没有网关，`remotePilotAddress` 就没有地址，也没有证书和注入。
    .help = 在 `{ $cluster }` 中添加 `eastWestGateway: {"{}"}`
    .remote = 需要它
    .fix = 给 `{ $cluster }` 一个东西向网关

GWY107-cluster-ip = `{ $address }` 是 `{ $cluster }` 自己的 ClusterIP
    .label = 在其 Service 地址段 `{ $range }` 中
    .why = ClusterIP 只在本集群内有意义。从别处连接会超时，或到达调用方所在集群的某个 Service。
    .help = 给出对端能到达的地址：负载均衡器或节点的地址；如果地址在执行计划时才得知，省略 `addresses`
    .fix = 在执行计划时得知地址

GWY107-pod-ip = `{ $address }` 是 `{ $cluster }` 自己的 Pod 地址
    .label = 在其 Pod 地址段 `{ $range }` 中
    .why = Pod 的地址在下次重启时就会改变，而且从其他网络无法到达。
    .help = 给出对端能到达的地址：负载均衡器或节点的地址；如果地址在执行计划时才得知，省略 `addresses`
    .fix = 在执行计划时得知地址

GWY107-shared = 两个网关的地址都是 `{ $address }`
    .label = 已是 `{ $other }` 的地址
    .why = 发往 `{ $cluster }` 的 Pod 的请求会在端口 { $port } 上到达 `{ $other }` 的网关，而它会重置发往不认识的 Service 的连接。
    .help = 给 `{ $cluster }` 它自己的网关的地址；如果地址在执行计划时才得知，省略 `addresses`
    .other = 相同的地址和端口
    .fix = 在执行计划时得知地址

GWY108 = `{ $cluster }` 的网关只有一个副本
    .label = 一个 Pod
    .why = 其 Pod 或节点失效或被排空时，在另一个 Pod 就绪之前，外部没有谁能到达网络 `{ $network }`。
    .help = 把 `{ $cluster }` 的网关设为 `replicas: 2` 或更多
    .fix = 运行两个副本

GWY109 = `{ $cluster }` 的网关对互联网开放
    .label = 没有 `sourceRanges`
    .why = 除非另行说明，`{ $provider }` 的负载均衡器是公开的。端口 { $port } 要求网格的证书，但任何人都可以尝试连接。
    .help = 把 `{ $cluster }` 的 `sourceRanges` 设为其对端的出口地址，或给其网关设置 `scope: internal`

GWY110 = `{ $cluster }` 的网关只有一个外部 IP
    .label = 唯一的一个
    .why = `{ $address }` 所在的节点失效时，外部没有谁能到达网络 `{ $network }`。
    .help = 列出 `{ $cluster }` 的两个或更多节点的地址；如果 `{ $address }` 会在节点之间移动，写明理由并允许它

GWY111 = `{ $cluster }` 的网关没有外部 IP
    .label = 需要 `addresses`
    .why = `spec.externalIPs` 为空，因此 istiod 找不到网关的地址，把其网络当作没有网关的网络。
    .help = 在 `eastWestGateway.addresses` 中列出对端能到达的 `{ $cluster }` 的节点地址
    .fix = 采用其 API server 所在节点的地址
    .fix-load-balancer = 用负载均衡器暴露它

GWY112 = 没有流量经过 `{ $cluster }` 的网关
    .label = 不需要
    .why = 所有集群都在网络 `{ $network }` 中，Pod 在那里直接互通，而且 `{ $cluster }` 不服务从集群。
    .help = 从 `{ $cluster }` 中删除 `eastWestGateway`，除非是为今后准备的
    .fix = 删除它

GWY113 = `{ $address }` 不是 IP 地址
    .label = `{ $cluster }` 的外部 IP
    .why = Kubernetes 拒绝 `spec.externalIPs` 中有主机名的 Service。
    .help = 给出 `{ $address }` 所指的 IP 地址
    .fix = 删除它并保留其他的

GWY114 = Istio { $version } 不解析 `{ $cluster }` 的网关
    .label = 主机名
    .why = { $istiods } 的 istiod 只接受网关的 IP 地址。它忽略 `{ $address }`，只在日志中警告，并把该网络的原始 Pod 地址发给其代理。
    .help = 如果 `{ $address }` 所指的 IP 地址是固定的，列出它们；或在 { $istiods } 中使用 Istio 1.13 或更高版本
    .fix = 只保留 IP 地址

GWY114-eks = Istio { $version } 可能不解析 `{ $cluster }` 的网关
    .label = EKS 分配的是主机名
    .why = { $istiods } 的 istiod 只接受网关的 IP 地址，而 EKS 的负载均衡器使用主机名：`{ $cluster }` 的网络会没有网关。
    .help = 给 `{ $cluster }` 的网关配置带 Elastic IP 的网络负载均衡器，并把这些 IP 列入 `eastWestGateway.addresses`；或在 { $istiods } 中使用 Istio 1.13 或更高版本

GWY115 = 没有谁执行 `{ $cluster }` 的来源地址段
    .label = 只有负载均衡器会执行
    .why = Kubernetes 把来源地址段交给负载均衡器。使用 `{ $exposure }` 的网关在端口 { $port } 上对能到达其节点的所有人开放。
    .help = 在 `{ $cluster }` 的节点之前用防火墙关闭端口 { $port }，并删除 `sourceRanges`
    .fix = 删除它们

GWY116 = `{ $cluster }` 的网关收不到客户端发送的原样内容
    .label = 改变了数据流
    .why = 设置 `{ $short }: { $value }` 时，负载均衡器会终止 TLS，或在其前面加入字节。网关按客户端自己的 TLS 中的名称路由，因此会重置每个连接。
    .help = 从 `{ $cluster }` 中删除注解 `{ $annotation }`；其负载均衡器必须原样转发 TCP
    .fix = 删除该注解

GWY117 = `{ $cluster }` 有用于 { $meant } 负载均衡器的注解
    .label = 没有谁读取它
    .why = `{ $cluster }` 的地址来自 { $own }，它会忽略 `{ $annotation }`：所要求的内容（例如内部地址）不会实现。
    .help = 用 { $own } 的注解来说明，或修正 `{ $cluster }` 的 `provider` 和 `loadBalancer`
    .fix = 删除该注解

GWY118 = AWS 可能忽略 `{ $cluster }` 的网关的注解
    .label = 需要 AWS Load Balancer Controller
    .why = 只有 AWS Load Balancer Controller 读取 `{ $short }`，而 `{ $type }: { $value }` 把该 Service 留给云自带的控制器。您要求内部负载均衡器，它却可能是公开的。
    .help = 在创建网关之前，从 `{ $cluster }` 的注解中删除 `{ $type }`：计划会自行请求该控制器。切勿在已有的 Service 上更改它
    .fix = 把该 Service 交给该控制器

GWY119 = Istio { $version } 的 gateway chart 没有外部 IP
    .label = `{ $cluster }` 由 Helm 安装
    .why = { $version } 的 chart `gateway` 没有对应 `spec.externalIPs` 的值，手工补丁会在下次升级时丢失。
    .help = 在 `{ $cluster }` 中使用 Istio { $first } 或更高版本，或用 istioctl 安装它，或用负载均衡器暴露其网关
    .method = 要求 Helm
    .fix = 用 istioctl 安装

GWY120-no-cloud = 没有云为 `{ $cluster }` 创建内部负载均衡器
    .label = 没有谁读取它
    .why = `scope: internal` 要求云的负载均衡器留在云的网络之内。`{ $cluster }` 的网关以别的方式得到地址。
    .help = 从 `{ $cluster }` 中删除 `scope`，并给其网关只有对端能到达的地址
    .fix = 删除它

GWY120-provider = 不知道 `{ $cluster }` 如何得到内部地址
    .label = `{ $provider }` 没有用于此的注解
    .why = 内部负载均衡器用注解来请求，每个云各不相同；对提供商 `{ $provider }` 没有已知的注解，因此负载均衡器可能是公开的。
    .help = 把 `{ $cluster }` 的 `provider` 设为其所在的云，或在 `annotations` 中请求内部地址，并删除 `scope`
    .fix = 删除它

NAM101 = `{ $cluster }` 是 istiod 对无名称集群的称呼
    .label = 默认名称
    .why = 图、指标和 `istioctl remote-clusters` 的表格用 `Kubernetes` 表示每个安装时没有名称的代理；没有人能把这样的代理与此集群的代理区分开。
    .help = 给集群起自己的名称，例如其站点或地域；其 kubeconfig 上下文可以仍为 `{ $context }`

NET101 = `{ $cluster }` 和 `{ $other }` 的 Pod 地址重叠
    .label = `{ $range }` 与 `{ $taken }` 重叠
    .why = 在网络 `{ $network }` 中，Pod 按其地址被调用。发往 `{ $cluster }` 的 Pod 的请求可能到达 `{ $other }` 的 Pod，或哪里都到不了。
    .help = 用另一个 Pod 地址段创建 `{ $cluster }`，例如空闲的 { $proposal }；或把它放入单独的网络，并配置东西向网关
    .other = 与之重叠
    .fix = 在 `{ $cluster }` 中使用 { $proposal }

NET101-no-proposal = `{ $cluster }` 和 `{ $other }` 的 Pod 地址重叠
    .label = `{ $range }` 与 `{ $taken }` 重叠
    .why = 在网络 `{ $network }` 中，Pod 按其地址被调用。发往 `{ $cluster }` 的 Pod 的请求可能到达 `{ $other }` 的 Pod，或哪里都到不了。
    .help = 用另一个 Pod 地址段创建 `{ $cluster }`，或把它放入单独的网络，并配置东西向网关
    .other = 与之重叠

NET102 = `{ $cluster }` 和 `{ $other }` 的 Service 地址重叠
    .label = `{ $range }` 与 `{ $taken }` 重叠
    .why = 在同一网络 `{ $network }` 中，`{ $cluster }` 的一个 ClusterIP 在 `{ $other }` 中是另一个 Service。没有 Sidecar 的 Pod，以及传递 ClusterIP 的程序，会得到错误的那个。
    .help = 用另一个 Service 地址段创建 `{ $cluster }`，例如空闲的 { $proposal }；或绝不使用来自其他集群的 ClusterIP
    .other = 与之重叠
    .fix = 在 `{ $cluster }` 中使用 { $proposal }

NET102-no-proposal = `{ $cluster }` 和 `{ $other }` 的 Service 地址重叠
    .label = `{ $range }` 与 `{ $taken }` 重叠
    .why = 在同一网络 `{ $network }` 中，`{ $cluster }` 的一个 ClusterIP 在 `{ $other }` 中是另一个 Service。没有 Sidecar 的 Pod，以及传递 ClusterIP 的程序，会得到错误的那个。
    .help = 用另一个 Service 地址段创建 `{ $cluster }`，或绝不使用来自其他集群的 ClusterIP
    .other = 与之重叠

NET103 = `{ $from }` 的 Pod 无法到达 `{ $to }` 的 Pod
    .label = 禁止两者之间的一切流量
    .why = 两者都在网络 `{ $network }` 中，因此 istiod 把 `{ $to }` 的 Pod 地址发给 `{ $from }` 的代理，它们的请求会超时。
    .help = 开放两者 Pod 之间的通路并删除此条目，或把 `{ $from }` 和 `{ $to }` 放入各自的网络，并配置东西向网关
    .network = 同一网络
    .fix = 写明通路是开放的

NET104 = 从 `{ $from }` 到 `{ $to }` 的通路已关闭
    .label = 关闭了网格需要的端口 { $ports }
    .why = 端口 15443（或网关自己的端口）承载网络之间的请求；15012 和 15017 是从集群的控制平面，443 或 6443 是发现。ping 仍能通过，TCP 却会挂起。
    .help = 在防火墙中开放从 `{ $from }` 到 `{ $to }` 的端口 { $ports }，并在 `connectivity` 中写明；如果要保持关闭，在 `expect` 中用 `noPath` 写明
    .fix = 在此条目之后允许 { $ports }
    .fix-remove = 写明通路是开放的

NET105-api = 在 `{ $other }` 看来，`{ $cluster }` 的 API server 在本地
    .label = 在 `{ $other }` 的地址段 `{ $range }` 中
    .why = `{ $address }` 位于 `{ $other }` 的 Pod 或 Service 地址段中。那里的 istiod 会在本集群内寻找 `{ $cluster }` 的 API server，并超时。
    .help = 给 `{ $cluster }` 的 API server 使用别的地址，或用不含 { $address } 的地址段创建 `{ $other }`
    .range = 含有 { $address }

NET105-gateway = 在 `{ $other }` 看来，`{ $cluster }` 的网关在本地
    .label = 在 `{ $other }` 的地址段 `{ $range }` 中
    .why = `{ $address }` 位于 `{ $other }` 的 Pod 或 Service 地址段中。其代理会在本集群内寻找 `{ $cluster }` 的网关，并超时。
    .help = 给 `{ $cluster }` 的网关使用别的地址，或用不含 { $address } 的地址段创建 `{ $other }`
    .range = 含有 { $address }

NET106 = 网络 `{ $network }` 中没有集群
    .label = 没有使用
    .why = 它不改变任何内容；也许本应有集群在其中。
    .help = 给属于它的集群设置 `network: { $network }`，或删除它
    .fix = 删除它

NET107 = `{ $key }` 与拓扑矛盾
    .label = 拓扑写的是 `{ $expected }`
    .why = 计划根据拓扑得出 `{ $cluster }` 的这个值，其余一切也出自同一来源。这里写 `{ $written }`，istiod、其网关和从集群就会不一致。
    .help = 删除 `{ $value }`；如果 `{ $written }` 是对的，请改为修改拓扑
    .fix = 删除它

NET107-unset = `{ $key }` 由计划设置
    .label = 设为 `{ $written }`
    .why = 在 `{ $cluster }` 需要之处，计划用执行时得知的地址写入此值；地址一变，手工填写的副本就是错的。
    .help = 删除 `{ $value }`；地址写入 `eastWestGateway.addresses`
    .fix = 删除它

NET108 = `{ $from }` 到不了 `{ $to }`
    .label = 期望能到达
    .why = { $hop }
    .help = 修复 `{ $from }` 与 `{ $to }` 之间的障碍，或去掉该期望
    .hop-place = 通路在此中断

NET108-cluster-local = `{ $from }` 中 `{ $service }` 的调用方从不离开它
    .label = 期望到达 `{ $to }`
    .why = 该服务仅限本集群：istiod 只把本集群的端点发给代理。
    .help = 给 `{ $service }` 设置别的 `traffic`，或去掉该期望
    .service-place = 这使它留在本集群

NET108-direct = `{ $from }` 不经网关到达 `{ $to }`
    .label = 期望经过网关
    .why = 两者在同一网络中，因此 istiod 把 Pod 地址本身发给代理。
    .help = 把 `{ $to }` 放入另一个网络并配置东西向网关，或期望 `via: direct`

NET108-gateway = `{ $from }` 只能经网关到达 `{ $to }`
    .label = 期望 Pod 到 Pod
    .why = 两者在不同网络中，因此 istiod 把网关的地址发给代理。
    .help = 如果两者的 Pod 能互相调用，把它们放入同一网络；或期望 `via: gateway`

NET108-hop-unknown = 两者之间缺少某个环节。

NET108-no-istiod = 失去{ $part }会使其他集群停止
    .label = 期望能承受
    .why = { $harm }。其代理保留旧配置，那里也无法启动 Pod。
    .help = 把 `{ $cluster }` 改为主集群，或在其 `standbyControlPlanes` 中列出另一个主集群

NET108-no-pods = `{ $to }` 没有 `{ $service }` 的 Pod
    .label = 期望从 `{ $from }` 到达
    .why = 调用方只会被导向有该服务的 Pod 的集群。
    .help = 在 `{ $to }` 中运行 `{ $service }` 并列入该服务的 `clusters`，或期望另一个集群
    .service-place = 这些集群有它的 Pod

NET108-path = `{ $from }` 能到达 `{ $to }`
    .label = 期望不能到达
    .why = `connectivity` 中没有阻挡，两者的代理也具备所需的其他一切。
    .help = 关闭从 `{ $from }` 到 `{ $to }` 的通路并在 `connectivity` 中写明，或去掉该期望
    .fix = 在 `connectivity` 中禁止它

NET108-survives = 网格承受不了失去{ $part }
    .label = 期望能承受
    .why = { $harm }。
    .help = 给 `{ $cluster }` 的调用方另一条到达其调用对象的通路，或降低期望

NET110 = `{ $cluster }` 的 Pod 和 Service 地址相同
    .label = `{ $service }` 与 Pod 的 `{ $pod }` 重叠
    .why = kube-proxy 会把 Pod 的地址当作 ClusterIP，从而丢弃或转走发往它的流量。
    .help = 给 `{ $cluster }` 不重叠的地址段
    .pods = Pod 的地址段
    .fix = 使用空闲的 Service 地址段

SEC101 = { $count } 个主集群保存 { $secrets } 个远程 Secret
    .label = 每个主集群监视 { $each } 个集群
    .why = 远程 Secret 能读取其集群的所有 Secret。攻破一个主集群的人就能读取 { $each } 个集群的 Secret，而且每个 istiod 都要在内存中保留所有集群的端点。
    .help = 每个地域只保留少数主集群，把其他集群改为最近的主集群的从集群（`role: remote` 加 `controlPlane`）

SVC101 = `{ $service }` 优先最近的地域，而地域未知
    .label = { $clusters } 没有 `locality`
    .why = 没有地域和可用区时，代理优先本集群；其他集群都同样远，包括相邻的集群。
    .help = 设置 { $clusters } 的 `locality.region`（和 `zone`），并在其节点上加相同的标签
    .nowhere = 没有 `locality`

SVC102 = `{ $service }` 没有可转移之处
    .label = 只在 `{ $cluster }` 中
    .why = `{ $cluster }` 失去 `{ $service }` 的 Pod 时，没有别的集群有它们。
    .help = 在第二个集群中运行 `{ $service }` 并列入 `clusters`，或去掉 `traffic: failover`
    .fix = 去掉 `traffic: failover`

SVC103 = Istio { $version } 无法让 `{ $service }` 就近
    .label = `{ $traffic }` 需要 { $first }
    .why = 用于 `{ $traffic }` 的 DestinationRule 按 `failoverPriority` 排列端点，而 `{ $cluster }` 中的 Istio { $version } 没有该字段。它只按地域和可用区排列，而地域无法区分 `{ $service }` 的各集群。
    .help = 使用 Istio { $first } 或更高版本；或在 `locality` 中给 `{ $service }` 的每个集群各自的地域；或去掉 `traffic: { $traffic }`
    .release = 太旧
    .fix = 去掉 `traffic: { $traffic }`

SVC104 = Istio { $version } 的 waypoint 无法让 `{ $service }` 就近
    .label = { $first } 之前的 Ambient 不作计划
    .why = Ambient 调用方的请求由 waypoint 引导，而 `{ $cluster }` 中 { $version } 的 waypoint 不向其他网络发送任何请求：使用它，`{ $service }` 会失去那里的端点。
    .help = 使用 Istio { $first } 或更高版本，或去掉 `traffic: { $traffic }`
    .release = 太旧
    .fix = 去掉 `traffic: { $traffic }`

TRU101 = { $count } 个主集群会各自制作根证书
    .label = 自签名
    .why = { $clusters } 的代理互不信任对方的证书：跨集群的请求以 CERTIFICATE_VERIFY_FAILED 失败，只有本地的 Pod 应答。
    .help = 设置 `mesh.ca.kind: plugged-in`；计划于是在安装 istiod 之前制作一个根证书，并为 { $clusters } 各制作一个中间 CA
    .fix = 整个网格使用一个根证书

TRU101-own-istiod = { $count } 个集群会各自制作根证书
    .label = 自签名
    .why = Istio { $version } 的从集群有自己的 istiod 为其签名，因此 `{ $cluster }` 属于互不信任的 { $clusters }：跨集群的请求以 CERTIFICATE_VERIFY_FAILED 失败。
    .help = 设置 `mesh.ca.kind: plugged-in`；计划于是在安装 istiod 之前制作一个根证书，并为 { $clusters } 各制作一个中间 CA
    .fix = 整个网格使用一个根证书

TRU102 = `{ $cluster }` 的信任域是 `{ $domain }`
    .label = `{ $other }` 的是 `{ $usual }`
    .why = 工作负载的身份以信任域开头。尽管根证书相同，`{ $other }` 仍拒绝 `{ $cluster }` 的身份，反之亦然。
    .help = 在 `{ $cluster }` 中也使用 `{ $usual }`，或把各自的信任域列入对方网格配置的 `trustDomainAliases`
    .usual = 网格的信任域
    .fix = 使用 `{ $usual }`

TRU103 = 此版本的 Meshwright 尚不能计划 cert-manager
    .label = 要求 istio-csr
    .why = 使用 cert-manager 的证书时，每个集群在 istiod 之前都需要 istio-csr，而且每次安装都要为它使用别的地址。
    .help = 设置 `mesh.ca.kind: plugged-in`，其中间 CA 可以由 cert-manager 签发
    .fix = 使用自备证书（plugged-in）

VER101-tested = Istio { $istio } 在 Kubernetes { $kubernetes } 上有测试，但不受支持
    .label = 支持 { $oldest } 到 { $newest }
    .why = Istio 项目在 `{ $cluster }` 的版本上运行测试，但不修复只在那里出现的问题。
    .help = 把 `{ $cluster }` 升级到 Kubernetes { $oldest } 或更高版本
    .fix = 使用支持所有集群的最新 Istio 版本

VER101-too-new = Kubernetes { $kubernetes } 对 Istio { $istio } 来说太新
    .label = 支持 { $oldest } 到 { $newest }
    .why = Istio { $istio } 从未在 `{ $cluster }` 的版本上运行过；安装可能因 API 有变而失败。
    .help = 使用支持 Kubernetes { $kubernetes } 的 Istio 版本，或在 `{ $cluster }` 中使用 Kubernetes { $newest }
    .fix = 使用支持所有集群的最新 Istio 版本

VER101-too-old = Kubernetes { $kubernetes } 对 Istio { $istio } 来说太旧
    .label = 支持 { $oldest } 到 { $newest }
    .why = Istio { $istio } 使用 `{ $cluster }` 的版本所没有的 API；`istioctl install` 会拒绝它，或中途失败。
    .help = 把 `{ $cluster }` 升级到 Kubernetes { $oldest } 或更高版本，或使用较旧的 Istio 版本
    .fix = 使用支持所有集群的最新 Istio 版本

VER102-primaries = `{ $cluster }` 为 { $version }，`{ $other }` 为 { $wanted }
    .label = 落后不止一个次版本
    .why = 同一网格的主集群所配置的代理会互相通信。升级过程中会相差一个次版本；超出这个范围没有人测试，还出现过奇怪的 503。
    .help = 把 `{ $cluster }` 逐个次版本升级到 { $wanted }，所有主集群先于网关
    .fix = 在 `{ $cluster }` 中使用 { $wanted }

VER102-remote-newer = `{ $cluster }` 比 `{ $other }` 中的 istiod 新
    .label = { $version }，而 istiod 为 { $wanted }
    .why = 代理绝不能比配置它的 istiod 新：它可能得到它拒绝的配置。
    .help = 先升级 `{ $other }`，或在 `{ $cluster }` 中使用 { $wanted }
    .fix = 在 `{ $cluster }` 中使用 { $wanted }

VER102-remote-older = `{ $cluster }` 落后于 `{ $other }` 中的 istiod
    .label = { $version }，而 istiod 为 { $wanted }
    .why = istiod 可以比它所配置的代理新一个次版本，不能更多。
    .help = 把 `{ $cluster }` 升级到 { $wanted }
    .fix = 在 `{ $cluster }` 中使用 { $wanted }

VER103 = Istio { $version } 晚于此版本的 Meshwright
    .label = 已知的最新版本是 { $newest }
    .why = 计划把它当作 { $newest }。此后改变的值和命令在这里是未知的。
    .help = 使用 { $newest }，或更新版本的 Meshwright
    .fix = 使用 { $newest }

VER104 = `{ $cluster }` 给其从集群的是主机名
    .label = 不是 IP 地址
    .why = 从集群 { $remotes } 通过只接受 IP 地址的 Endpoints 对象找到 istiod：Kubernetes 会拒绝含有 `{ $address }` 的对象。
    .help = 给 `{ $cluster }` 的网关固定的 IP 地址（在 EKS 上用带 Elastic IP 的网络负载均衡器），写它们来代替 `{ $address }`；或使用 Istio 1.15 或更高版本

VER104-eks = `{ $cluster }` 的从集群可能得到主机名
    .label = EKS 分配的是主机名
    .why = 从集群 { $remotes } 按地址调用 `{ $cluster }` 的 webhook，因此主机名必须在 istiod 的证书中。负载均衡器的主机名在制作证书之后才得知，计划会停在那里。
    .help = 把您自己的 DNS 名称写为 `{ $cluster }` 的 `istiod.address`；计划会说明它何时必须指向网关

VER104-eks-old = `{ $cluster }` 的从集群可能得到主机名
    .label = EKS 分配的是主机名
    .why = 从集群 { $remotes } 通过只接受 IP 地址的 Endpoints 对象找到 istiod。
    .help = 用注解给 `{ $cluster }` 的网关配置带 Elastic IP 的网络负载均衡器，并把这些 IP 列入 `eastWestGateway.addresses`

VER107 = profile `demo` 仅供试用 Istio
    .label = `{ $cluster }` 的 profile
    .why = 它跟踪每个请求，给 istiod 和网关的内存很少，还安装没有人要求的出口网关。
    .help = 使用 profile `default`，并在 `values` 中设置您需要的 `demo` 的内容
    .fix = 使用 profile `default`

VER108 = 没有谁读取 `{ $cluster }` 的网格配置
    .label = 从集群没有网格配置
    .why = 从集群的代理使用其 istiod 的网格配置，而 istiod 在 `{ $primary }` 中。
    .help = 把它移到 `clusters/{ $primary }/istio/meshConfig` 或 `mesh/istio/meshConfig`
    .fix = 删除它

VER109 = `{ $cluster }` 和 `{ $other }` 的镜像不同
    .label = { $key } { $own }
    .why = 两者写的是同一 Istio 版本。不同构建的代理行为不同，而版本号看不出来。
    .help = 在 `{ $cluster }` 中使用与 `{ $other }` 相同的 `{ $key }`：{ $usual }
    .other = { $key } { $usual }
    .fix = 使用相同的 { $key }

VER110 = `{ $cluster }` 的控制平面本身是从集群
    .label = `{ $other }` 不运行 istiod
    .why = 从集群从 istiod 获取配置和证书，而 `{ $other }` 没有可提供的。
    .help = 把 `{ $cluster }` 的 `controlPlane` 设为主集群，例如 `{ $primary }`，或把 `{ $other }` 改为主集群
    .remote = 从集群
    .fix = 使用 `{ $primary }` 的 istiod

VER110-no-primary = `{ $cluster }` 的控制平面本身是从集群
    .label = `{ $other }` 不运行 istiod
    .why = 从集群从 istiod 获取配置和证书，而此网格中没有 istiod。
    .help = 把 `{ $other }` 改为主集群
    .remote = 从集群
    .fix = 把 `{ $other }` 改为主集群

VER111 = `{ $cluster }` 把自己写成了自己的控制平面
    .label = 从集群没有 istiod
    .why = 从集群从另一个集群的 istiod 获取配置和证书。
    .help = 把 `{ $cluster }` 改为主集群，或在这里写一个主集群
    .fix = 把 `{ $cluster }` 改为主集群

VER112 = 没有集群运行 istiod
    .label = { $count ->
        [1] 唯一的集群是从集群
       *[other] 全部 { $count } 个集群都是从集群
    }
    .why = 没有主集群，就没有谁配置代理或签发其证书。
    .help = 把一个集群改为主集群，例如 `{ $cluster }`，并写入其他集群的 `controlPlane`
    .fix = 把 `{ $cluster }` 改为主集群

VER113 = `{ $cluster }` 的修订版本是 `{ $revision }`，其 istiod 是 `{ $wanted }`
    .label = 与 `{ $primary }` 的不同
    .why = `{ $cluster }` 的 webhook 和代理寻找 istiod `{ $revision }` 的 Service，而 `{ $primary }` 不运行它："service istiod not found"，也没有 Sidecar。
    .help = 给 `{ $cluster }` 设置 `revision: { $wanted }`
    .control-plane = 服务它的 istiod
    .fix = 使用修订版本 `{ $wanted }`

VER114 = 一切都依赖控制平面 `{ $cluster }`
    .label = 唯一的主集群
    .why = `{ $cluster }` 停止期间，{ $remotes } 得不到新的 Pod、证书或端点。流量还能持续数小时，直到证书到期。
    .help = 把 { $remotes } 之一改为第二个主集群，如有别的地域，放在那里

VER115 = 在 { $provider } 上，webhook 可能找不到 `{ $cluster }` 中的 istiod
    .label = 有关于 `{ $provider }` 的报告
    .why = Istio { $version } 的从集群通过没有 Endpoints 对象的 EndpointSlice 访问 istiod。有些云的 API server 查找 Endpoints：`endpoints "istiod" not found`，不会注入任何 Pod。
    .help = 在迁移工作负载之前，先在 `{ $cluster }` 中注入一个 Pod；如果失败，添加地址相同的 Endpoints 对象 `istiod`

VER116 = { $hazard }
    .label = Istio { $version }（见 { $source }）
    .why = { $why }
    .help = { $help }

VER117 = Istio { $version } 早于可以计划的最旧版本 { $oldest }
    .label = 已知的是 { $oldest } 到 { $newest }
    .why = 当时的 profile、值和步骤顺序都不同，而且这种版本的缺陷已多年无人修复。
    .help = 使用 { $oldest } 到 { $newest } 的 Istio 版本
    .fix = 使用 { $newest }

VER118 = { $method ->
    [helm] Helm
   *[sail] Sail
} 从 Istio { $first } 起才能安装{ $model ->
    [primary] 主集群
    [remote] 从集群
    [external] 外部控制平面
   *[ambient] Ambient 集群
}，不支持 { $version }
    .label = 无法安装 `{ $cluster }`
    .why = { $method ->
        [helm] Istio { $version } 的 chart 没有用于此的值，或没有发布。
       *[sail] Sail operator 没有哪个版本能用 Istio { $version } 做到这一点。
    }
    .help = 给 `{ $cluster }` 设置 `installMethod: istioctl`，或使用 Istio { $first } 或更高版本
    .role = 它的角色
    .fix = 用 istioctl 安装
    .fix-version = 使用 Istio { $first }

VER119 = Istio { $version } 没有用 { $method ->
    [helm] Helm
   *[sail] Sail
} 安装{ $model ->
    [primary] 网格的主集群
    [remote] 从集群
   *[external] 外部控制平面
}的指南
    .label = 可行，但没有记载
    .why = 所需的值存在，也能满足计划在 `{ $cluster }` 中的需要；但该版本的指南使用 istioctl。
    .help = 在依赖之前演练 `{ $cluster }` 的安装，或设置 `installMethod: istioctl`

VER120 = Sail { $operator } 不安装 Istio { $version }
    .label = 它有 { $versions }
    .why = operator 拒绝它不带的版本，因此 `{ $cluster }` 会永远等待其 istiod。
    .help = 在 `{ $cluster }` 中使用 Istio { $newest }，即该 operator 所带的最新 { $minor }
    .method = 要求 Sail
    .fix = 使用 { $newest }

VER121 = 外部控制平面 `{ $cluster }` 不服务任何集群
    .label = 没有从集群指定它
    .why = 外部 istiod 从其从集群之一读取配置，没有就无法启动。
    .help = 给它要服务的集群设置 `role: remote` 和 `controlPlane: { $cluster }`，或把 `{ $cluster }` 改为主集群
    .fix = 把 `{ $cluster }` 改为主集群

VER122 = 外部控制平面 `{ $cluster }` 没有配置集群
    .label = 服务 { $remotes }
    .why = `{ $cluster }` 的外部 istiod 从其从集群之一的 API server 读取网关、规则和网格配置，但没有说明是哪一个。
    .help = { $count ->
        [1] 给它唯一的从集群 `{ $remote }` 设置 `config: true`
       *[other] 给 { $remotes } 之一设置 `config: true`：您要在其中编写网格配置的集群
    }
    .remote = 它的从集群
    .fix = 把 `{ $remote }` 设为配置集群

VER123 = `{ $cluster }` 是第二个配置集群
    .label = `{ $other }` 是第一个
    .why = `{ $external }` 的外部 istiod 从一个集群读取配置。写在 `{ $cluster }` 中的内容不会生效。
    .help = 从 `{ $cluster }` 或 `{ $other }` 中删除 `config`
    .first = 第一个
    .fix = 留给 `{ $other }`

VER124 = 没有谁读取 `{ $cluster }` 的配置
    .label = 只用于外部控制平面
    .why = 主集群 `{ $primary }` 从自己的 API server 读取配置，而不是从其从集群。
    .help = 从 `{ $cluster }` 中删除 `config`，并在 `{ $primary }` 中编写配置
    .primary = 其控制平面
    .fix = 删除它

VER125 = Istio { $version } 的外部 istiod 没有配置集群
    .label = 从 { $first } 起才能计划
    .why = { $version } 的外部 istiod 从自己所在的集群 `{ $cluster }` 读取配置，并且只服务一个从集群。计划与此后的每个版本一样，由一个从集群保存配置。
    .help = 在 `{ $cluster }` 及其从集群中使用 Istio { $first } 或更高版本，或把 `{ $cluster }` 改为主集群
    .release = 太旧
    .fix = 使用 Istio { $first }

VER126 = Istio { $version } 需要外部集群 `{ $cluster }` 的主机名
    .label = 没有 `istiod.address`
    .why = 在 { $first } 之前，istiod 的主机名会写入 { $remotes } 的 webhook 和证书，因此必须在安装任何内容之前就已知。
    .help = 把 `{ $cluster }` 的 `istiod.address` 设为您将指向其网关的主机名，并设置 `credentialName`；或使用 Istio { $first } 或更高版本
    .remote = 连接它

VER127 = `{ $cluster }` 有主机名却没有其证书
    .label = 需要 `credentialName`
    .why = 代理和 API server 在 `{ $address }` 调用 istiod，并信任公共证书机构的证书。istiod 自己的证书中没有 `{ $address }`。
    .help = 把 `{ $address }` 的证书放入 `{ $cluster }` 的 TLS Secret，并写入 `istiod.credentialName`

VER127-eks = `{ $cluster }` 可能得到主机名，却没有证书
    .label = EKS 分配的是主机名
    .why = EKS 的负载均衡器使用主机名，而在该主机名上 istiod 自己的证书会被拒绝：代理和 API server 在那里信任公共证书机构的证书。
    .help = 给 `{ $cluster }` 的负载均衡器 Elastic IP，并把其中之一写为 `istiod.address`；或写您自己的主机名，并设置 `credentialName`

VER128 = Istio { $version } 要求外部集群 `{ $cluster }` 使用主机名
    .label = IP 地址
    .why = 在 { $first } 之前，外部控制平面的从集群通过带证书的 URL 调用其 webhook，而公共证书机构认证的是名称，不是 { $address }。
    .help = 把 `{ $cluster }` 的 `istiod.address` 设为主机名，并设置 `credentialName`；或使用 Istio { $first } 或更高版本
    .release = 太旧

VER129 = 没有谁会看到证书 `{ $secret }`
    .label = `{ $cluster }` 通过 IP 地址访问
    .why = 在 { $address }，网关把连接透传给 istiod，由它出示自己的证书；从集群信任网格的根证书。
    .help = 从 `{ $cluster }` 中删除 `credentialName`，或给其 istiod 一个主机名
    .fix = 删除它

VER129-primary = 没有谁会看到证书 `{ $secret }`
    .label = `{ $cluster }` 没有主机名
    .why = 从集群连接其网关的地址。网关在那里把连接透传给 istiod，由它出示自己的证书；从集群信任网格的根证书。
    .help = 把主机名写为 `{ $cluster }` 的 `istiod.address`，或删除 `credentialName`
    .fix = 删除它

VER130 = Istio 的指南中没有 `{ $cluster }` 与 { $others } 并存的情形
    .label = 外部控制平面
    .why = Istio 记载并测试的是网格中只有一个外部控制平面。有第二个 istiod 时，双方都需要对方集群的远程 Secret，以及同一根证书下的证书；这是根据 istiod 的工作方式得出的，没有人作出承诺。
    .help = 让 `{ $cluster }` 的从集群自成一个网格，或在依赖之前演练整个网格
    .other = 也运行 istiod

VER131 = `{ $other }` 不能代替主集群
    .label = 不是主集群
    .why = 备用控制平面用自己的 istiod 和远程 Secret 管理 `{ $cluster }`，而只有主集群具备这些。
    .help = 从 `{ $cluster }` 的 `standbyControlPlanes` 中删除 `{ $other }`，或把它改为主集群
    .other = 其角色
    .fix = 删除它

VER131-external = `{ $cluster }` 在外部 istiod 之外还有备用控制平面
    .label = 只用于主集群的从集群
    .why = `{ $other }` 的 istiod 从配置集群读取配置；接管的主集群会使用别的配置。
    .help = 从 `{ $cluster }` 中删除 `standbyControlPlanes`，并让 `{ $other }` 的 istiod 运行更多副本
    .other = 运行外部 istiod
    .fix = 删除它们

VER132 = `{ $cluster }` 的 { $count } 个控制平面没有共同的地址
    .label = `{ $cluster }` 只连接一个
    .why = 从集群只有一个 `remotePilotAddress`。除非 { $leaders } 位于同一地址，否则 `{ $cluster }` 永远到不了其备用控制平面。
    .help = 在 { $leaders } 的网关之前设一个共同的地址（负载均衡器、虚拟 IP 或主机名），并设为每个集群的 `istiod.address`
    .without = 没有 `istiod.address`
    .fix = 使用对所有集群已知的地址

VER133-release = `{ $cluster }` 的备用控制平面 `{ $other }` 版本不同
    .label = { $own }，而 `{ $leader }` 为 { $wanted }
    .why = `{ $other }` 接管时，`{ $cluster }` 的代理从 Istio { $own } 获取配置；代理绝不能比其 istiod 新。
    .help = 在 `{ $other }` 中也使用 { $wanted }
    .other = 其版本
    .fix = 在 `{ $other }` 中使用 { $wanted }

VER133-revision = `{ $cluster }` 的备用 `{ $other }` 修订版本不同
    .label = `{ $own }`，而 `{ $leader }` 为 `{ $wanted }`
    .why = `{ $cluster }` 的 webhook 和代理寻找修订版本为 `{ $wanted }` 的 istiod，而 `{ $other }` 不运行它。
    .help = 给 `{ $other }` 设置 `revision: { $wanted }`
    .other = 其修订版本
    .fix = 在 `{ $other }` 中使用修订版本 `{ $wanted }`

VER134 = Istio { $version } 不支持 `{ $cluster }` 的备用控制平面
    .label = 需要 { $first } 或更高版本
    .why = 从 { $first } 起，几个主集群可以管理一个从集群，靠的是 `{ $other }` 不认识的注解。
    .help = 在 `{ $other }` 中使用 Istio { $first } 或更高版本，或删除 `standbyControlPlanes`
    .release = 太旧
    .fix = 删除它们

VER135 = istioctl { $version } 从 Kubernetes { $kubernetes } 得不到令牌
    .label = 从 1.24 起不再自行创建
    .why = { $version } 的 `istioctl create-remote-secret` 在 `{ $cluster }` 中查找 ServiceAccount 的令牌，而不创建令牌："no secret found in the service account"。{ $watchers } 会看不到 `{ $cluster }`。
    .help = 在 `{ $cluster }` 中使用 Istio { $first } 或更高版本，或在那里手工为 `istio-reader-service-account` 创建 `kubernetes.io/service-account-token` 类型的 Secret
    .release = 此 istioctl
    .fix = 使用 Istio { $first }

VER136 = `{ $cluster }` 是为较旧的主集群准备的
    .label = Istio { $version } 在从集群中有 istiod
    .why = { $version } 的从集群自行注入和签名；`{ $primary }` 的从集群则交给其主集群。{ $wanted } 的 istiod 既不信任也不管理另一种从集群。
    .help = 在 `{ $cluster }` 中使用 Istio { $wanted }；在运行中的网格里，升级 `{ $primary }` 之前先给 `{ $cluster }` 的命名空间加注解
    .primary = 其控制平面
    .fix = 在 `{ $cluster }` 中使用 { $wanted }

VER137 = `{ $cluster }` 中的 Kiali 看不到 { $others }
    .label = 看不到 { $others }
    .why = Kiali 通过自己的 Secret 读取其他集群，使用其示例在那里创建的账户。从 Istio 1.26 起，示例在与 istiod 一起运行之处采用这样的 Secret。
    .help = 把 `kiali` 加入 { $others } 的插件并使用 Istio 1.26 或更高版本，或分别查看每个集群的控制台

VER138 = `{ $cluster }` 的 Jaeger 和 Zipkin 互相冲突
    .label = 两者都有 Service `zipkin`
    .why = 两个示例都创建 Service `tracing` 和 `zipkin`，因此后应用的得到跟踪数据，另一个为空。
    .help = 在 `{ $cluster }` 的 `addons` 中只保留 `jaeger` 和 `zipkin` 之一
    .fix = 保留 Jaeger

VER139 = `{ $cluster }` 的 { $addon ->
    [kiali] Kiali
   *[grafana] Grafana
} 没有可读取的 Prometheus
    .label = 没有 `prometheus`
    .why = 该示例所显示的一切都来自本集群的 Prometheus。
    .help = 把 `prometheus` 加入 `{ $cluster }` 的 `addons`
    .fix = 添加 Prometheus

VER140 = { $more ->
    [0] 只有 `{ $cluster }` 的网关通往 `{ $network }`
   *[other] `{ $network }` 和另外 { $more } 个网络的几个集群各共用一个网关
}
    .label = `{ $network }` 唯一的网关
    .same = 这里也是
    .why = 它停止期间，其他网络的请求既到不了 `{ $cluster }`，也到不了 { $others }。
    .help = 给 { $others } 也配置东西向网关

VER140-control-plane = { $more ->
    [0] { $count } 个从集群只有 `{ $cluster }` 的 istiod
   *[other] `{ $cluster }` 和另外 { $more } 个各自独自服务几个从集群
}
    .label = { $count } 个从集群的控制平面
    .same = 这里也是
    .why = 它停止期间，{ $others } 得不到新的 Pod、证书或端点。流量还能持续数小时，直到证书到期。
    .help = 在 { $others } 的 `standbyControlPlanes` 中列出另一个主集群，或把它们分散到网格的各主集群

names-and-more = { $names }（以及另外 { $count } 个）

release-default = 该版本的默认值

GWY121 = 另一个云中的对端无法到达 `{ $cluster }` 的网关
    .label = 位于 `{ $provider }` 的网络之内
    .why = `scope: internal` 使负载均衡器只接受来自云自身网络的连接。{ $peers } 从别处连接它，而没有说明这些网络是相连的。
    .help = 从 `{ $cluster }` 中删除 `scope`，并用 `sourceRanges` 限制调用方；如果网络由 VPN 或对等连接相连，用从这些集群到 `{ $cluster }` 的 `connectivity` 条目说明
    .peer = 从别处连接
    .fix = 公开该网关
    .fix-connected = 写明网络是相连的

TRU104 = `{ $cluster }` 把 `{ $alias }` 当作自己的信任域
    .label = 别名
    .why = AuthorizationPolicy 中指定一个信任域的主体，也会匹配另一个信任域中的同名主体：可能由别人运行的集群中相同的命名空间和服务账户。
    .help = 整个网格使用一个信任域；或用集群自己的信任域匹配主体，并使命名空间的名称互不相同

TRU105 = `{ $cluster }` 列出了别人的根证书却没有使用
    .label = 单独不起作用
    .why = istiod 只有在设置 ISTIO_MULTIROOT_MESH 时才下发 `caCertificates` 的根证书，代理只有在设置 PROXY_CONFIG_XDS_AGENT 时才采用。没有 `{ $setting }`，`{ $cluster }` 的工作负载会拒绝这些根证书下的证书：CERTIFICATE_VERIFY_FAILED。
    .help = 给 `{ $cluster }` 设置 `{ $setting }: "true"`，并重启其 istiod，再重启其网关和工作负载
    .fix = 设置 `{ $setting }`

TRU105-one-sided = `{ $cluster }` 没有列出其他集群的根证书
    .label = 没有列出
    .why = `{ $other }` 信任其他集群的根证书，`{ $cluster }` 只信任自己的：它拒绝 `{ $other }` 发来的内容，而请求要通过，双方必须一致。
    .help = 在 `{ $cluster }` 的 `caCertificates` 中列出其他集群的根证书；更好的办法是设置 `mesh.ca.kind: plugged-in`，只用一个根证书

TRU106 = ztunnel 不交换根证书
    .label = 只有 Envoy 读取它
    .why = 这里每个 istiod 都自行制作根证书，想用 `caCertificates` 把它们合在一起。`{ $cluster }` 的 ztunnel 只信任自己的 istiod 的根证书，因此集群之间的请求以 BadSignature 失败。
    .help = 设置 `mesh.ca.kind: plugged-in`，并从网格配置中去掉 `caCertificates`
    .fix = 整个网格使用一个根证书

TRU107 = Ambient 集群 `{ $cluster }` 的信任域是 `{ $domain }`
    .label = `{ $other }` 的是 `{ $usual }`
    .why = Sidecar 接受别名。ztunnel 和 Ambient 网关比较完整的身份，因此尽管两个信任域互为别名，`{ $cluster }` 与 `{ $other }` 之间的请求仍以身份验证错误失败。
    .help = 在 `{ $cluster }` 中也使用 `{ $usual }`
    .usual = 另一个信任域
    .fix = 使用 `{ $usual }`

VER103-patch = Istio { $version } 晚于此版本的 Meshwright
    .label = 已知的最新补丁版本是 { $newest }
    .why = 计划把它当作 { $newest }。它有哪些已知缺陷在这里是未知的，因此没有报告任何缺陷。
    .help = 继续，并阅读 Istio { $version } 的发行说明；或使用 { $newest }
    .fix = 使用 { $newest }

VER141-others = `{ $cluster }` 的 Pod 按 OpenShift 注入，永远加入不了网格
    .label = `{ $cluster }` 不在 OpenShift 上
    .why = `{ $istiod }` 的 istiod 按 `{ $template }` 注入，后者在 OpenShift 上：在那里由 CNI 节点代理把 Pod 引入网格，因此 Pod 没有做这件事的 init 容器。一个 istiod 对所有集群只有一个模板。
    .help = 给 `{ $cluster }` 一个在它自己平台上的控制平面；如果它也在 OpenShift 上，设置其 `provider: openshift`
    .other = 在 OpenShift 上

VER141-remote = OpenShift 拒绝为 `{ $cluster }` 注入的 Pod
    .label = `{ $cluster }` 在 OpenShift 上
    .why = `{ $istiod }` 的 istiod 按 `{ $template }` 注入，后者不在 OpenShift 上：Pod 会得到更改其网络的 init 容器，而 OpenShift 不允许任何 Pod 这样做。一个 istiod 对所有集群只有一个模板。
    .help = 给 `{ $cluster }` 一个在 OpenShift 上的控制平面；如果 `{ $template }` 也在 OpenShift 上，设置其 `provider: openshift`
    .other = 不在 OpenShift 上

VER142 = OpenShift 拒绝 `{ $cluster }` 中 Istio { $version } 的 Pod
    .label = 以自选的用户运行 Pod
    .why = 到 Istio 1.19 为止，istiod、网关和 Sidecar 以用户 1337 运行，而 OpenShift 只有在具有安全上下文约束 `anyuid` 时才允许。计划无法给予它：这要由集群管理员来做。
    .help = 开始之前运行 `oc --context={ $context } adm policy add-scc-to-group anyuid system:serviceaccounts:{ $namespace }`，对 `system:serviceaccounts:sample` 和每个使用 Sidecar 的命名空间也是如此；或使用 Istio { $first }

VER142-attachments = OpenShift 拒绝 `{ $cluster }` 中 Istio { $version } 的 Pod
    .label = 以自选的用户运行 Pod
    .why = 到 Istio 1.19 为止，istiod、网关和 Sidecar 以用户 1337 运行，而 OpenShift 只有在具有安全上下文约束 `anyuid` 时才允许。到 Istio 1.18 为止，每个使用 Sidecar 的命名空间还需要 NetworkAttachmentDefinition `istio-cni`。计划不创建这些：它们要由集群管理员来做。
    .help = 开始之前运行 `oc --context={ $context } adm policy add-scc-to-group anyuid system:serviceaccounts:{ $namespace }`，对 `system:serviceaccounts:sample` 和每个使用 Sidecar 的命名空间也是如此，并在这些命名空间中各创建一个空的 NetworkAttachmentDefinition `istio-cni`（`k8s.cni.cncf.io/v1`）；或使用 Istio { $first }

VER143-data-plane = profile `{ $profile }` 用于 Ambient 模式
    .label = `{ $cluster }` 使用 Sidecar
    .why = 它给每个节点带来 CNI 节点代理和 ztunnel，而 Sidecar 的计划对两者一无所知。
    .help = 设置 `dataPlane: ambient` 并省略 profile，或对 `{ $cluster }` 使用 profile `default`
    .fix = 改为 Ambient

VER143-no-istiod = profile `{ $profile }` 不带 istiod
    .label = `{ $cluster }` 运行自己的 istiod
    .why = 安装 `{ $cluster }` 之后的一切都会等待一个永远不来的 istiod。
    .help = 对 `{ $cluster }` 使用 profile `default`；没有 istiod 的集群应为 `role: remote`
    .fix = 使用 profile `default`

VER143-not-taken = { $method ->
        [helm] Istio { $version } 的 chart 没有 profile `{ $profile }`
       *[sail] Sail operator 没有 profile `{ $profile }`
    }
    .label = `{ $cluster }` 由 { $method } 安装
    .why = 计划会省略它，因此 `{ $cluster }` 得到 profile `default`。
    .help = 使用 profile `default`，并在 `values` 中设置您需要的 `{ $profile }` 的内容；或使用 `installMethod: istioctl`
    .fix = 使用 profile `default`

VER143-platform = profile `openshift` 不适合 `{ $provider }`
    .label = `{ $cluster }` 的提供商不同
    .why = 使用它时，Pod 没有 init 容器：应由 CNI 节点代理把 Pod 引入网格，而它在 OpenShift 放置网络插件之处寻找插件。在别处，请求会绕过 Sidecar。
    .help = 给 `{ $cluster }` 设置 `provider: openshift`，或使用 profile `default`
    .fix = 写明它在 OpenShift 上

VER143-unknown = Istio { $version } 没有 profile `{ $profile }`
    .label = `{ $cluster }` 的 profile
    .why = 安装 `{ $cluster }` 会以错误告终。
    .help = 对 `{ $cluster }` 使用 profile `default`，并在 `values` 中设置您需要的其他内容
    .fix = 使用 profile `default`

VER144 = 没有谁安装 `{ $cluster }` 的 `{ $gateway }`
    .label = 启用了也没有作用
    .why = { $method ->
        [helm] chart `istiod` 不带网关
       *[sail] Sail operator 不带网关
    }，因此该值不起作用，而计划只有东西向网关。
    .help = 删除该值，并在计划之外安装该网关：`helm upgrade --install { $gateway } istio/gateway --version={ $version } --namespace=istio-system --kube-context={ $context }`
    .fix = 删除该值
