//! A strict reader of HTML and SVG: tags balance, attributes are quoted, text is escaped.

/// A tag that was opened: its name and its attributes.
pub(crate) struct Tag {
    /// The name.
    pub(crate) name: String,
    /// Names and values.
    pub(crate) attributes: Vec<(String, String)>,
}

/// Elements of HTML that have no end.
const VOID: [&str; 6] = ["meta", "br", "hr", "img", "input", "link"];

/// Every tag, or what is wrong with the text.
pub(crate) fn read(text: &str) -> Result<Vec<Tag>, String> {
    let mut tags = Vec::new();
    let mut open: Vec<String> = Vec::new();
    let mut rest = text.strip_prefix("<!DOCTYPE html>").unwrap_or(text);
    loop {
        let Some(start) = rest.find('<') else {
            check_text(rest)?;
            break;
        };
        check_text(&rest[..start])?;
        rest = &rest[start + 1..];
        let end = end_of_tag(rest)?;
        let inside = &rest[..end];
        rest = &rest[end + 1..];
        if let Some(name) = inside.strip_prefix('/') {
            match open.pop() {
                Some(last) if last == name => {}
                last => return Err(format!("`</{name}>` ends {last:?}")),
            }
            continue;
        }
        let (inside, closes) = match inside.strip_suffix('/') {
            Some(inside) => (inside, true),
            None => (inside, false),
        };
        let tag = read_tag(inside.trim_end())?;
        if tag.name == "style" {
            let end = rest.find("</style>").ok_or("style has no end")?;
            rest = &rest[end + "</style>".len()..];
        } else if !closes && !VOID.contains(&tag.name.as_str()) {
            open.push(tag.name.clone());
        }
        tags.push(tag);
    }
    if open.is_empty() {
        Ok(tags)
    } else {
        Err(format!("without end: {open:?}"))
    }
}

/// Where the tag ends: a `>` in a quoted value is part of it.
fn end_of_tag(text: &str) -> Result<usize, String> {
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (None, '>') => return Ok(at),
            (None, '<') => return Err(format!("`<` in a tag: {}", &text[..at])),
            (None, '"') => quote = Some('"'),
            (Some(_), '"') => quote = None,
            _ => {}
        }
    }
    Err("a tag has no end".to_owned())
}

fn read_tag(inside: &str) -> Result<Tag, String> {
    let (name, mut rest) = inside.split_once([' ', '\n']).unwrap_or((inside, ""));
    let is_name = |name: &str| {
        name.starts_with(|c: char| c.is_ascii_alphabetic())
            && name
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "-:".contains(c))
    };
    if !is_name(name) {
        return Err(format!("`<{inside}>` is no tag"));
    }
    let mut attributes = Vec::new();
    while !rest.trim_start().is_empty() {
        let (attribute, after) = rest
            .trim_start()
            .split_once("=\"")
            .ok_or_else(|| format!("`<{inside}>`: {rest}"))?;
        let (value, after) = after.split_once('"').ok_or("a value has no end")?;
        if !is_name(attribute) {
            return Err(format!("`{attribute}` is no attribute"));
        }
        check_text(value)?;
        attributes.push((attribute.to_owned(), value.to_owned()));
        rest = after;
    }
    Ok(Tag {
        name: name.to_owned(),
        attributes,
    })
}

/// Every `&` begins an entity.
fn check_text(text: &str) -> Result<(), String> {
    for after in text.split('&').skip(1) {
        let is_entity = after.split_once(';').is_some_and(|(entity, _)| {
            matches!(entity, "amp" | "lt" | "gt" | "quot" | "#39" | "#x27")
        });
        if !is_entity {
            let shown: String = after.chars().take(20).collect();
            return Err(format!("`&{shown}` is no entity"));
        }
    }
    Ok(())
}

#[test]
fn it_refuses_what_does_not_balance_or_is_not_escaped() {
    assert!(read("<p>a &amp; b<br></p>").is_ok());
    assert!(read("<svg><path d=\"M0 0\"/></svg>").is_ok());
    for bad in [
        "<p>",
        "</p>",
        "<p></b>",
        "a & b",
        "<p a=b></p>",
        "<a <b>",
        "x < y",
    ] {
        assert!(read(bad).is_err(), "{bad}");
    }
}
