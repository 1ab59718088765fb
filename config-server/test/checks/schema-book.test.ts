import assert from 'node:assert/strict';
import { ManualTime } from '@vernal/core/testing';
import type { PublishedSchema } from '@vernal/protocol/bus';
import { SchemaBook } from '../../src/checks/schema-book.ts';

const KEY = { application: 'orders', profiles: 'prod', label: null };
const MINUTE_MS = 60_000;

function createBook() {
  const time = new ManualTime();
  const book = new SchemaBook(time);
  const publish = (busId: string, required: string, more: Partial<PublishedSchema> = {}) =>
    book.record({ ...KEY, busId, schema: { required: [required] }, at: time.now(), ...more });
  const required = (key = KEY) => book.schemasOf(key).flatMap((schema) => schema['required']);
  return { time, book, publish, required };
}

describe('the book of schemas', () => {
  it('has each schema of those that run with a configuration once', () => {
    const { book, publish, required } = createBook();
    for (const busId of ['a', 'b']) publish(busId, 'port');
    publish('c', 'host');
    publish('d', 'other', { profiles: 'dev' });
    publish('e', 'other', { label: 'next' });
    publish('f', 'other', { application: 'billing' });
    assert.deepEqual(required(), ['port', 'host']);
    assert.deepEqual(required({ ...KEY, profiles: 'dev' }), ['other']);
    assert.equal(book.keys().length, 4);
  });

  it('forgets the schema of the last instance that leaves', () => {
    const { book, publish, required } = createBook();
    for (const busId of ['a', 'b']) publish(busId, 'port');
    book.forget({ application: 'orders', busId: 'a' });
    assert.deepEqual(required(), ['port']);
    book.forget({ application: 'orders', busId: 'b' });
    assert.deepEqual(required(), []);
  });

  it('forgets those that were killed, whatever the broker keeps', async () => {
    const { time, publish, required } = createBook();
    publish('killed', 'port');
    publish('alive', 'host');
    await time.advance(29 * MINUTE_MS);
    publish('alive', 'host');
    assert.deepEqual(required(), ['port', 'host']);
    await time.advance(2 * MINUTE_MS);
    assert.deepEqual(required(), ['host']);
    publish('late', 'ancient', { at: time.now() - 31 * MINUTE_MS });
    assert.deepEqual(required(), ['host']);
  });

  it('believes no clock that is ahead', async () => {
    const { time, publish, required } = createBook();
    publish('a', 'port', { at: time.now() + 1_000 * MINUTE_MS });
    await time.advance(31 * MINUTE_MS);
    assert.deepEqual(required(), []);
  });

  it('takes the schema of the release that runs now', () => {
    const { publish, required } = createBook();
    publish('a', 'port');
    publish('a', 'host');
    assert.deepEqual(required(), ['host']);
  });
});
