import type { RunningDaemon } from '@vernal/server-kit';
import request from 'supertest';
import { createGitFixture, type GitFixture } from '../git-fixture.ts';
import { type Settings, startConfigServer } from '../http/start-config-server.ts';

export const V2 = 'application/vnd.spring-cloud.config-server.v2+json';
export const SERVER = 'spring.cloud.config.server';
export const GIT = `${SERVER}.git`;

/** What a file of these tests says where a placeholder stands. */
export function placeholder(name: string): string {
  return `\${${name}}`;
}

/** The four bytes of `logo.bin`; no text in UTF-8. */
export const LOGO = Buffer.from([0x89, 0xff, 0x00, 0xc3]);

/** The files of the study's table, at the head of its branch `main` (config-protocol 10). */
const FILES: Readonly<Record<string, string | Uint8Array>> = {
  'application.yml': `note: base\nlist: [a, b, c]\nempty: []\nnil: ~\nn: 8080\nref: "${placeholder('note')}-x"\n`,
  'application-dev.yml': 'note: dev\n',
  'billing.yml': 'rate: 1\n---\nspring.config.activate.on-profile: prod\nrate: 2\n',
  'billing-dev.properties': 'rate=3\nlist[0]=z\n',
  'billing-prod.yml': 'rate: 4\n',
  'nginx.conf': `server ${placeholder('note')};`,
  'nginx-dev.conf': `dev ${placeholder('note')};`,
  'logo.bin': LOGO,
};

/** The repository of the study, and the commits of its labels. */
export interface StudyFixture extends GitFixture {
  readonly commits: {
    readonly v1: string;
    readonly main: string;
    readonly 'feature/x': string;
  };
}

/** Builds the repository of the study: `main`, before it the tag `v1`, and the branch `feature/x`. */
export async function createStudyFixture(): Promise<StudyFixture> {
  const fixture = await createGitFixture();
  const v1 = await fixture.push({ 'application.yml': 'note: v1\n' });
  await fixture.git('tag', 'v1');
  await fixture.git('push', '-q', 'origin', 'v1');
  const main = await fixture.push(FILES);
  const branch = await fixture.push({ 'application-dev.yml': 'note: branch\n' }, 'feature/x');
  await fixture.git('checkout', '-q', 'main');
  return { ...fixture, commits: { v1, main, 'feature/x': branch } };
}

/** One property source of an answer. */
interface AnsweredSource {
  readonly name: string;
  readonly source: Readonly<Record<string, unknown>>;
}

/** An environment as it was answered. */
interface AnsweredEnvironment {
  readonly name: string;
  readonly profiles: readonly string[];
  readonly label: string | null;
  readonly version: string | null;
  readonly state: string | null;
  readonly propertySources: readonly AnsweredSource[];
}

/** A config server under test, and the requests that the checklists make of it. */
export interface ServerUnderTest {
  readonly daemon: RunningDaemon;
  get(path: string): request.Test;
  environment(path: string): Promise<AnsweredEnvironment>;
  /** Names of the property sources without the address of the repository. */
  files(path: string): Promise<readonly string[]>;
}

/** Starts a config server on the repository of a fixture. */
export async function serve(
  fixture: GitFixture,
  settings: Settings = {},
): Promise<ServerUnderTest> {
  const daemon = await startConfigServer(fixture, settings);
  const get = (path: string) => request(daemon.listener).get(path);
  const environment = async (path: string): Promise<AnsweredEnvironment> => {
    const { text } = await get(path).expect(200);
    return JSON.parse(text) as AnsweredEnvironment;
  };
  return {
    daemon,
    get,
    environment,
    async files(path) {
      const { propertySources } = await environment(path);
      return propertySources.map(({ name }) => name.replace(`${fixture.uri}/`, ''));
    },
  };
}

/** A config server and the repository that it serves. */
export interface ServedFixture<Fixture> extends ServerUnderTest {
  readonly fixture: Fixture;
}

/** Serves a fixture to all tests of the suite it is called in, and removes it afterwards. */
export function useServer<Fixture extends GitFixture>(
  create: () => Promise<Fixture>,
  settings: Settings = {},
): ServedFixture<Fixture> {
  let fixture: Fixture;
  let server: ServerUnderTest;
  before(async () => {
    fixture = await create();
    server = await serve(fixture, settings);
  });
  after(async () => {
    await server.daemon.stop();
    await fixture.remove();
  });
  return {
    get fixture() {
      return fixture;
    },
    get daemon() {
      return server.daemon;
    },
    get: (path) => server.get(path),
    environment: (path) => server.environment(path),
    files: (path) => server.files(path),
  };
}

/** Starts a config server with other settings for as long as `use` takes. */
export async function withServer(
  fixture: GitFixture,
  settings: Settings,
  use: (server: ServerUnderTest) => Promise<void>,
): Promise<void> {
  const server = await serve(fixture, {
    'vernal.data-dir': `${fixture.folder}/data-${Object.values(settings).join('-').replaceAll(/\W/g, '')}`,
    ...settings,
  });
  try {
    await use(server);
  } finally {
    await server.daemon.stop();
  }
}
