//! Texts made of tokens, one a line, and of the heads of sections.

/// The tokens in a text, in order.
pub(super) fn tokens(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| is_token(line))
}

/// Whose token it is: the first letter names the user.
pub(super) fn owner(token: &str) -> Option<char> {
    token.chars().next()
}

/// The token of a user's device with this number.
pub(super) fn token(owner: char, device: usize, number: u64) -> String {
    format!("{owner}{device}-{number:06}")
}

fn is_token(line: &str) -> bool {
    let mut parts = line.splitn(2, '-');
    let (device, number) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let mut letters = device.chars();
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    letters.next().is_some_and(|letter| letter.is_ascii_lowercase()) && is_number(letters.as_str()) && is_number(number)
}

/// The head of a section.
pub(super) fn head(section: usize) -> String {
    format!("[{section}]")
}

/// A text with so many sections, nothing in any of them.
pub(super) fn sections(count: usize) -> String {
    (0..count).map(head).collect::<Vec<_>>().join("\n")
}

/// The text with a line added: at the end of a section, or of the whole. A section that is not there is the whole.
pub(super) fn with_line(text: &str, line: &str, section: Option<usize>) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    let begin = section.and_then(|section| lines.iter().position(|line| *line == head(section)));
    let end = begin.and_then(|begin| {
        lines.iter().skip(begin + 1).position(|line| line.starts_with('[')).map(|after| begin + 1 + after)
    });
    lines.insert(end.unwrap_or(lines.len()), line);
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_goes_to_the_end_of_its_section() {
        let text = sections(3);
        let text = with_line(&text, "u1-000001", Some(1));
        let text = with_line(&text, "u1-000002", Some(1));
        let text = with_line(&text, "u2-000001", Some(2));
        assert_eq!(text, "[0]\n[1]\nu1-000001\nu1-000002\n[2]\nu2-000001");
        assert_eq!(with_line("a", "b", None), "a\nb");
        assert_eq!(tokens(&text).collect::<Vec<_>>(), ["u1-000001", "u1-000002", "u2-000001"]);
    }

    #[test]
    fn only_tokens_are_tokens() {
        assert_eq!(token('u', 3, 17), "u3-000017");
        assert_eq!(owner("u3-000017"), Some('u'));
        for line in ["[1]", "u-1", "1-1", "u1", "u1-", "u1-x", ""] {
            assert_eq!(tokens(line).next(), None, "{line}");
        }
    }
}
