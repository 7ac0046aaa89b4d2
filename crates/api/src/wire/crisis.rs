//! Where help is to be had, on the wire; and the file by which an operator replaces the list.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

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
        Ok(())
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
        if url.as_ref().is_some_and(|url| !url.starts_with("https://")) {
            return Err(format!("{place}: {name}: the url must begin with https://"));
        }
    }
    Ok(())
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
            ("\"emergency\": \"000\"", "\"emergency\": \"\"", "AU needs a number"),
            ("\"hours\"", "\"ours\"", "cannot be read"),
        ] {
            let problem = CrisisResources::read(&hearken_domain::crisis::RESOURCES.replacen(from, to, 1)).unwrap_err();
            assert!(problem.contains(said), "{problem}");
        }
    }
}
