//! What `apply` costs beside bare kubectl: 999 remote secrets for one target, in turns.
//!
//! The aim is at most 1.05 times what kubectl takes for the same list on the same API server; a
//! missed aim fails the bench. Without the programs it says so, and measures nothing.

mod server;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use meshwright_apply::executor::{Inputs, Watch};
use meshwright_apply::journal::{FileStore, History, Record};
use meshwright_apply::ops::Settings;
use meshwright_apply::secret::{Secret, to_base64};
use meshwright_apply::tools::process::Processes;
use meshwright_apply::tools::{Effect, Given, Program, Silence};
use meshwright_apply::undo::apply_tasks;
use meshwright_apply::{
    Call, Clock, Executor, Interrupt, Journal, Outputs, Ready, Said, Selection, SystemClock,
    ToolExecutor, Tools,
};
use meshwright_core::diag::Language;
use meshwright_core::plan::{Op, StepId, StepKind};
use meshwright_core::{Options, compile, words};
use server::{Programs, Server};

/// How often each of the two is measured.
const ROUNDS: usize = 3;

/// All of them at once, for a deletion of the whole collection.
const SECRETS: &str = "--raw=/api/v1/namespaces/istio-system/secrets";
/// The most that `apply` may take, in times of kubectl.
const AIM: f64 = 1.05;

/// Notes what is applied.
struct Noting<'a> {
    tools: &'a Processes,
    applied: Mutex<String>,
}

impl Tools for Noting<'_> {
    fn call(&self, call: &Call) -> Result<Said, Silence> {
        if call.effect == Effect::Writes {
            let mut applied = self.applied.lock().expect("nobody panics");
            call.input.text().clone_into(&mut applied);
        }
        self.tools.call(call)
    }
}

/// A thousand primaries; the first is at hand.
fn topology(kubeconfig: &Path) -> String {
    let mut text = String::from(
        "apiVersion: meshwright/v1alpha1\nkind: MeshTopology\nmetadata:\n  name: bench\n\
         mesh:\n  ca: {kind: plugged-in}\nclusters:\n",
    );
    for place in 0..1000 {
        let _ = writeln!(
            text,
            "  - name: cluster-{place:04}\n    apiServer: {{url: \
             \"https://api-{place:04}.example.com:6443\"}}"
        );
        if place == 0 {
            let path = kubeconfig.display();
            let _ = writeln!(text, "    context: bench\n    kubeconfig: {path}");
        }
    }
    text
}

/// A kubeconfig as long as those of real clusters.
fn credential(place: usize) -> Secret {
    let authority = to_base64("authority ".repeat(110).as_bytes());
    let token = format!("{place:04}{}", "t".repeat(956));
    Secret::new(format!(
        "apiVersion: v1\nkind: Config\nclusters:\n- cluster:\n    certificate-authority-data: \
         {authority}\n    server: https://api-{place:04}.example.com:6443\n  name: c\ncontexts:\n\
         - context: {{cluster: c, user: c}}\n  name: c\ncurrent-context: c\nusers:\n- name: c\n  \
         user:\n    token: {token}\n"
    ))
}

fn kubectl(program: &Path, kubeconfig: &Path, words: &[&str], input: &str) {
    let mut child = Command::new(program)
        .arg(format!("--kubeconfig={}", kubeconfig.display()))
        .args(["--context=bench", "--namespace=istio-system"])
        .args(words)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .expect("kubectl can be started");
    let mut stdin = child.stdin.take().expect("it has one");
    stdin.write_all(input.as_bytes()).expect("kubectl reads");
    drop(stdin);
    assert!(child.wait().expect("kubectl ends").success(), "{words:?}");
}

#[expect(clippy::print_stdout, reason = "a benchmark is there to print")]
fn main() -> ExitCode {
    let programs = match Programs::find() {
        Ok(programs) => programs,
        Err(missing) => {
            println!(
                "not measured: there is no `{missing}`; `meshwright rehearse --setup` builds it"
            );
            return ExitCode::SUCCESS;
        }
    };
    let folder = tempfile::tempdir().expect("a temporary directory");
    let server = Server::start(&programs, folder.path());
    let (program, kubeconfig) = (programs.kubectl.clone(), server.kubeconfig.clone());
    let text = topology(&kubeconfig);
    let compiled = compile(&text, &Options::default());
    let ready = Ready::new(&compiled, &words(Language::En)).expect("the topology has no errors");
    let inputs: Inputs = ready
        .mesh
        .clusters()
        .map(|(index, cluster)| {
            let outputs = Outputs {
                address: None,
                credential: Some(credential(index.0)),
            };
            (StepId::of(&cluster.name, StepKind::RemoteSecret), outputs)
        })
        .collect();
    let tasks = apply_tasks(ready.plan, &History::default(), &Selection::default());
    let is_meant = |task: &&meshwright_apply::executor::Task<'_>| {
        matches!(task.op, Op::PutRemoteSecrets)
            && task.step.id.to_string().starts_with("cluster-0000/")
    };
    let task = tasks.iter().find(is_meant).expect("it is planned");
    let interrupt = Interrupt::default();
    let processes = Processes::new(
        Given {
            folder: folder.path().to_owned(),
            interrupt: interrupt.clone(),
        },
        BTreeMap::from([(Program::Kubectl, program.clone())]),
    );
    let tools = Noting {
        tools: &processes,
        applied: Mutex::default(),
    };
    let executor = ToolExecutor {
        tools: &tools,
        mesh: ready.mesh,
        settings: Settings::default(),
    };
    let store = FileStore::open(&folder.path().join("journal")).expect("the folder is writable");
    let mut journal = Journal::open(Box::new(store)).expect("it is empty");
    let clock = SystemClock::new();
    let apply = |journal: &mut Journal| {
        let begun = Instant::now();
        let watch = Watch {
            clock: &clock,
            interrupt: &interrupt,
            until: clock.now() + Duration::from_mins(10),
            waiting: &|_| {},
        };
        let sight = executor
            .observe(task, &inputs, &watch)
            .expect("kubectl looks");
        let intent = Record::Intent {
            verb: "apply".to_owned(),
            step: task.step.id.to_string(),
            at: clock.unix(),
            found: sight.found.clone(),
        };
        journal.append(&intent).expect("the folder is writable");
        executor
            .perform(task, &sight, &inputs, &watch)
            .expect("kubectl applies");
        journal.append(&intent).expect("the folder is writable");
        begun.elapsed()
    };
    let clean = || {
        kubectl(&program, &kubeconfig, &["delete", SECRETS], "");
    };
    let namespace = r#"{"apiVersion": "v1", "kind": "Namespace",
        "metadata": {"name": "istio-system"}}"#;
    let words = ["apply", "--server-side", "--filename=-"];
    kubectl(&program, &kubeconfig, &words, namespace);
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        clean();
        ours.push(apply(&mut journal));
        clean();
        let list = tools.applied.lock().expect("nobody panics").clone();
        let words = [
            "apply",
            "--server-side",
            "--field-manager=meshwright",
            "--filename=-",
        ];
        let begun = Instant::now();
        kubectl(&program, &kubeconfig, &words, &list);
        theirs.push(begun.elapsed());
    }
    clean();
    ours.sort_unstable();
    theirs.sort_unstable();
    let ratio = ours[ROUNDS / 2].as_secs_f64() / theirs[ROUNDS / 2].as_secs_f64();
    println!(
        "999 remote secrets: {:.2?} by apply, {:.2?} by kubectl, {ratio:.3} times (aim {AIM})",
        ours[ROUNDS / 2],
        theirs[ROUNDS / 2]
    );
    if ratio > AIM {
        println!("the aim is missed");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}
