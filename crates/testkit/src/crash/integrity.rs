//! What SQLite itself says of its files.

use std::path::Path;

use anyhow::{Context as _, Result, ensure};
use rusqlite::Connection;

/// Looks through `hearken.db` and `keys.db` of a data directory, taking in what a crash left in their logs.
pub(crate) fn check(data_dir: &Path) -> Result<()> {
    for name in ["hearken.db", "keys.db"] {
        let path = data_dir.join(name);
        ensure!(path.exists(), "{name} is missing");
        let said = look(&path).with_context(|| format!("looking through {name}"))?;
        ensure!(said == "ok", "{name}: {said}");
    }
    Ok(())
}

fn look(path: &Path) -> rusqlite::Result<String> {
    let database = Connection::open(path)?;
    database.execute_batch("PRAGMA synchronous = OFF")?;
    let said: String = database.query_one("PRAGMA integrity_check", (), |row| row.get(0))?;
    let loose: i64 = database.query_one("SELECT COUNT(*) FROM pragma_foreign_key_check", (), |row| row.get(0))?;
    Ok(if loose == 0 { said } else { format!("{said}, {loose} rows refer to nothing") })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn damage_is_found() {
        let dir = tempfile::tempdir().unwrap();
        assert!(check(dir.path()).is_err(), "nothing is there");
        for name in ["hearken.db", "keys.db"] {
            let database = Connection::open(dir.path().join(name)).unwrap();
            database.execute_batch("CREATE TABLE t (a PRIMARY KEY); INSERT INTO t VALUES (1), (2), (3)").unwrap();
        }
        check(dir.path()).unwrap();
        let path = dir.path().join("hearken.db");
        let mut bytes = fs::read(&path).unwrap();
        let last_row = bytes.len() - 3;
        bytes[last_row] ^= 1;
        fs::write(&path, bytes).unwrap();
        assert!(check(dir.path()).is_err());
    }
}
