//! The command line: `carnet serve | demo | migrate | schema | token | client | doctor | …`.

use std::sync::Arc;

use anyhow::{Context, bail};
use clap::{Args, Parser, Subcommand};
use shared::PracticeId;
use tokio::net::TcpListener;

use crate::{
    app::App,
    assessments::{commands::RecommendationsArgs, rule_sets},
    authz::{Actor, Scope},
    clients,
    clock::Clock,
    config::Config,
    db,
    decisions::DecisionCommand,
    exports::command::ExportCommand,
    families::commands::BarArgs,
    graphql,
    ids::Ids,
    op::OpCtx,
    operating::{
        commands::{OperatingCommand, progress_bar},
        logging::{self, LogConfig},
    },
    reminders::commands::RemindersArgs,
    server,
    traces::command::VerifyTraceArgs,
};

/// Carnet: an open electronic vaccination record.
#[derive(Debug, Parser)]
#[command(name = "carnet", version)]
pub struct Cli {
    #[command(flatten)]
    log: LogConfig,
    #[command(subcommand)]
    command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
enum Command {
    /// Serves the API, the front end and the jobs.
    Serve(Config),
    /// Serves a demo with invented people from nothing, on a loopback address.
    Demo(Config),
    /// Brings the database up to date.
    Migrate(Config),
    /// Prints the GraphQL schema.
    Schema,
    /// Prints a short-lived bearer token of a demo person (demo only).
    Token(TokenArgs),
    /// Machine accounts of integrators.
    #[command(subcommand)]
    Client(ClientCommand),
    /// The rule sets: which is in force, and what another would change.
    Recommendations(RecommendationsArgs),
    /// Whom a day's run would remind, and why.
    Reminders(RemindersArgs),
    /// Bars a parent from acting for a child, on a court's order.
    BarParent(BarArgs),
    /// Lifts a bar, on a court's order.
    LiftBar(BarArgs),
    /// Derives a signed trace anew and says what differs.
    VerifyTrace(VerifyTraceArgs),
    /// Files that patients took along.
    #[command(subcommand)]
    Export(ExportCommand),
    #[command(flatten)]
    Decision(DecisionCommand),
    #[command(flatten)]
    Operating(OperatingCommand),
}

/// Whose token.
#[derive(Debug, Args)]
struct TokenArgs {
    #[command(flatten)]
    config: Config,
    /// The demo person, as listed on the demo's sign-in page: `schiltz`, `ana`, …
    #[arg(long = "as")]
    person: String,
    /// Minutes for which it holds.
    #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(i64).range(1..=720))]
    minutes: i64,
}

/// Machine accounts of integrators.
#[derive(Debug, Subcommand)]
enum ClientCommand {
    /// Makes a client and prints its secret once.
    Create(ClientCreateArgs),
    /// Revokes a client and all its tokens at once.
    Revoke(ClientRevokeArgs),
}

/// Which client.
#[derive(Debug, Args)]
struct ClientCreateArgs {
    #[command(flatten)]
    config: Config,
    /// Its name, as people see it in the access log.
    #[arg(long)]
    name: String,
    /// The id of the practice for which it acts.
    #[arg(long)]
    practice: PracticeId,
    /// What it may do, separated by commas: records:read, records:write, vaccinations:write.
    // Its own id: the configuration has `scopes` too.
    #[arg(id = "client_scopes", long = "scopes", value_delimiter = ',', required = true)]
    scopes: Vec<String>,
}

/// Which client.
#[derive(Debug, Args)]
struct ClientRevokeArgs {
    #[command(flatten)]
    config: Config,
    /// Its id.
    #[arg(long)]
    id: shared::ClientId,
}

impl Cli {
    /// Starts logging, as the command line says.
    ///
    /// # Errors
    /// What is wrong with it, naming the variable.
    pub fn start_logging(&self) -> anyhow::Result<()> {
        logging::start(&self.log)
    }

    /// Does it.
    ///
    /// # Errors
    /// What went wrong, for the person at the terminal.
    pub async fn run(self) -> anyhow::Result<()> {
        match self.command {
            Command::Serve(config) => serve(config).await,
            Command::Demo(config) => demo(Config { is_demo: true, ..config }).await,
            Command::Migrate(config) => db::migrate(&db::connect(&config).await?).await,
            Command::Schema => print(&graphql::sdl()),
            Command::Token(args) => token(args).await,
            Command::Client(ClientCommand::Create(args)) => create_client(args).await,
            Command::Client(ClientCommand::Revoke(args)) => revoke_client(args).await,
            Command::Recommendations(args) => recommendations(args).await,
            Command::Reminders(args) => {
                let op = operator(args.config.clone()).await?;
                print(&args.run(&op).await?)
            }
            Command::BarParent(args) => {
                let op = operator(args.config.clone()).await?;
                print(&args.bar(&op).await?)
            }
            Command::LiftBar(args) => {
                let op = operator(args.config.clone()).await?;
                print(&args.lift(&op).await?)
            }
            Command::VerifyTrace(args) => print(&args.run()?),
            Command::Export(command) => print(&command.run()?),
            Command::Decision(command) => print(&command.run(Clock::System.today())?),
            Command::Operating(command) => {
                let said = command.run().await?;
                print(&said.words)?;
                said.failure.map_or(Ok(()), |failure| bail!(failure))
            }
        }
    }
}

/// The service over its database, migrated; a faulty configuration is refused first.
async fn start(config: Config) -> anyhow::Result<Arc<App>> {
    let faults = config.check();
    if !faults.is_empty() {
        bail!("the configuration has faults:\n  {}", faults.join("\n  "));
    }
    let db = db::connect(&config).await?;
    db::migrate(&db).await.context("cannot bring the database up to date")?;
    // Read before the first request needs it; a set that cannot be read stops the start.
    rule_sets::in_force(&db, Clock::System.today()).await?;
    Ok(App::new(config, db, Clock::System, Ids::random()))
}

async fn serve(config: Config) -> anyhow::Result<()> {
    let app = start(config).await?;
    let listener = listen(&app.config).await?;
    tracing::info!(address = %app.config.http.listen, "listening");
    server::serve(app, listener, stop_signal()).await
}

async fn demo(config: Config) -> anyhow::Result<()> {
    // The port is taken first: with port 0 the address is known only then.
    let listener = listen(&config).await?;
    let mut config = config;
    config.http.listen = listener.local_addr()?;
    let app = start(config).await?;
    let op = OpCtx::new(app.clone(), Actor::System);
    let people = crate::demo::load(&op).await.context("cannot load the demo")?;
    app.sign_in.demo.set_people(people);
    print(&format!(
        "\n  Carnet, DEMO: everyone in it is invented, and anyone can sign in as anyone.\n\n  Open {}\n",
        app.config.public_url()
    ))?;
    server::serve(app, listener, stop_signal()).await
}

async fn listen(config: &Config) -> anyhow::Result<TcpListener> {
    let address = config.http.listen;
    let refused = || {
        format!(
            "cannot listen on {address}; another program may have the port: choose one with --listen"
        )
    };
    TcpListener::bind(address).await.with_context(refused)
}

async fn recommendations(args: RecommendationsArgs) -> anyhow::Result<()> {
    let db = db::connect(&args.config).await?;
    db::migrate(&db).await.context("cannot bring the database up to date")?;
    let app = App::new(args.config.clone(), db, Clock::System, Ids::random());
    let op = OpCtx::new(app, Actor::System);
    print(&args.run(&op, &progress_bar(0)).await?)
}

async fn token(args: TokenArgs) -> anyhow::Result<()> {
    let app = start(Config { is_demo: true, ..args.config }).await?;
    let op = OpCtx::new(app, Actor::System);
    let people = crate::demo::people(&op).await?;
    if people.is_empty() {
        bail!("there is no demo in this database; start `carnet demo` with the same data folder");
    }
    let Some(person) = people.iter().find(|p| p.subject == args.person) else {
        let names: Vec<&str> = people.iter().map(|p| p.subject.as_str()).collect();
        bail!("no demo person `{}`; there are: {}", args.person, names.join(", "));
    };
    let token =
        clients::issue_personal_token(&op, person, chrono::Duration::minutes(args.minutes)).await?;
    print(&token)
}

async fn create_client(args: ClientCreateArgs) -> anyhow::Result<()> {
    let mut scopes = Vec::new();
    for word in &args.scopes {
        let Some(scope) = Scope::from_code(word) else {
            let known: Vec<&str> = Scope::ALL.iter().map(|s| s.code()).collect();
            bail!("--scopes: `{word}` is none of {}", known.join(", "));
        };
        scopes.push(scope);
    }
    let op = operator(args.config).await?;
    let (id, secret) = clients::create(&op, &args.name, args.practice, &scopes).await?;
    print(&format!(
        "client_id     {id}\nclient_secret {secret}\n\nThe secret is shown this once; only its hash is kept."
    ))
}

async fn revoke_client(args: ClientRevokeArgs) -> anyhow::Result<()> {
    let op = operator(args.config).await?;
    clients::revoke(&op, args.id).await?;
    print(&format!("client {} and its tokens are revoked", args.id))
}

/// An operation of the person at the terminal, over a database that is there already.
async fn operator(config: Config) -> anyhow::Result<OpCtx> {
    let db = db::connect(&config).await?;
    db::migrate(&db).await?;
    Ok(OpCtx::new(App::new(config, db, Clock::System, Ids::random()), Actor::System))
}

/// Ctrl-C or the service manager's stop.
async fn stop_signal() {
    let interrupted = tokio::signal::ctrl_c();
    let Ok(mut terminated) =
        tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())
    else {
        interrupted.await.ok();
        return;
    };
    tokio::select! {
        _ = interrupted => {}
        _ = terminated.recv() => {}
    }
}

/// Prints what was asked for; a closed pipe is no error.
fn print(text: &str) -> anyhow::Result<()> {
    use std::io::Write;
    match writeln!(std::io::stdout(), "{text}") {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}
