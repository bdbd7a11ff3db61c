// Pictures of every page, for docs/screens; no test, and no part of the normal run:
//
//   cd e2e && node node_modules/@playwright/test/cli.js test -c screens.config.ts [a part of a name]

import { defineConfig } from '@playwright/test';
import base from './playwright.config.ts';
import { viewports } from './support/viewports.ts';

export default defineConfig({
  ...base,
  testDir: 'screens',
  projects: [
    { name: '1440', testMatch: '*.screens.ts', use: viewports.desktop },
    { name: '390', testMatch: '*.screens.ts', use: viewports.phone },
  ],
});
