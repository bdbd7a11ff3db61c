// A doctor of two practices.

import { expectAccessible, expectNoSidewaysScroll } from '../../support/accessibility.ts';
import { signInAs } from '../../support/people.ts';
import { expect, test } from '../../support/test.ts';

test('Dr Conti goes from one practice to the other, and sees the people of that one', async ({ page }) => {
  await signInAs(page, 'conti');
  const recent = page.getByRole('table', { name: /People whose record your practice sees/ });
  const here = page.getByRole('banner').getByRole('link', { name: /Dr Elena Conti/ });
  await expect(here).toContainText('Cabinet médical Belair');
  await expect(recent).toContainText('Laura Reuter');
  await expect(recent).not.toContainText('Chiara Rossi');

  await here.click();
  const practices = page.getByRole('group', { name: 'Where I work now' });
  await expect(practices.getByRole('radio', { name: 'Cabinet médical Belair' })).toBeChecked();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await practices.getByRole('radio', { name: 'Pédiatrie Kirchberg' }).check();
  await expect(page.getByRole('status')).toContainText(['You work in Pédiatrie Kirchberg now']);
  await expect(here).toContainText('Pédiatrie Kirchberg');
  await expect(practices.getByRole('radio', { name: 'Pédiatrie Kirchberg' })).toBeFocused();

  await page.getByRole('link', { name: 'Start', exact: true }).click();
  await expect(recent).toContainText('Chiara Rossi');
  await expect(recent).not.toContainText('Laura Reuter');
  await page.reload();
  await expect(here).toContainText('Pédiatrie Kirchberg');
});

test('somebody of one practice has nothing to choose', async ({ page }) => {
  await signInAs(page, 'schiltz', '/account');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('My account');
  await expect(page.getByRole('group', { name: 'Where I work now' })).toHaveCount(0);
});
