// Before all tests: loads the demo once. Each test gets a copy, so that none sees what another did.

import { rm } from 'node:fs/promises';
import { Carnet, TEMPLATE, freshFolder } from './carnet.ts';

export default async function prepare(): Promise<() => Promise<void>> {
  const folder = await freshFolder();
  const demo = await Carnet.start(folder);
  await demo.stop();
  process.env[TEMPLATE] = folder;
  return () => rm(folder, { recursive: true, force: true });
}
