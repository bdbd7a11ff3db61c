// Confidential doses: a parent hides one, another practice is not told of it and decides as rightly as before.

import type { Page } from '@playwright/test';
import { isGood } from '../../support/accessibility.ts';
import { choose, row, said } from '../../support/decide.ts';
import { doseOfBelair, openToWeber, recordOf, signInAs } from '../../support/people.ts';
import { expect, test } from '../../support/test.ts';
import { viewports } from '../../support/viewports.ts';

/** Days as the screen writes them. */
const DAYS = /\d{1,2} [A-Z][a-z]+ \d{4}|\d{2}[./]\d{2}[./]\d{4}/g;

/** What the board says of some diseases, each in one line. */
async function board(page: Page): Promise<string[]> {
  const diseases = [/Tetanus/, /Measles/, /Hepatitis B/];
  const lines = [];
  for (const disease of diseases) {
    await expect(row(page, disease)).toBeVisible();
    lines.push((await said(page, disease)).now);
  }
  return lines;
}

test('Ana hides a dose of Mila; Dr Weber is not told of it, and decides as Dr Schiltz does', async ({ page, carnet, newWindow }) => {
  test.slow();
  const mila = await recordOf(carnet, 'schiltz', 'Mila');
  const dose = await doseOfBelair(carnet, mila.id);
  await openToWeber(carnet, mila.id);

  await signInAs(page, 'ana', `/my/${mila.id}/vaccinations/${dose.id}`);
  const who = page.getByRole('region', { name: 'Who may see this dose' });
  await expect(who).toContainText('Everyone who may see the record.');
  const change = who.getByRole('link', { name: 'Change who sees it' });
  await isGood(page);
  await change.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Who may see this dose');
  const form = page.getByRole('main');
  await expect(form.getByRole('radio', { name: 'Everyone who may see the record' })).toBeChecked();
  await form.getByRole('radio', { name: 'Only those I name' }).check();
  await expect(form).toContainText('Cabinet médical Belair recorded the dose and sees it always.');
  const kirchberg = form.getByRole('checkbox', { name: /Kirchberg/ });
  await expect(kirchberg).not.toBeChecked();
  await isGood(page);
  await form.getByRole('button', { name: 'Save' }).press('Enter');
  await expect(page.getByRole('status').filter({ hasText: 'It is recorded who may see this dose.' })).toBeVisible();
  await expect(who).toContainText('Cabinet médical Belair (recorded it)');
  await expect(who).toContainText('Ana Ferreira');
  await isGood(page);
  await page.goto(`/my/${mila.id}/vaccinations`);
  await expect(page.getByRole('link', { name: /Confidential/ })).toHaveCount(1);

  // Who recorded it sees it, with a sign.
  const belair = await newWindow();
  await belair.setViewportSize(viewports.desktop.viewport);
  await signInAs(belair, 'schiltz', `/records/${mila.id}`);
  await expect(belair.getByRole('row').filter({ hasText: 'Confidential' })).toHaveCount(1);
  await isGood(belair);
  await belair.goto(`/records/${mila.id}/decide`);
  const rightly = await board(belair);

  // Another practice sees no such dose, and the same statuses.
  const other = await newWindow();
  await other.setViewportSize(viewports.desktop.viewport);
  await signInAs(other, 'weber', `/records/${mila.id}`);
  await expect(other.getByRole('row').nth(1)).toBeVisible();
  await expect(other.getByRole('row').filter({ hasText: dose.lot })).toHaveCount(0);
  await expect(other.getByText('Confidential')).toHaveCount(0);
  await other.goto(`/records/${mila.id}/decide`);
  expect(await board(other)).toEqual(rightly);
  await expect(other.getByRole('button', { name: /trace/i })).toHaveCount(0);
  await isGood(other);

  // What if, the plan and the comparison are the server's there: the same as in the browser here.
  for (const window of [belair, other]) await choose(window, 'priorix');
  await expect.poll(async () => (await said(other, /Measles/)).after).toBe((await said(belair, /Measles/)).after);
  expect((await said(other, /Measles/)).after).not.toBe('');
  await isGood(other);
  const days = async (window: Page) => (await window.getByRole('main').innerText()).match(DAYS) ?? [];
  for (const view of ['plan', 'compare']) {
    for (const window of [belair, other]) await window.goto(`/records/${mila.id}/decide?view=${view}`);
    // Beside the birth date and today.
    await expect.poll(async () => (await days(belair)).length, view).toBeGreaterThan(4);
    await expect.poll(() => days(other), view).toEqual(await days(belair));
    await isGood(other);
  }

  // Named, it sees the dose as soon as that is said.
  await other.goto(`/records/${mila.id}`);
  await expect(other.getByRole('row').nth(1)).toBeVisible();
  await page.goto(`/my/${mila.id}/vaccinations/${dose.id}`);
  await change.press('Enter');
  await kirchberg.check();
  await form.getByRole('button', { name: 'Save' }).press('Enter');
  await expect(who).toContainText('Kirchberg');
  await expect(other.getByRole('row').filter({ hasText: 'Confidential' })).toHaveCount(1);
});
