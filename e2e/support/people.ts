// The people of the demo, and signing in as one of them.

import { type Page, expect } from '@playwright/test';
import type { Answer, Carnet } from './carnet.ts';

/** The names on the provider's page. */
export const names = {
  schiltz: 'Dr Nadine Schiltz',
  origer: 'Paul Origer',
  weber: 'Dr Marc Weber',
  nilles: 'Carine Nilles',
  conti: 'Dr Elena Conti',
  ana: 'Ana Ferreira',
  pol: 'Pol Thill',
  marc: 'Marc Hansen',
  laura: 'Laura Reuter',
  operator: 'Sven Kayser',
} as const;

export type Person = keyof typeof names;

/** Goes to a page that asks who comes, and signs in by way of the provider's own page. */
export async function signInAs(page: Page, person: Person, path = '/'): Promise<void> {
  await page.goto(path);
  await page.locator('a[href^="/auth/login"]').click();
  await choosePerson(page, person);
  await expect(page).toHaveURL(
    // The first page leads on: a patient's to their record.
    (url) => path === '/' || url.pathname === new URL(path, url).pathname,
  );
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
}

/** Chooses on the provider's page who to be. */
export async function choosePerson(page: Page, person: Person): Promise<void> {
  await page.getByRole('button', { name: names[person] }).click();
}

/** A record of a professional's practice, found by given name, as the API tells it. */
export async function recordOf(carnet: Carnet, asked: Person, givenName: string): Promise<Answer> {
  const { practice } = await carnet.ask(
    asked,
    '{ practice { records(first: 100) { nodes { id givenName } } } }',
  );
  const found = practice.records.nodes.find((r: Answer) => r.givenName === givenName);
  if (!found) throw new Error(`${asked} has no record of ${givenName}`);
  const { record } = await carnet.ask(
    asked,
    `query ($id: RecordId!) { record(id: $id) {
      id version givenName familyName birthDate identifiers { system value }
      vaccinations { id version status isConfirmed lot occurrence vaccine { code name(locale: EN) { text } } }
    } }`,
    { id: found.id },
  );
  return record;
}

/** Lets Dr Weber's practice see a record, with the patient present. */
export async function openToWeber(carnet: Carnet, id: string): Promise<void> {
  const input = { idempotencyKey: `opening-${id}`, recordId: id, reason: 'fever' };
  const open = 'mutation ($input: OpenRecordInput!) { openRecord(input: $input) { userErrors { code } } }';
  expect((await carnet.ask('weber', open, { input })).openRecord.userErrors).toEqual([]);
}

/** The newest dose of a record that Dr Schiltz's practice recorded. */
export async function doseOfBelair(carnet: Carnet, id: string): Promise<Answer> {
  const { record } = await carnet.ask(
    'schiltz',
    'query ($id: RecordId!) { record(id: $id) { vaccinations { id lot practice { name } } } }',
    { id },
  );
  return record.vaccinations.find((d: Answer) => d.practice?.name === 'Cabinet médical Belair');
}

/** The matricule of a record from `recordOf`. */
export function matriculeOf(record: Answer): string {
  return record.identifiers.find((i: Answer) => i.system === 'LU_MATRICULE').value;
}

/** Resolves once a page, not opened yet, watches a record. */
export function subscribed(page: Page): Promise<void> {
  return new Promise((done) => {
    page.on('websocket', (socket) => {
      socket.on('framesent', ({ payload }) => {
        if (String(payload).includes('"subscribe"')) done();
      });
    });
  });
}

/** Goes to the list of doses, as a patient does by the places at the bottom. */
export async function openVaccinations(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Vaccin' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/vaccinations$/);
}
