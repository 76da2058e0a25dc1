//! What the generator does so that a mistake cannot happen, each as a check of a plan and its
//! bundle. `mistakes.yaml` says which mistake is avoided by which of them.

mod ask;
mod commands;
mod manifests;
mod order;
mod runbook;
mod secrets;

use crate::example::Example;

/// A check: what `mistakes.yaml` calls it, and how it is done.
pub(crate) type Check = (&'static str, fn(&Example));

/// Every check, sorted by name.
pub(crate) const CHECKS: &[Check] = &[
    ("addons-stay-inside", commands::addons_stay_inside),
    (
        "address-is-outside-and-not-empty",
        order::address_is_outside_and_not_empty,
    ),
    (
        "api-server-as-the-topology-says",
        secrets::api_server_as_the_topology_says,
    ),
    (
        "cluster-and-network-names-are-the-models",
        runbook::names_are_the_models,
    ),
    (
        "commands-follow-the-cluster",
        commands::commands_follow_the_cluster,
    ),
    ("everything-on-one-line", commands::everything_on_one_line),
    ("exec-ends-its-options", commands::exec_ends_its_options),
    (
        "exposure-has-a-namespace",
        manifests::exposure_has_a_namespace,
    ),
    (
        "files-are-written-before-they-are-used",
        commands::files_are_written,
    ),
    (
        "gateways-from-one-template",
        manifests::gateways_from_one_template,
    ),
    ("installers-ask-nothing", commands::installers_ask_nothing),
    (
        "istio-operators-go-to-istioctl",
        manifests::istio_operators_go_to_istioctl,
    ),
    (
        "istio-operators-have-names",
        manifests::istio_operators_have_names,
    ),
    ("kubeconfig-by-its-flag", commands::kubeconfig_by_its_flag),
    ("manifests-parse", manifests::manifests_parse),
    (
        "namespace-comes-with-its-labels",
        manifests::namespace_comes_with_its_labels,
    ),
    (
        "network-is-the-same-everywhere",
        manifests::network_is_the_same_everywhere,
    ),
    ("no-heredocs", commands::no_heredocs),
    ("no-placeholders", commands::no_placeholders),
    ("nothing-by-hand", commands::nothing_by_hand),
    (
        "nothing-is-restarted-or-routed",
        commands::nothing_is_restarted_or_routed,
    ),
    (
        "one-certificate-per-primary",
        secrets::one_certificate_per_primary,
    ),
    (
        "primary-and-remote-fit-the-release",
        manifests::primary_and_remote_fit_the_release,
    ),
    (
        "remote-comes-after-what-it-needs",
        order::remote_comes_after_what_it_needs,
    ),
    ("removal-is-the-reverse", order::removal_is_the_reverse),
    (
        "root-is-made-once-and-stays",
        secrets::root_is_made_once_and_stays,
    ),
    (
        "runbook-shows-no-outputs",
        runbook::runbook_shows_no_outputs,
    ),
    (
        "samples-have-their-own-namespace",
        manifests::samples_have_their_own_namespace,
    ),
    (
        "samples-tell-their-cluster",
        manifests::samples_tell_their_cluster,
    ),
    (
        "secrets-come-from-their-own-cluster",
        secrets::secrets_come_from_their_own_cluster,
    ),
    (
        "secrets-go-through-memory",
        secrets::secrets_go_through_memory,
    ),
    (
        "secrets-only-in-primaries",
        secrets::secrets_only_in_primaries,
    ),
    ("sync-is-asked-of-istiod", order::sync_is_asked_of_istiod),
    ("title-from-the-topology", runbook::title_from_the_topology),
    ("tools-are-checked", commands::tools_are_checked),
    ("trust-comes-first", secrets::trust_comes_first),
    (
        "verification-tries-every-pair",
        order::verification_tries_every_pair,
    ),
    ("waits-have-an-end", commands::waits_have_an_end),
];
