import type { ConfigKey } from '@vernal/protocol/bus';
import type { PropertyValue } from '@vernal/protocol/config';
import type { ConfigExchange, EnvironmentOutcome } from '../../src/config/config-exchange.ts';
import { environment } from './environments.ts';

/** A config server whose answers a test decides. */
export class FakeConfigExchange implements ConfigExchange {
  /** The commits that requests named, in order. */
  readonly asked: (string | undefined)[] = [];
  answer: () => EnvironmentOutcome | Promise<EnvironmentOutcome> = () => ({
    kind: 'unavailable',
    problem: 'connection refused',
  });

  /** From now on every request gets this. */
  serve(source: Readonly<Record<string, PropertyValue>>, version: string): void {
    this.answer = () => ({ kind: 'ok', environment: environment(source, version) });
  }

  async fetch(_key: ConfigKey, commit?: string): Promise<EnvironmentOutcome> {
    this.asked.push(commit);
    return this.answer();
  }

  close(): void {
    this.answer = () => ({ kind: 'unavailable', problem: 'closed' });
  }
}
