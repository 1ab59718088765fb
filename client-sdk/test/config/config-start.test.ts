import assert from 'node:assert/strict';
import { settle } from '@vernal/core/testing';
import { startConfig } from '../../src/config/config-start.ts';
import { environment } from '../fakes/environments.ts';
import { liveSetting } from '../fakes/live-setting.ts';

type Setting = ReturnType<typeof liveSetting>;

function start(
  { updater, timers }: Setting,
  whenUnavailable: 'start-degraded' | 'fail' = 'start-degraded',
  signal: AbortSignal = new AbortController().signal,
): Promise<void> {
  return startConfig({ updater, timers, whenUnavailable, timeoutMs: 30_000, signal });
}

const good = environment({ 'pricing.tax': 5 }, 'kept');

describe('first configuration', () => {
  it('comes from the server and is kept for a start without it', async () => {
    const setting = liveSetting();
    setting.exchange.serve({ 'pricing.tax': 7 }, 'c1');
    await start(setting);
    await setting.updater.stop();
    assert.equal(setting.config.version, 'c1');
    assert.equal(setting.copy.content.ok && setting.copy.content.value.version, 'c1');
  });

  it('comes from the copy while the server is away, and changes when it is back [client-sdk 70]', async () => {
    const setting = liveSetting();
    setting.copy.content = { ok: true, value: good };
    await start(setting);
    assert.equal(setting.config.current.pricing.tax, 5);
    assert.equal(setting.config.version, 'kept');
    assert.equal(setting.updater.problem, 'connection refused');
    setting.exchange.serve({ 'pricing.tax': 7 }, 'c1');
    await setting.time.advance(2_000);
    assert.equal(setting.config.current.pricing.tax, 7);
  });

  it('comes from local values when the schema is content with them', async () => {
    const setting = liveSetting({ pricing: { tax: 3 } });
    await start(setting);
    assert.equal(setting.config.current.pricing.tax, 3);
    assert.equal(setting.config.version, undefined);
  });

  it('is waited for when there is nothing else', async () => {
    const setting = liveSetting();
    const starting = start(setting);
    await settle();
    setting.exchange.serve({ 'pricing.tax': 7 }, 'c1');
    await setting.time.advance(2_000);
    await starting;
    assert.equal(setting.config.version, 'c1');
  });

  it('is given up after a while [client-sdk 70]', async () => {
    const setting = liveSetting();
    const starting = assert.rejects(start(setting), { code: 'CONFIG_UNAVAILABLE' });
    await settle();
    await setting.time.advance(30_000);
    await starting;
  });

  it('is given up at once with fail-fast, copy or not [client-sdk 43]', async () => {
    const setting = liveSetting();
    setting.copy.content = { ok: true, value: good };
    await assert.rejects(start(setting, 'fail'), { code: 'CONFIG_UNAVAILABLE' });
  });

  it('is never taken from the copy when the credentials are wrong [client-sdk 63]', async () => {
    const setting = liveSetting({ pricing: { tax: 3 } });
    setting.copy.content = { ok: true, value: good };
    setting.exchange.answer = () => ({ kind: 'refused', problem: 'answered 401' });
    await assert.rejects(start(setting), { code: 'CONFIG_UNAVAILABLE', message: /401/ });
  });

  it('is refused when it breaks the schema and there is no copy', async () => {
    const setting = liveSetting({ pricing: { tax: 3 } });
    setting.exchange.serve({ 'pricing.tax': 900 }, 'c1');
    await assert.rejects(start(setting), { code: 'CONFIG_INVALID', message: /pricing\.tax/ });
  });

  it('falls back to the copy when the newest breaks the schema', async () => {
    const setting = liveSetting();
    setting.copy.content = { ok: true, value: good };
    setting.exchange.serve({ 'pricing.tax': 900 }, 'c1');
    await start(setting);
    assert.equal(setting.config.version, 'kept');
    assert.equal(setting.config.lastError?.version, 'c1');
  });

  it('stops waiting when the client is closed', async () => {
    const setting = liveSetting();
    const abort = new AbortController();
    const starting = start(setting, 'start-degraded', abort.signal);
    await settle();
    abort.abort(new Error('closed'));
    await assert.rejects(starting, /closed/);
    await setting.updater.stop();
    assert.equal(setting.time.pending, 0);
  });
});
