//! Versions of a text, named by the mutation that wrote them.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use uuid::Uuid;

use crate::ClientId;

/// A version of an entry's text: the mutation `(client_id, mid)` that wrote it, never a clock and never a server number.
///
/// Written as `<client id>.<mid>`. A write that came without a mutation (REST) is named by a fresh id and mid 0.
///
/// Where a mutation's text was merged with another one, two versions have its name: the text as it was typed, and what
/// came of the merge, written with an `m` and a sign of the other one at the end. Whoever types on over the first has not
/// seen the second. The sign is needed where a server is restored from a backup and merges anew, perhaps with another
/// text than before: what was typed over the former merge must not be taken for having seen the new one.
///
/// ```
/// use hearken_domain::Vid;
/// let vid: Vid = "0192f0c1-0000-7000-8000-000000000000.7".parse().unwrap();
/// assert_eq!(vid.mid, 7);
/// let other = Vid::new(vid.client, 6);
/// assert_eq!(vid.merged_with(other).to_string(), "0192f0c1-0000-7000-8000-000000000000.7m205249a");
/// assert_eq!(Vid::from_bytes(&vid.to_bytes()), Some(vid));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Vid {
    /// The installation that made the mutation.
    pub client: ClientId,
    /// The mutation's number there, from 1; 0 for a write through REST.
    pub mid: u64,
    /// Where this is what came of merging the mutation's text with another one, the sign of that one: 31 bits, 0 in a
    /// name that was made before there were signs.
    pub merge: Option<u32>,
}

/// How many characters of a text may be typed over at once for the next one to go on from it.
pub const TYPED_OVER: usize = 24;

/// Whether `next` goes on from `before`: it has all of it but for one place of at most [`TYPED_OVER`] characters.
///
/// ```
/// use hearken_domain::version::goes_on;
/// assert!(goes_on("We talkde all night.", "We talked all night. He stayed."));
/// assert!(!goes_on("We talked all night, and he stayed.", "We talked."));
/// ```
#[must_use]
pub fn goes_on(before: &str, next: &str) -> bool {
    let start = before.chars().zip(next.chars()).take_while(|(a, b)| a == b).count();
    let length = before.chars().count();
    let rest = (length - start).min(next.chars().count() - start);
    let end = before.chars().rev().zip(next.chars().rev()).take(rest).take_while(|(a, b)| a == b).count();
    length - start - end <= TYPED_OVER
}

/// Marks a merge in the number as it is stored: no client counts that far.
const MERGED: u64 = 1 << 63;
/// Where the sign of the other text stands in the number of a merge.
const SIGN: u32 = 32;

impl Vid {
    /// The version that the mutation `mid` of `client` writes.
    #[must_use]
    pub const fn new(client: ClientId, mid: u64) -> Self {
        Self { client, mid, merge: None }
    }

    /// What comes of merging this version with the version `other` of the same text.
    #[must_use]
    pub fn merged_with(self, other: Self) -> Self {
        let sign = Uuid::new_v5(&self.client.0, &other.to_bytes()).as_fields().0 >> 1;
        Self { merge: Some(sign.max(1)), ..self }
    }

    /// The version as it was typed, before it was merged.
    #[must_use]
    pub const fn typed(self) -> Self {
        Self { merge: None, ..self }
    }

    /// 24 bytes: the client id, then the mid, big-endian. For a merge its highest bit is set, and the sign stands in its
    /// upper half: clients count to [`u32::MAX`].
    #[must_use]
    pub fn to_bytes(self) -> [u8; 24] {
        let mut bytes = [0; 24];
        bytes[..16].copy_from_slice(self.client.0.as_bytes());
        let mark = self.merge.map_or(0, |sign| MERGED | u64::from(sign) << SIGN);
        bytes[16..].copy_from_slice(&(self.mid | mark).to_be_bytes());
        bytes
    }

    /// The reverse of [`Vid::to_bytes`]; `None` when there are not 24 bytes.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (client, number) = bytes.split_at_checked(16)?;
        let number = u64::from_be_bytes(number.try_into().ok()?);
        let version = Self::new(ClientId(Uuid::from_slice(client).ok()?), number);
        if number & MERGED == 0 {
            return Some(version);
        }
        let sign = u32::try_from((number & !MERGED) >> SIGN).ok()?;
        Some(Self { mid: number & u64::from(u32::MAX), merge: Some(sign), ..version })
    }
}

impl fmt::Display for Vid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.client, self.mid)?;
        match self.merge {
            None => Ok(()),
            Some(0) => f.write_str("m"),
            Some(sign) => write!(f, "m{sign:x}"),
        }
    }
}

/// The text is not `<client id>.<mid>`.
#[derive(Debug, thiserror::Error)]
#[error("expected a text version as in 0192f0c1-0000-7000-8000-000000000000.7")]
pub struct VidSyntax;

impl FromStr for Vid {
    type Err = VidSyntax;

    fn from_str(text: &str) -> Result<Self, VidSyntax> {
        let (client, mid) = text.split_once('.').ok_or(VidSyntax)?;
        let client = client.parse().map_err(|_| VidSyntax)?;
        let Some((mid, sign)) = mid.split_once('m') else {
            let mid = mid.parse().ok().filter(|mid| *mid < MERGED).ok_or(VidSyntax)?;
            return Ok(Self::new(client, mid));
        };
        let mid = mid.parse::<u32>().map_err(|_| VidSyntax)?;
        Ok(Self { merge: Some(parse_sign(sign).ok_or(VidSyntax)?), ..Self::new(client, mid.into()) })
    }
}

/// The sign as it is written; nothing for 0, so that each name is written in one way only.
fn parse_sign(sign: &str) -> Option<u32> {
    let number = if sign.is_empty() { 0 } else { u32::from_str_radix(sign, 16).ok().filter(|number| *number > 0)? };
    let is_whole = number >> 31 == 0 && (number == 0 || format!("{number:x}") == sign);
    is_whole.then_some(number)
}

impl Serialize for Vid {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Vid {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CLIENT: &str = "0192f0c1-0000-7000-8000-000000000000";

    #[test]
    fn a_merge_has_a_name_of_its_own_in_every_form() {
        let typed: Vid = format!("{CLIENT}.7").parse().unwrap();
        let (one, two) = (typed.merged_with(Vid::new(typed.client, 5)), typed.merged_with(Vid::new(typed.client, 6)));
        let before_signs = Vid { merge: Some(0), ..typed };
        assert_eq!(before_signs.to_string(), format!("{CLIENT}.7m"));
        let all = [typed, one, two, before_signs];
        for (at, vid) in all.iter().enumerate() {
            assert!(!all[..at].contains(vid), "{vid}");
            assert_eq!(vid.to_string().parse::<Vid>().unwrap(), *vid);
            assert_eq!(Vid::from_bytes(&vid.to_bytes()), Some(*vid));
            assert_eq!((vid.mid, vid.typed()), (7, typed));
        }
    }

    #[test]
    fn a_text_goes_on_until_more_than_a_few_words_are_typed_over() {
        let (kept, longer) = ("ä".repeat(TYPED_OVER), "ä".repeat(TYPED_OVER + 1));
        for (before, next, expected) in [
            ("", "", true),
            ("one", "one two", true),
            ("one two", "one one two", true),
            (&kept, "", true),
            (&longer, "", false),
            (&format!("a{longer}b"), "ab", false),
            (&format!("a{kept}b"), "ab", true),
            (&longer, &longer.repeat(2), true),
        ] {
            assert_eq!(goes_on(before, next), expected, "{before:?} -> {next:?}");
        }
    }

    #[test]
    fn anything_else_is_no_name() {
        for text in [
            "7",
            ".7",
            CLIENT,
            &format!("{CLIENT}."),
            &format!("{CLIENT}.m"),
            &format!("{CLIENT}.7mm"),
            &format!("{CLIENT}.7m0"),
            &format!("{CLIENT}.7m01"),
            &format!("{CLIENT}.7mA"),
            &format!("{CLIENT}.7m80000000"),
            &format!("{CLIENT}.4294967296m1"),
            &format!("{CLIENT}.{MERGED}"),
        ] {
            assert!(text.parse::<Vid>().is_err(), "{text}");
        }
    }
}
