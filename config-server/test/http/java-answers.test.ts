import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { checkoutPath } from '@vernal/core/testing';
import type { RunningDaemon } from '@vernal/server-kit';
import { createGitFixture, type GitFixture } from '../git-fixture.ts';
import { startConfigServer } from './start-config-server.ts';

/** Files of one application or a few, and what was answered: the property sources or the rendering, or a status. */
interface RecordedFiles {
  readonly files: Readonly<Record<string, string>>;
  readonly answers: Readonly<Record<string, string | number>>;
}

const V2 = 'application/vnd.spring-cloud.config-server.v2+json';
const RENDERING = /\.(?:json|yml|properties)$/;
const SOURCES = '"propertySources":';

/**
 * Recorded from Spring Cloud Config Server 4.3.1 on Spring Boot 3.5.7, which had the same files. What ours answers
 * otherwise on purpose is not among them: `docs/config/differences.md`.
 */
const RECORDED = checkoutPath('config-server', 'test', 'fixtures', 'java-answers.json');

const recorded: readonly RecordedFiles[] = JSON.parse(await readFile(RECORDED, 'utf8'));

describe('what a Java server was seen to make of files is answered to the byte', () => {
  let fixture: GitFixture;
  let daemon: RunningDaemon;

  before(async () => {
    fixture = await createGitFixture();
    await fixture.push(Object.assign({}, ...recorded.map(({ files }) => files)));
    daemon = await startConfigServer(fixture, {
      'spring.cloud.config.server.git.try-master-branch': false,
      'vernal.config.hold-broken': false,
    });
  });
  after(async () => {
    await daemon.stop();
    await fixture.remove();
  });

  async function answerTo(path: string): Promise<string | number> {
    const headers = RENDERING.test(path) ? {} : { accept: V2 };
    const response = await fetch(daemon.url + path, { headers });
    const body = await response.text();
    if (response.status !== 200) return response.status;
    if (RENDERING.test(path)) return body;
    const sources = body.slice(body.indexOf(SOURCES) + SOURCES.length, -1);
    return sources.replaceAll(`${fixture.uri}/`, '');
  }

  for (const [kind, name] of [
    ['YAML: types, tags, keys, anchors, merges, blocks [config 38, 39, 40]', /^yaml\d/],
    ['properties: escapes, documents, lists, placeholders [config 43, 45, 46]', /^props\d/],
    ['files together: conditions, profiles, imports, formats [config 49, 53, 54]', /^several\d/],
  ] as const) {
    it(kind, async () => {
      const ofKind = recorded.filter(({ files }) => name.test(Object.keys(files)[0] ?? ''));
      assert.ok(ofKind.length > 100);
      await Promise.all(ofKind.map(assertAnswers));
    });
  }

  async function assertAnswers({ files, answers }: RecordedFiles): Promise<void> {
    for (const [path, expected] of Object.entries(answers)) {
      assert.equal(await answerTo(path), expected, `${path} of ${JSON.stringify(files)}`);
    }
  }
});
