// The health profile for professionals: what is worth asking, what an answer changes, and how it is
// put right.

import { expectAccessible, expectNoSidewaysScroll } from '../../support/accessibility.ts';
import { dayFromNow } from '../../support/days.ts';
import { recordOf, signInAs } from '../../support/people.ts';
import { expect, test } from '../../support/test.ts';

const SPLEEN = /^Is the spleen missing/;

test('a missing spleen is ticked: the page says what it changed, the board shows it, and it can be taken back', async ({
  page,
  carnet,
}) => {
  const klein = await recordOf(carnet, 'schiltz', 'Marie-Claire');
  await signInAs(page, 'schiltz', `/records/${klein.id}`);
  await page.getByRole('link', { name: 'Health profile' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Health profile');
  await expect(page.getByText('Nothing is known yet')).toBeVisible();
  await expectAccessible(page);

  const asked = page.getByRole('region', { name: 'What to ask' });
  const spleen = asked.getByRole('group', { name: SPLEEN });
  await expect(spleen).toContainText('Matters for:');
  // By keyboard.
  await spleen.getByRole('button', { name: 'Yes' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Answer a question' });
  await expectAccessible(page);
  await dialog.getByRole('group', { name: 'Since when' }).getByLabel('Year').fill('2019');
  await dialog.getByLabel('Year').first().press('Enter');
  await expect(dialog.getByRole('alert')).toContainText('Give day, month and year, or leave it empty');
  await dialog.getByRole('group', { name: 'Since when' }).getByLabel('Day').fill('2');
  await dialog.getByRole('group', { name: 'Since when' }).getByLabel('Month').fill('5');
  await dialog.getByRole('button', { name: 'Save the answer' }).click();
  await expect(dialog).toBeHidden();

  const changed = page.getByRole('region', { name: 'What the answer changed' });
  await expect(changed).toContainText(/Meningococc/i);
  await expect(changed).toContainText('Too old for it');
  await expect(changed).toContainText('To be clarified');
  const known = page.getByRole('region', { name: 'What is known' });
  await expect(known.getByRole('group', { name: SPLEEN })).toContainText('since 02.05.2019');
  await expect(known.getByRole('group', { name: SPLEEN })).toContainText('Dr Nadine Schiltz');
  await expect(spleen).toBeHidden();
  await expectAccessible(page);

  await changed.getByRole('button', { name: 'Take it back' }).click();
  await expect(known.getByText('1 entered in error')).toBeVisible();
  await expect(spleen).toBeVisible();
  await expect(changed).toContainText(/Meningococc/i);
});

test('no is an answer, don’t know is none, and the focus goes on with the next question', async ({ page, carnet }) => {
  const klein = await recordOf(carnet, 'schiltz', 'Marie-Claire');
  await signInAs(page, 'schiltz', `/records/${klein.id}/profile`);
  const asked = page.getByRole('region', { name: 'What to ask' });
  const spleen = asked.getByRole('group', { name: SPLEEN });
  await spleen.getByRole('button', { name: 'No', exact: true }).press('Enter');
  const known = page.getByRole('region', { name: 'What is known' });
  await expect(known.getByRole('group', { name: SPLEEN })).toContainText('No');
  await expect(spleen).toBeHidden();
  const next = asked.locator('[id^="ask-"]:focus');
  await expect(next).toBeVisible();
  const name = await next.locator('p').first().innerText();
  await next.getByRole('button', { name: 'Don’t know' }).press('Enter');
  await expect(asked.getByText(name, { exact: true })).toBeHidden();
  await asked.getByRole('button', { name: 'Show 1 left open' }).click();
  await expect(asked.getByText(name, { exact: true })).toBeVisible();
});

test('a wrong number says what is allowed', async ({ page, carnet }) => {
  const emma = await recordOf(carnet, 'weber', 'Emma');
  await signInAs(page, 'weber', `/records/${emma.id}/profile`);
  const weeks = page.getByRole('group', { name: /^After how many completed weeks/ });
  await weeks.getByRole('button', { name: 'Give the number' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Number').fill('12');
  await dialog.getByRole('button', { name: 'Save the answer' }).click();
  await expect(dialog.getByRole('alert')).toContainText('A whole number from 20 to 44 weeks');
  await expect(dialog.getByRole('alert')).toBeFocused();
  await expect(dialog.getByLabel('Number')).toHaveAttribute('aria-invalid', 'true');
  await expectAccessible(page, ['light']);
  await dialog.getByLabel('Number').fill('31');
  await dialog.getByRole('button', { name: 'Save the answer' }).click();
  const known = page.getByRole('region', { name: 'What is known' });
  await expect(known).toContainText('31 weeks');
});

test('an entry in error is voided with a reason and stays visible', async ({ page, carnet }) => {
  const hoffmann = await recordOf(carnet, 'schiltz', 'Jean-Pierre');
  await signInAs(page, 'schiltz', `/records/${hoffmann.id}/profile`);
  const known = page.getByRole('region', { name: 'What is known' });
  const spleen = known.getByRole('group', { name: SPLEEN });
  await spleen.getByRole('button', { name: 'Entered in error' }).click();
  const dialog = page.getByRole('dialog', { name: 'Mark as entered in error' });
  await dialog.getByRole('textbox').fill('x');
  await dialog.getByRole('textbox').press('Enter');
  await expect(dialog.getByRole('textbox')).toHaveAttribute('aria-invalid', 'true');
  await dialog.getByRole('textbox').fill('another patient');
  await dialog.getByRole('textbox').press('Enter');
  await expect(dialog).toBeHidden();
  await known.getByText('1 entered in error').click();
  await spleen.getByText('Versions').click();
  await expect(spleen).toContainText('«another patient»');
  await expect(spleen.getByRole('button')).toHaveCount(0);
});

test('anything else is found by a word: a refusal counts at once, and ends with a day', async ({ page, carnet }) => {
  const klein = await recordOf(carnet, 'schiltz', 'Marie-Claire');
  await signInAs(page, 'schiltz', `/records/${klein.id}/profile`);
  await page.getByRole('combobox', { name: 'Add anything else' }).fill('against Tetanus');
  await page.getByRole('option', { name: 'Refuses the vaccination against Tetanus' }).click();
  await page.getByRole('button', { name: 'Save the answer' }).click();
  const changed = page.getByRole('region', { name: 'What the answer changed' });
  await expect(changed).toContainText('Not wanted');
  const known = page.getByRole('region', { name: 'What is known' });
  const refusal = known.getByRole('group', { name: /Refuses the vaccination against Tetanus/ });
  await refusal.getByRole('button', { name: 'Change or end' }).click();
  const dialog = page.getByRole('dialog', { name: 'Change or end an answer' });
  const until = dialog.getByRole('group', { name: 'Until when' });
  const [year, month, day] = dayFromNow(-1).split('-');
  await until.getByLabel('Day').fill(day);
  await until.getByLabel('Month').fill(month);
  await until.getByLabel('Year').fill(year);
  await dialog.getByRole('button', { name: 'Save the answer' }).click();
  await expect(dialog.getByRole('alert')).toBeVisible();
  await dialog.getByLabel('Reason').fill('changed her mind');
  await dialog.getByRole('button', { name: 'Save the answer' }).click();
  await expect(refusal).toContainText('Over');
  await expect(changed).toContainText('Overdue');
});

test.describe('in German', () => {
  test.use({ language: 'de' });

  test('the profile speaks German', async ({ page, carnet }) => {
    const hoffmann = await recordOf(carnet, 'schiltz', 'Jean-Pierre');
    await signInAs(page, 'schiltz', `/records/${hoffmann.id}/profile`);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Gesundheitsprofil');
    const known = page.getByRole('region', { name: 'Was bekannt ist' });
    await expect(known.getByRole('group', { name: /^Fehlt die Milz/ })).toContainText('Ja · seit');
    await page.setViewportSize({ width: 320, height: 700 });
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
  });
});
