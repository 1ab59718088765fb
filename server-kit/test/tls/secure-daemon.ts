import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { Agent, get, type RequestOptions } from 'node:https';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { TLSSocket } from 'node:tls';
import { ManualTime, RecordingLogger } from '@vernal/core/testing';
import { type RunningDaemon, startDaemon } from '@vernal/server-kit';
import type { Pair } from '@vernal/server-kit/testing';
import { createSampleDaemon } from '../daemon/sample-daemon.ts';
import { keyStore } from './key-store.ts';

/** What a caller got. */
export interface SecureAnswer {
  readonly status: number | undefined;
  readonly body: string;
  /** Common name of the server's certificate. */
  readonly server: string;
}

/** Certificates of a daemon in a folder of their own. */
export interface CertificateFolder {
  readonly path: string;
  put(pair: Pair, authority?: string): Promise<void>;
  /** The path of a key store. */
  putKeyStore(): Promise<string>;
}

/** A folder for each test of the suite it is called in, removed afterwards. */
export function useCertificateFolder(): CertificateFolder {
  const folder = {
    path: '',
    async putKeyStore() {
      const path = join(folder.path, 'key-store.p12');
      await writeFile(path, keyStore);
      return path;
    },
    async put({ cert, key }: Pair, authority = '') {
      await writeFile(join(folder.path, 'tls.crt'), cert);
      await writeFile(join(folder.path, 'tls.key'), key);
      await writeFile(join(folder.path, 'ca.crt'), authority);
    },
  };
  beforeEach(async () => {
    folder.path = await mkdtemp(join(tmpdir(), 'vernal-tls-'));
  });
  afterEach(() => rm(folder.path, { recursive: true, force: true }));
  return folder;
}

/** The options of a daemon that serves HTTPS from the folder. */
export function pemSettings({ path }: CertificateFolder): Record<string, unknown> {
  return {
    'server.ssl.certificate': `file:${join(path, 'tls.crt')}`,
    'server.ssl.certificate-private-key': join(path, 'tls.key'),
  };
}

/** A running daemon, its log and its time. */
export interface SecureDaemon {
  readonly daemon: RunningDaemon;
  readonly logger: RecordingLogger;
  readonly time: ManualTime;
}

/** Runs `use` against the sample daemon on manual time, and stops it afterwards. */
export async function withSecureDaemon(
  settings: Readonly<Record<string, unknown>>,
  use: (running: SecureDaemon) => Promise<unknown>,
  startMs = Date.now(),
): Promise<void> {
  const logger = new RecordingLogger();
  const time = new ManualTime(startMs);
  const overrides = { logger, clock: time, timers: time };
  const daemon = await startDaemon(createSampleDaemon(), settings, overrides);
  try {
    await use({ daemon, logger, time });
  } finally {
    await daemon.stop();
  }
}

/** One request on a connection of its own. */
export function ask(
  { url }: RunningDaemon,
  path: string,
  options: RequestOptions,
): Promise<SecureAnswer> {
  const agent = new Agent({ keepAlive: false, maxCachedSessions: 0 });
  return new Promise((resolve, reject) => {
    get(`${url}${path}`, { agent, ...options }, (response) => {
      const server = nameOf(response.socket);
      text(response).then((body) => resolve({ status: response.statusCode, body, server }), reject);
    }).on('error', reject);
  });
}

/** Waits until a line is logged: files are read meanwhile, which takes a few turns of the event loop. */
export async function waitForLine(logger: RecordingLogger, words: string): Promise<void> {
  while (!logger.lines.some(({ message }) => message.includes(words))) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function nameOf(socket: Socket): string {
  return socket instanceof TLSSocket ? String(socket.getPeerCertificate().subject.CN) : '';
}
