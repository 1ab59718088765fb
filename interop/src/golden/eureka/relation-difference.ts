import { isObject, type Json } from '../json-difference.ts';
import type { Relation } from './scenario.ts';

/** What the relations of a step are checked against. */
export interface Run {
  /** The parsed answers so far, by index of their step; undefined when an answer was not JSON. */
  readonly answers: readonly (Json | undefined)[];
  /** Milliseconds since 1970, of the host that the scenario runs on. */
  readonly nowMs: number;
}

function numberAt(document: Json | undefined, path: string): number | undefined {
  let value: Json | undefined = document;
  for (const name of path.split('.')) {
    if (Array.isArray(value)) value = value[Number(name)];
    else value = isObject(value) ? value[name] : undefined;
  }
  return typeof value === 'number' || typeof value === 'string' ? Number(value) : undefined;
}

function holds(relation: Relation, value: number, other: number): boolean {
  if (relation.op === 'near-now') return Math.abs(value - other) <= (relation.toleranceMs ?? 0);
  if (relation.op === 'eq') return value === other;
  if (relation.op === 'ne') return value !== other;
  return relation.op === 'gt' ? value > other : value >= other;
}

/** Why a relation does not hold; undefined when it does. */
export function relationDifference(
  relation: Relation,
  answer: Json | undefined,
  run: Run,
): string | undefined {
  const value = numberAt(answer, relation.path);
  const other =
    relation.op === 'near-now'
      ? run.nowMs + (relation.offsetMs ?? 0)
      : numberAt(run.answers[relation.step ?? -1], relation.path);
  if (value !== undefined && other !== undefined && holds(relation, value, other)) return undefined;
  return `${relation.path}: ${value} is not ${relation.op} ${other}`;
}
