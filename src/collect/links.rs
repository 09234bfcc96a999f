//! Whom to send which link: one for each group that is invited, in each language.

use super::Site;
use crate::privacy::ledger::Salt;
use crate::source::sha256;
use crate::survey::Wave;

/// One link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The audience.
    pub audience: String,
    /// The unit whose people it is for; empty where they choose it.
    pub unit: String,
    /// The supplier that they answer about; empty for none in particular.
    pub supplier: String,
    /// The language of the page.
    pub language: String,
    /// How many people are invited.
    pub people: u32,
    /// The address.
    pub address: String,
}

/// Makes and tests the tokens of one wave.
#[derive(Clone, Copy, Debug)]
pub struct Token<'a> {
    /// The secret of the site.
    pub salt: &'a Salt,
    /// The wave.
    pub wave: &'a str,
}

/// How many hexadecimal digits a token has: 64 bits.
const LENGTH: usize = 16;

impl Token<'_> {
    /// The token of a group: whoever has the salt can make it, nobody else can.
    pub fn of(&self, audience: &str, unit: &str, supplier: &str) -> String {
        let text = [self.salt.expose(), "link", self.wave, audience, unit, supplier].join("\n");
        let mut digest = sha256(text);
        digest.truncate(LENGTH);
        digest
    }

    /// Whether a token allows this answer. Who came by the link of a unit may answer about any supplier,
    /// and who came by the link to a supplier may belong to any unit.
    pub fn allows(&self, token: &str, audience: &str, unit: &str, supplier: &str) -> bool {
        let links = [(unit, supplier), (unit, ""), ("", supplier)];
        let links =
            links.into_iter().filter(|(unit, supplier)| !(unit.is_empty() && supplier.is_empty()));
        let mut own = links.map(|(unit, supplier)| self.of(audience, unit, supplier));
        own.any(|own| own == token)
    }
}

/// The links of a wave to pages below `base`, in the order of wave.toml. A wave that invites nobody by
/// name has a link for each unit and each supplier.
pub fn links(site: &Site, wave: &Wave, base: &str) -> Vec<Link> {
    let token = site.salt.as_ref().map(|salt| Token { salt, wave: &wave.id });
    let mut links = Vec::new();
    for (audience, unit, supplier, people) in invited(site, wave) {
        let audience = &site.survey.audiences[audience];
        for language in &site.config.languages {
            let mut parts = Vec::new();
            for (name, id) in [("unit", &unit), ("supplier", &supplier)] {
                parts.extend((!id.is_empty()).then(|| format!("{name}={id}")));
            }
            parts.extend(
                token.map(|all| format!("token={}", all.of(&audience.id, &unit, &supplier))),
            );
            links.push(Link {
                audience: audience.id.clone(),
                unit: unit.clone(),
                supplier: supplier.clone(),
                language: language.clone(),
                people,
                address: format!(
                    "{base}survey/{}/{}/{language}/index.html#{}",
                    wave.id,
                    audience.id,
                    parts.join("&")
                ),
            });
        }
    }
    links
}

/// Audience, unit, supplier and number of each group.
fn invited(site: &Site, wave: &Wave) -> Vec<(usize, String, String, u32)> {
    let is_asked = |audience: usize| site.survey.asks(&wave.form, audience);
    let mut all = Vec::new();
    for group in &wave.invited {
        let id = |name: &Option<crate::source::Located<String>>| {
            name.as_ref().map(|name| name.value.clone()).unwrap_or_default()
        };
        let people = group.people.iter().filter(|(who, people)| *people > 0 && is_asked(*who));
        all.extend(
            people.map(|&(who, people)| (who, id(&group.unit), id(&group.supplier), people)),
        );
    }
    if wave.invited.is_empty() {
        for (who, audience) in
            site.survey.audiences.iter().enumerate().filter(|(who, _)| is_asked(*who))
        {
            let organisation = &site.organisation;
            let units = organisation.units.iter().map(|unit| (unit.id.clone(), String::new()));
            let suppliers =
                organisation.suppliers.iter().map(|one| (String::new(), one.id.clone()));
            let places: Vec<_> =
                if audience.is_supplier { suppliers.collect() } else { units.collect() };
            all.extend(places.into_iter().map(|(unit, supplier)| (who, unit, supplier, 0)));
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::Token;
    use crate::diag::Diagnostics;
    use crate::privacy::ledger::read_salt;
    use crate::source::Source;

    #[test]
    fn a_token_opens_what_its_link_is_for() {
        let file = Source::new("content/secret.toml", "salt = \"0123456789abcdef\"");
        let salt = read_salt(&file, &mut Diagnostics::default()).unwrap();
        let token = Token { salt: &salt, wave: "2026-Q4" };
        let of_unit = token.of("internal", "emea", "");
        assert_eq!(of_unit.len(), 16);
        assert!(token.allows(&of_unit, "internal", "emea", ""));
        assert!(token.allows(&of_unit, "internal", "emea", "acme"));
        assert!(!token.allows(&of_unit, "partner", "emea", ""));
        assert!(!token.allows(&of_unit, "internal", "apac", ""));
        let of_supplier = token.of("supplier", "", "acme");
        assert!(token.allows(&of_supplier, "supplier", "", "acme"));
        assert!(!token.allows(&of_supplier, "supplier", "", "other"));
        assert!(!token.allows("", "supplier", "", "acme"));
        let other = Token { salt: &salt, wave: "2027-Q1" };
        assert!(!other.allows(&of_unit, "internal", "emea", ""));
    }
}
