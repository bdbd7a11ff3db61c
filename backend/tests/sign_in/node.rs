//! Independent partners in Node: started for one test, ended with it.

use std::{
    path::{Path, PathBuf},
    process::Stdio,
};

use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines},
    process::{Child, ChildStdin, ChildStdout, Command},
};

/// A script that runs and has said its issuer.
pub(crate) struct Node {
    pub(crate) issuer: String,
    stdin: ChildStdin,
    lines: Lines<BufReader<ChildStdout>>,
    _child: Child,
}

impl Node {
    /// Starts a script of `e2e`; `None`, said loudly, if its packages are not installed.
    ///
    /// In CI (`CI` is set) missing packages are a failure.
    pub(crate) async fn start(
        script: &str,
        arguments: &[&str],
        variables: &[(&str, &str)],
    ) -> Option<Self> {
        let e2e = Path::new(env!("CARGO_MANIFEST_DIR")).join("../e2e");
        if !e2e.join("node_modules").exists() {
            assert!(
                std::env::var_os("CI").is_none(),
                "e2e/node_modules is missing: `cargo xtask test` installs it"
            );
            eprintln!(
                "NOT TESTED WITH `{script}`: e2e/node_modules is missing; run `cargo xtask test`"
            );
            return None;
        }
        let mut command = Command::new(node());
        command.arg(e2e.join(script)).args(arguments).envs(variables.iter().copied());
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true);
        let mut child = command.spawn().expect("node starts; CARNET_NODE can name it");
        let stdin = child.stdin.take().expect("standard input");
        let mut lines = BufReader::new(child.stdout.take().expect("standard output")).lines();
        let issuer =
            lines.next_line().await.expect("standard output").expect("the script says its issuer");
        Some(Self { issuer, stdin, lines, _child: child })
    }

    /// Says a line and waits until it is understood.
    pub(crate) async fn tell(&mut self, line: &str) {
        self.stdin.write_all(format!("{line}\n").as_bytes()).await.expect("the script listens");
        let answer = self.lines.next_line().await.expect("standard output");
        assert_eq!(answer.as_deref(), Some("ok"), "{line}");
    }
}

/// The Node to run: the one named, the one that `cargo xtask` installs, or any.
fn node() -> PathBuf {
    let installed = std::env::home_dir()
        .unwrap_or_default()
        .join(".cache/carnet/tools/node/node_modules/.bin/node");
    std::env::var_os("CARNET_NODE")
        .map(PathBuf::from)
        .or_else(|| installed.exists().then_some(installed))
        .unwrap_or_else(|| PathBuf::from("node"))
}
