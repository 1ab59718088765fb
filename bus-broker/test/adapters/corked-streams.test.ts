import assert from 'node:assert/strict';
import { Writable } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { CorkedStreams } from '../../src/adapters/corked-streams.ts';

/** A stream, and what left it in one go each. */
function recordingStream() {
  const sent: string[] = [];
  const stream = new Writable({
    decodeStrings: false,
    writev(chunks, done) {
      sent.push(chunks.map(({ chunk }) => String(chunk)).join(''));
      done();
    },
  });
  return { stream, sent };
}

describe('corked streams', () => {
  it('send in one go what is written in the turn after', async () => {
    const streams = new CorkedStreams();
    const { stream, sent } = recordingStream();
    for (const text of 'abc') {
      streams.cork(stream);
      setImmediate(() => stream.write(text));
    }
    await turn();
    assert.deepEqual(sent, []);
    await turn();
    assert.deepEqual(sent, ['abc']);
  });

  it('keep together what two turns announced, each for its own', async () => {
    const streams = new CorkedStreams();
    const { stream, sent } = recordingStream();
    for (const text of ['ab', 'cd']) {
      for (const letter of text) {
        streams.cork(stream);
        setImmediate(() => stream.write(letter));
      }
      await turn();
    }
    await turn();
    assert.deepEqual(sent, ['ab', 'cd']);
  });

  it('send though there is more in every turn, and are free in the end', async () => {
    const streams = new CorkedStreams();
    const { stream, sent } = recordingStream();
    for (let count = 0; count < 20; count += 1) {
      streams.cork(stream);
      setImmediate(() => stream.write('x'));
      await turn();
    }
    assert.ok(sent.length >= 18);
    await turn();
    await turn();
    assert.equal(sent.join('').length, 20);
    assert.equal(stream.writableCorked, 0);
  });
});
