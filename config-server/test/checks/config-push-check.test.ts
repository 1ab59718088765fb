import assert from 'node:assert/strict';
import { fail, succeed } from '@vernal/core';
import type { TextEncryption } from '@vernal/protocol/config';
import { createPushRig } from './push-rig.ts';

/** Opens the payload 00 alone, and knows no key by name. */
const encryption: TextEncryption = {
  encrypt: () => fail('unknown-key'),
  decrypt({ keys, payload }) {
    if (keys['key'] !== undefined) return fail('unknown-key');
    return payload === '00' ? succeed('clear') : fail('wrong-key');
  },
  publicKey: () => undefined,
  knows: () => false,
};

describe('the check of a push', () => {
  it('accepts what can be served', async () => {
    const rig = createPushRig({ encryption });
    const files = {
      'application.yml': `base-url: http://x\nref: \${baseUrl}-\${HOME:none}\ntoken-ttl: 3\n`,
      'billing-dev.properties': `db.password={cipher}00\napi.token=\${TOKEN:}\n`,
      'notes.txt': 'a: a: a',
      '.github/ci.yml': 'a: a: a',
    };
    assert.deepEqual(await rig.push(files), { verdict: 'accepted', lines: [] });
  });

  it('refuses what can not be served, with file, line, column and reason', async () => {
    const rig = createPushRig({ encryption });
    const { verdict, lines } = await rig.push({
      'a.yml': 'x: 1\nx: 2\n',
      'b.yml': 'y: 1\nspring.config.activate.on-profile: "(("\n',
      'c.properties': 'k={cipher}11\nl={cipher}{key:gone}00\n',
    });
    assert.equal(verdict, 'refused');
    assert.deepEqual(
      lines.map((line) => line.replace(/(b\.yml 2 36 error ).*/, '$1')),
      [
        'a.yml 2 1 error repeats the key x',
        'b.yml 2 36 error ',
        "c.properties 1 3 error k can't be decrypted: it was made with another key, or is damaged",
        "c.properties 2 3 error l can't be decrypted: there is no key of this name",
      ],
    );
  });

  it('looks at properties in XML, and leaves other XML to whoever it is for', async () => {
    const rig = createPushRig({ encryption });
    const entries = [
      '<entry key="db.password">sesame</entry>',
      `<entry key="k">{cipher}11</entry>`,
      `<entry key="url">\${base}</entry>`,
    ];
    const { verdict, lines } = await rig.push({
      'a.xml': `<?xml version="1.0"?><!-- <x> -->\n<properties>${entries.join('')}</properties>`,
      'b.xml': '<properties>\n<entry key="a">1</entri>\n</properties>',
      'c.xml': '<properties><entry>1</entry></properties>',
      'logback.xml': '<configuration><appender name="x"/></configuration>',
      'broken.xml': '<configuration><!-- <properties> -->',
    });
    assert.equal(verdict, 'refused');
    assert.deepEqual(lines, [
      "a.xml error k can't be decrypted: it was made with another key, or is damaged",
      'b.xml 2 17 error is not an XML document',
      'c.xml error has an element entry without a key',
      'a.xml warning db.password looks like a secret in clear',
      'a.xml note url needs base, which no file has',
    ]);
  });

  it('looks at what the push changes alone', async () => {
    const rig = createPushRig({ encryption });
    await rig.repository.push({ 'a.yml': 'x: 1\nx: 2\n' });
    assert.deepEqual(await rig.push({ 'a.yml': 'x: 1\nx: 2\n', 'b.yml': 'y: 1\n' }), {
      verdict: 'accepted',
      lines: [],
    });
    assert.equal((await rig.push({ 'a.yml': 'x: 1\nx: 3\n' })).verdict, 'refused');
  });

  it('compares a new branch with the default one', async () => {
    const rig = createPushRig();
    await rig.repository.push({ 'a.yml': 'x: 1\nx: 2\n' });
    const branch = { 'a.yml': 'x: 1\nx: 2\n', 'b.yml': 'y: 1\n' };
    assert.equal((await rig.push(branch, 'next')).verdict, 'accepted');
    assert.equal((await rig.push({ ...branch, 'b.yml': '[' }, 'next')).verdict, 'refused');
  });

  it('does not refuse for a value that was there before', async () => {
    const rig = createPushRig({ encryption, checkSecrets: 'refuse' });
    await rig.repository.push({ 'a.yml': "x.password: sesame\nk: '{cipher}11'\n" });
    const { verdict, lines } = await rig.push({
      'a.yml': "y: 1\nx.password: sesame\nk: '{cipher}11'\n",
    });
    assert.equal(verdict, 'accepted');
    assert.match(lines.join('\n'), /^a\.yml 2 13 note .*in clear, as before\na\.yml 3 4 note/);
    const worse = await rig.push({ 'a.yml': "x.password: other\nk: '{cipher}11'\n" });
    assert.deepEqual(worse.lines[0], 'a.yml 1 13 error x.password looks like a secret in clear');
  });

  it('does with secrets in clear what the options say', async () => {
    const files = { 'a.yml': `db.password: sesame\nid: AKIA${'A'.repeat(16)}\nname: plain\n` };
    const found = async (checkSecrets: 'ignore' | 'warn' | 'refuse') => {
      const { verdict, lines } = await createPushRig({ checkSecrets }).push(files);
      return [verdict, ...lines.map((line) => line.split(' ').slice(1, 5).join(' '))];
    };
    assert.deepEqual(await found('ignore'), ['accepted']);
    assert.deepEqual(await found('warn'), [
      'accepted',
      '1 14 warning db.password',
      '2 5 warning id',
    ]);
    assert.deepEqual(await found('refuse'), ['refused', '1 14 error db.password', '2 5 error id']);
  });

  it('lists the placeholders that no file has a value for, wherever it stands', async () => {
    const rig = createPushRig();
    await rig.repository.push({ 'z.yml': 'known: 1\n' });
    const { verdict, lines } = await rig.push({
      'z.yml': 'known: 1\n',
      'a.yml': `url: http://\${host}/\${base}/\${known}/\${DB}\nbase: x\n`,
    });
    assert.equal(verdict, 'accepted');
    assert.deepEqual(lines, [
      'a.yml 1 6 note url needs host, which no file has',
      'a.yml 1 6 note url needs DB, which no file has',
    ]);
  });

  it('takes the values of a branch that nobody reads for those of another server', async () => {
    const rig = createPushRig({ encryption });
    await rig.repository.push({ 'a.yml': 'x: 1\n' });
    const sealed = { 'a.yml': "x: '{cipher}11'\n" };
    assert.equal((await rig.push(sealed, 'main')).verdict, 'refused');
    assert.equal((await rig.push(sealed, 'staging')).verdict, 'accepted');
    assert.equal((await rig.push({ 'a.yml': '[' }, 'staging')).verdict, 'refused');
  });

  it('refuses what it could not look at in time', async () => {
    const clock = { now: () => (ticks += 1) };
    let ticks = 0;
    const rig = createPushRig({ clock, checkTimeoutMs: 2 });
    const { verdict, lines } = await rig.push({ 'a.yml': 'x: 1\n', 'b.yml': 'x: 1\n' });
    assert.equal(verdict, 'refused');
    assert.match(lines.join(), /^ ?error the check did not end within 2 ms/);
  });

  it('never says what a value is', async () => {
    const rig = createPushRig({ encryption, checkSecrets: 'refuse' });
    for (const value of ['sesame', '*sesame', '!sesame x', '|sesame', '}sesame', '"\\qsesame"']) {
      const { lines } = await rig.push({ 'a.yml': `my.password: ${value}\n` });
      assert.notEqual(lines.length, 0, value);
      assert.doesNotMatch(lines.join(), /sesame/, value);
    }
  });

  it('reads of 10,000 files those that a push changes', async () => {
    const rig = createPushRig();
    const files = Object.fromEntries(
      Array.from({ length: 10_000 }, (_, at) => [
        `team-${at % 100}/app-${at}.yml`,
        `app:\n  name: app-${at}\n  url: \${base-url}/\${missing}\n`,
      ]),
    );
    assert.equal((await rig.push(files)).lines.length, 20_000);
    await rig.repository.push(files);
    const read = rig.repository.reads;
    const { verdict, lines } = await rig.push({ ...files, 'team-7/app-7.yml': 'a: [' });
    assert.deepEqual([verdict, lines.length], ['refused', 1]);
    assert.ok(rig.repository.reads - read <= 2);
  }).timeout(60_000);
});
