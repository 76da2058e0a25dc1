//! `explain`: pages of rules.

use crate::tool::Place;

#[test]
fn a_page_is_found_by_code_in_any_case_and_by_name() {
    let place = Place::new();
    let by_code = place.run(&["explain", "GWY101"]);
    assert_eq!(by_code.code, Some(0));
    assert!(by_code.out.starts_with("GWY101: "), "{}", by_code.out);
    assert!(
        by_code.out.contains("    kind: MeshTopology\n"),
        "{}",
        by_code.out
    );
    let name = by_code.out.lines().next().expect("a title");
    let name = name.strip_prefix("GWY101: ").expect("the code").to_owned();
    assert_eq!(place.run(&["explain", "gwy101"]).out, by_code.out);
    assert_eq!(place.run(&["explain", &name]).out, by_code.out);
}

#[test]
fn every_rule_that_is_listed_has_a_page() {
    let place = Place::new();
    let list = place.run(&["explain", "--all"]);
    assert_eq!(list.code, Some(0));
    let codes: Vec<&str> = list
        .out
        .lines()
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    assert!(codes.len() >= 30, "{}", codes.len());
    assert!(codes.is_sorted());
    for code in codes {
        let page = place.run(&["explain", code]);
        assert_eq!(page.code, Some(0), "{code}");
        assert!(page.out.starts_with(code), "{code}");
    }
}

#[test]
fn an_unknown_code_is_corrected() {
    let ended = Place::new().run(&["explain", "GWX101"]);
    assert_eq!(ended.code, Some(2));
    assert_eq!(
        ended.err,
        "error: there is no rule `GWX101`; did you mean `GWY101`?\n"
    );
    let ended = Place::new().run(&["explain", "\u{1b}[31mzebra"]);
    assert_eq!(ended.code, Some(2));
    assert!(!ended.err.contains('\u{1b}'), "{:?}", ended.err);
}
