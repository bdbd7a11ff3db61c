// Correcting who a person is, and what patients told of their health.

import { expectAccessible, expectNoSidewaysScroll, tabTo } from '../../support/accessibility.ts';
import { dayFromNow, written } from '../../support/days.ts';
import { openTool, row } from '../../support/decide.ts';
import { signInAs } from '../../support/people.ts';
import { expect, test } from '../../support/test.ts';

test('a birth date is corrected by keyboard, and every date that follows from it moves', async ({ page, carnet }) => {
  const [wrong, right] = [dayFromNow(-40), dayFromNow(-70)];
  const id = await openTool(page, carnet, { birthDate: wrong });
  const diphtheria = row(page, /Diphtheria/);
  await expect(diphtheria).not.toContainText(/Due now|Overdue/);
  await page.goto(`/records/${id}`);
  await tabTo(page, page.getByRole('link', { name: 'Correct the person' }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Correct the person');
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  for (const [field, part] of [
    ['Day', right.slice(8)],
    ['Month', right.slice(5, 7)],
    ['Year', right.slice(0, 4)],
  ] as const) {
    await page.getByRole('textbox', { name: field }).fill(String(Number(part)));
  }
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('alert')).toContainText('Reason: This is needed');
  await expectAccessible(page);
  await page.getByRole('textbox', { name: 'Reason' }).fill('misread on the card');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('status')).toContainText(['Person corrected']);
  await expect(page).toHaveURL(new RegExp(`/records/${id}$`));
  await expect(page.getByRole('main')).toContainText(written(right));
  await page.goto(`/records/${id}/decide`);
  await expect(diphtheria).toContainText('Due now');
});

test('a birth date after a dose is refused, and what someone else corrected meanwhile is shown', async ({ page, carnet }) => {
  const id = await openTool(page, carnet, {
    birthDate: '2024-03-10',
    doses: [{ on: '2024-05-20', vaccine: 'VAC0510' }],
  });
  await page.goto(`/records/${id}/person`);
  await page.getByRole('textbox', { name: 'Month' }).fill('6');
  await page.getByRole('textbox', { name: 'Reason' }).fill('other month');
  await page.getByRole('button', { name: 'Correct' }).click();
  await expect(page.getByRole('alert')).toContainText('Correct that dose first');
  await carnet.ask(
    'schiltz',
    `mutation ($input: CorrectPersonInput!) { correctPerson(input: $input) { userErrors { code } } }`,
    {
      input: {
        idempotencyKey: 'meanwhile',
        recordId: id,
        version: 1,
        reason: 'married name',
        familyName: 'Haddad Weis',
        givenName: 'Amina',
        birthDate: '2024-03-10',
        sex: 'FEMALE',
      },
    },
  );
  await expect(page.getByRole('button', { name: 'Show it' })).toBeVisible();
  await page.getByRole('textbox', { name: 'Month' }).fill('4');
  await page.getByRole('button', { name: 'Correct' }).click();
  await expect(page.getByRole('alert').first()).toContainText('Someone else changed it meanwhile');
  await page.getByRole('button', { name: 'Show it' }).click();
  await expect(page.getByRole('textbox', { name: 'Family name' })).toHaveValue('Haddad Weis');
  await expect(page.getByRole('textbox', { name: 'Reason' })).toHaveValue('other month');
  await page.getByRole('textbox', { name: 'Month' }).fill('4');
  await page.getByRole('button', { name: 'Correct' }).click();
  await expect(page.getByRole('status')).toContainText(['Person corrected']);
});

test('what a mother tells of health waits on the first page until a professional confirms it', async ({ page, carnet }) => {
  const { viewer } = await carnet.ask('ana', '{ viewer { records { record { id givenName } } } }');
  const child = viewer.records[viewer.records.length - 1].record;
  const { reportFacts } = await carnet.ask(
    'ana',
    `mutation ($input: ReportFactsInput!) { reportFacts(input: $input) { userErrors { code } } }`,
    { input: { idempotencyKey: 'told-of-health-1', recordId: child.id, facts: [{ code: 'chronic_lung_disease', answer: true }] } },
  );
  expect(reportFacts.userErrors).toEqual([]);
  await signInAs(page, 'schiltz');
  const told = page.getByRole('region', { name: /^Told about health/ }).first();
  const fact = told.getByRole('row').filter({ hasText: 'Ana Ferreira' });
  await expect(fact).toContainText(child.givenName);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await fact.getByRole('button', { name: 'Confirm' }).press('Enter');
  await expect(page.getByRole('status')).toContainText(['Confirmed']);
  await expect(fact).toHaveCount(0);
});
