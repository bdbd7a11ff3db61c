// Creating the record of somebody who has none.

import { expectAccessible, expectNoSidewaysScroll } from '../../support/accessibility.ts';
import { dayFromNow } from '../../support/days.ts';
import { inventMatricule } from '../../support/matricule.ts';
import { recordOf, signInAs } from '../../support/people.ts';
import { expect, test } from '../../support/test.ts';

test('Dr Weber creates the record of a baby; the matricule fills in the birth date', async ({ page }) => {
  const born = dayFromNow(-20);
  await signInAs(page, 'weber', '/records/new');
  await expect(page.getByRole('main')).toMatchAriaSnapshot(`
    - heading "New record" [level=1]
    - combobox "Kind of number"
    - textbox "Matricule"
    - textbox "Given name"
    - textbox "Family name"
    - group "Birth date":
      - textbox "Day"
      - textbox "Month"
      - textbox "Year"
    - group "Sex":
      - radio "female"
      - radio "male"
    - combobox "Language of messages"
    - textbox "Commune (optional)"
    - textbox "E-mail address (optional)"
    - textbox "Telephone (optional)"
    - group "The person or their parents agree":
      - radio "by word"
      - radio "on paper"
    - link "Back"
    - button "Create the record"
  `);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await page.getByRole('button', { name: 'Create the record' }).click();
  await expect(page.getByRole('alert')).toContainText('6 things to mend');
  await expectAccessible(page);

  await page.getByRole('textbox', { name: 'Matricule' }).fill(inventMatricule(born, 777));
  await expect(page.getByRole('textbox', { name: 'Year' })).toHaveValue(born.slice(0, 4));
  await expect(page.getByRole('textbox', { name: 'Day' })).toHaveValue(String(Number(born.slice(8))));
  await page.getByRole('textbox', { name: 'Given name' }).fill('Zoé');
  await page.getByRole('textbox', { name: 'Family name' }).fill('Nothomb');
  await page.getByRole('radio', { name: 'female' }).check();
  await page.getByRole('radio', { name: 'by word' }).check();
  await page.getByRole('button', { name: 'Create the record' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Zoé Nothomb');
  await expect(page.getByRole('status')).toContainText(['Record created']);
  await expect(page.getByRole('main')).toContainText('No dose recorded');
  await expectAccessible(page);
});

test('somebody who may be the same person is shown before a second record is made', async ({ page, carnet }) => {
  const noe = await recordOf(carnet, 'schiltz', 'Noé');
  const [year, month, day] = noe.birthDate.split('-');
  await signInAs(page, 'schiltz', '/records/new');
  await page.getByRole('combobox', { name: 'Kind of number' }).selectOption('Portugal: número de utente');
  await page.getByRole('textbox', { name: 'Portugal: número de utente' }).fill('123456789');
  await page.getByRole('textbox', { name: 'Given name' }).fill('Noe');
  await page.getByRole('textbox', { name: 'Family name' }).fill('Ferreira');
  await page.getByRole('textbox', { name: 'Day' }).fill(day);
  await page.getByRole('textbox', { name: 'Month' }).fill(month);
  await page.getByRole('textbox', { name: 'Year' }).fill(year);
  await page.getByRole('radio', { name: 'male', exact: true }).check();
  await page.getByRole('radio', { name: 'on paper' }).check();
  await page.getByRole('button', { name: 'Create the record' }).click();
  const matches = page.getByRole('alert').filter({ hasText: 'This person may be here already' });
  await expect(matches).toBeFocused();
  await expect(matches).toContainText('Noé Ferreira Thill');
  await expectAccessible(page);
  await matches.getByRole('button', { name: 'Another person: create' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Noe Ferreira');
  expect(page.url()).not.toContain(noe.id);
});

test('leaving a form in which something was typed asks first', async ({ page }) => {
  await signInAs(page, 'schiltz', '/records/new');
  await page.getByRole('textbox', { name: 'Given name' }).fill('Zoé');
  page.once('dialog', (dialog) => dialog.dismiss());
  await page.getByRole('link', { name: 'Start', exact: true }).click();
  await expect(page.getByRole('textbox', { name: 'Given name' })).toHaveValue('Zoé');
  page.once('dialog', (dialog) => dialog.accept());
  await page.getByRole('link', { name: 'Start', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Recent records' })).toBeVisible();
});
