//! The server process of a throw-away cluster: found, started as somebody who is not root, and never left behind.

use std::fs;
use std::io::{BufRead, BufReader};
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::fs::MetadataExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use super::PostgresError;

const SCRIPT: &str = include_str!("cluster.sh");
/// What the script runs.
const PROGRAMS: [&str; 3] = ["initdb", "pg_isready", "postgres"];
const DEBIAN_HOME: &str = "/usr/lib/postgresql";
/// Another program may take the free port between our look and PostgreSQL's bind.
const PORT_ATTEMPTS: u32 = 3;

/// A running cluster. Dropping it, or the death of this process in any way, stops it and removes its files.
#[derive(Debug)]
pub(super) struct Process {
    wrapper: Child,
    port: u16,
}

impl Process {
    /// Makes and starts a cluster; returns when it takes connections.
    pub(super) fn start() -> Result<Self, PostgresError> {
        let programs = programs().ok_or(PostgresError::NotInstalled)?;
        let mut last = PostgresError::Start("no free port".to_owned());
        for _ in 0..PORT_ATTEMPTS {
            match Self::start_on(&programs, free_port()?) {
                Err(PostgresError::Start(output)) if output.contains("could not bind") => {
                    last = PostgresError::Start(output);
                }
                outcome => return outcome,
            }
        }
        Err(last)
    }

    fn start_on(programs: &Path, port: u16) -> Result<Self, PostgresError> {
        let mut command = Command::new("/bin/sh");
        command.arg("-c").arg(SCRIPT).arg("hearken-pg").arg(programs).arg(port.to_string()).arg("/tmp");
        // Own process group: Ctrl-C in the terminal reaches us, not the script, which ends when we do.
        command.current_dir("/").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).process_group(0);
        if let Some(user) = substitute_for_root()? {
            command.uid(user.uid).gid(user.gid);
        }
        let mut wrapper = command.spawn()?;
        let mut said = String::new();
        if let Some(stdout) = wrapper.stdout.take() {
            for line in BufReader::new(stdout).lines() {
                let line = line?;
                if line == "ready" {
                    return Ok(Self { wrapper, port });
                }
                said.push_str(&line);
                said.push('\n');
            }
        }
        wrapper.wait()?;
        Err(PostgresError::Start(said))
    }

    pub(super) fn port(&self) -> u16 {
        self.port
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        drop(self.wrapper.stdin.take());
        // Nothing useful can be done here if waiting fails; the script has been told to stop.
        let _ = self.wrapper.wait();
    }
}

/// The directory with the newest PostgreSQL's server programs.
pub(super) fn programs() -> Option<PathBuf> {
    newest_programs(Path::new(DEBIAN_HOME))
}

/// The directory with PostgreSQL's server programs of the highest version below `home`.
fn newest_programs(home: &Path) -> Option<PathBuf> {
    let versions = fs::read_dir(home).ok()?.filter_map(Result::ok);
    versions
        .filter_map(|entry| {
            let version: u32 = entry.file_name().to_str()?.parse().ok()?;
            let programs = entry.path().join("bin");
            PROGRAMS.iter().all(|name| programs.join(name).is_file()).then_some((version, programs))
        })
        .max_by_key(|(version, _)| *version)
        .map(|(_, programs)| programs)
}

fn free_port() -> Result<u16, PostgresError> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}

#[derive(Debug, PartialEq, Eq)]
struct SystemUser {
    uid: u32,
    gid: u32,
}

/// PostgreSQL refuses to run as root: the user to become if that is what we are.
fn substitute_for_root() -> Result<Option<SystemUser>, PostgresError> {
    let we_are_root = fs::metadata("/proc/self")?.uid() == 0;
    if !we_are_root {
        return Ok(None);
    }
    let passwd = fs::read_to_string("/etc/passwd")?;
    let user = ["postgres", "nobody"].iter().find_map(|name| find_user(&passwd, name));
    user.map(Some)
        .ok_or_else(|| PostgresError::Start("we are root, and there is no user `postgres` or `nobody`".to_owned()))
}

fn find_user(passwd: &str, name: &str) -> Option<SystemUser> {
    let fields = |line: &str| -> Option<SystemUser> {
        let mut fields = line.split(':');
        (fields.next()? == name).then_some(())?;
        let mut numbers = fields.skip(1);
        Some(SystemUser { uid: numbers.next()?.parse().ok()?, gid: numbers.next()?.parse().ok()? })
    };
    passwd.lines().find_map(fields)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_complete_version_is_taken() {
        let home = tempfile::tempdir().unwrap();
        for (version, programs) in [("9", PROGRAMS.to_vec()), ("15", PROGRAMS.to_vec()), ("17", vec!["psql"])] {
            let bin = home.path().join(version).join("bin");
            fs::create_dir_all(&bin).unwrap();
            for program in programs {
                fs::write(bin.join(program), "").unwrap();
            }
        }
        assert_eq!(newest_programs(home.path()), Some(home.path().join("15/bin")));
        assert_eq!(newest_programs(&home.path().join("nowhere")), None);
    }

    #[test]
    fn users_are_found_by_their_whole_name() {
        let passwd = "postgresql:x:1:2::/:/bin/sh\nnobody:x:65534:65533:nobody:/nonexistent:/usr/sbin/nologin\n";
        assert_eq!(find_user(passwd, "nobody"), Some(SystemUser { uid: 65534, gid: 65533 }));
        assert_eq!(find_user(passwd, "postgres"), None);
    }
}
