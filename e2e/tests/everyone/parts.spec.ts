// The program comes in parts (ADR 0013): what a page needs is fetched when it is shown.

import { expect } from '@playwright/test';
import { signInAs } from '../../support/people.ts';
import { test } from '../../support/test.ts';

test('a part that cannot be fetched is asked for again, and the page is then there', async ({ page, complaints }) => {
  complaints.expect(/Failed to load resource|Failed to fetch|TypeError/);
  const later = '**/split_hand_more-*.wasm';
  await page.route(later, (route) => route.abort());
  await signInAs(page, 'ana');
  await page.getByRole('link', { name: 'Account' }).click();
  await expect(page.getByRole('alert')).toContainText('The service did not answer');
  await page.unroute(later);
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('My account');
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('nobody fetches the professional’s parts for a patient, and each is kept for ever', async ({ page }) => {
  const fetched = new Map<string, string | undefined>();
  page.on('response', (response) => {
    const name = new URL(response.url()).pathname;
    if (name.endsWith('.wasm')) fetched.set(name, response.headers()['cache-control']);
  });
  await page.goto('/');
  await expect(page.locator('a[href^="/auth/login"]')).toBeVisible();
  expect([...fetched.keys()].filter((name) => !name.includes('frontend'))).toEqual([]);
  await signInAs(page, 'ana');
  await expect.poll(() => [...fetched.keys()].some((name) => name.includes('split_hand_more'))).toBe(true);
  expect([...fetched.keys()].some((name) => name.includes('split_desk'))).toBe(false);
  expect([...new Set(fetched.values())]).toEqual(['public, max-age=31536000, immutable']);
});
