// What is agreed to, by purpose, and the receipt of a withdrawal.

import { expectAccessible, expectNoSidewaysScroll } from '../../support/accessibility.ts';
import { recordOf, signInAs } from '../../support/people.ts';
import { expect, test } from '../../support/test.ts';

const READ = 'query ($id: RecordId!) { record(id: $id) { vaccinations(includeVoid: true) { id } } }';

test('Ana agrees, withdraws keeping the record, and gets a receipt with what was counted', async ({ page, carnet }) => {
  const noe = await recordOf(carnet, 'schiltz', 'Noé');
  const { record: before } = await carnet.ask('ana', READ, { id: noe.id });
  await signInAs(page, 'ana', `/my/${noe.id}/consent`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('What is agreed to for Noé');
  const statistics = page.getByRole('region', { name: 'Statistics without names' });
  await expect(statistics).toContainText('not asked yet');
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await statistics.getByRole('button', { name: 'I agree' }).press('Enter');
  await expect(statistics).toContainText(/agreed on \d\d\.\d\d\.\d{4}/);

  const keeping = page.getByRole('region', { name: 'Keeping the record' });
  await keeping.getByRole('button', { name: 'I do not want this' }).press('Enter');
  await expect(keeping).toContainText('No practice sees the record any more');
  await expectAccessible(page);
  await keeping.getByRole('button', { name: 'Yes, withdraw' }).press('Enter');
  await expect(keeping).toContainText(/withdrawn on \d\d\.\d\d\.\d{4}/);
  expect((await carnet.ask('schiltz', READ, { id: noe.id })).record).toBeNull();

  await keeping.getByText('What was said so far').click();
  await keeping.getByRole('link', { name: 'Receipt' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Receipt of a withdrawal');
  const line = (name: string) => page.getByRole('row').filter({ hasText: name });
  await expect(line('Doses, void ones too')).toContainText(String(before.vaccinations.length));
  await expect(line('Doses, void ones too')).toContainText('kept, closed to everyone but you');
  await expect(line('Practices that could see the record')).toContainText('ended at once');
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
});
