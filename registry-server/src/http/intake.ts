import type { Logger } from '@vernal/core';
import { HttpProblem } from '@vernal/server-kit';
import type { InstanceName } from '../domain/instance-key.ts';
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
    { app, instanceId }: InstanceName,
    entries: Readonly<Record<string, string>>,
  ): void {
    const lease = this.#parts.registry.table.find(app, instanceId);
    const metadata = { ...lease?.instance.metadata, ...entries };
    this.#requireBytes(Buffer.byteLength(JSON.stringify(metadata)), 'the metadata');
  }

  /** Whether there is room for an instance: always for one that is known, which takes no more. */
  hasRoomFor({ app, instanceId }: InstanceName): boolean {
    const { table } = this.#parts.registry;
    const isBelowLimit = table.size < this.#rules.maxInstances;
    if (isBelowLimit) this.#isFull = false;
    if (isBelowLimit || table.find(app, instanceId) !== undefined) return true;
    this.#tellOnce();
    return false;
  }

  #requireBytes(bytes: number, what: string): void {
    const { maxInstanceBytes } = this.#rules;
    if (bytes <= maxInstanceBytes) return;
    throw new HttpProblem(413, `${what} has ${bytes} bytes, ${maxInstanceBytes} are allowed`);
  }

  #tellOnce(): void {
    if (this.#isFull) return;
    this.#isFull = true;
    const { maxInstances } = this.#rules;
    this.#parts.logger.error('the registry is full: new instances are refused', {
      maxInstances,
      option: 'vernal.registry.max-instances',
    });
  }
}
