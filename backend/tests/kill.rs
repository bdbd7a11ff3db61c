//! A server that is killed in the middle of a thousand recordings: what it acknowledged is
//! there, and nothing is half there.
//!
//! The real program, over HTTP, on each database that can be had here.

use std::{
    collections::{HashMap, HashSet},
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use backend::{
    app::App,
    assessments,
    authz::Actor,
    clock::Clock,
    db::{connect_to, testing},
    ids::Ids,
    op::OpCtx,
    testing::config as testing_config,
};
use sea_orm::{ConnectionTrait, DatabaseConnection, Statement};
use serde_json::{Value, json};
use tokio::task::{JoinError, JoinSet};
use uuid::Uuid;

/// Recordings sent.
const RECORDINGS: usize = 1_000;
/// So many of them at once.
const AT_ONCE: usize = 64;
/// How often a recording is sent until it is acknowledged.
const ATTEMPTS: usize = 4;
/// So many of them at once after the kill.
const AGAIN_AT_ONCE: usize = 16;
/// After so many acknowledgements the server is killed.
const KILLED_AFTER: usize = 250;

#[tokio::test(flavor = "multi_thread")]
async fn what_was_acknowledged_before_a_kill_is_there_and_nothing_is_half_there_sqlite() {
    let folder = Folder::new("kill_sqlite");
    let url = format!("sqlite://{}", folder.0.join("carnet.sqlite").display());
    kill_and_look(&folder, &url).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_acknowledged_before_a_kill_is_there_and_nothing_is_half_there_postgresql() {
    let Some(database) = testing::postgres().await else { return };
    let folder = Folder::new("kill_postgresql");
    kill_and_look(&folder, &database.url).await;
}

async fn kill_and_look(folder: &Folder, url: &str) {
    let mut server = Server::start(&folder.0, url);
    let token = token(&folder.0, url);
    let client = Api { http: http_client(), address: server.address.clone(), token };
    let records = client.records().await;
    let db = connect_to(url, 2).await.expect("the database opens");
    let before = Counts::of(&db).await;

    let acknowledged = fire(&client, &records, &mut server).await;
    let count = acknowledged.len();
    assert!(
        (KILLED_AFTER..RECORDINGS).contains(&count),
        "{count} were acknowledged before the kill"
    );

    let server = Server::start(&folder.0, url);
    let client = Api { address: server.address.clone(), ..client };
    let written = look(&db, &before).await;
    for (key, id) in &acknowledged {
        assert_eq!(written.get(key), Some(id), "acknowledged, and not there: {key}");
    }

    let again = send_all(&client, &records).await;
    assert_eq!(again.len(), RECORDINGS);
    for (key, id) in &written {
        assert_eq!(again.get(key), Some(id), "recorded twice: {key}");
    }
    assert_eq!(look(&db, &before).await, again);
}

/// Sends the recordings, many at once, and kills the server after some acknowledgements; gives the
/// acknowledged ones, by key.
async fn fire(client: &Api, records: &[String], server: &mut Server) -> HashMap<String, Uuid> {
    let mut sent = JoinSet::new();
    let mut acknowledged = HashMap::new();
    for number in 0..RECORDINGS {
        if AT_ONCE <= sent.len() {
            let done = sent.join_next().await.map(|done| done.expect("a sender does not panic"));
            acknowledged
                .extend(done.and_then(|(key, id): (String, Option<Uuid>)| Some((key, id?))));
        }
        if KILLED_AFTER <= acknowledged.len() {
            server.kill();
        }
        let (client, record) = (client.clone(), records[number % records.len()].clone());
        sent.spawn(async move { (key_of(number), client.record(number, &record).await) });
    }
    while let Some(done) = sent.join_next().await {
        let (key, id) = done.expect("a sender does not panic");
        acknowledged.extend(id.map(|id| (key, id)));
    }
    acknowledged
}

/// Sends all recordings, some at a time; gives the ids by key.
async fn send_all(client: &Api, records: &[String]) -> HashMap<String, Uuid> {
    let mut sent = JoinSet::new();
    let mut ids = HashMap::new();
    let mut unanswered = 0;
    let mut take = |done: Result<(String, Uuid, usize), JoinError>| {
        let (key, id, in_vain) = done.expect("a sender does not panic");
        unanswered += in_vain;
        ids.insert(key, id);
    };
    for number in 0..RECORDINGS {
        if AGAIN_AT_ONCE <= sent.len()
            && let Some(done) = sent.join_next().await
        {
            take(done);
        }
        let (client, record) = (client.clone(), records[number % records.len()].clone());
        sent.spawn(async move {
            let (id, in_vain) = client.record_surely(number, &record).await;
            (key_of(number), id, in_vain)
        });
    }
    while let Some(done) = sent.join_next().await {
        take(done);
    }
    // Once a server under load has had no connection for one round of senders; never for more.
    assert!(unanswered <= AGAIN_AT_ONCE, "{unanswered} were sent in vain");
    ids
}

fn key_of(number: usize) -> String {
    format!("kill-recording-{number:04}")
}

/// How many rows of each kind there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Counts {
    doses: i64,
    versions: i64,
    log: i64,
    events: i64,
}

impl Counts {
    async fn of(db: &DatabaseConnection) -> Self {
        Self {
            doses: count(db, "SELECT COUNT(*) FROM vaccination").await,
            versions: count(db, "SELECT COUNT(*) FROM vaccination_version").await,
            log: count(db, "SELECT COUNT(*) FROM access_log WHERE action = 'vaccination_recorded'")
                .await,
            // The job that assesses what has run out leaves events of its own meanwhile.
            events: count(
                db,
                "SELECT COUNT(*) FROM outbox_event WHERE parts LIKE '%vaccinations%'",
            )
            .await,
        }
    }
}

/// Looks whether each recording is there whole or not at all; gives the ids by key.
async fn look(db: &DatabaseConnection, before: &Counts) -> HashMap<String, Uuid> {
    let sql = "SELECT key, result FROM idempotency_key WHERE key LIKE 'kill-%'";
    let mut written = HashMap::new();
    for row in all(db, sql).await {
        let key: String = row.try_get("", "key").expect("a key");
        let result: String = row.try_get("", "result").expect("a result");
        let result: Value = serde_json::from_str(&result).expect("JSON");
        let id = result["ids"][0].as_str().expect("an id").parse().expect("an id");
        written.insert(key, id);
    }
    // Every dose has its key, its version, and a lot of its own.
    let sql = "SELECT v.id, v.lot, w.content FROM vaccination v
        LEFT JOIN vaccination_version w ON w.record_id = v.record_id AND w.vaccination_id = v.id
        WHERE v.lot LIKE 'KILL%'";
    let doses = all(db, sql).await;
    let mut lots = HashSet::new();
    let ids: HashSet<Uuid> = written.values().copied().collect();
    for row in &doses {
        let id: Uuid = row.try_get("", "id").expect("an id");
        let lot: String = row.try_get("", "lot").expect("a lot");
        let content: Option<String> = row.try_get("", "content").expect("a version or none");
        assert!(ids.contains(&id), "a dose without its key: {lot}");
        assert!(content.is_some_and(|c| c.contains(&lot)), "a dose without its version: {lot}");
        assert!(lots.insert(lot), "a dose recorded twice");
    }
    assert_eq!(doses.len(), written.len(), "a key without its dose");
    let after = Counts::of(db).await;
    let new = i64::try_from(written.len()).expect("a small number");
    let expected = Counts {
        doses: before.doses + new,
        versions: before.versions + new,
        log: before.log + new,
        events: before.events + new,
    };
    assert_eq!(after, expected);
    // What the recommendations say was stored with the dose.
    let app = App::new(testing_config(), db.clone(), Clock::System, Ids::random());
    let op = OpCtx::new(app, Actor::System);
    let out_of_step = assessments::commands::out_of_step(&op, |_| {}).await.expect("an answer");
    assert_eq!(out_of_step, [], "stored assessments that do not follow from their doses");
    written
}

async fn all(db: &DatabaseConnection, sql: &str) -> Vec<sea_orm::QueryResult> {
    let statement = Statement::from_string(db.get_database_backend(), sql);
    db.query_all_raw(statement).await.expect("rows")
}

async fn count(db: &DatabaseConnection, sql: &str) -> i64 {
    all(db, sql).await[0].try_get_by_index(0).expect("a count")
}

/// Waits for as long as a thousand recordings take on a slow machine.
fn http_client() -> reqwest::Client {
    let patience = std::time::Duration::from_secs(60);
    reqwest::Client::builder().timeout(patience).build().expect("a client")
}

/// The API as Dr Schiltz of the demo.
#[derive(Debug, Clone)]
struct Api {
    http: reqwest::Client,
    address: String,
    token: String,
}

impl Api {
    async fn ask(&self, query: &str, variables: Value) -> Option<Value> {
        let request = self
            .http
            .post(format!("{}/graphql", self.address))
            .bearer_auth(&self.token)
            .header("accept", "application/graphql-response+json")
            .json(&json!({ "query": query, "variables": variables }));
        let answer: Value = request.send().await.ok()?.json().await.ok()?;
        answer.get("errors").is_none().then(|| answer["data"].clone())
    }

    async fn records(&self) -> Vec<String> {
        let query = "{ practice { records(first: 10) { nodes { id } } } }";
        let data = self.ask(query, json!({})).await.expect("the practice's records");
        let nodes = data["practice"]["records"]["nodes"].as_array().expect("a list").clone();
        assert!(!nodes.is_empty());
        nodes.iter().map(|n| n["id"].as_str().expect("an id").to_owned()).collect()
    }

    /// The id of the dose; `None` if it was not acknowledged.
    async fn record(&self, number: usize, record_id: &str) -> Option<Uuid> {
        let mutation = "mutation($input: RecordVaccinationsInput!) {
            recordVaccinations(input: $input) { vaccinations { id } userErrors { code message } } }";
        let input = json!({
            "idempotencyKey": key_of(number),
            "recordId": record_id,
            "givenOn": Clock::System.today(),
            "doses": [{ "vaccineCode": "VAC0560", "lot": format!("KILL{number:04}") }],
        });
        let data = self.ask(mutation, json!({ "input": input })).await?;
        let payload = &data["recordVaccinations"];
        assert_eq!(payload["userErrors"], json!([]));
        payload["vaccinations"][0]["id"].as_str()?.parse().ok()
    }
}

impl Api {
    /// The same, asked with the same key until it is acknowledged, as a client does that is told to
    /// try again: a busy server has no connection to its database for a moment.
    /// Gives how often it was sent in vain, too.
    async fn record_surely(&self, number: usize, record_id: &str) -> (Uuid, usize) {
        for in_vain in 0..ATTEMPTS {
            if let Some(id) = self.record(number, record_id).await {
                return (id, in_vain);
            }
        }
        panic!("the key `{}` is answered", key_of(number));
    }
}

/// A running `carnet demo`.
struct Server {
    process: Child,
    address: String,
}

impl Server {
    fn start(folder: &Path, url: &str) -> Self {
        let mut process = carnet(folder, url)
            .args(["demo", "--listen", "127.0.0.1:0", "--log", "error"])
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let output = BufReader::new(process.stdout.take().expect("its output"));
        let address = output
            .lines()
            .map_while(Result::ok)
            .find_map(|line| line.trim().strip_prefix("Open ").map(str::to_owned))
            .expect("it says where it listens");
        Self { process, address }
    }

    /// As a power cut would: no warning, nothing finished.
    fn kill(&mut self) {
        self.process.kill().ok();
        self.process.wait().ok();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.kill();
    }
}

fn carnet(folder: &Path, url: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_carnet"));
    command.env("CARNET_DATA_DIR", folder).env("DATABASE_URL", url);
    command
}

fn token(folder: &Path, url: &str) -> String {
    let output = carnet(folder, url).args(["token", "--as", "schiltz"]).output();
    let output = output.expect("the program starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text").trim().to_owned()
}

/// A folder that goes when the test ends.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("carnet_{name}_{}", std::process::id()));
        std::fs::create_dir_all(&path).expect("a folder");
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).ok();
    }
}
