# 关于文档本身的检查结果：拓扑写了什么，而不是网格能否工作。术语见 docs/glossary.zh-CN.md。

## 限制所计的内容

limit-file-bytes = 文件的字节数
limit-depth = 映射和列表的嵌套层数
limit-nodes = 文件的键和值的个数
limit-clusters = 网格的集群数
limit-findings = 逐条列出的检查结果数
limit-label-bytes = DNS-1123 标签（例如集群名称）的字节数
limit-subdomain-bytes = DNS-1123 子域名（例如信任域）的字节数
limit-context-bytes = kubeconfig 上下文的字节数
limit-path-bytes = kubeconfig 路径的字节数
limit-url-bytes = API server 的 URL 的字节数
limit-text-bytes = 其他任何文本的字节数

## 字段期望什么，实际是什么

kind-map = 映射
kind-list = 列表
kind-text = 文本
kind-boolean = `true` 或 `false`
kind-port = 端口号
kind-whole = 整数
kind-name = 名称
kind-domain = 域名
kind-version = 版本
kind-url = `https` URL
kind-word = 一个词
kind-reference = 集群或网络的名称
kind-service = 写作 `name.namespace` 的服务
kind-address = IP 地址或主机名
kind-cidr = 地址段
kind-date = 日期
kind-code = 规则的代码
kind-path = 文档中的位置
kind-point = 两个数
kind-nothing = 空值
kind-quoted = 文本 "{$value}"
kind-found-text = 文本 `{$value}`
kind-found-number = 数字 `{$value}`
kind-found-boolean = 布尔值 `{$value}`

## 修复

fix-set = 写 `{$value}`
fix-quote = 把 "{$value}" 写在引号中
fix-rename = 改名为 `{$name}`
fix-remove = 删除 `{$name}`
fix-role = 写 `role: {$role}`
fix-control-plane = 写 `controlPlane: {$control_plane}`

## DOC001 not-utf-8

DOC001 = 文件不是 UTF-8 文本
    .label = 第一个不合法的字节 {$byte}
    .why = 拓扑按 UTF-8 读取，因此文件的其余部分没有意义。
    .help = 把文件保存为 UTF-8；第一个错误的字节是 {$byte}，在 {$offset} 个字节之后
DOC001-utf-16 = 文件是 UTF-16，不是 UTF-8
    .label = UTF-16 字节顺序标记
    .why = 拓扑按 UTF-8 读取，因此整个文件都没有意义。
    .help = 把文件保存为 UTF-8
DOC001-archive = 文件是归档，不是拓扑
    .label = 归档从这里开始
    .why = 拓扑是文本文件。
    .help = 解开归档，并给出其中的拓扑

## DOC002 too-large

DOC002 = 文件有 {$bytes} 个字节，超过了拓扑的上限
    .label = 文件从这里开始
    .why = 超过 {$most} 个字节的文件不予读取，这样任何输入都不会耗尽机器资源。
    .help = 把网格拆成几个拓扑，或去掉不属于拓扑的内容；上限是 {$most} 个字节

## DOC003 syntax-error

DOC003 = 从这里起，文本不是有效的 YAML
    .label = 这里不能接在前文之后
    .why = 此处之后的内容无法可靠地读取。
    .help = 修正这一行或上一行；问题通常出在缩进、引号和括号
DOC003-tab = YAML 要求空格的地方是制表符
    .label = 制表符，或用制表符缩进的行
    .why = YAML 不允许用制表符缩进，因为其宽度没有定义。
    .help = 把这一行的制表符换成空格
DOC003-brace = 花括号中的映射没有结束，或此处缺少逗号
    .label = 应为 `,` 或 {"`}`"}
    .why = 此处之后的内容无法可靠地读取。
    .help = 在条目之间加逗号，或用 {"`}`"} 结束映射
DOC003-bracket = 方括号中的列表没有结束，或此处缺少逗号
    .label = 应为 `,` 或 `]`
    .why = 此处之后的内容无法可靠地读取。
    .help = 在元素之间加逗号，或用 `]` 结束列表
DOC003-quote = 引号中的文本没有结束
    .label = 引号文本应在此之前结束
    .why = 开引号之后的全部内容会被读作一段文本。
    .help = 用与开头相同的引号结束文本
DOC003-after-quote = 引号文本之后还有内容
    .label = 不属于引号文本
    .why = 引号文本在闭引号处结束，其后只能是注释。
    .help = 把整段文本放进引号
DOC003-escape = 双引号中的反斜杠没有转义任何字符
    .label = 没有这种转义
    .why = 在双引号中，反斜杠表示转义，例如 `\n`。
    .help = 反斜杠本身写作 `\\`，或把文本放进单引号
DOC003-colon = 冒号之后不能有值
    .label = 这个冒号
    .why = 冒号加空格分隔键和值，每行只有一个。
    .help = 如果冒号是文本的一部分，把文本放进引号；否则另起一行
DOC003-key = 键没有冒号
    .label = 应为 `:` 和值
    .why = 映射的每一行都是键、冒号和值。
    .help = 在键之后写冒号和值
DOC003-start = 值以 YAML 保留的字符开头
    .label = 值不能这样开头
    .why = 没有引号的值不能以 `@`、`%` 或反引号开头。
    .help = 把值放进引号
DOC003-indent = 这一行的缩进与相邻行不一致
    .label = 与前面的行不匹配
    .why = 缩进表示一行属于哪个映射或列表。
    .help = 使这一行的缩进与同一映射或列表的其他行一致

## DOC004 alias-or-anchor

DOC004-alias = 值是别名，即 `*` 加名称
    .label = 别名
    .why = 别名可以使很小的文件变得极大，因此拓扑中没有别名。
    .help = 在这里写出值本身
DOC004-anchor = 值带有锚点，即 `&` 加名称
    .label = 锚点
    .why = 锚点只用于别名，而拓扑中没有别名。
    .help = 删除 `&` 及其后的名称

## DOC005 duplicate-key

DOC005 = 键 `{$key}` 出现了两次
    .label = 第二个
    .first = 第一个
    .why = 以哪一个为准，各读取程序的做法不一致。
    .help = 删除两个 `{$key}` 之一，或给它改名

## DOC006 unsupported-yaml

DOC006-tag = 值带有标签，即 `!` 加名称
    .label = 标签
    .why = 每个字段的类型都是已知的，标签只可能与之矛盾。
    .help = 删除标签；如果值必须是文本，就放进引号
DOC006-merge = 键 `<<` 合并了另一个映射
    .label = 合并键
    .why = 合并键需要别名，而拓扑中没有别名。
    .help = 写出字段本身；所有集群共有的内容属于 `mesh`
DOC006-key = 键不是文本
    .label = 键必须是文本
    .why = 字段按名称查找。
    .help = 用字段的名称作为键
DOC006-documents = 文件中有多个文档
    .label = 第二个文档
    .why = 一个文件描述一个网格，其余的不会被读取。
    .help = 把每个文档放进各自的文件

## DOC007 unknown-version

DOC007-future = 版本 `{$value}` 未知
    .label = 已知的是 `{$expected}`
    .why = 另一版本的字段可能有别的含义，因此不再继续检查。
    .help = 写 `apiVersion: {$expected}`，或使用认识 `{$value}` 的 Meshwright 版本
DOC007-foreign = 这是 `{$value}` 的文档，不是拓扑
    .label = 拓扑应为 `{$expected}`
    .why = 另一种文档的字段有别的含义。
    .help = 请给出拓扑；如果这就是拓扑，写 `apiVersion: {$expected}`
DOC007-kind = 这是 `{$value}` 类型的文档，不是拓扑
    .label = 拓扑应为 `{$expected}`
    .why = 另一种文档的字段有别的含义。
    .help = 请给出拓扑；如果这就是拓扑，写 `kind: {$expected}`

## DOC008 unknown-field

DOC008 = 没有字段 `{$field}`
    .label = 未知字段
    .why = Meshwright 不认识的内容会在计划中被悄悄遗漏。
    .help = 删除 `{$field}`，或使用 {$fields} 之一
DOC008-meant = 没有字段 `{$field}`，但有 `{$meant}`
    .label = 可能是 `{$meant}`
    .why = Meshwright 不认识的内容会在计划中被悄悄遗漏。
    .help = 把 `{$field}` 改名为 `{$meant}`

## DOC009 wrong-type

DOC009 = `{$field}` 必须是{$expected}，而不是{$found}
    .label = 应为{$expected}
    .why = 值无法读取，因此视为没有此字段。
    .help = 为 `{$field}` 写{$expected}
DOC009-empty = `{$field}` 没有值
    .label = 应为{$expected}
    .why = 没有值的键不表示任何内容。
    .help = 在 `{$field}:` 之后写{$expected}，或删除这一行
DOC009-boolean = `{$field}` 必须是 `true` 或 `false`，而不是 `{$value}`
    .label = 应为 `{$meant}`
    .why = 不同 YAML 版本的读取程序会把 `{$value}` 当作布尔值或文本。
    .help = 写 `{$field}: {$meant}`
DOC009-all = 文档不是映射
    .label = 应为映射
    .why = 拓扑是以 `apiVersion` 和 `kind` 开头的映射。
    .help = 在文件开头写 `apiVersion: meshwright/v1alpha1`

## DOC010 unknown-word

DOC010 = `{$field}` 没有值 `{$value}`
    .label = 未知的词
    .why = 该字段只认识 {$words}，没有别的词。
    .help = 写 {$words} 之一
DOC010-meant = `{$field}` 没有值 `{$value}`，但有 `{$meant}`
    .label = 可能是 `{$meant}`
    .why = 该字段只认识 {$words}，没有别的词。
    .help = 写 `{$field}: {$meant}`

## DOC011 missing-field

DOC011 = 缺少字段 `{$field}`
    .label = 这里应有 `{$field}`
    .why = 该字段没有默认值，缺少它就无法制定计划。
    .help = 添加 `{$field}:` 及其值
DOC011-header = 缺少字段 `{$field}`
    .label = 拓扑应写 `{$field}: {$value}`
    .why = 它说明这是哪种文档，以便以后的版本仍能读取。
    .help = 在文件开头添加 `{$field}: {$value}`
DOC011-all = 文档是空的
    .label = 只有空白和注释
    .why = 没有可读取的拓扑。
    .help = 编写拓扑，或从 `meshwright new multi-primary` 的输出开始
DOC011-expect = 这条测试没有内容
    .label = 应为 `reach`、`noPath` 或 `survives`
    .why = `expect` 的每个元素是一条测试。
    .help = 写 `reach`、`noPath` 和 `survives` 之一
DOC011-expect-several = 该元素含有多条测试
    .label = 应为 `reach`、`noPath` 和 `survives` 之一
    .why = `expect` 的每个元素是一条测试；有多条时只运行第一条。
    .help = 让每条测试各占一个元素
DOC011-control-plane = 从集群 `{$cluster}` 没有指定控制平面
    .label = 这里应有 `controlPlane`
    .why = 从集群不运行 istiod，其代理需要知道使用谁的 istiod。
    .help = 添加 `controlPlane:`，值为用 istiod 服务 `{$cluster}` 的主集群名称
DOC011-control-plane-only = 从集群 `{$cluster}` 没有指定控制平面
    .label = 这里应有 `controlPlane`
    .why = 从集群不运行 istiod，其代理需要知道使用谁的 istiod。
    .help = 在 `{$cluster}` 中添加 `controlPlane: {$suggestion}`

## DOC012 bad-value

DOC012-empty = `{$field}` 是空文本
    .label = 引号之间没有内容
    .why = 空文本不表示任何内容。
    .help = 为 `{$field}` 写一段文本，或删除这一行
DOC012-range = `{$field}` 不能是 `{$value}`
    .label = 应为 1 到 {$most}
    .why = 该字段接受 1 到 {$most} 的整数。
    .help = 为 `{$field}` 写 1 到 {$most} 的数
DOC012-number = 没有数字可以是 `{$value}`
    .label = Istio 的配置不能容纳这个数字
    .why = Istio 的配置以 JSON 传递，JSON 没有这样的数字。
    .help = 写一个有限的数；如果 `{$value}` 是文本，放进引号
DOC012-version = `{$name}` 不是版本
    .label = 应为 `1.30` 或 `1.30.3` 这样的版本
    .why = 版本是用点分隔的两个或三个数字。
    .help = { $has_suggestion ->
        [yes] 为 `{$field}` 写 "{$suggestion}"
       *[no] 为 `{$field}` 写两个或三个数字，例如 "1.30"
    }
DOC012-date = `{$value}` 不是日期
    .label = 应为 `2027-03-31` 这样的日期
    .why = 日期写作用连字符分隔的年、月、日，且必须在日历上存在。
    .help = 把 `{$field}` 写作 `YYYY-MM-DD`
DOC012-code = `{$value}` 不是规则的代码
    .label = 应为 `GWY103` 这样的代码
    .why = 代码是三个大写字母加三位数字。
    .help = 写检查结果后面方括号中的代码
DOC012-service = `{$value}` 不是带命名空间的服务
    .label = 应为 `name.namespace`
    .why = 同名的 Service 可能存在于多个命名空间。
    .help = 把 `{$field}` 写作 `name.namespace`
DOC012-reference = `{$value}` 不能用作名称
    .label = 应为集群或网络的名称
    .why = 名称最多 253 个字节。
    .help = 写此拓扑中某个集群或网络的名称

## DOC013 unknown-reference

DOC013-cluster = 没有集群 `{$name}`
    .label = 没有这个集群
    .why = `{$field}` 必须是此拓扑中某个集群的名称。
    .help = { $count ->
        [0] 添加集群 `{$name}`
       *[other] 添加集群 `{$name}`，或写 {$known} 之一
    }
DOC013-cluster-meant = 没有集群 `{$name}`，但有 `{$meant}`
    .label = 可能是 `{$meant}`
    .why = `{$field}` 必须是此拓扑中某个集群的名称。
    .help = 写 `{$meant}` 代替 `{$name}`
DOC013-either = 没有集群或网络 `{$name}`
    .label = 既不是集群也不是网络
    .why = `{$field}` 必须是此拓扑中某个集群或网络的名称。
    .help = { $count ->
        [0] 添加集群或网络 `{$name}`
       *[other] 添加集群或网络 `{$name}`，或写 {$known} 之一
    }
DOC013-either-meant = 没有集群或网络 `{$name}`，但有 `{$meant}`
    .label = 可能是 `{$meant}`
    .why = `{$field}` 必须是此拓扑中某个集群或网络的名称。
    .help = 写 `{$meant}` 代替 `{$name}`

## DOC014 duplicate-cluster

DOC014 = 两个集群都叫 `{$cluster}`
    .label = 第二个
    .first = 第一个
    .why = 集群名称是它在网格中的身份：远程 Secret 和端点靠它区分。
    .help = 给其中一个改名，例如 `{$suggestion}`

## DOC015 duplicate-name

DOC015-network = 网络 `{$network}` 列了两次
    .label = 第二个
    .first = 第一个
    .why = 网络名称相同的集群在同一网络中，第二个条目只可能与第一个矛盾。
    .help = 从 `networks` 中删除第二个 `{$network}`，或给它改名
DOC015-service = 服务 `{$service}.{$namespace}` 列了两次
    .label = 第二个
    .first = 第一个
    .why = 在网格中，名称和命名空间都相同的 Service 是同一个服务。
    .help = 把两个条目的集群合并到一个条目，或给其中一个改名
DOC015-standby = 从集群 `{$cluster}` 在控制平面中两次列出 `{$standby}`
    .label = 第二个
    .first = 第一个
    .why = 每个可以管理 `{$cluster}` 的集群只列一次：一个作为 `controlPlane`，其余作为 `standbyControlPlanes`。
    .help = 删除第二个 `{$standby}`
DOC015-context = 集群 `{$first}` 和 `{$cluster}` 的上下文都是 `{$context}`
    .label = 也是 `{$first}` 的上下文
    .first = `{$first}` 的上下文
    .why = `{$cluster}` 的每条命令都会去往与 `{$first}` 相同的地方，并覆盖其结果。
    .help = 给 `{$cluster}` 指定它自己的上下文，或单独的 kubeconfig

## DOC016 no-clusters

DOC016 = 拓扑中没有集群
    .label = 这里应有 `clusters`
    .why = 没有集群的网格无可计划。
    .help = 添加 `clusters:`，至少有一个元素，例如 `- name: cluster1`

## DOC017 too-many

DOC017-depth = 映射和列表的嵌套超过 {$most} 层
    .label = 多了一层
    .why = 读取在此停止，这样任何输入都不会耗尽机器资源。
    .help = 减少嵌套；拓扑所需的层数不超过十几层
DOC017-nodes = 文件的键和值超过 {$most} 个
    .label = 读取在此停止
    .why = 读取在此停止，这样任何输入都不会耗尽机器资源。
    .help = 把网格拆成几个拓扑
DOC017-clusters = 网格有 {$count} 个集群，超过 {$most} 个
    .label = 集群太多
    .why = 没有这种规模的 Istio 网格能够工作的先例。
    .help = 把网格拆成几个拓扑，每个最多 {$most} 个集群
DOC017-text = `{$field}` 的文本太长
    .label = 超过 {$most} 个字节
    .why = 文本会进入命令和清单，而它们各有上限。
    .help = 把 `{$field}` 缩短到 {$most} 个字节
DOC017-findings = 还有 {$more} 个检查结果没有显示
    .label = 在此文档中
    .why = 从前 {$shown} 个开始就足够了。
    .help = 修复这些之后再检查

## DOC018 unprintable-character

DOC018 = 文本中有看不见的字符 {$character}
    .label = 这里是 {$character}
    .why = 这类字符会隐藏文本、改变文本方向，或只对部分读取程序换行。
    .help = 删除字符 {$character}
DOC018-value = `{$field}` 中有看不见的字符 {$character}
    .label = 其中有 {$character}
    .why = 这类字符会隐藏文本、改变文本方向，或只对部分读取程序换行。
    .help = 从 `{$field}` 中删除字符 {$character}

## DOC019 bad-address

DOC019-cidr = `{$value}` 不是地址段
    .label = 应为 `10.36.0.0/16` 这样的地址段
    .why = 地址段是 IP 地址、斜杠和前缀长度。
    .help = 按 `10.36.0.0/16` 的形式写 `{$field}`
DOC019-address = `{$value}` 既不是 IP 地址也不是主机名
    .label = 应为 `203.0.113.10` 这样的地址
    .why = 对端用此地址连接网关，不带协议、端口或路径。
    .help = 写 IP 地址或主机名
DOC019-url = `{$name}` 不是 API server 的 URL
    .label = 应为 `https://10.0.0.1:6443` 这样的 URL
    .why = API server 通过 `https`、主机和可选的端口访问。
    .help = { $has_suggestion ->
        [yes] 写 `{$suggestion}`
       *[no] 写 `https://`、其他集群必须使用的主机及其端口
    }

## DOC020 policy-without-reason

DOC020 = 接受了 `{$code}` 却没有写理由
    .label = 这里应有 `reason`
    .why = 以后没有人能判断该理由是否仍然成立。
    .help = 添加 `reason:`，写明为什么接受 `{$code}`

## DOC021 ambiguous-word

DOC021 = `{$value}` 只在部分 YAML 读取程序中是文本
    .label = 这里是文本，别处是布尔值、数字或日期
    .why = 该值会进入 Istio 的配置，而其读取程序遵循较旧的 YAML。
    .help = 如果是文本，把 "{$value}" 写在引号中；否则写布尔值或数字本身

## DOC022 idle-field

DOC022-control-plane = {$role} `{$cluster}` 有 `controlPlane`
    .label = 只有从集群使用其他集群的 istiod
    .why = 角色为 {$role} 的集群运行自己的 istiod，因此该字段会被忽略。
    .help = 如果 `{$cluster}` 使用 `{$control_plane}` 的 istiod，写 `role: remote`；否则删除 `controlPlane`
DOC022-standbys = {$role} `{$cluster}` 有 `standbyControlPlanes`
    .label = 只有从集群有备用控制平面
    .why = 该字段列出还可以管理从集群的主集群；角色为 {$role} 的集群由自己的 istiod 管理。
    .help = 从 `{$cluster}` 中删除 `standbyControlPlanes`
DOC022-istiod = 从集群 `{$cluster}` 有 `istiod` 一节
    .label = 从集群没有可供别人访问的 istiod
    .why = 这一节说明从集群如何找到主集群或外部集群的 istiod，因此在这里会被忽略。
    .help = 把 `istiod` 移到 `{$cluster}` 的控制平面，或删除它
DOC022-config = {$role} `{$cluster}` 有 `config: true`
    .label = 只有从集群可以是配置集群
    .why = 该字段标记保存外部控制平面配置的从集群。
    .help = 从 `{$cluster}` 中删除 `config`

## NAM001 invalid-name

NAM001 = `{$name}` 不是有效的名称
    .label = 应为小写字母、数字和 `-`
    .why = Kubernetes 和 Istio 在此只接受小写字母、数字和 `-`，且首尾必须是字母或数字。
    .help = { $has_suggestion ->
        [yes] 为 `{$field}` 写 `{$suggestion}`
       *[no] 写由小写字母、数字和 `-` 组成的名称
    }
NAM001-subdomain = `{$name}` 不是有效的域名
    .label = 应为用点连接的标签
    .why = 域名是用点连接的标签，标签由小写字母、数字和 `-` 组成。
    .help = { $has_suggestion ->
        [yes] 为 `{$field}` 写 `{$suggestion}`
       *[no] 写 `cluster.local` 这样的域名
    }
NAM001-object = `{$name}` 不是有效的 Kubernetes 对象名称
    .label = 应为小写字母、数字、`-` 和 `.`
    .why = Kubernetes 的对象名称是用点连接的标签，标签由小写字母、数字和 `-` 组成。
    .help = { $has_suggestion ->
        [yes] 为 `{$field}` 写 `{$suggestion}`
       *[no] 写由小写字母、数字、`-` 和 `.` 组成的名称
    }
NAM001-long = `{$field}` 中的名称太长
    .label = 超过 {$limit} 个字节
    .why = 它会成为对象和标签的一部分，而这些名称最多 {$limit} 个字节。
    .help = { $has_suggestion ->
        [yes] 缩短它，例如 `{$suggestion}`
       *[no] 缩短到 {$limit} 个字节
    }
NAM001-empty = `{$field}` 是空名称
    .label = 引号之间没有内容
    .why = 没有名称就无法引用它。
    .help = 写由小写字母、数字和 `-` 组成的名称

## NAM002 yaml-word-as-name

NAM002 = `{$name}` 会被 YAML 读取程序当作别的内容
    .label = 在部分读取程序中是布尔值、数字或日期
    .why = 名称会进入许多 YAML 文件，只要一个读取程序把它当作布尔值或数字，网格就会出错。
    .help = { $has_suggestion ->
        [yes] 为 `{$field}` 写 `{$suggestion}`
       *[no] 选择以字母开头、且不是 YAML 关键词的名称
    }
