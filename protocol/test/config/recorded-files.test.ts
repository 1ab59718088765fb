import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import {
  decodeEnvironment,
  flattenYaml,
  type PropertyValue,
  parseProperties,
} from '../../src/config/index.ts';
import { goldenPath } from './golden.ts';

interface Step {
  readonly request?: { readonly path: string; readonly headers?: object };
  readonly response: { readonly status: number; readonly body: string };
}

/** Steps that ask for one application alone, so that the answer shows how one file was read. */
function recordedSteps(): (readonly [string, Step['response']])[] {
  const group = JSON.parse(readFileSync(goldenPath('groups', 'parsing.json'), 'utf8')) as {
    scenarios: { steps: Step[] }[];
  };
  return group.scenarios.flatMap(({ steps }) =>
    steps.flatMap(({ request, response }) => {
      const name = /^\/(\w+)\/default$/.exec(request?.path ?? '')?.[1];
      const plain = request?.headers === undefined;
      return name === undefined || !plain ? [] : [[name, response] as const];
    }),
  );
}

function read(file: string) {
  const bytes = readFileSync(file);
  if (file.endsWith('.properties')) return parseProperties(bytes.toString('latin1'));
  return flattenYaml(bytes.toString('utf8'));
}

/** Files whose answer depends on more than the text of the file: charset, activation, imports. */
const OTHER_RULES = new Set([
  'utf16',
  'latin1',
  'badexpression',
  'legacy',
  'legacyfirst',
  'import',
]);

describe('files as a recorded config server read them', () => {
  for (const [name, response] of recordedSteps()) {
    if (OTHER_RULES.has(name)) continue;
    for (const extension of ['yml', 'properties']) {
      const file = goldenPath('repos', 'parsing', '01-main', `${name}.${extension}`);
      if (!existsSync(file)) continue;
      it(`${name}.${extension} gives ${response.status} [config 38, 39, 40, 43, 44]`, () => {
        const decoded = read(file);
        assert.equal(decoded.ok, response.status === 200);
        if (!decoded.ok) return;
        const answer = decodeEnvironment(response.body);
        assert.ok(answer.ok);
        const documents = decoded.value.map((document) =>
          [...document].map(([key, { value }]) => [key, asSent(value)] as const),
        );
        for (const { name: source, source: expected } of answer.value.propertySources) {
          const number = /document #(\d+)/.exec(source)?.[1] ?? '0';
          if (new RegExp(`/${name}\\.${extension}\\b`).test(source)) {
            const document = new Map(documents[Number(number)]);
            assert.deepEqual(document, expected);
            assert.deepEqual([...document.keys()], [...expected.keys()], 'order of the keys');
          }
        }
      });
    }
  }
});

/** What a client reads of a value: JSON has no number for NaN and the infinities. */
function asSent(value: PropertyValue): PropertyValue {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}
