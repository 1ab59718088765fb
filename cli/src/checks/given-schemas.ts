import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { GivenSchema } from '@vernal/config-server';
import { fail, messageOf, type Outcome, succeed } from '@vernal/core';
import { schemaShape } from '@vernal/protocol/bus';

const FORM = /^(?<application>[^=/]+)(?:\/(?<profiles>[^=/]+))?=(?<file>.+)$/;

/** Reads `APP[/PROFILES]=FILE`: the JSON Schema that the configuration of an application has to fit. */
export async function readSchemas(
  given: readonly string[],
  workingFolder: string,
): Promise<Outcome<readonly GivenSchema[], string>> {
  const schemas: GivenSchema[] = [];
  for (const text of given) {
    const read = await readSchema(text, workingFolder);
    if (!read.ok) return read;
    schemas.push(read.value);
  }
  return succeed(schemas);
}

async function readSchema(
  text: string,
  workingFolder: string,
): Promise<Outcome<GivenSchema, string>> {
  const { application, profiles = 'default', file } = FORM.exec(text)?.groups ?? {};
  if (application === undefined || file === undefined) {
    return fail(`--schema ${text}: write APP=FILE or APP/PROFILES=FILE`);
  }
  try {
    const document: unknown = JSON.parse(await readFile(resolve(workingFolder, file), 'utf8'));
    const schema = schemaShape(document);
    if (!schema.ok) return fail(`--schema ${file}: ${schema.problem}`);
    return succeed({ application, profiles, label: null, schema: schema.value });
  } catch (error) {
    return fail(`--schema ${file}: ${messageOf(error)}`);
  }
}
