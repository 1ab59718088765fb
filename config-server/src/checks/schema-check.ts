import { schemaNode } from '@vernal/protocol/binding';
import type { ConfigKey, JsonSchema } from '@vernal/protocol/bus';
import { BoundLayers } from '../domain/checks/bound-layers.ts';
import type { Finding, Severity } from '../domain/checks/finding.ts';
import { schemaFindings } from '../domain/checks/schema-findings.ts';
import type { PropertyLayer } from '../domain/property-layer.ts';
import type { SchemaProblem, SchemaValidation } from '../ports/schema-validation.ts';

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

interface Comparison {
  readonly key: ConfigKey;
  readonly schema: JsonSchema;
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
    const comparisons = pushed.flatMap((layers) => this.#comparisons(layers));
    if (comparisons.length === 0) return [];
    const tasks = comparisons.flatMap(({ schema, before, after }) => [
      { schema, value: before.value },
      { schema, value: after.value },
    ]);
    const answers = await validation.validate(tasks);
    const unusable = answers.filter((answer) => answer === undefined).length;
    if (unusable > 0) onUnusable(Math.ceil(unusable / 2));
    return comparisons.flatMap((comparison, index) => {
      const [before, after] = [answers[2 * index], answers[2 * index + 1]];
      return before === undefined || after === undefined
        ? []
        : this.#findings(comparison, { before, after }, uri);
    });
  }

  #comparisons({ key, before, after }: PushedLayers): Comparison[] {
    return this.#parts.schemasOf(key).map((schema) => {
      const node = schemaNode(schema);
      const bind = (layers: readonly PropertyLayer[]) => new BoundLayers(layers, node);
      return { key, schema, before: bind(before), after: bind(after) };
    });
  }

  #findings(
    { key, before, after }: Comparison,
    problems: {
      readonly before: readonly SchemaProblem[];
      readonly after: readonly SchemaProblem[];
    },
    uri: string,
  ): Finding[] {
    return schemaFindings(
      { bound: before, misfits: problems.before },
      { bound: after, misfits: problems.after },
      { service: serviceName(key), uri, severity: this.#parts.severity },
    );
  }
}

/** `orders`, or `orders (prod)`. */
export function serviceName({ application, profiles }: ConfigKey): string {
  return profiles === 'default' ? application : `${application} (${profiles})`;
}
