//! Themes, emotions and styles are found often enough, and seldom where they are not.

use hearken_domain::reading;

/// Hits, false alarms and misses.
#[derive(Default)]
struct Count {
    hits: f64,
    alarms: f64,
    misses: f64,
}

impl Count {
    fn add(&mut self, gold: &str, found: &[&str]) {
        let gold: Vec<&str> = gold.split(';').filter(|label| !label.is_empty()).collect();
        for label in found {
            *(if gold.contains(label) { &mut self.hits } else { &mut self.alarms }) += 1.0;
        }
        self.misses += gold.iter().filter(|label| !found.contains(label)).fold(0.0, |count, _| count + 1.0);
    }

    fn f1(&self) -> f64 {
        2.0 * self.hits / (2.0 * self.hits + self.alarms + self.misses)
    }
}

#[test]
fn labels_of_small_entries() {
    let (mut themes, mut emotions, mut styles) = (Count::default(), Count::default(), Count::default());
    for line in include_str!("../fixtures/journal_labels.tsv").lines().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        let reading = reading::read(fields[3], &[]);
        themes.add(fields[0], &reading.themes.iter().map(|theme| theme.as_str()).collect::<Vec<_>>());
        emotions.add(fields[1], &reading.emotions.iter().map(|emotion| emotion.as_str()).collect::<Vec<_>>());
        let style = reading.communication_style.map_or("", |style| style.as_str());
        if !fields[2].is_empty() {
            styles.add(fields[2], &[style]);
        }
    }
    println!("F1: themes {:.2}, emotions {:.2}, styles {:.2}", themes.f1(), emotions.f1(), styles.f1());
    assert!(themes.f1() >= 0.75 && emotions.f1() >= 0.55 && styles.f1() >= 0.60);
}
