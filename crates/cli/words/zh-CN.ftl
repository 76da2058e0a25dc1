# 除检查结果、计划和回答之外，命令行所说。术语见 docs/glossary.zh-CN.md。

cli-error = 错误
cli-cannot-print = 无法打印：{ $cause }
cli-cannot-read = 无法读取 `{ $path }`：{ $cause }
cli-cannot-write = 无法写入 `{ $path }`：{ $cause }
cli-findings = 有 { $count } 个警告和提示；`meshwright check { $file }` 显示它们
cli-not-a-version = `{ $version }` 不是 Istio 版本；请写作 1.30 或 1.30.3
cli-unknown-model = 没有模型 `{ $model }`
cli-unknown-code = 没有规则 `{ $code }`；`meshwright explain --all` 列出全部规则
cli-unknown-code-near = 没有规则 `{ $code }`；您是指 `{ $near }` 吗？
cli-english-pages = 规则的页面只有英文

cli-fix-stdin = 标准输入不能修复；请指定文件
cli-write-stdin = 不能写入标准输入；请指定文件，或去掉 --write
cli-fixed = 已修复 { $code }：{ $title }
cli-not-fixed = 没有修复，因为会丢失注释：{ $code }：{ $title }
cli-comments-lost = `{ $file }` 中有注释，会丢失；如要继续，请加上 --drop-comments

cli-rendered = 已将 { $count } 个文件写入 { $path }
cli-removed = 已删除先前交付包的 { $count } 个文件
cli-serve-stop = 设计器只在浏览器中运行；Ctrl-C 停止提供
cli-serve-no-page = 没有可提供的设计器：请用 `cargo xtask web` 构建，再用 `--from` 指定检出目录；或用 `--features designer` 构建此程序
cli-serve-port = 无法在 127.0.0.1 的端口 { $port } 上提供：{ $error }
cli-not-ours = `{ $path }` 中有文件，但不是交付包；请选择另一个目录，或加上 --force 写入其中
cli-changed = `{ $path }` 中有 { $count } 个文件会被覆盖，而它们已不是交付包写出的样子：{ $files }；请移走您需要的，或加上 --force
cli-exists = `{ $path }` 已存在；加上 --force 覆盖它
cli-link = `{ $path }` 是符号链接；不会通过链接写入
cli-wrong-kind = `{ $path }` 挡住了路：需要目录之处是文件，或相反

# 计划。
plan-headline = `{ $mesh }` 的计划：{ $models }，{ $networks }中的{ $clusters }，{ $steps }
plan-clusters = { $count } 个集群
plan-networks = { $count } 个网络
plan-steps = { $count } 个步骤
plan-here = 本机
plan-step = 步骤
plan-where = 位置
plan-after = 先决步骤
plan-what = 内容
plan-depth = 最长的链

# 对 why 的回答。
answer-same = `{ $to }` 之内的请求能到达
answer-direct = 从 `{ $from }` 的请求直接到达 `{ $to }`
answer-gateway = 从 `{ $from }` 的请求经 { $gateways } 的网关到达 `{ $to }`
answer-no = 从 `{ $from }` 的请求到不了 `{ $to }`
answer-fix = 修复办法：{ $title }
answer-fix-then = 然后：{ $title }
answer-fix-or = 或者：{ $title }
answer-service = 服务
answer-list = 列表

# 证书。
cli-kept = `{ $path }` 已存在；密钥从不覆盖
cli-open = 别人可以写入 `{ $path }`，从而放入自己的密钥；请用 `chmod go-w` 收回权限，或选择另一个文件夹
cli-foreign = `{ $path }` 属于别人，那个人可以放入别的密钥；请选择您自己的文件夹
cli-no-home = 变量 HOME 没有设置；请用 --certificates 指定证书的文件夹
cli-no-randomness = 系统没有为密钥提供随机数：{ $cause }
cli-passphrase = 根证书密钥的口令
cli-passphrase-again = 再次输入
cli-passphrases-differ = 两次口令不同
cli-passphrase-needed = 没有可以询问根证书密钥口令的终端；请用 --passphrase-file 指定文件
cli-passphrase-not-text = 口令不是 UTF-8 文本
cli-ca-file = `{ $path }`：{ $problem }
cli-ca-not-plugged-in = `{ $file }` 的计划不制作证书：请设置 `mesh.ca.kind: plugged-in`
cli-ca-cluster-taken = 证书的文件夹中已有一个名为 `{ $cluster }`，它不是集群；请给该集群起别的名称
cli-ca-no-such-cluster = 按此计划，`{ $cluster }` 中没有 istiod 签发证书
cli-ca-root-made = 已将 `{ $mesh }` 的根证书写入 { $path }；有效期至 { $until }，SHA-256 { $fingerprint }
cli-ca-issued = 已将 `{ $cluster }` 的证书写入 { $path }；有效期至 { $until }
cli-ca-kept = `{ $cluster }` 的证书已在 { $path } 中
cli-ca-set-aside = 已将 `{ $cluster }` 先前的证书移到 { $path }
cli-ca-not-whole = `{ $path }` 没有 `{ $cluster }` 的全部四个文件；加上 --replace，会把它移到一边并制作完整的证书
cli-ca-no-root = `{ $path }` 中没有根证书：`meshwright ca new` 制作它；使用您自己的 CA 的证书时不需要
cli-ca-no-root-key = 根证书的密钥不在 `{ $path }` 中：请在签发期间放回 root-key.pem
cli-ca-no-request = 没有为 `{ $cluster }` 提出过请求：`{ $path }` 中没有 `meshwright ca request` 制作的密钥
cli-ca-import-kept = `{ $cluster }` 在 `{ $path }` 中已有证书；加上 --replace 会把它移到一旁
cli-ca-one-file = `{ $path }` 是一组文件之一，是否正确取决于其他文件：请指定其文件夹
cli-ca-nothing-to-rotate = `{ $cluster }` 在 `{ $path }` 中没有可替换的证书；请把其 `cacerts` 中的四个文件放到那里，或用 --certificates 指定文件夹

# 预测的端点列表。前几列与 istioctl 相同。
lists-own = `{ $from }` 中的代理，来自本集群的 istiod
lists-of = `{ $from }` 中的代理，来自 `{ $istiod }` 的 istiod
lists-unserved = `{ $from }` 中的代理得不到列表：{ $broken }
lists-endpoint = ENDPOINT
lists-status = STATUS
lists-outlier = OUTLIER CHECK
lists-cluster = CLUSTER
lists-weight = 权重
lists-meaning = 通往
lists-share = { $cluster }：100 个请求中有 { $percent } 个到达
cli-ca-nothing = `{ $path }` 中没有证书：既没有含 `cacerts` 文件的文件夹，也没有 Secret 的清单
cli-ca-requested = `{ $cluster }` 的请求在 { $path } 中
cli-ca-request-made = 已将 `{ $cluster }` 的请求写入 { $path }；旁边的密钥留在这里
cli-ca-imported = `{ $cluster }` 用您的 CA 的证书签名；请求已完成
cli-ca-rotate-issue = 同一根证书下的新证书由 `meshwright ca issue --replace --secret` 制作；--write 用于新的根证书
cli-ca-rotation-written = 已将新的根证书和每个阶段的文件写入 { $path }
cli-ca-in-bundle = `{ $path }` 在交付包之内，而交付包是用来共享的；请用 --certificates 指定另一个文件夹
ca-cluster = 集群
ca-certificate = 证书
ca-until = 有效期至
ca-fingerprint = SHA-256
ca-rotate-first = 首先，在本机：
ca-rotate-wave = { $clusters }：
ca-rotate-done = 完成的标志：{ $condition }。
ca-rotate-allow = 在 { $cluster } 的拓扑中，把 istio.values 的 pilot.env.ISTIO_MULTIROOT_MESH 设为 "true"，把 istio.meshConfig 的 defaultConfig.proxyMetadata.PROXY_CONFIG_XDS_AGENT 设为 "true"，重新生成，并运行 run.sh
ca-rotate-restart = 重启 { $cluster } 的网关和工作负载，使它们带着该设置启动
ca-rotate-last = 最后把 { $folder }/root 和 { $folder }/3-trust-new 中各集群的文件夹移到 { $certificates }，并销毁旧根证书的密钥。

# 失去什么。
whatif-headline = 失去{ $parts }时，集群之间 { $percent } 的请求立即中断，涉及 { $count } 对集群
whatif-gone = 失效：
whatif-running = 继续运行，并可以更改和重启：
whatif-old = 代理保留现有配置：
whatif-pods = 无法启动网格的 Pod：
whatif-watches = 不再跟踪端点：
whatif-pairs = 请求中断，直到异常点检测或新列表去掉该通路：
whatif-callers = 各集群的调用方失去的请求比例（请求均匀分布时）：
whatif-names = { $clusters }
whatif-stopped = `{ $cluster }`：{ $because }
whatif-stopped-until = `{ $cluster }`：{ $because }；{ $until }
whatif-unwatched = `{ $cluster }` 的端点，由 `{ $istiod }` 的 istiod 跟踪
whatif-restart = 在此期间重启的 istiod 有 30 秒不服务任何代理，然后忘记它们
whatif-pair = `{ $from }` 到 `{ $to }`：{ $percent }，{ $because }
whatif-caller = `{ $cluster }`：{ $percent }
whatif-more-pairs = 以及另外 { $count } 对
whatif-more = 还有 { $count } 项；去掉 --top 可以看到
whatif-head-share = 请求
whatif-head-pairs = 集群对
whatif-head-pods = 无新 Pod
whatif-head-old = 旧配置
whatif-head-unwatched = 未跟踪
whatif-head-lost = 失去

# 端口。
open-borders = 跨越集群边界的流量：
open-inside = 留在每个集群内部或从那里发起的流量：
open-port = 端口
open-source = 来源
open-target = 目标
open-purpose = 用途
open-any = tcp/任意
open-optional = { $purpose }；可选

# 执行的计划。
carry-no-home = 变量 HOME 没有设置；请用 --state 指定日志的文件夹
carry-other-bundle = `{ $path }` 中的交付包与其拓扑所得的不同；请重新生成
carry-locked = `{ $mesh }` 的另一次执行正在进行（进程 { $process }）；请等它结束
carry-left-running = 一次被终止的执行（进程 { $process }）遗留了仍在运行的程序；正在等它结束
carry-journal = 无法使用日志 `{ $path }`：{ $problem }
carry-no-such-step = 计划中没有步骤 `{ $step }`；`meshwright plan` 列出全部步骤
carry-other-plan = 此网格的另一个计划尚未完成：请用制定它的拓扑继续，或加上 --anew 从 `{ $file }` 开始；每一步在执行之前都会查看现状
carry-nothing-to-resume = 没有可继续的；`meshwright apply` 开始执行
carry-nothing-to-undo = 从这里没有执行过任何内容，因此没有可撤销的；--everything 撤销别人所做的
carry-nothing-written = 没有写入任何内容
carry-warning = 警告
carry-question-apply = 为 `{ $mesh }` 在 { $clusters } 个集群上执行 { $steps } 个步骤？[y/N]
carry-question-undo = 在 { $clusters } 个集群上撤销 `{ $mesh }` 的 { $steps } 个步骤？[y/N]
carry-say-yes = 没有可以询问的终端；请加上 --yes
carry-declined = 没有写入任何内容
carry-stopping = 正在停止：正在运行的会完成，不再开始别的；再按一次 Ctrl-C 立即终止
carry-summary = { $counts }，用时 { $took }
carry-again = 继续执行：{ $command }
carry-would-do = { $steps ->
    [0] 没有剩余的步骤
   *[other] 还剩 { $steps } 个步骤；没有写入任何内容
}
carry-connects = 之后以下集群互通：{ $pairs }
carry-missing = { $present } 个已存在，{ $missing } 个缺少
carry-no-drift = 没有与 `{ $mesh }` 的计划不同之处
carry-state-done = 已完成
carry-state-looks = 只查看
carry-state-partly = 待完成
carry-state-differs = 不同
carry-state-unready = 未就绪
carry-state-unknown = 未知
carry-status-never = 从这里没有为 `{ $mesh }` 执行过任何内容
carry-status-other = `{ $mesh }` 的上一次执行所用的计划与此拓扑所得的不同
carry-status-open = `{ $mesh }` 的上一次 { $verb } 没有执行完毕
carry-status-done = `{ $mesh }` 的上一次 { $verb } 已执行完毕
carry-passed = 通过
carry-failed = 失败
carry-skipped = 跳过
carry-verified = { $passed } 项通过，{ $failed } 项失败，{ $skipped } 项跳过
