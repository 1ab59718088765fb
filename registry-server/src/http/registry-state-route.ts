import { methodNotAllowed } from '@vernal/server-kit';
import { Router } from 'express';
import type { Lease } from '../domain/lease.ts';
import type { Registry } from '../domain/registry.ts';
import type { RegistryStore } from '../ports/registry-store.ts';

/** Longer lists are cut: an operator looks at some, and counts the rest. */
const MAX_LISTED = 100;

/** What the state is read from. */
export interface RegistryStateParts {
  readonly registry: Registry;
  readonly store: Pick<RegistryStore, 'state'>;
}

/** `GET /actuator/vernal/registry`: how much is registered, whether it is kept, and what is unconfirmed since the start. */
export function registryStateRoute(parts: RegistryStateParts): Router {
  const router = Router();
  router
    .route('/actuator/vernal/registry')
    .get((_request, response) => {
      response.json(registryState(parts));
    })
    .all(methodNotAllowed('GET'));
  return router;
}

function registryState({ registry, store }: RegistryStateParts): object {
  const unconfirmed = registry.unconfirmed.list();
  return {
    applications: [...registry.table.names()].length,
    instances: registry.table.size,
    store: store.state,
    unconfirmed: {
      total: unconfirmed.length,
      listed: unconfirmed.slice(0, MAX_LISTED).map(unconfirmedEntry),
    },
  };
}

function unconfirmedEntry({ instance, lastUpdateMs, durationMs }: Lease): object {
  const { app, instanceId, status } = instance;
  const leavesAt = new Date(lastUpdateMs + durationMs).toISOString();
  return { app, instanceId, status, leavesAt };
}
