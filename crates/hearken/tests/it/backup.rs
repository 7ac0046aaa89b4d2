//! `hearken backup`: beside a running server, killed at any moment, on a full disk, without the keys.

use std::convert::Infallible;
use std::ffi::OsStr;
use std::fs;
use std::io::{self, Write};
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use hearken_testkit::postgres::Cluster;
use tempfile::{TempDir, tempdir};

use crate::support::{Ended, Server, hearken, run};

/// How many entries there are to lose.
pub(crate) const ENTRIES: usize = 200;

/// A data directory with backups beside it.
pub(crate) struct Place {
    pub(crate) directory: TempDir,
    pub(crate) database_url: Option<String>,
}

impl Place {
    pub(crate) fn new() -> Self {
        Self { directory: tempdir().unwrap(), database_url: None }
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.directory.path().join("data")
    }

    fn backups(&self) -> PathBuf {
        self.directory.path().join("backups")
    }

    pub(crate) fn keys(&self) -> PathBuf {
        self.directory.path().join("keys")
    }

    pub(crate) fn command<const N: usize>(&self, args: [&str; N]) -> Command {
        let mut command = hearken(args);
        command.env("HEARKEN_DATA_DIR", self.data()).env("HEARKEN_BACKUP_DIR", self.backups());
        command.env("HEARKEN_BACKUP_KEYS_DIR", self.keys());
        if let Some(url) = &self.database_url {
            command.env("HEARKEN_DATABASE_URL", url);
        }
        command
    }

    pub(crate) fn run<const N: usize>(&self, args: [&str; N]) -> Ended {
        run(&mut self.command(args))
    }

    pub(crate) fn serve(&self) -> Server {
        self.serve_with([])
    }

    /// The same with further arguments.
    pub(crate) fn serve_with<const N: usize>(&self, args: [&str; N]) -> Server {
        Server::start_with(self.command(["serve", "--listen", "127.0.0.1:0"]).args(args))
    }

    /// The number of data backups that have their name.
    fn whole(&self) -> usize {
        names(&self.backups()).iter().filter(|name| Path::new(name).extension() == Some(OsStr::new("data"))).count()
    }

    /// A stopped server's data, with one backup of it.
    pub(crate) fn backed_up() -> Self {
        let place = Self::new();
        let server = place.serve();
        fill(&server);
        server.stop();
        let ended = place.run(["backup", "create"]);
        assert!(ended.success, "{}", ended.stderr);
        place
    }

    /// The same backups and master key, and nothing else.
    pub(crate) fn on_a_new_machine(&self) -> Self {
        let place = Self::new();
        for folder in ["backups", "keys"] {
            fs::create_dir(place.directory.path().join(folder)).unwrap();
            for file in names(&self.directory.path().join(folder)) {
                let to = place.directory.path().join(folder).join(&file);
                fs::copy(self.directory.path().join(folder).join(&file), to).unwrap();
            }
        }
        fs::create_dir(place.data()).unwrap();
        fs::copy(self.data().join("master.key"), place.data().join("master.key")).unwrap();
        place
    }
}

/// An account, and its entries.
fn fill(server: &Server) {
    let token = server.register();
    for number in 0..ENTRIES {
        let text = format!("entry {number} {}", "of many words ".repeat(100));
        let entry = format!("{{\"text\":\"{text}\",\"status\":\"published\"}}");
        let answer = server.post("/entries", Some(&token), &entry);
        assert!(answer.starts_with("HTTP/1.1 201"), "{answer}");
    }
}

pub(crate) fn names(folder: &Path) -> Vec<String> {
    let Ok(found) = fs::read_dir(folder) else { return Vec::new() };
    let mut names: Vec<_> = found.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// What the account has when it signs in again: how many entries.
pub(crate) fn entries_after_sign_in(server: &Server) -> usize {
    let answer = server.post("/auth/login", None, r#"{"email":"ana@example.org","password":"long enough"}"#);
    let token =
        answer.split_once("\"access_token\":\"").and_then(|(_, rest)| rest.split_once('"')).unwrap().0.to_owned();
    let mut stream = server.send(&format!(
        "GET /api/v1/dashboard HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\nauthorization: Bearer {token}\r\n\r\n"
    ));
    let mut answer = String::new();
    std::io::Read::read_to_string(&mut stream, &mut answer).unwrap();
    let count = answer.split_once("\"entries_total\":").unwrap_or_else(|| panic!("{answer}")).1;
    count.split(|character: char| !character.is_ascii_digit()).next().unwrap().parse().unwrap()
}

#[test]
fn a_journal_moves_to_a_new_machine() {
    let place = Place::new();
    let server = place.serve();
    fill(&server);
    let created = place.run(["backup", "create"]);
    assert!(created.success, "beside a running server: {}", created.stderr);
    assert!(created.stdout.starts_with(&format!("Backed up {ENTRIES} entries of 1 account")), "{}", created.stdout);
    let key = place.data().join("master.key");
    assert!(
        created.stdout.contains(&format!("master key {}, which is in neither", key.display())),
        "{}",
        created.stdout
    );
    server.stop();
    let verified = place.run(["backup", "verify", "--decrypt", "50"]);
    assert!(verified.success, "{}", verified.stderr);
    assert!(verified.stdout.contains("50 entries taken at random decrypted"), "{}", verified.stdout);
    assert!(verified.stdout.ends_with("This backup is whole and can be restored.\n"), "{}", verified.stdout);

    let machine = place.on_a_new_machine();
    let restored = machine.run(["backup", "restore"]);
    assert!(restored.success, "{}", restored.stderr);
    assert!(restored.stdout.contains("Start the server with `hearken serve`"), "{}", restored.stdout);
    let server = machine.serve();
    assert_eq!(entries_after_sign_in(&server), ENTRIES);
    let again = machine.run(["backup", "restore"]);
    assert!(!again.success && again.stderr.contains("already running"), "{}", again.stderr);
    server.stop();
    let again = machine.run(["backup", "restore"]);
    assert!(!again.success && again.stderr.contains("Move what is there away"), "{}", again.stderr);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_journal_moves_to_postgresql_and_back() {
    let Some(cluster) = Cluster::shared() else { return };
    let database = cluster.create_database("empty", async |_| Ok::<_, Infallible>(())).await.unwrap();
    let place = Place::backed_up();
    let mut there = place.on_a_new_machine();
    there.database_url = Some(database.url().to_owned());
    let restored = there.run(["backup", "restore"]);
    assert!(restored.success, "{}", restored.stderr);
    let server = there.serve();
    assert_eq!(entries_after_sign_in(&server), ENTRIES);
    let created = there.run(["backup", "create"]);
    assert!(created.success && created.stdout.contains("from PostgreSQL"), "{} {}", created.stdout, created.stderr);
    let drilled = there.run(["backup", "drill"]);
    assert!(drilled.success, "{}", drilled.stderr);
    server.stop();
    let back = there.on_a_new_machine();
    let restored = back.run(["backup", "restore"]);
    assert!(restored.success, "{}", restored.stderr);
    let server = back.serve();
    assert_eq!(entries_after_sign_in(&server), ENTRIES);
    server.stop();
}

#[test]
fn without_the_keys_it_says_which_are_missing_and_what_that_means() {
    let place = Place::backed_up();
    let machine = place.on_a_new_machine();
    let key = machine.data().join("master.key");
    fs::rename(&key, machine.directory.path().join("aside")).unwrap();
    for command in [["backup", "restore"], ["backup", "verify"], ["backup", "drill"]] {
        let ended = machine.run(command);
        assert!(!ended.success);
        if command[1] != "drill" {
            assert!(
                ended.stderr.contains(&format!("the master key file {} is missing", key.display())),
                "{}",
                ended.stderr
            );
            assert!(ended.stderr.contains("without it no backup can be read, by anybody"), "{}", ended.stderr);
        }
    }
    fs::rename(machine.directory.path().join("aside"), &key).unwrap();
    for file in names(&machine.keys()) {
        fs::rename(machine.keys().join(&file), machine.directory.path().join(&file)).unwrap();
    }
    for command in [["backup", "restore"], ["backup", "verify"]] {
        let ended = machine.run(command);
        assert!(!ended.success);
        assert!(
            ended.stderr.contains("no key backup") && ended.stderr.contains(&machine.keys().display().to_string()),
            "{}",
            ended.stderr
        );
        assert!(ended.stderr.contains("Without it what was written cannot be read, by anybody"), "{}", ended.stderr);
    }
    assert_eq!(names(&machine.data()), ["master.key"], "nothing was made");
}

#[test]
fn a_drill_tries_everything_and_leaves_nothing() {
    let place = Place::backed_up();
    let before = (names(&place.backups()), names(&place.keys()));
    for running in [false, true] {
        let server = running.then(|| place.serve());
        let ended = place.run(["backup", "drill"]);
        assert!(ended.success, "{}", ended.stderr);
        for line in
            ["backed up ", "verified ", "100 entries taken at random decrypted", "every row the same", "RTO ", "RPO "]
        {
            assert!(ended.stdout.contains(line), "{line:?} is not in: {}", ended.stdout);
        }
        assert_eq!((names(&place.backups()), names(&place.keys())), before);
        if let Some(server) = server {
            server.stop();
        }
    }
    fs::remove_file(place.data().join("master.key")).unwrap();
    let ended = place.run(["backup", "drill"]);
    assert!(!ended.success && ended.stderr.contains("is missing"), "{}", ended.stderr);
    fs::remove_file(place.data().join("keys.db")).unwrap();
    fs::copy(place.directory.path().join("data/hearken.db"), place.directory.path().join("aside")).unwrap();
    assert!(!place.run(["backup", "drill"]).success);
}

/// Starts a command, and kills it `later` than `begun` first says so; `false` when it had ended before.
pub(crate) fn kill_once(command: &mut Command, begun: impl Fn() -> bool, later: Duration) -> bool {
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let mut seen = None;
    while seen.is_none_or(|seen: Instant| seen.elapsed() < later) {
        if child.try_wait().unwrap().is_some() {
            return false;
        }
        if seen.is_none() && begun() {
            seen = Some(Instant::now());
        }
        std::thread::yield_now();
    }
    child.kill().unwrap();
    child.wait().unwrap();
    true
}

#[test]
fn killed_at_any_moment_a_backup_is_whole_or_not_there() {
    let place = Place::backed_up();
    let server = place.serve();
    let (mut killed, mut whole) = (0, place.whole());
    for step in 0..25 {
        let is_written = || names(&place.backups()).len() > place.whole();
        let later = Duration::from_micros(300) * step;
        killed += usize::from(kill_once(&mut place.command(["backup", "create"]), is_written, later));
        let there = place.whole();
        assert!(there == whole || there == whole + 1);
        if there > whole {
            let verified = place.run(["backup", "verify"]);
            assert!(verified.success, "{}", verified.stderr);
        }
        whole = there;
    }
    assert!(killed > 0, "none was killed");
    let last = place.run(["backup", "create"]);
    assert!(last.success, "{}", last.stderr);
    assert_eq!(names(&place.backups()).len(), place.whole(), "{:?}", names(&place.backups()));
    assert!(server.get("/api/v1/health").starts_with("HTTP/1.1 200"), "the server is unharmed");
    server.stop();
}

#[test]
fn killed_at_any_moment_a_restore_can_be_made_again() {
    let place = Place::backed_up();
    let mut refused = 0;
    for step in 0..25 {
        let machine = place.on_a_new_machine();
        let restoring = machine.data().join("restoring");
        let later = Duration::from_millis(1) * step;
        let killed = kill_once(&mut machine.command(["backup", "restore"]), || restoring.exists(), later);
        // Either what is there is whole, or the start is refused: never a new journal in its place.
        if killed && restoring.exists() && !restoring.join("ready").exists() {
            let ended = machine.run(["migrate"]);
            assert!(!ended.success && ended.stderr.contains("Run `hearken backup restore` again"), "{}", ended.stderr);
            refused += 1;
            let again = machine.run(["backup", "restore"]);
            assert!(again.success, "{}", again.stderr);
        }
        assert_eq!(entries_after_sign_in(&machine.serve()), ENTRIES, "killed {later:?} after it had begun");
    }
    assert!(refused > 0, "none was killed in the middle");
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_at_any_moment_a_restore_leaves_nothing_in_postgresql() {
    let Some(cluster) = Cluster::shared() else { return };
    let database = cluster.create_database("empty", async |_| Ok::<_, Infallible>(())).await.unwrap();
    let place = Place::backed_up();
    let mut machine = place.on_a_new_machine();
    machine.database_url = Some(database.url().to_owned());
    let mut killed = 0;
    for step in 0..8 {
        let lock = machine.data().join("hearken.lock");
        let _ = fs::remove_file(&lock);
        let begun = || lock.exists();
        if !kill_once(&mut machine.command(["backup", "restore"]), begun, Duration::from_millis(6) * step) {
            break;
        }
        killed += 1;
    }
    assert!(killed > 0, "none was killed");
    let restored = machine.run(["backup", "restore"]);
    assert!(restored.success || restored.stderr.contains("already holds a journal"), "{}", restored.stderr);
    assert_eq!(entries_after_sign_in(&machine.serve()), ENTRIES);
}

/// Whether this user may mount a disk that only a test sees; says if not.
fn can_mount(test: &str) -> bool {
    let can_mount = Command::new("unshare").args(["-rm", "true"]).status().is_ok_and(|status| status.success());
    if !can_mount {
        // Not `eprintln!`: the test harness would swallow it.
        let _ = writeln!(io::stderr(), "SKIPPED {test}: this user may not mount anything");
    }
    can_mount
}

/// Runs Hearken where something is mounted on `path`, so that nobody can remove it.
fn run_beside_mount(place: &Place, path: &Path, args: &[&str]) -> Ended {
    let mut command = Command::new("unshare");
    command.args(["-rm", "sh", "-c", r#"mount --bind "$1" "$1" && shift && exec "$0" "$@""#]);
    command.arg(env!("CARGO_BIN_EXE_hearken")).arg(path).args(args);
    command.env_clear().env("PATH", "/usr/sbin:/usr/bin:/sbin:/bin").env("HEARKEN_DATA_DIR", place.data());
    command.env("HEARKEN_BACKUP_DIR", place.backups()).env("HEARKEN_BACKUP_KEYS_DIR", place.keys());
    run(&mut command)
}

#[test]
fn an_old_backup_that_cannot_be_removed_is_no_failed_backup() {
    if !can_mount("with an old backup that stays") {
        return;
    }
    let place = Place::backed_up();
    let oldest = place.backups().join(&names(&place.backups())[0]);
    assert!(place.run(["backup", "create"]).success);
    let ended = run_beside_mount(&place, &oldest, &["backup", "create", "--backup-keep", "1"]);
    assert!(ended.success && ended.stdout.starts_with("Backed up"), "{}{}", ended.stdout, ended.stderr);
    assert!(ended.stdout.contains("Old backups could not be removed: cannot use"), "{}", ended.stdout);
    assert_eq!(place.whole(), 2, "the one between is gone all the same");
    assert!(oldest.exists());
}

#[test]
fn a_restore_that_was_stopped_before_its_last_step_is_finished_by_whoever_comes_next() {
    let place = Place::backed_up();
    let unmoved = || {
        let machine = place.on_a_new_machine();
        assert!(machine.run(["backup", "restore"]).success);
        let folder = machine.data().join("restoring");
        fs::create_dir(&folder).unwrap();
        for name in ["hearken.db", "keys.db"] {
            fs::rename(machine.data().join(name), folder.join(name)).unwrap();
        }
        fs::write(folder.join("ready"), "").unwrap();
        (machine, folder)
    };
    let (machine, folder) = unmoved();
    let doctor = machine.run(["doctor"]);
    let found = "fine  database        a restore was stopped before its last step";
    assert!(doctor.stdout.contains(found), "{}", doctor.stdout);
    assert!(folder.join("ready").exists(), "looking changes nothing");
    let restored = machine.run(["backup", "restore"]);
    assert!(
        !restored.success && restored.stderr.contains("before its last step, which has been taken now"),
        "{}",
        restored.stderr
    );
    assert_eq!(entries_after_sign_in(&machine.serve()), ENTRIES);

    if can_mount("with a restore that cannot clear up") {
        let (machine, folder) = unmoved();
        fs::create_dir(folder.join("stays")).unwrap();
        let ended = run_beside_mount(&machine, &folder.join("stays"), &["migrate"]);
        assert!(!ended.success, "{}", ended.stdout);
        assert_eq!(entries_after_sign_in(&machine.serve()), ENTRIES, "nothing but clearing up was left to do");
        let left = names(&machine.data());
        assert!(left.iter().all(|name| !name.starts_with("restoring")), "{left:?}");
    }
}

#[test]
fn a_full_disk_harms_nothing() {
    if !can_mount("on a full disk") {
        return;
    }
    let place = Place::new();
    let server = place.serve();
    fill(&server);
    fs::create_dir(place.backups()).unwrap();
    let on_a_small_disk = "mount -t tmpfs -o size=64k tmpfs \"$HEARKEN_BACKUP_DIR\" && \"$0\" backup create; \
                           echo \"ended with $?\"; ls -A \"$HEARKEN_BACKUP_DIR\"";
    let mut command = Command::new("unshare");
    command.args(["-rm", "sh", "-c", on_a_small_disk, env!("CARGO_BIN_EXE_hearken")]);
    command.env_clear().env("PATH", "/usr/sbin:/usr/bin:/sbin:/bin").env("HEARKEN_DATA_DIR", place.data());
    command.env("HEARKEN_BACKUP_DIR", place.backups()).env("HEARKEN_BACKUP_KEYS_DIR", place.keys());
    let ended = run(&mut command);
    assert_eq!(ended.stdout, "ended with 1\n", "and nothing is left there: {}", ended.stderr);
    let said = format!("there is no room left on the disk of {}", place.backups().display());
    assert!(ended.stderr.contains(&said), "{}", ended.stderr);
    assert_eq!(names(&place.keys()), Vec::<String>::new(), "no key backup without its data");
    assert!(server.get("/api/v1/health").starts_with("HTTP/1.1 200"));
    assert!(place.run(["backup", "create"]).success, "elsewhere there is room");
    server.stop();
}

#[test]
fn a_server_tells_of_backups_that_others_made() {
    for schedule in ["03:00", "off"] {
        let place = Place::new();
        let server = place.serve_with(["--backup-schedule", schedule]);
        let (none, made) = if schedule == "off" { ("off", "off") } else { ("none_yet", "ok") };
        let backup = |state| format!(r#""backup":{{"state":"{state}","last_at":"#);
        let health = || server.get("/api/v1/health");
        assert!(health().contains(&format!("{}null}}", backup(none))), "{}", health());
        server.register();
        assert!(place.run(["backup", "create"]).success);
        let newest = place.backups().join(&names(&place.backups())[0]);
        fs::copy(newest, place.backups().join("hearken-29991231T000000.000Z.data")).unwrap();
        assert!(health().contains(&format!("{}\"20", backup(made))), "{}", health());
        fs::remove_dir_all(place.backups()).unwrap();
        fs::create_dir(place.backups()).unwrap();
        fs::write(place.backups().join("hearken-20200101T000000.000Z.data"), "not of this journal").unwrap();
        assert!(health().contains(&format!("{}null}}", backup(none))), "{}", health());
        server.stop();
    }
}

#[test]
fn a_pipe_in_the_backup_folder_keeps_no_server_from_its_work() {
    let place = Place::new();
    fs::create_dir(place.backups()).unwrap();
    // Whoever reads it waits until somebody writes, which nobody does.
    let hanging = place.backups().join("hearken-20200101T000000.000Z.data");
    assert!(Command::new("mkfifo").arg(&hanging).status().unwrap().success());
    let mut server = place.serve_with(["--backup-schedule", "1s"]);
    server.register();
    server.wait_for_log("backed up");
    let health = server.get("/api/v1/health");
    assert!(health.contains(r#""backup":{"state":"ok","last_at":"20"#), "{health}");
    server.stop();
}

/// The files on which a process holds locks of the kind that SQLite takes, as their inodes. `None` where the system does
/// not tell.
fn locked_by(process: u32) -> Option<Vec<u64>> {
    let all = fs::read_to_string("/proc/locks").ok()?;
    let locks = all.lines().map(|line| line.split_whitespace().collect::<Vec<_>>());
    let ours = locks.filter(|lock| lock[1] == "POSIX" && lock[4] == process.to_string());
    Some(ours.map(|lock| lock[5].rsplit(':').next().unwrap().parse().unwrap()).collect())
}

#[test]
fn a_server_keeps_its_locks_on_the_database_through_a_backup() {
    let place = Place::new();
    let mut server = place.serve_with(["--backup-schedule", "1s"]);
    if locked_by(server.id()).is_none() {
        // Not `eprintln!`: the test harness would swallow it.
        let _ = writeln!(io::stderr(), "SKIPPED the locks of a server: this system has no /proc/locks");
        return;
    }
    server.register();
    server.wait_for_log("backed up");
    assert!(server.get("/api/v1/health").contains(r#""backup":{"state":"ok""#));
    let locked = locked_by(server.id()).unwrap();
    for name in ["hearken.db", "keys.db"] {
        let inode = fs::metadata(place.data().join(name)).unwrap().ino();
        assert!(locked.contains(&inode), "another program could take {name} for unused, and delete its log");
    }
    server.stop();
}

#[test]
fn a_database_that_went_away_under_the_server_is_a_failed_backup() {
    let place = Place::new();
    let mut server = place.serve_with(["--backup-schedule", "1s"]);
    server.register();
    server.wait_for_log("backed up");
    let away = place.directory.path().join("away");
    fs::create_dir(&away).unwrap();
    let files = ["hearken.db", "hearken.db-wal", "hearken.db-shm"];
    for name in files {
        fs::rename(place.data().join(name), away.join(name)).unwrap();
    }
    server.wait_for_log("there is no journal here");
    assert!(server.get("/api/v1/health").contains(r#""backup":{"state":"failed""#));
    for name in files {
        fs::rename(away.join(name), place.data().join(name)).unwrap();
    }
    server.wait_for_log("backed up");
    fs::File::create(place.data().join("hearken.db")).unwrap();
    server.wait_for_log("hearken.db-wal holds what was written last, but hearken.db beside it is missing, empty");
}

#[test]
fn a_server_backs_itself_up_and_says_so() {
    let place = Place::new();
    let mut command =
        place.command(["serve", "--listen", "127.0.0.1:0", "--backup-schedule", "1s", "--backup-keep", "2"]);
    let mut server = Server::start_with(&mut command);
    assert!(server.get("/api/v1/health").contains(r#""backup":{"state":"none_yet","last_at":null}"#));
    server.register();
    for _ in 0..4 {
        server.wait_for_log("backed up");
    }
    let health = server.get("/api/v1/health");
    assert!(health.contains(r#""backup":{"state":"ok","last_at":"20"#), "{health}");
    fs::remove_dir_all(place.keys()).unwrap();
    fs::write(place.keys(), "a file where a directory should be").unwrap();
    server.wait_for_log("the backup failed");
    assert!(server.get("/api/v1/health").contains(r#""backup":{"state":"failed","last_at":"20"#));
    fs::remove_file(place.keys()).unwrap();
    server.wait_for_log("backed up");
    assert!(server.get("/api/v1/health").contains(r#""state":"ok""#));
    server.stop();
    assert!((2..=3).contains(&place.whole()), "{:?}", names(&place.backups()));
    assert!(place.run(["backup", "verify"]).success);
    let doctor = place.run(["doctor"]);
    assert!(doctor.stdout.contains("backups         the last one in"), "{}", doctor.stdout);
}
