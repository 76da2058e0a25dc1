//! What the whole mesh shares.

use meshwright_diag::Value;

use super::List;
use crate::mesh::{Addon, CaKind, DataPlane, InstallMethod, KeyAlgorithm};
use crate::names::{IstioVersion, MeshId, Profile, Revision, TrustDomain};

document! {
    /// What the whole mesh shares.
    #[derive(Default)]
    pub struct MeshSection {
        /// `values.global.meshID`.
        pub id: Option<MeshId> => "id", default "mesh1";
        /// The trust domain of every workload identity.
        pub trust_domain: Option<TrustDomain> => "trustDomain", default "cluster.local";
        /// How Istio is installed.
        pub istio: Option<IstioSection> => "istio";
        /// How sidecars answer DNS.
        pub dns: Option<DnsSection> => "dns";
        /// Who signs workload certificates.
        pub ca: Option<CaSection> => "ca";
    }
}

document! {
    /// How Istio is installed: for the whole mesh, or on top of that for one cluster.
    #[derive(Default)]
    pub struct IstioSection {
        /// The release: `"1.30"` is its newest known patch, `"1.30.3"` is exact.
        pub version: Option<IstioVersion> => "version";
        /// How workloads join the mesh.
        pub data_plane: Option<DataPlane> => "dataPlane", default "sidecar";
        /// The tool that installs Istio.
        pub install_method: Option<InstallMethod> => "installMethod", default "istioctl";
        /// The revision of the control plane.
        pub revision: Option<Revision> => "revision", default "default";
        /// The installation profile of primaries, such as `demo` or `minimal`.
        pub profile: Option<Profile> => "profile", default "default";
        /// The registry of the images; absent for the release's own.
        pub hub: Option<String> => "hub";
        /// The tag of the images; absent for the release's own.
        pub tag: Option<String> => "tag";
        /// Addons of Istio's release to install beside the control plane.
        pub addons: Option<List<Addon>> => "addons", default [];
        /// Merged into the mesh config of every primary.
        pub mesh_config: Option<Value> => "meshConfig", default {};
        /// Merged into the values of every control plane.
        pub values: Option<Value> => "values", default {};
    }
}

document! {
    /// How sidecars answer DNS.
    #[derive(Default)]
    pub struct DnsSection {
        /// Whether sidecars answer DNS for Services of other clusters: `ISTIO_META_DNS_CAPTURE`.
        pub capture: Option<bool> => "capture", default false;
    }
}

document! {
    /// Who signs workload certificates.
    #[derive(Default)]
    pub struct CaSection {
        /// Where the signing certificate of an istiod comes from.
        pub kind: Option<CaKind> => "kind", default "plugged-in";
        /// The algorithm of the keys, as far as the release accepts it.
        pub key_algorithm: Option<KeyAlgorithm> => "keyAlgorithm", default "ecdsa-p256";
    }
}
