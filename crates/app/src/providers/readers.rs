//! The providers that may read entries: those of the settings, and after them the one that the owner added.

use std::sync::{Arc, PoisonError, RwLock};

use hearken_ai::providers::DEADLINE;
use hearken_ai::{EntryReader, Link, local_model};
use hearken_domain::Clock;
use hearken_store::LocalModel;

/// What the added one is called. Those of the settings have names without spaces.
pub(crate) const ADDED: &str = "local model";

/// The providers in the order in which they are asked. Whoever asks them goes on with those it began with.
pub(crate) struct Readers {
    all: RwLock<Arc<[Arc<Link>]>>,
    clock: Arc<dyn Clock>,
}

impl Readers {
    /// Those of the settings, and the one that was added before.
    pub(crate) fn new(links: Vec<Link>, added: Option<&LocalModel>, clock: Arc<dyn Clock>) -> Self {
        let readers = Self { all: RwLock::new(links.into_iter().map(Arc::new).collect()), clock };
        readers.change(added);
        readers
    }

    pub(crate) fn all(&self) -> Arc<[Arc<Link>]> {
        Arc::clone(&self.all.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Puts another in the place of the added one, or none.
    pub(crate) fn change(&self, added: Option<&LocalModel>) {
        let added = added.and_then(|local| self.link(local)).map(Arc::new);
        let mut all = self.all.write().unwrap_or_else(PoisonError::into_inner);
        let of_settings = all.iter().filter(|link| link.name() != ADDED).cloned();
        *all = of_settings.chain(added).collect();
    }

    /// `None` cannot be: the address is one of this machine, and there is no key.
    fn link(&self, local: &LocalModel) -> Option<Link> {
        let model = local_model(local.port, &local.model, DEADLINE).ok()?;
        let is_local = model.is_local();
        Some(Link::new(ADDED, EntryReader::new(Arc::new(model), Arc::clone(&self.clock))).free(is_local))
    }
}
