//! What all heads say together of authors whom neither weights nor encoder know, passage by passage; how much the encoder
//! counts was learnt from them.

use std::fmt::Write as _;

use anyhow::Result;

use super::{Text, Trained, count};

/// Whether a head fires for a text.
type Fires<'a> = &'a dyn Fn(usize, usize) -> bool;

/// The heads of harm to oneself from S2 on.
const ACUTE: [usize; 2] = [1, 2];

/// What is found, and what is taken for it, by each layer.
pub(super) fn report(texts: &[Text], heads: &[Trained]) -> Result<String> {
    let asked: Vec<usize> = (0..texts.len()).filter(|at| heads[0].closer.fires(*at).is_some()).collect();
    let rules = |at: usize, head: usize| heads[head].ruled[at].is_some();
    let kept = |at: usize, head: usize| heads[head].ruled[at].is_some_and(|score| score > heads[head].kept);
    let words = |at: usize, head: usize| heads[head].scores[at] > heads[head].threshold;
    let closer = |at: usize, head: usize| heads[head].closer.fires(at) == Some(true);
    let layers: [(&str, Fires<'_>); 7] = [
        ("rules", &rules),
        ("rules that stay", &kept),
        ("words", &words),
        ("words and encoder", &closer),
        ("browser", &|at, head| kept(at, head) || words(at, head)),
        ("server", &|at, head| kept(at, head) || closer(at, head)),
        ("all", &|at, head| kept(at, head) || words(at, head) || closer(at, head)),
    ];
    let mut report = String::new();
    for (name, is_entry) in [("sentences", false), ("entries", true)] {
        writeln!(report, "{name} of authors whom neither knows")?;
        writeln!(report, "                         S2+      S1       V   false alarms   of S2+ or V")?;
        let those: Vec<usize> = asked.iter().copied().filter(|at| texts[*at].is_entry == is_entry).collect();
        for (layer, fires) in layers {
            let share = |labels: &[&str], any: &[usize]| {
                let of: Vec<usize> = those.iter().copied().filter(|at| labels.contains(&&*texts[*at].label)).collect();
                count(of.iter().filter(|at| any.iter().any(|head| fires(**at, *head))).count()) / count(of.len())
            };
            let found = [share(&["S2", "S3"], &ACUTE), share(&["S1"], &[0, 1, 2]), share(&["V"], &[3])];
            let [acute, passive, violence] = found;
            let (wrong, grave) = (share(&["S0"], &[0, 1, 2, 3]), share(&["S0"], &[1, 2, 3]));
            writeln!(
                report,
                "  {layer:<20} {acute:.3}   {passive:.3}   {violence:.3}   {wrong:>12.4}   {grave:>11.4}"
            )?;
        }
    }
    Ok(report)
}
