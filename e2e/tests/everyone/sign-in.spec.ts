// Coming in, going out, and coming back.

import { expectAccessible, expectNoSidewaysScroll } from '../../support/accessibility.ts';
import { choosePerson, signInAs, recordOf } from '../../support/people.ts';
import { expect, test } from '../../support/test.ts';

test('somebody signs in by way of the provider and out again', async ({ page }) => {
  await page.goto('/');
  await expect(page).toHaveURL(/\/sign-in$/);
  await expect(page).toHaveTitle(/Carnet/);
  await expect(page.locator('body')).toMatchAriaSnapshot(`
    - link "Skip to content"
    - banner:
      - link "Carnet"
      - group "Language"
      - button "Light or dark"
    - main:
      - heading "One place for every vaccination" [level=1]
      - img "Three lifelines with doses, from birth to old age"
      - link "Sign in"
    - contentinfo:
      - link "Accessibility"
  `);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);

  await page.getByRole('link', { name: 'Sign in' }).click();
  await expect(page.getByRole('note')).toBeVisible();
  await expectAccessible(page);
  await choosePerson(page, 'laura');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('What is next for me');

  await page.getByRole('link', { name: 'Account' }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(/\/sign-in$/);
  await page.goto('/account');
  await expect(page.getByRole('link', { name: 'Sign in' })).toBeVisible();
});

test('somebody who changes their mind at the provider is back at the beginning', async ({ page }) => {
  await page.goto('/account');
  await page.getByRole('link', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: 'Back' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Sign in' })).toBeVisible();
});

test('a link into Carnet leads there after signing in', async ({ page }) => {
  await page.goto('/account');
  await expect(page).toHaveURL(/\/sign-in\?returnTo=\/account$/);
  await expect(page.getByText('Sign in to go on where you were.')).toBeVisible();
  await signInAs(page, 'schiltz', '/account');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('My account');
});

test('what a link shows of a page is shown after signing in too', async ({ page, carnet }) => {
  const { id } = await recordOf(carnet, 'schiltz', 'Mila');
  await signInAs(page, 'schiltz', `/records/${id}?view=timeline`);
  await expect(page).toHaveURL(/\?view=timeline$/);
  await expect(page.getByRole('link', { name: 'Timeline' })).toHaveAttribute('aria-current', 'page');
});

test('a link that returns to another site is not followed', async ({ page, baseURL }) => {
  await page.goto('/sign-in?returnTo=//evil.example/account');
  await page.getByRole('link', { name: 'Sign in' }).click();
  await choosePerson(page, 'laura');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('What is next for me');
  expect(new URL(page.url()).origin).toBe(baseURL);
});

test('a session that ended elsewhere asks to sign in again and returns to where one was', async ({
  page,
  context,
  newWindow,
}) => {
  await signInAs(page, 'marc');
  const elsewhere = await newWindow();
  await elsewhere.context().addCookies(await context.cookies());
  await elsewhere.goto('/account');
  await elsewhere.getByRole('button', { name: 'Sign out' }).click();
  await expect(elsewhere).toHaveURL(/\/sign-in$/);

  await page.getByRole('link', { name: 'Who looked' }).click();
  await expect(page.getByText('Sign in to go on where you were.')).toBeVisible();
  const wanted = new URL(page.url()).searchParams.get('returnTo');
  expect(wanted).toMatch(/^\/my\/[0-9a-f-]{36}\/access-log$/);
  await page.getByRole('link', { name: 'Sign in' }).click();
  await choosePerson(page, 'marc');
  await expect(page).toHaveURL((url) => url.pathname === wanted);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Who looked at my record');
});
