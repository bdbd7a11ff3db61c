// The FHIR Bundles of the demo, judged by a validator that is not ours.

import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { freshFolder } from '../../support/carnet.ts';
import { expect, test } from '../../support/test.ts';

const e2e = resolve(import.meta.dirname, '../..');

/** Runs the validator on a file. */
function validate(file: string): Promise<{ code: number; printed: string }> {
  return new Promise((done) => {
    const child = execFile(process.execPath, ['fhir/validate.mjs', file], { cwd: e2e }, (_error, stdout, stderr) =>
      done({ code: child.exitCode ?? 1, printed: `${stdout}${stderr}` }),
    );
  });
}

test('the Bundles of a family follow FHIR R4, and a faulty one is seen', async ({ carnet }) => {
  const folder = await freshFolder();
  const { viewer } = await carnet.ask('ana', '{ viewer { records { record { id givenName } } } }');
  expect(viewer.records.length).toBeGreaterThanOrEqual(3);
  for (const { record } of viewer.records) {
    const answer = await fetch(`${carnet.url}/exports/${record.id}/carnet.fhir.json?lang=fr`, {
      headers: { authorization: `Bearer ${await carnet.token('ana')}` },
    });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/fhir+json');
    const file = join(folder, `${record.id}.json`);
    await writeFile(file, await answer.text());
    const { code, printed } = await validate(file);
    expect(printed).toMatch(/^1 Patient, \d+ Immunization, 1 ImmunizationRecommendation; 0 faults\n$/);
    expect(code).toBe(0);
  }

  // What the validator is worth: a dose without status, with a day that is none.
  const [first] = viewer.records;
  const file = join(folder, `${first.record.id}.json`);
  const bundle = JSON.parse(await readFile(file, 'utf8'));
  delete bundle.entry[1].resource.status;
  bundle.entry[1].resource.occurrenceDateTime = '24.11.2026';
  bundle.entry[1].resource.shoeSize = 42;
  await writeFile(file, JSON.stringify(bundle));
  const { code, printed } = await validate(file);
  expect(printed).toContain('status');
  expect(printed).toContain('Invalid dateTime format');
  expect(printed).toContain('shoeSize');
  expect(code).toBe(1);
});

test('the program reads back what was exported, and names the field of a fault', async ({ carnet }) => {
  const folder = await freshFolder();
  const { viewer } = await carnet.ask('laura', '{ viewer { records { record { id } } } }');
  const answer = await fetch(`${carnet.url}/exports/${viewer.records[0].record.id}/carnet.json`, {
    headers: { authorization: `Bearer ${await carnet.token('laura')}` },
  });
  const text = await answer.text();
  const whole = join(folder, 'carnet.json');
  await writeFile(whole, text);
  expect(await carnet.check(whole)).toContain('a whole export, made ');
  const faulty = join(folder, 'faulty.json');
  await writeFile(faulty, text.replace('"action": "exported"', '"action": "sold"'));
  await expect(carnet.check(faulty)).rejects.toThrow(/access_log\[\d+\]\.action/);
});
