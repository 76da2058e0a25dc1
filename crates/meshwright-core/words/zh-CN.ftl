# 起始拓扑：`meshwright new` 打印的拓扑中的注释，以及它拒绝什么。术语见 docs/glossary.zh-CN.md。

starter-single = 一个集群，自带控制平面。
starter-multi-primary = 每个集群都有控制平面：缺少其他集群时各自仍能工作。
starter-primary-remote = 所有集群共用 `cluster1` 中的控制平面。
starter-external = 唯一的控制平面在 `cluster1` 中，该集群自己没有工作负载。
starter-ambient = 每个集群都有控制平面，各在自己的网络中，没有 Sidecar。
starter-how = 请把名称改成您自己的；`meshwright check` 会指出不合适之处。
starter-context = kubeconfig 中的上下文；与集群同名时可以省略。
starter-network = 同一网络中的集群无需网关即可访问彼此的 Pod。
starter-remote = 从集群没有自己的 istiod，使用其控制平面的 istiod。
starter-external-role = 外部集群只为其他集群运行 istiod。
starter-istiod = 您的 DNS 指向下方网关的主机名，以及网关所在命名空间中含有其证书的 TLS Secret。
starter-config = 您在其中编写网格配置的集群。
starter-pods = 集群 Pod 的地址；同一网络中的地址段不得重叠。
starter-gateway = 让其他网络进入；其地址在安装网格时得知。
starter-front = 位于 istiod 之前；从集群在此访问它。

starter-clusters = 此模型需要 { $fewest } 到 { $most } 个集群
starter-clusters-exactly = 此模型需要恰好 { $count } 个集群
starter-networks = 集群可以分布在 1 到 { $most } 个网络中

# 关于集群和服务的提问。

ask-cluster = 此拓扑中没有集群 `{ $name }`
ask-cluster-near = 此拓扑中没有集群 `{ $name }`；您是指 `{ $near }` 吗？
ask-service = 此拓扑没有列出服务 `{ $name }`；服务写作 `NAME.NAMESPACE`
ask-service-near = 此拓扑没有列出服务 `{ $name }`；您是指 `{ $near }` 吗？
ask-pods = `{ $to }` 有 `{ $service }` 的 Pod
ask-no-pods = `{ $to }` 没有 `{ $service }` 的 Pod
ask-listed = 对于 `{ $cluster }`，代理会收到 { $address }:{ $port }：{ $entry }
ask-not-listed = 代理中没有 `{ $cluster }` 的条目：{ $missing }
ask-cluster-local = `{ $service }` 仅限本集群：`{ $from }` 中的调用方只会被导向 `{ $from }` 中的 Pod
