import { fail, type Outcome } from '@vernal/core';
import { environmentLayer } from '@vernal/core/options';
import { objectSource } from '@vernal/protocol/binding';
import type { Environment } from '@vernal/protocol/config';
import { z } from 'zod';
import { ConfigStore } from '../../src/config/config-store.ts';
import { createConfigUpdater } from '../../src/config/config-updater.ts';
import type { LastKnownGood } from '../../src/config/last-known-good.ts';
import { liveConfigOf } from '../../src/config/live-config-of.ts';
import type { ClientEvents } from '../../src/events/client-events.ts';
import { FakeConfigExchange } from './fake-config-exchange.ts';
import { manualRuntime } from './manual-runtime.ts';

/** What the tests of live configuration validate with. */
const schema = z.object({
  pricing: z.object({ tax: z.coerce.number().max(100), currency: z.string().default('EUR') }),
  shop: z.object({ name: z.string().default('shop') }).prefault({}),
});
export type Settings = z.infer<typeof schema>;

/** A copy on disk that a test fills by hand. */
class FakeCopy implements LastKnownGood {
  content: Outcome<Environment, string> = fail('there is none');

  save(environment: Environment): Promise<Outcome<undefined, string>> {
    this.content = { ok: true, value: environment };
    return Promise.resolve({ ok: true, value: undefined });
  }

  load(): Promise<Outcome<Environment, string>> {
    return Promise.resolve(this.content);
  }
}

/** Live configuration over a fake server, with every event that was emitted. */
export function liveSetting(defaults: object = {}) {
  const runtime = manualRuntime();
  const exchange = new FakeConfigExchange();
  const copy = new FakeCopy();
  const listenerErrors: unknown[] = [];
  const store = new ConfigStore<Settings>((error) => listenerErrors.push(error));
  const events: { name: keyof ClientEvents; event: unknown }[] = [];
  const updater = createConfigUpdater(
    {
      key: { application: 'catalog', profiles: 'default', label: null },
      store,
      exchange,
      local: { aboveEnvironment: [], belowEnvironment: [objectSource('defaults', defaults)] },
      rules: { schema, environment: environmentLayer({}) },
      copy,
      pollIntervalMs: 60_000,
      emit: (name, event) => events.push({ name, event }),
    },
    runtime,
  );
  const config = liveConfigOf(store, () => updater);
  const named = (name: keyof ClientEvents) => events.filter((event) => event.name === name);
  return { ...runtime, exchange, copy, store, updater, config, events, named, listenerErrors };
}
