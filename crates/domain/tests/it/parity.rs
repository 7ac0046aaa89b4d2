//! The port of VADER gives the numbers of the Python package.

use hearken_domain::reading::vader::{self, Scores};

use crate::shared;

const TOLERANCE: f64 = 1e-4;

#[test]
fn own_sentences_score_as_in_python() {
    for line in include_str!("../fixtures/vader_3.3.2.tsv").lines().skip(1) {
        let fields: Vec<&str> = line.splitn(5, '\t').collect();
        let [neg, neu, pos, compound] = [0, 1, 2, 3].map(|at| fields[at].parse().unwrap());
        assert_eq!(vader::score(fields[4]), Scores { compound, pos, neu, neg }, "{}", fields[4]);
    }
}

#[test]
fn rated_sentences_score_as_in_python() {
    let Some(reference) = shared::read("sentiment/python_vader_3.3.2_reference.tsv") else { return };
    let mut reference = reference.lines();
    let (mut rows, mut equal) = (0, 0);
    for file in ["tweets_GroundTruth.txt", "amazonReviewSnippets_GroundTruth.txt"] {
        let Some(rated) = shared::read(&format!("sentiment/{file}")) else { return };
        for (line, expected) in rated.lines().zip(reference.by_ref()) {
            let (line, expected): (Vec<&str>, Vec<&str>) = (line.split('\t').collect(), expected.split('\t').collect());
            assert_eq!(line[0], expected[1], "the files are in the same order");
            let compound: f64 = expected[6].parse().unwrap();
            rows += 1;
            equal += u32::from((vader::score(line[2]).compound - compound).abs() <= TOLERANCE);
        }
    }
    println!("{equal} of {rows} equal");
    assert!(rows > 7_000 && equal * 1000 >= rows * 999, "{equal} of {rows} equal");
}
