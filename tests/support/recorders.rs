//! A PATH on which kubectl, istioctl, helm and openssl write down their words and answer like a mesh in
//! which all is well; whatever else a script should start by mistake is written down, too.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Stdio;

use super::tools::tool;

/// A program's name and its words.
pub(crate) type Call = Vec<String>;

/// Programs that lib.sh uses beside those that are recorded.
const GENUINE: [&str; 15] = [
    "awk", "base64", "cat", "cp", "dirname", "find", "grep", "head", "mkdir", "mv", "rm", "sleep",
    "tr", "xargs", "sh",
];

/// What hostile texts would start if a shell read them as commands.
const CANARIES: [&str; 6] = ["id", "ls", "touch", "b", "x", "alert"];

const RECORD: &str = "#!/bin/sh\nprintf '%s\\0' \"$#\" \"${0##*/}\" \"$@\" >>\"$RECORD\"\n";

const KUBECTL: &str = r#"
for word in "$@"; do last=$word; done
case " $* " in
  *" --filename=- "*) cat >/dev/null ;;
esac
case " $* " in
  *" exec "*)
    before=
    agent=
    for word in "$@"; do
      [ "$before" != --user-agent ] || agent=$word
      before=$word
    done
    cluster=${last#http://in-}
    case $last in
      http://in-*) printf 'Hello version: %s, instance: 1\n' "${cluster%%.*}" ;;
      *)
        for _ in 1 2 3 4 5 6 7 8 9 10; do
          case $last in
            http://helloworld.*) printf 'Hello version: %s, instance: 1\n' a b ;;
            *) printf 'Hello version: %s, instance: 1\n' "$agent" "$agent" ;;
          esac
        done
        ;;
    esac
    ;;
  *" service istio-eastwestgateway "*) echo 203.0.113.9 ;;
esac
"#;

const ISTIOCTL: &str = r#"
case $1 in
  version) echo 1.30.3 ;;
  create-remote-secret)
    for word in "$@"; do
      case $word in
        --name=*) printf 'name: istio-remote-secret-%s\n' "${word#--name=}" ;;
      esac
    done
    ;;
  remote-clusters)
    for place in 1 2 3 4 5 6 7 8 9; do
      printf 'c%s istio-system/istio-remote-secret-c%s synced istiod\n' $place $place
    done
    ;;
esac
"#;

const HELM: &str = "
case $1 in
  version) echo v3.16.4 ;;
esac
";

const OPENSSL: &str = r#"
out=
for word in "$@"; do
  [ "$out" != next ] || out=$word
  [ "$word" != -out ] || out=next
done
case $1 in
  rand) echo 0123456789 ;;
  x509 | pkey) [ -n "$out" ] || echo fingerprint ;;
esac
[ -z "$out" ] || echo certificate >"$out"
"#;

/// The programs, in a folder of their own.
pub(crate) struct Recorders {
    folder: PathBuf,
}

impl Recorders {
    /// Puts the programs into `folder`.
    pub(crate) fn new(folder: &Path) -> Self {
        fs::create_dir_all(folder).expect("it is writable");
        for name in GENUINE {
            let genuine = tool(name).get_program().to_owned();
            symlink(genuine, folder.join(name)).expect("it is writable");
        }
        let answers = [
            ("helm", HELM),
            ("kubectl", KUBECTL),
            ("istioctl", ISTIOCTL),
            ("openssl", OPENSSL),
        ];
        let silent = CANARIES.iter().map(|name| (*name, ""));
        for (name, answer) in answers.into_iter().chain(silent) {
            let file = folder.join(name);
            fs::write(&file, format!("{RECORD}{answer}exit 0\n")).expect("it is writable");
            let executable = fs::Permissions::from_mode(0o755);
            fs::set_permissions(&file, executable).expect("it is writable");
        }
        Self {
            folder: folder.to_owned(),
        }
    }

    /// Runs a script with a shell, and gives every call of a recorded program.
    pub(crate) fn run(&self, shell: &[&str], folder: &Path, script: &str) -> Vec<Call> {
        // The same place for every run: it is among the words of some calls.
        let certificates = self.folder.with_file_name("certificates");
        if certificates.exists() {
            fs::remove_dir_all(&certificates).expect("it is our own");
        }
        let record = self.folder.with_file_name("record");
        fs::write(&record, "").expect("it is writable");
        let output = tool(shell[0])
            .args(&shell[1..])
            .arg(script)
            .current_dir(folder)
            .env_clear()
            .env("PATH", &self.folder)
            .env("RECORD", &record)
            .env("MESHWRIGHT_CERTIFICATES", &certificates)
            .env("MESHWRIGHT_PATIENCE", "0")
            .stdin(Stdio::null())
            .output()
            .expect("the shell can be started");
        assert!(
            output.status.success(),
            "{shell:?} {script}: {}\n{}\n{}",
            output.status,
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr),
        );
        calls(&fs::read_to_string(record).expect("recorders wrote text"))
    }
}

/// Each call is the count of its words, the program, the words, each ended by NUL.
fn calls(record: &str) -> Vec<Call> {
    let mut words = record.split_terminator('\0');
    let mut calls = Vec::new();
    while let Some(count) = words.next() {
        let count: usize = count.parse().expect("recorders write one call at a time");
        calls.push(words.by_ref().take(count + 1).map(str::to_owned).collect());
    }
    calls
}
