import type { Clock } from '@vernal/core';
import type { StatusInfo } from '@vernal/protocol/eureka';
import type { Audit } from '@vernal/server-kit';
import type { RequestHandler } from 'express';
import type { ReadGate } from '../domain/read-gate.ts';
import type { Registry } from '../domain/registry.ts';
import type { RegistryStore } from '../ports/registry-store.ts';
import type { PreservationView } from '../preservation/preservation-view.ts';
import type { Intake } from './intake.ts';
import type { PreparedFormats } from './prepared-formats.ts';

/** What the routes answer from. */
export interface RoutesParts {
  readonly registry: Registry;
  readonly formats: PreparedFormats;
  readonly gate: ReadGate;
  /** Awaited before a change is answered. */
  readonly store: Pick<RegistryStore, 'flushed' | 'state'>;
  readonly clock: Clock;
  readonly audit: Audit;
  readonly intake: Intake;
  readonly readStatus: () => StatusInfo;
  readonly readPreservation: () => PreservationView;
  /** Reads a body as text, plain or compressed, up to the limit. */
  readonly readBody: RequestHandler;
  /** Whether deltas are served at all (`eureka.server.disable-delta`). */
  readonly servesDelta: boolean;
  /** Own name among registries: a batch that carries it comes from this registry itself. */
  readonly nodeId: string;
}
