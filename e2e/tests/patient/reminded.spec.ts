// The whole way of a reminder: twins, one mail, the record, the practice, no second mail; and the
// father who wants none.

import { expectAccessible, expectNoSidewaysScroll } from '../../support/accessibility.ts';
import type { Carnet } from '../../support/carnet.ts';
import { dayFromNow, typed } from '../../support/days.ts';
import { hurryReminders, linkInMail, mailsTo } from '../../support/mails.ts';
import { inventMatricule } from '../../support/matricule.ts';
import { choosePerson, signInAs } from '../../support/people.ts';
import { expect, test } from '../../support/test.ts';

test.slow();

const CREATE = 'mutation ($input: CreateRecordInput!) { createRecord(input: $input) { record { id } userErrors { code } } }';
const CODE = 'mutation ($input: MakeParentCodeInput!) { makeParentCode(input: $input) { code userErrors { code } } }';
const JOIN = 'mutation ($input: JoinByCodeInput!) { joinByCode(input: $input) { userErrors { code } } }';
const SELF = '{ viewer { records { relation record { id version } } } }';
const CONTACT = 'mutation ($input: ChangeContactInput!) { changeContact(input: $input) { userErrors { code } } }';

/** A newborn whose second month comes within one month: of whom the parents are to be told now. */
async function newborn(carnet: Carnet, givenName: string, serial: number): Promise<string> {
  const birthDate = dayFromNow(-45);
  const input = {
    idempotencyKey: `reminded-${serial}`,
    identifiers: [{ system: 'LU_MATRICULE', value: inventMatricule(birthDate, serial) }],
    familyName: 'Reuter',
    givenName,
    birthDate,
    sex: 'FEMALE',
    language: 'EN',
  };
  const { createRecord } = await carnet.ask('weber', CREATE, { input });
  expect(createRecord.userErrors).toEqual([]);
  return createRecord.record.id;
}

/** Joins a parent to a child by the code on the practice's paper. */
async function join(carnet: Carnet, parent: string, recordId: string): Promise<void> {
  const key = `${parent}-${recordId}`.slice(0, 60);
  const { makeParentCode } = await carnet.ask('weber', CODE, { input: { idempotencyKey: key, recordId } });
  const { joinByCode } = await carnet.ask(parent, JOIN, { input: { idempotencyKey: key, code: makeParentCode.code } });
  expect(joinByCode.userErrors).toEqual([]);
}

test('a mother of twins gets one mail, reads it, gives the practice a code; no second mail; the father stops his', async ({
  page,
  carnet,
  newWindow,
}) => {
  const twins = [await newborn(carnet, 'Lina', 601), await newborn(carnet, 'Emma', 602)];
  const parents = { laura: 'laura@example.lu', marc: 'marc@example.lu' } as const;
  for (const [parent, email] of Object.entries(parents)) {
    const { viewer } = await carnet.ask(parent, SELF);
    const own = viewer.records.find((r: { relation: string }) => r.relation === 'SELF').record;
    const input = { idempotencyKey: `contact-${parent}`, recordId: own.id, version: own.version, language: 'EN', email };
    expect((await carnet.ask(parent, CONTACT, { input })).changeContact.userErrors).toEqual([]);
    await page.goto(await linkInMail(carnet, email, '/mail/confirm'));
    await page.getByRole('button').press('Enter');
    await expect(page.getByRole('button')).toHaveCount(0);
  }
  // The mother first: who was joined first says whether the other parent gets a copy.
  for (const parent of Object.keys(parents)) for (const twin of twins) await join(carnet, parent, twin);

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
