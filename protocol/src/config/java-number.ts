import type { JavaNumber, PropertyValue } from './environment.ts';
import { javaJson } from './java-json.ts';

/** A JSON number, as its grammar has it. */
const JSON_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** True for the one member of {@link PropertyValue} that is an object. */
export function isJavaNumber(value: unknown): value is JavaNumber {
  return (
    typeof value === 'object' &&
    value !== null &&
    'javaNumber' in value &&
    typeof value.javaNumber === 'string' &&
    JSON_NUMBER.test(value.javaNumber)
  );
}

/** A number as it stands in JSON text: a plain number where that loses nothing, else its text. */
export function numberFromText(text: string): number | JavaNumber {
  const value = Number(text);
  return String(value) === text ? value : { javaNumber: text };
}

/** A whole number of any size, printed exactly (config-protocol 2.5). */
export function javaInteger(value: bigint): number | JavaNumber {
  return numberFromText(value.toString());
}

/**
 * A Java `double` as Jackson prints it: always with a fraction, exponents below 1E-3 and from 1E7 on
 * (config-protocol 2.5).
 */
export function javaDouble(value: number): PropertyValue {
  return Number.isFinite(value) ? numberFromText(doubleText(value)) : value;
}

/** The text that a client makes of a value, e.g. for comparing or for a placeholder. */
export function textOfValue(value: PropertyValue): string {
  return isJavaNumber(value) ? value.javaNumber : String(value);
}

function doubleText(value: number): string {
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e7)) {
    const [digits, exponent] = twoDigits(value).split('e');
    return `${digits}E${Number(exponent)}`;
  }
  return withFraction(Object.is(value, -0) ? '-0' : String(value));
}

/** Java never writes a single digit: the smallest double is 4.9E-324 there. */
function twoDigits(value: number): string {
  const shortest = value.toExponential();
  return shortest.includes('.') ? shortest : value.toExponential(1);
}

function withFraction(digits: string): string {
  return digits.includes('.') ? digits : `${digits}.0`;
}

/** A value as JSON; what JSON has no number for becomes its Java text (config-protocol 2.5). */
export function jsonOfValue(value: PropertyValue, jsonOfText = javaJson): string {
  if (typeof value === 'string') return jsonOfText(value);
  if (isJavaNumber(value)) return value.javaNumber;
  const isNoNumber = typeof value === 'number' && !Number.isFinite(value);
  return JSON.stringify(isNoNumber ? String(value) : value);
}
