// The health profile on a patient's phone: what is told counts at once, and a professional confirms.

import { expectAccessible, expectNoSidewaysScroll } from '../../support/accessibility.ts';
import { dayFromNow } from '../../support/days.ts';
import { openVaccinations, recordOf, signInAs } from '../../support/people.ts';
import { expect, test } from '../../support/test.ts';

const PREGNANT = /^Is the person pregnant/;

test('Ana tells that she is pregnant; it counts at once, and her doctor confirms it', async ({ page, carnet, newWindow }) => {
  await page.setViewportSize({ width: 390, height: 800 });
  await signInAs(page, 'ana');
  await openVaccinations(page);
  await page.getByRole('link', { name: 'Health profile' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('My health profile');
  await expect(page.getByText('What you say here counts at once')).toBeVisible();
  await page.getByRole('button', { name: /more questions$/ }).click();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);

  const asked = page.getByRole('region', { name: 'What to ask' });
  await asked.getByRole('group', { name: PREGNANT }).getByRole('button', { name: 'Yes' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Save the answer' }).click();
  await expect(dialog.getByRole('alert')).toBeVisible();
  const since = dialog.getByRole('group', { name: 'Since when' });
  const from = dayFromNow(-150);
  await since.getByLabel('Day').fill(from.slice(8));
  await since.getByLabel('Month').fill(from.slice(5, 7));
  await since.getByLabel('Year').fill(from.slice(0, 4));
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Save the answer' }).click();
  const changed = page.getByRole('region', { name: 'What the answer changed' });
  await expect(changed).toBeVisible();
  await expect(changed).not.toContainText('No answer changes');
  const known = page.getByRole('region', { name: 'What is known' });
  const pregnancy = known.getByRole('group', { name: PREGNANT });
  await expect(pregnancy).toContainText('Reported, not confirmed');
  await expect(pregnancy.getByRole('button', { name: 'Confirm' })).toHaveCount(0);
  await expectAccessible(page);

  const ana = await recordOf(carnet, 'schiltz', 'Ana');
  const desk = await newWindow();
  await signInAs(desk, 'schiltz', `/records/${ana.id}/profile`);
  const seen = desk.getByRole('region', { name: 'What is known' }).getByRole('group', { name: PREGNANT });
  await expect(seen).toContainText('Ana Ferreira');
  await seen.getByRole('button', { name: 'Confirm' }).click();
  await expect(seen).not.toContainText('Reported, not confirmed');
  // The phone follows by itself, and what a professional stands for cannot be changed there.
  await expect(pregnancy).not.toContainText('Reported, not confirmed');
  await expect(pregnancy.getByRole('button')).toHaveCount(0);
});
