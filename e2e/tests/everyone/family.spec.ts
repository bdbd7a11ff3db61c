// The family side by side, on a phone and on a desk.

import type { Page } from '@playwright/test';
import { expectAccessible, expectNoSidewaysScroll } from '../../support/accessibility.ts';
import { dayFromNow } from '../../support/days.ts';
import { recordOf, signInAs, subscribed } from '../../support/people.ts';
import { expect, test } from '../../support/test.ts';

const card = (page: Page, name: string) =>
  page.getByRole('main').locator('.family-card').filter({ has: page.getByRole('link', { name, exact: true }) });

/** Whether the family's table is there, or each card has its own list. */
const isDesk = () => test.info().project.name === 'desktop';

test('a mother sees herself and her children side by side, with what is next for each', async ({ page }) => {
  await signInAs(page, 'ana');
  await expect(page).toHaveURL(/\/my$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('My family');
  await expect(page.getByRole('main').getByRole('heading', { level: 2 })).toHaveText(
    isDesk() ? ['Ana', 'Mila', 'Noé', 'Everyone at a glance'] : ['Ana', 'Mila', 'Noé'],
  );
  await expect(card(page, 'Mila')).toContainText('4 years · my child');
  await expect(card(page, 'Noé')).toContainText('Overdue');
  await expect(card(page, 'Noé')).toContainText(/about \d+ months ago/);
  await expect(card(page, 'Mila')).not.toContainText('Overdue');
  await expect(card(page, 'Mila')).toContainText('After that');
  await expect(card(page, 'Mila')).toContainText(/in about \d+ (weeks|months|years)/);
  await expect(page.getByRole('main')).toContainText('your doctor decides with you');
  await expect(page.getByRole('main')).toContainText('Not approved by the Conseil supérieur des maladies infectieuses');

  const boxes = await Promise.all(['Ana', 'Mila', 'Noé'].map((name) => card(page, name).boundingBox()));
  const [ana, mila, noe] = boxes.map((box) => box!);
  if (isDesk()) {
    expect([mila!.y, noe!.y]).toEqual([ana!.y, ana!.y]);
  } else {
    expect(ana!.y + ana!.height).toBeLessThanOrEqual(mila!.y);
    expect(mila!.y + mila!.height).toBeLessThanOrEqual(noe!.y);
  }
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);

  const table = page.getByRole('table');
  if (isDesk()) {
    await expect(table.getByRole('columnheader')).toHaveText(['Disease', 'Me', 'Mila', 'Noé']);
    const measles = table.getByRole('row', { name: /^Measles/ }).getByRole('cell');
    await expect(measles.nth(1)).toHaveText('Complete');
    await expect(measles.nth(2)).toContainText(/^Overdue\s*since \d\d\.\d\d\.\d{4}$/);
    const cholera = table.getByRole('row').filter({ hasText: /cholera/i });
    await expect(cholera).toHaveCount(0);
    await page.getByRole('button', { name: /^Show \d+ more/ }).click();
    await expect(cholera).toBeVisible();
  } else {
    await expect(table).toBeHidden();
    await card(page, 'Noé').getByText('Everything').click();
    await expect(card(page, 'Noé').getByRole('listitem').filter({ hasText: 'Measles' }).last()).toContainText('Overdue');
  }
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);

  await page.getByRole('link', { name: 'Noé', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('What is next for Noé');
});

test('the family’s page asks once, and follows a dose that the practice records', async ({ page, carnet }) => {
  const noe = await recordOf(carnet, 'schiltz', 'Noé');
  await signInAs(page, 'ana', '/account');
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/graphql')) asked.push(request.postDataJSON().operationName ?? '');
  });
  const watching = subscribed(page);
  await page.goto('/my');
  await watching;
  const late = card(page, 'Noé').locator('.family-next');
  await expect(late).toContainText('Measles');
  // What the frame asks, on whatever page: who reads, and whether a record was opened in an emergency.
  const frame = ['ViewerQuery', 'EmergenciesQuery'];
  expect(asked.filter((name) => !frame.includes(name))).toEqual(['FamilyQuery']);

  // What somebody points at stays where it is.
  const link = page.getByRole('link', { name: 'Noé', exact: true });
  await link.focus();
  const recorded = await carnet.ask(
    'schiltz',
    'mutation ($input: RecordVaccinationsInput!) { recordVaccinations(input: $input) { userErrors { message } } }',
    {
      input: {
        idempotencyKey: 'e2e-family-1',
        recordId: noe.id,
        givenOn: dayFromNow(),
        doses: [{ vaccineCode: 'VAC0121', lot: 'FAMILY-1' }],
      },
    },
  );
  expect(recorded.recordVaccinations.userErrors).toEqual([]);
  const committed = Date.now();
  await expect(late).not.toContainText('Measles', { timeout: 5_000 });
  test.info().annotations.push({ type: 'seen after', description: `${Date.now() - committed} ms` });
  await expect(link).toBeFocused();
});
