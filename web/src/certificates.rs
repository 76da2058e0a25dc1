//! The dialog that makes certificates: an act of its own, with a download of its own.
//!
//! Keys are made in the worker and go into the download and nowhere else.

use meshwright_core::diag::text;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::act::Act;
use crate::planner::Secret;
use crate::speech::Speech;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) mesh: AttrValue,
    /// Whether they are being made.
    pub(crate) is_making: bool,
    pub(crate) act: Callback<Act>,
}

#[component]
pub(crate) fn Certificates(props: &Props) -> Html {
    let (once, again) = (use_node_ref(), use_node_ref());
    let differ = use_state(|| false);
    let Some(speech) = use_context::<Speech>() else {
        return Html::default();
    };
    let make = {
        let (once, again, differ) = (once.clone(), again.clone(), differ.clone());
        let act = props.act.clone();
        Callback::from(move |()| {
            let field = |node: &NodeRef| node.cast::<HtmlInputElement>();
            let (Some(one), Some(other)) = (field(&once), field(&again)) else {
                return;
            };
            let is_same = one.value() == other.value();
            differ.set(!is_same);
            if is_same {
                act.emit(Act::MakeCertificates(Secret::new(one.value())));
            }
        })
    };
    let onkeydown = {
        let make = make.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Enter" {
                event.prevent_default();
                make.emit(());
            }
        })
    };
    html! {
        <div class="certificates">
            <p>{ speech.t("ui-certificates-how") }</p>
            <p class="help">{ speech.say(&text!("ui-certificates-where", mesh = props.mesh.as_str())) }</p>
            <div class="row">
                <label for="dialog-first">{ speech.t("ui-passphrase") }</label>
                <input ref={once} id="dialog-first" type="password" autocomplete="new-password" aria-describedby="passphrase-help" onkeydown={onkeydown.clone()} />
                <p class="help" id="passphrase-help">{ speech.t("ui-passphrase.help") }</p>
            </div>
            <div class="row">
                <label for="passphrase-again">{ speech.t("ui-passphrase-again") }</label>
                <input ref={again} id="passphrase-again" type="password" autocomplete="new-password" {onkeydown} />
                if *differ { <p class="bad" role="alert">{ speech.t("ui-passphrase-differ") }</p> }
            </div>
            <p class="help">{ speech.t("ui-certificates-better") }</p>
            <button type="button" class="main" disabled={props.is_making} onclick={make.reform(|_: MouseEvent| ())}>
                { speech.t(if props.is_making { "ui-certificates-making" } else { "ui-certificates-make" }) }
            </button>
        </div>
    }
}
