//! A small site on several forms, and random ones.

use crate::privacy::random::Random;
use rapportage::source::Tree;
use std::collections::BTreeMap;
use std::fmt::Write;

/// One response; `na` is an answer too.
#[derive(Clone, Debug)]
pub struct Response {
    pub id: String,
    pub audience: &'static str,
    pub unit: String,
    pub answers: BTreeMap<String, String>,
}

#[derive(Clone, Debug)]
pub struct Wave {
    pub id: String,
    pub form: String,
    pub responses: Vec<Response>,
    pub reopen: bool,
}

/// Units (each with the one above it), waves, and what was published before.
#[derive(Clone)]
pub struct Site {
    pub units: Vec<(String, String)>,
    pub waves: Vec<Wave>,
    pub editions: Tree,
}

/// Every item with its dimension, its practice and its forms.
pub const ITEMS: [(&str, &str, &str, &[&str]); 10] = [
    ("r1", "trust", "reliability", &["full", "short", "pulse", "deep"]),
    ("r2", "trust", "reliability", &["full", "deep"]),
    ("f1", "trust", "fairness", &["full", "pulse"]),
    ("f2", "trust", "fairness", &["full", "deep"]),
    ("g1", "trust", "growth", &["full", "pulse", "deep"]),
    ("g2", "trust", "growth", &["full"]),
    ("p1", "goals", "planning", &["full", "pulse", "one-practice"]),
    ("p2", "goals", "planning", &["full", "one-practice", "deep"]),
    ("p3", "goals", "planning", &["full", "one-practice", "deep"]),
    ("q1", "goals", "quality", &["full"]),
];

const AUDIENCES: [&str; 2] = ["internal", "partner"];

impl Site {
    pub fn new(units: &[(&str, &str)]) -> Self {
        let units = units.iter().map(|(unit, above)| ((*unit).into(), (*above).into()));
        Self { units: units.collect(), waves: Vec::new(), editions: Tree::default() }
    }

    pub fn wave(&mut self, id: &str, form: &str, responses: Vec<Response>) {
        self.waves.push(Wave { id: id.into(), form: form.into(), responses, reopen: false });
    }

    pub fn form(&self, wave: &str) -> &str {
        &self.waves.iter().find(|one| one.id == wave).unwrap().form
    }

    pub fn is_within(&self, unit: &str, above: &str) -> bool {
        let parent = || self.units.iter().find(|(own, _)| own == unit).unwrap().1.as_str();
        unit == above || !unit.is_empty() && self.is_within(parent(), above)
    }

    pub fn tree(&self) -> Tree {
        let mut tree = Tree::default();
        let site = "organisation = \"Small Works\"\ntitle = \"Report\"\nlanguages = [\"en\"]\n";
        tree.insert("content/site.toml", site.as_bytes());
        let salt = "salt = \"00112233445566778899aabbccddeeff\"\n";
        tree.insert("content/secret.toml", salt.as_bytes());
        tree.insert("content/survey.toml", survey().into_bytes());
        let mut units = String::new();
        for (unit, above) in &self.units {
            write!(units, "[[unit]]\nid = \"{unit}\"\nname = \"Unit {unit}\"\n").unwrap();
            if !above.is_empty() {
                writeln!(units, "parent = \"{above}\"").unwrap();
            }
        }
        tree.insert("content/organisation.toml", units.into_bytes());
        for (month, wave) in (1..).zip(&self.waves) {
            let folder = format!("content/waves/{}", wave.id);
            let settings = format!(
                "form = \"{}\"\nstate = \"closed\"\nopens = 2026-{month:02}-01\n\
                 closes = 2026-{month:02}-21\nreopen = {}\n",
                wave.form, wave.reopen
            );
            tree.insert(&format!("{folder}/wave.toml"), settings.into_bytes());
            tree.insert(&format!("{folder}/answers/all.csv"), table(wave).into_bytes());
        }
        self.editions.iter().for_each(|(path, bytes)| tree.insert(path, bytes.to_vec()));
        tree
    }
}

fn survey() -> String {
    let mut text = "id = \"partnership\"\n".to_owned();
    for audience in AUDIENCES {
        writeln!(text, "[[audience]]\nid = \"{audience}\"").unwrap();
    }
    text.push_str(
        "[[scale]]\nid = \"agree5\"\nlabels.en = [\"1\", \"2\", \"3\", \"4\", \"5\"]\n\
         favourable = [4, 5]\nunfavourable = [1, 2]\n",
    );
    let (mut of, mut within) = ("", "");
    for (id, dimension, practice, forms) in ITEMS {
        if of != dimension {
            write!(text, "[[dimension]]\nid = \"{dimension}\"\nname.en = \"{dimension}\"\n")
                .unwrap();
        }
        if within != practice {
            write!(text, "[[dimension.practice]]\nid = \"{practice}\"\nname.en = \"{practice}\"\n")
                .unwrap();
        }
        (of, within) = (dimension, practice);
        write!(
            text,
            "[[dimension.practice.item]]\nid = \"{id}\"\nscale = \"agree5\"\nforms = {forms:?}\n\
             text.en = \"A statement.\"\n"
        )
        .unwrap();
    }
    text
}

fn on_form(form: &str) -> impl Iterator<Item = &'static str> {
    ITEMS.into_iter().filter(move |item| item.3.contains(&form)).map(|item| item.0)
}

fn table(wave: &Wave) -> String {
    let items: Vec<&str> = on_form(&wave.form).collect();
    let mut text = format!("id,audience,unit,{}\n", items.join(","));
    for response in &wave.responses {
        let answers = items.iter().map(|item| response.answers.get(*item).map_or("", |it| it));
        let answers: Vec<&str> = answers.collect();
        let Response { id, audience, unit, .. } = response;
        writeln!(text, "{id},{audience},{unit},{}", answers.join(",")).unwrap();
    }
    text
}

/// Answers to a form: some say "na", some leave an item out, some stop somewhere.
fn answers(form: &str, random: &mut Random) -> BTreeMap<String, String> {
    let items: Vec<&str> = on_form(form).collect();
    let stops = random.share() < 0.08;
    let last = if stops { 1 + random.below(items.len() as u64) as usize } else { items.len() };
    let mut answers = BTreeMap::new();
    for item in &items[..last] {
        let point = (1 + random.below(5)).to_string();
        match random.share() {
            share if share < 0.05 => drop(answers.insert((*item).into(), "na".into())),
            share if share < 0.07 => {}
            _ => drop(answers.insert((*item).into(), point)),
        }
    }
    answers
}

fn response(
    id: u64,
    audience: &'static str,
    unit: &str,
    form: &str,
    random: &mut Random,
) -> Response {
    let answers = answers(form, random);
    Response { id: format!("p{id}"), audience, unit: unit.into(), answers }
}

/// Divisions with teams of about seven people of two audiences, and three waves on three forms.
pub fn random(random: &mut Random) -> Site {
    let mut units = vec![("works".to_owned(), String::new())];
    for division in 0..2 {
        units.push((format!("d{division}"), "works".to_owned()));
        let teams = 2 + random.below(3);
        units
            .extend((0..teams).map(|team| (format!("d{division}t{team}"), format!("d{division}"))));
    }
    let mut site = Site { units, waves: Vec::new(), editions: Tree::default() };
    for (wave, form) in [("w1", "full"), ("w2", "pulse"), ("w3", "deep")] {
        let (mut responses, mut id) = (Vec::new(), 0);
        for (unit, above) in site.units.clone() {
            for audience in AUDIENCES {
                let mean = if above == "works" || above.is_empty() { 2.0 } else { 7.0 };
                for _ in 0..random.poisson(mean) {
                    // Two of three take part in a wave; the same people in each.
                    id += 1;
                    if random.below(3) > 0 {
                        responses.push(response(id, audience, &unit, form, random));
                    }
                }
            }
        }
        site.wave(wave, form, responses);
    }
    site
}

/// A few answers of a published wave come late, change or go.
pub fn go_on(site: &mut Site, random: &mut Random) {
    let at = random.below(site.waves.len() as u64) as usize;
    let units: Vec<String> = site.units.iter().map(|(unit, _)| unit.clone()).collect();
    let wave = &mut site.waves[at];
    wave.reopen = true;
    let number = |response: &Response| response.id[1..].parse().unwrap_or(0);
    let newest = 1000 + wave.responses.iter().map(number).max().unwrap_or(0);
    for late in 0..random.below(8) {
        let unit = &units[random.below(units.len() as u64) as usize];
        let audience = AUDIENCES[random.below(2) as usize];
        let late = response(newest + late, audience, unit, &wave.form, random);
        wave.responses.push(late);
    }
    for _ in 0..random.below(6) {
        let one = random.below(wave.responses.len() as u64) as usize;
        match random.below(3) {
            0 => drop(wave.responses.swap_remove(one)),
            _ => wave.responses[one].answers = answers(&wave.form, random),
        }
    }
}
