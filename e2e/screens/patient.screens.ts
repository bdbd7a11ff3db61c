// The patient's pages, as Ana sees them; her children are Mila and Noé.

import { recordOf, signInAs } from '../support/people.ts';
import { expect, test } from '../support/test.ts';
import { take } from './take.ts';

const pages = {
  'patient-vaccinations': ['Ana', ''],
  'patient-by-disease': ['Ana', '?by=disease'],
  'patient-child': ['Noé', ''],
  'patient-report': ['Ana', '/report'],
  'patient-access-log': ['Noé', '/access-log'],
  'patient-print': ['Mila', '/print'],
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

test('patient-dose', async ({ page, carnet }) => {
  const mila = await recordOf(carnet, 'schiltz', 'Mila');
  await signInAs(page, 'ana');
  await page.goto(`/my/${mila.id}/vaccinations/${mila.vaccinations[0].id}`);
  await page.getByText('History: 1 version').click();
  await take(page, 'patient-dose');
});

test('patient-dose-reported', async ({ page }) => {
  await signInAs(page, 'marc');
  await page.getByRole('link', { name: /not yet confirmed/ }).first().click();
  await expect(page.getByRole('main')).toContainText('What to do');
  await take(page, 'patient-dose-reported');
});

test('patient-report-errors', async ({ page }) => {
  await signInAs(page, 'marc');
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
