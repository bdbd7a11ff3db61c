// 100 for accessibility, on every page.

import { type Page, chromium } from '@playwright/test';
import base from '../playwright.config.ts';
import { PUBLIC, patientPages, readingPages, writingPages } from '../support/pages.ts';
import { type Person, recordOf, signInAs } from '../support/people.ts';
import { expect, test } from '../support/test.ts';

const PORT = 9_223;

type Category = { score: number; auditRefs: { id: string }[] };
type Audit = { score: number | null; title: string };

/** What Lighthouse finds wrong with these pages, by page; nothing where it gives 100. */
async function problems(page: Page, origin: string, paths: string[]): Promise<string[]> {
  // Not a dependency of the project: see lighthouse.config.ts.
  const name = 'lighthouse';
  const { default: lighthouse } = await import(name);
  const found: string[] = [];
  for (const path of paths) {
    await page.goto('about:blank');
    const { lhr } = await lighthouse(`${origin}${path}`, {
      port: PORT,
      onlyCategories: ['accessibility'],
      // Whoever is signed in stays so.
      disableStorageReset: true,
    });
    const category: Category = lhr.categories.accessibility;
    const audits: Record<string, Audit> = lhr.audits;
    const failed = category.auditRefs.map(({ id }) => audits[id]).filter(({ score }) => score !== null && score < 1);
    const said = `${new URL(lhr.finalDisplayedUrl).pathname} ${category.score * 100}`;
    console.log(said.replace(/[0-9a-f-]{36}/g, 'ID'));
    // A page that leads on to the sign-in would pass for another.
    if (new URL(lhr.finalDisplayedUrl).pathname !== new URL(path, origin).pathname) found.push(`${path} led to ${said}`);
    if (category.score !== 1) found.push(`${said}: ${failed.map(({ title }) => title).join('; ')}`);
  }
  return found;
}

/** Opens a browser that Lighthouse can steer, signed in, and audits these pages in it. */
async function audit(origin: string, person: Person | null, paths: string[]): Promise<void> {
  const { executablePath, args } = base.use!.launchOptions!;
  const context = await chromium.launchPersistentContext('', {
    executablePath,
    args: [...args!, `--remote-debugging-port=${PORT}`],
    baseURL: origin,
    locale: 'en-GB',
  });
  try {
    const page = context.pages()[0];
    if (person) await signInAs(page, person);
    expect(await problems(page, origin, paths)).toEqual([]);
  } finally {
    await context.close();
  }
}

test('the pages that everyone sees', async ({ carnet }) => {
  await audit(carnet.url, null, PUBLIC);
});

test('the patient’s pages', async ({ carnet }) => {
  await audit(carnet.url, 'ana', patientPages(await recordOf(carnet, 'schiltz', 'Mila')));
});

test('the professional’s pages', async ({ carnet }) => {
  const laura = await recordOf(carnet, 'schiltz', 'Laura');
  const marc = await recordOf(carnet, 'schiltz', 'Marc');
  await audit(carnet.url, 'schiltz', [...readingPages(laura), ...writingPages(laura, marc)]);
});
