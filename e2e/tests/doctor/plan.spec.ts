// The plan: a catch-up in the fewest visits, by keyboard; what the practice has; the sheet that is
// handed over; and two rule sets side by side.

import type { Page } from '@playwright/test';
import { expectAccessible, expectNoSidewaysScroll, tabTo } from '../../support/accessibility.ts';
import { dayFromNow, written } from '../../support/days.ts';
import { openTool } from '../../support/decide.ts';
import { expect, test } from '../../support/test.ts';
import { viewports } from '../../support/viewports.ts';

const HEXYON = 'VAC0510';
const toddler = { birthDate: dayFromNow(-500), doses: [{ on: dayFromNow(-420), vaccine: HEXYON }] };

/** The view of the plan, opened by keys, once it has answered. */
async function openPlan(page: Page): Promise<void> {
  await tabTo(page, page.getByRole('link', { name: 'Plan', exact: true }));
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/decide\?view=plan$/);
  await answered(page);
}

async function answered(page: Page): Promise<void> {
  await expect(page.getByRole('region', { name: 'Plan of visits' })).toBeVisible();
  await expect(page.locator('.plan-result[aria-busy]')).toHaveCount(0);
}

/** For each visit the products. */
async function visits(page: Page): Promise<string[][]> {
  const found = await page.locator('.plan-visit').all();
  return Promise.all(found.map((visit) => visit.locator('.plan-doses > li > b').allInnerTexts()));
}

test('a toddler catches up in the fewest visits, two injections each; the first is given and recorded', async ({ page, carnet }) => {
  const id = await openTool(page, carnet, toddler);
  await openPlan(page);
  const free = await visits(page);
  expect(Math.max(...free.map((v) => v.length))).toBeGreaterThan(2);
  await expectAccessible(page);

  await tabTo(page, page.getByRole('radio', { name: 'any' }));
  for (let i = 0; i < 3; i += 1) await page.keyboard.press('ArrowLeft');
  await expect(page.getByRole('radio', { name: '2', exact: true })).toBeChecked();
  await expect.poll(async () => Math.max(...(await visits(page)).map((v) => v.length))).toBe(2);
  await answered(page);
  const planned = await visits(page);
  expect(planned.length).toBeGreaterThan(free.length);
  const injections = planned.flat().length;
  await expect(page.getByRole('status').filter({ hasText: 'Visits' })).toHaveText(`Visits: ${planned.length} · injections: ${injections}`);
  const first = page.locator('.plan-visit').first();
  await expect(first).toContainText(`${written(dayFromNow(0))} · today · 16 months`);
  await expect(first).toContainText(/dose \d: /);
  await expect(first.locator('.status').first()).toBeVisible();

  await tabTo(page, page.getByRole('button', { name: 'Give these today: 2' }));
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/decide$/);
  await expect(page.getByRole('heading', { name: 'What if' })).toBeFocused();
  await expect(page.locator('.chosen-name')).toHaveText(planned[0]!);
  await expect(page.locator('.chosen-warn'), 'what is planned deviates from nothing').toHaveCount(0);

  await page.goBack();
  await answered(page);
  const after = await visits(page);
  expect(after[0], 'what is chosen is the first visit').toEqual(planned[0]);
  await expect(page.locator('.plan-visit').first()).toContainText('Chosen, not recorded yet');
  await expect(page.locator('.plan-visit').nth(1)).not.toContainText('today');

  await page.keyboard.press('r');
  await expect(page).toHaveURL(new RegExp(`/records/${id}/record\\?vaccine=VAC\\d+,VAC\\d+$`));
  await expect(page.getByRole('textbox', { name: `Lot of ${planned[0]![0]}` })).toBeFocused();
  for (const lot of ['V3F271V', 'HD2071']) {
    await page.keyboard.type(lot);
    for (let i = 0; i < 2; i += 1) await page.keyboard.press('Enter');
    await page.keyboard.press('Space');
    await page.keyboard.press('Enter');
  }
  await expect(page.getByRole('textbox', { name: `Lot of ${planned[0]![1]}` })).toHaveValue('HD2071');
  await page.keyboard.press('Control+Enter');
  await expect(page).toHaveURL(new RegExp(`/records/${id}$`));
  const { record } = await carnet.ask('schiltz', 'query ($id: RecordId!) { record(id: $id) { vaccinations { occurrence } } }', { id });
  const today = record.vaccinations.filter((v: { occurrence: string }) => v.occurrence === dayFromNow(0));
  expect(today.length).toBe(2);
});

test('the browser plans what the schema plans', async ({ page, carnet }) => {
  const id = await openTool(page, carnet, toddler);
  await openPlan(page);
  const shown = await page.locator('.plan-visit').evaluateAll((all) => all.map((visit) => ({
    on: visit.querySelector('.plan-visit-head p')!.textContent!.slice(0, 10),
    injections: visit.querySelectorAll('.plan-doses > li').length,
  })));
  const { plan } = await carnet.ask('schiltz', 'query ($input: PlanInput!) { plan(input: $input) { visits { on injections { vaccine { code } } } } }', { input: { recordId: id } });
  type Visit = { on: string; injections: unknown[] };
  expect(shown).toEqual(plan.visits.map((visit: Visit) => ({ on: written(visit.on), injections: visit.injections.length })));
});

test('what the practice has not got is not planned, and this browser remembers it', async ({ page, carnet }) => {
  await openTool(page, carnet, toddler);
  await openPlan(page);
  const product = (await visits(page))[0]![0]!;
  const open = page.locator('summary').filter({ hasText: 'Products in the practice' });
  await tabTo(page, open);
  await page.keyboard.press('Enter');
  const box = page.getByRole('checkbox', { name: new RegExp(`^${product.replace(/[+]/g, '\\+')}`) });
  await tabTo(page, box);
  await expectAccessible(page);
  await page.keyboard.press('Space');
  await expect(box).not.toBeChecked();
  await expect.poll(async () => (await visits(page)).flat()).not.toContain(product);
  const kept = await page.evaluate(() => localStorage.getItem('products-not-here'));
  expect(kept, 'codes of products, nothing of a person').toMatch(/^VAC\d{4}$/);

  await page.reload();
  await answered(page);
  expect((await visits(page)).flat()).not.toContain(product);
  await expect(open).toContainText('not here: 1');
  await open.click();
  await page.getByRole('button', { name: 'Tick all' }).press('Enter');
  await expect(open).toBeFocused();
  await expect.poll(async () => (await visits(page)).flat()).toContain(product);
});

test('a first visit later, fewer months, what is on request: the plan follows', async ({ page, carnet }) => {
  await openTool(page, carnet, toddler);
  await openPlan(page);
  const first = page.getByRole('textbox', { name: 'First visit' });
  await first.fill(written(dayFromNow(30)));
  await first.press('Tab');
  await expect(page.locator('.plan-visit').first()).toContainText(written(dayFromNow(30)));
  await expect(page.getByRole('button', { name: /Give these today/ })).toHaveCount(0);
  await first.fill(written(dayFromNow(-1)));
  await first.press('Tab');
  await expect(first).toHaveAttribute('aria-invalid', 'true');
  await page.getByRole('combobox', { name: 'Plan ahead' }).selectOption('6 months');
  await page.getByRole('combobox', { name: 'Between two visits at least' }).selectOption('12 weeks');
  await answered(page);
  const days = await page.locator('.plan-visit-head p').allInnerTexts();
  const time = (text: string) => Date.parse(text.slice(0, 10).split('.').reverse().join('-'));
  for (let i = 1; i < days.length; i += 1) {
    expect(time(days[i]!) - time(days[i - 1]!)).toBeGreaterThanOrEqual(84 * 86_400_000);
  }
  await page.getByRole('checkbox', { name: 'Also what is given on request' }).check();
  await answered(page);
});

test('the sheet for the person: who, when, what against; by which rules; nothing else is printed', async ({ page, carnet }) => {
  await openTool(page, carnet, toddler);
  await openPlan(page);
  const planned = await visits(page);
  await page.emulateMedia({ media: 'print' });
  const sheet = page.getByRole('article');
  await expect(sheet.getByRole('heading', { name: 'Vaccination plan' })).toBeVisible();
  await expect(sheet).toContainText(`Amina Haddad, born ${written(toddler.birthDate)}`);
  for (const product of planned.flat()) await expect(sheet.getByRole('table')).toContainText(product);
  await expect(sheet.locator('tbody')).toHaveCount(planned.length);
  await expect(sheet).toContainText(/Made on .*Rule set lu-2026.*Not approved by the Conseil supérieur/);
  for (const hidden of ['.app-header', '.patient-bar', '.plan-view']) await expect(page.locator(hidden)).toBeHidden();
  await page.emulateMedia({ media: null });
  await expect(sheet).toBeHidden();
});

test('two rule sets side by side: what differs is said in words; last year’s and the one before', async ({ page, carnet }) => {
  await openTool(page, carnet, { birthDate: dayFromNow(-100) });
  await tabTo(page, page.getByRole('link', { name: 'Compare', exact: true }));
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/decide\?view=compare$/);
  const table = page.getByRole('table', { name: /What two rule sets say of each disease/ });
  await expect(table.getByRole('columnheader', { name: 'LU 2026 (in force)' })).toBeVisible();
  await expect(table.getByRole('columnheader', { name: 'LU 2024' })).toBeVisible();
  await expectAccessible(page);
  const other = page.getByRole('combobox', { name: 'Compare with' });
  await tabTo(page, other);
  await other.selectOption('LU 2023');
  await expect(table.getByRole('columnheader', { name: 'LU 2023' })).toBeVisible();
  const rows = table.locator('tr[data-differs]');
  const count = await rows.count();
  expect(count).toBeGreaterThan(0);
  for (const row of await rows.all()) {
    await expect(row.locator('.compare-mark')).toHaveText(/≠(Status differs|Days differ|Not in this rule set)/);
  }
  await expect(page.getByRole('status').filter({ hasText: /^Different: \d+ of \d+ diseases$/ })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/\/decide$/);
});

test('plan and comparison on a phone', async ({ page, carnet }) => {
  const id = await openTool(page, carnet, toddler);
  await page.setViewportSize(viewports.phone.viewport!);
  for (const view of ['plan', 'compare']) {
    await page.goto(`/records/${id}/decide?view=${view}`);
    await expect(page.locator(view === 'plan' ? '.plan-visit' : '.compare tbody tr:visible').first()).toBeVisible();
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
  }
});

test('from a changed wish to the plan, measured', async ({ page, carnet }, info) => {
  await openTool(page, carnet, toddler);
  await openPlan(page);
  await page.evaluate(() => {
    const seen = new PerformanceObserver((list) => {
      for (const task of list.getEntries()) performance.measure('task', { start: task.startTime, duration: task.duration });
    });
    seen.observe({ type: 'longtask' });
  });
  for (let i = 0; i < 4; i += 1) {
    for (const most of ['1', '2', '3', '4', 'any']) {
      await page.getByRole('radio', { name: most, exact: true }).check();
      await page.waitForTimeout(150);
      await answered(page);
    }
  }
  const long = await page.evaluate(() => performance.getEntriesByName('task').map((m) => m.duration));
  const words = `${long.length} of 20 plans took longer than 50 ms to compute and draw${long.length ? `, the longest ${Math.max(...long)} ms` : ''}`;
  info.annotations.push({ type: 'planning', description: words });
  console.log(words);
  await expect(page.locator('.plan-visit').first()).toBeVisible();
});
