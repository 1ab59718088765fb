import { formatPropertyName } from '@vernal/core/options';
import type { BoundLayers } from './bound-layers.ts';
import type { Finding, Severity } from './finding.ts';

/** Where a configuration does not fit its schema. */
interface Misfit {
  readonly path: readonly string[];
  readonly message: string;
  readonly isMissing: boolean;
  readonly isIncomplete: boolean;
}

/** A configuration, and where it does not fit. */
export interface JudgedConfig {
  readonly bound: BoundLayers;
  readonly misfits: readonly Misfit[];
}

/** Whose configuration it is, and how much it matters. */
export interface SchemaContext {
  /** `orders (prod)`. */
  readonly service: string;
  readonly uri: string;
  readonly severity: Severity;
}

/**
 * Where a configuration stops to fit. What did not fit before is no finding, nor is what files never had: the
 * service may get that from its environment.
 */
export function schemaFindings(
  before: JudgedConfig,
  after: JudgedConfig,
  { service, uri, severity }: SchemaContext,
): Finding[] {
  const known = new Set(before.misfits.map(textOf));
  return after.misfits
    .filter((misfit) => !known.has(textOf(misfit)) && isCertain(misfit, before.bound, after.bound))
    .map((misfit) => {
      const place = (misfit.isMissing ? before : after).bound.placeOf(misfit.path, uri);
      const name = formatPropertyName(misfit.path);
      const what = misfit.isMissing
        ? `${name} is taken away, but the schema of ${service} requires it`
        : `${name} ${misfit.message}, says the schema of ${service}`;
      // What is missing has no line any more.
      const at = misfit.isMissing ? { path: place?.path ?? '' } : (place ?? { path: '' });
      return { ...at, severity, problem: what.trim() };
    });
}

function isCertain(misfit: Misfit, before: BoundLayers, after: BoundLayers): boolean {
  if (after.isUnknown(misfit.path)) return false;
  if (misfit.isMissing) return before.has(misfit.path) && !after.has(misfit.path);
  return !misfit.isIncomplete || before.has(misfit.path);
}

function textOf({ path, message }: Misfit): string {
  return JSON.stringify([path, message]);
}
