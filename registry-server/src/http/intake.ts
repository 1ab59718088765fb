import type { Logger } from '@vernal/core';
import { HttpProblem } from '@vernal/server-kit';
import type { Registry } from '../domain/registry.ts';

/** How much a registry takes in. */
export interface IntakeRules {
  readonly maxInstances: number;
  /** Bytes of a registration's body; also of the metadata of an instance as JSON. */
  readonly maxInstanceBytes: number;
}

/** What the intake looks at. */
export interface IntakeParts {
  readonly registry: Registry;
  readonly logger: Logger;
}

/**
 * Refuses what would make the registry outgrow its machine. To Eureka's clients every refusal is an empty answer
 * that is not 2xx: they go to their next server, and try again with the next heartbeat. What a peer passes on is
 * taken: it had to pass the limits there.
 */
export class Intake {
  readonly #rules: IntakeRules;
  readonly #parts: IntakeParts;
  #isFull = false;

  constructor(rules: IntakeRules, parts: IntakeParts) {
    this.#rules = rules;
    this.#parts = parts;
  }

  /** 413 for a registration that is too large. */
  requireSize(body: string): void {
    this.#requireBytes(Buffer.byteLength(body), 'the registration');
  }

  /** 413 for metadata that would grow too large by these entries. */
  requireMetadata(
    target: { readonly app: string; readonly instanceId: string },
    entries: Readonly<Record<string, string>>,
  ): void {
    const lease = this.#parts.registry.table.find(target.app, target.instanceId);
    const metadata = { ...lease?.instance.metadata, ...entries };
    this.#requireBytes(Buffer.byteLength(JSON.stringify(metadata)), 'the metadata');
  }

  /** 503 for one more instance when the registry is full; one that it knows always has room. */
  requireRoom({ app, instanceId }: { readonly app: string; readonly instanceId: string }): void {
    const { table } = this.#parts.registry;
    const { maxInstances } = this.#rules;
    const hasRoom = table.size < maxInstances;
    if (hasRoom) this.#isFull = false;
    if (hasRoom || table.find(app, instanceId) !== undefined) return;
    this.#tellOnce(maxInstances);
    throw new HttpProblem(503, `the registry holds ${maxInstances} instances and takes no more`);
  }

  #requireBytes(bytes: number, what: string): void {
    const { maxInstanceBytes } = this.#rules;
    if (bytes <= maxInstanceBytes) return;
    throw new HttpProblem(413, `${what} has ${bytes} bytes, ${maxInstanceBytes} are allowed`);
  }

  #tellOnce(maxInstances: number): void {
    if (this.#isFull) return;
    this.#isFull = true;
    this.#parts.logger.error('the registry is full: new instances are refused', {
      maxInstances,
      option: 'vernal.registry.max-instances',
    });
  }
}
