//! What stands for somebody on the net: e-mail, pages, computers, accounts.

use std::ops::Range;

use super::Kind;
use super::lists::Lists;
use super::spans::Found;

/// Longest piece looked at on each side of a sign.
const MOST: usize = 300;

/// Finds them.
pub(super) fn find(text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    let mut start = 0;
    for piece in text.split(|char: char| {
        char.is_whitespace() || matches!(char, '<' | '>' | '"' | '\u{201c}' | '\u{201d}' | '|' | '`')
    }) {
        let trimmed = trim(piece);
        let from = start + (trimmed.as_ptr() as usize - piece.as_ptr() as usize);
        found.extend(
            in_piece(trimmed).into_iter().map(|(place, kind)| Found::new(from + place.start..from + place.end, kind)),
        );
        start += piece.len() + text[start + piece.len()..].chars().next().map_or(0, char::len_utf8);
    }
    found.extend(spelled_out(text));
    found
}

/// Without what belongs to the sentence.
fn trim(piece: &str) -> &str {
    piece
        .trim_start_matches(['(', '[', '{', '\'', '\u{2018}', '*', '_', ',', ';'])
        .trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '}', '\'', '\u{2019}', '*', '\u{2026}'])
}

fn in_piece(piece: &str) -> Vec<(Range<usize>, Kind)> {
    if !piece.contains(['.', ':', '@']) {
        return Vec::new();
    }
    if let Some(at) = piece.find("://").or_else(|| find_www(piece)) {
        let scheme = piece[..at].chars().rev().take_while(|char| char.is_alphanumeric());
        let start = at - scheme.map(char::len_utf8).sum::<usize>();
        return vec![(start..piece.len(), Kind::Url)];
    }
    let mut found = Vec::new();
    for (at, _) in piece.match_indices('@').take(MOST) {
        let before = found.last().map_or(0, |(last, _): &(Range<usize>, Kind)| last.end);
        if at < before {
            continue;
        }
        let rest = &piece[at + 1..];
        let local = local_part(&piece[before..at]);
        match domain(rest).filter(|_| local > 0) {
            Some(length) => found.push((at - local..at + 1 + length, Kind::Email)),
            None if local == 0 => found.extend(handle(rest).map(|length| (at..at + 1 + length, Kind::Handle))),
            None => {}
        }
    }
    if found.is_empty() && !piece.contains('@') {
        found.extend(computer(piece).or_else(|| page(piece)));
    }
    found
}

fn find_www(piece: &str) -> Option<usize> {
    let lower = piece.get(..4).map(str::to_ascii_lowercase);
    let is_www = lower.is_some_and(|start| start == "www.") && piece[4..].contains('.');
    is_www.then_some(0)
}

/// How many bytes at the end may be the first part of an e-mail address.
fn local_part(before: &str) -> usize {
    let is_part = |char: char| char.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(char);
    let from =
        before.rfind(|char| !is_part(char)).map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
    let local = before[from..].trim_start_matches(['.', '/', '\'', '*']);
    if local.chars().any(char::is_alphanumeric) { local.len() } else { 0 }
}

/// How many bytes at the start are a domain with a dot in it.
fn domain(rest: &str) -> Option<usize> {
    let end = rest.find(|char: char| !(char.is_alphanumeric() || char == '-' || char == '.')).unwrap_or(rest.len());
    let host = rest[..end].trim_end_matches(['.', '-']);
    let (name, ending) = host.rsplit_once('.')?;
    (!name.is_empty() && ending.chars().count() >= 2 && ending.chars().any(char::is_alphabetic)).then_some(host.len())
}

fn handle(rest: &str) -> Option<usize> {
    let end = rest
        .find(|char: char| !(char.is_alphanumeric() || char == '_' || char == '.' || char == '-'))
        .unwrap_or(rest.len());
    let name = rest[..end].trim_end_matches(['.', '-']);
    (name.chars().count() >= 2 && name.chars().any(char::is_alphabetic)).then_some(name.len())
}

/// An address of a computer, with the port or the size of its network.
fn computer(piece: &str) -> Option<(Range<usize>, Kind)> {
    let host = piece.trim_start_matches('[').split(['/', ']', '%']).next().unwrap_or_default();
    let four = host.split_once(':').map_or(host, |(host, _)| host);
    let is_four =
        four.split('.').count() == 4 && four.split('.').all(|part| part.parse::<u8>().is_ok() && part.len() < 4);
    let is_six = host.matches(':').count() >= 2
        && host.parse::<std::net::Ipv6Addr>().is_ok()
        && host.bytes().any(|byte| byte.is_ascii_hexdigit());
    let is_device = host.len() == 17
        && host.split([':', '-']).count() == 6
        && host.split([':', '-']).all(|part| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_hexdigit()));
    (is_four || is_six || is_device).then_some((0..piece.len(), Kind::Ip))
}

/// The address of a page without anything in front.
fn page(piece: &str) -> Option<(Range<usize>, Kind)> {
    let host = piece.split(['/', '?', '#', ':']).next().unwrap_or_default();
    let path = piece.len() > host.len() + 1;
    let (name, ending) = host.rsplit_once('.')?;
    let lists = Lists::get();
    let is_host = name
        .split('.')
        .all(|label| !label.is_empty() && label.chars().all(|char| char.is_alphanumeric() || char == '-'))
        && name.chars().any(char::is_alphabetic)
        && name.len() > 1;
    let is_end = lists.is("end", ending) || lists.is("doubtful_end", ending) && (path || name.contains('.'));
    (is_host && is_end).then_some((0..piece.len(), Kind::Url))
}

/// "ana at example dot org", and with the signs in brackets.
fn spelled_out(text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    for (at, dot) in text.match_indices(" dot ").chain(text.match_indices("[dot]")).chain(text.match_indices("(dot)")) {
        let before = &text[..at];
        let near = &before[floor(before, before.len().saturating_sub(80))..];
        let sign = [" at ", "[at]", "(at)"].iter().filter_map(|sign| near.rfind(sign).map(|at| (at, sign.len()))).max();
        let Some((sign, length)) = sign else { continue };
        let host = near[sign + length..].trim();
        let local = near[..sign].trim_end();
        let start = local.rfind(char::is_whitespace).map_or(0, |at| at + 1);
        let rest = text[at + dot.len()..].trim_start();
        let ending = rest.find(|char: char| !char.is_ascii_alphabetic()).unwrap_or(rest.len());
        let is_one = !host.is_empty() && !host.contains(char::is_whitespace) && start < local.len();
        if is_one && Lists::get().is("end", &rest[..ending].to_ascii_lowercase()) {
            let base = before.len() - near.len();
            found.push(Found::new(base + start..text.len() - rest.len() + ending, Kind::Email));
        }
    }
    found
}

/// The nearest place not after `at` where a character begins.
fn floor(text: &str, at: usize) -> usize {
    (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(&str, Kind)> {
        find(text).into_iter().map(|found| (&text[found.place], found.kind)).collect()
    }

    #[test]
    fn what_is_found() {
        use Kind::{Email, Handle, Ip, Url};
        for (text, expected) in [
            ("Write to ana.b+x@mail.example.co.uk.", vec![("ana.b+x@mail.example.co.uk", Email)]),
            ("(josé@exämple.org), <a@b.de>", vec![("josé@exämple.org", Email), ("a@b.de", Email)]),
            ("ana at example dot org", vec![("ana at example dot org", Email)]),
            ("see https://x.org/a?b=c#d, or www.y.net", vec![("https://x.org/a?b=c#d", Url), ("www.y.net", Url)]),
            ("on blog.example.com/me and bit.ly/3x", vec![("blog.example.com/me", Url), ("bit.ly/3x", Url)]),
            ("from 192.168.0.12 and 2001:db8::1, ::1", vec![("192.168.0.12", Ip), ("2001:db8::1", Ip), ("::1", Ip)]),
            ("@kofi_99 and @a.b!", vec![("@kofi_99", Handle), ("@a.b", Handle)]),
            ("At 10:30:15 it was me.it rained. 1.2.3 and e.g. 3 @ 5 :: x", vec![]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }
}
