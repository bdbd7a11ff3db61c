// A doctor's telephone, beside the bed: each row is a card, and nothing has to be pulled sideways.

import { expectAccessible, expectNoSidewaysScroll } from '../../support/accessibility.ts';
import { dayFromNow, typed } from '../../support/days.ts';
import { recordOf, signInAs } from '../../support/people.ts';
import { expect, test } from '../../support/test.ts';
import { viewports } from '../../support/viewports.ts';

test.use(viewports.phone);

/** No part of the page can be pulled sideways, not even a table in its own region. */
const nothingScrolls = async (page: Parameters<typeof expectNoSidewaysScroll>[0]) => {
  await expectNoSidewaysScroll(page);
  const regions = page.locator('.table-scroll');
  for (const region of await regions.all()) {
    expect(await region.evaluate((r) => r.scrollWidth - r.clientWidth)).toBeLessThanOrEqual(0);
  }
};

test('the product stays in sight while its lot, expiry and site are filled in', async ({ page, carnet }) => {
  const laura = await recordOf(carnet, 'schiltz', 'Laura');
  await signInAs(page, 'schiltz', `/records/${laura.id}/record`);
  await page.getByRole('combobox', { name: 'Product' }).pressSequentially('nimenrix');
  await page.getByRole('listbox').getByRole('option').first().click();
  const row = page.getByRole('row', { name: /Nimenrix/i });
  const inSight = async () => {
    await expect(row.getByRole('rowheader')).toBeInViewport({ ratio: 1 });
    await nothingScrolls(page);
  };
  await page.keyboard.type('GX1234\n');
  await inSight();
  await page.keyboard.type(`${typed(dayFromNow(-10))}\n`);
  await inSight();
  await page.keyboard.press('Space');
  await expect(row.getByRole('radio', { name: 'left thigh' })).toBeChecked();
  await inSight();
  for (const radio of await row.getByRole('radio').all()) await expect(radio).toBeInViewport({ ratio: 1 });
  await expectAccessible(page);
});

test('the rows of a card and the history are cards too', async ({ page, carnet }) => {
  const camille = await recordOf(carnet, 'schiltz', 'Camille');
  await signInAs(page, 'schiltz', `/records/${camille.id}/transcribe`);
  await page.getByRole('textbox', { name: 'Date, row 1' }).fill('150698');
  await page.getByRole('combobox', { name: 'Product, row 1' }).pressSequentially('engerix');
  await expect(page.getByRole('listbox').getByRole('option').first()).toBeInViewport({ ratio: 1 });
  await nothingScrolls(page);
  await page.getByRole('listbox').getByRole('option').filter({ hasText: /Engerix/i }).first().click();
  await expect(page.getByRole('textbox', { name: 'Lot, row 1' })).toBeFocused();
  await nothingScrolls(page);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Confirm 1 row' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Camille Perrin');
  await expect(page.getByRole('row', { name: /Engerix/i }).first()).toContainText('15.06.1998');
  await nothingScrolls(page);
  await expectAccessible(page);
});
