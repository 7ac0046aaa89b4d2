//! What tests need of the world: databases and time under control.

#[cfg(feature = "product")]
mod app;
#[cfg(feature = "product")]
mod chance;
#[cfg(feature = "product")]
pub mod checker;
mod clock;
#[cfg(feature = "product")]
pub mod crash;
#[cfg(feature = "product")]
mod entry;
#[cfg(feature = "product")]
pub mod model;
pub mod postgres;
#[cfg(feature = "product")]
mod raw;
pub mod sim;
#[cfg(feature = "product")]
mod store;

#[cfg(feature = "product")]
pub use app::{MakeReaders, TestApp, TestAppOptions, TestBackup};
pub use clock::{CountingIds, MockClock, START};
#[cfg(feature = "product")]
pub use entry::draft;
#[cfg(feature = "product")]
pub use raw::{Cell, ColumnInfo, Raw};
#[cfg(feature = "product")]
pub use store::{ClosedStore, Engine, Fixture, TestStore};
