// What the recommendations say: the doctor's board, and how a dose changes it.

import { expectAccessible } from '../../support/accessibility.ts';
import { dayFromNow } from '../../support/days.ts';
import { recordOf, signInAs } from '../../support/people.ts';
import { expect, test } from '../../support/test.ts';

test('the board says what is to decide today, why, by which rule, and that nobody approved it', async ({ page, carnet }) => {
  const noe = await recordOf(carnet, 'schiltz', 'Noé');
  await signInAs(page, 'schiltz', `/records/${noe.id}`);
  await page.getByRole('link', { name: 'Status' }).click();
  await expect(page).toHaveURL(/view=status/);
  const board = page.getByRole('region', { name: 'What is recommended' });
  const measles = board.getByRole('row', { name: /^Measles/ });
  await expect(measles).toContainText(/Overdue|Due now|Up to date|Complete/);
  await expect(measles).toContainText('Source:');
  await expect(page.getByText('Not approved by the Conseil supérieur des maladies infectieuses')).toBeVisible();
  await expectAccessible(page);
  await page.reload();
  await expect(measles).toBeVisible();
});

test('a dose given in another window moves the board on', async ({ page, carnet }) => {
  const noe = await recordOf(carnet, 'schiltz', 'Noé');
  await signInAs(page, 'schiltz', `/records/${noe.id}`);
  await page.getByRole('link', { name: 'Status' }).click();
  const board = page.getByRole('region', { name: 'What is recommended' });
  const measles = board.getByRole('row', { name: /^Measles/ }).first();
  const before = await measles.innerText();
  await carnet.ask(
    'schiltz',
    `mutation ($input: RecordVaccinationsInput!) { recordVaccinations(input: $input) { userErrors { code message } } }`,
    { input: { idempotencyKey: 'status-board-1', recordId: noe.id, givenOn: dayFromNow(), doses: [{ vaccineCode: 'VAC0053', lot: 'X014872' }] } },
  );
  await expect.poll(async () => measles.innerText()).not.toBe(before);
});
