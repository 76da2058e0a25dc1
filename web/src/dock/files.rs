//! The files of the bundle, to look at, copy and download.

use meshwright_editor::Msg;
use meshwright_editor::answer::Files;
use yew::prelude::*;

use super::findings::prose;
use crate::act::{Act, Dialog};
use crate::same::Same;
use crate::side::coloured;
use crate::speech::Speech;

/// Longer files are shown up to here.
const MOST_LINES: usize = 3_000;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) files: Option<Same<Files>>,
    pub(crate) file: AttrValue,
    pub(crate) failed: Option<AttrValue>,
    pub(crate) edit: Callback<Msg>,
    pub(crate) act: Callback<Act>,
}

#[component]
pub(crate) fn FileTree(props: &Props) -> Html {
    let Some(speech) = use_context::<Speech>() else {
        return Html::default();
    };
    let Some(files) = &props.files else {
        return match &props.failed {
            Some(because) => html! { <pre class="nothing">{ because.clone() }</pre> },
            None => super::waiting(&speech),
        };
    };
    let shown = files
        .get_key_value(props.file.as_str())
        .or_else(|| files.first_key_value());
    let mut folder = "";
    let tree = files.keys().map(|path| {
        let (parent, name) = path.rsplit_once('/').unwrap_or(("", path));
        let heading = (parent != folder && !parent.is_empty()).then(|| html! { <li class="folder">{ format!("{parent}/") }</li> });
        folder = parent;
        let open = path.clone();
        let is_shown = shown.is_some_and(|(own, _)| own == path);
        html! {
            <>
                { heading }
                <li><button type="button" class={classes!((!parent.is_empty()).then_some("inside"))} aria-current={is_shown.then_some("true")}
                    onclick={props.edit.reform(move |_: MouseEvent| Msg::OpenFile(open.clone()))}>{ name }</button></li>
            </>
        }
    });
    let file = shown.map(|(path, text)| {
        let (copied, path_again) = (text.clone(), path.clone());
        html! {
            <>
                <div class="file-head">
                    <strong>{ path }</strong>
                    <button type="button" class="plain" onclick={props.act.reform(move |_: MouseEvent| Act::Copy(copied.clone()))}>{ speech.t("ui-copy") }</button>
                    <button type="button" class="plain" onclick={props.act.reform(move |_: MouseEvent| Act::DownloadFile(path_again.clone()))}>{ speech.t("ui-download-file") }</button>
                </div>
                { content(path, text, &props.act, &speech) }
            </>
        }
    });
    html! {
        <div class="split files">
            <nav class="third scroll" aria-label={speech.t("ui-tab-files")}>
                <button type="button" class="certificates-button" onclick={props.act.reform(|_: MouseEvent| Act::Open(Dialog::Certificates))}>{ speech.t("ui-certificates") }{ "…" }</button>
                <ul class="tree">{ for tree }</ul></nav>
            <div class="rest scroll">{ file }</div>
        </div>
    }
}

fn content(path: &str, text: &str, act: &Callback<Act>, speech: &Speech) -> Html {
    let kind = path.rsplit_once('.').map_or("", |(_, kind)| kind);
    if kind == "md" {
        return runbook(text, act, speech);
    }
    let is_yaml = kind == "yaml";
    let lines = text.lines().take(MOST_LINES).map(|line| {
        html! { <div class="code-line">{ if is_yaml { coloured(line) } else { html! { { line } } } }{ "\n" }</div> }
    });
    html! { <pre class="file" tabindex="0">{ for lines }</pre> }
}

/// A page of the bundle: headings, tables, and commands that can be copied one by one.
fn runbook(text: &str, act: &Callback<Act>, speech: &Speech) -> Html {
    let mut parts: Vec<Html> = Vec::new();
    let mut commands: Option<String> = None;
    let mut rows: Vec<&str> = Vec::new();
    for line in text.lines().take(MOST_LINES * 4).chain([""]) {
        let words = line.trim();
        if commands.is_none() && words.starts_with('|') {
            rows.push(words);
            continue;
        }
        if !rows.is_empty() {
            parts.push(table(&std::mem::take(&mut rows)));
        }
        if words.starts_with("```") {
            match commands.take() {
                None => commands = Some(String::new()),
                Some(block) => {
                    let copied = block.clone();
                    parts.push(html! {
                        <div class="commands"><pre>{ block }</pre>
                            <button type="button" class="plain" onclick={act.reform(move |_: MouseEvent| Act::Copy(copied.clone()))}>{ speech.t("ui-copy") }</button></div>
                    });
                }
            }
            continue;
        }
        if let Some(block) = &mut commands {
            block.push_str(line);
            block.push('\n');
            continue;
        }
        let level = words.len() - words.trim_start_matches('#').len();
        let words = words.trim_start_matches('#').trim();
        // Pictures and anchors are for readers of the file.
        if words.is_empty() || words.starts_with("![") || words.starts_with("<a ") {
            continue;
        }
        let said = prose(&without_addresses(words));
        parts.push(match level {
            1 => html! { <h2>{ said }</h2> },
            2 => html! { <h3>{ said }</h3> },
            3.. => html! { <h4>{ said }</h4> },
            _ => html! { <p>{ said }</p> },
        });
    }
    html! { <article class="runbook">{ for parts }</article> }
}

fn table(rows: &[&str]) -> Html {
    let is_rule = |row: &&&str| row.chars().all(|c| matches!(c, '|' | '-' | ' ' | ':'));
    let cells = |row: &str| -> Vec<String> {
        let inside = row.trim_matches('|');
        inside
            .split('|')
            .map(|cell| without_addresses(cell.trim()))
            .collect()
    };
    let mut rows = rows.iter().filter(|row| !is_rule(row));
    let head = rows.next().map(|row| cells(row)).unwrap_or_default();
    let body = rows.map(|row| {
        html! { <tr>{ for cells(row).iter().map(|cell| html! { <td>{ prose(cell) }</td> }) }</tr> }
    });
    html! {
        <table>
            <thead><tr>{ for head.iter().map(|cell| html! { <th scope="col">{ prose(cell) }</th> }) }</tr></thead>
            <tbody>{ for body }</tbody>
        </table>
    }
}

/// A line of Markdown with the words of links, and without where they lead.
fn without_addresses(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('[') {
        let Some((words, end)) = after
            .split_once("](")
            .and_then(|(words, target)| Some((words, target.split_once(')')?.1)))
        else {
            break;
        };
        out.push_str(before);
        out.push_str(words);
        rest = end;
    }
    out.push_str(rest);
    out.replace("**", "")
}

#[cfg(test)]
mod tests {
    use super::without_addresses;

    #[test]
    fn links_are_their_words() {
        assert_eq!(
            without_addresses("see [a](#b), **[c](d)** [e"),
            "see a, c [e"
        );
    }
}
