// Audits a running server: the graphql-http audit (GraphQL over HTTP), then Carnet's
// limits, each with the time its refusal took (the best of three tries).
//
//   node e2e/graphql/audit.mjs http://127.0.0.1:8080/graphql
//
// BEARER=token is sent as `authorization`, CSRF=1 sends `x-carnet-csrf`. The server must
// allow introspection, as the demo does. NESTED is a query with three lists of 100 within
// one another, if the server asked has another schema: for the example
// `graphql_transport`, NESTED='{people(first:100){friends(first:100){friends(first:100){name}}}}'.
// SLOWEST_REFUSAL_MS is 100 unless set: a debug build on a busy machine needs more.
// Prints `N passed, M failed`; exits 1 unless nothing failed.

import { request as httpRequest } from 'node:http';
import { auditServer } from 'graphql-http';

const url = process.argv[2];
if (!url) {
  console.error('usage: node audit.mjs URL');
  process.exit(2);
}

const SLOWEST_REFUSAL_MS = Number(process.env.SLOWEST_REFUSAL_MS ?? 100);
const EXPECTED_AUDITS = 61;
const NESTED =
  process.env.NESTED ??
  `{ practice { records(first: 100) { nodes { vaccinations { practice { records(first: 100) {
    nodes { accessLog(first: 100) { nodes { at } } } } } } } } } }`;
const identity = {
  ...(process.env.BEARER && { authorization: `Bearer ${process.env.BEARER}` }),
  ...(process.env.CSRF && { 'x-carnet-csrf': '1' }),
};

let passed = 0;
let failed = 0;
function report(isGood, line) {
  if (isGood) passed += 1;
  else failed += 1;
  if (!isGood || process.env.VERBOSE) console.log(`${isGood ? 'ok  ' : 'FAIL'} ${line}`);
}

async function auditProtocol() {
  const fetchFn = (input, init = {}) =>
    fetch(input, { ...init, headers: { ...identity, ...init.headers } });
  const results = await auditServer({ url, fetchFn });
  for (const result of results) {
    const reason = result.status === 'ok' ? '' : `: ${result.status}: ${result.reason}`;
    report(result.status === 'ok', `${result.id} ${result.name}${reason}`);
  }
  report(results.length === EXPECTED_AUDITS, `the audit has ${results.length} parts`);
  console.log(`graphql-http audit: ${results.filter((r) => r.status === 'ok').length} of ${results.length}`);
}

/** POSTs by hand: unlike fetch, it may be told the size before the body. */
function post(body, accept) {
  return new Promise((resolve, reject) => {
    const began = performance.now();
    const headers = {
      ...identity,
      accept,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    };
    const request = httpRequest(url, { method: 'POST', headers, agent: false }, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () =>
        resolve({
          milliseconds: performance.now() - began,
          status: response.statusCode,
          text: Buffer.concat(chunks).toString(),
        }),
      );
    });
    request.on('error', reject);
    request.end(body);
  });
}

const asBody = (query) => JSON.stringify({ query });
const range = (n) => [...Array(n).keys()];

/** Fragments that each spread the next one twice: 2^30 fields, if they are walked. */
function doubling() {
  const fragments = range(29).map((n) => `fragment F${n} on Query { ...F${n + 1} ...F${n + 1} }`);
  return `{ ...F0 } ${fragments.join(' ')} fragment F29 on Query { __typename }`;
}

const attacks = [
  ['alias x5000', asBody(`{ ${range(5000).map((n) => `a${n}: __typename`).join(' ')} }`), 'TOO_COMPLEX'],
  ['alias x5000, short', asBody(`{${range(5000).map((n) => `a${n}:__typename`).join(' ').slice(0, 30000)}}`), 'TOO_COMPLEX'],
  ['alias x500', asBody(`{ ${range(500).map((n) => `a${n}: __typename`).join(' ')} }`), 'TOO_COMPLEX'],
  ['depth 60', asBody(`${'{ a '.repeat(60)}${'}'.repeat(60)}`), 'TOO_COMPLEX'],
  ['depth 100,000', asBody('{a'.repeat(100_000)), 'TOO_COMPLEX'],
  ['list value nested 10,000 deep', asBody(`{ a(b: ${'['.repeat(10_000)}`), 'TOO_COMPLEX'],
  ['list value behind a faulty string', asBody(`{ a(b: ["""["${'['.repeat(10_000)}`), 'BAD_REQUEST'],
  ['three nested lists of 100', asBody(NESTED), 'TOO_COMPLEX'],
  ['fragments that double 30 times', asBody(doubling()), 'TOO_COMPLEX'],
  ['a fragment of itself', asBody('{ ...F } fragment F on Query { ...F }'), 'BAD_REQUEST'],
  ['10,000 directives', asBody(`{ __typename ${'@skip(if: false) '.repeat(10_000)} }`), 'TOO_COMPLEX'],
  ['1,900 tokens of nonsense', asBody(`{ ${'a '.repeat(1_890)} ! }`), 'BAD_REQUEST'],
  ['body of 10 MB', asBody(' '.repeat(10 * 1024 * 1024)), 'TOO_LARGE'],
  ['batch of 2,000', JSON.stringify(Array(2000).fill({ query: '{ __typename }' })), 'BAD_REQUEST'],
  ['batch of 2', JSON.stringify(Array(2).fill({ query: '{ __typename }' })), 'BAD_REQUEST'],
  ['JSON nested 10,000 deep', '{"variables":'.repeat(10_000), 'BAD_REQUEST'],
];

/** The fastest of some tries: others on the machine slow down single ones. */
async function bestOf(tries, ask) {
  const answers = [];
  for (let n = 0; n < tries; n += 1) answers.push(await ask());
  return answers.reduce((best, next) => (next.milliseconds < best.milliseconds ? next : best));
}

async function auditLimits() {
  await post(asBody('{ __typename }'), 'application/json'); // the first connection is not measured
  for (const [name, body, code] of attacks) {
    const answer = await bestOf(3, () => post(body, 'application/graphql-response+json'));
    const error = parsed(answer.text)?.errors?.[0];
    const isRefused = 400 <= answer.status && answer.status < 500 && error?.extensions?.code === code;
    const isShort = answer.text.length < 2000;
    const isFast = answer.milliseconds < SLOWEST_REFUSAL_MS;
    const milliseconds = answer.milliseconds.toFixed(1).padStart(6);
    console.log(`${milliseconds} ms  ${answer.status} ${error?.extensions?.code}  ${name}: ${error?.message}`);
    report(isRefused && isShort && isFast, `${name}: ${answer.status} in ${milliseconds} ms ${answer.text.slice(0, 200)}`);
  }
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

await auditProtocol();
await auditLimits();
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
