// The worklist: in whose record something is to be done.

import { readFile } from 'node:fs/promises';
import { expectAccessible, expectNoSidewaysScroll } from '../../support/accessibility.ts';
import { dayFromNow } from '../../support/days.ts';
import { recordOf, signInAs } from '../../support/people.ts';
import { expect, test } from '../../support/test.ts';

test('the worklist is filtered by keys, opens a record, and is exported', async ({ page }) => {
  await signInAs(page, 'schiltz');
  await page.getByRole('link', { name: 'To do' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('To do');
  const rows = page.getByRole('table').getByRole('row');
  await expect(rows.nth(1)).toBeVisible();
  const all = await rows.count();
  // The most urgent first.
  await expect(rows.nth(1)).toContainText('Overdue');
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);

  await page.getByRole('radio', { name: 'All' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('radio', { name: 'Overdue' })).toBeChecked();
  await expect.poll(() => rows.count()).toBeLessThan(all);
  for (const row of (await rows.all()).slice(1)) await expect(row).toContainText('Overdue');

  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export as CSV' }).click();
  const file = await (await download).path();
  const text = await readFile(file, 'utf8');
  expect(text.startsWith('\ufeff'), 'a spreadsheet reads it as UTF-8').toBe(true);
  const lines = text.trim().split('\r\n');
  expect(lines[0]).toBe('"Family name","Given name","Born","Status","Diseases","Recommended on","Reminded on"');
  expect(lines.length).toBeGreaterThan(1);

  const first = rows.nth(1).getByRole('link');
  const name = await first.innerText();
  await first.click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
});

test('a dose recorded elsewhere takes a record from the worklist', async ({ page, carnet }) => {
  const { createRecord } = await carnet.ask(
    'schiltz',
    `mutation ($input: CreateRecordInput!) { createRecord(input: $input) { record { id } userErrors { code } } }`,
    {
      input: {
        idempotencyKey: 'worklist-1',
        identifiers: [{ system: 'PASSPORT', issuer: 'SY', value: 'N7654321' }],
        familyName: 'Haddad',
        givenName: 'Samir',
        birthDate: dayFromNow(-62),
        sex: 'MALE',
        language: 'FR',
        notTheSameAs: [],
      },
    },
  );
  await signInAs(page, 'schiltz', '/worklist');
  const row = page.getByRole('row').filter({ hasText: 'Samir Haddad' });
  await expect(row).toContainText('Tetanus');
  const { recordVaccinations } = await carnet.ask(
    'schiltz',
    `mutation ($input: RecordVaccinationsInput!) { recordVaccinations(input: $input) { userErrors { code } } }`,
    {
      input: {
        idempotencyKey: 'worklist-2',
        recordId: createRecord.record.id,
        givenOn: dayFromNow(0),
        doses: [{ vaccineCode: 'VAC0510', lot: 'V3F271V' }],
      },
    },
  );
  expect(recordVaccinations.userErrors).toEqual([]);
  await expect(row).not.toContainText('Tetanus');
});

test('nothing of other practices is in the worklist', async ({ page, carnet }) => {
  const noe = await recordOf(carnet, 'schiltz', 'Noé');
  await signInAs(page, 'weber', '/worklist');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('To do');
  await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
  await expect(page.locator(`a[href="/records/${noe.id}"]`)).toHaveCount(0);
});
