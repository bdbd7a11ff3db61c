// The decision tool: what is due, why, and what giving something would change. By keyboard.

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expectAccessible, expectNoSidewaysScroll } from '../../support/accessibility.ts';
import { dayFromNow, written } from '../../support/days.ts';
import { choose, openTool, row, said } from '../../support/decide.ts';
import { recordOf, signInAs } from '../../support/people.ts';
import { expect, test } from '../../support/test.ts';

const HEXYON = 'VAC0510';
const PRIORIX = 'VAC0053';

test('a newborn’s first visit: what is due is chosen, and what the board foretold is then recorded', async ({ page, carnet }) => {
  const id = await openTool(page, carnet, { birthDate: dayFromNow(-62) });
  const before = await said(page, /Tetanus/);
  expect(before.now).toMatch(/Due now/);
  expect(before.after).toContain('no change');
  await choose(page, 'hexyon');
  await choose(page, 'prevenar 20');
  const foretold = await said(page, /Tetanus/);
  expect(foretold.now, 'the present is never overwritten').toBe(before.now);
  expect(foretold.after).toMatch(/^becomes Up to date/);
  await expectAccessible(page);

  await page.keyboard.press('r');
  await expect(page).toHaveURL(new RegExp(`/records/${id}/record\\?vaccine=VAC0510,VAC0900$`));
  await expect(page.getByRole('textbox', { name: 'Lot of Hexyon' })).toBeFocused();
  for (const lot of ['V3F271V', 'HD2071']) {
    await page.keyboard.type(lot);
    for (let i = 0; i < 2; i += 1) await page.keyboard.press('Enter');
    await page.keyboard.press('Space');
    await page.keyboard.press('Enter');
  }
  await expect(page.getByRole('textbox', { name: 'Lot of Hexyon' })).toHaveValue('V3F271V');
  await expect(page.getByRole('textbox', { name: 'Lot of Prevenar 20' })).toHaveValue('HD2071');
  await page.keyboard.press('Control+Enter');
  await expect(page).toHaveURL(new RegExp(`/records/${id}$`));

  await page.getByRole('link', { name: 'Decide' }).click();
  await expect(page.getByRole('table', { name: /Status by disease/ })).toBeVisible();
  const saved = await said(page, /Tetanus/);
  expect(`becomes ${saved.now}`, 'what is saved is what was foretold').toBe(foretold.after);
  expect(await page.getByRole('alert').count()).toBe(0);
});

test('an invalid dose is explained with the day from which it would have counted', async ({ page, carnet }) => {
  const born = dayFromNow(-500);
  const given = dayFromNow(-500 + 200);
  await openTool(page, carnet, { birthDate: born, doses: [{ on: given, vaccine: PRIORIX }] });
  await expect(page.getByText('Doses not valid: 1')).toBeVisible();
  const mark = row(page, /Measles/).getByRole('button', { name: /does not count/ });
  await row(page, /Measles/).getByRole('button', { name: /Measles/ }).focus();
  for (let i = 0; i < 20 && !(await mark.evaluate((e) => e === document.activeElement)); i += 1) await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  const why = page.getByRole('complementary');
  await expect(why.getByRole('heading', { level: 2 })).toHaveText(/Priorix/i);
  await expect(why).toContainText(/would have counted from \d\d\.\d\d\.\d{4}/);
  await expect(why).toContainText(written(given));
  await page.keyboard.press('Escape');
  await expect(mark).toBeFocused();
  await expectAccessible(page);
});

test('rows and why by keys: arrows go along, Enter explains, Escape returns', async ({ page, carnet }) => {
  const { id } = await recordOf(carnet, 'schiltz', 'Noé');
  await signInAs(page, 'schiltz', `/records/${id}?view=status`);
  await expect(page, 'the board’s old address leads here').toHaveURL(new RegExp(`/records/${id}/decide$`));
  const picks = page.locator('button.board-pick');
  await picks.first().focus();
  await page.keyboard.press('ArrowDown');
  await expect(picks.nth(1)).toBeFocused();
  const name = await picks.nth(1).innerText();
  await page.keyboard.press('Enter');
  const why = page.getByRole('complementary');
  await expect(why.getByRole('heading', { level: 2 })).toHaveText(name);
  await expect(page.getByRole('region', { name: 'Reasons' })).toBeFocused();
  await expect(why.getByRole('link').first()).toHaveAttribute('href', /^https?:/);
  await expect(why).toContainText(/Rule set lu-2026, as of \d\d\.\d\d\.\d{4}.*Not approved by the Conseil supérieur/);
  await page.keyboard.press('Escape');
  await expect(picks.nth(1)).toBeFocused();
});

test('asplenia is supposed, and the board changes beside what is', async ({ page, carnet }) => {
  await openTool(page, carnet, { birthDate: dayFromNow(-365 * 30) });
  const before = await page.locator('.board tbody .status').allInnerTexts();
  await page.keyboard.press('f');
  const dialog = page.getByRole('dialog', { name: 'Suppose facts' });
  await dialog.getByRole('searchbox').fill('spleen');
  await dialog.getByRole('radio', { name: 'yes' }).first().check();
  await expectAccessible(page);
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(page.locator('.after .status').first()).toBeVisible();
  expect((await said(page, /Pneumococc/)).after).toMatch(/^becomes/);
  await page.getByRole('button', { name: 'Clear all' }).click();
  expect(await page.locator('.board tbody .status').allInnerTexts()).toEqual(before);
});

test('a pregnant woman in the season: RSV opens, a live vaccine is refused before the injection and needs a reason', async ({ page, carnet }) => {
  const id = await openTool(page, carnet, { birthDate: dayFromNow(-365 * 32) });
  await page.keyboard.press('f');
  const dialog = page.getByRole('dialog', { name: 'Suppose facts' });
  await dialog.getByRole('searchbox').fill('pregnan');
  const since = dialog.getByRole('textbox', { name: /first day of the last period/ });
  await since.fill(written(dayFromNow(-30 * 7)));
  await since.press('Tab');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(page.locator('.after .status').first()).toBeVisible();
  await choose(page, 'priorix');
  await expect(page.getByText('Contraindicated for this person.')).toBeVisible();
  const reason = page.getByRole('textbox', { name: 'Why deviate from the advice?' });
  await page.keyboard.press('r');
  await expect(reason).toBeFocused();
  await expect(page).toHaveURL(/decide$/);
  await reason.fill('Outbreak, specialist asked');
  await page.getByRole('button', { name: /Record this one/ }).click();
  await expect(page).toHaveURL(new RegExp(`/records/${id}/record\\?vaccine=VAC`));
  await expect(page.getByRole('textbox', { name: 'Note (optional)' })).toHaveValue(/Contraindicated.*Outbreak, specialist asked/);
  expect(page.url(), 'nothing personal in the address').not.toContain('Outbreak');
});

test('a migrant with unknown dates: it depends, and the board asks', async ({ page, carnet }) => {
  await openTool(page, carnet, {
    birthDate: dayFromNow(-365 * 8),
    doses: [
      { on: 'unknown', vaccine: HEXYON },
      { on: dayFromNow(-365 * 7).slice(0, 4), vaccine: PRIORIX },
    ],
  });
  await expect(page.getByRole('rowgroup').filter({ hasText: /^Ask/ })).toBeVisible();
  await expect(page.locator('.mark-uncertain, .mark-reported .whisker').first()).toBeAttached();
  await expect(row(page, /Tetanus/).first()).toContainText(/To be clarified|Overdue/);
  expect(await page.getByRole('alert').count(), 'browser and server agree').toBe(0);
});

test('last year’s rule set answers beside this year’s, and another day beside today', async ({ page, carnet }) => {
  await openTool(page, carnet, { birthDate: dayFromNow(-100) });
  await page.getByRole('combobox', { name: 'Rule set' }).selectOption('2023');
  await expect(page.locator('.after .status').first()).toBeVisible();
  await page.getByRole('combobox', { name: 'Rule set' }).selectOption('2026');
  await expect(page.locator('.after .status')).toHaveCount(0);
  const day = page.getByRole('textbox', { name: 'Given on' });
  await day.focus();
  for (let weeks = 0; weeks < 30; weeks += 1) await page.keyboard.press('Shift+ArrowUp');
  await expect(day).toHaveValue(written(dayFromNow(210)));
  await expect(page.locator('.after .status').first()).toBeVisible();
  await expect(page.getByRole('columnheader', { name: written(dayFromNow(210)) })).toBeVisible();
});

test('a planned dose is moved by the arrow keys and keeps the focus', async ({ page, carnet }) => {
  await openTool(page, carnet, { birthDate: dayFromNow(-62) });
  await choose(page, 'hexyon');
  const mark = row(page, /Tetanus/).first().getByRole('slider', { name: 'Hexyon' });
  await mark.focus();
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(mark).toBeFocused();
  await expect(mark).toHaveAttribute('aria-valuetext', written(dayFromNow(8)));
});

test('browser and server agree on everyone of the practice', async ({ page, carnet }) => {
  const { practice } = await carnet.ask('schiltz', '{ practice { records(first: 100) { nodes { id } } } }');
  await signInAs(page, 'schiltz');
  for (const { id } of practice.records.nodes) {
    await page.goto(`/records/${id}/decide`);
    await expect(page.getByRole('table', { name: /Status by disease/ }).or(page.getByText('Without an exact birth date'))).toBeVisible();
    await expect(page.getByText('reckons something else')).toHaveCount(0);
  }
});

test('from keystroke to status, measured', async ({ page, carnet }, info) => {
  await openTool(page, carnet, { birthDate: dayFromNow(-480), doses: [{ on: dayFromNow(-400), vaccine: HEXYON }] });
  const day = page.getByRole('textbox', { name: 'Given on' });
  await day.focus();
  await page.evaluate(() => {
    const board = document.querySelector('table.board')!;
    addEventListener('keydown', () => performance.mark('key'), true);
    new MutationObserver(() => performance.measure('key-to-status', 'key')).observe(board, { subtree: true, childList: true, characterData: true });
  });
  for (let i = 0; i < 60; i += 1) await page.keyboard.press('Shift+ArrowUp');
  const times = await page.evaluate(() => performance.getEntriesByName('key-to-status').map((m) => m.duration));
  times.sort((a, b) => a - b);
  expect(times.length).toBeGreaterThan(0);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))]!.toFixed(1);
  info.annotations.push({ type: 'keystroke to status', description: `median ${at(0.5)} ms, 95 % ${at(0.95)} ms, most ${at(1)} ms of ${times.length}` });
  console.log(info.annotations.at(-1)!.description);
});

test('it fits a screen of 1440 × 900, in German too', async ({ page, carnet }) => {
  const noe = await recordOf(carnet, 'schiltz', 'Noé');
  await page.setViewportSize({ width: 1440, height: 900 });
  await signInAs(page, 'schiltz', `/records/${noe.id}/decide`);
  for (const language of ['English', 'Deutsch']) {
    await page.getByRole('link', { name: language }).or(page.getByRole('button', { name: language })).first().click();
    await expect(page.locator('table.board')).toBeVisible();
    await expectNoSidewaysScroll(page);
    const overflow = await page.evaluate(() => document.documentElement.scrollHeight - innerHeight);
    expect(overflow, `pixels below the screen, ${language}`).toBeLessThanOrEqual(0);
  }
});

test('a dose recorded on another screen moves this board on', async ({ page, carnet }) => {
  const id = await openTool(page, carnet, { birthDate: dayFromNow(-62) });
  const before = await said(page, /Tetanus/);
  expect(before.now).toMatch(/Due now/);
  const { recordVaccinations } = await carnet.ask(
    'schiltz',
    `mutation ($input: RecordVaccinationsInput!) { recordVaccinations(input: $input) { userErrors { code } } }`,
    { input: { idempotencyKey: 'other-screen', recordId: id, givenOn: dayFromNow(0), doses: [{ vaccineCode: HEXYON, lot: 'V3F271V' }] } },
  );
  expect(recordVaccinations.userErrors).toEqual([]);
  await expect.poll(async () => (await said(page, /Tetanus/)).now).toMatch(/Up to date/);
});

test('the trace is signed: it verifies, and one that was tampered with is refused', async ({ page, carnet }) => {
  await openTool(page, carnet, { birthDate: dayFromNow(-62) });
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Signed trace' }).focus();
  await page.keyboard.press('Enter');
  const file = join(carnet.dataDir, 'trace.json');
  expect((await download).suggestedFilename(), 'nothing personal in the name').toBe('trace.json');
  await (await download).saveAs(file);
  expect(await carnet.run('verify-trace', file)).toContain('as it was signed');
  const text = await readFile(file, 'utf8');
  const tampered = text.replace('"status":"due"', '"status":"complete"');
  expect(tampered).not.toBe(text);
  await writeFile(file, tampered);
  await expect(carnet.run('verify-trace', file)).rejects.toThrow(/not as it was signed/);
});
