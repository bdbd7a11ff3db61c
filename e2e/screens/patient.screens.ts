// The patient's pages, as Ana sees them; her children are Mila and Noé.

import { openToWeber, openVaccinations, recordOf, signInAs } from '../support/people.ts';
import { expect, test } from '../support/test.ts';
import { take } from './take.ts';

const pages = {
  'patient-next': ['Mila', ''],
  'patient-next-late': ['Noé', ''],
  'patient-next-own': ['Ana', ''],
  'patient-vaccinations': ['Ana', '/vaccinations'],
  'patient-by-disease': ['Ana', '/vaccinations?by=disease'],
  'patient-child': ['Noé', '/vaccinations'],
  'patient-report': ['Ana', '/report'],
  'patient-access-log': ['Noé', '/access-log'],
  'patient-print': ['Mila', '/print'],
  'patient-sharing': ['Ana', '/sharing'],
  'patient-consent': ['Ana', '/consent'],
  'patient-helpers': ['Mila', '/helpers'],
} as const;

for (const [name, [whose, path]] of Object.entries(pages)) {
  test(name, async ({ page, carnet }) => {
    const { id } = await recordOf(carnet, 'schiltz', whose);
    await signInAs(page, 'ana');
    await page.goto(`/my/${id}${path}`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await take(page, name);
  });
}

test('patient-corrections', async ({ page, carnet }) => {
  const ana = await recordOf(carnet, 'schiltz', 'Ana');
  const ask = 'mutation ($input: RequestCorrectionInput!) { requestCorrection(input: $input) { request { id } userErrors { code } } }';
  const answer = 'mutation ($input: AnswerCorrectionInput!) { answerCorrection(input: $input) { userErrors { code } } }';
  const said = [
    ['PERSON', 'My name is written with an accent: Anâ.'],
    ['MISSING_VACCINATION', 'The tetanus shot of the works doctor in 2019 is not here.'],
  ];
  const ids: string[] = [];
  for (const [subject, words] of said) {
    const input = { idempotencyKey: `ask-${subject}`, recordId: ana.id, subject, words };
    ids.push((await carnet.ask('ana', ask, { input })).requestCorrection.request.id);
  }
  const reason = 'Your identity card says Ana.';
  const input = { idempotencyKey: 'answer-it', recordId: ana.id, requestId: ids[0], outcome: 'NOT_CHANGED', reason };
  await carnet.ask('schiltz', answer, { input });
  await signInAs(page, 'ana', `/my/${ana.id}/corrections`);
  await take(page, 'patient-corrections');
});

test('patient-confidential', async ({ page, carnet }) => {
  const mila = await recordOf(carnet, 'schiltz', 'Mila');
  await openToWeber(carnet, mila.id);
  await signInAs(page, 'ana');
  await page.goto(`/my/${mila.id}/vaccinations/${mila.vaccinations[0].id}`);
  await page.getByRole('link', { name: 'Change who sees it' }).click();
  await page.getByRole('radio', { name: 'Only those I name' }).check();
  await page.getByRole('checkbox', { name: /Kirchberg/ }).check();
  await take(page, 'patient-who-sees');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('region', { name: 'Who may see this dose' })).toContainText('Confidential');
  await take(page, 'patient-confidential');
});

test('patient-family', async ({ page }) => {
  await signInAs(page, 'ana');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('My family');
  await take(page, 'patient-family');
});

test('patient-next-unknown', async ({ page }) => {
  await signInAs(page, 'marc');
  await expect(page.getByRole('heading', { level: 2, name: 'To ask your doctor' })).toBeVisible();
  await take(page, 'patient-next-unknown');
});

test('patient-dose', async ({ page, carnet }) => {
  const mila = await recordOf(carnet, 'schiltz', 'Mila');
  await signInAs(page, 'ana');
  await page.goto(`/my/${mila.id}/vaccinations/${mila.vaccinations[0].id}`);
  await page.getByText('History: 1 version').click();
  await take(page, 'patient-dose');
});

test('patient-dose-reported', async ({ page }) => {
  await signInAs(page, 'marc');
  await openVaccinations(page);
  await page.getByRole('link', { name: /not yet confirmed/ }).first().click();
  await expect(page.getByRole('main')).toContainText('What to do');
  await take(page, 'patient-dose-reported');
});

test('patient-report-errors', async ({ page }) => {
  await signInAs(page, 'marc');
  await openVaccinations(page);
  await page.getByRole('link', { name: 'Add one' }).click();
  await page.getByRole('button', { name: 'Add to the record' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await take(page, 'patient-report-errors');
});

test('patient-account', async ({ page }) => {
  await signInAs(page, 'ana', '/account');
  await expect(page.getByRole('textbox', { name: 'E-mail address' })).toBeVisible();
  await take(page, 'patient-account');
});

test('patient-offline', async ({ page, context, complaints }) => {
  complaints.expect(/ERR_INTERNET_DISCONNECTED/);
  await signInAs(page, 'ana');
  await context.setOffline(true);
  await page.getByRole('link', { name: 'Who looked' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await take(page, 'patient-offline');
});
