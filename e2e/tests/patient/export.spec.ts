// Taking everything along: each file is downloaded by its link and read.

import { type Page, expect as plain } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { inflateSync } from 'node:zlib';
import { expectAccessible, expectNoSidewaysScroll } from '../../support/accessibility.ts';
import { recordOf, signInAs } from '../../support/people.ts';
import { expect, test } from '../../support/test.ts';

/** Presses a link that downloads; what came, and under which name. */
async function download(page: Page, link: string): Promise<{ name: string; path: string; bytes: Buffer }> {
  const coming = page.waitForEvent('download');
  await page.getByRole('link', { name: link }).press('Enter');
  const file = await coming;
  const path = await file.path();
  return { name: file.suggestedFilename(), path, bytes: await readFile(path) };
}

/** What of a PDF is packed, unpacked; the rest as it is. */
function unpacked(pdf: Buffer): string {
  const text = pdf.toString('latin1');
  const parts = [...text.matchAll(/stream\r?\n([\s\S]*?)\r?\nendstream/g)].map(([, packed]) => {
    try {
      return inflateSync(Buffer.from(packed, 'latin1')).toString('latin1');
    } catch {
      return '';
    }
  });
  return text + parts.join('\n');
}

test('Laura takes everything along, and each file is what its link says', async ({ page, carnet }) => {
  const laura = await recordOf(carnet, 'schiltz', 'Laura');
  await signInAs(page, 'laura', `/my/${laura.id}/print`);
  const section = page.getByRole('region', { name: 'My data' });
  await expect(section.getByRole('link')).toHaveCount(4);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);

  const json = await download(page, 'Everything (JSON)');
  plain(json.name).toBe('carnet.json');
  const read = JSON.parse(json.bytes.toString());
  expect([read.format, read.version, read.person.given_name]).toEqual(['carnet-export', 1, 'Laura']);
  expect(read.vaccinations.map((dose: { id: string }) => dose.id)).toEqual(
    expect.arrayContaining(laura.vaccinations.map((dose: { id: string }) => dose.id)),
  );
  expect(await carnet.check(json.path)).toContain('a whole export');

  const fhir = await download(page, 'For another system (FHIR)');
  plain(fhir.name).toBe('carnet.fhir.json');
  const bundle = JSON.parse(fhir.bytes.toString());
  expect([bundle.resourceType, bundle.type]).toEqual(['Bundle', 'collection']);
  expect(bundle.entry.length).toBe(read.vaccinations.length + 2);

  for (const [link, name] of [['Vaccination record (PDF)', 'carnet.pdf'], ['Cards (PDF)', 'carnet-card.pdf']]) {
    const pdf = await download(page, link);
    plain(pdf.name).toBe(name);
    const inside = unpacked(pdf.bytes);
    for (const word of ['%PDF-1.7', '/StructTreeRoot', '/Lang(en)', '/TH', 'pdfuaid', 'Vaccination record']) {
      expect(inside, `${name} has ${word}`).toContain(word);
    }
  }

  // In the reader's language; and each time stands in the list of who looked.
  await page.goto(`/my/${laura.id}/access-log`);
  await expect(page.locator('.access-entry').filter({ hasText: 'took everything along as a file' })).toHaveCount(4);
});

test.describe('in German', () => {
  test.use({ language: 'de' });

  test('the files are in the reader’s language', async ({ page, carnet }) => {
    const laura = await recordOf(carnet, 'schiltz', 'Laura');
    await signInAs(page, 'laura', `/my/${laura.id}/print`);
    const pdf = await download(page, 'Impfausweis (PDF)');
    const inside = unpacked(pdf.bytes);
    expect(inside).toContain('/Lang(de)');
    expect(inside).toContain('Impfausweis');
  });
});

test('the file of a stranger is not found', async ({ page, carnet }) => {
  const laura = await recordOf(carnet, 'schiltz', 'Laura');
  await signInAs(page, 'ana');
  const answer = await page.request.get(`/exports/${laura.id}/carnet.json`);
  expect(answer.status()).toBe(404);
  expect(answer.headers()['cache-control']).toBe('no-store');
});
