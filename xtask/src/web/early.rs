//! The release build beside other work: most of it is one compiler on one core.

use std::{
    env,
    fs::{self, File},
    os::unix::process::CommandExt,
    process::{Child, Command, Stdio},
};

use anyhow::Result;

use crate::{console, tools::Toolbox};

/// A release build under way. Given up with the value.
pub(crate) struct Early {
    child: Child,
}

impl Early {
    /// Begins `cargo xtask web`; what it says goes into a file.
    pub(crate) fn begin(toolbox: &Toolbox) -> Result<Self> {
        let folder = toolbox.repo().join("target");
        fs::create_dir_all(&folder)?;
        let log = File::create(folder.join("web.log"))?;
        console::say("building the front end beside what follows; target/web.log has its words");
        let child = Command::new(env::current_exe()?)
            .arg("web")
            .current_dir(toolbox.repo())
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            // Trunk and the compilers end with it.
            .process_group(0)
            .spawn()?;
        Ok(Self { child })
    }

    /// Waits for its end. Whether it succeeded shows when the front end is asked for: what is
    /// missing is built again, in the reader's sight.
    pub(crate) fn finish(mut self) -> Result<()> {
        self.child.wait()?;
        Ok(())
    }
}

impl Drop for Early {
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(None)) {
            let group = format!("-{}", self.child.id());
            // Whoever has ended meanwhile need not be told.
            let _ = Command::new("kill").args(["-TERM", "--", &group]).status();
        }
    }
}
