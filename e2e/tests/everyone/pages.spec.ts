// Every page by its address, on both screens: one heading, a title, axe without violations in light
// and in dark, nothing but tables scrolls sideways, and no complaint to the console.

import type { Page } from '@playwright/test';
import { expectAccessible, expectNoSidewaysScroll } from '../../support/accessibility.ts';
import { recordOf, signInAs } from '../../support/people.ts';
import { expect, test } from '../../support/test.ts';

/** Many pages in one test: each signs in once. */
test.slow();

async function visit(page: Page, path: string): Promise<void> {
  await test.step(path.replace(/[0-9a-f-]{36}/g, 'ID'), async () => {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
    await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
    await expect(page).toHaveTitle(/\S.* – Carnet$/);
    await expect(page.getByRole('main')).toHaveCount(1);
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
  });
}

test('the patient’s pages', async ({ page, carnet }) => {
  const mila = await recordOf(carnet, 'schiltz', 'Mila');
  await signInAs(page, 'ana');
  await visit(page, '/my');
  for (const path of ['', '/vaccinations', '/vaccinations?by=disease', `/vaccinations/${mila.vaccinations[0].id}`, '/report', '/profile', '/access-log', '/print']) {
    await visit(page, `/my/${mila.id}${path}`);
  }
  await visit(page, '/account');
});

test('the professional’s pages to find, read and create', async ({ page, carnet }) => {
  const laura = await recordOf(carnet, 'schiltz', 'Laura');
  await signInAs(page, 'schiltz');
  for (const path of ['/', '/worklist', '/records', '/records/new', '/account']) await visit(page, path);
  for (const path of ['', '?view=timeline', `/vaccinations/${laura.vaccinations[0].id}`]) {
    await visit(page, `/records/${laura.id}${path}`);
  }
});

test('the professional’s pages to write', async ({ page, carnet }) => {
  const laura = await recordOf(carnet, 'schiltz', 'Laura');
  const correct = `/vaccinations/${laura.vaccinations[0].id}/correct`;
  await signInAs(page, 'schiltz');
  for (const path of ['/record', '/transcribe', '/not-given', '/profile', correct]) await visit(page, `/records/${laura.id}${path}`);
});
