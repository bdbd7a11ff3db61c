// The real program: `carnet demo` on a free port over a data folder, and its other commands.

import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const repo = resolve(import.meta.dirname, '../..');
const program = process.env.CARNET_BIN ?? join(repo, 'target/debug/carnet');
const webDir = resolve(process.env.CARNET_WEB_DIR ?? join(repo, 'dist'));
/** The demo's data folder, loaded once for the whole run, and copied for each test. */
export const TEMPLATE = 'CARNET_E2E_TEMPLATE';
const PATIENCE_MS = 60_000;

/** What a query of GraphQL answers, for a test that knows what it asked for. */
export type Answer = any;

/** A running demo. */
export class Carnet {
  private readonly tokens = new Map<string, Promise<string>>();

  private constructor(
    readonly url: string,
    readonly dataDir: string,
    private child: ChildProcess,
  ) {}

  /** Starts over that folder; resolves once it listens. */
  static async start(dataDir: string): Promise<Carnet> {
    const child = launch(dataDir, '127.0.0.1:0');
    return new Carnet(await addressOf(child), dataDir, child);
  }

  /** Starts again after `stop`, over the same data and at the same address. */
  async startAgain(): Promise<void> {
    this.child = launch(this.dataDir, new URL(this.url).host);
    await addressOf(this.child);
  }

  /** Starts over a fresh copy of the demo. */
  static async startCopy(): Promise<Carnet> {
    const template = process.env[TEMPLATE];
    if (!template) throw new Error(`${TEMPLATE} is set by the global setup`);
    const dataDir = await freshFolder();
    await cp(template, dataDir, { recursive: true });
    return Carnet.start(dataDir);
  }

  /** Stops it as a service manager does. */
  async stop(): Promise<void> {
    if (this.child.exitCode !== null) return;
    const ended = new Promise((done) => this.child.once('exit', done));
    this.child.kill('SIGTERM');
    // Browsers keep sockets open; what is left is a copy that nobody needs.
    const timer = setTimeout(() => this.child.kill('SIGKILL'), 3_000);
    await ended;
    clearTimeout(timer);
  }

  /** Stops it and removes its data. */
  async remove(): Promise<void> {
    await this.stop();
    await rm(this.dataDir, { recursive: true, force: true });
  }

  /** Runs another command of the program over the same data, and tells what it printed. */
  async run(...command: string[]): Promise<string> {
    const { stdout } = await promisify(execFile)(program, [...command, '--data-dir', this.dataDir]);
    return stdout.trim();
  }

  /** What the program says of an export that it reads back. */
  async check(file: string): Promise<string> {
    const { stdout } = await promisify(execFile)(program, ['export', 'check', file]);
    return stdout.trim();
  }

  /** A bearer token of a demo person. */
  token(person: string): Promise<string> {
    const token = this.tokens.get(person) ?? this.run('token', '--as', person);
    this.tokens.set(person, token);
    return token;
  }

  /** Asks the API as a demo person; what it refuses is thrown. */
  async ask(person: string, query: string, variables: object = {}): Promise<Answer> {
    return askWith(this.url, await this.token(person), query, variables);
  }
}

/** Asks the API with a token; what it refuses is thrown. */
export async function askWith(
  url: string,
  token: string,
  query: string,
  variables: object = {},
): Promise<Answer> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const answer = (await response.json()) as Answer;
  if (answer.errors) throw new Error(JSON.stringify(answer.errors));
  return answer.data;
}

/** An empty folder that is nobody else's. */
export function freshFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'carnet-e2e-'));
}

function launch(dataDir: string, listen: string): ChildProcess {
  return spawn(program, ['demo', '--data-dir', dataDir, '--listen', listen], {
    env: { ...process.env, CARNET_WEB_DIR: webDir },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((found, failed) => {
    let printed = '';
    let log = '';
    const fail = (why: string) => failed(new Error(`carnet demo ${why}\n${printed}${log}`));
    const timer = setTimeout(() => fail('did not say where it listens'), PATIENCE_MS);
    child.on('error', (error) => fail(`cannot be started (${program}): ${error.message}`));
    child.on('exit', (code) => fail(`ended with ${code}`));
    child.stderr?.on('data', (chunk) => {
      log = (log + chunk).slice(-4_000);
    });
    child.stdout?.on('data', (chunk) => {
      printed += chunk;
      const address = /Open (http:\S+)/.exec(printed)?.[1];
      if (!address) return;
      clearTimeout(timer);
      found(address);
    });
  });
}
