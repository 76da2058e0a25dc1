//! `new`: topologies to begin with.

use crate::tool::Place;

#[test]
fn what_is_begun_with_passes_every_check() {
    let place = Place::new();
    for args in [
        &["new", "single"][..],
        &["new", "multi-primary"],
        &["new", "multi-primary", "--clusters", "3", "--networks", "3"],
        &["new", "external", "--clusters", "4", "--networks", "3"],
        &["new", "ambient", "--method", "helm"],
        &["new", "primary-remote", "--istio", "1.9"],
        &[
            "new",
            "primary-remote",
            "--clusters",
            "2",
            "--networks",
            "2",
            "--istio",
            "1.27",
        ],
    ] {
        let topology = place.run(args);
        assert_eq!(topology.code, Some(0), "{args:?}: {}", topology.err);
        assert!(topology.out.starts_with("# "));
        let args = ["check", "--deny", "warnings", "-"];
        let checked = place.feed(&args, topology.out.as_bytes());
        assert_eq!(checked.code, Some(0), "{}{}", topology.out, checked.out);
    }
}

#[test]
fn numbers_that_do_not_fit_are_refused() {
    let place = Place::new();
    for (args, sentence) in [
        (
            &["new", "single", "--clusters", "2"][..],
            "error: this model takes exactly one cluster\n",
        ),
        (
            &["new", "multi-primary", "--clusters", "2001"],
            "error: this model takes 2 to 2000 clusters\n",
        ),
        (
            &["new", "multi-primary", "--networks", "3"],
            "error: the clusters can be spread over 1 to 2 networks\n",
        ),
        (
            &["new", "single", "--istio", "latest"],
            "error: `latest` is no Istio version; write it as 1.30 or 1.30.3\n",
        ),
    ] {
        let ended = place.run(args);
        assert_eq!((ended.code, ended.out.as_str()), (Some(2), ""), "{args:?}");
        assert_eq!(ended.err, sentence);
    }
}
