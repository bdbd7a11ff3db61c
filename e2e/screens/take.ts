// Taking a picture: the whole page in light and in dark, as a small WebP.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Page, expect } from '@playwright/test';
import { test } from '../support/test.ts';

const folder = resolve(import.meta.dirname, '../../docs/screens');
const TALLEST = 2_400;

/** Takes `docs/screens/NAME-WIDTH-THEME.webp`, twice. */
export async function take(page: Page, name: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
  const session = await page.context().newCDPSession(page);
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme });
    const { width, height } = await page.evaluate(() => ({
      width: document.documentElement.clientWidth,
      height: document.documentElement.scrollHeight,
    }));
    const { data } = await session.send('Page.captureScreenshot', {
      format: 'webp',
      quality: 82,
      captureBeyondViewport: true,
      clip: { x: 0, y: 0, width, height: Math.min(height, TALLEST), scale: 1 },
    });
    const file = `${name}-${test.info().project.name}-${theme}.webp`;
    writeFileSync(join(folder, file), Buffer.from(data, 'base64'));
  }
}
