// People for the decision tool, made for one journey each.

import { type Locator, type Page, expect } from '@playwright/test';
import type { Carnet } from './carnet.ts';
import { createRecord } from './family.ts';
import { signInAs } from './people.ts';

type Dose = { on: string; vaccine: string };

/** A record at Dr Schiltz's practice with doses from a card, and the tool opened on it. */
export async function openTool(
  page: Page,
  carnet: Carnet,
  person: { birthDate: string; sex?: string; doses?: Dose[]; query?: string },
): Promise<string> {
  const id = await person_(carnet, person);
  await signInAs(page, 'schiltz', `/records/${id}/decide`);
  await expect(page.getByRole('table', { name: /Status by disease/ })).toBeVisible();
  return id;
}

async function person_(
  carnet: Carnet,
  { birthDate, sex = 'FEMALE', doses = [] }: { birthDate: string; sex?: string; doses?: Dose[] },
): Promise<string> {
  const id = await createRecord(carnet, 'schiltz', {
    idempotencyKey: `decide-${birthDate}`,
    identifiers: [{ system: 'PASSPORT', issuer: 'SY', value: `N${birthDate.replaceAll('-', '')}` }],
    familyName: 'Haddad',
    givenName: 'Amina',
    birthDate,
    sex,
    language: 'FR',
    notTheSameAs: [],
  });
  if (0 < doses.length) {
    const { transcribeVaccinations } = await carnet.ask(
      'schiltz',
      `mutation ($input: TranscribeVaccinationsInput!) { transcribeVaccinations(input: $input) { userErrors { code field } } }`,
      {
        input: {
          idempotencyKey: 'decide-doses',
          recordId: id,
          proof: 'YELLOW_CARD',
          doses: doses.map(({ on, vaccine }) => ({ occurrence: on, vaccineCode: vaccine })),
        },
      },
    );
    expect(transcribeVaccinations.userErrors).toEqual([]);
  }
  return id;
}

/** The row of a disease. */
export function row(page: Page, disease: RegExp): Locator {
  return page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: disease }) });
}

/** What the board says of a disease: its status now, and with the choice. */
export async function said(page: Page, disease: RegExp): Promise<{ now: string; after: string }> {
  const cells = row(page, disease).getByRole('cell');
  const text = async (i: number) => (await cells.nth(i).innerText()).replaceAll('\n', ' ').trim();
  return { now: await text(0), after: await text(1) };
}

/** Chooses a product by keys alone. */
export async function choose(page: Page, product: string): Promise<void> {
  await page.keyboard.press('p');
  await expect(page.getByRole('combobox', { name: 'Add a product' })).toBeFocused();
  await page.keyboard.type(product);
  await expect(page.getByRole('listbox').getByRole('option').first()).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('combobox', { name: 'Add a product' })).toHaveValue('');
  await page.getByRole('combobox', { name: 'Add a product' }).blur();
}
