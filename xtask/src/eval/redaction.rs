//! How much of what should be taken out of a text is, and how much else.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context as _, Result, bail, ensure};
use hearken_domain::Relationship;
use hearken_domain::redaction::{Named, Redacted, redact};
use serde_json::Value;

/// What was planted, by the rows of the table; the order is theirs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Type {
    ListName,
    UnknownName,
    Place,
    Email,
    Phone,
    Url,
    Address,
    Card,
    Iban,
    BirthDate,
    Ip,
    Handle,
    Id,
}

impl Type {
    /// By the letters and digits of a label, in capitals.
    fn of(label: &str) -> Option<Self> {
        Some(match label {
            "KNOWN" | "KNOWNPERSON" | "KNOWNNAME" | "LISTNAME" | "LISTEDNAME" | "PERSONKNOWN" | "PERSONLIST" => {
                Self::ListName
            }
            "PERSON" | "NAME" | "PER" | "FIRSTNAME" | "LASTNAME" | "SURNAME" | "FULLNAME" | "NICKNAME"
            | "PERSONNAME" | "UNKNOWN" | "UNKNOWNPERSON" | "UNKNOWNNAME" | "PERSONUNKNOWN" => Self::UnknownName,
            "PLACE" | "CITY" | "TOWN" | "LOCATION" | "LOC" | "GPE" | "COUNTRY" => Self::Place,
            "EMAIL" | "MAIL" | "EMAILADDRESS" => Self::Email,
            "PHONE" | "PHONENUMBER" | "TELEPHONE" | "TEL" | "MOBILE" | "FAX" => Self::Phone,
            "URL" | "LINK" | "WEBSITE" | "URI" | "DOMAIN" => Self::Url,
            "ADDRESS" | "STREET" | "STREETADDRESS" | "POSTCODE" | "POSTALCODE" | "ZIP" | "ZIPCODE" => Self::Address,
            "CARD" | "CREDITCARD" | "CARDNUMBER" | "CREDITCARDNUMBER" | "PAYMENTCARD" | "CC" => Self::Card,
            "IBAN" | "BANKACCOUNT" | "IBANCODE" => Self::Iban,
            "DOB" | "DATEOFBIRTH" | "BIRTHDATE" | "BIRTHDAY" | "DATE" => Self::BirthDate,
            "IP" | "IPADDRESS" | "IPV4" | "IPV6" | "MAC" | "MACADDRESS" => Self::Ip,
            "HANDLE" | "USERNAME" | "USER" | "ACCOUNTNAME" | "SOCIALHANDLE" => Self::Handle,
            "ID" | "IDNUMBER" | "NATIONALID" | "SSN" | "PASSPORT" | "PASSPORTNUMBER" | "LICENSE" | "LICENCE"
            | "DRIVERLICENSE" | "ORDER" | "ORDERNUMBER" | "POLICY" | "POLICYNUMBER" | "ACCOUNT" | "ACCOUNTNUMBER"
            | "NHS" | "NHSNUMBER" | "PLATE" | "LICENSEPLATE" | "REFERENCE" | "BOOKING" | "TICKET" | "TAXID"
            | "MEMBERSHIP" | "NUMBER" | "CODE" | "PASSWORD" | "PIN" | "OTHER" => Self::Id,
            _ => return None,
        })
    }

    const fn name(self) -> &'static str {
        match self {
            Self::ListName => "list names",
            Self::UnknownName => "unknown names",
            Self::Place => "places",
            Self::Email => "e-mail",
            Self::Phone => "phone",
            Self::Url => "url",
            Self::Address => "address",
            Self::Card => "card",
            Self::Iban => "iban",
            Self::BirthDate => "date of birth",
            Self::Ip => "ip",
            Self::Handle => "handle",
            Self::Id => "id",
        }
    }
}

/// A text and what was planted in it.
struct Sample {
    text: String,
    people: Vec<(String, Relationship)>,
    planted: Vec<Planted>,
}

struct Planted {
    start: usize,
    end: usize,
    kind: Type,
}

/// What came of all samples.
#[derive(Default)]
struct Tally {
    /// How many of each type were found, of how many.
    by_type: BTreeMap<Type, (usize, usize)>,
    words: usize,
    taken_for_nothing: usize,
    misses: String,
}

/// Measures a file of JSON lines; with `misses`, also says what is left and what is taken for nothing.
pub(super) fn report(file: &Path, misses: bool) -> Result<String> {
    let text = super::read(file)?;
    let tally = measure(&text).with_context(|| format!("in {}", file.display()))?;
    let mut report = format!("{}: {}", file.display(), tally.table()?);
    if misses {
        write!(report, "\n{}", tally.misses)?;
    }
    Ok(report)
}

fn measure(lines: &str) -> Result<Tally> {
    let mut tally = Tally::default();
    for (line, at) in lines.trim_end().lines().zip(1..) {
        let sample = parse(line).with_context(|| format!("line {at}"))?;
        tally.add(&sample, at)?;
    }
    ensure!(tally.words > 0, "no texts");
    Ok(tally)
}

impl Tally {
    fn add(&mut self, sample: &Sample, line: usize) -> Result<()> {
        let people: Vec<Named<'_>> =
            sample.people.iter().map(|(name, relationship)| Named { name, relationship: *relationship }).collect();
        let redacted = redact(&sample.text, &people);
        let chars: Vec<char> = sample.text.chars().collect();
        let is_taken = covered(&redacted, chars.len());
        for Planted { start, end, kind } in &sample.planted {
            let found = is_found(&chars, &is_taken, *start, *end);
            let (hits, all) = self.by_type.entry(*kind).or_default();
            (*hits, *all) = (*hits + usize::from(found), *all + 1);
            if !found {
                let words: String = chars[*start..*end].iter().collect();
                writeln!(self.misses, "line {line}, {} left: {words}", kind.name())?;
            }
        }
        for (start, end) in words(&chars) {
            self.words += 1;
            let is_planted = sample.planted.iter().any(|planted| planted.start < end && start < planted.end);
            let is_gone = (start..end).any(|at| is_taken[at] && chars[at].is_alphanumeric());
            if is_gone && !is_planted {
                self.taken_for_nothing += 1;
                let word: String = chars[start..end].iter().collect();
                writeln!(self.misses, "line {line}, taken for nothing: {word}")?;
            }
        }
        Ok(())
    }

    fn table(&self) -> Result<String> {
        let mut table = format!("{} words\n", self.words);
        for (kind, (found, all)) in &self.by_type {
            writeln!(table, "{:<16} {found:>5} of {all:>5}   {:.3}", kind.name(), share(*found, *all))?;
        }
        let (found, all) = self.structured();
        writeln!(table, "{:<16} {found:>5} of {all:>5}   {:.3}", "structured", share(found, all))?;
        let (nothing, words) = (self.taken_for_nothing, self.words);
        writeln!(
            table,
            "{:<16} {nothing:>5} of {words:>5}   {:.2} % of words",
            "over-redaction",
            100.0 * share(nothing, words)
        )?;
        Ok(table)
    }

    /// All that is neither a name nor a town.
    fn structured(&self) -> (usize, usize) {
        let structured = self.by_type.iter().filter(|(kind, _)| **kind > Type::Place);
        structured.fold((0, 0), |(found, all), (_, counts)| (found + counts.0, all + counts.1))
    }
}

fn share(part: usize, whole: usize) -> f64 {
    let number = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    if whole == 0 { f64::NAN } else { number(part) / number(whole) }
}

fn covered(redacted: &Redacted<'_>, length: usize) -> Vec<bool> {
    let mut covered = vec![false; length];
    for span in redacted.spans() {
        covered[span.start..span.end].fill(true);
    }
    covered
}

/// What may be left of a name in front: it tells what somebody is, not who.
const TITLES: &str = "dr mr mrs ms miss mx prof professor doctor sir aunt auntie uncle cousin oma opa nana grandma grandpa coach nurse \
                      officer father pastor rabbi captain judge the a my";

/// Whether no letter or digit is left, but for a title in front and an "s" at the end.
fn is_found(chars: &[char], is_taken: &[bool], start: usize, end: usize) -> bool {
    let is_left = |at: usize| chars[at].is_alphanumeric() && !is_taken[at];
    let (mut from, mut to) = (start, end);
    if to - from > 2 && matches!(chars[to - 1], 's' | 'S') && matches!(chars[to - 2], '\'' | '\u{2019}') {
        to -= 2;
    }
    let title: String = chars[from..to].iter().take_while(|char| char.is_alphabetic()).collect();
    if TITLES.split(' ').any(|known| known == title.to_lowercase()) && title.chars().count() < to - from {
        from += title.chars().count();
    }
    !(from..to).any(is_left)
}

/// Where words are: between white space, if there is a letter or a digit in them.
fn words(chars: &[char]) -> Vec<(usize, usize)> {
    let mut words = Vec::new();
    let mut start = 0;
    for end in 0..=chars.len() {
        if chars.get(end).is_none_or(|char| char.is_whitespace()) {
            if chars[start..end].iter().any(|char| char.is_alphanumeric()) {
                words.push((start, end));
            }
            start = end + 1;
        }
    }
    words
}

fn parse(line: &str) -> Result<Sample> {
    let sample: Value = serde_json::from_str(line).context("is not JSON")?;
    let text = sample["text"].as_str().context("has no \"text\"")?.to_owned();
    let people = match &sample["known_people"] {
        Value::Null => Vec::new(),
        Value::Array(people) => people.iter().map(person).collect::<Result<_>>()?,
        _ => bail!("\"known_people\" is no list"),
    };
    let spans = sample["spans"].as_array().context("has no list \"spans\"")?;
    let chars: Vec<char> = text.chars().collect();
    let planted = spans.iter().map(|span| planted(span, &chars, &people)).collect::<Result<_>>()?;
    Ok(Sample { text, people, planted })
}

fn person(person: &Value) -> Result<(String, Relationship)> {
    let name = person.as_str().or_else(|| person["name"].as_str()).context("somebody known has no name")?;
    let relationship = match person["relationship"].as_str().unwrap_or_default().to_lowercase().as_str() {
        "partner" | "spouse" | "wife" | "husband" | "girlfriend" | "boyfriend" | "fiancé" | "fiancée" => {
            Relationship::Partner
        }
        "family" | "mother" | "father" | "sister" | "brother" | "son" | "daughter" | "parent" | "sibling" | "child" => {
            Relationship::Family
        }
        "friend" => Relationship::Friend,
        "colleague" | "coworker" | "boss" | "manager" => Relationship::Colleague,
        _ => Relationship::Other,
    };
    Ok((name.to_owned(), relationship))
}

fn planted(span: &Value, chars: &[char], people: &[(String, Relationship)]) -> Result<Planted> {
    let offset = |name: &str| {
        let offset = span[name].as_u64().with_context(|| format!("a span has no {name:?}"))?;
        usize::try_from(offset).context("an offset is too large")
    };
    let (start, end) = (offset("start")?, offset("end")?);
    ensure!(
        start < end && end <= chars.len(),
        "the span {start}..{end} is not in the text of {} characters",
        chars.len()
    );
    let label = span["type"].as_str().context("a span has no \"type\"")?;
    let letters: String = label.chars().filter(char::is_ascii_alphanumeric).collect();
    let kind = Type::of(&letters.to_uppercase()).with_context(|| format!("no type {label:?}"))?;
    let words: String = chars[start..end].iter().collect();
    let is_listed =
        kind == Type::UnknownName && !letters.to_uppercase().contains("UNKNOWN") && is_on_list(&words, people);
    Ok(Planted { start, end, kind: if is_listed { Type::ListName } else { kind } })
}

/// Whether a name has a word in common with one on the list.
fn is_on_list(words: &str, people: &[(String, Relationship)]) -> bool {
    let split = |text: &str| -> Vec<String> {
        let words = text.split(|char: char| !char.is_alphanumeric()).filter(|word| word.chars().nth(1).is_some());
        words.map(str::to_lowercase).collect()
    };
    let listed: Vec<String> = people.iter().flat_map(|(name, _)| split(name)).collect();
    split(words).iter().any(|word| listed.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_planted_is_counted_by_its_type() {
        let lines = concat!(
            r#"{"text": "🌧 Maya's mail is a@b.org, and zxq left.", "known_people": [{"name": "Maya", "relationship": "partner"}], "#,
            r#""spans": [{"start": 2, "end": 8, "type": "person"}, {"start": 17, "end": 24, "type": "E-mail"}, {"start": 30, "end": 33, "type": "Name"}]}"#,
            "\n",
            r#"{"text": "We went to Lisbon.", "spans": []}"#,
        );
        let tally = measure(lines).unwrap();
        let table = tally.table().unwrap();
        assert!(table.contains("list names           1 of     1   1.000"), "{table}");
        assert!(table.contains("unknown names        0 of     1   0.000"), "{table}");
        assert!(table.contains("structured           1 of     1   1.000"), "{table}");
        assert!(table.contains("over-redaction       1 of    11   9.09 % of words"), "{table}");
        assert_eq!(tally.misses, "line 1, unknown names left: zxq\nline 2, taken for nothing: Lisbon.\n");
    }

    /// Entries written after the rules; what is asked is a little less than was reached.
    #[test]
    fn as_much_is_taken_out_as_was_reached() {
        let tally = measure(include_str!("../../../crates/domain/tests/fixtures/redaction.jsonl")).unwrap();
        let found = |kind| tally.by_type.get(&kind).map_or(f64::NAN, |(found, all)| share(*found, *all));
        let (structured, all) = tally.structured();
        let over = share(tally.taken_for_nothing, tally.words);
        println!("{}\n{}", tally.table().unwrap(), tally.misses);
        assert!(found(Type::ListName) >= 1.0, "list names {}", found(Type::ListName));
        assert!(found(Type::UnknownName) >= 0.80, "unknown names {}", found(Type::UnknownName));
        assert!(share(structured, all) >= 0.99, "structured {structured} of {all}");
        assert!(over <= 0.02, "over-redaction {over}");
    }

    #[test]
    fn faults_name_their_line() {
        let good = r#"{"text": "x", "spans": []}"#;
        for (bad, why) in [
            ("", "is not JSON"),
            ("{", "is not JSON"),
            (r#"{"spans": []}"#, "no \"text\""),
            (r#"{"text": "x"}"#, "no list \"spans\""),
            (r#"{"text": "x", "spans": [{"start": 0, "end": 2, "type": "NAME"}]}"#, "not in the text"),
            (r#"{"text": "x", "spans": [{"start": 0, "end": 1, "type": "ZIGZAG"}]}"#, "no type \"ZIGZAG\""),
            (r#"{"text": "x", "known_people": [7], "spans": []}"#, "no name"),
        ] {
            let error = format!("{:#}", measure(&format!("{good}\n{bad}\n{good}")).err().unwrap());
            assert!(error.starts_with("line 2") && error.contains(why), "{error}");
        }
        assert!(measure("").is_err());
    }
}
