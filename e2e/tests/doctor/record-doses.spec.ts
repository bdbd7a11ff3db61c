// Recording what is injected now.

import { expectAccessible, expectNoSidewaysScroll, tabTo } from '../../support/accessibility.ts';
import { dayFromNow, typed } from '../../support/days.ts';
import { matriculeOf, names, recordOf, signInAs } from '../../support/people.ts';
import { expect, test } from '../../support/test.ts';

test('Dr Schiltz signs in, finds Noé and records two doses without touching the mouse', async ({ page, carnet }) => {
  const noe = await recordOf(carnet, 'schiltz', 'Noé');
  const keys = page.keyboard;
  await page.goto('/');
  await tabTo(page, page.getByRole('link', { name: 'Sign in' }));
  await keys.press('Enter');
  await tabTo(page, page.getByRole('button', { name: names.schiltz }));
  await keys.press('Enter');

  await expect(page.getByRole('heading', { name: 'Recent records' })).toBeVisible();
  await keys.press('/');
  await keys.type(matriculeOf(noe));
  await keys.press('Enter');
  await expect(page.getByRole('link', { name: 'Open Noé Ferreira Thill' })).toBeFocused();
  await keys.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Noé Ferreira Thill');
  await keys.press('r');

  const product = page.getByRole('combobox', { name: 'Product' });
  await expect(product).toBeFocused();
  await keys.type('priorix tetra');
  await expect(page.getByRole('option', { name: /Priorix.Tetra/i }).first()).toBeVisible();
  await keys.press('Enter');
  await expect(page.getByRole('textbox', { name: /^Lot of Priorix/i })).toBeFocused();
  await keys.type('A71CE201A');
  await keys.press('Enter');
  await expect(page.getByRole('textbox', { name: /^Expiry of Priorix/i })).toBeFocused();
  await keys.type(typed(dayFromNow(300)));
  await keys.press('Enter');
  await keys.press('Space');
  await expect(page.getByRole('radio', { name: 'left thigh' })).toBeChecked();
  await keys.press('Enter');

  await expect(product).toBeFocused();
  await keys.type('nimenrix');
  await expect(page.getByRole('listbox').getByRole('option', { name: /Nimenrix/i }).first()).toBeVisible();
  await keys.press('Enter');
  await keys.type('GX1234');
  await keys.press('Enter');
  await keys.type(typed(dayFromNow(200)));
  await keys.press('Enter');
  await keys.press('ArrowRight');
  await expect(page.getByRole('row', { name: /Nimenrix/i }).getByRole('radio', { name: 'right thigh' })).toBeChecked();
  await expectNoSidewaysScroll(page);
  await keys.press('Control+Enter');

  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Noé Ferreira Thill');
  await expect(page.getByRole('status')).toContainText(['2 doses recorded for Noé Ferreira Thill']);
  await expect(page.getByRole('row', { name: /A71CE201A/ })).toContainText('left thigh');
  await expect(page.getByRole('row', { name: /GX1234/ })).toContainText('right thigh');
  await expectAccessible(page);
});

test('what was recorded by mistake is undone from the message, and stays visible', async ({ page, carnet }) => {
  const laura = await recordOf(carnet, 'schiltz', 'Laura');
  await signInAs(page, 'schiltz', `/records/${laura.id}/record`);
  await page.getByRole('combobox', { name: 'Product' }).pressSequentially('boostrix');
  await page.getByRole('listbox').getByRole('option').first().click();
  await page.getByRole('textbox', { name: /^Lot of/ }).fill('WRONG-1');
  await page.getByRole('button', { name: 'Given – record 1 dose' }).click();
  await expect(page.getByRole('row', { name: /WRONG-1/ })).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('status')).toContainText(['Undone: marked as entered in error']);
  await expect(page.getByRole('row', { name: /WRONG-1/ })).toBeHidden();
  await page.getByRole('checkbox', { name: /Show those entered in error/ }).check();
  await expect(page.getByRole('row', { name: /WRONG-1/ })).toContainText('entered in error');
});

test('the form warns of an expired lot and refuses what cannot be', async ({ page, carnet }) => {
  const laura = await recordOf(carnet, 'schiltz', 'Laura');
  await signInAs(page, 'schiltz', `/records/${laura.id}/record`);
  await expect(page.getByRole('main')).toMatchAriaSnapshot(`
    - navigation "Breadcrumb"
    - heading "Record doses given" [level=1]
    - combobox "Product"
    - region:
      - table
    - region "The same for all":
      - heading "The same for all" [level=2]
      - group "Given on"
      - combobox "Given by"
      - textbox "Note (optional)"
    - link "Back"
    - button "Choose a product first" [disabled]
  `);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  const first = page.getByRole('button', { name: 'Choose a product first' });
  await expect(first).toHaveAccessibleDescription('No dose yet: begin with the product.');
  await first.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('At least one dose is needed');
  await page.getByRole('combobox', { name: 'Product' }).pressSequentially('havrix');
  await page.getByRole('listbox').getByRole('option').first().click();
  await page.getByRole('textbox', { name: /^Lot of/ }).fill('<script>');
  await page.getByRole('textbox', { name: /^Expiry of/ }).fill(typed(dayFromNow(-10)));
  await page.getByRole('textbox', { name: /^Expiry of/ }).blur();
  await expect(page.getByRole('row', { name: /Havrix/i })).toContainText('Lot expired 10 days before');
  await page.getByRole('textbox', { name: 'Year' }).fill('1960');
  await page.getByRole('button', { name: /Given – record/ }).click();
  await expect(page.getByRole('alert')).toContainText('A lot has letters, digits and -/._+ only');
  await expect(page.getByRole('alert')).toContainText('This is before birth');
  await expectAccessible(page);
  await page.getByRole('textbox', { name: /^Lot of/ }).fill('OLD-LOT');
  await page.getByRole('textbox', { name: 'Year' }).fill(dayFromNow().slice(0, 4));
  await page.getByRole('button', { name: 'Given – record 1 dose' }).click();
  await expect(page.getByRole('row', { name: /OLD-LOT/ })).toContainText('The lot had expired on that day');
});

test('a dose that was not given is recorded with why', async ({ page, carnet }) => {
  const laura = await recordOf(carnet, 'schiltz', 'Laura');
  await signInAs(page, 'schiltz', `/records/${laura.id}/not-given`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Dose not given');
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await page.getByRole('combobox').first().pressSequentially('boostrix');
  await page.getByRole('listbox').getByRole('option').first().click();
  await page.getByRole('radio', { name: 'another reason' }).check();
  await page.getByRole('button', { name: 'Record as not given' }).click();
  await expect(page.getByRole('alert')).toContainText('This is needed');
  await page.getByRole('textbox', { name: 'Note' }).fill('Comes back next week');
  await page.getByRole('button', { name: 'Record as not given' }).click();
  await expect(page.getByRole('row', { name: /Boostrix/i }).filter({ hasText: 'not given: another reason' })).toBeVisible();
});
