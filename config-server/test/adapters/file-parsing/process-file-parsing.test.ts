import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { type Outcome, succeed, systemTimers } from '@vernal/core';
import { ManualTime } from '@vernal/core/testing';
import { ProcessFileParsing } from '../../../src/adapters/file-parsing/process-file-parsing.ts';
import { parseConfigFile } from '../../../src/domain/config-file.ts';

/** About 80 bytes for each property. */
function fileOf(properties: number): Buffer {
  const lines = Array.from(
    { length: properties },
    (_, at) => `k${at}: value ${at} ${'x'.repeat(60)}`,
  );
  return Buffer.from(lines.join('\n'));
}

/** How much work the longest turn of the event loop has made until the outcome is called, however busy the machine is. */
function watchTurns(): () => number {
  let [isOn, longest, last] = [true, 0, process.cpuUsage()];
  const look = () => {
    const { user, system } = process.cpuUsage(last);
    longest = Math.max(longest, (user + system) / 1_000);
    last = process.cpuUsage();
    if (isOn) setImmediate(look);
  };
  setImmediate(look);
  return () => {
    isOn = false;
    return longest;
  };
}

const TOO_MUCH = {
  path: 'slow.yml',
  position: '',
  problem: 'takes too much time or memory to be read; it is tried again after a minute',
  isPassing: true,
};

const problemOf = (outcome: Outcome<unknown, unknown>) => !outcome.ok && outcome.problem;

describe('the reading of large files', () => {
  let parsing: ProcessFileParsing;

  beforeEach(() => {
    parsing = new ProcessFileParsing(systemTimers);
  });
  afterEach(() => parsing.stop());

  it('says the same as if they had been read at once: documents, types, places and problems', async () => {
    const padding = `#${' '.repeat(140_000)}\n`;
    const files = {
      'a.yml': `a: 1\nb: [x, 2.50, true, 12345678901234567890]\nc: []\n---\nd: é\n${padding}`,
      'b.yml': `a: 1\n${padding}a: 2\n`,
      'c.properties': `a=1\n#---\nb=\\u00e9\n${padding}`,
      'd.xml': `<properties><entry key="a">1</entry></properties><!--${padding}-->`,
      'e.yml': padding,
    };
    for (const [path, text] of Object.entries(files)) {
      const bytes = Buffer.from(text);
      assert.deepEqual(await parsing.parse(path, bytes), await parseConfigFile(path, bytes), path);
    }
  });

  it('keeps nobody waiting: one of 4 MB with 49,000 properties', async () => {
    const longestTurnMs = watchTurns();
    const parsed = await parsing.parse('a.yml', fileOf(49_000));
    const taken = longestTurnMs();
    assert.equal(parsed.ok && parsed.value[0]?.size, 49_000);
    // To read it at once takes two seconds and more.
    assert.ok(taken < 200, `${taken} ms`);
  }).timeout(60_000);

  it('reads several in turn, and goes on after one that took too much', async () => {
    const time = new ManualTime();
    const limited = new ProcessFileParsing(time);
    const slow = limited.parse('slow.yml', fileOf(49_000));
    const next = limited.parse('next.yml', fileOf(2_000));
    await new Promise((resolve) => setImmediate(resolve));
    await time.advance(20_000);
    assert.deepEqual(problemOf(await slow), TOO_MUCH);
    await limited.stop();
    await assert.rejects(next, { code: 'CONFIG_FILE_PARSING' });
    assert.equal(time.pending, 0);
  });

  it('tries a file that took too much again after a minute, and reads it when it can', async () => {
    const time = new ManualTime();
    const limited = new ProcessFileParsing(time);
    const slow = limited.parse('slow.yml', fileOf(9_000));
    await new Promise((resolve) => setImmediate(resolve));
    await time.advance(20_000);
    assert.deepEqual(problemOf(await slow), TOO_MUCH);
    assert.deepEqual(problemOf(await limited.parse('slow.yml', fileOf(9_000))), TOO_MUCH);
    await time.advance(60_000);
    const parsed = await limited.parse('slow.yml', fileOf(9_000));
    assert.equal(parsed.ok && parsed.value[0]?.size, 9_000);
    await limited.stop();
  });

  it('lets nothing wait without end for its turn', async () => {
    const time = new ManualTime();
    const limited = new ProcessFileParsing(time);
    const files = ['a.yml', 'b.yml', 'c.yml', 'd.yml', 'e.yml'];
    const reads = files.map((path) => limited.parse(path, fileOf(49_000)));
    for (const _ of files) {
      await new Promise((resolve) => setImmediate(resolve));
      await time.advance(20_000);
    }
    await Promise.all(reads.slice(0, -1));
    const last = Object(problemOf((await reads.at(-1)) ?? succeed([])));
    assert.match(last.problem, /^had to wait too long/);
    assert.equal(last.isPassing, true);
    await limited.stop();
  });

  it('tries a file again whose process was ended by somebody else, once', async () => {
    const started: ChildProcess[] = [];
    const note = (message: unknown) => {
      const { process: child } = message as { readonly process: ChildProcess };
      started.push(child);
      if (started.length === 1) child.once('spawn', () => child.kill('SIGKILL'));
    };
    subscribe('child_process', note);
    const parsed = await parsing.parse('a.yml', fileOf(2_000));
    unsubscribe('child_process', note);
    assert.equal(parsed.ok && parsed.value[0]?.size, 2_000);
    assert.equal(started.length, 2);
  });

  it('begins anew at the moment in which an idle process is given up', async () => {
    const time = new ManualTime();
    const idle = new ProcessFileParsing(time);
    await idle.parse('a.yml', fileOf(2_000));
    const given = time.advance(10_000);
    const parsed = await idle.parse('b.yml', fileOf(2_000));
    assert.equal(parsed.ok && parsed.value[0]?.size, 2_000);
    await given;
    await idle.stop();
  });

  it('ends with the server: what is not read by then is not read any more', async () => {
    const reading = parsing.parse('a.yml', fileOf(49_000));
    const rejected = assert.rejects(reading, { code: 'CONFIG_FILE_PARSING' });
    await Promise.all([parsing.stop(), parsing.stop()]);
    await rejected;
    await assert.rejects(parsing.parse('b.yml', fileOf(2_000)), { code: 'CONFIG_FILE_PARSING' });
  });
});
