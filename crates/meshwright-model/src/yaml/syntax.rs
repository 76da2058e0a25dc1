//! What to say about broken syntax: the parser's complaint as a case of our own message.

/// The case of the message for the parser's complaint; `None` for the general one.
pub(super) fn syntax_case(info: &str, line: &str) -> Option<&'static str> {
    let indent: &str = &line[..line.len() - line.trim_start().len()];
    let cases: &[(&str, &str)] = &[
        ("tab", "tab"),
        ("flow mapping", "brace"),
        ("flow sequence", "bracket"),
        ("misplaced bracket", "bracket"),
        ("end of stream", "quote"),
        ("document indicator", "quote"),
        ("double-quoted", "after-quote"),
        ("escape", "escape"),
        ("hexadecimal", "escape"),
        ("mapping values are not allowed", "colon"),
        ("':' indicator", "colon"),
        ("simple key", "key"),
        ("unexpected character", "start"),
        ("block mapping", "indent"),
        ("block collection", "indent"),
        ("indentation", "indent"),
        ("block sequence entries", "indent"),
    ];
    if indent.contains('\t') {
        return Some("tab");
    }
    cases
        .iter()
        .find(|(part, _)| info.contains(part))
        .map(|(_, case)| *case)
}
