// A number that changed: a newborn's provisional one by the matricule; the old one still leads here.

import { expectAccessible, expectNoSidewaysScroll } from '../../support/accessibility.ts';
import { dayFromNow, written } from '../../support/days.ts';
import { createRecord } from '../../support/family.ts';
import { inventMatricule } from '../../support/matricule.ts';
import { signInAs } from '../../support/people.ts';
import { expect, test } from '../../support/test.ts';

test('a newborn’s number is replaced by the matricule, is still shown, and still leads here', async ({ page, carnet }) => {
  const birthDate = dayFromNow(-20);
  const input = {
    idempotencyKey: 'newborn-number',
    identifiers: [{ system: 'LU_NEWBORN', issuer: 'Maternité Nord', value: 'NB-77821' }],
    familyName: 'Weis',
    givenName: 'Tilly',
    birthDate,
    sex: 'FEMALE',
    language: 'EN',
  };
  const id = await createRecord(carnet, 'schiltz', input);
  await signInAs(page, 'schiltz', `/records/${id}/person`);
  await page.getByRole('link', { name: 'The number changed' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Another number');
  // There is only this one.
  await expect(page.getByRole('radio', { name: 'NB-77821' })).toBeChecked();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);

  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('alert')).toContainText('2 things to mend');
  const number = page.getByRole('textbox', { name: 'Matricule' });
  await number.fill(inventMatricule(dayFromNow(-21), 77));
  await page.getByRole('textbox', { name: 'Reason' }).fill('letter of the CCSS');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('alert')).toContainText('Matricule');
  await expect(number).toHaveAccessibleDescription(/birth date/);
  await expectAccessible(page);

  const matricule = inventMatricule(birthDate, 77);
  await number.fill(matricule);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('status')).toContainText(['Replaced']);
  const printed = `${matricule.slice(0, 4)} ${matricule.slice(4, 8)} ${matricule.slice(8, 11)} ${matricule.slice(11)}`;
  await expect(page.getByText(printed).first()).toBeVisible();
  await page.goto(`/records/${id}/number`);
  const earlier = page.getByRole('region', { name: 'Earlier numbers' });
  await expect(earlier).toContainText(`NB-77821, replaced on ${written(dayFromNow())}`);
  await expect(page.getByRole('radio', { name: printed })).toBeChecked();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);

  // A number that somebody has is nobody else's.
  const { records } = (await carnet.ask('schiltz', '{ practice { records(first: 100) { nodes { id identifiers { system value } } } } }')).practice;
  const other = records.nodes.find((r: { id: string }) => r.id !== id).identifiers[0].value;
  await page.getByRole('combobox', { name: 'Kind of number' }).selectOption({ label: 'France: NIR' });
  await page.getByRole('combobox', { name: 'Kind of number' }).selectOption({ label: 'Matricule' });
  await number.fill(other);
  await page.getByRole('textbox', { name: 'Reason' }).fill('mistaken');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('alert')).toContainText('Matricule');
});
