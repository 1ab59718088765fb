import { HttpProblem } from '@vernal/server-kit';
import type { ReadGate } from '../domain/read-gate.ts';

/** Refuses to list while the registry fills after an empty start (eureka-protocol 1.6). */
export function requireOpen(gate: ReadGate): void {
  if (!gate.isOpen) throw new HttpProblem(403, 'the registry started empty and fills first');
}
