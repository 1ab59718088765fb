import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { optionsIn } from '@vernal/core/options';
import { checkoutPath } from '@vernal/core/testing';
import request from 'supertest';
import { configDaemon } from '../../src/index.ts';
import { createGitFixture } from '../git-fixture.ts';
import { startConfigServer } from '../http/start-config-server.ts';

describe('docs/config/options.md', () => {
  const folder = checkoutPath('docs', 'config');
  const guide = readFileSync(join(folder, 'options.md'), 'utf8');
  const [honoured = '', inert = ''] = guide.split('## Accepted, without effect');
  const options = optionsIn(configDaemon.options);
  const names = options.filter((one) => one.inertBecause === undefined).map(({ name }) => name);

  it('tells of every option of Spring that has an effect', () => {
    const ofSpring = names.filter((name) => !name.startsWith('vernal.'));
    assert.deepEqual(
      ofSpring.filter((name) => !honoured.includes(`| \`${name}`)),
      [],
    );
  });

  it('or another guide tells of every option of this server', () => {
    const guides = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
    const text = guides.join('\n');
    assert.deepEqual(
      names.filter((name) => name.startsWith('vernal.') && !text.includes(`\`${name}`)),
      [],
    );
  });

  it('says why every other is accepted', () => {
    const missing = options.flatMap(({ name, aliases, inertBecause }) => {
      if (inertBecause === undefined) return [];
      const row = inert.split('\n').find((line) => line.startsWith(`| ${inertBecause} |`)) ?? '';
      return [name, ...aliases].filter((one) => !row.includes(`\`${one}\``));
    });
    assert.deepEqual(missing, []);
  });
});

describe('the guides of the config server', () => {
  it('tell of every metric, and of every cache', async () => {
    const folder = checkoutPath('docs', 'config');
    const files = readdirSync(folder).map((file) => join(folder, file));
    const guides = [...files, `${folder}-server.md`].map((file) => readFileSync(file, 'utf8'));
    const text = guides.join('\n');
    const fixture = await createGitFixture();
    const daemon = await startConfigServer(fixture, { 'vernal.git.enabled': true });
    const metrics = (await request(daemon.listener).get('/actuator/prometheus').expect(200)).text;
    await daemon.stop();
    await fixture.remove();
    const names = [...metrics.matchAll(/^# TYPE (vernal_config_\w+)/gm)].map(([, name]) => name);
    const caches = [...metrics.matchAll(/cache_bytes\{cache="([^"]+)"/g)].map(([, name]) => name);
    assert.ok(names.length > 8 && caches.length > 8);
    assert.deepEqual(
      [...names, ...caches].filter((name) => !text.includes(`\`${name}`)),
      [],
    );
  });
});
