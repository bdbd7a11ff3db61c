// Asking that something be corrected: the patient asks, the practice of the dose answers, both are kept.

import { isGood } from '../../support/accessibility.ts';
import { doseOfBelair, recordOf, signInAs } from '../../support/people.ts';
import { expect, test } from '../../support/test.ts';
import { viewports } from '../../support/viewports.ts';

const WORDS = 'It was given in the left arm, not the right.';
const REASON = 'The card and our file both say the right arm.';

test('Ana asks that a dose of Mila be corrected; Dr Schiltz finds the task, answers, and Ana sees it', async ({ page, carnet, newWindow }) => {
  test.slow();
  const mila = await recordOf(carnet, 'schiltz', 'Mila');
  const { id: dose } = await doseOfBelair(carnet, mila.id);
  await signInAs(page, 'ana', `/my/${mila.id}/vaccinations/${dose}`);
  await page.getByRole('link', { name: 'Ask for a correction' }).press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('What was asked to be corrected for Mila');
  await expect(page.getByText('Nothing was asked yet')).toBeVisible();

  const field = page.getByRole('textbox', { name: 'What is wrong' });
  const send = page.getByRole('button', { name: 'Send the request' });
  await send.press('Enter');
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await isGood(page);
  await field.fill(WORDS);
  await send.press('Enter');
  const request = page.getByRole('region', { name: 'Requests for correction' }).getByRole('listitem').first();
  await expect(request).toContainText(`«${WORDS}»`);
  await expect(request).toContainText('Cabinet médical Belair has not answered yet.');
  // One request a dose at a time: the form is gone.
  await expect(field).toHaveCount(0);
  await isGood(page);

  // The doctor finds it where she arrives, and on the worklist.
  const doctor = await newWindow();
  await doctor.setViewportSize(viewports.desktop.viewport);
  await signInAs(doctor, 'schiltz');
  const tasks = doctor.getByRole('region', { name: /^Requests for correction/ });
  await expect(tasks.getByRole('listitem')).toHaveCount(1);
  await expect(tasks).toContainText(`«${WORDS}»`);
  await isGood(doctor);
  await doctor.goto('/worklist');
  await expect(tasks).toContainText('Mila');
  await isGood(doctor);
  await tasks.getByRole('link', { name: 'To the vaccination' }).press('Enter');

  // She answers beside the dose, where it is corrected too.
  const panel = doctor.getByRole('complementary').filter({ hasText: 'Requests for correction' });
  await expect(panel).toContainText(`«${WORDS}»`);
  await expect(panel.getByRole('link', { name: 'Correct' })).toBeVisible();
  await panel.getByRole('radio', { name: 'Not changed' }).check();
  const answer = panel.getByRole('button', { name: 'Answer the request' });
  await answer.press('Enter');
  const reason = panel.getByRole('textbox', { name: 'Words to the patient' });
  await expect(reason).toHaveAttribute('aria-invalid', 'true');
  await isGood(doctor);
  await reason.fill(REASON);
  await answer.press('Enter');
  await expect(panel).toContainText('Dr Nadine Schiltz, Cabinet médical Belair: not changed');
  await expect(panel).toContainText(`«${REASON}»`);
  await expect(answer).toHaveCount(0);
  await isGood(doctor);
  await doctor.goto('/');
  await expect(doctor.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(doctor.locator('[aria-busy=true]')).toHaveCount(0);
  await expect(tasks).toHaveCount(0);

  // Ana's page showed it by itself; it stands on the dose's page and in the log too.
  await expect(request).toContainText('Dr Nadine Schiltz, Cabinet médical Belair: not changed');
  await expect(request).toContainText(`«${REASON}»`);
  await expect(page.getByRole('button', { name: 'Take the request back' })).toHaveCount(0);
  await isGood(page);
  await request.getByRole('link').click();
  await expect(page.getByRole('region', { name: 'Requests for correction' })).toContainText(`«${REASON}»`);
  await expect(page.getByRole('link', { name: 'Ask for a correction' })).toBeVisible();
  await isGood(page);
  await page.goto(`/my/${mila.id}/access-log`);
  await expect(page.getByText('answered a request for correction')).toBeVisible();
  await page.getByRole('link', { name: 'Corrections' }).press('Enter');
  await expect(request).toContainText(`«${REASON}»`);
});

test('Ana asks about Mila’s name; Dr Schiltz sees it appear on the record; Ana takes it back', async ({ page, carnet, newWindow }) => {
  const mila = await recordOf(carnet, 'schiltz', 'Mila');
  const doctor = await newWindow();
  await doctor.setViewportSize(viewports.desktop.viewport);
  await signInAs(doctor, 'schiltz', `/records/${mila.id}`);
  await expect(doctor.getByRole('table')).toBeVisible();
  await signInAs(page, 'ana', `/my/${mila.id}/corrections`);
  const send = page.getByRole('button', { name: 'Send the request' });
  await page.getByRole('textbox', { name: 'What is wrong' }).fill('Her name is spelt with two L.');
  await send.press('Enter');
  await expect(page.getByRole('group', { name: 'What is it about?' })).toContainText('This is needed');
  await page.getByRole('radio', { name: 'Name, date of birth' }).check();
  await send.press('Enter');
  const request = page.getByRole('region', { name: 'Requests for correction' }).getByRole('listitem').first();
  await expect(request).toContainText('No practice has answered yet.');
  await isGood(page);

  const notice = doctor.locator('.notice').filter({ hasText: 'Requests for correction' });
  await expect(notice).toContainText('«Her name is spelt with two L.»');
  await expect(notice.getByRole('link', { name: 'Correct the person' })).toHaveAttribute('href', `/records/${mila.id}/person`);
  await isGood(doctor);

  await request.getByRole('button', { name: 'Take the request back' }).press('Enter');
  await expect(request).toContainText('Ana Ferreira took it back');
  await expect(notice).toHaveCount(0);
  await expect(doctor.getByText('Earlier requests for correction: 1')).toBeVisible();
  await isGood(doctor);
  await isGood(page);
});
