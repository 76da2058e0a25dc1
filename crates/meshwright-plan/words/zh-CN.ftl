# 步骤上方的标题。术语见 docs/glossary.zh-CN.md。
phase-prepare = 准备
phase-trust = 信任
phase-control-plane = 控制平面
phase-gateways = 网关
phase-discovery = 发现
phase-extras = 附加
phase-verify = 验证

# 步骤：祈使句标题，以及为什么有这一步。
step-check = 通过上下文 `{$context}` 检查 `{$cluster}`
    .why = 如果上下文指向另一个集群，被更改的就是那个集群。别人安装的同一修订版本的 Istio 会被接管，没有名称的 Istio 会失去其东西向网关。
step-namespace = 在 `{$cluster}` 中创建带有 `{$network}` 标签的 `istio-system`
    .why = 没有谁会给已有的命名空间加标签：istioctl 只在自己创建时加，Helm 和 operator 从不加。istiod 从该标签得知 Pod 所在的网络。
step-namespace-remote = 在从集群 `{$cluster}` 中创建带有 `{$network}` 标签的 `istio-system`
    .why = 没有谁会给已有的命名空间加标签。注解 `topology.istio.io/controlPlaneClusters` 允许 `{$primary}` 的 istiod 把根证书和 webhook 的 CA 写入 `{$cluster}`；没有它就不会注入任何 Pod。
step-namespace-remote-unnamed = 在从集群 `{$cluster}` 中创建带有 `{$network}` 标签的 `istio-system`
    .why = istioctl 只在自己创建命名空间时加标签，先到的其他程序创建时不会加。`{$primary}` 的 istiod 从该标签得知 `{$cluster}` 的 Pod 所在的网络。
step-namespace-remote-standbys = 在从集群 `{$cluster}` 中创建带有 `{$network}` 标签的 `istio-system`
    .why = istioctl 从不给已有的命名空间加标签。注解 `topology.istio.io/controlPlaneClusters` 允许 {$leaders} 的 istiod 把根证书和 webhook 的 CA 写入 `{$cluster}`：其中一个管理它，失效时由其他的接管。
step-namespace-external = 在 `{$cluster}` 中创建 `external-istiod`
    .why = 为其他集群服务的 istiod 位于单独的命名空间，与 `istio-system` 并列；`{$cluster}` 在后者中有一套供前置网关使用的 Istio。在该 istiod 服务的所有集群中，此命名空间同名。
step-namespace-external-account = 在 `{$cluster}` 中创建 `external-istiod` 以及 istiod 的账户
    .why = {step-namespace-external.why}此版本的 Istio 指南手工创建 ServiceAccount `istiod-service-account`：单凭 istiod 的 chart 不会带来它。
step-namespace-config = 在配置集群 `{$cluster}` 中创建带有 `{$network}` 标签的 `external-istiod`
    .why = 最先进入命名空间的程序创建它时不会加标签，而 istiod 从该标签得知 Pod 所在的网络。`{$primary}` 的 istiod 把 `{$cluster}` 当作自己的集群，因此无需注解即可写入。
step-namespace-external-remote = 在从集群 `{$cluster}` 中创建带有 `{$network}` 标签的 `external-istiod`
    .why = 注解 `topology.istio.io/controlPlaneClusters` 允许 `{$primary}` 的 istiod 把根证书写入 `{$cluster}`；没有它就不会启动任何 Pod。注解中写的是 `{$config}`：外部 istiod 使用其配置集群的名称。
step-namespace-external-remote-unnamed = 在从集群 `{$cluster}` 中创建带有 `{$network}` 标签的 `external-istiod`
    .why = 最先进入命名空间的程序创建它时不会加标签，而 `{$primary}` 的 istiod 从该标签得知 `{$cluster}` 的 Pod 所在的网络。
step-front-namespace = 在 `{$cluster}` 中创建 `istio-system`
    .why = 前置网关位于其中，并有一个与网格无关的 istiod。含有网关证书的 Secret 必须在同一命名空间。
step-root-certificate = 制作网格 `{$mesh}` 的根证书
    .why = 不同集群的工作负载只有在同一根证书下才互相信任。它只在本机制作一次，其密钥不会去往别处。
step-certificate = 制作 `{$cluster}` 的签名证书
    .why = 每个 istiod 用自己的中间 CA 签名，这样一个密钥失窃不等于整个网格失守。
step-cacerts = 把签名证书放入 `{$cluster}`
    .why = 没有 `cacerts` 就启动的 istiod 会自行制作根证书，此前由它签名的每个工作负载都必须重启。
step-control-plane = 安装 `{$cluster}` 的控制平面，Istio {$version}
    .why = IstioOperator 有名称：没有名称时，再次安装会删除东西向网关。{step-control-plane.agent}
    .agent = {$platform ->
            [openshift] OpenShift 不允许 init 容器更改 Pod 的网络，因此 CNI 节点代理随之安装在 `kube-system` 中，由它把带 Sidecar 的 Pod 引入网格。
           *[other] {""}
        }
    .budgets = {$budgets ->
            [none] 省略了 PodDisruptionBudget：istioctl 打印的是 Kubernetes 1.25 已去掉的版本。
           *[some] {""}
        }
step-control-plane-remote = 安装 `{$primary}` 的从集群 `{$cluster}`，Istio {$version}
    .why = 从集群不运行 istiod。它得到一个通往 `{$primary}` 网关的 Service `istiod`，以及一个向那里的 istiod 询问的 webhook，其路径中带有集群和网络。{step-control-plane.agent}
step-control-plane-remote-host-name = 安装 `{$primary}` 的从集群 `{$cluster}`，Istio {$version}
    .why = 从集群不运行 istiod。其 Service `istiod` 代表 `{$primary}` 的主机名。API server 拒绝调用这种 Service，因此 webhook 自己的地址中就是该主机名，路径中带有集群和网络。{step-control-plane.agent}
step-control-plane-remote-own-istiod = 安装 `{$primary}` 的从集群 `{$cluster}`，Istio {$version}
    .why = Istio {$version} 的从集群运行自己的 istiod，由它注入并签名，使用网格根证书下的 `cacerts`。其代理从 `{$primary}` 获取配置；`{$primary}` 必须先监视 `{$cluster}`，否则不接纳任何代理。{step-control-plane.agent}
step-control-plane-config = 安装 `{$primary}` 的配置集群 `{$cluster}`，Istio {$version}
    .why = `{$primary}` 的 istiod 在此读取 Istio 的配置和网格配置，因此这个从集群得到 Istio 的资源类型、ConfigMap `istio` 和 istiod 使用的账户。其 Service `istiod` 通往 `{$primary}` 的前置网关；webhook 向那里的 istiod 询问，istiod 把自己的 CA 写入 webhook。{step-control-plane.agent}
step-control-plane-config-generated = {step-control-plane-config}
    .why = {step-control-plane-config.why}到 Istio 1.23 为止，指南应用 istioctl 打印的内容：`istioctl install` 会把集群自己的校验引向别处，并且无法再移除从集群的 webhook。{step-control-plane.budgets}
step-control-plane-config-helm = {step-control-plane-config}，使用 chart `istiod`
    .why = {step-control-plane-config.why}
step-control-plane-config-sail = 向 Sail operator 请求 `{$primary}` 的配置集群 `{$cluster}`，Istio {$version}
    .why = {step-control-plane-config.why}该资源在所有集群中都叫 `external-istiod`，修订版本也是如此：`default` 是前置网关的 istiod。
step-control-plane-config-by-name = 安装 `{$primary}` 的配置集群 `{$cluster}`，Istio {$version}
    .why = `{$primary}` 的 istiod 在此读取 Istio 的配置和网格配置，因此这个从集群得到 Istio 的资源类型、ConfigMap `istio` 和 istiod 使用的账户。其 webhook 调用前置网关的主机名，API server 必须自行信任该主机名的证书。{step-control-plane.agent}
step-control-plane-config-by-name-generated = {step-control-plane-config-by-name}
    .why = {step-control-plane-config-by-name.why}到 Istio 1.23 为止，指南应用 istioctl 打印的内容：`istioctl install` 会把集群自己的校验引向别处，并且无法再移除从集群的 webhook。{step-control-plane.budgets}
step-control-plane-config-by-name-helm = {step-control-plane-config-by-name}，使用 chart `istiod`
    .why = {step-control-plane-config-by-name.why}
step-control-plane-config-by-name-sail = 向 Sail operator 请求 `{$primary}` 的配置集群 `{$cluster}`，Istio {$version}
    .why = {step-control-plane-config-by-name.why}该资源在所有集群中都叫 `external-istiod`，修订版本也是如此：`default` 是前置网关的 istiod。
step-control-plane-external = 在 `{$cluster}` 中安装外部 istiod，Istio {$version}
    .why = 它在此运行，却把 `{$config}` 当作自己的集群：使用其名称，用前面步骤的凭据读取其配置，并挂载旁边的 ConfigMap。其证书对前置网关的地址有效，它把自己的 CA 写入从集群的 webhook。
step-control-plane-external-generated = {step-control-plane-external}
    .why = {step-control-plane-external.why}与从集群一样，应用的是 istioctl 打印的内容：`istioctl install` 会让这个 istiod 成为在 `{$cluster}` 自身中注入的那个。{step-control-plane.budgets}
step-control-plane-external-helm = {step-control-plane-external}，使用 chart `istiod`
    .why = {step-control-plane-external.why}Istio 的资源类型已随前置网关安装。
step-control-plane-external-sail = 向 Sail operator 请求 `{$cluster}` 中的外部 istiod，Istio {$version}
    .why = {step-control-plane-external.why}operator 已随前置网关安装。
step-control-plane-external-by-name = 在 `{$cluster}` 中安装外部 istiod，Istio {$version}
    .why = 它在此运行，却把 `{$config}` 当作自己的集群：使用其名称，用前面步骤的凭据读取其配置，并挂载旁边的 ConfigMap。代理通过前置网关的主机名找到它，并用自身镜像中的公共证书机构检查该证书。
step-control-plane-external-by-name-generated = {step-control-plane-external-by-name}
    .why = {step-control-plane-external-by-name.why}与从集群一样，应用的是 istioctl 打印的内容：`istioctl install` 会让这个 istiod 成为在 `{$cluster}` 自身中注入的那个。{step-control-plane.budgets}
step-control-plane-external-by-name-helm = {step-control-plane-external-by-name}，使用 chart `istiod`
    .why = {step-control-plane-external-by-name.why}Istio 的资源类型已随前置网关安装。
step-control-plane-external-by-name-sail = 向 Sail operator 请求 `{$cluster}` 中的外部 istiod，Istio {$version}
    .why = {step-control-plane-external-by-name.why}operator 已随前置网关安装。
step-control-plane-external-remote = 安装 `{$primary}` 的从集群 `{$cluster}`，Istio {$version}
    .why = 它得到一个通往 `{$primary}` 前置网关的 Service `istiod`，以及一个向那里的 istiod 询问的 webhook，其路径中带有集群和网络。Istio 的配置留在配置集群中。{step-control-plane.agent}
step-control-plane-external-remote-generated = {step-control-plane-external-remote}
    .why = {step-control-plane-external-remote.why}到 Istio 1.23 为止，指南应用 istioctl 打印的内容：`istioctl uninstall` 无法再移除从集群的 webhook。{step-control-plane.budgets}
step-control-plane-external-remote-helm = {step-control-plane-external-remote}，使用 chart `istiod`
    .why = {step-control-plane-external-remote.why}
step-control-plane-external-remote-sail = 向 Sail operator 请求 `{$primary}` 的从集群 `{$cluster}`，Istio {$version}
    .why = {step-control-plane-external-remote.why}在 istiod 得知 `{$cluster}` 之前，该资源显示 `RemoteIstiodNotReady`：这是下一步的事，因此这里不等待。
step-control-plane-external-remote-by-name = 安装 `{$primary}` 的从集群 `{$cluster}`，Istio {$version}
    .why = 它得到一个调用 `{$primary}` 前置网关主机名的 webhook，其路径中带有集群和网络。Istio 的配置留在配置集群中。{step-control-plane.agent}
step-control-plane-external-remote-by-name-generated = {step-control-plane-external-remote-by-name}
    .why = {step-control-plane-external-remote-by-name.why}到 Istio 1.23 为止，指南应用 istioctl 打印的内容：`istioctl uninstall` 无法再移除从集群的 webhook。{step-control-plane.budgets}
step-control-plane-external-remote-by-name-helm = {step-control-plane-external-remote-by-name}，使用 chart `istiod`
    .why = {step-control-plane-external-remote-by-name.why}
step-control-plane-external-remote-by-name-sail = 向 Sail operator 请求 `{$primary}` 的从集群 `{$cluster}`，Istio {$version}
    .why = {step-control-plane-external-remote-by-name.why}在 istiod 得知 `{$cluster}` 之前，该资源显示 `RemoteIstiodNotReady`：这是下一步的事，因此这里不等待。
step-front-control-plane-helm = 用 chart `istiod` 为 `{$cluster}` 的前置网关安装 istiod，Istio {$version}
    .why = 网关需要一个配置它的 istiod。这个 istiod 只服务 `{$cluster}`，不是从集群使用的那个。
step-front-control-plane-sail = 向 Sail operator 请求用于 `{$cluster}` 前置网关的 istiod，Istio {$version}
    .why = {step-front-control-plane-helm.why}
step-front-gateway = 安装 `{$cluster}` 的前置网关，Istio {$version}
    .why = 从集群的代理和 API server 经它在 15012 和 15017 上访问外部 istiod。它由自己的 istiod 配置，该 istiod 只服务 `{$cluster}`，不是从集群使用的那个。IstioOperator 有自己的名称，因此可以与外部 istiod 并存。
step-front-gateway-helm = 用 chart `gateway` 安装 `{$cluster}` 的前置网关
    .why = 从集群的代理和 API server 经它在 15012 和 15017 上访问外部 istiod。{$schema ->
        [skipped] 不使用 chart 的 values 模式：Helm 3.18 及更高版本据此会禁止 chart 自己的 values。
       *[other] {""}
    }
step-front-gateway-sail = 安装 `{$cluster}` 的前置网关
    .why = 从集群的代理和 API server 经它在 15012 和 15017 上访问外部 istiod。Sail operator 不带网关：这是一个由 istiod 注入代理的 Deployment。
step-front-gateway-told = {step-front-gateway}
    .why = {step-front-gateway.why}`{$cluster}` 中没有谁为其 Service 分配地址。从集群连接 {$dialled}：继续之前，请自行把其端口 15012 和 15017 引向 Service `istio-ingressgateway` 的节点端口；没有地址它也会启动。
step-front-gateway-told-helm = {step-front-gateway-helm}
    .why = {step-front-gateway-helm.why}`{$cluster}` 中没有谁为其 Service 分配地址。从集群连接 {$dialled}：继续之前，请自行把其端口 15012 和 15017 引向 Service `istio-ingressgateway` 的节点端口；没有地址它也会启动。Helm 不等待地址。
step-front-gateway-told-sail = {step-front-gateway-sail}
    .why = {step-front-gateway-sail.why}`{$cluster}` 中没有谁为其 Service 分配地址。从集群连接 {$dialled}：继续之前，请自行把其端口 15012 和 15017 引向 Service `istio-ingressgateway` 的节点端口；没有地址它也会启动。
step-front-address = 等待 `{$cluster}` 的前置网关的地址
    .why = 它会写入从集群的安装和 istiod 的证书，必须是固定的 IP 地址：如果是主机名，拓扑必须写明 `istiod.address` 并指定证书。
step-front-address-known = 等待 `{$cluster}` 的前置网关的地址
    .why = 从集群连接 {$address}；在注入第一个从集群之前，它必须通往此网关。
step-front-address-by-name = 等待 `{$cluster}` 的前置网关的地址，并让 `{$address}` 指向它
    .why = 从集群连接该主机名，其 DNS 记录由您管理：在继续之前，让它在每个集群中都指向这一步显示的地址。
step-front-certificate = 把 `{$host}` 的证书放入 `{$cluster}` 的 Secret `{$secret}`，并检查它
    .why = 从集群在 `{$host}` 调用 istiod，并信任它们自身认识的证书机构，因此前置网关出示其中之一签发的证书。证书由您提供，这里不会制作。`kubectl create secret tls {$secret}` 把它放入 `istio-system`；下面的命令只作查看。
step-config-kubeconfig = 让 `{$cluster}` 的 istiod 能访问其配置集群 `{$config}`
    .why = istiod 从 `{$config}` 的 API server 读取 Istio 的配置，否则无法启动。Secret `istio-kubeconfig` 保存安装 `{$config}` 时创建的账户的凭据；它从一个集群直接去往另一个，不写入任何磁盘。其中去掉了远程 Secret 的标签：带着它，istiod 会再次监视 `{$config}`，把其 Pod 计算两次。
step-charts = 告诉 Helm chart 在哪里
    .why = Helm 在它按名称认识的仓库中查找 chart。如果本机无法访问这些仓库，用 `ISTIO_CHARTS` 和 `SAIL_CHARTS` 指定镜像。已经代表别的地址的名称不会改动，步骤会说明。
step-base = 用 chart `base` 安装 `{$cluster}` 的每个 istiod 都需要的内容
    .why = 该 chart 带来 Istio 的资源类型、校验它们的 webhook，以及其他集群监视 `{$cluster}` 所用的账户。它在需要这些内容的 chart `istiod` 之前。
step-base-remote = 用 chart `base` 在从集群 `{$cluster}` 中安装 Istio 的资源类型
    .why = 从 Istio 1.24 起，chart `istiod` 在从集群中也需要它们。该 chart 还带来 `{$primary}` 监视 `{$cluster}` 所用的账户。
step-base-config = 用 chart `base` 在配置集群 `{$cluster}` 中安装 Istio 的资源类型
    .why = Istio 的配置写在这里。该 chart 还带来一个 webhook，让 `{$primary}` 的 istiod 检查配置。
step-base-external-remote = {step-base-remote}
    .why = {step-base-remote.why}
step-control-plane-helm = 用 chart `istiod` 安装 `{$cluster}` 的控制平面，Istio {$version}
    .why = chart 的版本就是 Istio 的版本，因此同一命令每次都安装相同的 istiod。用相同的 values 再次运行，只会使 release 的修订号加一，不改变别的内容。这些 chart 不带入口网关。
step-control-plane-remote-helm = 用 chart `istiod` 安装 `{$primary}` 的从集群 `{$cluster}`，Istio {$version}
    .why = 使用 profile `remote` 时，chart 不带 istiod，而是创建通往 `{$primary}` 网关的 Service `istiod`，以及一个向那里的 istiod 询问的 webhook，其路径中带有集群和网络。`global.configCluster` 与 Istio 的 Helm 指南相同：它增加一个 webhook，在有人误将 Istio 对象写入从集群时检查这些对象。
step-operator = 在 `{$cluster}` 中安装 Sail operator
    .why = 它安装资源 `Istio` 所请求的 Istio，并使其保持一致。所用版本是能安装 Istio {$version} 的最新版本。Helm 只安装一次它的资源类型，从不更新；移除它时，这些资源类型和命名空间会留下。
step-operator-remote = {step-operator}
    .why = {step-operator.why}
step-operator-openshift = 在 `{$cluster}` 中查找 Istio 的 operator
    .why = 在 OpenShift 上它来自软件目录：Red Hat OpenShift Service Mesh 3，或 Sail operator。请在那里为所有命名空间安装它，版本要能安装 Istio {$version}；计划无法代劳，因为目录要求有人批准。
step-operator-remote-openshift = {step-operator-openshift}
    .why = {step-operator-openshift.why}
step-operator-external-remote = {step-operator}
    .why = {step-operator.why}
step-operator-external-remote-openshift = {step-operator-openshift}
    .why = {step-operator-openshift.why}
step-operator-config = {step-operator}
    .why = {step-operator.why}
step-operator-config-openshift = {step-operator-openshift}
    .why = {step-operator-openshift.why}
step-control-plane-sail = 向 Sail operator 请求 `{$cluster}` 的控制平面，Istio {$version}
    .why = 资源 `Istio` 保存 chart `istiod` 的 values。原地更新时，其名称就是修订版本，跨版本保持不变。其命名空间以后不能更改。
step-control-plane-remote-sail = 向 Sail operator 请求 `{$primary}` 的从集群 `{$cluster}`，Istio {$version}
    .why = 使用 profile `remote` 时，operator 不创建 istiod，而是创建通往 `{$primary}` 网关的 Service `istiod` 和一个向那里的 istiod 询问的 webhook。在 `{$primary}` 得知 `{$cluster}` 之前，该资源显示 `RemoteIstiodNotReady`：这是下一步的事，因此这里不等待。
step-gateway-api = 确保 `{$cluster}` 认识 Gateway API 的资源类型
    .why = istiod 由 Gateway 创建东西向网关和 waypoint，而集群本身不认识这种类型。Istio {$istio} 基于 {$version} 构建。已有的相同或更新的资源类型不动；较旧的会更新，除非由平台管理且够用。如果无法下载该版本，用 `MESHWRIGHT_GATEWAY_API` 指定保存它的文件。
step-gateway-api-told = {step-gateway-api}
    .why = istiod 找不到的网关通过这种类型的对象告知，而集群本身不认识这种类型。Istio {$istio} 基于 {$version} 构建。已有的相同或更新的资源类型不动；较旧的会更新，除非由平台管理且够用。如果无法下载该版本，用 `MESHWRIGHT_GATEWAY_API` 指定保存它的文件。
step-control-plane-ambient = 安装 `{$cluster}` 的控制平面和 Ambient 数据平面，Istio {$version}
    .why = profile `ambient` 带来 istiod、把 Pod 引入网格的 CNI 节点代理，以及承载其流量的 ztunnel，并带有集群和网络。IstioOperator 有名称：没有名称时，再次安装会删除另一个 IstioOperator 安装的内容。
step-control-plane-ambient-helm = 用 chart `istiod` 安装 `{$cluster}` 的控制平面，Istio {$version}
    .why = profile `ambient` 让 istiod 服务 ztunnel，并使带标签 `istio.io/global` 的 Service 对其他集群可见。chart 的版本就是 Istio 的版本，因此同一命令每次都安装相同的 istiod。
step-control-plane-ambient-sail = 向 Sail operator 请求 `{$cluster}` 的控制平面，Istio {$version}
    .why = profile `ambient` 让 istiod 服务 ztunnel，并使带标签 `istio.io/global` 的 Service 对其他集群可见。资源 `Istio` 保存 chart `istiod` 的 values；其命名空间以后不能更改。
step-cni = 在 `{$cluster}` 的节点上安装 CNI 节点代理
    .why = 它把 Ambient 命名空间的 Pod 引入网格：没有它，这些 Pod 的流量不加密，也无法到达其他网络。
step-cni-openshift = 在 `{$cluster}` 的节点上安装 CNI 节点代理
    .why = OpenShift 不允许 init 容器更改 Pod 的网络，因此由该代理把带 Sidecar 的 Pod 引入网格；没有它，这些 Pod 会一直等待。对 istiod 注入的每个 Pod，Multus 都会调用它。
step-cni-remote-openshift = {step-cni-openshift}
    .why = {step-cni-openshift.why}
step-cni-remote-host-name-openshift = {step-cni-openshift}
    .why = {step-cni-openshift.why}
step-cni-config-openshift = {step-cni-openshift}
    .why = {step-cni-openshift.why}
step-cni-external-remote-openshift = {step-cni-openshift}
    .why = {step-cni-openshift.why}
step-ztunnel = 在 `{$cluster}` 的节点上安装 ztunnel
    .why = 它承载 Ambient Pod 发出的流量，使用带有各 Pod 身份的隧道。它必须知道自己的集群，istiod 据此接纳它；也必须知道自己的网络，据此区分近处的 Pod 和网关后面的 Pod。它在 CNI 节点代理之后，由后者把 Pod 交给它。
step-east-west-gateway = 安装 `{$cluster}` 的东西向网关
    .why = 其他网络的 Pod 经它到达 `{$network}`，此集群的从集群经它访问 istiod。istiod 根据网络标签和端口 15443 把该 Service 认作网关。
step-east-west-gateway-remote = 安装从集群 `{$cluster}` 的东西向网关
    .why = 其他网络的 Pod 经它到达 `{$network}`。其 Pod 由 `{$primary}` 的 istiod 注入，因此在 `{$primary}` 得知 `{$cluster}` 之后进行。
step-east-west-gateway-remote-own-istiod = 安装从集群 `{$cluster}` 的东西向网关
    .why = 其他网络的 Pod 经它到达 `{$network}`。它从 `{$primary}` 的 istiod 获取配置，而后者只有在得知 `{$cluster}` 之后才接纳它。
step-east-west-gateway-helm = 用 chart `gateway` 安装 `{$cluster}` 的东西向网关
    .why = 其他网络的 Pod 经它到达 `{$network}`，此集群的从集群经它访问 istiod。值 `networkGateway` 给其 Service 加上 istiod 据以识别它的网络标签，并为 Pod 开放 15443，为从集群开放 15012 和 15017。{$address ->
        [none] 没有谁为其 Service 分配地址，而 Helm 会一直等待。
       *[some] {""}
    }{$schema ->
        [skipped] 不使用 chart 的 values 模式：Helm 3.18 及更高版本据此会禁止 chart 自己的 values。
       *[other] {""}
    }
step-east-west-gateway-helm-ports = 用 chart `gateway` 安装 `{$cluster}` 的东西向网关
    .why = 其他网络的 Pod 经它到达 `{$network}`。chart 的值 `networkGateway` 会在这里也开放 istiod 的端口 15012 和 15017，并且不支持节点端口。因此把它所代表的内容逐项写出：网络标签、变量和此网格需要的端口。{$address ->
        [none] 没有谁为其 Service 分配地址，而 Helm 会一直等待。
       *[some] {""}
    }{$schema ->
        [skipped] 不使用 chart 的 values 模式：Helm 3.18 及更高版本据此会禁止 chart 自己的 values。
       *[other] {""}
    }
step-east-west-gateway-remote-helm = 用 chart `gateway` 安装从集群 `{$cluster}` 的东西向网关
    .why = 其他网络的 Pod 经它到达 `{$network}`。其 Pod 由 `{$primary}` 的 istiod 注入，因此在 `{$primary}` 得知 `{$cluster}` 之后进行。{$address ->
        [none] 没有谁为其 Service 分配地址，而 Helm 会一直等待。
       *[some] {""}
    }{$schema ->
        [skipped] 不使用 chart 的 values 模式：Helm 3.18 及更高版本据此会禁止 chart 自己的 values。
       *[other] {""}
    }
step-east-west-gateway-remote-helm-ports = 用 chart `gateway` 安装从集群 `{$cluster}` 的东西向网关
    .why = 其他网络的 Pod 经它到达 `{$network}`。其 Pod 由 `{$primary}` 的 istiod 注入，因此在 `{$primary}` 得知 `{$cluster}` 之后进行。chart 的值 `networkGateway` 会在这里也开放 istiod 的端口 15012 和 15017，并且不支持节点端口。因此把它所代表的内容逐项写出：网络标签、变量和此网格需要的端口。{$address ->
        [none] 没有谁为其 Service 分配地址，而 Helm 会一直等待。
       *[some] {""}
    }{$schema ->
        [skipped] 不使用 chart 的 values 模式：Helm 3.18 及更高版本据此会禁止 chart 自己的 values。
       *[other] {""}
    }
step-east-west-gateway-sail = 安装 `{$cluster}` 的东西向网关
    .why = 其他网络的 Pod 经它到达 `{$network}`，此集群的从集群经它访问 istiod。Sail operator 不带网关：这是一个由 istiod 注入代理的 Deployment，带有 Istio 自己的网关的标签和端口。
step-east-west-gateway-remote-sail = 安装从集群 `{$cluster}` 的东西向网关
    .why = 其他网络的 Pod 经它到达 `{$network}`。Sail operator 不带网关：这是一个由 `{$primary}` 的 istiod 注入代理的 Deployment，因此在 `{$primary}` 得知 `{$cluster}` 之后进行。
step-east-west-gateway-external = 安装从集群 `{$cluster}` 的东西向网关
    .why = 其他网络的 Pod 经它到达 `{$network}`。其 Pod 由 `{$primary}` 的 istiod 注入，因此要等到可以经前置网关访问该 istiod 且它认识 `{$cluster}` 时进行。
step-east-west-gateway-external-generated = {step-east-west-gateway-external}
    .why = {step-east-west-gateway-external.why}与从集群本身一样，应用的是 istioctl 打印的内容。{step-control-plane.budgets}
step-east-west-gateway-external-helm = {step-east-west-gateway-remote-helm}
    .why = {step-east-west-gateway-external.why}值 `networkGateway` 给其 Service 加上 istiod 据以识别它的网络标签。
step-east-west-gateway-external-helm-ports = {step-east-west-gateway-remote-helm}
    .why = {step-east-west-gateway-external.why}chart 的值 `networkGateway` 既不支持固定的节点端口，也不支持它自己以外的端口，因此把它所代表的内容逐项写出：网络标签、变量和端口。
step-east-west-gateway-external-sail = {step-east-west-gateway-external}
    .why = {step-east-west-gateway-external.why}Sail operator 不带网关：这是一个 Deployment，带有 Istio 自己的网关的标签和端口。
step-gateway-address = 等待 `{$cluster}` 的东西向网关的地址
    .why = 对 istiod 来说，没有地址的网关并不存在：调用方会被导向它们无法到达的 Pod 地址。
step-ambient-gateway = 请求 `{$cluster}` 的 Ambient 东西向网关
    .why = 其他网络的 ztunnel 经它到达 `{$network}`，使用端口 15008 上的隧道。istiod 根据其类别和网络标签识别它，并创建其 Deployment 和 Service，两者都叫 `{$gateway}`。
step-ambient-gateway-beside = 请求 `{$cluster}` 的 Ambient 东西向网关，与 Sidecar 的网关并存
    .why = 其他网络的 ztunnel 经它到达 `{$network}`，使用端口 15008 上的隧道，而 Sidecar 使用 15443：Istio 没有同时具备两者的网关。它叫 `{$gateway}`，因为 istiod 用 Gateway 的名称命名其 Deployment 和 Service，而另一个网关使用通常的名称。
step-ambient-gateway-address = 等待 `{$cluster}` 的 Ambient 东西向网关的地址
    .why = 对其他集群来说，未就绪或没有地址的 Gateway 并不存在：它们会丢弃其后面的端点。
step-gateway-address-eks = 等待 `{$cluster}` 的东西向网关的地址
    .why = 其注解请求 AWS Load Balancer Controller（`{$cluster}` 中必须有它）创建网络负载均衡器：传统负载均衡器不适合只在工作负载处终止的 TLS。其地址是主机名。对 istiod 来说，没有地址的网关并不存在：调用方会被导向它们无法到达的 Pod 地址。
step-gateway-address-node-port = 检查 `{$cluster}` 的节点是否有 ExternalIP
    .why = istiod 把其他网络的调用方导向节点的 ExternalIP，从不使用 InternalIP，而裸机节点只有后者。如果没有节点有 ExternalIP，调用方会被导向 `{$network}` 中它们无法到达的 Pod 地址。此时请把别人访问这些节点所用的地址写入 `{$cluster}` 的 `eastWestGateway.addresses`，每个 istiod 都会得知它们。
step-remote-gateways = 把 {$gateways} 的网关告知 `{$istiod}` 的 istiod
    .why = istiod 在它能访问 API server 的集群中，根据网关的 Service 显示的地址找到网关。这里缺少其中之一，而拓扑知道这些地址。类别为 `istio-remote` 的 Gateway 说明它们；不会为此部署任何内容。
step-expose-services = 让其他网络经 `{$cluster}` 所服务的网关访问服务
    .why = 网关按服务器名称转发 TLS，并且只转发此 Gateway 所指定的内容。它由服务该网关的 istiod 读取，因此只放入主集群。
step-expose-services-config = 让其他网络经 `{$primary}` 所服务的网关访问服务
    .why = 网关按服务器名称转发 TLS，并且只转发此 Gateway 所指定的内容。`{$primary}` 的 istiod 在其配置集群 `{$cluster}` 中读取它，用于其所有从集群的网关。
step-expose-istiod = 让从集群能访问 `{$cluster}` 的 istiod
    .why = 从集群的代理连接 15012，从集群的 API server 在 15017 上调用 webhook。在安装从集群之前，两者都必须开放。
step-expose-istiod-external = 把 `{$cluster}` 的前置网关引向外部 istiod
    .why = 从集群的代理连接 15012，从集群的 API server 在 15017 上调用 webhook。TLS 原样转发，istiod 出示自己的证书。
step-expose-istiod-external-by-name = 把 `{$cluster}` 的前置网关引向外部 istiod
    .why = 从集群的代理连接 15012，从集群的 API server 在 15017 上调用 webhook。TLS 在网关处终止，由网关出示该主机名的证书，再重新建立到 istiod 的 TLS。
step-shared-services = 在 `{$cluster}` 中共享拓扑的 {$services} 个服务
    .why = Ambient 模式只把带标签 `istio.io/global` 的 Service 展示给其他集群，而且两边都必须有该标签。这些 Service 属于其使用者：已有的会加上标签，其余保持不变。请把标签也写入它们自己的清单，或在部署之后再次运行这一步。
step-shared-services-waypoint = 在 `{$cluster}` 中共享拓扑的 {$services} 个服务，并使用 waypoint
    .why = Ambient 模式只把带标签 `istio.io/global` 的 Service 展示给其他集群。ztunnel 会选用任意端点；如果调用方对某些端点有偏好，该服务就需要 waypoint，且在每个集群中同名。这些 Service 属于其使用者：已有的会加上标签，其余保持不变。请把标签也写入它们自己的清单，或在部署之后再次运行这一步。
step-expose-istiod-host-name = 让从集群能在 `{$host}` 访问 `{$cluster}` 的 istiod
    .why = 从集群的代理连接 15012，从集群的 API server 在 15017 上调用 webhook。在安装从集群之前，两者都必须开放。istiod 自己的证书也含有名称 `{$host}`，其从集群认识根证书，因此无需任何人提供证书。
step-expose-istiod-certificate = 让从集群能在 `{$host}` 访问 `{$cluster}` 的 istiod
    .why = 从集群的代理连接 15012，该端口直接透传：它们按 Service 的名称认识 istiod。从集群的 API server 以 `{$host}` 在 15017 上调用 webhook，因此网关在此出示其证书，并自行调用 istiod。
step-istiod-name = 让 `{$host}` 指向 `{$cluster}` 的网关
    .why = 从集群及其 API server 都按此名称找到 `{$cluster}` 的 istiod。由管理 DNS 区域的人创建记录，值为网关的 Service 的地址：主机名用 CNAME，IP 地址用 A 或 AAAA 记录。这一步会等到本机能解析该名称。
step-gateway-certificate = 检查 `{$cluster}` 中 `{$host}` 的证书
    .why = 网关向从集群的 API server 出示 Secret `{$secret}` 中的证书。它们只信任网格的根证书，由 `{$cluster}` 的 istiod 写入其 webhook：其他机构的证书会被拒绝，不会注入任何 Pod。请事先创建该 Secret，含有 `tls.crt` 和 `tls.key`。
step-traffic = 告知 `{$cluster}` 中的调用方优先使用哪些端点
    .why = 故障转移需要在同一条规则中有异常点检测和优先级，而且每个主集群都需要该规则：路由在调用方所在处决定。
step-traffic-config = 告知 `{$primary}` 的从集群中的调用方优先使用哪些端点
    .why = 故障转移需要在同一条规则中有异常点检测和优先级。`{$primary}` 的 istiod 在其配置集群 `{$cluster}` 中读取它，用于其所有从集群。
step-traffic-config-localities = 告知 `{$primary}` 的从集群中的调用方优先使用哪些地域
    .why = 故障转移需要在同一条规则中有异常点检测和优先级。`{$primary}` 的 istiod 在其配置集群 `{$cluster}` 中读取它，用于其所有从集群。Istio {$version} 除地域和可用区之外没有别的优先级，它们取自节点的标签：本集群优先，只是因为没有别的集群在其地域。
step-traffic-localities = 告知 `{$cluster}` 中的调用方优先使用哪些地域
    .why = 故障转移需要在同一条规则中有异常点检测和优先级，而且每个主集群都需要该规则：路由在调用方所在处决定。Istio {$version} 除地域和可用区之外没有别的优先级，它们取自节点的标签：本集群优先，只是因为没有别的集群在其地域。
step-remote-secret = 制作用于监视 `{$cluster}` 的凭据
    .why = 它对所有监视该集群者都相同，因此只制作一次。它能读取 `{$cluster}` 的所有 Secret：只留在内存中，不写入任何磁盘。
step-remote-secrets = 收集 {$clusters} 个集群的远程 Secret
    .why = 缺少一个就会悄无声息地遗漏一个集群的端点。
step-attach = 让 `{$cluster}` 监视其他 {$others} 个集群
    .why = istiod 只把它所监视的集群的端点发给其代理，没有别的。一个列表，一次应用。{step-attach.renewal}
    .renewal = {$renewal ->
            [told] 在 Istio {$version} 中，{$hazard}：以后这样做时，请随后重启 istiod。
           *[fine] {""}
        }
step-attach-untold = 让 `{$cluster}` 监视其他 {$others} 个集群
    .why = istiod 只把它所监视的集群的端点发给其代理，没有别的。一个列表，一次应用。{step-attach.renewal}此版本的 istioctl 无法判断 istiod 何时与它们同步：最后的请求会显示出来。
step-attach-external = 让 `{$primary}` 的 istiod 监视另外 {$others} 个集群
    .why = istiod 只把它所监视的集群的端点发给其代理，并且不接纳其他集群的代理。它在自己运行的 `{$cluster}` 中查找这些 Secret；它已经认识自己的配置集群。{step-attach.renewal}
step-attach-external-config = 让 `{$primary}` 的 istiod 监视另外 {$others} 个集群
    .why = istiod 只把它所监视的集群的端点发给其代理，并且不接纳其他集群的代理。到 Istio 1.14 为止，它在其配置集群 `{$cluster}` 中查找这些 Secret。{step-attach.renewal}
step-attach-external-config-untold = {step-attach-external-config}
    .why = {step-attach-external-config.why}此版本的 istioctl 无法判断 istiod 何时与它们同步：最后的请求会显示出来。
step-remote-clusters = 检查 `{$cluster}` 是否已与其他 {$others} 个集群同步
    .why = Secret 存在并不说明 API server 可以访问。
step-addons = 在 `{$cluster}` 中安装 {$addons}
    .why = 它们来自 Istio {$version} 的示例：用于查看，没有登录，也没有存储。
step-addons-clusters = 在 `{$cluster}` 中安装 {$addons}
    .why = 它们来自 Istio {$version} 的示例：用于查看，没有登录，也没有存储。一个集群的插件只认识本集群的代理。要同时查看所有集群，需要另一个 Prometheus 来汇总：用联邦方式汇集它们，并为每个集群加标签 `cluster`，或在旁边使用 Thanos 之类的存储。
step-addons-kiali = 在 `{$cluster}` 中安装 {$addons}
    .why = 它们来自 Istio {$version} 的示例，含 Kiali {$kiali}：用于查看，没有登录，也没有存储。
step-addons-kiali-clusters = 在 `{$cluster}` 中安装 {$addons}
    .why = 它们来自 Istio {$version} 的示例，含 Kiali {$kiali}：用于查看，没有登录，也没有存储。Kiali 的图来自 `{$cluster}` 的 Prometheus，后者只认识本集群的代理。要得到所有集群的图，需要另一个 Prometheus 来汇总：用联邦方式汇集它们，并为每个集群加标签 `cluster`，或在旁边使用 Thanos 之类的存储。
step-addons-kiali-clusters-alone = 在 `{$cluster}` 中安装 {$addons}
    .why = 它们来自 Istio {$version} 的示例，含 Kiali {$kiali}：用于查看，没有登录，也没有存储。这个 Kiali 只能看到 `{$cluster}`。要看到其他集群，请用其 operator 或 chart 安装，并为每个集群准备带标签 `kiali.io/multiCluster=true` 的 Secret，以及汇总它们的 Prometheus：用联邦方式汇集它们，并为每个集群加标签 `cluster`，或在旁边使用 Thanos 之类的存储。
step-kiali-credential = 制作供别处的 Kiali 读取 `{$cluster}` 的凭据
    .why = Kiali 的示例带来一个具有所需权限的账户。这些权限不止读取：打开 Kiali 的任何人都能使用它们，因为示例不要求登录。凭据只留在内存中，不写入任何磁盘。
step-kiali-clusters = 让 `{$cluster}` 中的 Kiali 看到 {$others}
    .why = Kiali 通过自己的 Secret 认识其他集群，而不是 Istio 的远程 Secret：每个集群一个 kubeconfig，名称与其在网格中的名称相同。其示例在有 `{$secret}` 时挂载它。Kiali 在启动时读取，因此该 Secret 更改之后会重新启动 Kiali。
step-sample = 在 `{$cluster}` 中启动示例工作负载
    .why = 一个以所在集群的名称应答的服务器和一个客户端，位于单独的命名空间。
step-sample-ambient = {step-sample}
    .why = 一个以所在集群的名称应答的服务器和一个客户端，位于单独的命名空间，其 Pod 凭标签 `istio.io/dataplane-mode` 加入。Service 带有使其他集群能看到它们的标签。
step-samples = 等待 {$clusters} 个集群的示例工作负载
    .why = 向仍在启动的服务器发请求，说明不了网格的情况。
step-requests = 从 `{$cluster}` 请求 {$clusters} 个集群的服务器
    .why = 每个有序对都要试：一个方向可行，说明不了另一个方向。
step-traffic-sample = 告知 `{$cluster}` 中的调用方对示例的偏好
    .why = 拓扑中的服务可能尚未部署，也不会说明由哪个集群应答。`sample` 中以流量种类命名的 Service 代替它们，后面是示例服务器：它们在这里得到相同的规则。
step-traffic-requests = 查看 `{$cluster}` 中的调用方优先使用谁
    .why = 每个集群都有一个服务器位于名为 {$kinds} 的 Service 后面，全部二十个请求都必须由 `{$cluster}` 的服务器应答。`helloworld` 有相同的服务器而没有规则：由几个集群应答。本集群没有端点时调用方会去别处，这一点已由对每个集群的请求证明。

# 步骤何时完成。
condition-cluster-ready = API server 报告已就绪
condition-no-unnamed-installation = 集群中没有无名称的 Istio 安装，也没有别人安装的同一修订版本的 istiod
condition-applied = `{$file}` 中的全部内容都按文件所写存在于集群中
condition-deployment-available = `{$namespace}` 中的 Deployment `{$name}` 可用
condition-daemon-set-ready = `{$namespace}` 中的 DaemonSet `{$name}` 的每个 Pod 都已就绪
condition-released = Helm 称 release `{$release}` 已部署，其 chart 的版本为 {$version}
condition-resource-ready = `{$resource}` 报告已就绪
condition-operator-serves = Istio 的 operator 可用，且集群认识其资源类型
condition-charts-known = 本机的 Helm 知道 chart 在哪里
condition-sample-available = `sample` 中的 Deployment `{$name}` 可用
condition-owned-by = 其对象带有所有者 `{$operator}`
condition-discovery-service = `{$namespace}` 中的 Service `{$name}` 通往主集群的网关
condition-front-service = `{$namespace}` 中的 Service `{$name}` 通往前置网关
condition-injection-webhook = webhook `{$name}` 已存在
condition-front-certificate = Secret `{$secret}` 含有 `{$host}` 的证书
condition-config-kubeconfig = `{$cluster}` 的凭据已在 Secret `istio-kubeconfig` 中
condition-certificate-made = 密钥和证书已在本机
condition-cacerts-hold-root = Secret `cacerts` 含有网格的根证书
condition-gateway-has-address = Service `{$service}` 已有地址
condition-gateway-api-known = API server 提供 Gateway API 的 Gateway
condition-gateway-programmed = Gateway `{$gateway}` 已就绪并有地址
condition-services-shared = {$services} 个服务中已存在的都带有其标签
condition-nodes-have-address = 网关注解所选的节点中有一个具有 ExternalIP
condition-name-resolves = `{$host}` 已有地址
condition-certificate-covers = Secret `{$secret}` 含有 `{$host}` 的证书，且在网格的根证书之下
condition-answered-by-own = 对每个替身的二十个请求都由本集群应答
condition-answered-by-several = 对 `helloworld` 的请求由几个集群应答
condition-kiali-sees = Secret `{$secret}` 含有 {$clusters} 个集群的凭据，且 Kiali 已用它启动
condition-remote-secret-at-hand = 凭据已备好
condition-remote-secrets-at-hand = {$clusters} 个集群的凭据已备好
condition-remote-secrets-present = `{$namespace}` 中有 {$others} 个远程 Secret
condition-synced = `istioctl remote-clusters` 显示其他 {$others} 个集群均为 synced
condition-samples-ready = {$clusters} 个集群的示例 Deployment 均可用
condition-answered = {$clusters} 个集群的服务器都以各自的名称应答
