// A trained hand waits for nothing: key follows key, and none may land in the wrong field.

import { dayFromNow, typed } from '../../support/days.ts';
import { typeAtOnce } from '../../support/keys.ts';
import { recordOf, signInAs } from '../../support/people.ts';
import { expect, test } from '../../support/test.ts';

test('five rows of a card, typed without a pause between any two keys', async ({ page, carnet }) => {
  const camille = await recordOf(carnet, 'schiltz', 'Camille');
  const catalogue = page.waitForResponse(/catalogue\.tsv/);
  await signInAs(page, 'origer', `/records/${camille.id}/transcribe`);
  await (await catalogue).finished();
  await expect(page.getByRole('textbox', { name: 'Date, row 1' })).toBeFocused();

  const rows = [
    ['150698', 'engerix', 'HB-1', '15.06.1998'],
    ['160798', 'engerix', 'HB-2', '16.07.1998'],
    ['170199', 'priorix', 'MMR-7', '17.01.1999'],
    ['180200', 'ticovac', 'FS22', '18.02.2000'],
    ['190301', 'boostrix', 'BX/9', '19.03.2001'],
  ] as const;
  // Enter leads on from each cell; on every other row Tab takes the product.
  const keys = rows.map(([date, product, lot], i) => `${date}\n${product}${i % 2 === 0 ? '\n' : '\t'}${lot}\n`);
  await typeAtOnce(page, keys.join(''));
  await expect(page.getByRole('textbox', { name: 'Date, row 6' })).toBeFocused();
  for (const [i, [, product, lot, shown]] of rows.entries()) {
    await expect(page.getByRole('textbox', { name: `Date, row ${i + 1}` })).toHaveValue(shown);
    await expect(page.getByRole('combobox', { name: `Product, row ${i + 1}` })).toHaveValue(new RegExp(product, 'i'));
    await expect(page.getByRole('textbox', { name: `Lot, row ${i + 1}` })).toHaveValue(lot);
  }
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('status')).toContainText(['5 doses transcribed and confirmed']);
});

test('three doses, typed without a pause between any two keys', async ({ page, carnet }) => {
  const laura = await recordOf(carnet, 'schiltz', 'Laura');
  const catalogue = page.waitForResponse(/catalogue\.tsv/);
  await signInAs(page, 'schiltz', `/records/${laura.id}/record`);
  await (await catalogue).finished();
  await expect(page.getByRole('combobox', { name: 'Product' })).toBeFocused();

  const expiry = typed(dayFromNow(300));
  // A site is chosen by Space, or passed by with Enter; what is swallowed has none.
  await typeAtOnce(page, `nimenrix\nN-1\n${expiry}\n \nboostrix\tB-2\n${expiry}\n\nrotarix\nR-3\n${expiry}\n`);
  await expect(page.getByRole('combobox', { name: 'Product' })).toBeFocused();
  await expect(page.getByRole('combobox', { name: 'Product' })).toHaveValue('');
  for (const [product, lot] of [['Nimenrix', 'N-1'], ['Boostrix', 'B-2'], ['Rotarix', 'R-3']] as const) {
    await expect(page.getByRole('textbox', { name: new RegExp(`^Lot of ${product}`, 'i') })).toHaveValue(lot);
    await expect(page.getByRole('textbox', { name: new RegExp(`^Expiry of ${product}`, 'i') })).toHaveValue(/^\d\d\.\d\d\.\d{4}$/);
  }
  await expect(page.getByRole('row', { name: /Nimenrix/i }).getByRole('radio', { name: 'left thigh' })).toBeChecked();
  await expect(page.getByRole('row', { name: /Boostrix/i }).getByRole('radio', { checked: true })).toHaveCount(0);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('status')).toContainText(['3 doses recorded for Laura Reuter']);
});
