// Reminders: an address that confirms itself, what its reader wants, and stopping.

import { expectAccessible, expectNoSidewaysScroll } from '../../support/accessibility.ts';
import { linkInMail } from '../../support/mails.ts';
import { signInAs } from '../../support/people.ts';
import { expect, test } from '../../support/test.ts';

test('an address is confirmed by its mail, and its reader says when to be reminded', async ({ page, carnet }) => {
  await signInAs(page, 'ana', '/account');
  const reminders = page.getByRole('region', { name: 'Reminders' });
  await expect(reminders).toContainText('There is no e-mail address');
  await page.getByRole('textbox', { name: 'E-mail address' }).fill('ana@example.lu');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(reminders).toContainText('The address is not confirmed yet');
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);

  const link = await linkInMail(carnet, 'ana@example.lu', '/mail/confirm');
  const other = await page.context().newPage();
  await other.goto(link);
  await expectAccessible(other);
  await expectNoSidewaysScroll(other);
  await other.getByRole('button').press('Enter');
  await expect(other.getByRole('button')).toHaveCount(0);
  await expect(other.getByRole('heading', { level: 1 })).toBeVisible();
  await expectAccessible(other);
  // The account, still open, follows.
  await expect(reminders).not.toContainText('The address is not confirmed yet');
  await expect(reminders).toContainText('Confirm your address · sent');

  await reminders.getByRole('radio', { name: 'Two weeks before' }).check();
  await reminders.getByRole('button', { name: 'Save reminders' }).press('Enter');
  await expect(page.getByRole('status')).toContainText(['Saved']);
  await page.reload();
  await expect(reminders.getByRole('radio', { name: 'Two weeks before' })).toBeChecked();
  await expectAccessible(page);
});

test('a link that does not hold says so, and nothing else', async ({ page, complaints }) => {
  complaints.expect(/404/);
  for (const path of ['/mail/confirm/nonsense', '/mail/stop/nonsense']) {
    const response = await page.goto(path);
    expect(response?.status()).toBe(404);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expectAccessible(page);
  }
});
