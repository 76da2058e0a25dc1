//! The process dies at every instant that matters; what comes after converges.
//!
//! A run acts on the outside by its tools and its journal alone. So a death leaves the clusters and
//! the journal as they are at that instant, and nothing else: one run hands over what a death would
//! leave at each of its instants, and every one of these is resumed.

use std::collections::BTreeMap;
use std::io;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use meshwright_apply::fake::{Share, State, World};
use meshwright_apply::journal::{MemoryStore, Record, Store, read};
use meshwright_apply::tools::Effect;
use meshwright_apply::tools::Silence;
use meshwright_apply::{Call, Journal, Outcome, Said, Tools};
use meshwright_core::plan::Op;

use crate::support::{Scene, example, explain, journal, journal_with};

/// The plans whose every step is tried.
const PLANS: [&str; 8] = [
    "two-primaries-two-networks.yaml",
    "primary-remote-two-networks.yaml",
    "three-clusters-two-control-planes.yaml",
    "helm-primary-remote.yaml",
    "external-control-plane.yaml",
    "five-clusters-three-networks.yaml",
    "sail-three-clusters.yaml",
    "ambient-two-networks.yaml",
];

/// When the process dies, told by what it was about to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Moment {
    /// Before the record is written.
    BeforeRecord,
    /// In the middle of the record.
    WithinRecord,
    /// When all of the record is written but the end of its line.
    BeforeEndOfRecord,
    /// As soon as the record is written.
    AfterRecord,
    /// Before the program does anything.
    BeforeCall,
    /// When the program has done half.
    WithinCall,
    /// When the program has done everything.
    AfterCall,
}

/// What a death leaves behind.
struct Remains {
    moment: Moment,
    clusters: World,
    journal: Vec<u8>,
}

/// A run that leaves the remains of a death at each of its instants, and goes on.
#[derive(Clone)]
struct Mortal {
    world: Arc<World>,
    journal: MemoryStore,
    remains: SyncSender<Remains>,
}

impl Mortal {
    /// A death at this instant; `more` is what the last record had got into the journal.
    fn dies(&self, moment: Moment, clusters: World, more: &[u8]) {
        let remains = Remains {
            moment,
            clusters,
            journal: [&self.journal.bytes(), more].concat(),
        };
        // Nobody listens where a test has failed already.
        let _ = self.remains.send(remains);
    }
}

/// Its journal.
struct MortalStore(Mortal);

impl Store for MortalStore {
    fn read(&mut self) -> io::Result<Vec<u8>> {
        self.0.journal.read()
    }

    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        let mortal = &self.0;
        for (moment, n_bytes) in [
            (Moment::BeforeRecord, 0),
            (Moment::WithinRecord, bytes.len() / 2),
            (Moment::BeforeEndOfRecord, bytes.len() - 1),
            (Moment::AfterRecord, bytes.len()),
        ] {
            mortal.dies(moment, mortal.world.again(), &bytes[..n_bytes]);
        }
        self.0.journal.append(bytes)
    }

    fn cut(&mut self, n_bytes: usize) -> io::Result<()> {
        self.0.journal.cut(n_bytes)
    }
}

impl Tools for Mortal {
    fn call(&self, call: &Call) -> Result<Said, Silence> {
        if call.effect == Effect::Reads {
            return self.world.call(call);
        }
        self.dies(Moment::BeforeCall, self.world.again(), b"");
        let half = self.world.again();
        half.answer(call, Share::Half);
        self.dies(Moment::WithinCall, half, b"");
        let said = self.world.call(call);
        self.dies(Moment::AfterCall, self.world.again(), b"");
        said
    }
}

/// The objects of the clusters, by context and name.
type Essence = BTreeMap<String, BTreeMap<String, serde_json::Value>>;

/// What counts of the clusters: everything but versions.
fn essence(state: &State) -> Essence {
    let clusters = state.clusters.iter();
    clusters
        .map(|(context, cluster)| {
            let mut objects = cluster.inventory();
            // Records of Helm's attempts differ where an attempt was ended.
            objects.retain(|name, _| !name.contains("sh.helm.release"));
            (context.clone(), objects)
        })
        .collect()
}

#[test]
fn a_death_at_any_instant_costs_at_most_one_repeated_step_a_cluster() {
    let mut n_deaths = 0;
    for name in PLANS {
        let mesh = Scene::new(&example(name));
        let (whole_journal, _) = journal();
        let whole = mesh.world();
        let summary = mesh.apply(&whole, &whole_journal);
        assert!(summary.is_complete(), "{name}");
        let whole = Whole {
            name,
            n_intents: n_intents(&whole_journal.lock().expect("nobody panics")),
            essence: essence(&whole.state()),
        };
        let (sender, receiver) = sync_channel(2);
        // It ends with its readers, so that nobody waits for one that has failed.
        let receiver = Arc::new(Mutex::new(receiver));
        let readers = [Arc::clone(&receiver), receiver];
        n_deaths += thread::scope(|scope| {
            let (plan, whole) = (&mesh, &whole);
            let workers = readers.map(|it| scope.spawn(move || resume_each(plan, whole, &it)));
            live(plan, sender);
            let resumed = workers.map(|it| it.join().expect("every death was overcome"));
            resumed.iter().sum::<usize>()
        });
    }
    assert!(n_deaths >= 2000, "{n_deaths} deaths");
}

/// A run that nothing befell.
struct Whole {
    name: &'static str,
    n_intents: usize,
    essence: Essence,
}

/// Runs without a death, and hands over what one would leave.
fn live(scene: &Scene, remains: SyncSender<Remains>) {
    let mortal = Mortal {
        world: Arc::new(scene.world()),
        journal: MemoryStore::default(),
        remains,
    };
    let store = MortalStore(mortal.clone());
    let journal = Mutex::new(Journal::open(Box::new(store)).expect("it is empty"));
    let summary = scene.apply(&mortal, &journal);
    assert!(summary.is_complete(), "{}", explain(scene, &summary));
}

/// Resumes from what each death has left; how many there were.
fn resume_each(scene: &Scene, whole: &Whole, remains: &Mutex<Receiver<Remains>>) -> usize {
    let mut n_deaths = 0;
    loop {
        let next = remains
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .recv();
        let Ok(remains) = next else {
            return n_deaths;
        };
        resume(scene, whole, n_deaths, &remains);
        n_deaths += 1;
    }
}

fn resume(scene: &Scene, whole: &Whole, place: usize, remains: &Remains) {
    let (name, world) = (whole.name, &remains.clusters);
    let about = format!("{name}, {place}, {:?}", remains.moment);
    let done = called_done(&remains.journal);
    let (journal, _) = journal_with(remains.journal.clone());
    let summary = scene.apply(world, &journal);
    assert!(
        summary.is_complete(),
        "{about}: {}",
        explain(scene, &summary)
    );
    assert_eq!(essence(&world.state()), whole.essence, "{about}");
    for (step, outcome) in scene.ready().plan.steps.iter().zip(&summary.outcomes) {
        let name = step.id.to_string();
        let only_looks = matches!(step.op, Op::Probe(_) | Op::AddChartRepositories(_));
        assert!(
            *outcome == Outcome::AlreadyDone || only_looks || !done.contains(&name),
            "{about}: {name} was called done"
        );
    }
    // Each cluster, and this machine, may have been in the middle of a step.
    let n_again = n_intents(&journal.lock().expect("nobody panics"));
    let n_intents = whole.n_intents;
    let n_lanes = scene.ready().mesh.clusters.len() + 1;
    assert!(
        n_again <= n_intents + n_lanes,
        "{about}: {n_again} of {n_intents}"
    );
}

fn n_intents(journal: &Journal) -> usize {
    let records = journal.records().iter();
    records
        .filter(|record| matches!(record, Record::Intent { .. }))
        .count()
}

/// The steps that a journal calls done.
fn called_done(bytes: &[u8]) -> Vec<String> {
    let reading = read(bytes).expect("a death tears at most the last line");
    let done = reading
        .records
        .into_iter()
        .filter_map(|record| match record {
            Record::Outcome { step, outcome, .. } if outcome == "done" => Some(step),
            _ => None,
        });
    done.collect()
}

#[test]
fn a_journal_that_is_cut_at_any_byte_of_its_last_records_leads_on() {
    let scene = Scene::new(&example("primary-remote-two-networks.yaml"));
    let world = scene.world();
    let (journal, store) = journal();
    assert!(scene.apply(&world, &journal).is_complete());
    let bytes = store.bytes();
    let lines: Vec<&[u8]> = bytes.split_inclusive(|byte| *byte == b'\n').collect();
    let from: usize = lines[..lines.len() - 2].iter().map(|line| line.len()).sum();
    for end in from..=bytes.len() {
        let world = world.again();
        let (journal, _) = journal_with(bytes[..end].to_vec());
        let before = world.state().n_writes;
        let summary = scene.apply(&world, &journal);
        assert!(
            summary.is_complete(),
            "{end}: {}",
            explain(&scene, &summary)
        );
        assert_eq!(
            world.state().n_writes,
            before,
            "{end}: everything was done already"
        );
        let n_done = summary.count(Outcome::AlreadyDone);
        assert!(n_done > 10, "{end}: {n_done}");
    }
}
