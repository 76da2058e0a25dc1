//! The ports that have to be open.

use meshwright_editor::answer::{Port, Ports};
use yew::prelude::*;

use super::findings::prose;
use crate::same::Same;
use crate::speech::Speech;

/// More rows are not shown; the bundle has them all.
const MOST: usize = 300;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) ports: Option<Same<Ports>>,
}

#[component]
pub(crate) fn PortTable(props: &Props) -> Html {
    let Some(speech) = use_context::<Speech>() else {
        return Html::default();
    };
    let Some(ports) = &props.ports else {
        return super::waiting(&speech);
    };
    let row = |port: &Port| {
        html! {
            <tr class={classes!(port.crosses_borders.then_some("crosses"))}>
                <td>{ prose(&port.source) }</td><td>{ prose(&port.target) }</td>
                <td class="port">{ port.port.map_or_else(|| "*".to_owned(), |it| it.to_string()) }</td>
                <td>{ &port.protocol }</td><td>{ prose(&port.purpose) }</td>
            </tr>
        }
    };
    let heads = [
        "ui-port-source",
        "ui-port-target",
        "ui-port",
        "ui-port-protocol",
        "ui-port-purpose",
    ];
    html! {
        <table class="ports">
            <thead><tr>{ for heads.iter().map(|key| html! { <th scope="col">{ speech.t(key) }</th> }) }</tr></thead>
            <tbody>{ for ports.ports.iter().take(MOST).map(row) }</tbody>
        </table>
    }
}
