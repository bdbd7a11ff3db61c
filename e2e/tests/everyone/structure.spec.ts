// What somebody hears who goes through a page by its parts: headings, regions, names of controls.
// Pages with a journey of their own are heard there.

import { recordOf, signInAs } from '../../support/people.ts';
import { expect, test } from '../../support/test.ts';

test('the professional’s pages, part by part', async ({ page, carnet }) => {
  const laura = await recordOf(carnet, 'schiltz', 'Laura');
  const dose = laura.vaccinations.find((v: { lot: string | null }) => v.lot !== null).id;
  await signInAs(page, 'schiltz', '/records');
  const main = page.getByRole('main');
  await expect(main).toMatchAriaSnapshot(`
    - heading "Records" [level=1]
    - search:
      - textbox /Find a person/
      - button "Find"
    - heading "Records of the practice" [level=2]
    - region "People, scrolls sideways":
      - table /People whose record your practice sees/
  `);
  await page.goto(`/records/${laura.id}?view=timeline`);
  await expect(main).toMatchAriaSnapshot(`
    - heading "Laura Reuter" [level=1]
    - navigation "View of the record"
    - heading "By disease and age" [level=2]
    - group "Part of life":
      - radio "Infancy"
      - radio "6 y"
      - radio "18 y"
      - radio "Life" [checked]
    - region "By disease and age":
      - table:
        - rowgroup:
          - row:
            - columnheader "Disease"
            - columnheader "Doses given"
            - columnheader "Timeline by age"
        - rowgroup:
          - row /^Measles 2 doses/:
            - rowheader "Measles 2 doses"
            - cell:
              - list:
                - listitem:
                  - button /^\\d\\d\\.\\d\\d\\.199[67]$/
                - listitem:
                  - button /^\\d\\d\\.\\d\\d\\.200[12]$/
            - cell:
              - group /^2 doses:/:
                - button /^Dose 1, /
                - button /^Dose 2, /
  `);
  await page.goto(`/records/${laura.id}/vaccinations/${dose}`);
  await expect(main).toMatchAriaSnapshot(`
    - heading "Laura Reuter" [level=1]
    - heading "Doses 6" [level=2]
    - combobox "Disease"
    - region "Doses 6":
      - table:
        - rowgroup
        - rowgroup:
          - row:
            - cell
            - rowheader:
              - link "Vaxigriptetra" [expanded]
    - complementary "Vaxigriptetra":
      - heading "Vaxigriptetra" [level=2]
      - button "Close the dose"
      - group "Vaxigriptetra":
        - 'heading "History: 1 version" [level=3]'
        - list
      - link "Correct"
      - button "Void"
  `);
  await page.goto(`/records/${laura.id}/vaccinations/${dose}/correct`);
  await expect(main).toMatchAriaSnapshot(`
    - navigation "Breadcrumb"
    - heading "Correct a dose" [level=1]
    - combobox "Vaccine"
    - textbox "Date"
    - textbox "Lot"
    - textbox "Expiry"
    - combobox "Site"
    - combobox "Route"
    - textbox "Quantity in ml"
    - textbox "Note"
    - textbox "Why correct it?"
    - link "Back"
    - button "Correct"
  `);
  await page.goto(`/records/${laura.id}/not-given`);
  await expect(main).toMatchAriaSnapshot(`
    - navigation "Breadcrumb"
    - heading "Dose not given" [level=1]
    - combobox "Vaccine"
    - group "Decided on":
      - textbox "Day"
      - textbox "Month"
      - textbox "Year"
    - group "Why not given":
      - radio "declined"
      - radio "medical precaution"
      - radio "ill on that day"
      - radio "already immune"
      - radio "vaccine not available"
      - radio "another reason"
    - textbox "Note"
    - link "Back"
    - button "Record as not given"
  `);
});

test('the patient’s pages, part by part', async ({ page, carnet }) => {
  const mila = await recordOf(carnet, 'schiltz', 'Mila');
  await signInAs(page, 'ana', '/account');
  const main = page.getByRole('main');
  await expect(main).toMatchAriaSnapshot(`
    - heading "My account" [level=1]
    - region "Ana Ferreira":
      - heading "Ana Ferreira" [level=2]
      - group "Language"
      - button "Light or dark"
      - button "Sign out"
    - region "How you are reached":
      - heading "How you are reached" [level=2]
      - combobox "Language of messages"
      - textbox "E-mail address"
      - textbox "Telephone"
      - textbox "Commune"
      - button "Save"
    - paragraph:
      - link "Accessibility"
  `);
  await page.goto(`/my/${mila.id}/access-log`);
  await expect(main).toMatchAriaSnapshot(`
    - heading "Who looked at Mila’s record" [level=1]
    - region /^Today/:
      - heading /^Today/ [level=2]
      - list:
        - listitem:
          - paragraph: Ana Ferreira
          - paragraph: read the record
          - time
  `);
  await page.goto(`/my/${mila.id}/print`);
  await expect(main).toMatchAriaSnapshot(`
    - navigation "Breadcrumb"
    - heading "Vaccination record" [level=1]
    - button "Print"
    - region "Table, scrolls sideways":
      - table "Vaccination record":
        - rowgroup:
          - row:
            - columnheader "Date"
            - columnheader "Vaccine"
            - columnheader "Against"
            - columnheader "Lot"
            - columnheader "Where it comes from"
  `);
  // As people write it, not in the capitals of the register.
  await expect(main).toContainText('Vaxigriptetra');
  await expect(main).not.toContainText(/PRIORIX|VAXIGRIP|HEXYON/);
});
