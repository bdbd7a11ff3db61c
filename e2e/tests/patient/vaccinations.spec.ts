// What a patient sees of their own record and their children's, on a phone.

import type { Page } from '@playwright/test';
import { expectAccessible, expectNoSidewaysScroll } from '../../support/accessibility.ts';
import { openVaccinations, recordOf, signInAs, subscribed } from '../../support/people.ts';
import { expect, test } from '../../support/test.ts';

const title = (page: Page) => page.getByRole('heading', { level: 1 });

test('Ana sees her vaccinations by date and by disease', async ({ page }) => {
  await signInAs(page, 'ana');
  await openVaccinations(page);
  await expect(title(page)).toHaveText('My vaccinations');
  await expect(page.locator('body')).toMatchAriaSnapshot(`
    - link "Skip to content"
    - banner:
      - link "Carnet"
    - main:
      - list "My family":
        - listitem:
          - link /Me/
        - listitem:
          - link /Mila/
        - listitem:
          - link /Noé/
      - heading "My vaccinations" [level=1]
      - link "Health profile"
      - link "Print"
      - link "Add one"
      - group "Order"
      - region "Doses, newest first":
        - list
    - navigation "Main":
      - list:
        - listitem:
          - link "Family"
        - listitem:
          - link "Next"
        - listitem:
          - link /Vaccin/
        - listitem:
          - link "Who looked"
        - listitem:
          - link "Account"
  `);
  const doses = page.getByRole('region', { name: 'Doses, newest first' }).getByRole('link');
  await expect(doses).toHaveCount(20);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);

  await page.getByText('By disease').click();
  await expect(page.getByRole('heading', { level: 2, name: 'Measles' })).toBeVisible();
  await expect(page.getByRole('heading', { level: 2, name: 'Tetanus' })).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await page.reload();
  await expect(page.getByRole('heading', { level: 2, name: 'Measles' })).toBeVisible();
});

test('Ana sees that Noé’s last visit was long ago, and comes back to herself', async ({ page }) => {
  await signInAs(page, 'ana');
  await openVaccinations(page);
  await page.getByRole('list', { name: 'My family' }).getByRole('link', { name: /^Noé/ }).click();
  await expect(title(page)).toHaveText('Noé’s vaccinations');
  await expect(page).toHaveTitle(/Noé’s vaccinations/);
  await expect(title(page)).toBeFocused();
  await expect(page.getByRole('region', { name: 'Doses, newest first' }).getByRole('link')).toHaveCount(4);
  await page.getByRole('list', { name: 'My family' }).getByRole('link', { name: 'Me' }).click();
  await expect(title(page)).toHaveText('My vaccinations');
});

test('Ana opens one of Mila’s doses and reads where it comes from', async ({ page }) => {
  await signInAs(page, 'ana');
  await openVaccinations(page);
  await page.getByRole('list', { name: 'My family' }).getByRole('link', { name: /^Mila/ }).click();
  await expect(title(page)).toHaveText('Mila’s vaccinations');
  await page.getByRole('link', { name: /ProQuad|Priorix-Tetra/i }).first().click();
  await expect(title(page)).toContainText('Measles');
  await expect(page.getByRole('main')).toMatchAriaSnapshot(`
    - navigation "Breadcrumb":
      - list:
        - listitem:
          - link "Mila’s vaccinations"
    - paragraph: Confirmed
    - heading /Measles/ [level=1]
    - region "What is recorded":
      - heading "What is recorded" [level=2]
      - term: Lot
      - definition
      - group: "History: 1 version"
  `);
  await page.getByText('History: 1 version').click();
  await expect(page.getByRole('main')).toContainText('recorded · Dr Nadine Schiltz');
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await page.getByRole('navigation', { name: 'Breadcrumb' }).getByRole('link').click();
  await expect(title(page)).toHaveText('Mila’s vaccinations');
});

test('a corrected dose shows every version of it, with what changed and why', async ({ page, carnet }) => {
  const pol = await recordOf(carnet, 'schiltz', 'Pol');
  const dose = pol.vaccinations.find((v: { lot?: string }) => v.lot);
  const now = await carnet.ask(
    'schiltz',
    `query ($r: RecordId!, $v: VaccinationId!) { record(id: $r) { vaccination(id: $v) {
       version occurrence lot expiresOn serial site route quantityMl country proof note
       vaccine { code } performer { id } } } }`,
    { r: pol.id, v: dose.id },
  );
  const { vaccine, performer, ...kept } = now.record.vaccination;
  const corrected = await carnet.ask(
    'schiltz',
    'mutation ($input: CorrectVaccinationInput!) { correctVaccination(input: $input) { userErrors { message } } }',
    {
      input: {
        ...kept,
        idempotencyKey: 'e2e-correct-1',
        recordId: pol.id,
        vaccinationId: dose.id,
        vaccineCode: vaccine.code,
        performerId: performer?.id,
        lot: 'E2E-LOT-2',
        reason: 'Misread on the box',
      },
    },
  );
  expect(corrected.correctVaccination.userErrors).toEqual([]);

  await signInAs(page, 'pol', `/my/${pol.id}/vaccinations/${dose.id}`);
  await page.getByText('History: 2 versions').click();
  await expect(page.getByRole('main')).toContainText(`Lot: ${dose.lot} → E2E-LOT-2`);
  await expect(page.getByRole('main')).toContainText('«Misread on the box»');
  await expectAccessible(page);
});

test('Marc adds a dose that he remembers, after the form has told him what is missing', async ({ page }) => {
  await signInAs(page, 'marc');
  await openVaccinations(page);
  await page.getByRole('link', { name: 'Add one' }).click();
  await expect(title(page)).toHaveText('Add a vaccination');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Add to the record' }).click();
  await expect(page.getByRole('alert')).toBeFocused();
  await expect(page.getByRole('alert')).toMatchAriaSnapshot(`
    - alert "2 things to mend":
      - heading "2 things to mend" [level=2]
      - list:
        - listitem:
          - link "Choose a vaccine from the list"
        - listitem:
          - link "Enter at least the year, or say that you do not know when"
  `);
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Choose a vaccine from the list' }).click();
  const vaccine = page.getByRole('combobox', { name: 'Which vaccine?' });
  await expect(vaccine).toBeFocused();
  await vaccine.pressSequentially('boostrix');
  await page.getByRole('listbox').getByRole('option').first().click();
  await page.getByRole('textbox', { name: 'Year' }).fill('2031');
  await page.getByRole('button', { name: 'Add to the record' }).click();
  await expect(page.getByRole('alert')).toContainText('This is in the future');
  await page.getByRole('textbox', { name: 'Year' }).fill('2016');
  await page.getByRole('radio', { name: 'yellow card' }).check();
  await page.getByRole('button', { name: 'Add to the record' }).click();

  await expect(title(page)).toHaveText('My vaccinations');
  await expect(page.getByRole('status')).toContainText(['Added. A professional will confirm it.']);
  const added = page.getByRole('link', { name: /2016 · Boostrix/i });
  await expect(added).toContainText('not yet confirmed');
  await added.click();
  await expect(page.getByRole('main')).toContainText('Not yet confirmed');
  await expect(page.getByRole('main')).toContainText('Show a proof');
  await expectAccessible(page);
});

test('Laura sees who looked at her record, by day', async ({ page }) => {
  await signInAs(page, 'laura');
  await page.getByRole('link', { name: 'Who looked' }).click();
  await expect(title(page)).toHaveText('Who looked at my record');
  await expect(page.getByRole('listitem').filter({ hasText: 'Dr Nadine Schiltz' }).filter({ hasText: 'read the record' }).first()).toBeVisible();
  await expect(page.getByRole('main')).toMatchAriaSnapshot(`
    - heading "Who looked at my record" [level=1]
    - region:
      - heading [level=2]
      - list
  `);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
});

test('Laura prints everything: on paper there is the table and nothing else', async ({ page }) => {
  await signInAs(page, 'laura');
  await openVaccinations(page);
  await page.getByRole('link', { name: 'Print' }).click();
  await expect(title(page)).toHaveText('Vaccination record');
  const table = page.getByRole('table', { name: 'Vaccination record' });
  await expect(table.getByRole('row')).toHaveCount(7);
  await expect(table.getByRole('columnheader')).toHaveText(['Date', 'Vaccine', 'Against', 'Lot', 'Where it comes from']);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);

  await page.emulateMedia({ media: 'print' });
  await expect(table).toBeVisible();
  await expect(page.getByRole('main').getByText('Laura Reuter')).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeHidden();
  await expect(page.getByRole('banner')).toBeHidden();
  await expect(page.getByRole('button', { name: 'Print' })).toBeHidden();
  const pdf = await page.pdf({ format: 'A4' });
  expect(pdf.length).toBeGreaterThan(5_000);
});

test('Laura changes how she is reached, and is told what is wrong with an address', async ({ page, carnet }) => {
  await signInAs(page, 'laura', '/account');
  const email = page.getByRole('textbox', { name: 'E-mail address' });
  await email.fill('laura@');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('This is not an e-mail address: name@example.lu');
  await expect(email).toHaveAttribute('aria-invalid', 'true');
  await expectAccessible(page);
  await email.fill('laura.reuter@example.lu');
  await page.getByRole('combobox', { name: 'Language of messages' }).selectOption('Deutsch');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('status')).toContainText(['Saved']);
  await page.reload();
  await expect(email).toHaveValue('laura.reuter@example.lu');
  await expect(page.getByRole('combobox', { name: 'Language of messages' })).toHaveValue('1');
  const { viewer } = await carnet.ask('laura', '{ viewer { records { record { email language } } } }');
  expect(viewer.records[0].record).toEqual({ email: 'laura.reuter@example.lu', language: 'DE' });
});

test('Laura’s phone shows a dose within moments after the practice recorded it', async ({ page, carnet }) => {
  const laura = await recordOf(carnet, 'schiltz', 'Laura');
  const watching = subscribed(page);
  await signInAs(page, 'laura', `/my/${laura.id}/vaccinations`);
  await watching;
  const doses = page.getByRole('region', { name: 'Doses, newest first' }).getByRole('link');
  const before = await doses.count();
  const recorded = await carnet.ask(
    'schiltz',
    'mutation ($input: RecordVaccinationsInput!) { recordVaccinations(input: $input) { userErrors { message } } }',
    {
      input: {
        idempotencyKey: 'e2e-live-1',
        recordId: laura.id,
        givenOn: new Date().toISOString().slice(0, 10),
        doses: [{ vaccineCode: laura.vaccinations[0].vaccine.code, lot: 'LIVE-1' }],
      },
    },
  );
  expect(recorded.recordVaccinations.userErrors).toEqual([]);
  const committed = Date.now();
  await expect(doses).toHaveCount(before + 1, { timeout: 5_000 });
  test.info().annotations.push({ type: 'seen after', description: `${Date.now() - committed} ms` });
});
