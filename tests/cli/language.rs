//! `--lang` and MESHWRIGHT_LANG.

use crate::tool::{GOOD, Place, ended, without_gateway};

#[test]
fn findings_are_told_in_chinese_by_flag_or_variable() {
    let place = Place::with(&without_gateway());
    let by_flag = place.run(&["check", "mesh.yaml", "--lang", "zh-CN"]);
    assert!(
        by_flag.out.contains("网络 `network2` 没有东西向网关"),
        "{}",
        by_flag.out
    );
    assert!(by_flag.out.contains("建议"), "{}", by_flag.out);
    let mut command = place.command(&["check", "mesh.yaml"]);
    let by_variable = ended(command.env("MESHWRIGHT_LANG", "zh-CN"), b"");
    assert_eq!(by_flag.out, by_variable.out);
    assert_eq!(by_flag.code, by_variable.code);
}

#[test]
fn the_language_of_the_system_is_not_asked_and_the_flag_wins_over_the_variable() {
    let place = Place::with(&without_gateway());
    let plain = place.run(&["check", "mesh.yaml"]);
    let mut command = place.command(&["check", "mesh.yaml"]);
    command
        .env("LANG", "zh_CN.UTF-8")
        .env("LC_ALL", "zh_CN.UTF-8");
    assert_eq!(ended(&mut command, b"").out, plain.out);
    let mut command = place.command(&["--lang", "en", "check", "mesh.yaml"]);
    assert_eq!(
        ended(command.env("MESHWRIGHT_LANG", "zh-CN"), b"").out,
        plain.out
    );
}

#[test]
fn no_line_of_a_finding_in_chinese_is_wider_than_the_terminal() {
    use meshwright_core::diag::render::columns::columns;
    let place = Place::with(&without_gateway());
    let ended = place.run(&["check", "mesh.yaml", "--lang", "zh-CN"]);
    for line in ended.out.lines() {
        assert!(columns(line) <= 80, "{line}");
    }
}

#[test]
fn the_bundle_is_rendered_in_chinese() {
    let place = Place::with(GOOD);
    let ended = place.run(&["render", "mesh.yaml", "-o", "out", "--lang", "zh-cn"]);
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    assert!(ended.err.contains("个文件写入"), "{}", ended.err);
    assert!(
        place
            .read("out/runbook.md")
            .starts_with("# 网格 shop 的操作手册\n")
    );
    assert!(place.read("out/run.sh").is_ascii());
}

#[test]
fn a_language_that_no_catalogue_has_is_refused_with_those_that_there_are() {
    let ended = Place::with(GOOD).run(&["check", "mesh.yaml", "--lang", "fr"]);
    assert_eq!(ended.code, Some(2));
    assert!(ended.err.contains("en, zh-CN"), "{}", ended.err);
}

#[test]
fn pages_of_rules_say_that_they_are_english() {
    let place = Place::new();
    let chinese = place.run(&["explain", "GWY101", "--lang", "zh-CN"]);
    let english = place.run(&["explain", "GWY101"]);
    assert_eq!(chinese.out, english.out);
    assert_eq!(chinese.err, "规则的页面只有英文\n");
    assert_eq!(english.err, "");
}
