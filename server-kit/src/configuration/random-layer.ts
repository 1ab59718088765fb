import type { Random } from '@vernal/core';
import type { OptionLayer } from '@vernal/core/options';

const NUMBER = /^random\.(?:int|long)(?:[([](\d{1,14})(?:,(\d{1,14}))?[)\]])?$/;
const LARGEST_INT = 2 ** 31 - 1;

/**
 * Spring's `${random.value}`, `${random.uuid}`, `${random.int}`, `${random.int(10)}` and `${random.int[10,20]}`
 * (likewise `random.long`), as instance ids use them: a new text each time it is asked for.
 */
export function randomLayer(random: Random): OptionLayer {
  return {
    kind: 'file',
    entries: [],
    find(name) {
      const value = randomText(name, random);
      return value === undefined ? undefined : { name, value, origin: 'chance' };
    },
    below: () => [],
  };
}

function randomText(name: string, random: Random): string | undefined {
  if (name === 'random.value') return hexDigits(32, random);
  if (name === 'random.uuid') return uuid(random);
  const range = NUMBER.exec(name);
  if (range === null) return undefined;
  const [first = LARGEST_INT, end] = range.slice(1).filter(Boolean).map(Number);
  return String(end === undefined ? random.below(first) : first + random.below(end - first));
}

/** Version 4 of RFC 9562. */
function uuid(random: Random): string {
  const digits = (count: number) => hexDigits(count, random);
  const variant = (8 + random.below(4)).toString(16);
  return `${digits(8)}-${digits(4)}-4${digits(3)}-${variant}${digits(3)}-${digits(12)}`;
}

function hexDigits(count: number, random: Random): string {
  return Array.from({ length: count }, () => random.below(16).toString(16)).join('');
}
