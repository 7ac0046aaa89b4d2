//! What an entry's words say of danger: title and text count as one.

use hearken_domain::crisis::{self, Crisis};
use hearken_domain::{Entry, Private};
use tokio::task::{JoinError, spawn_blocking};

/// Looks through both; a long one takes a while.
pub(super) async fn look_for_danger(title: Private, text: Private) -> Result<Crisis, JoinError> {
    spawn_blocking(move || crisis::detect(&format!("{}\n\n{}", &*title, &*text))).await
}

/// Whether another `title` makes an entry one that is to be read otherwise. A defect in the rules must not keep an old
/// reading.
pub(crate) async fn is_changed_by_title(title: &Private, entry: &Entry) -> bool {
    if *title == entry.title {
        return false;
    }
    let before = look_for_danger(title.clone(), entry.text.clone()).await;
    let after = look_for_danger(entry.title.clone(), entry.text.clone()).await;
    match (before, after) {
        (Ok(before), Ok(after)) => (before.is_acute(), before.violence) != (after.is_acute(), after.violence),
        _ => true,
    }
}
