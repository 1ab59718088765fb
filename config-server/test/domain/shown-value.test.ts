import assert from 'node:assert/strict';
import { hasSecretName, shownValue } from '../../src/domain/shown-value.ts';

/** What holds `sesame` as a secret, in every form that configuration has. */
const HIDING: readonly string[] = [
  'https://ann:sesame@host/a',
  'https://ann:ses@sesame@host/a',
  'https://ann:x/sesame@host/a',
  'redis://:sesame@host:6379',
  'https://sesame@host/repo.git',
  'mongodb://ann:sesame@one,two/db',
  'jdbc:oracle:thin:scott/sesame@host:1521',
  'jdbc:postgresql://host/db?user=ann&password=sesame&ssl=true',
  'jdbc:sqlserver://host;user=ann;password=sesame',
  'Server=db;Pwd=sesame;Timeout=3',
  '{"user":"ann","password":"sesame"}',
  '{"a":[{"b":{"api-key":"sesame"}}]}',
  '{"tokens":["sesame","sesame"],"a":1}',
  '{"secret":{"a":{"b":"sesame"},"c":"sesame"}}',
  '{"url":"amqp://ann:sesame@host","n":1}',
  '{"options":"--password=sesame"}',
  '{"password":"pa\\"sesame"',
  '{password: sesame, user: ann}',
  "{'password': 'my sesame', 'n': 1}",
  '"{\\"password\\":\\"sesame\\"}"',
  'user: ann\npassword: sesame\n',
  'tokens: [sesame, sesame]',
  '-Xmx1g -Djavax.net.ssl.keyStorePassword=sesame -Dx=y',
  '<login><password>sesame</password></login>',
  'password=\\sesame',
  'password=ab&sesame;sesame',
  'password: my sesame phrase, sesame',
  'password="ab"sesame',
  "password: 'it''s sesame'",
  `password:${' '.repeat(20)}sesame`,
  'password=ab\\\n  sesame',
  'secret: |\n  first\n  sesame\n',
  'tokens:\n  - first\n  - sesame\n',
  'secrets: {\n a: [x],\n b: sesame }',
  '"{\\"password\\":\\"pa\\\\\\"sesame\\"}"',
  `{"secret":{"a":{"b":"x"},"c":"sesame"},"padding":"${'x'.repeat(20_000)}"}`,
  `{"secret":{"padding":["${'x'.repeat(9_000)}"],"c":"sesame"},"padding":"${'x'.repeat(9_000)}"}`,
  `${'x'.repeat(9_980)} ghp_sesame${'a'.repeat(30)}`,
  '-----BEGIN RSA PRIVATE KEY-----\nsesame\n-----END RSA PRIVATE KEY-----',
];

describe('a value in a difference', () => {
  it('shows no secret inside of an address, JSON, a query, options or another text', () => {
    for (const text of HIDING) assert.doesNotMatch(shownValue(text), /sesame/, text);
  });

  it('shows what is none', () => {
    const open = [
      '1',
      'https://host:8080/a@b?c=d',
      'a: b, c',
      '{"a":[1,{"b": 12345678901234567890}]}',
      'a@b.org',
    ];
    for (const text of open) assert.equal(shownValue(text), text);
    assert.equal(shownValue('https://ann:sesame@host/a'), 'https://******@host/a');
    assert.equal(shownValue('{"user":"ann","password":"x"}'), '{"user":"ann","password":"******"}');
  });

  it('is masked as a whole where it is nested without end', () => {
    for (const depth of [5_000, 100_000]) {
      assert.equal(shownValue(`${'['.repeat(depth)}${']'.repeat(depth)}`).length < 10_002, true);
      const members = `${'{"a":'.repeat(depth)}"sesame"${'}'.repeat(depth)}`;
      assert.doesNotMatch(shownValue(`{"secret":${members},"b":1}`), /sesame/);
    }
  });

  it('has the name of a secret in any of its parts, in lists and maps as well', () => {
    const names = ['db.password', 'users[0].password', 'tokens[1]', 'secrets.github.value'];
    for (const name of [...names, 'api.keys[0]', 'my.private-key']) assert.ok(hasSecretName(name));
    for (const name of ['rate', 'keyboard.layout', 'monkeys.fed']) assert.ok(!hasSecretName(name));
  });

  it('is cut when it is huge, and takes no long time whatever it holds', () => {
    const bait = ['x://', 'password', 'password=', 'password="', 'key=\\"a', 'key\t', 'a://b:'];
    bait.push('"', '{"a":', '[');
    for (const part of bait) {
      const startedAt = performance.now();
      assert.ok(shownValue(part.repeat(1_000_000)).length < 50_000);
      assert.ok(performance.now() - startedAt < 500, part);
    }
  });
});
