//! The text that weights come as.

use std::str::{FromStr, Lines, SplitWhitespace};

use super::Head;

/// A file of weights, read line by line.
pub(crate) struct File<'a> {
    lines: Lines<'a>,
}

impl<'a> File<'a> {
    /// Begins to read a file; an empty one has no classifier.
    pub(crate) fn open(text: &'a str, title: &str) -> Result<Option<Self>, String> {
        if text.trim().is_empty() {
            return Ok(None);
        }
        let mut lines = text.lines();
        let first = lines.next().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
        if first == title { Ok(Some(Self { lines })) } else { Err(format!("{first:?} is not {title:?}")) }
    }

    /// The numbers of the next line, which begins with `name`.
    pub(crate) fn numbers<N: FromStr + Copy + Default, const COUNT: usize>(
        &mut self,
        name: &str,
    ) -> Result<[N; COUNT], String> {
        let mut words = self.words(name)?;
        let mut numbers = [N::default(); COUNT];
        for number in &mut numbers {
            *number = words
                .next()
                .and_then(|word| word.parse().ok())
                .ok_or_else(|| format!("{name}: a number is missing"))?;
        }
        if words.next().is_some() { Err(format!("{name}: too many words")) } else { Ok(numbers) }
    }

    /// The heads of these names, one a line, in this order.
    pub(crate) fn heads<'b>(&mut self, names: impl IntoIterator<Item = &'b str>) -> Result<Vec<Head>, String> {
        names.into_iter().map(|name| self.numbers(&format!("head {name}")).map(Head::new)).collect()
    }

    /// What follows the line `weights`, as bytes.
    pub(crate) fn rest(mut self) -> Result<Vec<u8>, String> {
        self.numbers::<u32, 0>("weights")?;
        decode(&self.lines.collect::<String>())
    }

    fn words(&mut self, name: &str) -> Result<SplitWhitespace<'a>, String> {
        let mut words = self.lines.next().unwrap_or_default().split_whitespace();
        let begins = name.split(' ').all(|word| words.next() == Some(word));
        if begins { Ok(words) } else { Err(format!("{name} is missing")) }
    }
}

/// Bytes from padded base64.
fn decode(text: &str) -> Result<Vec<u8>, String> {
    let text = text.trim_end_matches('=');
    let (mut bytes, mut held, mut bits) = (Vec::with_capacity(text.len() / 4 * 3), 0_u32, 0);
    for char in text.bytes() {
        let value = value(char).ok_or("not base64")?;
        held = (held << 6) | u32::from(value);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push(((held >> bits) & 0xff) as u8);
        }
    }
    Ok(bytes)
}

const fn value(char: u8) -> Option<u8> {
    match char {
        b'A'..=b'Z' => Some(char - b'A'),
        b'a'..=b'z' => Some(char - b'a' + 26),
        b'0'..=b'9' => Some(char - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    }
}
