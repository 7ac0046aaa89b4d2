//! The script of a sentence, where it is not the Latin one.

use super::UNKNOWN;

/// The code of the language most letters belong to, if they are not Latin; "und" where several languages share the script.
pub(super) fn code(sentence: &str) -> Option<&'static str> {
    if sentence.is_ascii() {
        return None;
    }
    let (mut latin, mut counts) = (0, Vec::<(&'static str, usize)>::new());
    for char in sentence.chars().filter(|char| char.is_alphabetic()) {
        let Some(code) = of_letter(char) else {
            latin += 1;
            continue;
        };
        match counts.iter_mut().find(|(known, _)| *known == code) {
            Some((_, count)) => *count += 1,
            None => counts.push((code, 1)),
        }
    }
    let others: usize = counts.iter().map(|(_, count)| count).sum();
    if others <= latin {
        return None;
    }
    // Japanese mixes its own letters with Chinese ones.
    let is_japanese = counts.iter().any(|(code, _)| *code == "ja");
    let most = counts.into_iter().reduce(|most, other| if other.1 > most.1 { other } else { most })?.0;
    Some(if is_japanese && most == "zh" { "ja" } else { most })
}

fn of_letter(char: char) -> Option<&'static str> {
    Some(match char {
        '\u{0000}'..='\u{036f}' | '\u{1d00}'..='\u{1eff}' | '\u{2000}'..='\u{2dff}' | '\u{a720}'..='\u{a7ff}' => {
            return None;
        }
        '\u{fb00}'..='\u{fb06}' | '\u{ff21}'..='\u{ff5a}' | '\u{1d400}'..='\u{1f9ff}' => return None,
        '\u{0370}'..='\u{03ff}' | '\u{1f00}'..='\u{1fff}' => "el",
        '\u{0530}'..='\u{058f}' => "hy",
        '\u{0590}'..='\u{05ff}' => "he",
        '\u{0e00}'..='\u{0e7f}' => "th",
        '\u{10a0}'..='\u{10ff}' => "ka",
        '\u{1100}'..='\u{11ff}' | '\u{ac00}'..='\u{d7af}' => "ko",
        '\u{3040}'..='\u{30ff}' => "ja",
        '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' => "zh",
        _ => UNKNOWN,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn most_letters_count() {
        assert_eq!(code("plain"), None);
        assert_eq!(code("Café Zoë 😀 naïve ﬁne"), None);
        assert_eq!(code("I said привет to her"), None);
        assert_eq!(code("Привет, Sam"), Some("und"));
        assert_eq!(code("今日は姉と話した"), Some("ja"));
        assert_eq!(code("今天我和姐姐聊了很久"), Some("zh"));
        assert_eq!(code("오늘은 좋다"), Some("ko"));
        assert_eq!(code("σήμερα"), Some("el"));
    }
}
