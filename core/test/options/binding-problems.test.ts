// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders are meant
import assert from 'node:assert/strict';
import {
  bindOptions,
  describeProblem,
  environmentLayer,
  findUnknownNames,
  flagLayer,
  namedLayer,
  type OptionEntry,
  optionsIn,
  renderOptions,
  strayArguments,
  text,
} from '@vernal/core/options';
import fc from 'fast-check';
import { file, problems, table } from './sample-options.ts';

describe('binding', () => {
  it('reports every problem and never throws, whatever the layers hold', () => {
    const name = fc.oneof(
      fc.constantFrom(...Object.values(table).map((option) => option.name)),
      fc.constantFrom(
        'vernal.security.users[0].name',
        'vernal.security.users[0].zzz',
        'VERNAL_X',
        '',
        '[',
        '.',
      ),
      fc.string(),
    );
    const value = fc.oneof(
      fc.string(),
      fc.constantFrom('1', 'true', '10s', '${', '${server.port}', '-'),
    );
    const entries = fc.array(fc.tuple(name, value), { maxLength: 12 });
    fc.assert(
      fc.property(entries, entries, entries, (files, variables, argv) => {
        const given = flagLayer(argv.map(([key, text]) => `--${key}=${text}`));
        const outcome = bindOptions(table, [
          file(Object.fromEntries(files)),
          environmentLayer(Object.fromEntries(variables)),
          given,
        ]);
        if (!outcome.ok) assert.ok(outcome.problem.length > 0);
      }),
    );
  });

  it('never shows the value of a secret', () => {
    const shown = problems(file({ 'encrypt.key': 'hunter2 ${nowhere}', 'server.port': 'x' })).join(
      '\n',
    );
    assert.match(shown, /encrypt\.key/);
    assert.doesNotMatch(shown, /hunter2/);
  });

  it('tells the names that nobody reads, in files and in our part of the environment only', () => {
    const layers = [
      file({ 'management.tracing.enabled': 'false', 'server.port': '1' }),
      environmentLayer({ HOME: '/root', SPRING_JMX_ENABLED: 'false' }),
    ];
    const { ignored } = findUnknownNames(optionsIn(table), layers);
    assert.deepEqual(
      ignored.map((entry) => entry.name),
      ['management.tracing.enabled', 'SPRING_JMX_ENABLED'],
    );
  });

  it('accepts a former name, but prefers the present one', () => {
    const renamed = { value: text('new.name', { description: 'x', aliases: ['old.name'] }) };
    const old = { name: 'old.name', value: 'old', origin: 'a' };
    const present = { name: 'new.name', value: 'new', origin: 'a' };
    const read = (...entries: OptionEntry[]) => bindOptions(renamed, [namedLayer('flag', entries)]);
    assert.deepEqual(read(old), { ok: true, value: { value: 'old' } });
    assert.deepEqual(read(old, present), { ok: true, value: { value: 'new' } });
  });

  it('refuses arguments that are no flags', () => {
    const problems = strayArguments(['server.port=1', '-x', '--ok']);
    assert.deepEqual(problems.map(describeProblem), [
      'server.port=1: is not of the form --name=value',
      '-x: is not of the form --name=value',
    ]);
  });
});

describe('the help text', () => {
  it('shows each option with kind, description and default', () => {
    const help = renderOptions(table);
    assert.match(help, /--server\.port=<number>\n {6}Port \(default 8761\)/);
    assert.match(
      help,
      /--eureka\.server\.expected-client-renewal-interval-seconds=<duration>\n.*\(default 30s\)/,
    );
    assert.match(help, /--encrypt\.key=<secret>\n {6}Key\n/);
  });
});
