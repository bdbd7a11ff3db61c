// All five languages, on every page that asks for one.

import { choose, codes, foreign, textsOf, words } from '../../support/languages.ts';
import { signInAs } from '../../support/people.ts';
import { expect, test } from '../../support/test.ts';

test('the front page speaks all five languages, and remembers which', async ({ page }) => {
  await page.goto('/sign-in');
  for (const code of codes) {
    await choose(page, code);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(words[code].get('sign_in.title')!);
    await expect(page.getByRole('link', { name: words[code].get('sign_in.button')!, exact: true })).toBeVisible();
    expect(foreign(await textsOf(page), code)).toEqual([]);
  }
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('lang', 'pt');
});

test('the accessibility statement speaks all five languages', async ({ page }) => {
  await page.goto('/accessibility');
  for (const code of codes) {
    await choose(page, code);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(words[code].get('accessibility.title')!);
    expect(foreign(await textsOf(page), code)).toEqual([]);
  }
});

test('a mother reads her children’s vaccinations in each language', async ({ page, carnet }) => {
  await signInAs(page, 'ana', '/account');
  const { viewer } = await carnet.ask('ana', '{ viewer { records { record { id } } } }');
  const child = viewer.records.at(-1).record.id;
  for (const code of codes) {
    await page.goto('/account');
    await choose(page, code);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(words[code].get('shell.account')!);
    expect(foreign(await textsOf(page), code), 'account').toEqual([]);
    for (const path of ['/my', ...['', '/vaccinations', '/report', '/profile', '/access-log', '/print'].map((path) => `/my/${child}${path}`)]) {
      await page.goto(path);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
      expect(foreign(await textsOf(page), code), path).toEqual([]);
    }
  }
});

test.describe('with nothing chosen in this browser', () => {
  test.use({ language: null, locale: 'de-LU' });

  test('Carnet greets in the language that the browser prefers', async ({ page }) => {
    await page.goto('/');
    await expect(page.locator('html')).toHaveAttribute('lang', 'de');
    await page.locator('a[href^="/auth/login"]').click();
    await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  });
});
