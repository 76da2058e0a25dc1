# 打印检查结果时前后的文字。术语见 docs/glossary.zh-CN.md。

severity-error = 错误
severity-warning = 警告
severity-info = 提示

note-why = 原因
note-help = 建议
note-fix = 修复
note-rule = 规则
note-at = 位置
note-related = 参见

fix-safe = { $title }
fix-unsafe = { $title }（由您决定）

related-at = { $place }：{ $note }

count-errors = { $count } 个错误
count-warnings = { $count } 个警告
count-infos = { $count } 个提示
summary-clean = 没有发现问题
summary = { $counts }；请运行 `meshwright explain { $code }`
