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

/// Words by their irregular forms.
static BASES: LazyLock<FxHashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let forms = IRREGULAR.iter().flat_map(|(base, forms)| forms.iter().map(|form| (*form, *base)));
    forms.collect()
});

/// Roughly the word that `form` is a form of: the same for most forms of one word.
pub(super) fn stem(form: &str) -> String {
    if let Some(base) = BASES.get(form) {
        return (*base).to_owned();
    }
    let stem = ["ies", "ied", "ing", "ed", "es", "s", "ly", "e", "y"]
        .iter()
        .find_map(|ending| {
            form.strip_suffix(ending).filter(|stem| stem.len() > 2 && !(*ending == "s" && stem.ends_with('s')))
        })
        .unwrap_or(form);
    let mut back = stem.chars().rev();
    let last = back.next().filter(|last| last.is_ascii_lowercase() && !is_vowel(*last) && !matches!(last, 'l' | 's'));
    let is_doubled = last.is_some() && last == back.next();
    stem[..stem.len() - usize::from(is_doubled)].to_owned()
}

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
