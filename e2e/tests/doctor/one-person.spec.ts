// One person, one record: duplicates, joining, a dose in between, taking apart.

import { expectAccessible, expectNoSidewaysScroll } from '../../support/accessibility.ts';
import type { Carnet } from '../../support/carnet.ts';
import { dayFromNow } from '../../support/days.ts';
import { signInAs } from '../../support/people.ts';
import { expect, test } from '../../support/test.ts';

const CREATE = `mutation ($input: CreateRecordInput!) { createRecord(input: $input) {
  record { id } possibleMatches { id } userErrors { code } } }`;

/** Makes a record of someone with a passport, as Dr Schiltz. */
async function make(carnet: Carnet, number: string, given: string, family: string, birthDate: string): Promise<string> {
  const input = {
    idempotencyKey: `one-person-${number}`,
    identifiers: [{ system: 'PASSPORT', issuer: 'SY', value: number }],
    familyName: family,
    givenName: given,
    birthDate,
    sex: 'FEMALE',
    language: 'FR',
    commune: 'Esch-sur-Alzette',
  };
  const { createRecord } = await carnet.ask('schiltz', CREATE, { input });
  expect(createRecord.userErrors).toEqual([]);
  return createRecord.record.id;
}

async function give(carnet: Carnet, recordId: string, day: string, lot: string): Promise<void> {
  const { recordVaccinations } = await carnet.ask(
    'schiltz',
    `mutation ($input: RecordVaccinationsInput!) { recordVaccinations(input: $input) { userErrors { code } } }`,
    { input: { idempotencyKey: `give-${lot}-key`, recordId, givenOn: day, doses: [{ vaccineCode: 'VAC0510', lot }] } },
  );
  expect(recordVaccinations.userErrors).toEqual([]);
}

test('two records of a child are found, joined, get a dose, and are taken apart again', async ({ page, carnet }) => {
  const born = dayFromNow(-200);
  const first = await make(carnet, 'N7000001', 'Samira', 'Haddad', born);
  await give(carnet, first, dayFromNow(-130), 'LOTA');
  // Made under a name that nobody compares with hers, and corrected afterwards.
  const second = await make(carnet, 'N7000002', 'Leila', 'Zidane', born);
  await give(carnet, second, dayFromNow(-100), 'LOTB');
  const { record } = await carnet.ask('schiltz', `query ($id: RecordId!) { record(id: $id) { version } }`, { id: second });
  const { correctPerson } = await carnet.ask(
    'schiltz',
    `mutation ($input: CorrectPersonInput!) { correctPerson(input: $input) { userErrors { code } } }`,
    {
      input: {
        idempotencyKey: 'right-name-key',
        recordId: second,
        version: record.version,
        reason: 'read from the passport',
        familyName: 'Hadad',
        givenName: 'Samirah',
        birthDate: born,
        sex: 'FEMALE',
      },
    },
  );
  expect(correctPerson.userErrors).toEqual([]);

  await signInAs(page, 'schiltz', '/worklist');
  await page.getByRole('link', { name: 'Possible duplicates' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Possible duplicates');
  const pair = page.getByRole('row').filter({ hasText: 'Samira Haddad' });
  await expect(pair).toContainText('of 100 points');
  await expect(pair).toContainText('Samirah Hadad');
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await pair.getByRole('link', { name: /^Compare/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('One person, two records?');
  // What both together say: two doses, so the third is what is next.
  const status = page.getByRole('region', { name: 'What changes in status' });
  await expect(status).toContainText('Diphtheria');
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await page.getByRole('button', { name: 'Join the two records' }).click();
  await expect(page.getByRole('alert')).toContainText('This is needed');
  await page.getByRole('textbox', { name: 'Reason' }).fill('the same passport, spelled twice');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('status')).toContainText(['Records joined']);
  await expect(page).toHaveURL(new RegExp(`/records/${first}$`));
  await expect(page.getByRole('main')).toContainText('This record was joined from several');
  await expect(page.getByRole('main')).toContainText('LOTB');

  // The old address leads here, and what happens is seen there too.
  await page.goto(`/records/${second}`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Samira Haddad');
  await give(carnet, second, dayFromNow(-2), 'LOTC');
  await expect(page.getByRole('main')).toContainText('LOTC');

  await page.getByRole('link', { name: 'Take apart' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Take the records apart');
  const dose = page.getByRole('group').filter({ hasText: 'stays in this record' });
  await dose.getByRole('radio', { name: 'belongs to the other record' }).check();
  await page.getByRole('textbox', { name: 'Reason' }).fill('two cousins after all');
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await page.getByRole('button', { name: 'Take apart' }).click();
  await expect(page.getByRole('status')).toContainText(['Records taken apart']);
  await expect(page.getByRole('main')).toContainText('LOTA');
  await expect(page.getByRole('main')).not.toContainText('LOTC');
  await page.goto(`/records/${second}`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Samirah Hadad');
  await expect(page.getByRole('main')).toContainText('LOTB');
  await expect(page.getByRole('main')).toContainText('LOTC');
});

test('a dose that stands twice is joined, taken apart, and kept as two', async ({ page, carnet }) => {
  const id = await make(carnet, 'N7000003', 'Nour', 'Khalil', dayFromNow(-300));
  await give(carnet, id, dayFromNow(-60), 'LOTD');
  const { transcribeVaccinations } = await carnet.ask(
    'schiltz',
    `mutation ($input: TranscribeVaccinationsInput!) { transcribeVaccinations(input: $input) { userErrors { code } } }`,
    {
      input: {
        idempotencyKey: 'copied-again',
        recordId: id,
        proof: 'YELLOW_CARD',
        doses: [{ vaccineCode: 'VAC0510', occurrence: dayFromNow(-60), note: 'second page' }],
      },
    },
  );
  expect(transcribeVaccinations.userErrors).toEqual([]);
  await signInAs(page, 'schiltz', `/records/${id}`);
  await page.getByRole('link', { name: 'Look at them side by side' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('The same dose twice?');
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await page.getByRole('button', { name: /^One dose: join/ }).click();
  await expect(page.getByRole('status')).toContainText(['Doses joined']);
  await expect(page.getByRole('main')).toContainText('No dose stands here twice');
  await page.getByRole('button', { name: /^Take apart/ }).click();
  await expect(page.getByRole('status')).toContainText(['Doses taken apart']);
  await page.getByRole('button', { name: /^Two doses: keep both/ }).click();
  await expect(page.getByRole('status')).toContainText(['Both doses kept']);
  await expect(page.getByRole('main')).toContainText('No dose stands here twice');
  await page.goto(`/records/${id}`);
  await expect(page.getByRole('main')).toContainText('LOTD');
  await expect(page.getByText('Doses may stand here twice')).toHaveCount(0);
});
