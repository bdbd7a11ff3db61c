// The five languages, and how to tell that a page speaks only one of them.

import { readFileSync } from 'node:fs';
import { type Page, expect } from '@playwright/test';

export const languages = { fr: 'Français', de: 'Deutsch', en: 'English', lb: 'Lëtzebuergesch', pt: 'Português' };
export type Code = keyof typeof languages;
export const codes = Object.keys(languages) as Code[];

/** The words of a language by their keys. */
function wordsOf(code: Code): Map<string, string> {
  const file = new URL(`../../locales/${code}.json`, import.meta.url);
  const words = new Map<string, string>();
  const walk = (value: unknown, path: string) => {
    if (typeof value === 'string') words.set(path, value);
    else for (const [key, inner] of Object.entries(value as object)) walk(inner, `${path}.${key}`.replace(/^\./, ''));
  };
  walk(JSON.parse(readFileSync(file, 'utf8')), '');
  return words;
}
export const words = Object.fromEntries(codes.map((code) => [code, wordsOf(code)])) as Record<Code, Map<string, string>>;

/** Every text and name on the page, as it stands there. */
export function textsOf(page: Page): Promise<string[]> {
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
export function foreign(texts: string[], code: Code): string[] {
  const own = new Set(words[code].values());
  // NUVA names a disease on the professional's pages as another language's plain words do here.
  const isDisease = (key: string) => /(^|\.)diseases?\.[^.]+\.name$/.test(key);
  const others = new Set(
    codes.flatMap((other) => [...words[other]].filter(([key]) => !isDisease(key)).map(([, text]) => text)),
  );
  const isKey = (text: string) => words.en.has(text) || text.includes('{{');
  return texts.filter((text) => isKey(text) || (others.has(text) && !own.has(text) && !isName(text)));
}

/** The languages' own names and abbreviations are the same in every language. */
function isName(text: string): boolean {
  return Object.values(languages).includes(text) || codes.includes(text.toLowerCase() as Code);
}

/** Chooses a language as a reader does. */
export async function choose(page: Page, code: Code): Promise<void> {
  await page.getByRole('main').or(page.getByRole('banner')).getByRole('button', { name: languages[code] }).first().click();
  await expect(page.locator('html')).toHaveAttribute('lang', code);
}
