// Checks a running server's socket against graphql-transport-ws: the reference client
// works, and every abuse is closed with the code that the protocol names.
//
//   node e2e/graphql/ws.mjs ws://127.0.0.1:8080/graphql/live
//
// BEARER=token is sent as `authorization` in `connection_init` and with the handshake.
// SUBSCRIPTION is one that stays open: by default one of the example `graphql_transport`;
// for Carnet, `subscription { recordChanged(id: "…") { __typename } }` of a record that
// the bearer may read. SKIP_4408=1 leaves out the wait of 5 s. Prints `N passed, M failed`; exits 1 unless nothing failed.

import { createClient } from 'graphql-ws';
import WebSocket from 'ws';

const url = process.argv[2];
if (!url) {
  console.error('usage: node ws.mjs URL');
  process.exit(2);
}
const SUBPROTOCOL = 'graphql-transport-ws';
const SUBSCRIPTION = process.env.SUBSCRIPTION ?? 'subscription { silence }';
const PATIENCE_MS = 15_000;
const authorization = process.env.BEARER && `Bearer ${process.env.BEARER}`;
const headers = authorization ? { authorization } : {};

let passed = 0;
let failed = 0;
function report(name, got, expected) {
  const isGood = JSON.stringify(got) === JSON.stringify(expected);
  if (isGood) passed += 1;
  else failed += 1;
  console.log(`${isGood ? 'ok  ' : 'FAIL'} ${name}: ${JSON.stringify(got)}${isGood ? '' : ` instead of ${JSON.stringify(expected)}`}`);
}

class Identified extends WebSocket {
  constructor(address, protocols) {
    super(address, protocols, { headers });
  }
}

async function referenceClient() {
  const client = createClient({
    url,
    webSocketImpl: Identified,
    connectionParams: authorization ? { authorization } : {},
    retryAttempts: 0,
    lazyCloseTimeout: 5_000,
  });
  for await (const result of client.iterate({ query: '{ __typename }' })) {
    report('a query by the reference client', result, { data: { __typename: 'Query' } });
  }
  let errors;
  try {
    for await (const _ of client.iterate({ query: '{ thereIsNoSuchField }' }));
  } catch (thrown) {
    errors = thrown;
  }
  report('a faulty query is an error message', errors?.[0]?.extensions?.code, 'BAD_REQUEST');
  await client.dispose();
}

const json = JSON.stringify;
const init = json({ type: 'connection_init', payload: authorization ? { authorization } : {} });
const subscribe = (id, query = SUBSCRIPTION) => json({ type: 'subscribe', id, payload: { query } });

/** Sends messages, each after what it waits for, and resolves to the close code. */
function closeCode(messages, { protocol = SUBPROTOCOL, waitForAck = false } = {}) {
  return new Promise((resolve) => {
    const socket = new WebSocket(url, protocol, { headers });
    const timer = setTimeout(() => {
      resolve('open');
      socket.terminate();
    }, PATIENCE_MS);
    const done = (outcome) => {
      clearTimeout(timer);
      resolve(outcome);
    };
    socket.on('open', () => {
      if (!waitForAck) return messages.forEach((message) => socket.send(message));
      socket.send(init);
    });
    socket.on('message', (data) => {
      if (waitForAck && JSON.parse(data).type === 'connection_ack') {
        messages.forEach((message) => socket.send(message));
      }
    });
    socket.on('close', done);
    socket.on('error', () => {}); // `close` follows
  });
}

await referenceClient();
const acknowledged = { waitForAck: true };
report('not JSON', await closeCode(['nope']), 4400);
report('no type', await closeCode(['{}']), 4400);
report('an unknown type', await closeCode([json({ type: 'start', id: '1' })]), 4400);
report('binary', await closeCode([Buffer.from(init)]), 4400);
report('subscribe without id', await closeCode([json({ type: 'subscribe', payload: { query: '{ __typename }' } })], acknowledged), 4400);
report('subscribe without query', await closeCode([json({ type: 'subscribe', id: '1', payload: {} })], acknowledged), 4400);
report('subscribe before the acknowledgement', await closeCode([subscribe('1')]), 4401);
report('the same id twice', await closeCode([subscribe('1'), subscribe('1')], acknowledged), 4409);
report('connection_init twice', await closeCode([init, init]), 4429);
report('connection_init again later', await closeCode([init], acknowledged), 4429);
report('a message of 10 MB', await closeCode(['x'.repeat(10 * 1024 * 1024)]), 1009);
if (!process.env.SKIP_4408) report('no connection_init', await closeCode([]), 4408);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
