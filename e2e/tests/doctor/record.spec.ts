// Reading a record: who, all doses as a list and as a picture, one dose with its versions.

import { expectAccessible, expectNoSidewaysScroll } from '../../support/accessibility.ts';
import { recordOf, signInAs } from '../../support/people.ts';
import { expect, test } from '../../support/test.ts';

test('Mila’s record is a list, a picture by disease and age, and one dose beside it', async ({ page, carnet }) => {
  const mila = await recordOf(carnet, 'schiltz', 'Mila');
  await signInAs(page, 'schiltz', `/records/${mila.id}`);
  await expect(page).toHaveTitle(/Mila Ferreira Thill/);
  await expect(page.getByRole('main')).toMatchAriaSnapshot(`
    - heading "Mila Ferreira Thill" [level=1]
    - term: Age
    - definition: 4 years
    - link "Transcribe card"
    - link "Not given"
    - link "Record doses"
    - navigation "View of the record":
      - link "Doses"
      - link "Timeline"
    - heading /Doses \\d+/ [level=2]
    - region /Doses/:
      - table /All doses, newest first/
  `);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);

  await page.getByRole('link', { name: 'Timeline' }).click();
  await expect(page.getByRole('table', { name: /One row a disease/ })).toBeVisible();
  await expect(page.getByRole('row', { name: /Measles/ })).toContainText('2 doses');
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await page.reload();
  await expect(page.getByRole('table', { name: /One row a disease/ })).toBeVisible();
});

test('the arrow keys move along the doses, Enter opens one, Escape closes it', async ({ page, carnet }) => {
  const nora = await recordOf(carnet, 'schiltz', 'Nora');
  await signInAs(page, 'schiltz', `/records/${nora.id}`);
  const first = page.getByRole('row').nth(1).getByRole('link');
  await first.focus();
  await page.keyboard.press('Enter');
  const panel = page.getByRole('complementary');
  await expect(panel).toContainText('History: 2 versions');
  await expect(panel).toContainText('«Lot mal lu sur la boîte»');
  await expect(panel.getByRole('heading', { level: 2 })).toBeFocused();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await page.keyboard.press('Escape');
  await expect(panel).toBeHidden();
  await expect(first).toBeFocused();
});

test('a dose opened in one record is not looked for in the next', async ({ page, carnet }) => {
  const nora = await recordOf(carnet, 'schiltz', 'Nora');
  await signInAs(page, 'schiltz', `/records/${nora.id}`);
  await page.getByRole('row').nth(1).getByRole('link').click();
  await expect(page.getByRole('complementary')).toBeVisible();
  await page.getByRole('link', { name: 'Records', exact: true }).click();
  await page.getByRole('row', { name: /Georges Kieffer/ }).getByRole('link').click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Georges Kieffer');
  await expect(page.getByRole('complementary')).toBeHidden();
});

test('what is strange is said in the record, and what was entered in error stays visible', async ({ page, carnet }) => {
  const georges = await recordOf(carnet, 'schiltz', 'Georges');
  await signInAs(page, 'schiltz', `/records/${georges.id}`);
  await expect(page.getByRole('main')).toContainText('Maybe the same dose twice');
  await expectAccessible(page);
  const pol = await recordOf(carnet, 'schiltz', 'Pol');
  await page.goto(`/records/${pol.id}`);
  await expect(page.getByRole('row', { name: /entered in error/ })).toHaveCount(0);
  await page.getByRole('checkbox', { name: 'Show those entered in error (1)' }).check();
  await expect(page.getByRole('row', { name: /entered in error/ })).toHaveCount(1);
  await expectAccessible(page);
});

test('unknown and inexact dates are shown as what they are', async ({ page, carnet }) => {
  const tesfay = await recordOf(carnet, 'schiltz', 'Tesfay');
  await signInAs(page, 'schiltz', `/records/${tesfay.id}`);
  await expect(page.getByRole('row').filter({ hasText: 'unknown' })).toHaveCount(2);
  await page.getByRole('link', { name: 'Timeline' }).click();
  await expect(page.getByRole('row', { name: /Tuberculosis/ })).toContainText('unknown, not yet confirmed');
  await expect(page.getByRole('row', { name: /Measles/ })).toContainText('1999');
  await expectAccessible(page);
});

test('the doses are narrowed to a disease and to those that wait for a word, and widened again', async ({ page, carnet }) => {
  const marc = await recordOf(carnet, 'schiltz', 'Marc');
  await signInAs(page, 'schiltz', `/records/${marc.id}`);
  const rows = page.getByRole('table', { name: 'All doses, newest first' }).getByRole('row');
  await expect(page.getByRole('heading', { name: `Doses ${marc.vaccinations.length}` })).toBeVisible();
  await page.getByRole('checkbox', { name: 'Only those not yet confirmed (4)' }).check();
  await expect(rows).toHaveCount(1 + 4);
  await page.getByRole('combobox', { name: 'Disease' }).selectOption('Hepatitis A');
  await expect(rows).toHaveCount(1 + 2);
  await expectAccessible(page);
  await page.getByRole('checkbox', { name: 'Only those not yet confirmed (4)' }).uncheck();
  await page.getByRole('combobox', { name: 'Disease' }).selectOption('All diseases');
  await expect(page.getByRole('heading', { name: `Doses ${marc.vaccinations.length}` })).toBeVisible();
});

test('the marks of the timeline are walked by the arrow keys; Enter opens a dose, Escape comes back', async ({ page, carnet }) => {
  const mila = await recordOf(carnet, 'schiltz', 'Mila');
  await signInAs(page, 'schiltz', `/records/${mila.id}`);
  await page.getByRole('link', { name: 'Timeline' }).click();
  const lane = (disease: string) => page.getByRole('row', { name: new RegExp(`^${disease}`) }).getByRole('group');
  const marks = lane('Measles').getByRole('button');
  await expect(lane('Measles')).toHaveAccessibleName(/^2 doses: /);
  await expect(marks).toHaveCount(2);
  await expect(marks.first()).toHaveAccessibleName(/^Dose 1, \d\d\.\d\d\.\d{4}$/);
  // One stop a lane.
  await expect(lane('Measles').locator('[tabindex="0"]')).toHaveCount(1);
  await marks.first().focus();
  await page.keyboard.press('ArrowRight');
  await expect(marks.last()).toBeFocused();
  await expect(lane('Measles').locator('[tabindex="0"]')).toHaveCount(1);
  await page.keyboard.press('ArrowRight');
  await expect(marks.last()).toBeFocused();
  await page.keyboard.press('Home');
  await expect(marks.first()).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(lane('Mumps').getByRole('button').first()).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(marks.first()).toBeFocused();
  await page.keyboard.press('Enter');
  const panel = page.getByRole('complementary');
  await expect(panel.getByRole('heading', { level: 2 })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(panel).toBeHidden();
  await expect(marks.first()).toBeFocused();
  // What opened by a date comes back to the date.
  const date = page.getByRole('row', { name: /^Mumps/ }).getByRole('listitem').first().getByRole('button');
  await date.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Close' }).click();
  await expect(date).toBeFocused();
});
