// The pages that need no sign-in.

import { expect, test } from '../support/test.ts';
import { take } from './take.ts';

const pages = { 'sign-in': '/sign-in', accessibility: '/accessibility', 'not-found': '/nothing' };

for (const [name, path] of Object.entries(pages)) {
  test(name, async ({ page }) => {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await take(page, name);
  });
}

test('demo-provider', async ({ page }) => {
  await page.goto('/sign-in');
  await page.getByRole('link', { name: 'Sign in' }).click();
  await expect(page.getByRole('note')).toBeVisible();
  await take(page, 'demo-provider');
});
