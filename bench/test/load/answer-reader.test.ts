import assert from 'node:assert/strict';
import { AnswerReader } from '../../src/load/answer-reader.ts';

const answers =
  'HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX: y\r\n\r\nhello' +
  'HTTP/1.1 204 No Content\r\nDate: now\r\n\r\n' +
  'HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n' +
  `HTTP/1.1 200 OK\r\nX: ${'x'.repeat(2000)}\r\ncontent-length: 3\r\n\r\n\r\n\r`;

function statusesIn(bytes: Buffer, pieceLength: number): number[] {
  const statuses: number[] = [];
  const reader = new AnswerReader((status) => statuses.push(status));
  for (let at = 0; at < bytes.length; at += pieceLength) {
    reader.push(bytes.subarray(at, at + pieceLength));
  }
  return statuses;
}

describe('the reader of answers', () => {
  it('finds every answer, in whatever pieces they come', () => {
    const bytes = Buffer.from(answers);
    for (let pieceLength = 1; pieceLength <= bytes.length; pieceLength += 1) {
      assert.deepEqual(statusesIn(bytes, pieceLength), [200, 204, 404, 200], `by ${pieceLength}`);
    }
  });

  it('waits for the last byte of a body', () => {
    assert.deepEqual(statusesIn(Buffer.from(answers).subarray(0, -1), 100), [200, 204, 404]);
  });

  it('says so when it can not tell where an answer ends', () => {
    const chunked = Buffer.from('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n');
    assert.throws(() => statusesIn(chunked, chunked.length), /without a length/);
  });
});
