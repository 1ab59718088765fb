import type { Bus } from '@vernal/bus';
import type { Cancel } from '@vernal/core';
import { ConfigFollower } from '../bus/config-follower.ts';
import { SchemaAnnouncer } from '../bus/schema-announcer.ts';
import type { ConfigUpdater } from '../config/config-updater.ts';
import type { ConfigLife } from '../config/create-config.ts';
import type { ClientState, EventHub } from '../events/client-events.ts';
import { clientError } from '../runtime/client-error.ts';
import type { Runtime } from '../runtime/runtime.ts';
import type { ClientOptions } from './client-options.ts';
import type { CloseOptions } from './cloud-client.ts';
import type { ClientParts } from './compose-parts.ts';

/** The parts, whatever the configuration looks like. */
export type LifeParts = Omit<ClientParts<never>, 'config'> & { readonly config: ConfigLife };

type Phase = 'idle' | 'starting' | 'running' | 'stopping' | 'stopped';

const CLOSE_TIMEOUT_MS = 5_000;

/** Starts and ends the parts of a client in order, and knows where it stands. */
export class ClientLife {
  readonly #parts: LifeParts;
  readonly #runtime: Runtime;
  readonly #hub: EventHub;
  readonly #failFast: boolean;
  readonly #closing = new AbortController();
  readonly #cancels: Cancel[] = [];
  #phase: Phase = 'idle';
  #told: ClientState = 'idle';
  #closed: Promise<void> | undefined;

  constructor(
    parts: LifeParts,
    hub: EventHub,
    runtime: Runtime,
    { failFast = false }: Pick<ClientOptions, 'failFast'>,
  ) {
    this.#parts = parts;
    this.#hub = hub;
    this.#runtime = runtime;
    this.#failFast = failFast;
    hub.on('server:unavailable', () => this.#tellState());
    hub.on('server:available', ({ use }) => {
      this.#tellState();
      if (use === 'discovery') parts.registration.beatNow();
    });
  }

  get state(): ClientState {
    if (this.#phase !== 'running') return this.#phase;
    const { config, discovery, registration, bus } = this.#parts;
    const problems = [config.problem, discovery.problem, registration.problem];
    const impaired = problems.some((problem) => problem !== undefined) || bus?.connected === false;
    return impaired ? 'degraded' : 'ready';
  }

  async start(given: AbortSignal | undefined): Promise<void> {
    if (this.#phase !== 'idle') throw clientError('CLOSED', 'a client can be started only once');
    this.#enter('starting');
    const closing = this.#closing.signal;
    const signal = given === undefined ? closing : AbortSignal.any([given, closing]);
    try {
      await this.#startParts(signal);
    } catch (error) {
      await this.close();
      throw error;
    }
    this.#enter('running');
  }

  close({ timeoutMs = CLOSE_TIMEOUT_MS }: CloseOptions = {}): Promise<void> {
    this.#closed ??= this.#stop(timeoutMs);
    return this.#closed;
  }

  async #startParts(signal: AbortSignal): Promise<void> {
    const { config, discovery, exchange } = this.#parts;
    const whenUnavailable = this.#failFast ? 'fail' : 'start-degraded';
    const updater = await config.start({ whenUnavailable, signal });
    signal.throwIfAborted();
    await this.#startBus(updater);
    signal.throwIfAborted();
    if (exchange !== undefined) await discovery.refresh();
    signal.throwIfAborted();
    if (this.#failFast && discovery.problem !== undefined) {
      throw clientError('REGISTRY_UNAVAILABLE', `no registry answers: ${discovery.problem}`);
    }
  }

  async #startBus(updater: ConfigUpdater): Promise<void> {
    const { bus, key, config, registration, discovery, refreshJitterMs } = this.#parts;
    if (bus === undefined) return;
    const instanceId = (): string => registration.instanceId || bus.busId;
    const store = config.inForce;
    const follower = new ConfigFollower(
      { bus, key, updater, store, instanceId, jitterMs: refreshJitterMs },
      this.#runtime,
    );
    this.#cancels.push(
      () => follower.stop(),
      this.#hub.on('registration:registered', () => follower.repeat()),
      bus.onRegistryChange(() => void discovery.refresh()),
      bus.onConnect(() => this.#reconnected()),
    );
    this.#announceSchema(bus);
    await bus.start();
  }

  #announceSchema(bus: Bus): void {
    const { key, schema } = this.#parts;
    if (schema === undefined) return;
    const announcer = new SchemaAnnouncer({ bus, key, schema }, this.#runtime);
    this.#cancels.push(() => announcer.stop());
  }

  /** What the bus told while it was away is lost, so ask. */
  #reconnected(): void {
    this.#tellState();
    if (this.#phase !== 'running') return;
    this.#parts.registration.beatNow();
    if (this.#parts.exchange !== undefined) void this.#parts.discovery.refresh();
  }

  /** The instance leaves the registry first; nothing is sent after that (client-sdk 54). */
  async #stop(timeoutMs: number): Promise<void> {
    const { registration, discovery, config, bus, exchange } = this.#parts;
    this.#enter('stopping');
    this.#closing.abort(clientError('CLOSED', 'the client was closed'));
    const cancelTimeout = this.#runtime.timers.after(timeoutMs, () => exchange?.close());
    const discovered = discovery.stop();
    await registration.stop();
    cancelTimeout();
    exchange?.close();
    for (const cancel of this.#cancels.splice(0)) cancel();
    await Promise.all([discovered, config.stop(), bus?.stop()]);
    this.#enter('stopped');
  }

  #enter(phase: Phase): void {
    this.#phase = phase;
    this.#tellState();
  }

  #tellState(): void {
    const state = this.state;
    if (state === this.#told) return;
    this.#told = state;
    this.#hub.emit('state', state);
  }
}
