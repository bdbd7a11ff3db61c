// Copying a yellow card.

import { expectAccessible, expectNoSidewaysScroll } from '../../support/accessibility.ts';
import { recordOf, signInAs } from '../../support/people.ts';
import { expect, test } from '../../support/test.ts';

test('Paul copies five rows of Camille’s card by keyboard', async ({ page, carnet }) => {
  const camille = await recordOf(carnet, 'schiltz', 'Camille');
  await signInAs(page, 'origer', `/records/${camille.id}/transcribe`);
  await expect(page.getByRole('main')).toMatchAriaSnapshot(`
    - navigation "Breadcrumb"
    - heading "Transcribe a card" [level=1]
    - combobox "Proof"
    - combobox "Country"
    - region "Rows of the card; each row is checked as you type":
      - table
    - link "Back"
    - button "Fill in a row first" [disabled]
  `);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);

  const rows = [
    ['150698', 'hepatite b', 'HB-1', '15.06.1998'],
    ['0798', 'hepatite b', '', '07.1998'],
    ['1999', 'ror', 'MMR-7', '1999'],
    ['?', 'bcg', '', '?'],
    ['=', 'fsme', 'FS22', '?'],
  ] as const;
  const keys = page.keyboard;
  await expect(page.getByRole('textbox', { name: 'Date, row 1' })).toBeFocused();
  for (const [i, [date, product, lot]] of rows.entries()) {
    const number = i + 1;
    await expect(page.getByRole('textbox', { name: `Date, row ${number}` })).toBeFocused();
    await keys.type(date);
    await keys.press('Enter');
    await expect(page.getByRole('combobox', { name: `Product, row ${number}` })).toBeFocused();
    await keys.type(product);
    await expect(page.getByRole('listbox', { name: `Product, row ${number}` }).getByRole('option').first()).toBeVisible();
    await keys.press('Enter');
    await expect(page.getByRole('textbox', { name: `Lot, row ${number}` })).toBeFocused();
    await keys.type(lot);
    await keys.press('Enter');
  }
  await expect(page.getByRole('textbox', { name: 'Date, row 1' })).toHaveValue(rows[0][3]);
  await expect(page.getByRole('textbox', { name: 'Date, row 2' })).toHaveValue(/July 1998|07\.1998/);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  const before = camille.vaccinations.length;
  await keys.press('Control+Enter');
  await expect(page.getByRole('status')).toContainText(['5 doses transcribed and confirmed']);
  await expect(page.getByRole('heading', { name: `Doses ${before + 5}` })).toBeVisible();
  await expect(page.getByRole('row', { name: /HB-1/ })).toContainText('15.06.1998');
  await expect(page.getByRole('row', { name: /MMR-7/ })).toContainText('yellow card · confirmed');
});

test('a card with faults says where each is; what was typed stays; Ctrl Z brings back a row', async ({ page, carnet }) => {
  const camille = await recordOf(carnet, 'schiltz', 'Camille');
  await signInAs(page, 'origer', `/records/${camille.id}/transcribe`);
  const keys = page.keyboard;
  await expect(page.getByRole('textbox', { name: 'Date, row 1' })).toBeFocused();
  await keys.type('310298');
  await keys.press('Enter');
  await keys.type('no such vaccine');
  await keys.press('Tab');
  await keys.type('<lot>');
  await keys.press('Control+Enter');
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('There is no such day in the calendar');
  await expect(alert).toContainText('A lot has letters, digits and -/._+ only');
  await expect(page.getByRole('textbox', { name: 'Date, row 1' })).toHaveValue('310298');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Remove row 1' }).click();
  await keys.press('Control+z');
  await expect(page.getByRole('textbox', { name: 'Lot, row 1' })).toHaveValue('<lot>');
});

test('a card may come from any country, and stays from there when the language changes', async ({ page, carnet }) => {
  const camille = await recordOf(carnet, 'schiltz', 'Camille');
  await signInAs(page, 'origer', `/records/${camille.id}/transcribe`);
  const country = page.getByRole('combobox').nth(1);
  const names = await country.getByRole('option').allTextContents();
  expect(names.slice(0, 6)).toEqual(['not stated', 'Luxembourg', 'France', 'Belgium', 'Germany', 'Portugal']);
  expect(names).toHaveLength(251);
  expect(new Set(names).size).toBe(251);
  expect(names.slice(6)).toEqual(names.slice(6).toSorted(new Intl.Collator('en').compare));
  await country.selectOption('Japan');
  await page.getByRole('banner').getByRole('button', { name: 'Français' }).click();
  await expect(country.getByRole('option', { selected: true })).toHaveText('Japon');
  await page.getByRole('banner').getByRole('button', { name: 'English' }).click();
  await page.getByRole('textbox', { name: 'Date, row 1' }).fill('150698');
  await page.getByRole('combobox', { name: 'Product, row 1' }).pressSequentially('engerix');
  await page.getByRole('listbox').getByRole('option').filter({ hasText: /Engerix/i }).first().click();
  await page.getByRole('textbox', { name: 'Lot, row 1' }).fill('JP-1');
  await page.getByRole('button', { name: 'Confirm 1 row' }).click();
  await page.getByRole('row', { name: /JP-1/ }).getByRole('link').click();
  await expect(page.getByRole('complementary')).toContainText('Japan');
});
