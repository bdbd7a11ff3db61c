// What is shown when there is nothing to show, no network, or no answer.

import { expectAccessible, expectNoSidewaysScroll } from '../../support/accessibility.ts';
import { dayFromNow } from '../../support/days.ts';
import { recordOf, signInAs, subscribed } from '../../support/people.ts';
import { expect, test } from '../../support/test.ts';

const NO_NETWORK = /ERR_INTERNET_DISCONNECTED/;

test('an unknown address is a calm page that leads home', async ({ page }) => {
  await page.goto('/there/is/nothing');
  await expect(page.getByRole('main')).toMatchAriaSnapshot(`
    - heading "There is no such page" [level=1]
    - paragraph
    - link "Go to the first page"
  `);
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Go to the first page' }).click();
  await expect(page).toHaveURL(/\/sign-in$/);
});

test('somebody else’s record is the same as none', async ({ page, carnet }) => {
  const { viewer } = await carnet.ask('laura', '{ viewer { records { record { id } } } }');
  const foreign = viewer.records[0].record.id;
  await signInAs(page, 'marc');
  for (const path of [`/my/${foreign}`, `/my/${foreign}/vaccinations`, `/my/${foreign}/print`, `/my/${foreign}/access-log`, `/my/${foreign}/report`]) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('There is no such page');
  }
});

test('without a network what is shown stays, says so, and comes up to date by itself', async ({
  page,
  context,
  complaints,
}) => {
  complaints.expect(NO_NETWORK);
  await signInAs(page, 'ana');
  await context.setOffline(true);
  await page.getByRole('link', { name: 'Who looked' }).click();
  await expect(page.getByRole('alert')).toContainText('You are offline');
  await expect(page.getByRole('alert')).toContainText('There is no network');
  await expectNoSidewaysScroll(page);
  await context.setOffline(false);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Who looked at my record');
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('a server that starts anew is said, waited for, and what happened meanwhile is shown', async ({
  page,
  carnet,
  complaints,
}) => {
  complaints.expect(/ERR_CONNECTION_REFUSED|WebSocket connection/);
  const laura = await recordOf(carnet, 'schiltz', 'Laura');
  const watching = subscribed(page);
  await signInAs(page, 'schiltz', `/records/${laura.id}`);
  await watching;
  const lost = page.getByRole('status').filter({ hasText: 'No connection to Carnet' });
  await expect(lost).toBeHidden();
  await carnet.stop();
  await expect(lost).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Laura Reuter');
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);

  await carnet.startAgain();
  await carnet.ask(
    'origer',
    `mutation ($input: RecordVaccinationsInput!) { recordVaccinations(input: $input) { userErrors { message } } }`,
    {
      input: {
        idempotencyKey: crypto.randomUUID(),
        recordId: laura.id,
        givenOn: dayFromNow(),
        doses: [{ vaccineCode: 'VAC0510', lot: 'MEANWHILE-1' }],
      },
    },
  );
  await expect(page.getByRole('row', { name: /MEANWHILE-1/ })).toBeVisible({ timeout: 30_000 });
  await expect(lost).toBeHidden();
  await page.getByRole('link', { name: 'Timeline' }).click();
  await expect(page.getByRole('table', { name: /One row a disease/ })).toBeVisible();
});

test('a server that fails is said calmly, and asked again on request', async ({ page, complaints }) => {
  complaints.expect(/status of 500/);
  await signInAs(page, 'ana');
  await page.route('**/graphql', (route) => route.fulfill({ status: 500, body: '' }));
  await page.getByRole('link', { name: 'Who looked' }).click();
  await expect(page.getByRole('alert')).toContainText('This could not be loaded');
  await expectAccessible(page);
  await page.unroute('**/graphql');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Who looked at my record');
});

test('somebody without a record is told how to get one', async ({ page }) => {
  await signInAs(page, 'operator');
  await expect(page.getByRole('main')).toMatchAriaSnapshot(`
    - heading "No record for you yet" [level=1]
    - paragraph
  `);
  await expectAccessible(page);
});

test('the accessibility statement is open to everyone', async ({ page }) => {
  await page.goto('/accessibility');
  await expect(page.getByRole('main')).toMatchAriaSnapshot(`
    - heading "Accessibility statement" [level=1]
    - heading "What works" [level=2]
    - heading "What is not yet right" [level=2]
    - heading "How it is tested" [level=2]
    - heading "Is something in your way?" [level=2]
  `);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
});
