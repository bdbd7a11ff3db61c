// Keys faster than any hand: all of them are on their way before the page has answered the first.

import type { Page } from '@playwright/test';

const named: Record<string, { key: string; code: string; number: number; text?: string }> = {
  '\n': { key: 'Enter', code: 'Enter', number: 13, text: '\r' },
  '\t': { key: 'Tab', code: 'Tab', number: 9 },
  ' ': { key: ' ', code: 'Space', number: 32, text: ' ' },
};

/** Types a text; a line's end is Enter, a tab is Tab. Resolves when the page has handled all of it. */
export async function typeAtOnce(page: Page, text: string): Promise<void> {
  const browser = await page.context().newCDPSession(page);
  const handled = [...text].flatMap((letter) => {
    const { key, code, number, ...rest } = named[letter] ?? { key: letter, code: '', number: 0, text: letter };
    const event = { key, code, windowsVirtualKeyCode: number };
    const down = { ...event, ...rest, type: rest.text ? ('keyDown' as const) : ('rawKeyDown' as const) };
    return [down, { ...event, type: 'keyUp' as const }].map((e) => browser.send('Input.dispatchKeyEvent', e));
  });
  await Promise.all(handled);
  await browser.detach();
}
