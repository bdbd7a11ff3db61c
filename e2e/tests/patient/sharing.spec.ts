// Who may see a record: a code to show, the practices that may, and ending it at once.

import type { Page } from '@playwright/test';
import { expectAccessible, expectNoSidewaysScroll } from '../../support/accessibility.ts';
import { recordOf, signInAs } from '../../support/people.ts';
import { expect, test } from '../../support/test.ts';

const REDEEM = 'mutation ($input: RedeemAccessCodeInput!) { redeemAccessCode(input: $input) { record { id } userErrors { code } } }';
const READ = 'query ($id: RecordId!) { record(id: $id) { vaccinations { id } } }';
const EMERGENCY = 'mutation ($input: OpenInEmergencyInput!) { openInEmergency(input: $input) { record { id } userErrors { code } } }';
const TASKS = '{ practice { accessQuestions { recordId question { id question } } } }';
const ANSWER = 'mutation ($input: AnswerAccessQuestionInput!) { answerAccessQuestion(input: $input) { isDone userErrors { code } } }';

const now = (page: Page) => page.getByRole('region', { name: 'May look now' });
const ended = (page: Page) => page.getByRole('region', { name: 'May look no more' });

test('Ana shows a code, sees the practice appear, and ends its access at once', async ({ page, carnet }) => {
  const noe = await recordOf(carnet, 'schiltz', 'Noé');
  const { practice } = await carnet.ask('weber', '{ practice { name } }');
  await signInAs(page, 'ana', `/my/${noe.id}/sharing`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Who may see Noé’s record');
  await expect(now(page)).toContainText('Cabinet médical Belair');
  await expect(now(page)).not.toContainText(practice.name);
  await page.getByRole('radio', { name: 'today only' }).check();
  await page.getByRole('button', { name: 'Show a code' }).press('Enter');
  const code = page.locator('.code [aria-hidden]');
  await expect(code).toHaveText(/^[2-9A-HJKMNP-TW-Z]{4} [2-9A-HJKMNP-TW-Z]{4}$/);
  await expect(page.getByRole('img', { name: 'QR code for the practice to scan' })).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);

  const text = await code.textContent();
  const { redeemAccessCode } = await carnet.ask('weber', REDEEM, { input: { idempotencyKey: 'redeem-it', code: text } });
  expect(redeemAccessCode.userErrors).toEqual([]);
  // It appears by itself, and the code is gone: it is worth nothing any more.
  const row = now(page).getByRole('listitem').filter({ hasText: practice.name });
  await expect(row).toContainText('opened with your code');
  await expect(row).toContainText(/until \d\d\.\d\d\.\d{4}/);
  await expect(code).toHaveCount(0);

  await row.getByRole('button', { name: `End ${practice.name}` }).press('Enter');
  await expect(ended(page)).toContainText(practice.name);
  await expect(now(page)).not.toContainText(practice.name);
  expect((await carnet.ask('weber', READ, { id: noe.id })).record).toBeNull();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
});

test('an emergency is told on every page; each reading appears as it happens, and can be asked about', async ({ page, carnet }) => {
  const noe = await recordOf(carnet, 'schiltz', 'Noé');
  await signInAs(page, 'ana', `/my/${noe.id}/access-log`);
  const entries = page.locator('.access-entry');
  await expect(entries.first()).toBeVisible();
  const words = 'Wound after a fall, tetanus protection unclear';
  const input = { idempotencyKey: 'urgent-it', recordId: noe.id, reason: 'WOUND', words };
  const { openInEmergency } = await carnet.ask('weber', EMERGENCY, { input });
  expect(openInEmergency.userErrors).toEqual([]);

  // As it happens, without loading the page again.
  const opened = entries.filter({ hasText: 'emergency access' }).filter({ hasText: words });
  await expect(opened).toContainText('Dr Marc Weber');
  await expect(opened).toContainText('A wound or a bite');
  const notice = page.locator('.notice').filter({ hasText: 'Opened in an emergency: Noé’s record' });
  await expect(notice).toContainText('Dr Marc Weber');
  await carnet.ask('weber', READ, { id: noe.id });
  const reading = entries.filter({ hasText: 'read the record' }).filter({ hasText: 'Dr Marc Weber' });
  await expect(reading).toContainText('emergency access for 24 hours');
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);

  await opened.getByRole('button', { name: 'Ask about this' }).press('Enter');
  const field = page.getByRole('textbox', { name: 'Your question to the practice' });
  await expect(field).toBeFocused();
  await expectAccessible(page);
  await field.fill('Who decided that it was an emergency?');
  await page.getByRole('button', { name: 'Send the question' }).press('Enter');
  await expect(opened).toContainText('«Who decided that it was an emergency?»');
  await expect(opened).toContainText('The practice has not answered yet.');

  const { practice } = await carnet.ask('weber', TASKS);
  const [task] = practice.accessQuestions;
  expect(task.question.question).toBe('Who decided that it was an emergency?');
  const answer = { idempotencyKey: 'answer-it', recordId: task.recordId, questionId: task.question.id, answer: 'I did, in the ward.' };
  expect((await carnet.ask('weber', ANSWER, { input: answer })).answerAccessQuestion.isDone).toBe(true);
  await expect(opened).toContainText('«I did, in the ward.»');
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);

  // The notice stands on the other pages too.
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Vaccin' }).click();
  await expect(notice).toBeVisible();
  await expectAccessible(page);
});
