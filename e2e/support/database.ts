// The database under a running demo, for what no page and no command can do: let time pass.

import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { Carnet } from './carnet.ts';

/** Does something with the database of a demo, beside the program. */
export async function withDatabase<T>(carnet: Carnet, work: (database: DatabaseSync) => T | Promise<T>): Promise<T> {
  // Node says of it that it is experimental, wherever it is loaded: only here.
  const { DatabaseSync } = await import('node:sqlite');
  const database = new DatabaseSync(join(carnet.dataDir, 'carnet.sqlite'));
  try {
    database.exec('PRAGMA busy_timeout = 5000');
    return await work(database);
  } finally {
    database.close();
  }
}
