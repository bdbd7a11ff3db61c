// The browser journeys. `cargo xtask test e2e` calls them; by hand, after `trunk build` and
// `cargo build -p backend`:
//
//   cd e2e && node node_modules/@playwright/test/cli.js test [a part of a file's or test's name]
//
// CARNET_BIN, CARNET_WEB_DIR and CARNET_CHROMIUM say where the program, the built front end and
// the browser are, if they are not where they usually are.

import { defineConfig } from '@playwright/test';
import { viewports } from './support/viewports.ts';

const chromium = {
  executablePath: process.env.CARNET_CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
};

export default defineConfig({
  testDir: 'tests',
  outputDir: 'test-results',
  globalSetup: './support/template.ts',
  reporter: 'list',
  // A journey that passes the second time only is a fault: of the product or of the journey.
  retries: 0,
  workers: 2,
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  timeout: 90_000,
  expect: { timeout: 15_000 },
  use: {
    browserName: 'chromium',
    launchOptions: chromium,
    locale: 'en-GB',
    timezoneId: 'Europe/Luxembourg',
    contextOptions: { reducedMotion: 'reduce' },
    // It stands between the page and what the journeys watch; patient/offline.spec.ts lets it work.
    serviceWorkers: 'block',
    actionTimeout: 15_000,
    // Each test's trace is written before it is known whether it passes: much disk, for a person
    // who will look at it: CI says CARNET_TRACE=off.
    trace: (process.env.CARNET_TRACE as 'off' | undefined) ?? 'retain-on-failure',
  },
  projects: [
    { name: 'machines', testMatch: 'machines/*.spec.ts' },
    { name: 'desktop', testMatch: '{everyone,doctor}/*.spec.ts', use: viewports.desktop },
    { name: 'phone', testMatch: '{everyone,patient}/*.spec.ts', use: viewports.phone },
  ],
});
