//! How much a document may hold; one table for the code and for its documentation.

/// A limit: what it bounds and how far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// The key of the message that names what is counted.
    pub what: &'static str,
    /// The greatest count that is accepted.
    pub most: usize,
}

/// Bytes of a file.
pub const FILE_BYTES: Limit = Limit {
    what: "limit-file-bytes",
    most: 10_000_000,
};
/// Maps and lists inside each other.
pub const DEPTH: Limit = Limit {
    what: "limit-depth",
    most: 64,
};
/// Keys, values, lists and maps of a file.
pub const NODES: Limit = Limit {
    what: "limit-nodes",
    most: 250_000,
};
/// Clusters of a mesh.
pub const CLUSTERS: Limit = Limit {
    what: "limit-clusters",
    most: 2_000,
};
/// Findings about a document that are told one by one.
pub const FINDINGS: Limit = Limit {
    what: "limit-findings",
    most: 1_000,
};
/// Bytes of a DNS-1123 label: names of clusters, networks, Services and revisions.
pub const LABEL_BYTES: Limit = Limit {
    what: "limit-label-bytes",
    most: 63,
};
/// Bytes of a DNS-1123 subdomain: trust domains and cluster domains.
pub const SUBDOMAIN_BYTES: Limit = Limit {
    what: "limit-subdomain-bytes",
    most: 253,
};
/// Bytes of a kubeconfig context.
pub const CONTEXT_BYTES: Limit = Limit {
    what: "limit-context-bytes",
    most: 1_024,
};
/// Bytes of a path to a kubeconfig.
pub const PATH_BYTES: Limit = Limit {
    what: "limit-path-bytes",
    most: 4_096,
};
/// Bytes of an API server's URL.
pub const URL_BYTES: Limit = Limit {
    what: "limit-url-bytes",
    most: 2_048,
};
/// Bytes of any other text.
pub const TEXT_BYTES: Limit = Limit {
    what: "limit-text-bytes",
    most: 4_096,
};

/// Every limit, as the documentation shows them.
pub const LIMITS: &[Limit] = &[
    FILE_BYTES,
    DEPTH,
    NODES,
    CLUSTERS,
    FINDINGS,
    LABEL_BYTES,
    SUBDOMAIN_BYTES,
    CONTEXT_BYTES,
    PATH_BYTES,
    URL_BYTES,
    TEXT_BYTES,
];

#[cfg(test)]
mod tests {
    use super::{CONTEXT_BYTES, LABEL_BYTES, LIMITS, PATH_BYTES, SUBDOMAIN_BYTES, URL_BYTES};
    use crate::names::{
        ApiServerUrl, ClusterDomain, ClusterName, Context, KubeconfigPath, NameError,
    };

    #[test]
    fn names_are_bounded_as_the_table_says() {
        let over = |limit: usize| "a".repeat(limit + 1);
        let label = ClusterName::parse(&over(LABEL_BYTES.most)).err();
        assert_eq!(label, Some(NameError::TooLong(LABEL_BYTES.most)));
        let domain = ClusterDomain::parse(&over(SUBDOMAIN_BYTES.most)).err();
        assert_eq!(domain, Some(NameError::TooLong(SUBDOMAIN_BYTES.most)));
        let context = Context::parse(&over(CONTEXT_BYTES.most)).err();
        assert_eq!(context, Some(NameError::TooLong(CONTEXT_BYTES.most)));
        let path = KubeconfigPath::parse(&over(PATH_BYTES.most)).err();
        assert_eq!(path, Some(NameError::TooLong(PATH_BYTES.most)));
        let url = ApiServerUrl::parse(&over(URL_BYTES.most)).err();
        assert_eq!(url, Some(NameError::TooLong(URL_BYTES.most)));
    }

    #[test]
    fn every_limit_has_words() {
        let words = crate::test::words();
        for limit in LIMITS {
            let text = meshwright_diag::text!(limit.what);
            assert!(words.find(&text).is_some(), "{}", limit.what);
        }
    }
}
