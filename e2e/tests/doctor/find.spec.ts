// Finding the person who stands at the desk.

import { expectAccessible, expectNoSidewaysScroll } from '../../support/accessibility.ts';
import { typed } from '../../support/days.ts';
import { matriculeOf, recordOf, signInAs } from '../../support/people.ts';
import { expect, test } from '../../support/test.ts';

const FIND = 'Find a person by matricule, or name and birth date';

test('Dr Schiltz arrives: the day, what waits for a word, who was there last', async ({ page }) => {
  await signInAs(page, 'schiltz');
  await expect(page.getByRole('heading', { name: 'Recent records' })).toBeVisible();
  await expect(page.locator('body')).toMatchAriaSnapshot(`
    - link "Skip to content"
    - banner:
      - link "Carnet"
      - navigation "Main":
        - link "Start"
        - link "To do"
        - link "Records"
      - group "Language"
      - button "Light or dark"
      - link /Dr Nadine Schiltz Cabinet médical Belair/
    - main:
      - heading /\\d{4}/ [level=1]
      - link "New record"
      - search:
        - textbox "${FIND}"
        - button "Find"
      - region /To confirm/:
        - heading /To confirm/ [level=2]
        - region /To confirm/:
          - table "To confirm"
      - heading "Recent records" [level=2]
      - link "All"
      - region:
        - table /People whose record your practice sees/
      - region "Recorded today"
      - region "Keys"
  `);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await page.getByRole('link', { name: 'Records', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Records');
  await expect(page.getByRole('row', { name: /Noé Ferreira Thill/ })).toBeVisible();
  await expectAccessible(page);
});

test('Noé is found by his matricule, after a mistyped digit was told', async ({ page, carnet }) => {
  const noe = await recordOf(carnet, 'schiltz', 'Noé');
  const matricule = matriculeOf(noe);
  await signInAs(page, 'schiltz');
  const find = page.getByRole('textbox', { name: FIND });
  await page.keyboard.press('/');
  await expect(find).toBeFocused();
  await find.fill(matricule.slice(0, 12));
  await page.keyboard.press('Enter');
  await expect(page.getByText('A matricule has 13 digits; here are 12.')).toBeVisible();
  await find.fill(matricule.slice(0, 12) + ((Number(matricule[12]) + 1) % 10));
  await page.keyboard.press('Enter');
  await expect(page.getByText('The check digits do not fit: please compare each digit')).toBeVisible();
  await find.fill(`${matricule.slice(0, 4)} ${matricule.slice(4, 8)} ${matricule.slice(8)}`);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: '1 person found' })).toContainText('Noé Ferreira Thill');
  await expectAccessible(page);
  await expect(page.getByRole('link', { name: 'Open Noé Ferreira Thill' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Noé Ferreira Thill');
});

test('Noé is found by a name typed without accents and with a mistake, and his birth date', async ({ page, carnet }) => {
  const noe = await recordOf(carnet, 'schiltz', 'Noé');
  await signInAs(page, 'schiltz');
  const find = page.getByRole('textbox', { name: FIND });
  await find.fill('fereira noe');
  await page.getByRole('button', { name: 'Find' }).click();
  await expect(page.getByText('Add the birth date: 140425')).toBeVisible();
  await find.fill(`fereira noe ${typed(noe.birthDate)}`);
  await page.getByRole('button', { name: 'Find' }).click();
  await expect(page.getByRole('link', { name: 'Open Noé Ferreira Thill' })).toBeVisible();
  await find.fill(`nobody such ${typed(noe.birthDate)}`);
  await page.getByRole('button', { name: 'Find' }).click();
  await expect(page.getByRole('main')).toContainText('Nobody fits');
  await expectAccessible(page);
  await expect(page.getByRole('main').getByRole('link', { name: 'New record' }).last()).toBeVisible();
});

test('Chiara, whom only another practice knows, is opened with her present, and she can read why', async ({
  page,
  carnet,
}) => {
  const chiara = await recordOf(carnet, 'weber', 'Chiara');
  await signInAs(page, 'schiltz', `/records/${chiara.id}`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('There is no such page');
  await page.goto('/');
  await page.getByRole('textbox', { name: FIND }).fill(matriculeOf(chiara));
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Open with the patient present Chiara Rossi' }).click();
  const dialog = page.getByRole('dialog', { name: 'Open the record of Chiara Rossi' });
  await expect(dialog).toBeVisible();
  await expect(dialog.getByRole('textbox', { name: 'Why?' })).toBeFocused();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('button', { name: 'Open with the patient present Chiara Rossi' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('textbox', { name: 'Why?' })).toBeFocused();
  await dialog.getByRole('button', { name: 'Open the record' }).click();
  await expect(dialog).toContainText('This is needed');
  await dialog.getByRole('textbox', { name: 'Why?' }).fill('Vaccination today');
  await dialog.getByRole('radio', { name: 'by word' }).check();
  await dialog.getByRole('button', { name: 'Open the record' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Chiara Rossi');
  const { record } = await carnet.ask(
    'schiltz',
    'query ($id: RecordId!) { record(id: $id) { accesses { basis note openedBy { name } } } }',
    { id: chiara.id },
  );
  expect(record.accesses).toContainEqual({
    basis: 'PATIENT_PRESENT',
    note: 'Vaccination today',
    openedBy: { name: 'Dr Nadine Schiltz' },
  });
});

test('single keys can be switched off', async ({ page }) => {
  await signInAs(page, 'schiltz');
  await page.getByRole('checkbox', { name: 'Single keys switched on' }).uncheck();
  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('n');
  await expect(page).toHaveURL(/\/$/);
  await page.getByRole('checkbox', { name: 'Single keys switched on' }).check();
  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('n');
  await expect(page).toHaveURL(/\/records\/new$/);
});
