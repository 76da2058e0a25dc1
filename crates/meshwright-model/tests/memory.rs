//! Reading a hostile text takes little memory. A test of its own process, so that nothing else
//! counts.

use meshwright_model::read;

/// The most memory that this process has ever used, in kB, where the system tells.
#[expect(
    clippy::disallowed_methods,
    reason = "a test of the memory used asks the system for it"
)]
fn peak() -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

#[test]
fn as_many_keys_as_are_accepted_take_less_than_64_mb() {
    let head = "apiVersion: meshwright/v1alpha1\nkind: MeshTopology\nmetadata: {name: shop}\n";
    let many: Vec<String> = (0..124_000)
        .map(|key| format!("key-{key}: value-{key}\n"))
        .collect();
    let text = format!("{head}{}", many.concat());
    let before = peak();
    let document = read(&text);
    assert!(!document.findings.is_empty());
    if let Some((before, after)) = before.zip(peak()) {
        let kilobytes = after - before;
        assert!(kilobytes < 64_000, "{kilobytes} kB");
    }
}
