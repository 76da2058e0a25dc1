# 见 en.ftl。
