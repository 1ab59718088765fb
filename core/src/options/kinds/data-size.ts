import { fail, succeed } from '../../outcome.ts';
import { scalarKind } from './scalar.ts';

const UNITS = ['B', 'KB', 'MB', 'GB', 'TB'];

/** A size in bytes: `1024`, `512KB`, `10MB`; a unit is 1024 of the one before (client-sdk 3.2). */
export const dataSize = scalarKind<number>(() => ({
  kind: 'size',
  format: formatSize,
  parse(text) {
    const match = /^(\d+)\s*([KMGT]?B)?$/i.exec(text);
    const power = UNITS.indexOf(match?.[2]?.toUpperCase() ?? 'B');
    const bytes = Number(match?.[1]) * 1024 ** power;
    return Number.isSafeInteger(bytes)
      ? succeed(bytes)
      : fail('is not a size such as 512KB or 10MB');
  },
}));

function formatSize(bytes: number): string {
  const power = UNITS.findLastIndex((_, exponent) => bytes > 0 && bytes % 1024 ** exponent === 0);
  return power <= 0 ? `${bytes}B` : `${bytes / 1024 ** power}${UNITS[power]}`;
}
