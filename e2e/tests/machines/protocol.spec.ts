// GraphQL over HTTP, over sockets, its limits, and the contract's form, by the tools that judge them.

import { execFile } from 'node:child_process';
import { join, resolve } from 'node:path';
import { recordOf } from '../../support/people.ts';
import { expect, test } from '../../support/test.ts';

const e2e = resolve(import.meta.dirname, '../..');
const repo = resolve(e2e, '..');

/** Runs a program of Node's; tells how it ended and all that it printed. */
function node(args: string[], env: NodeJS.ProcessEnv = {}): Promise<{ code: number; printed: string }> {
  return new Promise((done) => {
    const options = { cwd: repo, env: { ...process.env, ...env }, maxBuffer: 10_000_000 };
    const child = execFile(process.execPath, args, options, (_error, stdout, stderr) =>
      done({ code: child.exitCode ?? 1, printed: `${stdout}${stderr}` }),
    );
  });
}

test('the graphql-http audit passes 61 of 61, and each attack is refused', async ({ carnet }) => {
  // How fast is measured with a release build (docs/performance.md); here only that it is refused.
  const env = { BEARER: await carnet.token('schiltz'), SLOWEST_REFUSAL_MS: '5000' };
  const { code, printed } = await node(['e2e/graphql/audit.mjs', `${carnet.url}/graphql`], env);
  expect(printed).toContain('graphql-http audit: 61 of 61');
  expect(printed).toMatch(/ 0 failed\n$/);
  expect(code).toBe(0);
});

test('the socket closes as graphql-transport-ws says', async ({ carnet }) => {
  const BEARER = await carnet.token('schiltz');
  const { id } = await recordOf(carnet, 'schiltz', 'Laura');
  const SUBSCRIPTION = `subscription { recordChanged(id: "${id}") { __typename } }`;
  const address = `${carnet.url.replace('http', 'ws')}/graphql/live`;
  const { code, printed } = await node(['e2e/graphql/ws.mjs', address], { BEARER, SUBSCRIPTION });
  expect(printed).toMatch(/ 0 failed\n$/);
  expect(code).toBe(0);
});

test('the schema follows its rules', async () => {
  const linter = join(e2e, 'node_modules/.bin/graphql-schema-linter');
  const { code, printed } = await node([linter, '-c', 'e2e', '-f', 'compact', 'schema.graphql']);
  expect(printed.trim()).toBe('');
  expect(code).toBe(0);
});

test('the schema breaks nothing that was promised', async () => {
  const inspector = join(e2e, 'node_modules/.bin/graphql-inspector');
  const { code, printed } = await node([inspector, 'diff', 'e2e/schema-baseline.graphql', 'schema.graphql']);
  expect(code, printed).toBe(0);
});
