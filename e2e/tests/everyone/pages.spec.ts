// Every page by its address, on both screens: one heading, a title, axe without violations in light
// and in dark, nothing but tables scrolls sideways (on 320 pixels neither: a screen at 400 %), and
// no complaint to the console.

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
    const size = page.viewportSize();
    await page.setViewportSize({ width: 320, height: 640 });
    await expectNoSidewaysScroll(page);
    if (size) await page.setViewportSize(size);
  });
}

test('the patient’s pages', async ({ page, carnet }) => {
  const mila = await recordOf(carnet, 'schiltz', 'Mila');
  await signInAs(page, 'ana');
  await visit(page, '/my');
  for (const path of ['', '/vaccinations', '/vaccinations?by=disease', `/vaccinations/${mila.vaccinations[0].id}`, '/report', '/profile', '/access-log', '/corrections', `/corrections?dose=${mila.vaccinations[0].id}`, '/print', '/sharing', '/consent', '/helpers']) {
    await visit(page, `/my/${mila.id}${path}`);
  }
  for (const path of ['/account', '/join']) await visit(page, path);
});

test('the professional’s pages to find, read and create', async ({ page, carnet }) => {
  const laura = await recordOf(carnet, 'schiltz', 'Laura');
  await signInAs(page, 'schiltz');
  for (const path of ['/', '/worklist', '/duplicates', '/records', '/records/new', '/account']) await visit(page, path);
  for (const path of ['', '?view=timeline', '/decide', '/decide?view=plan', '/decide?view=compare', '/same', `/vaccinations/${laura.vaccinations[0].id}`]) {
    await visit(page, `/records/${laura.id}${path}`);
  }
});

test('the professional’s pages to write', async ({ page, carnet }) => {
  const laura = await recordOf(carnet, 'schiltz', 'Laura');
  const marc = await recordOf(carnet, 'schiltz', 'Marc');
  const correct = `/vaccinations/${laura.vaccinations[0].id}/correct`;
  await signInAs(page, 'schiltz');
  const forms = ['/record', '/transcribe', '/not-given', '/profile', '/person', '/death', '/parent-code', correct, `/merge/${marc.id}`];
  for (const path of forms) await visit(page, `/records/${laura.id}${path}`);
});
