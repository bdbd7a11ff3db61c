// The day of death: recorded by a professional, seen plainly, corrected.

import { expectAccessible, expectNoSidewaysScroll } from '../../support/accessibility.ts';
import { dayFromNow, written } from '../../support/days.ts';
import { openTool } from '../../support/decide.ts';
import { expect, test } from '../../support/test.ts';

test('a death takes a person from the worklist, and a mistake is taken back', async ({ page, carnet }) => {
  const id = await openTool(page, carnet, { birthDate: dayFromNow(-90) });
  await page.goto('/worklist');
  await expect(page.locator(`a[href="/records/${id}"]`)).toHaveCount(1);
  await page.goto(`/records/${id}/person`);
  await page.getByRole('link', { name: 'This person has died' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Record a death');
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('alert')).toContainText('2 things to mend');
  const day = dayFromNow(-1);
  for (const [field, part] of [
    ['Day', day.slice(8)],
    ['Month', day.slice(5, 7)],
    ['Year', day.slice(0, 4)],
  ] as const) {
    await page.getByRole('textbox', { name: field, exact: true }).fill(String(Number(part)));
  }
  await page.getByRole('textbox', { name: 'Reason' }).fill('told by the hospital');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('status')).toContainText(['Recorded']);
  await expect(page.getByRole('main')).toContainText(`Died on ${written(day)}`);
  await expect(page.getByRole('link', { name: /^Record doses/ })).toHaveCount(0);
  await expectAccessible(page);
  await page.goto('/worklist');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('To do');
  await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
  await expect(page.locator(`a[href="/records/${id}"]`)).toHaveCount(0);

  await page.goto(`/records/${id}`);
  await page.getByRole('link', { name: 'Correct', exact: true }).click();
  await page.getByRole('textbox', { name: 'Reason' }).fill('another person of that name');
  await page.getByRole('button', { name: 'The person is alive: take it back' }).click();
  await expect(page.getByRole('status')).toContainText(['Recorded']);
  await expect(page.getByText(/^Died on/)).toHaveCount(0);
});
