// A record opened by the patient's code, in an emergency, and closed while it is on screen.

import { expectAccessible, expectNoSidewaysScroll } from '../../support/accessibility.ts';
import { matriculeOf, recordOf, signInAs, subscribed } from '../../support/people.ts';
import { expect, test } from '../../support/test.ts';

const SHOW = 'mutation ($input: ShowAccessCodeInput!) { showAccessCode(input: $input) { code { text } } }';
const ACCESSES = 'query ($id: RecordId!) { record(id: $id) { accesses { id basis practice { name } } emergencies { note } accessLog(first: 100) { nodes { id action by { name } } } } }';
const END = 'mutation ($input: EndAccessInput!) { endAccess(input: $input) { userErrors { code } } }';
const ASK = 'mutation ($input: QuestionAccessInput!) { questionAccess(input: $input) { userErrors { code } } }';

test('Dr Weber opens a record by the patient’s code, and it closes when the patient ends it', async ({ page, carnet }) => {
  const noe = await recordOf(carnet, 'schiltz', 'Noé');
  const { showAccessCode } = await carnet.ask('ana', SHOW, { input: { recordId: noe.id, span: 'DAY' } });
  const code: string = showAccessCode.code.text;
  const watches = subscribed(page);
  await signInAs(page, 'weber');
  const field = page.getByRole('textbox', { name: 'Code from the patient' });
  await field.fill((code[0] === '2' ? '3' : '2') + code.slice(1));
  await field.press('Enter');
  await expect(page.getByText('One sign of the code is wrong. Compare it again.')).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await field.fill(code.toLowerCase());
  await field.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Noé');
  await watches;

  const { record } = await carnet.ask('ana', ACCESSES, { id: noe.id });
  const access = record.accesses.find((a: { basis: string }) => a.basis === 'PATIENT_CODE');
  await carnet.ask('ana', END, { input: { idempotencyKey: 'end-it-now', recordId: noe.id, accessId: access.id } });
  // What is on screen is closed, without anybody touching it.
  await expect(page.getByRole('heading', { level: 1 })).not.toContainText('Noé');
  await expect(page.getByText('Ferreira Thill')).toHaveCount(0);
});

test('Dr Weber opens a record in an emergency with a reason, and answers the family’s question', async ({ page, carnet }) => {
  const noe = await recordOf(carnet, 'schiltz', 'Noé');
  await signInAs(page, 'weber');
  await page.getByRole('textbox', { name: 'Find a person by matricule, or name and birth date' }).fill(matriculeOf(noe));
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: /Open with the patient present/ }).press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Emergency: open without the patient’s word' }).press('Enter');
  await expect(dialog).toContainText('The patient is told at once');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Open in the emergency' }).press('Enter');
  await expect(dialog.getByRole('group', { name: 'Why it cannot wait' })).toHaveAttribute('data-state', 'error');
  await dialog.getByRole('radio', { name: 'A wound or a bite' }).check();
  await dialog.getByRole('textbox', { name: 'What happened?' }).fill('Fall in the street, unconscious');
  await dialog.getByRole('button', { name: 'Open in the emergency' }).press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Noé');
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);

  const { record } = await carnet.ask('ana', ACCESSES, { id: noe.id });
  expect(record.emergencies).toEqual([{ note: 'Fall in the street, unconscious' }]);
  const entry = record.accessLog.nodes.find((n: { action: string }) => n.action === 'OPENED_IN_EMERGENCY');
  const input = { idempotencyKey: 'question-it', recordId: noe.id, entryId: entry.id, question: 'Where did he fall?' };
  expect((await carnet.ask('ana', ASK, { input })).questionAccess.userErrors).toEqual([]);
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Start' }).click();
  const questions = page.getByRole('region', { name: /Questions about accesses/ });
  await expect(questions).toContainText('«Where did he fall?»');
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await questions.getByRole('textbox', { name: 'Answer' }).fill('In front of the hospital.');
  await questions.getByRole('button', { name: /^Answer/ }).press('Enter');
  await expect(questions).toHaveCount(0);
});
