// Reminders: an address that confirms itself, what its reader wants, and stopping.

import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Carnet } from '../../support/carnet.ts';
import { expectAccessible, expectNoSidewaysScroll } from '../../support/accessibility.ts';
import { signInAs } from '../../support/people.ts';
import { expect, test } from '../../support/test.ts';

/** The text of a mail's parts, whatever their encoding. */
function decoded(mail: string): string {
  const parts = mail.split(/\r?\n\r?\n/);
  const plain = mail.replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  const packed = parts.map((part) => (/^[A-Za-z0-9+/=\r\n]+$/.test(part) ? Buffer.from(part, 'base64').toString() : ''));
  return [plain, ...packed].join('\n');
}

/** The link in the newest mail that the demo keeps as a file. */
async function linkOfMail(carnet: Carnet, path: string): Promise<string> {
  const folder = join(carnet.dataDir, 'mails');
  let link: string | undefined;
  await expect
    .poll(
      async () => {
        const names = await readdir(folder).catch(() => []);
        const mails = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
        link = mails.map((mail) => new RegExp(`${path}/[A-Za-z0-9_-]{20,}`).exec(decoded(mail))?.[0]).find(Boolean);
        return link;
      },
      { timeout: 40_000, message: 'a mail with a link' },
    )
    .toBeTruthy();
  return link ?? '';
}

test('an address is confirmed by its mail, and its reader says when to be reminded', async ({ page, carnet }) => {
  await signInAs(page, 'ana', '/account');
  const reminders = page.getByRole('region', { name: 'Reminders' });
  await expect(reminders).toContainText('There is no e-mail address');
  await page.getByRole('textbox', { name: 'E-mail address' }).fill('ana@example.lu');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(reminders).toContainText('The address is not confirmed yet');
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);

  const link = await linkOfMail(carnet, '/mail/confirm');
  const other = await page.context().newPage();
  await other.goto(link);
  await expectAccessible(other);
  await expectNoSidewaysScroll(other);
  await other.getByRole('button').press('Enter');
  await expect(other.getByRole('button')).toHaveCount(0);
  await expect(other.getByRole('heading', { level: 1 })).toBeVisible();
  await expectAccessible(other);
  // The account, still open, follows.
  await expect(reminders).not.toContainText('The address is not confirmed yet');
  await expect(reminders).toContainText('Confirm your address · sent');

  await reminders.getByRole('radio', { name: 'Two weeks before' }).check();
  await reminders.getByRole('button', { name: 'Save reminders' }).press('Enter');
  await expect(page.getByRole('status')).toContainText(['Saved']);
  await page.reload();
  await expect(reminders.getByRole('radio', { name: 'Two weeks before' })).toBeChecked();
  await expectAccessible(page);
});

test('a link that does not hold says so, and nothing else', async ({ page, complaints }) => {
  complaints.expect(/404/);
  for (const path of ['/mail/confirm/nonsense', '/mail/stop/nonsense']) {
    const response = await page.goto(path);
    expect(response?.status()).toBe(404);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expectAccessible(page);
  }
});
