use super::render;
use crate::render::fixture::{findings, hostile_findings, report, span, unplaced, words};
use crate::render::{Colour, Style};

#[test]
fn findings_are_shown_with_their_lines_reasons_and_repairs() {
    let words = words();
    let (findings, text) = findings();
    let out = render(&report(&findings, &words, "mesh.yaml", &text));
    let expected = "\
error[GWY101]: network `net-2` has no east-west gateway
 --> mesh.yaml:6:14
  |
4 |   - name: east
  |           ---- `east` could not reach it either
5 |   - name: west
6 |     network: net-2
  |              ^^^^^ nothing lets other networks in
  |
  = why: Pods of `net-2` cannot be reached: 100% of requests from other
         networks fail.
  = help: Add a gateway to `west`.
  = fix: add `eastWestGateway: {}` to `west`
  = rule: network-without-gateway

warning[NAM002]: the name `shöp` is not a DNS label
 --> mesh.yaml:2:8
  |
2 |  name: shöp
  |        ^^^^
  |
  = rule: bad-name

1 error, 1 warning; run `meshwright explain GWY101`
";
    assert_eq!(out, expected);
}

#[test]
fn a_finding_without_position_names_its_places_in_the_model() {
    let words = words();
    let out = render(&report(&unplaced(), &words, "mesh.yaml", ""));
    let expected = "\
error[GWY101]: network `net-2` has no east-west gateway
--> mesh.yaml
 |
 = at: clusters/west/network
 = see: clusters/east: `east` could not reach it either
 = why: Pods of `net-2` cannot be reached: 100% of requests from other
        networks fail.
 = help: Add a gateway to `west`.
 = fix: add `eastWestGateway: {}` to `west`
 = rule: network-without-gateway

1 error; run `meshwright explain GWY101`
";
    assert_eq!(out, expected);
}

#[test]
fn no_findings_are_said_to_be_none() {
    let words = words();
    assert_eq!(render(&report(&[], &words, "m", "x")), "no findings\n");
}

#[test]
fn colour_changes_nothing_but_the_escapes() {
    let words = words();
    let (findings, text) = hostile_findings();
    let plain = report(&findings, &words, "mesh.yaml", &text);
    let mut styled = plain;
    styled.style = Style {
        colour: Colour::Styled,
        ..plain.style
    };
    let styled = render(&styled);
    assert!(styled.contains("\u{1b}["));
    let mut stripped = String::new();
    let mut rest = styled.as_str();
    while let Some((before, after)) = rest.split_once("\u{1b}[") {
        stripped.push_str(before);
        rest = after.split_once('m').expect("every escape is an SGR").1;
    }
    stripped.push_str(rest);
    assert_eq!(stripped, render(&plain));
}

#[test]
fn a_narrow_terminal_gets_something_readable() {
    let words = words();
    let (findings, text) = findings();
    for width in [0, 1, 20, 39] {
        let mut report = report(&findings, &words, "mesh.yaml", &text);
        report.style.width = width;
        assert!(render(&report).contains("net-2"), "{width}");
    }
}

#[test]
fn carets_stand_under_wide_characters_and_after_tabs() {
    let words = words();
    let text = "a:\t集群 net-2\n";
    let (mut findings, _) = findings();
    findings.truncate(1);
    findings[0].related.clear();
    findings[0].primary.span = Some(span(text, "net-2"));
    let out = render(&report(&findings, &words, "mesh.yaml", text));
    assert!(
        out.contains("1 | a:    集群 net-2\n  |            ^^^^^ nothing"),
        "{out}"
    );
    assert!(out.contains("mesh.yaml:1:7\n"), "{out}");
}
