//! The Markdown of rule pages as a terminal shows it.
//!
//! Only what the pages use: headings, paragraphs, lists, fenced code, inline code, bold, links.

use meshwright_core::diag::render::{Colour, Style};

const RESET: &str = "\u{1b}[0m";
const BOLD: &str = "\u{1b}[1m";
const HEADING: &str = "\u{1b}[1;96m";
const CODE: &str = "\u{1b}[36m";

/// The page, its lines filled to the width of the terminal.
pub(crate) fn terminal(page: &str, style: Style) -> String {
    let mut out = String::new();
    let mut lines = page.lines().peekable();
    while let Some(line) = lines.next() {
        if let Some(fence) = fence(line) {
            for code in lines.by_ref().take_while(|line| !line.starts_with(fence)) {
                out.push_str(styled(CODE, &format!("    {code}"), style).trim_end());
                out.push('\n');
            }
        } else if let Some(heading) = heading(line) {
            out.push_str(&styled(HEADING, heading, style));
            out.push('\n');
        } else if line.trim().is_empty() {
            out.push('\n');
        } else {
            let mut text = line.trim().to_owned();
            // Lines that belong together are filled as one.
            while let Some(next) = lines.next_if(|next| continues(next)) {
                text.push(' ');
                text.push_str(next.trim());
            }
            let (indent, hanging) = margins(line);
            out.push_str(&fill(&text, indent, hanging, style));
        }
    }
    out
}

fn fence(line: &str) -> Option<&'static str> {
    ["```", "~~~"]
        .into_iter()
        .find(|fence| line.starts_with(fence))
}

fn heading(line: &str) -> Option<&str> {
    let text = line.trim_start_matches('#');
    (text.len() < line.len() && text.starts_with(' ')).then(|| text.trim())
}

fn is_item(line: &str) -> bool {
    let line = line.trim_start();
    let digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
    line.starts_with("- ")
        || line.starts_with("* ")
        || (digits.len() < line.len() && digits.starts_with(". "))
}

fn continues(line: &str) -> bool {
    let is_table = line.trim_start().starts_with('|');
    !line.trim().is_empty()
        && heading(line).is_none()
        && fence(line).is_none()
        && !is_item(line)
        && !is_table
}

/// How far the first line and the following ones are indented.
fn margins(line: &str) -> (usize, usize) {
    let indent = line.len() - line.trim_start().len();
    let marker = if is_item(line) {
        line.trim_start().find(' ').map_or(0, |at| at + 1)
    } else {
        0
    };
    (indent, indent + marker)
}

fn styled(escape: &str, text: &str, style: Style) -> String {
    match style.colour {
        Colour::Plain => text.to_owned(),
        Colour::Styled => format!("{escape}{text}{RESET}"),
    }
}

/// Breaks `text` at spaces; inline markup is shown as colour, or as it stands without.
fn fill(text: &str, indent: usize, hanging: usize, style: Style) -> String {
    let mut out = " ".repeat(indent);
    let mut column = indent;
    let mut is_first = true;
    for word in words(text) {
        let length = word.shown.chars().count();
        // A word that would begin at the same column on the next line stays on this one.
        if !is_first && column + 1 > hanging && column + 1 + length > style.width {
            out.push('\n');
            out.push_str(&" ".repeat(hanging));
            column = hanging;
        } else if !is_first {
            out.push(' ');
            column += 1;
        }
        is_first = false;
        column += length;
        match (style.colour, word.escape) {
            (Colour::Styled, Some(escape)) => {
                out.push_str(escape);
                out.push_str(&word.shown);
                out.push_str(RESET);
            }
            _ => out.push_str(&word.shown),
        }
    }
    out.push('\n');
    out
}

struct Word {
    shown: String,
    escape: Option<&'static str>,
}

/// Splits at spaces, except inside inline code, which is not broken.
fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut current = String::new();
    let mut is_code = false;
    for c in text.chars() {
        if c == '`' {
            is_code = !is_code;
        }
        if c == ' ' && !is_code {
            words.extend(word(&current));
            current.clear();
        } else {
            current.push(c);
        }
    }
    words.extend(word(&current));
    words
}

fn word(text: &str) -> Option<Word> {
    if text.is_empty() {
        return None;
    }
    let bold = text.starts_with("**") || text.ends_with("**");
    let escape = if text.contains('`') {
        Some(CODE)
    } else if bold {
        Some(BOLD)
    } else {
        None
    };
    // `<https://…>` is Markdown's way to say that it is a link; terminals see that by themselves.
    let link = text
        .strip_prefix('<')
        .and_then(|text| text.strip_suffix('>'));
    let shown = link.filter(|link| link.contains("://")).unwrap_or(text);
    Some(Word {
        shown: shown.replace("**", ""),
        escape,
    })
}

#[cfg(test)]
mod tests {
    use super::terminal;
    use meshwright_core::diag::render::{Colour, Style};

    const PAGE: &str = "# A title\n\nOne sentence.\nAnother `with code in` it.\n\n- first item that is long\n- second\n\n```yaml\na: 1\n\nb:\n```\n\nEnd.\n";

    fn page(colour: Colour, width: usize) -> String {
        terminal(PAGE, Style { colour, width })
    }

    #[test]
    fn text_is_filled_and_code_is_indented() {
        assert_eq!(
            page(Colour::Plain, 22),
            "A title\n\nOne sentence. Another\n`with code in` it.\n\n- first item that is\n  long\n- second\n\n    a: 1\n\n    b:\n\nEnd.\n"
        );
    }

    #[test]
    fn headings_are_bold_where_there_is_colour() {
        let page = page(Colour::Styled, 80);
        assert!(page.starts_with("\u{1b}[1;96mA title\u{1b}[0m\n"), "{page}");
        assert!(
            page.contains("\u{1b}[36m`with code in`\u{1b}[0m it."),
            "{page}"
        );
    }

    #[test]
    fn a_long_link_stays_beside_the_mark_of_its_item() {
        let (colour, width) = (Colour::Plain, 10);
        let text = terminal("- <https://a.example/long>\n", Style { colour, width });
        assert_eq!(text, "- https://a.example/long\n");
    }

    #[test]
    fn a_fence_that_never_ends_is_code_to_the_end() {
        let style = Style::default();
        assert_eq!(terminal("```\nx", style), "    x\n");
    }
}
