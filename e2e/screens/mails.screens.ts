// The mails, as a phone's and a desktop's mail program show them.

import { joinParent, newborn, tellAddress } from '../support/family.ts';
import { hurryReminders, linkInMail, mailsTo, pageOf } from '../support/mails.ts';
import { expect, test } from '../support/test.ts';
import { take } from './take.ts';

test.slow();

test('mail', async ({ page, carnet }) => {
  const parents = { laura: ['laura@example.lu', 'EN'], marc: ['marc@example.lu', 'DE'] } as const;
  const child = await newborn(carnet, 'Lina', 701);
  for (const [parent, [email, language]] of Object.entries(parents)) {
    await tellAddress(carnet, parent, email, language);
    const link = await linkInMail(carnet, email, '/mail/confirm');
    await page.goto(link);
    await page.getByRole('button').press('Enter');
    await expect(page.getByRole('button')).toHaveCount(0);
    await joinParent(carnet, parent, child);
  }
  await hurryReminders(carnet, 2);
  await page.goto('about:blank');
  for (const [email, language] of Object.values(parents)) {
    await linkInMail(carnet, email, '/mail/stop');
    for (const mail of await mailsTo(carnet, email)) {
      const kind = mail.includes('/mail/stop/') ? 'reminder' : 'confirm';
      await page.setContent(pageOf(mail));
      await take(page, `mail-${kind}-${language.toLowerCase()}`);
    }
  }
});
