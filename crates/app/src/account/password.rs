//! Password hashing in a bounded pool: Argon2id costs tens of milliseconds, so only so many run or wait at once.

use std::sync::Arc;
use std::thread;

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Params, Version};
use hearken_domain::Password;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, TryAcquireError};

use super::AccountError;

/// 19 MiB, two passes, one lane: the first choice of OWASP's sheet.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;
/// How many may wait for a core.
const QUEUE: usize = 32;
/// A hash of nothing anyone knows, checked when there is no account, so that the answer takes as long.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$aGVhcmtlbi1ub2JvZHktMQ$9GJV1nR3J0m5CklmVxn0zvyxTSpJ6TGYRZ3ut3bGkUg";

/// The pool.
pub(super) struct Passwords {
    /// One permit for each that runs or waits.
    places: Arc<Semaphore>,
    /// One permit for each that runs.
    cores: Arc<Semaphore>,
}

impl Default for Passwords {
    fn default() -> Self {
        let cores = thread::available_parallelism().map_or(1, usize::from);
        Self { places: Arc::new(Semaphore::new(cores + QUEUE)), cores: Arc::new(Semaphore::new(cores)) }
    }
}

impl Passwords {
    /// The PHC string of a password.
    pub(super) async fn hash(&self, password: Password) -> Result<String, AccountError> {
        self.run(move || {
            argon2()
                .hash_password(password.expose().as_bytes())
                .map(|hash| hash.to_string())
                .map_err(|_| AccountError::Busy)
        })
        .await?
    }

    /// Whether `password` is the one behind `hash`; as slow for no hash as for a wrong password.
    pub(super) async fn verify(&self, password: Password, hash: Option<String>) -> Result<bool, AccountError> {
        let known = hash.is_some();
        let matches = self.run(move || {
            let hash = hash.as_deref().unwrap_or(NOBODY);
            PasswordHash::new(hash)
                .is_ok_and(|hash| argon2().verify_password(password.expose().as_bytes(), &hash).is_ok())
        });
        Ok(matches.await? && known)
    }

    async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, AccountError> {
        let place = Arc::clone(&self.places).try_acquire_owned().map_err(|_: TryAcquireError| AccountError::Busy)?;
        let core = Arc::clone(&self.cores).acquire_owned().await.map_err(|_| AccountError::Busy)?;
        let permits: (OwnedSemaphorePermit, OwnedSemaphorePermit) = (place, core);
        let job = tokio::task::spawn_blocking(move || {
            // Held until the work is done, even when the caller has gone.
            let _permits = permits;
            work()
        });
        job.await.map_err(|_| AccountError::Busy)
    }
}

fn argon2() -> Argon2<'static> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).unwrap_or_default();
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn password(text: &str) -> Password {
        Password::parse(text.to_owned()).unwrap()
    }

    #[tokio::test]
    async fn only_the_right_password_verifies() {
        let passwords = Passwords::default();
        let hash = passwords.hash(password("correct horse")).await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(passwords.verify(password("correct horse"), Some(hash.clone())).await.unwrap());
        assert!(!passwords.verify(password("wrong horse"), Some(hash)).await.unwrap());
        assert!(!passwords.verify(password("correct horse"), None).await.unwrap());
    }

    #[test]
    fn the_hash_of_nobody_is_checked_like_any_other() {
        let hash = PasswordHash::new(NOBODY).unwrap();
        assert_eq!(hash.params.get_decimal("m"), Some(MEMORY_KIB));
        assert_eq!(hash.params.get_decimal("t"), Some(PASSES));
        assert_eq!(hash.hash.map(|output| output.len()), Some(32));
    }

    #[tokio::test]
    async fn a_full_pool_refuses_at_once() {
        let passwords = Passwords { places: Arc::new(Semaphore::new(0)), cores: Arc::new(Semaphore::new(1)) };
        assert!(matches!(passwords.hash(password("correct horse")).await, Err(AccountError::Busy)));
    }
}
