import assert from 'node:assert/strict';
import type { RunningDaemon } from '@vernal/server-kit';
import fc from 'fast-check';
import request from 'supertest';
import { createGitFixture, type GitFixture } from '../git-fixture.ts';
import { startConfigServer } from './start-config-server.ts';

const JSON_TYPE = 'application/json';
const FORM = 'application/x-www-form-urlencoded';
const OPERATE = '/actuator/vernal';

describe('a request that is refused', () => {
  let fixture: GitFixture;
  let daemon: RunningDaemon;

  before(async () => {
    fixture = await createGitFixture();
    const loop = `loop: \${back}\nback: \${loop}\n`;
    await fixture.push({ 'application.yml': 'a: 1\n', 'circle.yml': loop, 'f.txt': `\${loop}` });
    daemon = await startConfigServer(fixture, { 'encrypt.key': 'foo' });
  });
  after(async () => {
    await daemon.stop();
    await fixture.remove();
  });

  for (const [path, status, problem] of [
    ['/a-b.yml?resolvePlaceholders=maybe', 400, /^resolvePlaceholders must be true or false$/],
    ['/a-b.json?resolvePlaceholders=1&resolvePlaceholders=1', 400, /^resolvePlaceholders must be/],
    ['/a-b.properties?resolvePlaceholders=x', 400, /^resolvePlaceholders must be/],
    ['/circle-b.yml', 400, /^(?:loop|back) /],
    ['/circle-b.json', 400, /^(?:loop|back) /],
    ['/circle-b.properties', 400, /^(?:loop|back) /],
    ['/circle/b/main/f.txt', 400, /^(?:loop|back) /],
    ['/..a-b.yml', 400, /^name is not allowed/],
    ['/a..b/c-d.json', 400, /^label is not allowed/],
    ['/a/-b', 400, /^profiles is not allowed/],
    ['/a/%00', 400, /^profiles is not allowed/],
    ['/a%00/b', 400, /^name is not allowed/],
    ['/a/%ff', 400, /^the path is not percent-encoded/],
    ['/a/b/nope', 404, /^no such label: nope$/],
    ['/key/a/-b', 400, /^profiles is not allowed/],
    [`${OPERATE}/history/%ff/dev`, 400, /^the path is not percent-encoded/],
    [`${OPERATE}/history/a%23b/dev`, 400, /^name is not allowed/],
    [`${OPERATE}/history/a/dev?label=..`, 400, /^label is not allowed/],
    [`${OPERATE}/history/a/dev?label=a&label=b`, 400, /^label must be one text/],
    [`${OPERATE}/diff?app=a&from=main`, 400, /^to is missing/],
    [`${OPERATE}/diff?from=main&to=main`, 400, /^app is missing/],
    [`${OPERATE}/rollout?application=`, 400, /^application must be one text/],
    [`${OPERATE}/pin/a`, 405, /^the method is not allowed here/],
  ] as const) {
    it(`says what is wrong: GET ${path}`, async () => {
      const { headers } = await request(daemon.listener).get(path).expect(status);
      assert.match(String(headers['x-vernal-problem']), problem);
    });
  }

  for (const [path, type, body, status, problem] of [
    [`${OPERATE}/pin/a`, JSON_TYPE, '{"commit":', 400, /^the body is not JSON$/],
    [`${OPERATE}/pin/a`, JSON_TYPE, '[]', 400, /^the body must be a JSON object$/],
    [`${OPERATE}/pin/a`, JSON_TYPE, '{}', 400, /^commit is missing$/],
    [`${OPERATE}/pin/a`, JSON_TYPE, '{"commit":1}', 400, /^commit must be a text of at most 500/],
    [`${OPERATE}/pin/a`, JSON_TYPE, '{"commit":"main","labl":"x"}', 400, /^labl is no field/],
    [`${OPERATE}/hold/a`, JSON_TYPE, '{"commit":"main"}', 400, /^commit is no field/],
    [`${OPERATE}/hold/a`, JSON_TYPE, '{"__proto__":{"label":"x"}}', 400, /^__proto__ is no field/],
    [`${OPERATE}/hold/a`, JSON_TYPE, '{"label":"a\\u0000"}', 400, /^label is not allowed/],
    [`${OPERATE}/hold/a`, JSON_TYPE, '{"label":"a,b"}', 400, /^label must be one label/],
    [`${OPERATE}/hold/a,b`, JSON_TYPE, '{}', 400, /^name one application/],
    [`${OPERATE}/hold/a`, JSON_TYPE, `"${'x'.repeat(20_000)}"`, 413, /^the body is too large$/],
    [`${OPERATE}/hold/a`, FORM, 'label=main', 415, /^the body must be JSON$/],
    [`${OPERATE}/hold/a`, `${JSON_TYPE};charset=x`, '{}', 415, /^the charset of the body/],
    ['/monitor', JSON_TYPE, '[', 400, /^the body must be a JSON object$/],
    ['/monitor', FORM, 'x=1', 400, /^path is missing$/],
    ['/monitor', 'text/xml', '<a/>', 415, /^must be JSON or a form$/],
    ['/encrypt', 'text/plain', '', 400, /^the body is empty$/],
    ['/encrypt/a/-b', 'text/plain', 'x', 400, /^profiles is not allowed/],
    ['/decrypt', 'text/plain', 'x'.repeat(3_000_000), 413, /^a body has at most/],
  ] as const) {
    it(`says what is wrong: POST ${path} ${type} ${body.slice(0, 30)}`, async () => {
      const sent = request(daemon.listener).post(path).set('content-type', type).send(body);
      const { headers } = await sent.expect(status);
      assert.match(String(headers['x-vernal-problem']), problem);
    });
  }

  const json = fc.oneof(
    fc.json(),
    fc
      .dictionary(
        fc.constantFrom('label', 'commit', 'reason', '__proto__', 'constructor', 'x'),
        fc.oneof(fc.string(), fc.constantFrom('main', '..', '(_)', 'a,b', '\u0000'), fc.anything()),
      )
      .map((body) =>
        JSON.stringify(body, (_key, value) => (typeof value === 'bigint' ? 1 : value)),
      ),
    fc.string(),
  );

  it('says what is wrong whatever an operator sends, without a stack or a server error', async () => {
    const property = fc.asyncProperty(
      fc.constantFrom('hold', 'pin', 'rollback', 'release'),
      fc.oneof(fc.constantFrom('billing', 'a%23b', '%ff', '..', 'a,b', '%00'), fc.webSegment()),
      fc.constantFrom(JSON_TYPE, JSON_TYPE, FORM, 'text/plain', `${JSON_TYPE};charset=utf-7`),
      json,
      async (command, application, type, body) => {
        const path = `${OPERATE}/${command}/${application}`;
        const { status, text, headers } = await fetch(`${daemon.url}${path}`, {
          method: 'POST',
          headers: { 'content-type': type },
          body,
        }).then(async (answer) => ({
          status: answer.status,
          text: await answer.text(),
          headers: answer.headers,
        }));
        assert.ok(status < 500, `${status} ${path} ${body}`);
        assert.doesNotMatch(text, /node_modules|\.ts:\d|\bat \//);
        const isRoute = status !== 200 && status !== 404;
        if (isRoute) assert.ok(headers.get('x-vernal-problem'), `${status} ${path} ${body}`);
      },
    );
    await fc.assert(property, { numRuns: 200 });
  });
});
