// The mails of a demo, which it keeps as files.

import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import type { Carnet } from './carnet.ts';
import { withDatabase } from './database.ts';

/** The text of a mail's parts, whatever their encoding. */
function decoded(mail: string): string {
  const parts = mail.split(/\r?\n\r?\n/);
  const bytes = mail.replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  const plain = Buffer.from(bytes, 'latin1').toString('utf8');
  const packed = parts.map((part) => (/^[A-Za-z0-9+/=\r\n]+$/.test(part) ? Buffer.from(part, 'base64').toString() : ''));
  return [plain, ...packed].join('\n');
}

/** What was sent to an address, decoded. */
export async function mailsTo(carnet: Carnet, address: string): Promise<string[]> {
  const folder = join(carnet.dataDir, 'mails');
  const names = await readdir(folder).catch(() => []);
  const mails = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  return mails.filter((mail) => new RegExp(`^To:.*${address}`, 'm').test(mail)).map(decoded);
}

/** The page of a mail, as a mail program shows it. */
export function pageOf(mail: string): string {
  return /<!doctype html>[\s\S]*?<\/html>/.exec(mail)?.[0] ?? '';
}

/** The link to such a path in a mail to an address, once it is there. */
export async function linkInMail(carnet: Carnet, address: string, path: string): Promise<string> {
  let link: string | undefined;
  await expect
    .poll(
      async () => {
        const mails = await mailsTo(carnet, address);
        link = mails.map((mail) => new RegExp(`${path}/[A-Za-z0-9_-]{20,}`).exec(mail)?.[0]).find(Boolean);
        return link;
      },
      { timeout: 60_000, message: `a mail with a link to ${path}` },
    )
    .toBeTruthy();
  return link ?? '';
}

/** Waits until so many reminders wait, and lets the minutes pass in which they wait for more of the day. */
export function hurryReminders(carnet: Carnet, mails: number): Promise<void> {
  return withDatabase(carnet, async (database) => {
    const waiting = database.prepare("SELECT count(*) AS n FROM mail WHERE kind = 'reminder' AND state = 'waiting'");
    await expect.poll(() => waiting.get()?.n, { timeout: 60_000, message: 'reminders that wait' }).toBe(mails);
    database.exec("UPDATE mail SET next_at = created_at WHERE kind = 'reminder' AND state = 'waiting'");
  });
}
