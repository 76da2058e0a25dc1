//! The files of the bundle, to look at, copy and download.

use meshwright_editor::Msg;
use meshwright_editor::answer::Files;
use yew::prelude::*;

use crate::app::{Act, Same};
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
            <nav class="third scroll" aria-label={speech.t("ui-tab-files")}><ul class="tree">{ for tree }</ul></nav>
            <div class="rest scroll">{ file }</div>
        </div>
    }
}

fn content(path: &str, text: &str, act: &Callback<Act>, speech: &Speech) -> Html {
    if path.ends_with(".md") {
        return runbook(text, act, speech);
    }
    let is_yaml = path.ends_with(".yaml");
    let lines = text.lines().take(MOST_LINES).map(|line| {
        html! { <div class="code-line">{ if is_yaml { coloured(line) } else { html! { { line } } } }{ "\n" }</div> }
    });
    html! { <pre class="file">{ for lines }</pre> }
}

/// A page of the bundle: headings, and commands that can be copied one by one.
fn runbook(text: &str, act: &Callback<Act>, speech: &Speech) -> Html {
    let mut parts: Vec<Html> = Vec::new();
    let mut commands: Option<String> = None;
    for line in text.lines().take(MOST_LINES * 4) {
        if line.trim_start().starts_with("```") {
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
        let level = line.len() - line.trim_start_matches('#').len();
        let words = line.trim_start_matches('#').trim();
        parts.push(match level {
            _ if words.is_empty() => continue,
            1 => html! { <h2>{ super::findings::prose(words) }</h2> },
            2 => html! { <h3>{ super::findings::prose(words) }</h3> },
            3.. => html! { <h4>{ super::findings::prose(words) }</h4> },
            _ if words.starts_with('|') => html! { <pre class="table-line">{ words }</pre> },
            _ if words.starts_with("<a ") => continue,
            _ => html! { <p>{ super::findings::prose(words) }</p> },
        });
    }
    html! { <article class="runbook">{ for parts }</article> }
}
