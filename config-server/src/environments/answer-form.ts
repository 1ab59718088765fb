import { type Outcome, succeed } from '@vernal/core';
import {
  type Environment,
  encodeEnvironment,
  nestedDocument,
  type OriginOf,
  type Placeholders,
  type RenderingProblem,
  renderJson,
  renderProperties,
  renderYaml,
  type WholeDocument,
} from '@vernal/protocol/config';
import type { PropertyLayer } from '../domain/property-layer.ts';

/** One way to write an environment (config-protocol 1.1). */
export interface AnswerForm {
  /** Tells forms apart that have one content type. */
  readonly id: string;
  readonly contentType: string;
  /** The body, or why the environment can't be written so. */
  readonly write: (
    environment: Environment,
    layers: readonly PropertyLayer[],
  ) => Outcome<string, RenderingProblem>;
}

/** E1, E3: plain values. */
export const PLAIN_JSON: AnswerForm = {
  id: 'json',
  contentType: 'application/json',
  write: (environment) => succeed(encodeEnvironment(environment)),
};

/** E2, E4: each value with its place in its file. */
export const JSON_WITH_ORIGINS: AnswerForm = {
  id: 'json with origins',
  contentType: 'application/vnd.spring-cloud.config-server.v2+json',
  write: (environment, layers) =>
    succeed(encodeEnvironment(environment, originsOf(environment, layers))),
};

/** F1, F2. */
export function propertiesForm(placeholders: Placeholders): AnswerForm {
  return {
    id: `properties ${placeholders}`,
    contentType: 'text/plain',
    write: (environment) => renderProperties(environment, placeholders),
  };
}

/** F3, F4. */
export function yamlForm(placeholders: Placeholders, wholeDocument: WholeDocument): AnswerForm {
  return {
    id: `yaml ${placeholders}`,
    contentType: 'text/plain',
    write(environment) {
      const document = nestedDocument(environment, placeholders);
      return document.ok ? succeed(renderYaml(document.value, wholeDocument)) : document;
    },
  };
}

/** F5, F6. */
export function nestedJsonForm(placeholders: Placeholders): AnswerForm {
  return {
    id: `nested json ${placeholders}`,
    contentType: 'application/json',
    write(environment) {
      const document = nestedDocument(environment, placeholders);
      return document.ok ? succeed(renderJson(document.value)) : document;
    },
  };
}

/** Sources stand in the order of their layers; of several labels there are several of one name. */
function originsOf({ propertySources }: Environment, layers: readonly PropertyLayer[]): OriginOf {
  const values = new Map(propertySources.map((source, index) => [source, layers[index]?.values]));
  return (source, key) => values.get(source)?.get(key)?.origin;
}
