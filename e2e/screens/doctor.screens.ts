// The professional's pages, as Dr Schiltz sees them.

import { dayFromNow, typed } from '../support/days.ts';
import { matriculeOf, recordOf, signInAs, subscribed } from '../support/people.ts';
import { expect, test } from '../support/test.ts';
import { take } from './take.ts';

const h1 = 'main h1';

test('doctor-start', async ({ page }) => {
  await signInAs(page, 'schiltz');
  await expect(page.getByRole('heading', { name: 'Recent records' })).toBeVisible();
  await take(page, 'doctor-start');
});

test('doctor-found', async ({ page, carnet }) => {
  const noe = await recordOf(carnet, 'schiltz', 'Noé');
  await signInAs(page, 'schiltz');
  await page.getByRole('textbox', { name: /Find a person/ }).fill(`fereira noe ${typed(noe.birthDate)}`);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('link', { name: 'Open Noé Ferreira Thill' })).toBeVisible();
  await take(page, 'doctor-found');
});

test('doctor-open', async ({ page, carnet }) => {
  const chiara = await recordOf(carnet, 'weber', 'Chiara');
  await signInAs(page, 'schiltz');
  await page.getByRole('textbox', { name: /Find a person/ }).fill(matriculeOf(chiara));
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: /Open with the patient present/ }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await take(page, 'doctor-open');
});

const pages = {
  'doctor-records': ['Noé', null],
  'doctor-worklist': ['Noé', '/worklist'],
  'doctor-record': ['Laura', ''],
  'doctor-record-child': ['Mila', ''],
  'doctor-timeline': ['Mila', '?view=timeline'],
  'doctor-decide': ['Noé', '/decide'],
  'doctor-decide-adult': ['Laura', '/decide'],
  'doctor-plan': ['Noé', '/decide?view=plan'],
  'doctor-compare': ['Laura', '/decide?view=compare'],
  'doctor-record-inexact': ['Tesfay', '?view=timeline'],
  'doctor-not-given': ['Laura', '/not-given'],
  'doctor-correct-person': ['Laura', '/person'],
} as const;

for (const [name, [whose, path]] of Object.entries(pages)) {
  test(name, async ({ page, carnet }) => {
    const { id } = await recordOf(carnet, 'schiltz', whose);
    await signInAs(page, 'schiltz');
    await page.goto(path === null ? '/records' : path === '/worklist' ? path : `/records/${id}${path}`);
    await expect(page.locator(h1).first()).toBeVisible();
    await take(page, name);
  });
}

test('doctor-plan-sheet', async ({ page, carnet }) => {
  const { id } = await recordOf(carnet, 'schiltz', 'Noé');
  await signInAs(page, 'schiltz', `/records/${id}/decide?view=plan`);
  await page.getByRole('radio', { name: '3', exact: true }).check();
  await expect(page.locator('.plan-visit').first()).toBeVisible();
  await page.emulateMedia({ media: 'print' });
  await take(page, 'doctor-plan-sheet');
});

test('doctor-dose', async ({ page, carnet }) => {
  const nora = await recordOf(carnet, 'schiltz', 'Nora');
  await signInAs(page, 'schiltz', `/records/${nora.id}/vaccinations/${nora.vaccinations[0].id}`);
  await expect(page.getByRole('complementary')).toContainText('History: 2 versions');
  await take(page, 'doctor-dose');
});

test('doctor-record-doses', async ({ page, carnet }) => {
  const noe = await recordOf(carnet, 'schiltz', 'Noé');
  await signInAs(page, 'schiltz', `/records/${noe.id}/record`);
  for (const [product, lot, expiry] of [['priorix tetra', 'A71CE201A', 300], ['nimenrix', 'GX1234', -10]] as const) {
    await page.getByRole('combobox', { name: 'Product' }).pressSequentially(product);
    await page.getByRole('listbox').getByRole('option').first().click();
    await page.keyboard.type(lot);
    await page.keyboard.press('Enter');
    await page.keyboard.type(typed(dayFromNow(expiry)));
    await page.keyboard.press('Enter');
    await page.keyboard.press(expiry < 0 ? 'ArrowRight' : 'Space');
    await page.keyboard.press('Enter');
  }
  await expect(page.getByRole('main')).toContainText('Lot expired 10 days before');
  await take(page, 'doctor-record-doses');
});

test('doctor-transcribe', async ({ page, carnet }) => {
  const camille = await recordOf(carnet, 'schiltz', 'Camille');
  await signInAs(page, 'schiltz', `/records/${camille.id}/transcribe`);
  await expect(page.getByRole('textbox', { name: 'Date, row 1' })).toBeFocused();
  const rows = [['150698', 'hepatite b', 'HB-1'], ['0798', 'hepatite b', ''], ['1999', 'ror', 'MMR-7'], ['310200', 'bcg', '']];
  for (const [i, [date, product, lot]] of rows.entries()) {
    await page.keyboard.type(date!);
    await page.keyboard.press('Enter');
    await page.keyboard.type(product!);
    await expect(page.getByRole('listbox', { name: `Product, row ${i + 1}` })).toBeVisible();
    await page.keyboard.press('Enter');
    await page.keyboard.type(lot!);
    await page.keyboard.press('Enter');
  }
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('alert')).toBeVisible();
  await take(page, 'doctor-transcribe');
});

test('doctor-correct', async ({ page, carnet }) => {
  const laura = await recordOf(carnet, 'schiltz', 'Laura');
  const dose = laura.vaccinations.find((v: { lot: string | null }) => v.lot !== null);
  await signInAs(page, 'schiltz', `/records/${laura.id}/vaccinations/${dose.id}/correct`);
  await expect(page.getByRole('textbox', { name: 'Lot' })).toHaveValue(dose.lot);
  await take(page, 'doctor-correct');
});

test('doctor-conflict', async ({ page, newWindow, carnet }) => {
  const laura = await recordOf(carnet, 'schiltz', 'Laura');
  const dose = laura.vaccinations.find((v: { lot: string | null }) => v.lot !== null);
  const path = `/records/${laura.id}/vaccinations/${dose.id}/correct`;
  await signInAs(page, 'schiltz', path);
  const other = await newWindow();
  await signInAs(other, 'origer', path);
  for (const [window, lot] of [[other, 'UJ004AB'], [page, 'UJ004AA']] as const) {
    await window.getByRole('textbox', { name: 'Lot' }).fill(lot);
    await window.getByRole('textbox', { name: 'Why correct it?' }).fill('Misread on the box');
    await window.getByRole('button', { name: 'Correct' }).last().click();
    if (window === other) await expect(other.getByRole('status')).toContainText(['Dose corrected']);
  }
  await expect(page.getByRole('alert')).toContainText('Someone changed this dose meanwhile');
  await take(page, 'doctor-conflict');
});

test('doctor-void', async ({ page, carnet }) => {
  const nora = await recordOf(carnet, 'schiltz', 'Nora');
  await signInAs(page, 'schiltz', `/records/${nora.id}/vaccinations/${nora.vaccinations[0].id}`);
  await page.getByRole('button', { name: 'Void' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await take(page, 'doctor-void');
});

test('doctor-create', async ({ page, carnet }) => {
  const noe = await recordOf(carnet, 'schiltz', 'Noé');
  const [year, month, day] = noe.birthDate.split('-');
  await signInAs(page, 'schiltz', '/records/new');
  await take(page, 'doctor-create');
  await page.getByRole('combobox', { name: 'Kind of number' }).selectOption('Portugal: número de utente');
  await page.getByRole('textbox', { name: 'Portugal: número de utente' }).fill('123456789');
  await page.getByRole('textbox', { name: 'Given name' }).fill('Noe');
  await page.getByRole('textbox', { name: 'Family name' }).fill('Ferreira');
  for (const [part, value] of [['Day', day], ['Month', month], ['Year', year]]) {
    await page.getByRole('textbox', { name: part }).fill(value);
  }
  await page.getByRole('radio', { name: 'male', exact: true }).check();
  await page.getByRole('button', { name: 'Create the record' }).click();
  await expect(page.getByRole('alert')).toContainText('This person may be here already');
  await take(page, 'doctor-possible-match');
});

test('doctor-number', async ({ page, carnet }) => {
  const { id } = await recordOf(carnet, 'schiltz', 'Laura');
  await signInAs(page, 'schiltz', `/records/${id}/number`);
  await take(page, 'doctor-number');
});

test('doctor-correction', async ({ page, carnet }) => {
  const laura = await recordOf(carnet, 'schiltz', 'Laura');
  const ask = 'mutation ($input: RequestCorrectionInput!) { requestCorrection(input: $input) { userErrors { code } } }';
  const words = 'I was given this a day later, the 4th.';
  const input = { idempotencyKey: 'ask-doctor', recordId: laura.id, subject: 'VACCINATION', vaccinationId: laura.vaccinations[0].id, words };
  await carnet.ask('laura', ask, { input });
  await signInAs(page, 'schiltz');
  await expect(page.getByRole('main')).toContainText(words);
  await take(page, 'doctor-correction-task');
  await page.goto(`/records/${laura.id}/vaccinations/${laura.vaccinations[0].id}`);
  await expect(page.getByRole('main')).toContainText(words);
  await take(page, 'doctor-correction');
});

test('doctor-account', async ({ page }) => {
  await signInAs(page, 'conti', '/account');
  await expect(page.getByRole('group', { name: 'Where I work now' })).toBeVisible();
  await take(page, 'doctor-account');
});

test('doctor-no-connection', async ({ page, carnet, complaints }) => {
  complaints.expect(/ERR_CONNECTION_REFUSED|WebSocket connection/);
  const laura = await recordOf(carnet, 'schiltz', 'Laura');
  const watching = subscribed(page);
  await signInAs(page, 'schiltz', `/records/${laura.id}`);
  await watching;
  await carnet.stop();
  await expect(page.getByRole('status').filter({ hasText: 'No connection to Carnet' })).toBeVisible();
  await take(page, 'doctor-no-connection');
});

test('doctor-duplicates', async ({ page, carnet }) => {
  const ids: string[] = [];
  for (const [value, givenName] of [['N7100001', 'Samira'], ['N7100002', 'Samirah']]) {
    const { createRecord } = await carnet.ask(
      'schiltz',
      'mutation ($input: CreateRecordInput!) { createRecord(input: $input) { record { id } userErrors { code } } }',
      {
        input: {
          idempotencyKey: `screens-${value}`,
          identifiers: [{ system: 'PASSPORT', issuer: 'SY', value }],
          familyName: 'Haddad',
          givenName,
          birthDate: dayFromNow(-200),
          sex: 'FEMALE',
          language: 'FR',
          commune: 'Esch-sur-Alzette',
          notTheSameAs: ids,
        },
      },
    );
    ids.push(createRecord.record.id);
    await carnet.ask(
      'schiltz',
      'mutation ($input: RecordVaccinationsInput!) { recordVaccinations(input: $input) { userErrors { code } } }',
      {
        input: {
          idempotencyKey: `screens-dose-${value}`,
          recordId: createRecord.record.id,
          givenOn: dayFromNow(-130 + 30 * ids.length),
          doses: [{ vaccineCode: 'VAC0510', lot: `LOT${ids.length}` }],
        },
      },
    );
  }
  await signInAs(page, 'schiltz', `/records/${ids[0]}/merge/${ids[1]}`);
  await expect(page.getByRole('region', { name: 'What changes in status' })).toBeVisible();
  await take(page, 'doctor-merge');
  await page.goto('/duplicates');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await take(page, 'doctor-duplicates');
});
