// The professional's pages in all five languages.

import { expectAccessible, expectNoSidewaysScroll } from '../../support/accessibility.ts';
import { choose, codes, foreign, languages, textsOf } from '../../support/languages.ts';
import { recordOf, signInAs } from '../../support/people.ts';
import { expect, test } from '../../support/test.ts';

for (const code of codes) {
  test(`a doctor reads and writes in ${languages[code]}`, async ({ page, carnet }) => {
    // A dozen pages, each looked at by axe.
    test.slow();
    const laura = await recordOf(carnet, 'schiltz', 'Laura');
    const dose = laura.vaccinations[0].id;
    await signInAs(page, 'schiltz', '/account');
    await choose(page, code);
    const record = ['', '?view=timeline', '/decide', '/decide?view=plan', '/decide?view=compare', `/vaccinations/${dose}`, `/vaccinations/${dose}/correct`];
    const forms = ['/record', '/transcribe', '/not-given', '/profile', '/person'];
    const ofLaura = [...record, ...forms].map((path) => `/records/${laura.id}${path}`);
    for (const path of ['/', '/worklist', '/records', '/records/new', ...ofLaura]) {
      await test.step(path.replace(/[0-9a-f-]{36}/g, 'ID'), async () => {
        await page.goto(path);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
        await expect(page.locator('html')).toHaveAttribute('lang', code);
        expect(foreign(await textsOf(page), code)).toEqual([]);
        await expectNoSidewaysScroll(page);
        // Dark is looked at where each page is visited by its address.
        await expectAccessible(page, ['light']);
      });
    }
  });
}
