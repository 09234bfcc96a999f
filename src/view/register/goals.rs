//! What was agreed with the other side, and what each goal lacks to be a SMART one.

use super::{about, action_way, count, measure_way, measures, place};
use crate::key::What;
use crate::register::{Goal, Letter, Standing};
use crate::view::address::Address;
use crate::view::page::Page;
use crate::view::scene::Scene;
use crate::view::sentence::Sentence;
use crate::view::shell::{About, Way, shell};
use serde::Serialize;

/// What the page says.
#[derive(Clone, Debug, Serialize)]
pub struct GoalsPage {
    /// How many are met, open and late.
    pub verdict: Sentence,
    /// How many goals are whole, and how many need a look.
    pub smart: Sentence,
    /// The open and proposed goals by their last day, then those that have ended.
    pub goals: Vec<GoalEntry>,
}

/// One goal.
#[derive(Clone, Debug, Serialize)]
pub struct GoalEntry {
    /// Its anchor.
    pub id: String,
    /// The goal in a sentence.
    pub text: String,
    /// The unit or supplier it belongs to.
    pub place: Sentence,
    /// How it stands, for styles: as written, or `overdue`.
    pub state: &'static str,
    /// The same in words.
    pub word: String,
    /// The five letters.
    pub letters: Vec<LetterState>,
    /// Its last day.
    pub due: Sentence,
    /// When both sides last went through it.
    pub reviewed: Sentence,
    /// Whether that is over a year ago.
    pub stale: bool,
    /// What is counted, in words.
    pub number: String,
    /// How the measure that counts it stands.
    pub measure: Sentence,
    /// What it serves, where that is known.
    pub serves: Sentence,
    /// Why it matters.
    pub why: String,
    /// Who answers for it here.
    pub us: String,
    /// Who answers for it on the other side.
    pub them: String,
    /// The way to its measure, to the actions that serve it and to what it is about.
    pub ways: Vec<Way>,
}

/// A letter of SMART.
#[derive(Clone, Debug, Serialize)]
pub struct LetterState {
    /// The letter.
    pub letter: &'static str,
    /// What it stands for.
    pub name: String,
    /// Why it is missing; empty where it is not.
    pub why: String,
}

/// The page of all goals.
pub(in crate::view) fn page(scene: &Scene) -> Page<GoalsPage> {
    let address = Address::Goals;
    let body = body(scene);
    let about = About {
        kind: "register",
        address: &address,
        title: scene.words.get("nav.goals"),
        description: body.verdict.clone(),
        trail: Vec::new(),
    };
    Page {
        shell: shell(scene, about),
        address,
        template: "goals.html",
        body,
        files: Vec::new(),
        origin: "content/goals.toml".into(),
    }
}

fn body(scene: &Scene) -> GoalsPage {
    let mut goals: Vec<&Goal> = scene.input.register.goals.iter().collect();
    let is_open = |goal: &Goal| matches!(goal.standing, Standing::Open | Standing::Proposed);
    goals.sort_by_key(|goal| (!is_open(goal), goal.due.is_none(), goal.due));
    let number = |test: &dyn Fn(&&Goal) -> bool| goals.iter().copied().filter(test).count();
    let values = [
        ("all", count(goals.len()).into()),
        ("smart", count(number(&|goal| goal.lacks().is_empty())).into()),
        ("stale", count(number(&|goal| goal.is_stale(scene.input.options.date))).into()),
        ("met", count(number(&|goal| goal.standing == Standing::Met)).into()),
        ("open", count(number(&|goal| goal.standing == Standing::Open)).into()),
        ("late", count(number(&|goal| is_overdue(scene, goal))).into()),
    ];
    let is_stale = goals.iter().any(|goal| goal.is_stale(scene.input.options.date));
    let name = if is_stale { "goals.smart_stale" } else { "goals.smart" };
    GoalsPage {
        verdict: scene.say("goals.verdict", &values),
        smart: scene.say(name, &values),
        goals: goals.iter().map(|goal| told(scene, goal)).collect(),
    }
}

fn told(scene: &Scene, goal: &Goal) -> GoalEntry {
    let today = scene.input.options.date;
    let state = if is_overdue(scene, goal) { "overdue" } else { goal.standing.word() };
    let measure = goal.measure.and_then(|at| scene.input.register.measures.get(at));
    let day = |name: &str, day: Option<jiff::civil::Date>| match day {
        Some(day) => scene.say(&format!("goals.{name}"), &[("date", scene.date(day).into())]),
        None => scene.say(&format!("goals.{name}_missing"), &[]),
    };
    GoalEntry {
        id: goal.id.clone(),
        text: goal.text.clone(),
        place: place(scene, &goal.about),
        state,
        word: scene.words.get(&format!("goals.is_{state}")),
        letters: Letter::ALL.map(|letter| letter_state(scene, goal, letter)).to_vec(),
        due: day("due", goal.due),
        reviewed: day("reviewed", goal.looked_at()),
        stale: goal.is_stale(today),
        number: goal.number.clone().unwrap_or_default(),
        measure: measure.map(|one| measures::in_short(scene, one)).unwrap_or_default(),
        serves: serves(scene, goal),
        why: goal.why.clone().unwrap_or_default(),
        us: goal.owners.us.clone().unwrap_or_default(),
        them: goal.owners.them.clone().unwrap_or_default(),
        ways: ways(scene, goal),
    }
}

/// "It serves trust and fairness."
fn serves(scene: &Scene, goal: &Goal) -> Sentence {
    let names = goal.about.what.iter().filter(|what| !matches!(what, What::Item(_)));
    let names: Vec<Sentence> =
        names.map(|&what| scene.words.inside(&scene.what(what)).into()).collect();
    match names.is_empty() {
        true => Sentence::default(),
        false => scene.say("goals.serves", &[("list", scene.words.join(names))]),
    }
}

fn letter_state(scene: &Scene, goal: &Goal, letter: Letter) -> LetterState {
    let lacks = goal.lacks().into_iter().filter(|lack| lack.letter() == letter);
    let why = lacks.map(|lack| scene.words.get(&format!("goals.lacks_{}", lack.name())));
    LetterState {
        letter: letter.letter(),
        name: scene.words.get(&format!("goals.letter_{}", letter.letter().to_lowercase())),
        why: why.collect::<Vec<_>>().join(" "),
    }
}

fn ways(scene: &Scene, goal: &Goal) -> Vec<Way> {
    let register = scene.input.register;
    let own = register.goals.iter().position(|other| other.id == goal.id);
    let measure = goal.measure.and_then(|at| register.measures.get(at));
    let measure = measure.map(|one| measure_way(scene, one));
    let actions = register.actions.iter().filter(|action| action.goal == own);
    let actions = actions.map(|one| action_way(scene, one));
    measure.into_iter().chain(actions).chain(about(scene, &goal.about)).collect()
}

/// The open goals whose last day is over, the oldest first.
pub(in crate::view) fn overdue<'a>(scene: &Scene<'a>) -> Vec<&'a Goal> {
    let goals = scene.input.register.goals.iter();
    let mut late: Vec<_> = goals.filter(|goal| is_overdue(scene, goal)).collect();
    late.sort_by_key(|goal| goal.due);
    late
}

fn is_overdue(scene: &Scene, goal: &Goal) -> bool {
    let today = scene.input.options.date;
    goal.standing == Standing::Open && goal.due.is_some_and(|due| due < today)
}

/// The open goals that nobody looked at for over a year.
pub(in crate::view) fn stale<'a>(scene: &Scene<'a>) -> Vec<&'a Goal> {
    let goals = scene.input.register.goals.iter();
    goals.filter(|goal| goal.is_stale(scene.input.options.date)).collect()
}
