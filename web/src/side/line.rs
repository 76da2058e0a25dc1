//! A line of text in a form.

use web_sys::HtmlInputElement;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) id: AttrValue,
    /// The id of what it is for, in words.
    pub(crate) help: AttrValue,
    pub(crate) shown: AttrValue,
    pub(crate) placeholder: AttrValue,
    pub(crate) onchange: Callback<Event>,
}

/// A line that is written over only when what it shows has changed: answers of the planner come
/// while somebody types, and must not take away what is being typed.
#[component]
pub(crate) fn Line(props: &Props) -> Html {
    let node = use_node_ref();
    {
        let node = node.clone();
        use_effect_with(props.shown.clone(), move |shown| {
            if let Some(input) = node.cast::<HtmlInputElement>() {
                input.set_value(shown);
            }
        });
    }
    html! {
        <input ref={node} id={props.id.clone()} type="text" placeholder={props.placeholder.clone()}
            onchange={props.onchange.clone()} spellcheck="false" autocomplete="off"
            aria-describedby={props.help.clone()} />
    }
}
