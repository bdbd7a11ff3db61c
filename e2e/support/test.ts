// `test` with what every journey needs: its own server, a browser that speaks English unless told
// otherwise, and the certainty that no page complained to the console.

import { type BrowserContext, type Page, test as base, expect } from '@playwright/test';
import { Carnet } from './carnet.ts';

/** What pages complained about: errors, failed loads, violations of the security policy. */
export class Complaints {
  private readonly heard: string[] = [];
  private readonly expected: RegExp[] = [];

  /** Says that complaints of this kind are what the journey is about. */
  expect(kind: RegExp): void {
    this.expected.push(kind);
  }

  listen(context: BrowserContext): void {
    context.on('console', (message) => {
      if (message.type() === 'error') this.heard.push(`${message.text()} (${message.location().url})`);
    });
    context.on('weberror', (error) => this.heard.push(String(error.error())));
  }

  unexpected(): string[] {
    return this.heard.filter((line) => !this.expected.some((kind) => kind.test(line)));
  }
}

type Options = {
  /** The language kept in the browser; `null` keeps none. */
  language: string | null;
};

type Fixtures = {
  carnet: Carnet;
  complaints: Complaints;
  /** Another browser of the same kind, with nobody signed in. */
  newWindow: () => Promise<Page>;
};

export const test = base.extend<Options & Fixtures>({
  language: ['en', { option: true }],

  carnet: async ({}, use) => {
    const carnet = await Carnet.startCopy();
    await use(carnet);
    await carnet.remove();
  },

  baseURL: async ({ carnet }, use) => use(carnet.url),

  complaints: [
    async ({}, use) => {
      const complaints = new Complaints();
      await use(complaints);
      expect(complaints.unexpected(), 'what pages complained about to the console').toEqual([]);
    },
    { auto: true },
  ],

  context: async ({ context, language, complaints }, use) => {
    await prepare(context, language, complaints);
    await use(context);
  },

  newWindow: async ({ browser, language, complaints }, use) => {
    const opened: BrowserContext[] = [];
    await use(async () => {
      const context = await browser.newContext();
      opened.push(context);
      await prepare(context, language, complaints);
      return context.newPage();
    });
    for (const context of opened) await context.close();
  },
});

async function prepare(
  context: BrowserContext,
  language: string | null,
  complaints: Complaints,
): Promise<void> {
  complaints.listen(context);
  if (language === null) return;
  await context.addInitScript((code) => {
    // A blank page has no storage.
    if (!location.protocol.startsWith('http')) return;
    if (!localStorage.getItem('locale')) localStorage.setItem('locale', code);
  }, language);
}

export { expect };
