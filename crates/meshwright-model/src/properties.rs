//! What holds for every topology, not only for those that someone thought of.

use proptest::prelude::*;

use crate::emit::to_value;
use crate::{arbitrary, emit, explicit, read, resolve};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn what_is_written_reads_back_the_same(topology in arbitrary::topology()) {
        let text = emit(&topology);
        let document = read(&text);
        prop_assert_eq!(document.topology.as_ref(), Some(&topology), "\n{}\n{:?}", text, document.findings);
        prop_assert_eq!(emit(&topology), text, "the same topology gives the same bytes");
        prop_assert_eq!(document.root, Some(to_value(&topology)), "the tree of values is what was written");
    }

    #[test]
    fn json_is_read_like_yaml(topology in arbitrary::topology()) {
        let json = to_value(&topology).to_string();
        prop_assert_eq!(read(&json).topology, Some(topology), "\n{}", json);
    }

    #[test]
    fn the_explicit_form_means_the_same_mesh(topology in arbitrary::topology()) {
        let (mesh, _) = resolve(&topology);
        let (again, _) = resolve(&explicit(&mesh));
        prop_assert_eq!(again, mesh);
    }

    #[test]
    fn resolving_is_deterministic_and_its_findings_have_places(topology in arbitrary::topology()) {
        let (mesh, findings) = resolve(&topology);
        let document = read(&emit(&topology));
        let (again, same) = resolve(document.topology.as_ref().expect("it was written by us"));
        prop_assert_eq!(&again, &mesh);
        prop_assert_eq!(&same, &findings);
        for mut finding in findings {
            document.source.locate(&mut finding);
            prop_assert!(finding.primary.span.is_some(), "{:?}", finding);
            prop_assert!(finding.related.iter().all(|label| label.span.is_some()), "{:?}", finding);
        }
    }
}
