// Who acts for whom: a mother with twins joins both by code; a girl turns 18; a trusted person; a
// parent barred by a court's order.

import { expectAccessible, expectNoSidewaysScroll } from '../../support/accessibility.ts';
import { withDatabase } from '../../support/database.ts';
import { dayFromNow } from '../../support/days.ts';
import { codeFor, joinParent, makeChild, ownRecord } from '../../support/family.ts';
import { names, signInAs } from '../../support/people.ts';
import { expect, test } from '../../support/test.ts';

test('a mother with twins joins both by the codes on the practice’s paper', async ({ page, carnet, newWindow }) => {
  const born = dayFromNow(-12);
  const twins = [await makeChild(carnet, 'Lina', born, 501), await makeChild(carnet, 'Emma', born, 502)];
  const desk = await newWindow();
  await signInAs(desk, 'weber', `/records/${twins[0]}/parent-code`);
  await expect(desk.getByRole('heading', { level: 1 })).toHaveText('Code for a parent');
  await desk.getByRole('button', { name: 'Make a code' }).click();
  const shown = desk.locator('.code');
  await expect(shown).toContainText(/[0-9A-Z]{4}-[0-9A-Z]{4}/);
  await expectAccessible(desk);
  await expectNoSidewaysScroll(desk);
  const first = (await shown.innerText()).match(/[0-9A-Z]{4}-[0-9A-Z]{4}/)![0];

  await signInAs(page, 'laura', '/join');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Enter a code');
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await page.getByRole('textbox', { name: 'Code' }).fill('0000 0000');
  await page.getByRole('button', { name: 'Enter' }).click();
  await expect(page.getByRole('alert')).toContainText('Code');
  for (const [code, name] of [
    [first.toLowerCase().replace('-', ' '), 'Lina'],
    [await codeFor(carnet, twins[1]), 'Emma'],
  ] as const) {
    await page.goto('/join');
    await page.getByRole('textbox', { name: 'Code' }).fill(code);
    await page.getByRole('button', { name: 'Enter' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toContainText(name);
    // Whose record it is stands at the top.
    await expect(page.locator('.person-switch')).toContainText(`${name} Reuter`);
    await expect(page.locator('.person-switch')).toContainText('my child');
  }
  await page.goto('/my');
  await expect(page.getByRole('listitem').filter({ hasText: 'Lina' }).first()).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: 'Emma' }).first()).toBeVisible();
  // A code works once.
  await page.goto('/join');
  await page.getByRole('textbox', { name: 'Code' }).fill(first);
  await page.getByRole('button', { name: 'Enter' }).click();
  await expect(page.getByRole('alert')).toContainText('Code');
});

test('on the day on which a girl turns 18 her mother sees her no more', async ({ page, carnet }) => {
  const today = dayFromNow();
  const year = Number(today.slice(0, 4));
  // The day before her birthday, the mother acts for her; on the day, nobody does.
  const tomorrow = dayFromNow(1);
  const almost = await makeChild(carnet, 'Nina', `${Number(tomorrow.slice(0, 4)) - 18}${tomorrow.slice(4)}`, 503);
  const girl = await makeChild(carnet, 'Julie', `${year - 18}${today.slice(4)}`, 504);
  const { makeParentCode } = await carnet.ask(
    'weber',
    `mutation ($input: MakeParentCodeInput!) { makeParentCode(input: $input) { code userErrors { code } } }`,
    { input: { idempotencyKey: 'of-age-code', recordId: girl } },
  );
  expect(makeParentCode.userErrors).toEqual([expect.objectContaining({ code: 'NOT_APPLICABLE' })]);
  await signInAs(page, 'laura', '/join');
  await page.getByRole('textbox', { name: 'Code' }).fill(await codeFor(carnet, almost));
  await page.getByRole('button', { name: 'Enter' }).click();
  await expect(page.locator('.person-switch')).toContainText('Nina Reuter');
  await page.goto(`/my/${almost}/helpers`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Who acts for Nina');
  await expect(page.getByRole('main')).toContainText('parent: everything, until 18');
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
});

test('a young person of 16 is asked whether the mother goes on, and the answer decides', async ({ page, carnet, newWindow }) => {
  const today = dayFromNow();
  const girl = await makeChild(carnet, 'Ottilie', `${Number(today.slice(0, 4)) - 17}${today.slice(4)}`, 505);
  await joinParent(carnet, 'laura', girl);
  const mother = await newWindow();
  await signInAs(mother, 'laura', `/my/${girl}`);
  await expect(mother.locator('.person-switch')).toContainText('Ottilie Reuter');
  // The girl gets an account of her own. The demo's provider knows nobody so young: the account of
  // somebody who is signed in is made hers.
  await signInAs(page, 'pol');
  const MAKE_HERS = "UPDATE account SET record_id = (SELECT id FROM record WHERE given_name = 'Ottilie') WHERE display_name = ?";
  const { changes } = await withDatabase(carnet, (database) => database.prepare(MAKE_HERS).run(names.pol));
  expect(changes).toBe(1);

  await mother.goto(`/my/${girl}`);
  await expect(mother.getByRole('main')).not.toContainText('Ottilie');
  // Her first page asks, and leads there.
  await page.goto(`/my/${girl}`);
  await expect(page.getByRole('main')).toContainText('May your parents go on?');
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Answer' }).press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Who acts for me');
  await expect(page.getByRole('main')).toContainText('May your parents go on?');
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await page.getByRole('button', { name: 'Yes, they may' }).press('Enter');
  await expect(page.getByText('May your parents go on?')).toHaveCount(0);
  await mother.goto(`/my/${girl}`);
  await expect(mother.locator('.person-switch')).toContainText('Ottilie Reuter');

  // She takes it back, at any time.
  await page.getByRole('button', { name: /^End/ }).first().press('Enter');
  await expect(page.getByRole('main')).toContainText('Nobody but the person.');
  await mother.goto(`/my/${girl}`);
  await expect(mother.getByRole('main')).not.toContainText('Ottilie');
});

test('a trusted person reads by invitation until it is ended', async ({ page, carnet, newWindow }) => {
  const marc = (await ownRecord(carnet, 'marc')).id;
  await signInAs(page, 'marc', `/my/${marc}/helpers`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Who acts for me');
  await page.getByRole('radio', { name: 'may read' }).check();
  await page.getByRole('button', { name: 'Make a code' }).click();
  const shown = page.locator('.code');
  await expect(shown).toContainText(/[0-9A-Z]{4}-[0-9A-Z]{4}/);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  const code = (await shown.innerText()).match(/[0-9A-Z]{4}-[0-9A-Z]{4}/)![0];

  const other = await newWindow();
  await signInAs(other, 'laura', '/join');
  await other.getByRole('textbox', { name: 'Code' }).fill(code);
  await other.getByRole('button', { name: 'Enter' }).click();
  await expect(other.locator('.person-switch')).toContainText('Marc Hansen');
  await expect(other.locator('.person-switch')).toContainText('I may read this record');

  await expect(page.getByRole('main')).toContainText('Laura Reuter');
  await page.getByRole('button', { name: /^End/ }).click();
  await expect(page.getByRole('status')).toContainText(['Ended']);
  await other.goto(`/my/${marc}`);
  await expect(other.getByRole('heading', { level: 1 })).not.toContainText('Marc');
});

test('a parent barred by a court’s order sees nothing, and again after it is lifted and joined', async ({ page, carnet }) => {
  const { viewer } = await carnet.ask('pol', '{ viewer { records { relation record { id givenName } } } }');
  const child = viewer.records.find((r: { record: { givenName: string } }) => r.record.givenName === 'Noé').record.id;
  const pol = (await ownRecord(carnet, 'pol')).id;
  await signInAs(page, 'pol', `/my/${child}`);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Noé');
  await carnet.run('bar-parent', '--child', child, '--parent', pol, '--reference', 'TAL 2026/1234');
  await page.goto(`/my/${child}`);
  await expect(page.getByRole('heading', { level: 1 })).not.toContainText('Noé');
  // The mother's rights are untouched.
  const { record } = await carnet.ask('ana', 'query ($id: RecordId!) { record(id: $id) { relation } }', { id: child });
  expect(record.relation).toBe('PARENT');
  await carnet.run('lift-bar', '--child', child, '--parent', pol, '--reference', 'TAL 2026/5678');
});
