### meshwright-graph 所说：`why` 的各跳、何处中断、修复和端口表。术语见 docs/glossary.zh-CN.md。

## 各跳，按其内容

hop-control-plane = 控制平面
hop-trust = 信任
hop-discovery = 发现
hop-dns = 名称
hop-control = 配置
hop-gateway = 网关
hop-path = 线路
hop-exposure = 暴露

## 成立的各跳

why-control-plane-own = `{$cluster}` 是主集群：它自己的 istiod 服务其代理
why-control-plane = `{$control_plane}` 的 istiod 服务 `{$cluster}` 的代理
why-trust-plugged-in = {$clusters} 的 Secret `cacerts` 保存同一根证书下的中间 CA
why-trust-cert-manager = cert-manager 在同一根证书下为 {$clusters} 签名
why-trust-self-signed = {$clusters} 在同一根证书下签名
why-trust-one-istiod = `{$control_plane}` 的 istiod 为两者签名
why-discovery = `{$watcher}` 的 istiod 用带标签 `istio/multiCluster: "true"` 的 Secret `{$secret}` 读取 `{$cluster}` 的端点
why-discovery-own = `{$watcher}` 的 istiod 读取本集群的端点
why-dns-capture = `{$from}` 中的 Sidecar 能解析每个集群的 Service（`ISTIO_META_DNS_CAPTURE`）
why-dns-service = `{$from}` 的 DNS 只认识本集群的 Service：那里必须有一个与 `{$to}` 中名称和命名空间都相同的 Service
why-control-own = `{$cluster}` 中的代理能访问本集群的 istiod
why-control-through = `{$cluster}` 中的代理经 `{$control_plane}` 的东西向网关访问其 istiod，端口 {$discovery_port} 和 {$injection_port}，{$address}
why-gateway = `{$gateway}` 的 Service `istio-eastwestgateway` 带有标签 `topology.istio.io/network: {$network}`，{$address}
why-gateway-tunnel = `{$gateway}` 中类别为 `istio-east-west` 的 Gateway 带有标签 `topology.istio.io/network: {$network}`，{$address}
why-path-direct = `{$from}` 和 `{$to}` 的 Pod 都在网络 `{$network}` 中，直接连接
why-path-gateway = `{$from}` 的 Pod 连接 `{$gateway}` 的网关，端口 {$port}
why-path-behind = `{$from}` 的网关和 `{$to}` 的 Pod 都在网络 `{$network}` 中，直接连接
why-exposure = Gateway `cross-network-gateway` 让 `{$gateway}` 的网关把请求转给 `{$to}`（`AUTO_PASSTHROUGH`）
why-exposure-tunnel = 带有标签 `istio.io/global: "true"` 的 Service 是共享的，`{$gateway}` 的网关把隧道转交给 `{$to}`
address-learned = 地址在执行时得知

## 中断的各跳

broken-no-control-plane = 没有 istiod 服务 `{$cluster}` 的代理
broken-no-istiod = `{$cluster}` 以 `{$control_plane}` 为控制平面，但那里没有 istiod
broken-not-trusted = `{$from}` 和 `{$to}` 的证书属于不同的根证书
broken-api-loopback = `{$watcher}` 的 istiod 无法监视 `{$cluster}`：`{$url}` 指的是 Pod 自己所在的机器
broken-api-not-reachable = `{$watcher}` 的 istiod 无法监视 `{$cluster}`：`reachableFrom` 没有列出它
broken-api-forbidden = `{$watcher}` 的 istiod 无法监视 `{$cluster}`：`{$entry}` 禁止
broken-nothing-to-watch = `{$watcher}` 的 istiod 在 `{$cluster}` 中没有可监视的内容
broken-no-control-gateway = `{$cluster}` 无法访问其 istiod：`{$control_plane}` 没有东西向网关
broken-control-over-node-port = `{$cluster}` 无法访问其 istiod：`{$control_plane}` 的节点端口都不是 15012 或 15017
broken-control-forbidden = `{$cluster}` 无法在端口 {$port} 访问 `{$control_plane}` 中的 istiod：`{$entry}` 禁止
broken-data-planes = `{$sidecar}` 使用 Sidecar，而 `{$ambient}` 是 Ambient：没有网关能在两者之间转发请求
broken-no-tunnel-gateway = `{$cluster}` 是 Ambient，而网络 `{$network}` 上没有 Ambient 集群有东西向网关
broken-no-gateway = 网络 `{$network}` 没有东西向网关
broken-gateway-without-address = 没有谁为 `{$cluster}` 的东西向网关分配地址
broken-gateway-unreachable = `{$from}` 无法在端口 {$port} 访问 `{$gateway}` 的网关：`{$entry}` 禁止
broken-pods-unreachable = `{$from}` 的 Pod 无法访问 `{$to}` 的 Pod：`{$entry}` 禁止

## 修复

repair-control-plane = 把 `{$control_plane}` 设为 `{$cluster}` 的控制平面
repair-role-primary = 把 `{$cluster}` 改为主集群
repair-sidecars = 在 `{$cluster}` 中使用 Sidecar
repair-ambient = 在 `{$cluster}` 中使用 Ambient 模式
repair-root = 让每个 istiod 使用同一根证书下的中间 CA
repair-api-loopback = 从 `{$cluster}` 的 kubeconfig 读取其 API server
repair-api-reachable = 让 `{$watcher}` 能访问 `{$cluster}` 的 API server
repair-gateway = 为 `{$cluster}` 添加东西向网关
repair-gateway-metallb = 为 `{$cluster}` 添加东西向网关，并由 MetalLB 分配地址
repair-load-balancer = 用负载均衡器暴露 `{$cluster}` 的网关
repair-load-balancer-metallb = 由 MetalLB 为 `{$cluster}` 的网关分配地址
repair-node-port = 在节点端口上暴露 `{$cluster}` 的网关
repair-allow = 开放从 `{$from}` 到 `{$to}` 的通路
repair-allow-ports = 为 {$ports} 开放从 `{$from}` 到 `{$to}` 的通路

## 端口表：用途

flow-pods = Pod 之间的请求
flow-requests = 来自其他网络的请求，双向 TLS 直到被调用的 Pod
flow-tunnels = 来自其他网络的请求，经 Ambient 模式的隧道（HBONE）
flow-discovery = 配置和证书，供从集群的代理使用
flow-injection = 注入 webhook，供从集群使用
flow-watch = 端点发现
flow-webhook = istiod 的 webhook
flow-health = 负载均衡器的健康检查，`/healthz/ready`

## 端口表：两端

end-network = 网络 `{$network}` 中的 Pod
end-networks = 网络 {$networks} 中的 Pod
end-other-networks = `{$network}` 以外每个网络中的 Pod
end-pods = {$clusters} 的 Pod
end-many-pods = {$count} 个从集群的 Pod
end-istiod = {$clusters} 的 istiod
end-other-istiods = `{$cluster}` 以外的每个 istiod
end-api = {$clusters} 的 API server
end-many-apis = {$count} 个从集群的 API server
end-gateway = `{$cluster}` 的东西向网关
end-front-gateway = `{$cluster}` 的前置网关
end-load-balancer = `{$cluster}` 的负载均衡器

## 原因，按代码

reason-C01 = istiod 不认识代理所声称的集群
reason-C02 = 集群的 API server 不认可代理的令牌
reason-C03 = 代理不信任其 istiod 的证书
reason-C04 = 没有谁把 `istio-ca-root-cert` 写入该命名空间
reason-C05 = 注入 webhook 没有响应，或没有 `caBundle`
reason-D01 = istiod 不认识该服务
reason-D02 = istiod 不认识该服务的端口
reason-D03 = 该端口在那里有别的名称
reason-D04 = 地址是主机名
reason-D05 = 标签不是该子集的标签
reason-D06 = 该服务限于所在节点
reason-D07 = 网络不在所请求的网络视图中
reason-D08 = 该服务仅限本集群
reason-D09 = 该服务没有导出
reason-D10 = 端点没有地址
reason-D11 = Pod 未就绪
reason-D12 = Pod 正在终止
reason-D13 = Pod 正在排空
reason-D14 = 该服务不是全局的，且启用了 Ambient 多网络
reason-D15 = 对这种代理没有启用 Ambient 多网络
reason-D16 = 没有网关通往该网络，且启用了 Ambient 多网络
reason-D17 = 没有网关具有代理所用 IP 协议族的地址
reason-D18 = 没有 Istio 的双向 TLS，而跨网络请求需要它
reason-D19 = 没有 Istio 的双向 TLS，而网关需要它
reason-D20 = istiod 看不到该集群
reason-P01 = 服务的名称无法解析
reason-P02 = 没有监听器具有应用使用的地址
reason-P03 = Pod 的地址没有路由
reason-P04 = 防火墙禁止
reason-P05 = 网关不认识这样的服务和端口
reason-P06 = 网关不认识这样的子集
reason-P07 = 网关没有端点
reason-P08 = 网关转给了另一个网关
reason-P09 = 调用方和被调用方没有共同的根证书
reason-P10 = 调用方期望另一个身份
reason-P11 = 调用方的信任域不被接受
reason-P12 = 授权策略拒绝调用方
reason-P13 = 网关已停止
reason-P14 = 网关的端口不对
reason-P15 = DestinationRule 替换了服务器名称
reason-P16 = 调用方没有代理

## 预测的端点列表

host-absent = 没有地址
host-address = { $address }
host-pod = { $cluster } 的 Pod
host-gateway = { $cluster } 的网关的地址
entry-own = 本集群的 Pod
entry-direct = { $clusters } 的 Pod，直接
entry-gateway = `{ $gateway }` 的网关，通往 { $clusters } 的 Pod
entry-told-gateway = `meshNetworks` 指定的网关，通往 { $clusters } 的 Pod
entry-raw = 另一网络中 `{ $cluster }` 的原始 Pod 地址，因为没有已知的网关：{ $because }
entry-broken = { $entry }；请求中断：{ $broken }
raw-unseen = `{ $istiod }` 的 istiod 看不到网络 `{ $network }` 的网关
entry-missing = 没有 `{ $cluster }` 的端点：{ $because }

## 可能失去的部分

lost-cluster = 集群 `{ $cluster }`
lost-gateway = `{ $cluster }` 的东西向网关
lost-control-plane = `{ $cluster }` 中的控制平面
lost-api-server = `{ $cluster }` 的 API server
lost-network = 网络 `{ $network }` 与其他网络之间的通路
lost-root = 对网格根证书的信任
lost-own-root = 对 `{ $cluster }` 根证书的信任
part-kind = 没有 `{ $kind }` 这种部分；部分写作 CLUSTER、gateway:CLUSTER、control-plane:CLUSTER、api-server:CLUSTER、network:NETWORK、root:mesh
part-name = 此拓扑中没有 `{ $name }`
part-absent = 此网格没有可失去的 `{ $part }`

## 为什么停止，能持续到何时

because-gone = 该集群已失效，而代理的列表中仍有它
because-control-plane = `{ $cluster }` 中的 istiod 已失效
because-control-gateway = `{ $cluster }` 中的 istiod 经其网关访问，而网关已失效
because-own-api-server = 其 API server 已失效
because-config-api-server = 配置在 `{ $cluster }` 中，其 API server 已失效
because-network = 网络之间的通路已中断
because-gateway = 前面的网关已失效，而代理的列表中仍有它
because-root = 根证书不再受信任
until-certificates = 直到证书过期，{ $half } 到 { $whole } 小时之后
until-streams = 连接最多持续 { $minutes } 分钟，证书 { $half } 到 { $whole } 小时
until-unlimited = 直到它恢复；在此之前无法作任何更改
harm-requests = 从 `{ $from }` 到 `{ $to }` 的请求中断：{ $because }
harm-control-plane = `{ $cluster }` 失去 istiod：{ $because }

## 端口表：集群内部和网格周围的通路

flow-forward = 进入的请求，转给被调用的 Pod
flow-operate = 安装、远程 Secret、检查
flow-exposure = 供从集群使用的配置和注入，直接透传
flow-configuration = 配置和证书
flow-own-api = 集群中的内容、令牌、webhook
flow-calls = Pod 之间的请求
flow-hbone = Pod 之间的请求，经隧道（HBONE）
flow-names = 网关的主机名；也用 UDP
flow-keys = RequestAuthentication 的令牌所用密钥
flow-readiness = 就绪探测和改写后的探测
flow-metrics = 指标
end-istiod-address = `{ $cluster }` 的 istiod 的地址
end-each-proxies = 每个集群的代理
end-each-ztunnels = 每个集群的 ztunnel
end-each-istiod = 每个集群的 istiod
end-each-api-server = 其 API server
end-each-kubelets = 每个集群的 kubelet
end-each-prometheus = 每个集群的 Prometheus
end-each-operators = 安装网格的人
end-each-name-servers = 其 DNS 服务器
end-each-key-servers = 提供密钥（JWKS）的服务器
end-own-proxies = 本集群的代理
end-own-ztunnels = 本集群的 ztunnel
end-own-istiod = 本集群的 istiod

## 服务的修复

repair-pods = 在 `{ $cluster }` 中也运行 `{ $service }`
repair-spread = 让 `{ $service }` 的调用方能离开本集群
