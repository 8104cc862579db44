//! Starts a server and sees to it that it ends: with the value that holds it, or with this process.
//!
//! Rust does not drop statics, and nothing runs after SIGKILL. So the server is started by a small
//! shell that reads from a pipe of this process: when the process ends, the pipe does.

use std::fs;
use std::io;
use std::net::TcpListener;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// The shell's process group is the server with all its children, so `kill 0` leaves none behind.
/// The folder goes with the pipe and not with the server, whose log says why it ended.
const SHELL: &str = r#"
exec 3<&0 </dev/null
"$@" >server.log 2>&1 3<&- &
server=$!
{ read -r _ <&3; kill -9 "$server"; cd /; rm -rf "$FOLDER" $LEFTOVERS; kill -9 0; } &
exec 3<&-
wait "$server"
"#;

/// How long a server may take until it answers; a machine that compiles at the same time is slow.
const PATIENCE: Duration = Duration::from_secs(90);

/// A port can be taken between the moment it was found free and the server's start.
const ATTEMPTS: usize = 3;

/// A running server; it ends when this is dropped or when the process ends.
pub(super) struct Supervisor {
    shell: Child,
}

impl Drop for Supervisor {
    fn drop(&mut self) {
        drop(self.shell.stdin.take());
        // The group kills itself, so its status says nothing.
        let _ = self.shell.wait();
    }
}

/// How to start a server.
pub(super) struct Plan {
    pub(super) arguments: Vec<String>,
    pub(super) variables: Vec<(&'static str, String)>,
    /// Files outside the server's folder that it does not remove itself.
    pub(super) leftovers: Vec<String>,
}

/// Starts `program`, one of the test tools, as `plan` says for an empty folder and `N` free ports.
pub(super) fn start<const N: usize>(
    program: &str,
    plan: impl Fn(&Path, [u16; N]) -> io::Result<Plan>,
    is_ready: impl Fn([u16; N]) -> bool,
) -> Result<(Supervisor, [u16; N]), String> {
    let path = tool(program)?;
    let mut refusal = String::new();
    for _ in 0..ATTEMPTS {
        let folder = empty_folder().map_err(|error| format!("no folder for a server: {error}"))?;
        let ports = free_ports().map_err(|error| format!("no free ports: {error}"))?;
        let plan = plan(&folder, ports).map_err(|error| format!("cannot prepare a server: {error}"))?;
        let mut supervisor = spawn(&path, &plan, &folder)?;
        match wait_for(&mut supervisor, || is_ready(ports)) {
            Ok(()) => return Ok((supervisor, ports)),
            Err(reason) => refusal = format!("`{program}` {reason}:\n{}", end_of_log(&folder)),
        }
        drop(supervisor);
        let _ = fs::remove_dir_all(&folder);
    }
    Err(refusal)
}

fn spawn(program: &Path, plan: &Plan, folder: &Path) -> Result<Supervisor, String> {
    Command::new("sh")
        .args(["-c", SHELL, "server-of-the-tests"])
        .arg(program)
        .args(&plan.arguments)
        .envs(plan.variables.iter().map(|(name, value)| (name, value)))
        .env("FOLDER", folder)
        .env("LEFTOVERS", plan.leftovers.join(" "))
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        // Ctrl-C reaches the tests only; the end of the pipe then ends the server.
        .process_group(0)
        .spawn()
        .map(|shell| Supervisor { shell })
        .map_err(|error| format!("cannot start `{}`: {error}", program.display()))
}

/// Returns the path of a test tool, or says how to get it.
pub(crate) fn tool(name: &str) -> Result<PathBuf, String> {
    #[expect(clippy::disallowed_methods, reason = "the test command says here where it installed the servers")]
    let folder = std::env::var_os("SEAWALL_TEST_TOOLS")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("target/tools"), PathBuf::from);
    let path = folder.join("bin").join(name);
    if path.is_file() {
        return Ok(path);
    }
    Err(format!("`{}` is missing, and a test needs it; run `tests/run tools`", path.display()))
}

fn wait_for(supervisor: &mut Supervisor, is_ready: impl Fn() -> bool) -> Result<(), String> {
    let deadline = Instant::now() + PATIENCE;
    while Instant::now() < deadline {
        if is_ready() {
            return Ok(());
        }
        if let Ok(Some(status)) = supervisor.shell.try_wait() {
            return Err(format!("ended before it was ready ({status})"));
        }
        // Not a guess at how long it takes: only the pause between two questions.
        thread::sleep(Duration::from_millis(20));
    }
    Err(format!("did not answer within {} seconds", PATIENCE.as_secs()))
}

/// Returns ports that were free a moment ago, all different because all were held at once.
fn free_ports<const N: usize>() -> io::Result<[u16; N]> {
    let mut held = Vec::with_capacity(N);
    let mut ports = [0; N];
    for port in &mut ports {
        let listener = TcpListener::bind(("127.0.0.1", 0))?;
        *port = listener.local_addr()?.port();
        held.push(listener);
    }
    Ok(ports)
}

fn empty_folder() -> io::Result<PathBuf> {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let folder = std::env::temp_dir().join(format!("seawall-tests-{}-{count}", std::process::id()));
    // A process with the same id may have been killed here before.
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

fn end_of_log(folder: &Path) -> String {
    #[expect(clippy::disallowed_methods, reason = "a server's log is not a source file of a site")]
    let log = fs::read(folder.join("server.log")).unwrap_or_default();
    let log = String::from_utf8_lossy(&log);
    let lines: Vec<&str> = log.lines().collect();
    lines[lines.len().saturating_sub(20)..].join("\n")
}
