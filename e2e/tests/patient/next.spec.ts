// What is next, in words a patient understands; what to ask; what waits for a professional.

import type { Page } from '@playwright/test';
import { expectAccessible, expectNoSidewaysScroll } from '../../support/accessibility.ts';
import { dayFromNow } from '../../support/days.ts';
import { codes, foreign, textsOf, words } from '../../support/languages.ts';
import { recordOf, signInAs, subscribed } from '../../support/people.ts';
import { expect, test } from '../../support/test.ts';

const title = (page: Page) => page.getByRole('heading', { level: 1 });
const next = (page: Page) => page.getByRole('region', { name: 'Next', exact: true });
const ask = (page: Page) => page.getByRole('region', { name: 'To ask your doctor' });
const waits = (page: Page) => page.getByRole('region', { name: 'Waits for confirmation' });

const RECORD = 'mutation ($input: RecordVaccinationsInput!) { recordVaccinations(input: $input) { userErrors { message } } }';

test('Ana reads what Noé needs, since when and why, in words that say who decides', async ({ page, carnet }) => {
  const noe = await recordOf(carnet, 'schiltz', 'Noé');
  await signInAs(page, 'ana', `/my/${noe.id}`);
  await expect(title(page)).toHaveText('What is next for Noé');
  const measles = next(page).getByRole('article').filter({ hasText: 'Measles, mumps, rubella' });
  await expect(measles).toContainText('Overdue');
  await expect(measles).toContainText(/The best time was until \d+ \w+ \d{4}, about \d+ months ago\. Make an appointment\./);
  await measles.getByText('Why is this recommended?').click();
  await expect(measles).toContainText('Very catching; it can harm the lungs and the brain.');
  await expect(measles).toContainText('Recommended for everyone of this age.');
  await expect(measles).toContainText('The recommendation: ');
  await expect(page.getByRole('main')).toContainText('your doctor decides with you');
  await expect(page.getByRole('main')).toContainText('Not approved by the Conseil supérieur des maladies infectieuses');
  // A picture is decoration: the word stands beside it.
  expect(await page.getByRole('main').locator('svg:not([aria-hidden=true], [aria-hidden=true] svg)').count()).toBe(0);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);

  await page.getByText(/^Not recommended now/).click();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
});

test('what is in order says when it comes again, and nothing of it is an alarm', async ({ page, carnet }) => {
  const mila = await recordOf(carnet, 'schiltz', 'Mila');
  await signInAs(page, 'ana', `/my/${mila.id}`);
  const fine = page.getByRole('region', { name: 'In order' });
  await expect(fine.getByRole('listitem').filter({ hasText: 'Measles' })).toContainText('Complete');
  await expect(fine).toContainText(/dose from \d+ \w+ \d{4}, in about \d+ years/);
  await expect(page.getByRole('main')).not.toContainText('Overdue');
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
});

test('Marc reads what is not known, what to ask and what to bring, without an alarm', async ({ page }) => {
  await signInAs(page, 'marc');
  await expect(title(page)).toHaveText('What is next for me');
  const card = ask(page).locator('.ask-card');
  await expect(card).toContainText('To be clarified');
  await expect(card).toContainText('That is no reason to worry.');
  await expect(card).toContainText('Bring the yellow card or other papers to the next visit.');
  await expect(card).toContainText('Ask: which of these vaccinations were given, and when?');
  // The hue of what is unknown is that of a question, not of what is late or due.
  const hues = await card.locator('.status').evaluate((status) => {
    const probe = (name: string) => {
      status.setAttribute('data-status', name);
      return getComputedStyle(status).color;
    };
    const [unknown, late, due] = ['unknown', 'overdue', 'due'].map(probe);
    status.setAttribute('data-status', 'unknown');
    return { shown: getComputedStyle(status).color, unknown, late, due };
  });
  expect(hues.shown).toBe(hues.unknown);
  expect([hues.late, hues.due]).not.toContain(hues.shown);
  await card.getByText('What exactly is not known?').click();
  await expect(card.locator('details p').first()).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await card.getByRole('link', { name: 'About my health' }).click();
  await expect(title(page)).toHaveText('My health profile');
});

test('the page follows a dose that the practice records', async ({ page, carnet }) => {
  const noe = await recordOf(carnet, 'schiltz', 'Noé');
  const watching = subscribed(page);
  await signInAs(page, 'ana', `/my/${noe.id}`);
  await watching;
  const measles = next(page).getByRole('article').filter({ hasText: 'Measles, mumps, rubella' });
  await expect(measles).toContainText('Overdue');
  const recorded = await carnet.ask('schiltz', RECORD, {
    input: {
      idempotencyKey: 'e2e-next-1',
      recordId: noe.id,
      givenOn: dayFromNow(),
      doses: [{ vaccineCode: 'VAC0121', lot: 'NEXT-1' }],
    },
  });
  expect(recorded.recordVaccinations.userErrors).toEqual([]);
  await expect(measles).toContainText(/Due soon.*From \d+ \w+ \d{4}, in about 4 weeks\./, { timeout: 5_000 });
  await expect(measles).not.toContainText('Overdue');
});

test('what Marc told waits here until his doctor confirms it', async ({ page, carnet }) => {
  const watching = subscribed(page);
  await signInAs(page, 'marc');
  await watching;
  await expect(waits(page).getByRole('listitem')).toHaveCount(5);
  await expect(waits(page)).toContainText('it counts already');
  await expect(waits(page).getByRole('listitem').filter({ hasText: /tick/i })).toHaveCount(2);
  await expectAccessible(page);

  const marc = await recordOf(carnet, 'schiltz', 'Marc');
  const told = marc.vaccinations.filter((v: { isConfirmed: boolean }) => !v.isConfirmed);
  const confirmed = await carnet.ask(
    'schiltz',
    'mutation ($input: ConfirmVaccinationsInput!) { confirmVaccinations(input: $input) { userErrors { message } } }',
    {
      input: {
        idempotencyKey: 'e2e-next-confirm',
        recordId: marc.id,
        vaccinations: told.map((v: { id: string; version: number }) => ({ vaccinationId: v.id, version: v.version })),
      },
    },
  );
  expect(confirmed.confirmVaccinations.userErrors).toEqual([]);
  await expect(waits(page).getByRole('listitem')).toHaveCount(1);
  await page.getByRole('link', { name: 'Tell us a vaccination' }).click();
  await expect(title(page)).toHaveText('Add a vaccination');
});

test('a record without a dose says that this means nothing, and what to bring', async ({ page, carnet }) => {
  const laura = await recordOf(carnet, 'schiltz', 'Laura');
  for (const dose of laura.vaccinations) {
    const done = await carnet.ask(
      'schiltz',
      'mutation ($input: VoidVaccinationInput!) { voidVaccination(input: $input) { userErrors { message } } }',
      {
        input: {
          idempotencyKey: `e2e-void-${dose.id}`,
          recordId: laura.id,
          vaccinationId: dose.id,
          version: dose.version,
          reason: 'Another person’s card',
        },
      },
    );
    expect(done.voidVaccination.userErrors).toEqual([]);
  }
  await signInAs(page, 'laura');
  await expect(page.getByRole('main')).toContainText('No vaccination is recorded yet');
  await expect(page.getByRole('main')).toContainText('That does not mean that none was given.');
  await expect(ask(page)).toContainText('Diphtheria');
  await expect(ask(page)).toContainText('Bring the yellow card');
  await expect(page.getByRole('main')).not.toContainText('Overdue');
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
});

test('a birth date without its day says what to do', async ({ page, carnet }) => {
  // No demo patient who signs in was born in a month only: the answer is made to say so.
  await page.route('**/graphql', async (route) => {
    const response = await route.fetch();
    const answer = await response.json();
    if (answer.data?.record?.assessment) answer.data.record.assessment = null;
    await route.fulfill({ response, json: answer });
  });
  const laura = await recordOf(carnet, 'schiltz', 'Laura');
  await signInAs(page, 'laura', `/my/${laura.id}`);
  await expect(page.getByRole('main')).toContainText('The exact day of birth is missing');
  await expect(page.getByRole('main')).toContainText('Ask your practice to enter it.');
  await expect(next(page)).toHaveCount(0);
  await expectAccessible(page);
});

test('what is unknown is explained in each language', async ({ page }) => {
  await signInAs(page, 'marc');
  const path = new URL(page.url()).pathname;
  for (const code of codes) {
    await page.evaluate((chosen) => localStorage.setItem('locale', chosen), code);
    await page.goto(path);
    await expect(title(page)).toHaveText(words[code].get('my.next.title_own')!);
    await expect(page.getByRole('main')).toContainText(words[code].get('my.next.ask_which')!);
    expect(foreign(await textsOf(page), code)).toEqual([]);
    await expectNoSidewaysScroll(page);
  }
});
