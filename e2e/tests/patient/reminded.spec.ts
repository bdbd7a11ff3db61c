// The whole way of a reminder: twins, one mail, the record, the practice, no second mail; and the
// father who wants none.

import { expectAccessible, expectNoSidewaysScroll } from '../../support/accessibility.ts';
import { dayFromNow, typed } from '../../support/days.ts';
import { joinParent, newborn, tellAddress } from '../../support/family.ts';
import { hurryReminders, linkInMail, mailsTo } from '../../support/mails.ts';
import { choosePerson, signInAs } from '../../support/people.ts';
import { expect, test } from '../../support/test.ts';

test.slow();

test('a mother of twins gets one mail, reads it, gives the practice a code; no second mail; the father stops his', async ({
  page,
  carnet,
  newWindow,
}) => {
  const twins = [await newborn(carnet, 'Lina', 601), await newborn(carnet, 'Emma', 602)];
  const parents = { laura: 'laura@example.lu', marc: 'marc@example.lu' } as const;
  for (const [parent, email] of Object.entries(parents)) {
    await tellAddress(carnet, parent, email, 'EN');
    await page.goto(await linkInMail(carnet, email, '/mail/confirm'));
    await page.getByRole('button').press('Enter');
    await expect(page.getByRole('button')).toHaveCount(0);
  }
  // The mother first: who was joined first says whether the other parent gets a copy.
  for (const parent of Object.keys(parents)) for (const twin of twins) await joinParent(carnet, parent, twin);

  await hurryReminders(carnet, 2);
  const stop = await linkInMail(carnet, parents.marc, '/mail/stop');
  await linkInMail(carnet, parents.laura, '/mail/stop');
  const reminders = async () => (await mailsTo(carnet, parents.laura)).filter((mail) => mail.includes('/mail/stop/'));
  const [mail] = await reminders();
  for (const secret of ['Lina', 'Emma', 'Laura', 'Reuter', 'Hexyon', 'Infanrix', 'Diphtheria', 'Pneumo', 'Rota']) {
    expect(mail, `${secret} is nobody's business on the way`).not.toContain(secret);
  }

  // The father wants none: one click in his mail program, which is a request and no visit (RFC 8058).
  const [his] = (await mailsTo(carnet, parents.marc)).filter((text) => text.includes('/mail/stop/'));
  expect(his).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click/m);
  const oneClick = await fetch(`${carnet.url}${stop}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'List-Unsubscribe=One-Click',
  });
  expect(oneClick.status).toBe(200);

  // The mother follows the link, signs in, and sees whom it is about.
  const link = /See what is next:\s+(\S+)/.exec(mail)?.[1];
  expect(link).toBe(`${carnet.url}/`);
  await page.goto(link!);
  await page.locator('a[href^="/auth/login"]').click();
  await choosePerson(page, 'laura');
  await page.goto('/my');
  for (const name of ['Lina', 'Emma']) {
    await expect(page.getByRole('listitem').filter({ hasText: name }).first()).toBeVisible();
  }
  await page.goto(`/my/${twins[0]}`);
  await expect(page.getByRole('main')).toContainText('Diphtheria');
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);

  // At the other practice she shows a code for each of them; its doctor opens them and records.
  const desk = await newWindow();
  await desk.setViewportSize({ width: 1440, height: 900 });
  await signInAs(desk, 'schiltz');
  for (const [twin, name] of [[twins[0], 'Lina'], [twins[1], 'Emma']] as const) {
    await page.goto(`/my/${twin}/sharing`);
    await page.getByRole('button', { name: 'Show a code' }).press('Enter');
    const code = await page.locator('.code [aria-hidden]').innerText();
    await desk.goto('/');
    const field = desk.getByRole('textbox', { name: 'Code from the patient' });
    await field.fill(code);
    await field.press('Enter');
    await expect(desk.getByRole('heading', { level: 1 })).toContainText(name);
    await desk.keyboard.press('r');
    const product = desk.getByRole('combobox', { name: 'Product' });
    for (const [typedName, lot] of [['hexyon', 'H1A23'], ['prevenar 20', 'P2B34'], ['rotarix', 'R3C45'], ['bexsero', 'B4D56']]) {
      await expect(product).toBeFocused();
      await desk.keyboard.type(typedName);
      await expect(desk.getByRole('option', { name: new RegExp(typedName, 'i') }).first()).toBeVisible();
      await desk.keyboard.press('Enter');
      await desk.keyboard.type(lot);
      await desk.keyboard.press('Enter');
      await desk.keyboard.type(typed(dayFromNow(300)));
      await desk.keyboard.press('Enter');
      await desk.keyboard.press('Enter');
    }
    await desk.keyboard.press('Control+Enter');
    await expect(desk.getByRole('status')).toContainText([`recorded for ${name}`]);
    // What the practice recorded is on the mother's phone.
    await page.goto(`/my/${twin}/vaccinations`);
    await expect(page.getByRole('main')).toContainText('Hexyon');
  }

  // Nobody would be told anything more: not the mother of these doses, not the father of any.
  expect(await carnet.run('reminders', '--dry-run')).toMatch(/: 0 mails with 0 reminders/);
  expect(await reminders()).toHaveLength(1);
});
