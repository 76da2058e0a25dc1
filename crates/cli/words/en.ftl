# What the command line says besides findings, plans and answers.

cli-error = error
cli-cannot-print = cannot print: { $cause }
cli-cannot-read = cannot read `{ $path }`: { $cause }
cli-cannot-write = cannot write `{ $path }`: { $cause }
cli-findings = { $count ->
    [one] there is 1 warning or note
   *[other] there are { $count } warnings and notes
}; `meshwright check { $file }` shows them
cli-not-a-version = `{ $version }` is no Istio version; write it as 1.30 or 1.30.3
cli-unknown-model = there is no model `{ $model }`
cli-unknown-code = there is no rule `{ $code }`; `meshwright explain --all` lists them
cli-unknown-code-near = there is no rule `{ $code }`; did you mean `{ $near }`?

cli-fix-stdin = standard input cannot be repaired; name a file
cli-write-stdin = standard input cannot be written; name a file or leave out --write
cli-fixed = repaired { $code }: { $title }
cli-not-fixed = not repaired, because comments would be lost: { $code }: { $title }
cli-comments-lost = `{ $file }` has comments, which would be lost; add --drop-comments to go ahead

cli-rendered = wrote { $count ->
    [one] 1 file
   *[other] { $count } files
} to { $path }
cli-removed = removed { $count ->
    [one] 1 file
   *[other] { $count } files
} of the earlier bundle
cli-not-ours = `{ $path }` holds files and no bundle; choose another directory, or add --force to write into it
cli-changed = { $count ->
    [one] a file
   *[other] { $count } files
} in `{ $path }` would be written over and { $count ->
    [one] is
   *[other] are
} not as the bundle left { $count ->
    [one] it
   *[other] them
}: { $files }; move what you need, or add --force
cli-exists = `{ $path }` is there already; add --force to write over it
cli-link = `{ $path }` is a symbolic link; nothing is written through links
cli-wrong-kind = `{ $path }` is in the way: it is a file where a directory is needed, or the other way round

# Plans.
plan-headline = Plan for `{ $mesh }`: { $models }, { $clusters } on { $networks }, { $steps }
plan-clusters = { $count ->
    [one] 1 cluster
   *[other] { $count } clusters
}
plan-networks = { $count ->
    [one] 1 network
   *[other] { $count } networks
}
plan-steps = { $count ->
    [one] 1 step
   *[other] { $count } steps
}
plan-here = here
plan-step = step
plan-where = where
plan-after = after
plan-what = what
plan-depth = longest chain

# Answers to why.
answer-same = Requests within `{ $to }` arrive
answer-direct = Requests from `{ $from }` reach `{ $to }` directly
answer-gateway = Requests from `{ $from }` reach `{ $to }` through the gateway of { $gateways }
answer-no = Requests from `{ $from }` do not reach `{ $to }`
answer-fix = To repair it: { $title }
answer-service = Service
