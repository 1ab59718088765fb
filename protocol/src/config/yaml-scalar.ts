import type { PropertyValue } from './environment.ts';
import { javaDouble, javaInteger } from './java-number.ts';

const NULL = /^(?:~|null|Null|NULL|)$/;
const TRUE = /^(?:yes|Yes|YES|true|True|TRUE|on|On|ON)$/;
const FALSE = /^(?:no|No|NO|false|False|FALSE|off|Off|OFF)$/;
const DECIMAL = /^[-+]?(?:0|[1-9][0-9_]*)$/;
const OCTAL = /^[-+]?0[0-7_]+$/;
const HEXADECIMAL = /^[-+]?0x[0-9a-fA-F_]+$/;
const BINARY = /^[-+]?0b[0-1_]+$/;
const SEXAGESIMAL = /^[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+$/;
const FLOAT =
  /^[-+]?(?:[0-9][0-9_]*\.[0-9_]*(?:[eE][-+]?[0-9]+)?|[0-9][0-9_]*[eE][-+]?[0-9]+|\._*[0-9][0-9_]*(?:[eE][-+]?[0-9]+)?)$/;
const SEXAGESIMAL_FLOAT = /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*$/;
const BASE_60_PART = /^\d+(?:\.\d*)?$/;
const INFINITE = /^[-+]?\.(?:inf|Inf|INF)$/;
const NOT_A_NUMBER = /^\.(?:nan|NaN|NAN)$/;

/**
 * The type of a plain (unquoted) scalar by the YAML 1.1 rules of SnakeYAML, dates left as texts
 * (config-protocol 2.5). null becomes the empty text.
 */
export function resolvePlainScalar(text: string): PropertyValue {
  if (NULL.test(text)) return '';
  if (TRUE.test(text)) return true;
  if (FALSE.test(text)) return false;
  return resolveInteger(text) ?? resolveFloat(text) ?? text;
}

/** True for a plain scalar that YAML 1.1 reads as null. */
export function isNullScalar(text: string): boolean {
  return NULL.test(text);
}

/** The whole number that `text` writes in one of YAML 1.1's five forms. */
export function resolveInteger(text: string): PropertyValue | undefined {
  const digits = text.replaceAll('_', '').replace(/^[-+]/, '');
  const sign = text.startsWith('-') ? -1n : 1n;
  if (DECIMAL.test(text)) return javaInteger(sign * BigInt(digits));
  if (BINARY.test(text) && digits.length > 2) return javaInteger(sign * BigInt(digits));
  if (HEXADECIMAL.test(text) && digits.length > 2) return javaInteger(sign * BigInt(digits));
  if (OCTAL.test(text) && digits.length > 1) return javaInteger(sign * BigInt(`0o${digits}`));
  if (SEXAGESIMAL.test(text)) return javaInteger(sign * fromBase60(digits));
  return undefined;
}

/** The `double` that `text` writes. */
function resolveFloat(text: string): PropertyValue | undefined {
  if (NOT_A_NUMBER.test(text) || INFINITE.test(text)) return readDouble(text);
  return FLOAT.test(text) || SEXAGESIMAL_FLOAT.test(text) ? readDouble(text) : undefined;
}

/** What a text with the tag of a `double` is, written as one or not; undefined when it is no number. */
export function readDouble(text: string): PropertyValue | undefined {
  const digits = text.replaceAll('_', '').toLowerCase();
  if (INFINITE.test(digits)) return javaDouble(digits.startsWith('-') ? -Infinity : Infinity);
  if (NOT_A_NUMBER.test(digits)) return javaDouble(Number.NaN);
  const value = digits.includes(':') ? floatFromBase60(digits) : decimalOf(digits);
  return Number.isNaN(value) ? undefined : javaDouble(value);
}

function decimalOf(digits: string): number {
  return /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/.test(digits) ? Number(digits) : Number.NaN;
}

function fromBase60(digits: string): bigint {
  return digits.split(':').reduce((sum, part) => sum * 60n + BigInt(part), 0n);
}

/** Summed up from the last part, as SnakeYAML does: another order rounds otherwise. */
function floatFromBase60(digits: string): number {
  const parts = digits.replace(/^[-+]/, '').split(':').reverse();
  if (!parts.every((part) => BASE_60_PART.test(part))) return Number.NaN;
  const size = parts.reduce((sum, part, index) => sum + Number(part) * 60 ** index, 0);
  return digits.startsWith('-') ? -size : size;
}
