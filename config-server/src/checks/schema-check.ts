import { schemaNode } from '@vernal/protocol/binding';
import type { ConfigKey, JsonSchema } from '@vernal/protocol/bus';
import { BoundLayers } from '../domain/checks/bound-layers.ts';
import type { Finding, Severity } from '../domain/checks/finding.ts';
import { schemaFindings } from '../domain/checks/schema-findings.ts';
import type { PropertyLayer } from '../domain/property-layer.ts';
import type {
  SchemaProblem,
  SchemaValidation,
  ValidationTask,
} from '../ports/schema-validation.ts';

/** What a query gets before and after a push, strongest first. */
export interface PushedLayers {
  readonly key: ConfigKey;
  readonly before: readonly PropertyLayer[];
  readonly after: readonly PropertyLayer[];
}

/** Whose configuration is compared with what. */
export interface SchemaCheckParts {
  readonly schemasOf: (key: ConfigKey) => readonly JsonSchema[];
  readonly validation: SchemaValidation;
  readonly severity: Severity;
  /** Told how many schemas could not be used. */
  readonly onUnusable: (count: number) => void;
}

interface Comparison extends ValidationTask {
  readonly key: ConfigKey;
  readonly before: BoundLayers;
  readonly after: BoundLayers;
}

/** Tells which services could not run any more with what is pushed, by the schemas that they published. */
export class SchemaCheck {
  readonly #parts: SchemaCheckParts;

  constructor(parts: SchemaCheckParts) {
    this.#parts = parts;
  }

  async check(pushed: readonly PushedLayers[], uri: string): Promise<Finding[]> {
    const { validation, onUnusable } = this.#parts;
    const findings: Finding[] = [];
    let unusable = 0;
    for await (const [comparison, problems] of validation.validate(this.#comparisons(pushed))) {
      if (problems === undefined) unusable += 1;
      else findings.push(...this.#findings(comparison, problems, uri));
    }
    if (unusable > 0) onUnusable(unusable);
    return findings;
  }

  /** One at a time: a push may concern thousands of services. */
  *#comparisons(pushed: readonly PushedLayers[]): Generator<Comparison> {
    for (const { key, ...layers } of pushed) {
      for (const schema of this.#parts.schemasOf(key)) {
        const node = schemaNode(schema);
        const before = new BoundLayers(layers.before, node);
        const after = new BoundLayers(layers.after, node);
        yield { key, schema, before, after, values: [before.value, after.value] };
      }
    }
  }

  #findings(
    { key, before, after }: Comparison,
    [misfitsBefore = [], misfitsAfter = []]: readonly (readonly SchemaProblem[])[],
    uri: string,
  ): Finding[] {
    return schemaFindings(
      { bound: before, misfits: misfitsBefore },
      { bound: after, misfits: misfitsAfter },
      { service: serviceName(key), uri, severity: this.#parts.severity },
    );
  }
}

/** `orders`, or `orders (prod)`. */
export function serviceName({ application, profiles }: ConfigKey): string {
  return profiles === 'default' ? application : `${application} (${profiles})`;
}
