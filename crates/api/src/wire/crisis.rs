//! Where help is to be had, on the wire; and the file by which an operator replaces the list.

use axum::http::Uri;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The most an operator's list may have, in bytes: every browser loads it.
const MAX_BYTES: usize = 256 * 1024;

/// Lines that people in danger can turn to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CrisisResources {
    /// The day on which somebody last checked all of them, as `2026-11-22`.
    pub checked_on: String,
    /// What helps wherever one is.
    pub international: International,
    /// What helps in one country.
    pub countries: Vec<Country>,
}

/// What helps wherever one is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct International {
    /// The number for emergencies that works in most places.
    pub emergency: String,
    /// Lines and directories.
    pub lines: Vec<Line>,
}

/// What helps in one country.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Country {
    /// Two capital letters (ISO 3166).
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its number for emergencies.
    pub emergency: String,
    /// Its lines.
    pub lines: Vec<Line>,
}

/// One line, or one directory of lines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// What it is for.
    #[serde(rename = "for")]
    pub subject: Subject,
    /// Its name.
    pub name: String,
    /// The number to call.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// The number to send a text message to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Its page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// When it can be reached, in words.
    #[serde(default)]
    pub hours: String,
}

/// What a line is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// Thoughts of suicide, self-harm, distress.
    SelfHarm,
    /// Violence, threats, control by others.
    Violence,
    /// Either.
    Anyone,
}

impl CrisisResources {
    /// The list that comes with Hearken.
    pub fn bundled() -> Result<Self, String> {
        Self::read(hearken_domain::crisis::RESOURCES)
    }

    /// Reads a list, and says what is wrong with it: nobody in need should be the first to notice.
    pub fn read(json: &str) -> Result<Self, String> {
        if json.len() > MAX_BYTES {
            return Err(format!("is larger than {} KiB", MAX_BYTES / 1024));
        }
        let list: Self = serde_json::from_str(json).map_err(|error| format!("cannot be read: {error}"))?;
        list.check()?;
        Ok(list)
    }

    fn check(&self) -> Result<(), String> {
        if self.checked_on.parse::<jiff::civil::Date>().is_err() {
            return Err("checked_on must be a day, as in 2026-11-22".to_owned());
        }
        let International { emergency, lines } = &self.international;
        check_place("international", emergency, lines)?;
        for (at, country) in self.countries.iter().enumerate() {
            let Country { code, emergency, lines, .. } = country;
            if code.len() != 2 || !code.bytes().all(|byte| byte.is_ascii_uppercase()) {
                return Err(format!("{code:?} is no country: two capital letters, as in NZ"));
            }
            if self.countries[..at].iter().any(|other| other.code == *code) {
                return Err(format!("{code} is there twice"));
            }
            check_place(code, emergency, lines)?;
        }
        self.check_reach()
    }

    /// Nobody is to be left without a line for what they think of doing to themselves.
    fn check_reach(&self) -> Result<(), String> {
        let has_one = |lines: &[Line]| lines.iter().any(|line| line.subject != Subject::Violence);
        if has_one(&self.international.lines) {
            return Ok(());
        }
        match self.countries.iter().find(|country| !has_one(&country.lines)) {
            Some(country) => {
                Err(format!("{} needs a line for self_harm or anyone, or international does", country.code))
            }
            None if self.countries.is_empty() => Err("international needs a line for self_harm or anyone".to_owned()),
            None => Ok(()),
        }
    }
}

fn check_place(place: &str, emergency: &str, lines: &[Line]) -> Result<(), String> {
    if !is_number(emergency) || lines.is_empty() {
        return Err(format!("{place} needs a number for emergencies and at least one line"));
    }
    for Line { name, phone, text, url, .. } in lines {
        if name.trim().is_empty() || (phone.is_none() && text.is_none() && url.is_none()) {
            return Err(format!("{place}: {name:?} needs a name, and a phone, a text or a url"));
        }
        if [phone, text].into_iter().flatten().any(|number| !is_number(number)) {
            return Err(format!("{place}: {name}: a number has digits, spaces, hyphens and a plus, and nothing else"));
        }
        if url.as_ref().is_some_and(|url| !is_page(url)) {
            return Err(format!("{place}: {name}: the url must begin with https:// and a host"));
        }
    }
    Ok(())
}

/// A page that a browser can open too, and can name by its host.
fn is_page(url: &str) -> bool {
    let Ok(uri) = url.parse::<Uri>() else { return false };
    let host = uri.host().unwrap_or_default();
    let is_host = |host: &str| {
        host.split('.')
            .all(|label| !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'))
    };
    // Nothing but a port: before the host somebody else's name could stand.
    let port = uri.port_u16().map(|port| format!(":{port}")).unwrap_or_default();
    let is_bare = uri.authority().is_some_and(|authority| authority.as_str() == format!("{host}{port}"));
    uri.scheme_str() == Some("https") && is_host(host) && is_bare
}

fn is_number(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit())
        && text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b' ' | b'-' | b'+'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_that_comes_with_hearken_is_sound() {
        let list = CrisisResources::bundled().unwrap();
        assert!(list.countries.len() >= 12);
        assert_eq!(list.international.emergency, "112");
        for country in &list.countries {
            assert!(country.lines.iter().any(|line| line.subject == Subject::SelfHarm), "{}", country.code);
        }
    }

    #[test]
    fn what_is_wrong_is_said() {
        for (from, to, said) in [
            ("\"2026", "\"soon", "checked_on"),
            ("\"AU\"", "\"au\"", "two capital letters"),
            ("\"AU\"", "\"AT\"", "there twice"),
            ("\"13 11 14\"", "\"call us\"", "Lifeline"),
            ("https://988.ca", "http://988.ca", "https://"),
            ("https://988.ca", "https://", "https://"),
            ("https://988.ca", "https:///988.ca", "https://"),
            ("https://988.ca", "https://988.ca@elsewhere.example", "https://"),
            ("https://988.ca", "https://988 ca", "https://"),
            ("https://988.ca", "https://988.ca:port", "https://"),
            ("\"emergency\": \"000\"", "\"emergency\": \"\"", "AU needs a number"),
            ("\"hours\"", "\"ours\"", "cannot be read"),
        ] {
            let problem = CrisisResources::read(&hearken_domain::crisis::RESOURCES.replacen(from, to, 1)).unwrap_err();
            assert!(problem.contains(said), "{problem}");
        }
    }

    #[test]
    fn a_list_that_is_too_large_is_refused() {
        let list = format!("{}{}", hearken_domain::crisis::RESOURCES, " ".repeat(MAX_BYTES));
        assert!(CrisisResources::read(&list).unwrap_err().contains("256 KiB"));
    }

    #[test]
    fn nobody_is_left_without_a_line_for_themselves() {
        let violence = |json: &str| json.replacen("\"anyone\"", "\"violence\"", 1);
        let list = violence(hearken_domain::crisis::RESOURCES);
        CrisisResources::read(&list).unwrap();
        let problem = CrisisResources::read(&list.replacen("self_harm", "violence", 1)).unwrap_err();
        assert!(problem.starts_with("AU needs a line for self_harm"), "{problem}");
    }
}
