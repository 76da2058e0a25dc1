# What surrounds findings when they are printed.

severity-error = error
severity-warning = warning
severity-info = info

note-why = why
note-help = help
note-fix = fix
note-rule = rule
note-at = at
note-related = see

fix-safe = { $title }
fix-unsafe = { $title } (for you to decide)

related-at = { $place }: { $note }

count-errors = { $count ->
    [one] 1 error
   *[other] { $count } errors
}
count-warnings = { $count ->
    [one] 1 warning
   *[other] { $count } warnings
}
count-infos = { $count ->
    [one] 1 note
   *[other] { $count } notes
}
summary-clean = no findings
summary = { $counts }; run `meshwright explain { $code }`
