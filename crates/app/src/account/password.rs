//! Password hashing in a bounded pool: Argon2id costs tens of milliseconds, so only so many run or wait at once.

use std::sync::Arc;
use std::thread;

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Block, Params, Version};
use aws_lc_rs::constant_time::verify_slices_are_equal;
use aws_lc_rs::rand;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use hearken_domain::Password;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, TryAcquireError};

use super::AccountError;

/// 19 MiB, two passes, one lane: the first choice of OWASP's sheet.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;
/// Blocks of 1 KiB from which on the allocator asks the system for memory of its own and gives it back afterwards: it
/// would keep smaller pieces, 19 MiB for every thread that ever checked a password. What is not used is not backed.
const ALWAYS_MAPPED: usize = 33 * 1024;
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
        self.run(move || phc_string(&password).ok_or(AccountError::Busy)).await?
    }

    /// Whether `password` is the one behind `hash`; as slow for no hash as for a wrong password.
    pub(super) async fn verify(&self, password: Password, hash: Option<String>) -> Result<bool, AccountError> {
        let known = hash.is_some();
        let matches = self.run(move || matches(&password, hash.as_deref().unwrap_or(NOBODY)).unwrap_or(false));
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

fn phc_string(password: &Password) -> Option<String> {
    let (mut salt, mut output) = ([0; 16], [0; 32]);
    rand::fill(&mut salt).ok()?;
    let params = Params::new(MEMORY_KIB, PASSES, LANES, Some(output.len())).ok()?;
    derive(params, password, &salt, &mut output)?;
    let (salt, output) = (STANDARD_NO_PAD.encode(salt), STANDARD_NO_PAD.encode(output));
    Some(format!("$argon2id$v=19$m={MEMORY_KIB},t={PASSES},p={LANES}${salt}${output}"))
}

fn matches(password: &Password, hash: &str) -> Option<bool> {
    let hash = PasswordHash::new(hash).ok()?;
    let (salt, expected) = (hash.salt?, hash.hash?);
    let mut output = vec![0; expected.as_ref().len()];
    derive(Params::try_from(&hash).ok()?, password, salt.as_ref(), &mut output)?;
    Some(verify_slices_are_equal(&output, expected.as_ref()).is_ok())
}

fn derive(params: Params, password: &Password, salt: &[u8], output: &mut [u8]) -> Option<()> {
    let blocks = params.block_count();
    let mut memory = Vec::with_capacity(blocks.max(ALWAYS_MAPPED));
    memory.resize(blocks, Block::new());
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    argon2.hash_password_into_with_memory(password.expose().as_bytes(), salt, output, &mut memory).ok()
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
