// Lighthouse's accessibility audits on every page; no part of the normal run, for it brings many
// packages that nothing else needs:
//
//   cd e2e && npm install --no-save lighthouse@13.5.0
//   node node_modules/@playwright/test/cli.js test -c lighthouse.config.ts

import { defineConfig } from '@playwright/test';
import base from './playwright.config.ts';

export default defineConfig({
  ...base,
  testDir: 'lighthouse',
  // Lighthouse steers the one browser by its debugging port.
  workers: 1,
  fullyParallel: false,
  timeout: 30 * 60_000,
  projects: [{ name: 'lighthouse', testMatch: '*.pages.ts' }],
});
