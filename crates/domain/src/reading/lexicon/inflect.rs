//! The forms of a word: "listen" is also "listens", "listened" and "listening".

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

static IRREGULAR: LazyLock<FxHashMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    include_str!("../../../lexicon/irregular.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| Some((line.split_whitespace().next()?, line.split_whitespace().collect())))
        .collect()
});

/// The forms of `base`, itself included. Regular forms are made generously: a form that does not exist is never met.
pub(super) fn inflections(base: &str) -> Vec<String> {
    if let Some(forms) = IRREGULAR.get(base) {
        return forms.iter().map(|form| (*form).to_owned()).collect();
    }
    let mut forms = regular(base);
    if base.ends_with("ise") || base.ends_with("yse") {
        forms.extend(regular(&format!("{}ze", &base[..base.len() - 2])));
    }
    forms
}

fn regular(base: &str) -> Vec<String> {
    let mut forms = vec![base.to_owned(), plural(base)];
    let stem = base.strip_suffix('e').unwrap_or(base);
    if let Some(stem) = base.strip_suffix('y').filter(|stem| !stem.ends_with(is_vowel)) {
        forms.extend([format!("{stem}ied"), format!("{base}ing")]);
    } else if base.ends_with("ee") {
        forms.extend([format!("{base}d"), format!("{base}ing")]);
    } else {
        forms.extend([format!("{stem}ed"), format!("{stem}ing")]);
    }
    if let Some(last) = doubled(base) {
        forms.extend([format!("{base}{last}ed"), format!("{base}{last}ing")]);
    }
    forms
}

fn plural(base: &str) -> String {
    if base.ends_with(['s', 'x', 'z']) || base.ends_with("ch") || base.ends_with("sh") {
        return format!("{base}es");
    }
    match base.strip_suffix('y').filter(|stem| !stem.ends_with(is_vowel)) {
        Some(stem) => format!("{stem}ies"),
        None => format!("{base}s"),
    }
}

/// The last consonant, if it may be doubled: "hug", "hugged".
fn doubled(base: &str) -> Option<char> {
    let mut back = base.chars().rev();
    let (last, vowel, before) = (back.next()?, back.next()?, back.next()?);
    let may = !is_vowel(last) && !matches!(last, 'w' | 'x' | 'y') && is_vowel(vowel) && !is_vowel(before);
    may.then_some(last)
}

fn is_vowel(char: char) -> bool {
    matches!(char, 'a' | 'e' | 'i' | 'o' | 'u')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms() {
        let has = |base: &str, form: &str| inflections(base).iter().any(|known| known == form);
        assert!(has("listen", "listened") && has("hug", "hugging") && has("cry", "cried") && has("cry", "crying"));
        assert!(has("love", "loving") && has("agree", "agreeing") && has("push", "pushes") && has("worry", "worries"));
        assert!(has("apologise", "apologized") && has("cancel", "canceled") && has("cancel", "cancelled"));
        assert!(has("tell", "told") && !has("tell", "telled"));
    }
}
