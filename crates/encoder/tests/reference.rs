//! The file of the model, as it is read here and as the library reads it that taught it (`training/encoder/reference.py`).
#![cfg(test)]

use hearken_encoder::{Encoder, Fault};

/// How far sums of many small numbers may be from each other that are taken in another order.
const NEAR: f32 = 0.02;

fn reference() -> (Vec<&'static str>, Vec<(&'static str, Vec<f32>)>) {
    let mut lines = include_str!("reference.tsv").lines().map(|line| line.split('\t').collect::<Vec<_>>());
    let names = lines.next().unwrap()[1..].to_vec();
    let answers = |line: Vec<&'static str>| (line[0], line[1..].iter().map(|it| it.parse().unwrap()).collect());
    (names, lines.map(answers).collect())
}

#[test]
fn passages_are_answered_as_by_the_library_that_taught_it() {
    let encoder = Encoder::get().unwrap();
    let (names, expected) = reference();
    assert!(expected.len() > 10);
    for (at, name) in names.iter().enumerate() {
        assert_eq!(encoder.question(name), Some(at));
    }
    let texts: Vec<&str> = expected.iter().map(|(text, _)| *text).collect();
    for ((text, expected), found) in expected.iter().zip(encoder.answer(&texts)) {
        for (name, (expected, found)) in names.iter().zip(expected.iter().zip(&found)) {
            assert!((expected - found).abs() < NEAR, "{name} of {text:?}: {found}, not {expected}");
        }
    }
}

#[test]
fn a_passage_is_answered_the_same_beside_others() {
    let encoder = Encoder::get().unwrap();
    let texts: Vec<&str> = reference().1.into_iter().map(|(text, _)| text).collect();
    for (text, together) in texts.iter().zip(encoder.answer(&texts)) {
        let alone = &encoder.answer(&[text])[0];
        assert!(alone.iter().zip(&together).all(|(a, b)| (a - b).abs() < NEAR), "{text}");
    }
    assert!(encoder.answer(&[]).is_empty());
    // Nothing, and far more than is read of one passage.
    assert_eq!(encoder.answer(&["", &"and then ".repeat(5_000)]).len(), 2);
}

#[test]
fn a_file_that_is_none_or_is_cut_off_is_refused() {
    let fault = |file: &[u8]| Encoder::read(file).err();
    assert_eq!(fault(b""), Some(Fault::Ends));
    assert_eq!(fault(b"something else\n"), Some(Fault::Title));
    assert_eq!(fault(b"hearken-encoder 1 1 1 1\n"), Some(Fault::Title));
    assert_eq!(fault(b"hearken-encoder 1 1 2 1 0 1 1 0\nword\n"), Some(Fault::Sizes));
    assert_eq!(fault(b"hearken-encoder 1 1 2 128 0 1 1 0\nword\n\0\0"), Some(Fault::Marks));
    assert_eq!(fault(b"hearken-encoder 1 3 2 128 0 1 1 0\n[UNK]\n[CLS]\n[SEP]\n\0\0"), Some(Fault::Ends));
}
