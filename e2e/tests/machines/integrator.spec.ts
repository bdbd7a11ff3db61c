// Another system: it signs in by itself and reads what its practice may see.

import { type Answer, askWith } from '../../support/carnet.ts';
import { recordOf } from '../../support/people.ts';
import { expect, test } from '../../support/test.ts';

test('an integrator reads the same record as the doctor, by client credentials', async ({ carnet, request }) => {
  const { practice } = await carnet.ask('schiltz', '{ practice { id name } }');
  const printed = await carnet.run(
    ...['client', 'create', '--name', 'Laboratoire', '--practice', practice.id, '--scopes', 'records:read'],
  );
  const [, id, secret] = /client_id\s+(\S+)\s+client_secret\s+(\S+)/.exec(printed) ?? [];
  const answer = await request.post('/oauth/token', {
    form: { grant_type: 'client_credentials', scope: 'records:read' },
    headers: { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` },
  });
  expect(answer.status()).toBe(200);
  const { access_token: token, token_type: kind } = await answer.json();
  expect(kind).toBe('Bearer');

  const seen = await recordOf(carnet, 'schiltz', 'Laura');
  const query = `query ($id: RecordId!) { record(id: $id) { id givenName familyName birthDate
    vaccinations { id version lot occurrence vaccine { code name(locale: FR) { text } } } } }`;
  const read = await askWith(carnet.url, token, query, { id: seen.id });
  expect(read.record.givenName).toBe('Laura');
  const ids = (record: Answer) => record.vaccinations.map((v: Answer) => [v.id, v.version, v.lot]);
  expect(ids(read.record)).toEqual(ids(seen));

  // What the practice may not see is not there, and no machine opens a record with the patient present.
  const chiara = await recordOf(carnet, 'weber', 'Chiara');
  expect(await askWith(carnet.url, token, query, { id: chiara.id })).toEqual({ record: null });
  const input = { idempotencyKey: 'e2e-client-1', recordId: chiara.id, reason: 'Present' };
  await expect(
    askWith(carnet.url, token, 'mutation ($input: OpenRecordInput!) { openRecord(input: $input) { record { id } } }', { input }),
  ).rejects.toThrow('NOT_FOUND');

  // Laura sees that it looked.
  const { record } = await carnet.ask('laura', `query ($id: RecordId!) { record(id: $id) {
    accessLog(first: 5) { nodes { action by { kind name } } } } }`, { id: seen.id });
  expect(record.accessLog.nodes).toContainEqual({ action: 'READ', by: { kind: 'CLIENT', name: 'Laboratoire' } });

  await carnet.run('client', 'revoke', '--id', id);
  await expect(askWith(carnet.url, token, query, { id: seen.id })).rejects.toThrow('UNAUTHENTICATED');
});

test('a wrong secret is refused as the standard says', async ({ carnet, request }) => {
  const { practice } = await carnet.ask('schiltz', '{ practice { id } }');
  const printed = await carnet.run(
    ...['client', 'create', '--name', 'Laboratoire', '--practice', practice.id, '--scopes', 'records:read'],
  );
  const [, id] = /client_id\s+(\S+)/.exec(printed) ?? [];
  const answer = await request.post('/oauth/token', {
    form: { grant_type: 'client_credentials', client_id: id, client_secret: 'wrong' },
  });
  expect(answer.status()).toBe(401);
  expect((await answer.json()).error).toBe('invalid_client');
});
