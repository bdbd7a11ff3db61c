// Measures how long after a recording a second screen shows it, with its assessment: alone,
// and while others record.
//
//   CARNET_TOKEN=$(carnet token --as schiltz --minutes 60) node e2e/load/recordings.mjs [ADDRESS [RATE [SECONDS]]]
//
// The server holds the demo with a synthetic population (docs/performance.md). First 100
// recordings one after another, each awaited; then RATE a second (100) for SECONDS (30), sent
// at their time whether or not the earlier were answered, spread over the practice's records,
// of which WATCHED (20) are shown elsewhere. The second screen is another connection: it hears
// `recordChanged`, and asks for the record's doses and statuses as the pages do. Each time is
// from sending the mutation to having read an answer that holds the dose. Nothing is checked
// but that all were recorded and seen; exits 1 otherwise.

import { randomUUID } from 'node:crypto';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';

const address = process.argv[2] ?? 'http://127.0.0.1:8080';
const rate = Number(process.argv[3] ?? 100);
const seconds = Number(process.argv[4] ?? 30);
const watched = Number(process.env.WATCHED ?? 20);
const authorization = `Bearer ${process.env.CARNET_TOKEN}`;
const headers = { authorization, 'Content-Type': 'application/json' };
const PATIENCE_MS = 30_000;

async function ask(query, variables) {
  const body = JSON.stringify({ query, variables });
  const response = await fetch(`${address}/graphql`, { method: 'POST', headers, body });
  const answer = await response.json();
  if (answer.errors) throw new Error(JSON.stringify(answer.errors));
  return answer.data;
}

async function recordsOfPractice() {
  const ids = [];
  for (let after = null; ; ) {
    const query = `query($after: String) { practice { records(first: 100, after: $after) {
      nodes { id } pageInfo { hasNextPage endCursor } } } }`;
    const { nodes, pageInfo } = (await ask(query, { after })).practice.records;
    ids.push(...nodes.map((node) => node.id));
    if (!pageInfo.hasNextPage) return ids;
    after = pageInfo.endCursor;
  }
}

const RECORD = `mutation($input: RecordVaccinationsInput!) {
  recordVaccinations(input: $input) { vaccinations { id } userErrors { code message } } }`;
async function record(recordId, lot) {
  const givenOn = new Date().toLocaleDateString('sv', { timeZone: 'Europe/Luxembourg' });
  const doses = [{ vaccineCode: 'VAC0541', lot }];
  const input = { idempotencyKey: randomUUID(), recordId, givenOn, doses };
  const { vaccinations, userErrors } = (await ask(RECORD, { input })).recordVaccinations;
  if (userErrors.length) throw new Error(JSON.stringify(userErrors));
  return vaccinations;
}

class Identified extends WebSocket {
  constructor(url, protocols) {
    super(url, protocols, { headers: { authorization } });
  }
}

/** The second screen: resolves once a record shows a lot with its statuses. */
class Screen {
  waiting = new Map();
  client = createClient({
    url: `${address.replace('http', 'ws')}/graphql/live`,
    webSocketImpl: Identified,
    connectionParams: { authorization },
    lazy: false,
  });

  watch(id) {
    const query = 'subscription($id: RecordId!) { recordChanged(id: $id) { at } }';
    this.client.subscribe(
      { query, variables: { id } },
      { next: () => this.reload(id), error: (e) => { throw e; }, complete: () => {} },
    );
  }

  async reload(id) {
    const query = `query($id: RecordId!) { record(id: $id) {
      vaccinations { lot } assessment { targets { status recommendedOn doses { verdict } } } } }`;
    const { vaccinations, assessment } = (await ask(query, { id })).record;
    if (!assessment) return;
    for (const { lot } of vaccinations) this.waiting.get(lot)?.();
  }

  shows(lot) {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`${lot} was never shown`)), PATIENCE_MS);
      this.waiting.set(lot, () => {
        clearTimeout(timer);
        this.waiting.delete(lot);
        resolve();
      });
    });
  }
}

const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
function report(what, times) {
  const sorted = times.toSorted((a, b) => a - b);
  const [p50, p95, p99, max] = [at(sorted, 0.5), at(sorted, 0.95), at(sorted, 0.99), at(sorted, 1)];
  const ms = (n) => `${n.toFixed(0)} ms`;
  console.log(`${what}: ${times.length}, p50 ${ms(p50)}, p95 ${ms(p95)}, p99 ${ms(p99)}, longest ${ms(max)}`);
}

const run = Date.now().toString(36).toUpperCase();
const ids = await recordsOfPractice();
const screen = new Screen();
const shown = ids.slice(0, watched);
shown.forEach((id) => screen.watch(id));
await new Promise((resolve) => setTimeout(resolve, 2_000));
console.log(`${ids.length} records of the practice, ${shown.length} of them on the second screen`);

async function both(id, lot) {
  const start = performance.now();
  const seen = screen.shows(lot).then(() => performance.now() - start);
  await record(id, lot);
  const answered = performance.now() - start;
  return { answered, seen: await seen };
}

const alone = [];
for (let i = 0; i < 100; i += 1) alone.push(await both(shown[i % shown.length], `A${run}${i}`));
report('alone: answered', alone.map((t) => t.answered));
report('alone: on the second screen', alone.map((t) => t.seen));

const pending = [];
const begin = performance.now();
for (let i = 0; i < rate * seconds; i += 1) {
  const due = begin + (i * 1_000) / rate;
  const wait = due - performance.now();
  if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
  const lot = `B${run}${i}`;
  // Every fifth goes to a record that is shown; the rest to all others in turn.
  const isShown = i % 5 === 0;
  const id = isShown ? shown[(i / 5) % shown.length] : ids[watched + (i % (ids.length - watched))];
  const start = performance.now();
  const one = isShown
    ? both(id, lot)
    : record(id, lot).then(() => ({ answered: performance.now() - start }));
  pending.push(one.catch((error) => ({ error })));
}
const done = await Promise.all(pending);
const took = (performance.now() - begin) / 1_000;
const failures = done.filter((t) => t.error);
const good = done.filter((t) => !t.error);
console.log(`${rate} a second for ${seconds} s: ${good.length} recorded in ${took.toFixed(1)} s, ${failures.length} failed`);
for (const { error } of failures.slice(0, 3)) console.error(error.message);
report('under load: answered', good.map((t) => t.answered));
report('under load: on the second screen', good.filter((t) => t.seen).map((t) => t.seen));
await screen.client.dispose();
process.exit(failures.length ? 1 : 0);
