# 执行计划时所说。术语见 docs/glossary.zh-CN.md。

# 步骤如何结束。
outcome-done = 已完成
outcome-already-done = 之前已完成
outcome-failed = 失败
outcome-timed-out = 超时
outcome-interrupted = 被中断
outcome-unknown = 未知
outcome-blocked = 受阻
outcome-skipped = 已跳过

# 程序。
apply-not-started = 无法启动 { $program }
apply-not-sent = { $program } 在联系集群之前就拒绝了；没有写入任何内容
apply-unreachable = API server 没有响应 { $program }
apply-unauthorized = API server 不知道 { $program } 是谁；请重新登录
apply-forbidden = API server 不允许 { $program } 所请求的操作
apply-untrusted = { $program } 不信任 API server 的证书
apply-conflict = 某个字段属于别人；{ $program } 没有改动它。请从两处之一去掉该字段
apply-terminating = 命名空间正在删除；请等到它消失
apply-invalid = API server 认为 { $program } 的某个对象有误而拒绝
apply-tool-timed-out = { $program } 一直等到超时
apply-refused = { $program } 以退出码 { $exit } 结束
apply-killed = { $program } 被信号终止
apply-too-long = { $program } 在 { $seconds } 秒之后被终止
apply-too-much = { $program } 被终止：它打印的内容太多
apply-unreadable = 无法读取 { $program } 打印的内容
apply-interrupted = { $program } 被终止

# 步骤。
apply-timed-out = 等待以下内容时超时：{ $waited }
apply-stopped-waiting = 等待以下内容时停止：{ $waited }
apply-not-begun = 在开始之前停止
apply-journal-broken = 无法写入日志，因此什么都没有开始
apply-needed-and-not-done = 它是必需的，但尚未完成；请去掉 --only，或先执行它
apply-no-cluster = 网格中没有这个集群
apply-no-such-cluster = 网格中没有集群 `{ $cluster }`
apply-namespace-in-use = `{ $cluster }` 的命名空间 `{ $namespace }` 中有别人的工作负载：{ $found }；删除之前请移走它们
apply-cannot-read = 无法读取 `{ $path }`：{ $cause }
apply-nothing-learned = 步骤 `{ $step }` 尚未得到地址

# 集群。
apply-unnamed-installation = `{ $cluster }` 中有安装时没有名称的 Istio：{ $found }。再次安装会删除其网关；请先用 `metadata.name` 安装一次，或选择另一个修订版本
apply-foreign-installation = `{ $cluster }` 中有同一修订版本、但不是此计划安装的 istiod：{ $found }；请选择另一个修订版本，或移除它
apply-no-operator = `{ $cluster }` 中没有 Sail operator；请从平台的目录安装
apply-no-node-address = `{ $cluster }` 的节点都没有 ExternalIP，因此调用方不会被导向其网关

# 证书。
apply-no-root = `{ $folder }` 中没有根证书；请用 `meshwright ca new` 制作
apply-no-certificate = `{ $folder }` 中没有 `{ $cluster }` 的证书；请用 `meshwright ca issue` 制作
apply-other-root = `{ $cluster }` 的 `cacerts` 已有另一个根证书。替换它会中断网格的每个连接；请使用正在使用的证书，或移除该 Secret
apply-own-root = `{ $cluster }` 的 istiod 已自行制作根证书；其工作负载会与其他所有工作负载失去联系。请先移除 Secret `istio-ca-secret` 和该 istiod
apply-not-our-root = `{ $cluster }` 的 `cacerts` 使用另一个根证书；它不该由此网格删除
apply-no-host-certificate = `{ $cluster }` 中没有含 `{ $host }` 证书的 Secret
apply-other-host = `{ $cluster }` 中的证书对 `{ $host }` 无效
apply-other-authority = `{ $cluster }` 中 `{ $host }` 的证书不是来自网格的根证书

# 网关。
apply-no-address = `{ $cluster }` 的网关显示 `{ $said }`，这不是地址
apply-other-address = `{ $cluster }` 的网关的地址是 { $address }，而拓扑写的是 { $expected }。请修正拓扑或负载均衡器
apply-host-name-ignored = `{ $cluster }` 的网关使用主机名 `{ $name }`，此网格中有 istiod 忽略它；请给它 IP，或把其地址写入拓扑
apply-hostname = `{ $cluster }` 的网关使用主机名 `{ $name }`，而从集群需要 IP。请在拓扑中写一个 IP，或您自己管理的主机名

# Helm。
apply-release-pending = `{ $cluster }` 中的 release `{ $release }` 状态为 { $status }：别人的 Helm 正在处理，或已被终止。请等待，或将其回滚
apply-other-charts = Helm 知道的仓库 `{ $name }` 是另一个地址：{ $known }，而不是 { $address }；请移除或改名

# 插件。
apply-no-addon = `{ $folder }` 中没有 `{ $addon }` 的示例；请让 ISTIO_DIR 指向 Istio 版本的文件夹

# 远程 Secret。
apply-no-credential = 没有备好 `{ $cluster }` 的凭据；其步骤没有完成
apply-secret-elsewhere = `{ $source }` 的新远程 Secret 通往另一个集群，而 `{ $target }` 有一个可用的；保留它
apply-secret-refused = `{ $source }` 的新远程 Secret 不可用，而 `{ $target }` 有一个可用的；保留它。{ $said }
apply-secret-untried = 从这里无法访问 `{ $source }` 的新远程 Secret 中的服务器，而 `{ $target }` 有一个可能可用的。用不可用的替换可用的，会失去端点，直到重启 istiod；请从能访问该服务器之处执行，或删除旧的 Secret

# 等待什么。
wait-object = { $name } 尚不存在
wait-resource = { $name } 未就绪：{ $said }
wait-pods = { $name }：{ $wanted } 个 Pod 中有 { $ready } 个就绪
wait-pods-refused = { $name } 没有 Pod：{ $said }。消除原因之后，控制器要过几分钟才重试；`kubectl rollout restart` 使它立即重试
wait-address = { $name } 尚无地址
wait-programmed = { $name } 未就绪：{ $said }
wait-name = `{ $name }` 在 DNS 中没有地址
wait-token = API server 尚未创建 `{ $account }` 的令牌
wait-sync = { $others } 个集群中有 { $synced } 个已同步。{ $table }
wait-answer = `{ $to }` 没有应答 `{ $from }`：{ $said }
wait-answers = 从 `{ $from }` 到 `{ $service }` 的 { $requests } 个请求得到的应答：{ $answers }

# 日志。
journal-system = 无法使用日志：{ $cause }
journal-changed = 日志的第 { $line } 行不是当初写入的内容；请移走该文件，查看现状，并用 `meshwright apply` 重新开始
journal-unknown = 日志的第 { $line } 行由另一版本的 Meshwright 写入；请使用那个版本

# 第一次写入之前。
preflight-cluster = `{ $cluster }`：{ $problem }
preflight-twins = `{ $one }` 和 `{ $other }` 的上下文通往同一集群；请修正其中之一
preflight-istioctl = istioctl 是 { $found }；此计划需要 { $wanted }
preflight-helm = helm 是 { $found }；此计划需要 { $minimum } 或更高版本，但不能高于 { $newest }
preflight-kubernetes = `{ $cluster }` 运行 Kubernetes { $kubernetes }，Istio { $istio } 不支持它
preflight-other-cluster = `{ $cluster }` 的上下文 `{ $context }` 通往的集群与上次不同；请修正上下文，或移走日志
preflight-denied = `{ $cluster }` 不允许：{ $denied }

# 验证。
verify-not-synced = `{ $from }` 的 istiod 没有显示 `{ $to }` 已同步
verify-no-root-here = 网格的根证书不在本机，因此无法比较
verify-no-root = `{ $cluster }` 没有供其工作负载使用的根证书
verify-other-root = `{ $cluster }` 的工作负载信任的根证书不是网格的根证书
verify-endpoints-unread = 从这里无法读取 `{ $from }` 的端点列表
verify-no-endpoints = `{ $from }` 的代理没有收到 `{ $to }` 的端点。如果 istiod 显示它已同步，请重启 istiod：`kubectl rollout restart deployment/istiod`
verify-other-endpoints = `{ $from }` 的代理收到的 `{ $to }` 的端点不是其网络的网关：{ $found }。请查看其网关的 Service 的标签 `topology.istio.io/network`
verify-no-answer = `{ $to }` 没有应答 `{ $from }` 的请求
