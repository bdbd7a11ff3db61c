// All five languages, on every page that asks for one.

import { readFileSync } from 'node:fs';
import { type Page } from '@playwright/test';
import { expectAccessible, expectNoSidewaysScroll } from '../../support/accessibility.ts';
import { recordOf, signInAs } from '../../support/people.ts';
import { expect, test } from '../../support/test.ts';

const languages = { fr: 'Français', de: 'Deutsch', en: 'English', lb: 'Lëtzebuergesch', pt: 'Português' };
type Code = keyof typeof languages;
const codes = Object.keys(languages) as Code[];

/** The words of a language by their keys. */
function wordsOf(code: Code): Map<string, string> {
  const file = new URL(`../../../locales/${code}.json`, import.meta.url);
  const words = new Map<string, string>();
  const walk = (value: unknown, path: string) => {
    if (typeof value === 'string') words.set(path, value);
    else for (const [key, inner] of Object.entries(value as object)) walk(inner, `${path}.${key}`.replace(/^\./, ''));
  };
  walk(JSON.parse(readFileSync(file, 'utf8')), '');
  return words;
}
const words = Object.fromEntries(codes.map((code) => [code, wordsOf(code)])) as Record<Code, Map<string, string>>;

/** Every text and name on the page, as it stands there. */
function textsOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const texts: string[] = [document.title];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) texts.push(walker.currentNode.textContent ?? '');
    for (const element of document.querySelectorAll('[aria-label], [title], [placeholder], [alt]')) {
      for (const name of ['aria-label', 'title', 'placeholder', 'alt']) texts.push(element.getAttribute(name) ?? '');
    }
    return texts.map((text) => text.trim()).filter((text) => text !== '');
  });
}

/** What stands on a page in another language than the reader's, or as a bare key. */
function foreign(texts: string[], code: Code): string[] {
  const own = new Set(words[code].values());
  const others = new Set(codes.flatMap((other) => [...words[other].values()]));
  const isKey = (text: string) => words.en.has(text) || text.includes('{{');
  return texts.filter((text) => isKey(text) || (others.has(text) && !own.has(text) && !isName(text)));
}

/** The languages' own names and abbreviations are the same in every language. */
function isName(text: string): boolean {
  return Object.values(languages).includes(text) || codes.includes(text.toLowerCase() as Code);
}

async function choose(page: Page, code: Code): Promise<void> {
  await page.getByRole('main').or(page.getByRole('banner')).getByRole('button', { name: languages[code] }).first().click();
  await expect(page.locator('html')).toHaveAttribute('lang', code);
}

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
    for (const path of ['', '/report', '/access-log', '/print']) {
      await page.goto(`/my/${child}${path}`);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
      expect(foreign(await textsOf(page), code), path).toEqual([]);
    }
  }
});

for (const code of codes) {
  test(`a doctor reads and writes in ${languages[code]}`, async ({ page, carnet }) => {
    // A dozen pages, each looked at by axe.
    test.slow();
    const laura = await recordOf(carnet, 'schiltz', 'Laura');
    const dose = laura.vaccinations[0].id;
    await signInAs(page, 'schiltz', '/account');
    await choose(page, code);
    const record = ['', '?view=timeline', `/vaccinations/${dose}`, `/vaccinations/${dose}/correct`];
    const forms = ['/record', '/transcribe', '/not-given'];
    const ofLaura = [...record, ...forms].map((path) => `/records/${laura.id}${path}`);
    for (const path of ['/', '/records', '/records/new', ...ofLaura]) {
      await test.step(path.replace(/[0-9a-f-]{36}/g, 'ID'), async () => {
        await page.goto(path);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
        await expect(page.locator('html')).toHaveAttribute('lang', code);
        expect(foreign(await textsOf(page), code)).toEqual([]);
        await expectNoSidewaysScroll(page);
        await expectAccessible(page);
      });
    }
  });
}

test.describe('with nothing chosen in this browser', () => {
  test.use({ language: null, locale: 'de-LU' });

  test('Carnet greets in the language that the browser prefers', async ({ page }) => {
    await page.goto('/');
    await expect(page.locator('html')).toHaveAttribute('lang', 'de');
    await page.locator('a[href^="/auth/login"]').click();
    await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  });
});
