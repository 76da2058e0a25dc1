//! Facts of releases and vocabularies were read at different places; here they have to agree.

use meshwright_catalog::vocabulary::{Vocabulary, judge};
use meshwright_catalog::{Feature, releases, resolve};
use meshwright_model::IstioVersion;

#[test]
fn facts_of_releases_say_nothing_that_the_vocabulary_denies() {
    for minor in releases() {
        let version = IstioVersion::parse(minor).expect("minors are versions");
        let release = resolve(&version).release;
        let says = |vocabulary, word: &str| {
            let verdict = judge(vocabulary, word, release);
            assert!(verdict.is_known(), "{minor} {word}: {verdict:?}");
        };
        let commands = release.istioctl();
        for command in [
            Some(commands.create_remote_secret.value()),
            Some(commands.uninstall.value()),
            Some(commands.precheck.value()),
            commands.remote_clusters.as_ref(),
            commands.internal_debug.as_ref(),
            commands.verify_install.as_ref(),
            commands.revision_tag.as_ref(),
        ]
        .into_iter()
        .flatten()
        {
            says(Vocabulary::IstioctlCommand, &command.join(" "));
        }
        let remote_secret = commands.create_remote_secret.join(" ");
        for (has, flag) in [
            (*commands.secret_name_flag, "--secret-name"),
            (*commands.tls_server_name_flag, "--tls-server-name"),
        ] {
            let word = format!("{remote_secret} {flag}");
            assert_eq!(
                judge(Vocabulary::IstioctlFlag, &word, release).is_known(),
                has,
                "{minor} {word}"
            );
        }
        for value in [
            release.remote().injection_ca_bundle_value.as_ref(),
            release.remote().local_injector_value.as_ref(),
            release.primary().external_istiod_value.as_ref(),
            release.external().config_validation_value.as_ref(),
            release.external().default_revision_value.as_ref(),
        ]
        .into_iter()
        .flatten()
        .chain(release.remote().operator_values.iter())
        {
            let word = value.strip_prefix("values.").expect("a value of charts");
            says(Vocabulary::OperatorValue, word);
        }
        if let Some(value) = release.helm().external_istiod_value.as_ref()
            && release.support(Feature::HelmMultiPrimary).is_there()
        {
            says(Vocabulary::ChartIstiodValue, value);
        }
        for profile in [
            release.remote().profile.as_ref(),
            Some(release.external().config_cluster_profile.value()),
        ]
        .into_iter()
        .flatten()
        {
            says(Vocabulary::Profile, profile);
        }
        let env = [
            release.trust().multi_root_env.as_ref(),
            release.primary().kubeconfig_directory_env.as_ref(),
            release.external().local_secret_watcher_env.as_ref(),
            release.ambient().multi_network_env.as_ref(),
        ];
        for name in env.into_iter().flatten() {
            says(Vocabulary::IstiodEnv, name);
        }
        let env = [
            Some(release.dns().capture_env.value()),
            release.dns().auto_allocate_env.as_ref(),
            release.gateways().requested_network_view_env.as_ref(),
            release.gateways().router_mode_env.as_ref(),
        ];
        for name in env.into_iter().flatten() {
            says(Vocabulary::ProxyEnv, name);
        }
        if let Some(annotation) = release.primary().control_plane_clusters_annotation.as_ref() {
            says(Vocabulary::Annotation, annotation);
        }
        for version in release.gateways().networking_apis_served.iter() {
            says(
                Vocabulary::Resource,
                &format!("networking.istio.io/{version}/Gateway"),
            );
        }
        for class in [
            release.ambient().gateway_class.as_ref(),
            release.ambient().remote_gateway_class.as_ref(),
        ]
        .into_iter()
        .flatten()
        {
            says(Vocabulary::GatewayClass, class);
        }
        if let Some(value) = release.ambient().ztunnel_network_value.as_ref() {
            says(Vocabulary::ChartZtunnelValue, value);
        }
        if let Some(route) = release.gateway_api().tls_route.as_ref() {
            says(Vocabulary::Resource, &format!("{route}/TLSRoute"));
        }
        assert_eq!(
            judge(Vocabulary::GatewayClass, "istio-remote", release).is_known(),
            *release.gateways().istio_remote_class
        );
        assert_eq!(
            judge(
                Vocabulary::ChartGatewayValue,
                "service.externalIPs",
                release
            )
            .is_known(),
            *release.gateways().helm_external_ips
        );
        assert_eq!(
            judge(
                Vocabulary::ChartGatewayValue,
                "networkGatewayPorts",
                release
            )
            .is_known(),
            *release.gateways().helm_ports
        );
    }
}
