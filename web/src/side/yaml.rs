//! The text, editable: coloured, with line numbers, and findings under their lines.

use std::collections::BTreeMap;

use meshwright_editor::Msg;
use meshwright_editor::answer::{Finding, Judgement, Severity};
use web_sys::{HtmlElement, HtmlTextAreaElement};
use yew::prelude::*;

use crate::app::TEXT_ID;
use crate::dock::prose;
use crate::same::Same;
use crate::speech::Speech;

/// Beyond this many lines nothing is coloured.
const MOST_LINES: usize = 4_000;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) text: Same<str>,
    pub(crate) judgement: Same<Judgement>,
    pub(crate) edit: Callback<Msg>,
}

#[component]
pub(crate) fn Yaml(props: &Props) -> Html {
    let back = use_node_ref();
    let Some(speech) = use_context::<Speech>() else {
        return Html::default();
    };
    let oninput = props.edit.reform(|event: InputEvent| {
        Msg::Type(event.target_unchecked_into::<HtmlTextAreaElement>().value())
    });
    let onscroll = {
        let back = back.clone();
        Callback::from(move |event: Event| {
            let area = event.target_unchecked_into::<HtmlTextAreaElement>();
            if let Some(back) = back.cast::<HtmlElement>() {
                back.set_scroll_top(area.scroll_top());
                back.set_scroll_left(area.scroll_left());
            }
        })
    };
    let onblur = props.edit.reform(|_: FocusEvent| Msg::Rest);
    let mut marks: BTreeMap<usize, &Finding> = BTreeMap::new();
    for finding in &props.judgement.findings {
        if let Some(span) = finding.span {
            let mark = marks.entry(span.start.line).or_insert(finding);
            if finding.severity < mark.severity {
                *mark = finding;
            }
        }
    }
    let text: &str = &props.text;
    let lines = text.split('\n').take(MOST_LINES).enumerate().map(|(place, line)| {
        let mark = marks.get(&(place + 1)).map(|it| it.severity);
        html! { <div class={classes!("code-line", mark.map(Severity::as_str))}>{ coloured(line) }{ "\n" }</div> }
    });
    let shown = marks.iter().take(30).map(|(line, finding)| {
        let path = finding.path.clone();
        html! {
            <li class={finding.severity.as_str()}>
                <button type="button" onclick={props.edit.reform(move |_: MouseEvent| Msg::Reveal(path.clone()))}>
                    <b>{ line.to_string() }</b><span>{ prose(&finding.headline) }</span>
                </button>
            </li>
        }
    });
    html! {
        <div class="yaml">
            <div class="code">
                <pre class="back" ref={back} aria-hidden="true">{ for lines }</pre>
                <textarea id={TEXT_ID} class="front" spellcheck="false" autocomplete="off" autocapitalize="off" wrap="off"
                    aria-label={speech.t("ui-tab-text")} value={text.to_owned()} {oninput} {onscroll} {onblur} />
            </div>
            if !marks.is_empty() {
                <ul class="line-findings">{ for shown }</ul>
            }
        </div>
    }
}

/// A line of YAML in colours: close enough to read, never wrong in what it says.
pub(crate) fn coloured(line: &str) -> Html {
    let comment = line
        .match_indices('#')
        .find(|(at, _)| *at == 0 || line[..*at].ends_with(' '))
        .map_or(line.len(), |(at, _)| at);
    let (code, comment) = line.split_at(comment);
    let key_end = code
        .find(": ")
        .or_else(|| code.strip_suffix(':').map(str::len));
    let (lead, rest) = match key_end {
        Some(end) if !code[..end].contains(['{', '[', '"']) => code.split_at(end + 1),
        _ => ("", code),
    };
    let dash = lead.len() - lead.trim_start_matches([' ', '-']).len();
    let (dash, key) = lead.split_at(dash);
    let value = rest.trim();
    let class = if value.starts_with(['"', '\'']) {
        "y-text"
    } else if value.starts_with(|c: char| c.is_ascii_digit()) {
        "y-number"
    } else if value.starts_with(['{', '[']) {
        "y-flow"
    } else {
        "y-word"
    };
    html! {
        <>
            <span class="y-mark">{ dash }</span><span class="y-key">{ key }</span><span {class}>{ rest }</span><span class="y-comment">{ comment }</span>
        </>
    }
}
