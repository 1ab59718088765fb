import type { Cancel } from '@vernal/core';
import type { ConfigChange, ConfigRejected } from './config-events.ts';

/** Where a client stands in its life. `degraded`: it works, but a server it needs is away. */
export type ClientState = 'idle' | 'starting' | 'ready' | 'degraded' | 'stopping' | 'stopped';

/** What a server is needed for. */
export type ServerUse = 'config' | 'discovery' | 'registration';

/** What `client.on` tells of. */
export interface ClientEvents {
  readonly state: ClientState;
  /** A server could not be reached; what it gave before stays in force. */
  readonly 'server:unavailable': { readonly use: ServerUse; readonly problem: string };
  readonly 'server:available': { readonly use: ServerUse };
  /** The registry has the instance. */
  readonly 'registration:registered': { readonly instanceId: string };
  /** The registry had forgotten the instance; it is registered again in the same beat. */
  readonly 'registration:lost': { readonly instanceId: string };
  readonly 'discovery:changed': { readonly services: readonly string[] };
  readonly 'config:changed': ConfigChange;
  /** Once per version. */
  readonly 'config:rejected': ConfigRejected;
}

/** Tells of one event. */
export type Emit = <Name extends keyof ClientEvents>(name: Name, event: ClientEvents[Name]) => void;

type Listeners = { [Name in keyof ClientEvents]: Set<(event: ClientEvents[Name]) => void> };

/** Who listens to what. A listener that throws stops no other; `onError` is told. */
export class EventHub {
  readonly #onError: (error: unknown) => void;
  readonly #listeners: Listeners = {
    state: new Set(),
    'server:unavailable': new Set(),
    'server:available': new Set(),
    'registration:registered': new Set(),
    'registration:lost': new Set(),
    'discovery:changed': new Set(),
    'config:changed': new Set(),
    'config:rejected': new Set(),
  };

  constructor(onError: (error: unknown) => void) {
    this.#onError = onError;
  }

  on<Name extends keyof ClientEvents>(
    name: Name,
    listen: (event: ClientEvents[Name]) => void,
  ): Cancel {
    const listeners: Listeners[Name] = this.#listeners[name];
    listeners.add(listen);
    return () => {
      listeners.delete(listen);
    };
  }

  readonly emit: Emit = <Name extends keyof ClientEvents>(
    name: Name,
    event: ClientEvents[Name],
  ) => {
    const listeners: Listeners[Name] = this.#listeners[name];
    for (const listen of listeners) {
      try {
        listen(event);
      } catch (error) {
        this.#onError(error);
      }
    }
  };
}
