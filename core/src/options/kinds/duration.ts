import { fail, succeed } from '../../outcome.ts';
import { scalarKind } from './scalar.ts';

const UNIT_MS = {
  ns: 1e-6,
  us: 1e-3,
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
} as const;

/** A unit of time as it is written after a number. */
export type DurationUnit = keyof typeof UNIT_MS;

/** What a duration may be. */
export interface DurationRule {
  /** What a number without a unit means. Default `ms`. The value is milliseconds all the same. */
  readonly unit?: DurationUnit;
  /** The shortest allowed, in milliseconds. Default 0. */
  readonly minMs?: number;
}

/** A duration in milliseconds: `500`, `500ms`, `10s`, `5m`, `PT0.5S` (client-sdk 3.2). */
export const duration = scalarKind<number, DurationRule>(({ unit = 'ms', minMs = 0 }) => ({
  kind: 'duration',
  format: formatDuration,
  parse(text) {
    const value = parseDuration(text, unit);
    if (value === undefined) return fail('is not a duration such as 500ms, 10s or PT10S');
    return value < minMs ? fail(`is shorter than ${formatDuration(minMs)}`) : succeed(value);
  },
}));

/** Milliseconds, rounded; undefined when the text is no duration. */
export function parseDuration(text: string, defaultUnit: DurationUnit = 'ms'): number | undefined {
  const milliseconds = parseSimple(text, defaultUnit) ?? parseIso(text);
  return milliseconds === undefined || !Number.isSafeInteger(Math.round(milliseconds))
    ? undefined
    : Math.round(milliseconds);
}

function parseSimple(text: string, defaultUnit: DurationUnit): number | undefined {
  const match = /^([+-]?\d+)(ns|us|ms|s|m|h|d)?$/i.exec(text);
  if (match === null) return undefined;
  return Number(match[1]) * unitMs(match[2]?.toLowerCase() ?? defaultUnit);
}

function unitMs(unit: string): number {
  return Object.entries(UNIT_MS).find(([name]) => name === unit)?.[1] ?? 1;
}

const ISO =
  /^([+-]?)P(?:([+-]?\d+)D)?(?:T(?:([+-]?\d+)H)?(?:([+-]?\d+)M)?(?:([+-]?\d+(?:\.\d{0,9})?)S)?)?$/i;

function parseIso(text: string): number | undefined {
  const match = ISO.exec(text);
  if (match === null || /[PT]$/i.test(text)) return undefined;
  const [sign, days, hours, minutes, seconds] = match.slice(1);
  const total =
    Number(days ?? 0) * UNIT_MS.d +
    Number(hours ?? 0) * UNIT_MS.h +
    Number(minutes ?? 0) * UNIT_MS.m +
    Number(seconds ?? 0) * UNIT_MS.s;
  return sign === '-' ? -total : total;
}

function formatDuration(milliseconds: number): string {
  for (const unit of ['d', 'h', 'm', 's'] as const) {
    if (milliseconds > 0 && milliseconds % UNIT_MS[unit] === 0)
      return `${milliseconds / UNIT_MS[unit]}${unit}`;
  }
  return `${milliseconds}ms`;
}
