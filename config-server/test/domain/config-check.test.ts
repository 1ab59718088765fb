import assert from 'node:assert/strict';
import { fail, succeed } from '@vernal/core';
import { checkConfigFiles, isConfigFile } from '../../src/domain/config-check.ts';

const check = (files: Readonly<Record<string, string>>) =>
  checkConfigFiles(
    Object.entries(files).map(([path, text]) => ({ path, bytes: Buffer.from(text) })),
    ({ payload }) => (payload === '00' ? succeed('clear') : fail('another key')),
  ).map(({ severity, path, position, problem }) => `${severity} ${path} ${position}: ${problem}`);

describe('the check of configuration files', () => {
  it('finds nothing in files that can be served', () => {
    const files = {
      'application.yml': `note: base\nref: \${note}-\${HOME:none}\ntoken-ttl: 3\n`,
      'billing-dev.properties': `db.password={cipher}00\napi.token=\${TOKEN:x}\n`,
    };
    assert.deepEqual(check(files), []);
  });

  it('finds what can not be served, with the place', () => {
    const files = {
      'a.yml': 'x: 1\nx: 2\n',
      'b.yml': 'spring.config.activate.on-profile: "(("\n',
      'c.properties': 'k={cipher}11\n',
    };
    assert.deepEqual(
      check(files).map((line) => line.replace(/b\.yml : .*/, 'b.yml')),
      [
        'error a.yml line 2, column 1: repeats the key x',
        'error b.yml',
        "error c.properties 1:3: k can't be decrypted: another key",
      ],
    );
  });

  it('warns of secrets in clear, and never shows them', () => {
    const files = {
      'a.yml': `db.password: sesame\nid: AKIA${'A'.repeat(16)}\nname: plain\n`,
    };
    assert.deepEqual(check(files), [
      'warning a.yml 1:14: db.password looks like a secret in clear',
      'warning a.yml 2:5: id looks like a secret in clear',
    ]);
  });

  it('notes placeholders that no file has a value for', () => {
    assert.deepEqual(check({ 'a.yml': `url: http://\${host}/\${base}\nbase: x\n` }), [
      'note a.yml 1:6: url needs host, which no file has',
    ]);
  });

  it('passes over what is no configuration', () => {
    const paths = ['a.yml', 'x/b-dev.properties', '.github/ci.yml', 'x/.idea/a.yml', 'c.json'];
    assert.deepEqual(paths.filter(isConfigFile), ['a.yml', 'x/b-dev.properties']);
  });
});
