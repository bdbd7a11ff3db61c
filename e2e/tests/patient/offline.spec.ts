// Without a network, on a device that keeps what its reader read.

import { expectAccessible, expectNoSidewaysScroll } from '../../support/accessibility.ts';
import { recordOf, signInAs } from '../../support/people.ts';
import { expect, test } from '../../support/test.ts';

test.use({ serviceWorkers: 'allow' });

const NO_NETWORK = /ERR_INTERNET_DISCONNECTED|WebSocket connection|ERR_FAILED/;

/** Opens a page, and waits until the service worker stands between page and network. */
async function openedBefore(page: import('@playwright/test').Page, path: string) {
  await page.goto(path);
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
}

test('what Laura read is there without a network, marked as of when, and gone when she signs out', async ({
  page,
  context,
  carnet,
  complaints,
}) => {
  complaints.expect(NO_NETWORK);
  const laura = await recordOf(carnet, 'schiltz', 'Laura');
  await signInAs(page, 'laura', '/account');
  const device = page.getByRole('region', { name: 'On this device' });
  const keep = device.getByRole('checkbox', { name: 'Keep what I read' });
  await expect(keep).not.toBeChecked();
  await keep.focus();
  await page.keyboard.press('Space');
  await expect(keep).toBeChecked();
  await expectAccessible(page);

  await openedBefore(page, `/my/${laura.id}/vaccinations`);
  const heading = await page.getByRole('heading', { level: 1 }).innerText();
  const rows = page.getByRole('main').getByRole('link');
  const read = await rows.allInnerTexts();
  expect(read.length).toBeGreaterThan(1);

  await context.setOffline(true);
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading);
  const notice = page.getByRole('status').filter({ hasText: 'You are offline' });
  await expect(notice).toContainText(/You see what was read on \d+ \w+ \d{4} at \d\d:\d\d/);
  expect(await rows.allInnerTexts()).toEqual(read);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);

  // What was not read before is not invented.
  await page.goto(`/my/${laura.id}/access-log`);
  await expect(page.getByRole('alert')).toContainText('There is no network');

  await context.setOffline(false);
  await page.goto(`/my/${laura.id}/vaccinations`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading);
  await expect(notice).toHaveCount(0);
  expect(await kept(page)).toBeGreaterThan(0);

  await page.goto('/account');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  await expect.poll(() => kept(page)).toBe(0);
  await context.setOffline(true);
  await page.goto(`/my/${laura.id}/vaccinations`);
  await expect(page.getByRole('alert')).toContainText('You are offline');
  await expect(page.getByText(heading)).toHaveCount(0);
});

test('with the network back, the page that is open says so by itself, whatever was read before it without one', async ({
  page,
  context,
  carnet,
  complaints,
}) => {
  complaints.expect(NO_NETWORK);
  const laura = await recordOf(carnet, 'schiltz', 'Laura');
  await signInAs(page, 'laura', '/account');
  await page.getByRole('checkbox', { name: 'Keep what I read' }).check();
  await openedBefore(page, `/my/${laura.id}`);
  await openedBefore(page, `/my/${laura.id}/vaccinations`);
  const notice = page.getByRole('status').filter({ hasText: 'You are offline' });

  await context.setOffline(true);
  await page.reload();
  await expect(notice).toBeVisible();
  const places = page.getByRole('navigation', { name: 'Main' });
  await places.getByRole('link', { name: 'Next' }).click();
  await expect(page).toHaveURL(`/my/${laura.id}`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(notice).toBeVisible();
  await notice.getByRole('button').click();
  await expect(notice).toBeVisible();

  await context.setOffline(false);
  await expect(notice).toHaveCount(0);
  await places.getByRole('link', { name: 'Vaccines' }).click();
  await expect(page).toHaveURL(/\/vaccinations/);
  await expect(notice).toHaveCount(0);
});

test('on a device that keeps nothing Carnet opens without a network, and shows nobody’s record', async ({
  page,
  context,
  carnet,
  complaints,
}) => {
  complaints.expect(NO_NETWORK);
  const laura = await recordOf(carnet, 'schiltz', 'Laura');
  await signInAs(page, 'laura', '/account');
  await openedBefore(page, `/my/${laura.id}/vaccinations`);
  expect(await kept(page)).toBe(0);
  await context.setOffline(true);
  await page.reload();
  await expect(page.getByRole('alert')).toContainText('There is no network');
});

test('Carnet can be installed', async ({ page, request }) => {
  await page.goto('/');
  const href = await page.locator('link[rel="manifest"]').getAttribute('href');
  const answer = await request.get(href!);
  expect(answer.headers()['content-type']).toContain('application/manifest+json');
  const manifest = await answer.json();
  expect(manifest.display).toBe('standalone');
  for (const { src, sizes } of manifest.icons) {
    const image = await request.get(src);
    expect(image.headers()['content-type'], src).toBe('image/png');
    // A PNG states its width in bytes 16 to 19.
    expect(`${(await image.body()).readUInt32BE(16)}x${(await image.body()).readUInt32BE(20)}`).toBe(sizes);
  }
});

/** How many answers are kept on this device. */
async function kept(page: import('@playwright/test').Page): Promise<number> {
  return page.evaluate(async () => {
    if (!(await caches.has('carnet-kept'))) return 0;
    const store = await caches.open('carnet-kept');
    return (await store.keys()).length;
  });
}
