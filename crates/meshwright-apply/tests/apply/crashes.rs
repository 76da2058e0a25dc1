//! The process dies at every instant that matters; what comes after converges.
//!
//! A run acts on the outside by its tools and its journal alone. So a death is the instant from
//! which neither does anything any more, and every such instant is tried.

use std::collections::BTreeMap;
use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};
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

const OF_RECORDS: &[Moment] = &[
    Moment::BeforeRecord,
    Moment::WithinRecord,
    Moment::BeforeEndOfRecord,
    Moment::AfterRecord,
];
const OF_CALLS: &[Moment] = &[Moment::BeforeCall, Moment::WithinCall, Moment::AfterCall];

/// A process that dies at one instant.
#[derive(Clone, Default)]
struct Life(Arc<Mutex<Fate>>);

#[derive(Default)]
struct Fate {
    /// How many things were done: records written, calls made that may write.
    n_done: usize,
    /// What each was.
    kinds: Vec<Thing>,
    end: Option<(usize, Moment)>,
    is_dead: bool,
}

/// What becomes of something that is about to be done.
enum Next {
    /// It is done.
    Whole,
    /// It is the last thing, and is done until then.
    Until(Moment),
    /// The process is dead.
    Nothing,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Thing {
    Record,
    Call,
}

impl Life {
    fn until(place: usize, moment: Moment) -> Self {
        let life = Self::default();
        life.fate().end = Some((place, moment));
        life
    }

    fn fate(&self) -> std::sync::MutexGuard<'_, Fate> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn is_dead(&self) -> bool {
        self.fate().is_dead
    }

    /// What becomes of the next thing.
    fn next(&self, thing: Thing) -> Next {
        let mut fate = self.fate();
        if fate.is_dead {
            return Next::Nothing;
        }
        let place = fate.n_done;
        fate.n_done += 1;
        fate.kinds.push(thing);
        let moment = fate
            .end
            .filter(|(end, _)| *end == place)
            .map(|(_, moment)| moment);
        let Some(moment) = moment else {
            return Next::Whole;
        };
        fate.is_dead = true;
        Next::Until(moment)
    }
}

struct MortalStore {
    store: MemoryStore,
    life: Life,
}

impl Store for MortalStore {
    fn read(&mut self) -> io::Result<Vec<u8>> {
        self.store.read()
    }

    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        let dead = || Err(io::Error::other("dead"));
        match self.life.next(Thing::Record) {
            Next::Whole => self.store.append(bytes),
            Next::Until(Moment::AfterRecord) => {
                self.store.append(bytes)?;
                dead()
            }
            Next::Until(Moment::WithinRecord) => {
                self.store.append(&bytes[..bytes.len() / 2])?;
                dead()
            }
            Next::Until(Moment::BeforeEndOfRecord) => {
                self.store.append(&bytes[..bytes.len() - 1])?;
                dead()
            }
            _ => dead(),
        }
    }

    fn cut(&mut self, n_bytes: usize) -> io::Result<()> {
        self.store.cut(n_bytes)
    }
}

struct MortalTools<'a> {
    world: &'a World,
    life: Life,
}

impl Tools for MortalTools<'_> {
    fn call(&self, call: &Call) -> Result<Said, Silence> {
        if self.life.is_dead() {
            return Err(Silence::Interrupted);
        }
        if call.effect == Effect::Reads {
            return self.world.call(call);
        }
        let share = match self.life.next(Thing::Call) {
            Next::Whole => return self.world.call(call),
            Next::Until(Moment::WithinCall) => Share::Half,
            Next::Until(Moment::AfterCall) => Share::All,
            _ => Share::Nothing,
        };
        if share != Share::Nothing {
            self.world.answer(call, share);
        }
        Err(Silence::Interrupted)
    }
}

/// What was done without a death.
fn things(scene: &Scene) -> Vec<Thing> {
    let world = scene.world();
    let life = Life::default();
    let store = MortalStore {
        store: MemoryStore::default(),
        life: life.clone(),
    };
    let journal = Mutex::new(Journal::open(Box::new(store)).expect("it is empty"));
    let tools = MortalTools {
        world: &world,
        life: life.clone(),
    };
    let summary = scene.apply(&tools, &journal);
    assert!(summary.is_complete(), "{}", explain(scene, &summary));
    life.fate().kinds.clone()
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
        let scene = Scene::new(&example(name));
        let things = things(&scene);
        let (whole_journal, _) = journal();
        let whole = scene.world();
        let summary = scene.apply(&whole, &whole_journal);
        assert!(summary.is_complete(), "{name}");
        let n_intents = n_intents(&whole_journal.lock().expect("nobody panics"));
        let wanted = essence(&whole.state());
        let deaths: Vec<(usize, Moment)> = things
            .iter()
            .enumerate()
            .flat_map(|(place, thing)| {
                let moments = match thing {
                    Thing::Record => OF_RECORDS,
                    Thing::Call => OF_CALLS,
                };
                moments.iter().map(move |moment| (place, *moment))
            })
            .collect();
        n_deaths += deaths.len();
        let next = AtomicUsize::new(0);
        thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| {
                    while let Some(death) = deaths.get(next.fetch_add(1, Ordering::SeqCst)) {
                        die(&scene, name, *death, n_intents, &wanted);
                    }
                });
            }
        });
    }
    assert!(n_deaths >= 2000, "{n_deaths} deaths");
}

/// Dies, and resumes.
fn die(
    scene: &Scene,
    name: &str,
    (place, moment): (usize, Moment),
    n_intents: usize,
    wanted: &Essence,
) {
    let about = format!("{name}, {place}, {moment:?}");
    let world = scene.world();
    let life = Life::until(place, moment);
    let store = MemoryStore::default();
    let mortal = MortalStore {
        store: store.clone(),
        life: life.clone(),
    };
    let journal = Mutex::new(Journal::open(Box::new(mortal)).expect("it is empty"));
    let tools = MortalTools {
        world: &world,
        life: life.clone(),
    };
    // Whatever a dead process believes is of no account.
    let _ = scene.try_apply(&tools, &journal);
    assert!(life.is_dead(), "{about}: it lived");
    let done = called_done(&store.bytes());

    let (journal, _) = journal_with(store.bytes());
    let summary = scene.apply(&world, &journal);
    assert!(
        summary.is_complete(),
        "{about}: {}",
        explain(scene, &summary)
    );
    assert_eq!(&essence(&world.state()), wanted, "{about}");
    for (step, outcome) in scene.ready().plan.steps.iter().zip(&summary.outcomes) {
        let name = step.id.to_string();
        let only_looks = matches!(step.op, Op::Probe(_) | Op::AddChartRepositories(_));
        assert!(
            *outcome == Outcome::AlreadyDone || only_looks || !done.contains(&name),
            "{about}: {name} was called done"
        );
    }
    // Each cluster, and this machine, may have been in the middle of a step.
    let n_again = n_intents_of(&journal);
    let n_lanes = scene.ready().mesh.clusters.len() + 1;
    assert!(
        n_again <= n_intents + n_lanes,
        "{about}: {n_again} of {n_intents}"
    );
}

fn n_intents_of(journal: &Mutex<Journal>) -> usize {
    n_intents(&journal.lock().expect("nobody panics"))
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
