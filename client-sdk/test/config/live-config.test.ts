import assert from 'node:assert/strict';
import { settle } from '@vernal/core/testing';
import { liveSetting, type Settings } from '../fakes/live-setting.ts';

describe('live config', () => {
  it('is not there before it was loaded', () => {
    assert.throws(() => liveSetting().config.current, { code: 'CONFIG_UNAVAILABLE' });
  });

  it('gives typed values, their origin and the commit [client-sdk 87]', async () => {
    const { config, exchange } = liveSetting();
    exchange.serve({ 'pricing.tax': '7' }, 'c1');
    await config.refresh();
    const tax: number = config.get('pricing.tax');
    assert.equal(tax, 7);
    // @ts-expect-error the schema has no such path
    assert.equal(config.get('pricing.taxes'), undefined);
    assert.equal(config.current.pricing.currency, 'EUR');
    const origin = { source: 'repo/catalog.yml', key: 'pricing.tax' };
    assert.deepEqual(config.origin('pricing.tax'), origin);
    assert.equal(config.version, 'c1');
  });

  it('swaps to a frozen object and tells next, previous and keys [client-sdk 65, 68]', async () => {
    const { config, exchange, named } = liveSetting();
    exchange.serve({ 'pricing.tax': 7, 'shop.name': 'old' }, 'c1');
    await config.refresh();
    const before = config.current;
    const told: unknown[] = [];
    config.onChange((next, previous, change) => {
      told.push({ next, previous, change });
    });
    exchange.serve({ 'pricing.tax': 7 }, 'c2');
    assert.deepEqual(await config.refresh(), ['shop.name']);
    await settle();
    const change = { keys: ['shop.name'], version: 'c2' };
    assert.deepEqual(told, [{ next: config.current, previous: before, change }]);
    assert.equal(config.current.shop.name, 'shop', 'the removed key has its default');
    assert.equal(config.current.pricing, before.pricing, 'unchanged parts keep their identity');
    assert.throws(() => Object.assign(config.current.shop, { name: 'mine' }), TypeError);
    assert.equal(named('config:changed').length, 1);
  });

  it('tells nothing when nothing differs, and takes the new version [client-sdk 67]', async () => {
    const { config, exchange, named } = liveSetting();
    exchange.serve({ 'pricing.tax': 7 }, 'c1');
    await config.refresh();
    const before = config.current;
    config.onChange(() => assert.fail('nothing changed'));
    exchange.serve({ 'pricing.tax': 7 }, 'c2');
    assert.deepEqual(await config.refresh(), []);
    await settle();
    assert.equal(config.current, before);
    assert.equal(config.version, 'c2');
    assert.equal(named('config:changed').length, 0);
  });

  it('keeps what is in force when the new one is invalid, and says so once [client-sdk 64]', async () => {
    const { config, exchange, named, logger } = liveSetting();
    exchange.serve({ 'pricing.tax': 7 }, 'c1');
    await config.refresh();
    const before = config.current;
    exchange.serve({ 'pricing.tax': 'geheim' }, 'c2');
    await assert.rejects(config.refresh(), { code: 'CONFIG_INVALID', message: /pricing\.tax/ });
    await assert.rejects(config.refresh(), { code: 'CONFIG_INVALID' });
    assert.equal(config.current, before);
    assert.equal(config.version, 'c1');
    assert.equal(config.lastError?.version, 'c2');
    assert.equal(named('config:rejected').length, 1);
    assert.doesNotMatch(JSON.stringify(logger.lines), /geheim/);
    exchange.serve({ 'pricing.tax': 8 }, 'c3');
    assert.deepEqual(await config.refresh(), ['pricing.tax']);
    assert.equal(config.lastError, undefined);
  });

  it('lets no failing listener stop the others or undo the change [client-sdk 66]', async () => {
    const { config, exchange, listenerErrors } = liveSetting();
    exchange.serve({ 'pricing.tax': 7 }, 'c1');
    await config.refresh();
    const told: string[] = [];
    config.onChange(() => {
      throw new Error('sync');
    });
    config.onChange(() => Promise.reject(new Error('async')));
    config.onChange(({ pricing }: Settings) => {
      told.push(`tax ${pricing.tax}`);
    });
    exchange.serve({ 'pricing.tax': 8 }, 'c2');
    await config.refresh();
    await settle();
    assert.deepEqual(told, ['tax 8']);
    assert.equal(listenerErrors.length, 2);
    assert.equal(config.current.pricing.tax, 8);
  });

  it('lets a listener refresh again without waiting for itself', async () => {
    const { config, exchange } = liveSetting();
    exchange.serve({ 'pricing.tax': 7 }, 'c1');
    await config.refresh();
    let again: readonly string[] | undefined;
    config.onChange(async () => {
      again = await config.refresh();
    });
    exchange.serve({ 'pricing.tax': 8 }, 'c2');
    await config.refresh();
    await settle();
    assert.deepEqual(again, []);
  });

  it('tells a slice only when what it reads differs', async () => {
    const { config, exchange } = liveSetting();
    exchange.serve({ 'pricing.tax': 7 }, 'c1');
    await config.refresh();
    const told: unknown[] = [];
    const slice = config.select(({ pricing }) => ({ percent: pricing.tax }));
    const cancel = slice.onChange((value, previous) => told.push([value, previous]));
    exchange.serve({ 'pricing.tax': 7, 'shop.name': 'x' }, 'c2');
    await config.refresh();
    exchange.serve({ 'pricing.tax': 8, 'shop.name': 'x' }, 'c3');
    await config.refresh();
    await settle();
    cancel();
    assert.deepEqual(told, [[{ percent: 8 }, { percent: 7 }]]);
    assert.deepEqual(slice.value, { percent: 8 });
  });

  it('makes at most one further fetch for ten refreshes during one [client-sdk 69]', async () => {
    const { config, exchange } = liveSetting();
    exchange.serve({ 'pricing.tax': 7 }, 'c1');
    await Promise.all(Array.from({ length: 11 }, () => config.refresh()));
    assert.equal(exchange.asked.length, 2);
  });

  it('says that the server is away and comes back by itself, once each', async () => {
    const { config, exchange, named, time, updater } = liveSetting();
    exchange.serve({ 'pricing.tax': 7 }, 'c1');
    await config.refresh();
    exchange.answer = () => ({ kind: 'unavailable', problem: 'away' });
    await assert.rejects(config.refresh(), { code: 'CONFIG_UNAVAILABLE' });
    await time.advance(20_000);
    assert.equal(config.current.pricing.tax, 7);
    exchange.serve({ 'pricing.tax': 8 }, 'c2');
    await time.advance(2_000);
    assert.equal(config.current.pricing.tax, 8);
    assert.equal(named('server:unavailable').length, 1);
    assert.equal(named('server:available').length, 1);
    await updater.stop();
    assert.equal(time.pending, 0);
  });

  it('asks once a minute without being told', async () => {
    const { config, exchange, time } = liveSetting();
    exchange.serve({ 'pricing.tax': 7 }, 'c1');
    await config.refresh();
    exchange.serve({ 'pricing.tax': 8 }, 'c2');
    await time.advance(66_000);
    assert.equal(config.current.pricing.tax, 8);
  });

  it('does not refresh once it is stopped', async () => {
    const { config, exchange, updater } = liveSetting();
    exchange.serve({ 'pricing.tax': 7 }, 'c1');
    await config.refresh();
    await updater.stop();
    await assert.rejects(config.refresh(), { code: 'CONFIG_UNAVAILABLE', message: /closed/ });
    assert.equal(config.current.pricing.tax, 7);
  });
});
