//! Help, versions, manual pages, completions, and mistakes on the command line.

use crate::tool::Place;

const COMMANDS: [&str; 11] = [
    "new",
    "check",
    "explain",
    "plan",
    "render",
    "why",
    "fmt",
    "schema",
    "serve",
    "completions",
    "man",
];

#[test]
fn help_names_every_command_and_shows_examples() {
    let place = Place::new();
    let help = place.run(&["--help"]);
    assert_eq!(help.code, Some(0));
    for command in COMMANDS {
        assert!(help.out.contains(&format!("  {command} ")), "{command}");
        let own = place.run(&[command, "--help"]);
        assert_eq!(own.code, Some(0), "{command}");
        assert!(own.out.contains("Example"), "{command}");
        assert!(
            own.out.contains(&format!("meshwright {command}")),
            "{command}"
        );
    }
}

#[test]
fn the_version_is_told() {
    let ended = Place::new().run(&["--version"]);
    let expected = format!("meshwright {}\n", env!("CARGO_PKG_VERSION"));
    assert_eq!((ended.code, ended.out), (Some(0), expected));
}

#[test]
fn mistakes_are_said_on_standard_error() {
    let place = Place::new();
    for args in [
        &[][..],
        &["inspect"],
        &["check"],
        &["check", "--format", "xml", "mesh.yaml"],
        &["plan", "mesh.yaml", "--frobnicate"],
        &["new", "no-such-model"],
        &["\u{1b}[31mred\u{202e}"],
    ] {
        let ended = place.run(args);
        assert_eq!((ended.code, ended.out.as_str()), (Some(2), ""), "{args:?}");
        assert!(!ended.err.is_empty());
        assert!(
            !ended.err.contains(['\u{1b}', '\u{202e}']),
            "{:?}",
            ended.err
        );
    }
}

#[test]
fn every_shell_gets_its_completions() {
    let place = Place::new();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let ended = place.run(&["completions", shell]);
        assert_eq!(ended.code, Some(0), "{shell}");
        assert!(ended.out.contains("meshwright"), "{shell}");
    }
}

#[test]
fn manual_pages_are_printed_or_written() {
    let place = Place::new();
    let page = place.run(&["man"]);
    assert_eq!(page.code, Some(0));
    assert!(page.out.contains(".TH meshwright 1"), "{}", page.out);
    let ended = place.run(&["man", "-o", "man1"]);
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    assert_eq!(place.read("man1/meshwright.1"), page.out);
    for command in COMMANDS {
        let page = place.read(&format!("man1/meshwright-{command}.1"));
        assert!(page.contains("meshwright"), "{command}");
    }
}
