import type { StandardJSONSchemaV1, StandardSchemaV1 } from '@standard-schema/spec';

/** zod gives up at the first type without a JSON Schema, such as a date, unless told to go on. */
const JSON_SCHEMA = {
  target: 'draft-2020-12',
  libraryOptions: { unrepresentable: 'any' },
} as const;

/**
 * What a schema takes, as JSON Schema of draft 2020-12; undefined when its library can't tell (zod can from 4.2 on)
 * or gives up.
 */
export function jsonSchemaOf(
  schema: StandardSchemaV1 | undefined,
): Readonly<Record<string, unknown>> | undefined {
  const standard = schema?.['~standard'];
  if (standard === undefined || !tellsJsonSchema(standard)) return undefined;
  try {
    return standard.jsonSchema.input(JSON_SCHEMA);
  } catch {
    return undefined;
  }
}

function tellsJsonSchema(
  standard: StandardSchemaV1.Props,
): standard is StandardSchemaV1.Props & StandardJSONSchemaV1.Props {
  return 'jsonSchema' in standard;
}
