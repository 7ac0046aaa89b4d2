//! `cargo xtask sim`: a simulated AI provider, to try Hearken against by hand.

use std::io::{self, Write};

use anyhow::Context;
use clap::Args;
use hearken_testkit::sim::{SCRIPT_HELP, Sim, parse_script};

/// Runs a provider on this machine that speaks the wire formats of OpenAI, Anthropic and Google, and misbehaves as told.
#[derive(Debug, Args)]
pub(crate) struct SimArgs {
    /// Address to listen on.
    #[arg(long, default_value = "127.0.0.1:4750")]
    listen: String,

    /// What the next requests meet; after that they meet --usually.
    #[arg(long, default_value = "", value_name = "LIST", long_help = SCRIPT_HELP)]
    script: String,

    /// What requests meet when the script is over: one word of a script.
    #[arg(long, default_value = "ok", value_name = "WORD")]
    usually: String,
}

/// Runs until interrupted, and shows each request with what it met.
pub(crate) fn run(args: SimArgs) -> anyhow::Result<()> {
    let SimArgs { listen, script, usually } = args;
    let (script, usually) = (parse_script(&script)?, usually.parse()?);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let sim = Sim::listen(&listen).await.with_context(|| format!("cannot listen on {listen}"))?;
        sim.script(script);
        sim.usually(usually);
        introduce(&sim)?;
        loop {
            let request = sim.next_request().await;
            let met = request.met.map_or_else(|| "-".to_owned(), |behaviour| format!("{behaviour:?}"));
            writeln!(io::stdout(), "{} {} {met}", request.method, request.path)?;
        }
    })
}

fn introduce(sim: &Sim) -> io::Result<()> {
    let mut out = io::stdout();
    writeln!(out, "Simulated provider at {}. To let Hearken use it:\n", sim.base_url())?;
    writeln!(out, "  export HEARKEN_CHAT_BASE_URL={}", sim.base_url())?;
    writeln!(out, "  export HEARKEN_CHAT_MODEL=sim\n")?;
    writeln!(out, "No key is needed. Stop with Ctrl-C.\n")
}
