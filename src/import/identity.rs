//! Columns that tell who somebody is, or when and where they answered. They are dropped like every
//! column that the survey does not ask for; this list only says why.

use super::fold::squash;

/// What such columns are called, letters and digits alone.
const OF_A_PERSON: [&str; 66] = [
    "anrede",
    "antwortid",
    "benutzersprache",
    "breitengraddesstandorts",
    "collectorid",
    "completiontime",
    "customdata1",
    "date",
    "datecreated",
    "datelastaction",
    "datemodified",
    "datestamp",
    "datestarted",
    "datesubmitted",
    "distributionchannel",
    "durationinseconds",
    "email",
    "emailaddress",
    "emailadresse",
    "employeeid",
    "enddate",
    "externaldatareference",
    "externalreference",
    "fertigstellungszeit",
    "finished",
    "firstname",
    "fullname",
    "id",
    "ipaddr",
    "ipaddress",
    "ipadresse",
    "language",
    "lastmodifiedtime",
    "lastname",
    "lastpage",
    "locationaccuracy",
    "locationlatitude",
    "locationlongitude",
    "mail",
    "nachname",
    "name",
    "nutzername",
    "phone",
    "phonenumber",
    "progress",
    "recipientemail",
    "recipientfirstname",
    "recipientlastname",
    "recordeddate",
    "refurl",
    "respondentid",
    "responseid",
    "responseset",
    "score",
    "seed",
    "startdate",
    "startlanguage",
    "starttime",
    "startzeit",
    "status",
    "submitdate",
    "telefon",
    "timestamp",
    "token",
    "userlanguage",
    "zeitstempel",
];

/// Words that give such a column away inside a longer heading.
const PARTS: [&str; 9] = [
    "email",
    "yourname",
    "ihrname",
    "vorname",
    "nachname",
    "firstname",
    "lastname",
    "ipaddress",
    "telephone",
];

/// Whether a heading says that the column tells of the person.
pub(super) fn is_identity(heading: &str) -> bool {
    let name = squash(heading);
    OF_A_PERSON.binary_search(&name.as_str()).is_ok()
        || PARTS.iter().any(|part| name.contains(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_addresses_and_times_are_known() {
        assert!(OF_A_PERSON.is_sorted());
        for heading in
            ["E-Mail", "Start time", "IP Address", "What is your name?", "Recipient Email"]
        {
            assert!(is_identity(heading), "{heading}");
        }
        assert!(!is_identity("We name problems early."));
    }
}
