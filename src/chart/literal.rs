//! A style sheet without custom properties, for programs that do not know them: each `var()` becomes
//! what it stands for in light colours. So the theme's chart.css stays the one home of colours, and a
//! brand's own reach the mail too.

/// Which declarations say how a drawing is painted; sizes and the like belong to the page around it.
const PAINT: [&str; 5] = ["fill", "stroke", "font-", "paint-order", "text-anchor"];

/// One rule: its selector and its declarations.
struct Rule<'c> {
    selector: &'c str,
    declarations: Vec<(&'c str, &'c str)>,
}

impl Rule<'_> {
    fn is_root(&self) -> bool {
        self.selector == ":root"
    }
}

/// The value of a custom property of the whole page.
pub(super) fn property<'c>(css: &'c str, name: &str) -> Option<&'c str> {
    let rules = css.split('}').filter_map(rule).take_while(|rule| !rule.selector.contains('@'));
    let roots = rules.filter(Rule::is_root).flat_map(|rule| rule.declarations);
    roots.filter(|(own, _)| *own == name).map(|(_, value)| value).last()
}

/// The same rules with literal values, media queries left out.
pub(super) fn literal(css: &str) -> String {
    let css = without_queries(&without_comments(css));
    let rules: Vec<Rule> = css.split('}').filter_map(rule).collect();
    let mut out = String::new();
    for rule in rules.iter().filter(|rule| !rule.is_root()) {
        for (name, value) in &rule.declarations {
            if !PAINT.iter().any(|paint| name.starts_with(paint)) {
                continue;
            }
            for (selector, value) in resolved(rule.selector, value, &rules, 0) {
                out.push_str(&format!("{selector} {{ {name}: {value} }}\n"));
            }
        }
    }
    out
}

/// How deep properties may stand for each other.
const DEEPEST: usize = 8;

/// A declaration's value without `var()`. A property that is set for some elements only gives one
/// value for each of them.
fn resolved(selector: &str, value: &str, rules: &[Rule], depth: usize) -> Vec<(String, String)> {
    let Some(var) = Var::find(value).filter(|_| depth < DEEPEST) else {
        return vec![(selector.to_owned(), value.to_owned())];
    };
    let sets = |rule: &'_ &Rule| rule.declarations.iter().any(|(name, _)| *name == var.name);
    let value_in = |rule: &Rule| {
        let own = rule.declarations.iter().rev().find(|(name, _)| *name == var.name);
        format!("{}{}{}", var.before, own.map_or("", |(_, value)| value), var.after)
    };
    let setting: Vec<&Rule> = rules.iter().filter(sets).collect();
    if setting.is_empty() {
        let value = format!("{}{}{}", var.before, var.fallback, var.after);
        return resolved(selector, &value, rules, depth + 1);
    }
    setting
        .into_iter()
        .flat_map(|rule| {
            let selector = if rule.is_root() { selector.into() } else { within(rule, selector) };
            resolved(&selector, &value_in(rule), rules, depth + 1)
        })
        .collect()
}

/// What a selector matches where another one sets a property: on the same element, or inside.
fn within(rule: &Rule, selector: &str) -> String {
    let last = selector.rsplit(' ').next().unwrap_or(selector);
    format!("{0}{last}, {0} {last}", rule.selector)
}

/// The first `var()` of a value.
struct Var<'v> {
    before: &'v str,
    name: &'v str,
    fallback: &'v str,
    after: &'v str,
}

impl<'v> Var<'v> {
    fn find(value: &'v str) -> Option<Self> {
        let (before, rest) = value.split_once("var(")?;
        let mut depth = 1;
        let end = rest.find(|letter| {
            depth += i32::from(letter == '(') - i32::from(letter == ')');
            depth == 0
        })?;
        let (name, fallback) = rest[..end].split_once(',').unwrap_or((&rest[..end], ""));
        Some(Self { before, name: name.trim(), fallback: fallback.trim(), after: &rest[end + 1..] })
    }
}

fn rule(text: &str) -> Option<Rule<'_>> {
    let (selector, body) = text.split_once('{')?;
    let declarations = body.split(';').filter_map(|text| text.split_once(':'));
    let declarations = declarations.map(|(name, value)| (name.trim(), value.trim()));
    let selector = selector.rsplit("*/").next().unwrap_or(selector).trim();
    Some(Rule { selector, declarations: declarations.collect() })
}

fn without_comments(css: &str) -> String {
    let mut parts = css.split("/*");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out.push_str(part.split_once("*/").map_or("", |(_, after)| after));
    }
    out
}

/// What stands outside `@media` and its like: drawings for mail are light, and as they are.
fn without_queries(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, query)) = rest.split_once('@') {
        out.push_str(before);
        let mut depth = 0;
        let end = query.find(|letter| {
            depth += i32::from(letter == '{') - i32::from(letter == '}');
            depth == 0 && matches!(letter, ';' | '}')
        });
        rest = end.map_or("", |end| &query[end + 1..]);
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    const CSS: &str = "/* a: b */ :root { --paper: #ffffff; --one: #12436d; }
        @media (x) { :root { --one: #ff0000; } }
        .chart .series-1 { --series: var(--one); }
        .chart .mark { fill: var(--series); stroke: var(--paper); width: 3px; }
        .chart text { font-family: var(--font, a, b); }";

    #[test]
    fn properties_become_what_they_stand_for() {
        assert_eq!(
            literal(CSS).lines().collect::<Vec<_>>(),
            [
                ".chart .series-1.mark, .chart .series-1 .mark { fill: #12436d }",
                ".chart .mark { stroke: #ffffff }",
                ".chart text { font-family: a, b }",
            ]
        );
        assert_eq!(property(CSS, "--one"), Some("#12436d"));
    }

    #[test]
    fn what_is_no_style_sheet_harms_nothing() {
        for css in ["", "}", "{", "@", "a{b:var(--c", ":root{--a:var(--a)} b{fill:var(--a)}"] {
            literal(css);
            property(css, "--a");
        }
    }
}
