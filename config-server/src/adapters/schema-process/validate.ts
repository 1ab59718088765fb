import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import type { SchemaProblem, ValidationTask } from '../../ports/schema-validation.ts';

/** One bad list may have thousands; nobody reads them. */
const MAX_PROBLEMS = 100;

/** As services bind texts; schemas come in a form that needs no check of its own. */
const ajv = new Ajv2020({
  allErrors: true,
  coerceTypes: true,
  strict: false,
  validateFormats: false,
  validateSchema: false,
  addUsedSchema: false,
  unicodeRegExp: false,
  logger: false,
});

/** By text: many instances have the same schema, and to compile it is what takes time. */
const compiled = new Map<string, ValidateFunction>();

/** Why configurations do not fit; undefined when the schema makes no sense. */
export function problemsOf({ schema, values }: ValidationTask): SchemaProblem[][] | undefined {
  try {
    const text = JSON.stringify(schema);
    const validate = compiled.get(text) ?? ajv.compile(schema);
    compiled.set(text, validate);
    return values.map((value) => (validate(value) ? [] : describeAll(validate.errors ?? [])));
  } catch {
    return undefined;
  }
}

/** What stands below a place that fits none of its alternatives explains nothing. */
function describeAll(errors: readonly ErrorObject[]): SchemaProblem[] {
  const choices = errors.filter(isChoice);
  const isExplained = (error: ErrorObject) =>
    choices.some((choice) => choice !== error && isWithin(error, choice));
  return errors
    .filter((error) => !isExplained(error))
    .slice(0, MAX_PROBLEMS)
    .map((error) => describe(error, errors));
}

function isChoice({ keyword }: ErrorObject): boolean {
  return keyword === 'anyOf' || keyword === 'oneOf';
}

function isWithin(error: ErrorObject, choice: ErrorObject): boolean {
  return `${error.instancePath}/`.startsWith(`${choice.instancePath}/`);
}

function describe(error: ErrorObject, errors: readonly ErrorObject[]): SchemaProblem {
  const { keyword, instancePath, params, message = 'does not fit' } = error;
  const path = instancePath.split('/').slice(1).map(pointerSegment);
  if (keyword === 'required') {
    const missing = String(params['missingProperty']);
    return { path: [...path, missing], message: '', isMissing: true, isIncomplete: true };
  }
  const found = { path, isMissing: false, isIncomplete: false };
  if (keyword === 'additionalProperties') {
    const unknown = String(params['additionalProperty']);
    return { ...found, path: [...path, unknown], message: 'is not known' };
  }
  if (!isChoice(error)) return { ...found, message };
  const isIncomplete = errors.some(
    (other) => other.keyword === 'required' && isWithin(other, error),
  );
  return { ...found, message: 'fits none of its alternatives', isIncomplete };
}

/** A name as a JSON pointer writes it. */
function pointerSegment(segment: string): string {
  return segment.replaceAll('~1', '/').replaceAll('~0', '~');
}
