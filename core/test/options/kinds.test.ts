import assert from 'node:assert/strict';
import {
  bindTable,
  dataSize,
  duration,
  flag,
  integer,
  list,
  namedLayer,
  type Option,
  oneOf,
  secret,
  stackLayers,
  text,
} from '@vernal/core/options';

const description = 'An option';

/** What a written text binds to, or the problem. */
function read<Value>(option: Option<Value>, written: string): unknown {
  const layer = namedLayer('file', [{ name: 'a.b', value: written, origin: 'test.yml' }]);
  const bound = bindTable({ option }, stackLayers([layer]));
  return bound.ok ? bound.value.option : bound.problem[0]?.problem;
}

function reads(option: Option<unknown>, expected: Readonly<Record<string, unknown>>): void {
  const written = Object.keys(expected);
  assert.deepEqual(Object.fromEntries(written.map((one) => [one, read(option, one)])), expected);
}

describe('kinds of options', () => {
  it('integer: whole numbers within their limits', () => {
    reads(integer('a.b', { description, min: 0, max: 10 }), {
      '0': 0,
      ' 10 ': 10,
      '+7': 7,
      '': undefined,
      '11': '"11" is more than 10',
      '-1': '"-1" is less than 0',
      '1.5': '"1.5" is not a whole number',
      '0x10': '"0x10" is not a whole number',
      '99999999999999999999': '"99999999999999999999" is not a whole number',
    });
  });

  it("flag: Spring's words for true and false", () => {
    reads(flag('a.b', { description }), {
      true: true,
      ON: true,
      yes: true,
      '1': true,
      False: false,
      off: false,
      no: false,
      '0': false,
      maybe: '"maybe" is neither true nor false',
    });
  });

  it('duration: numbers, units and ISO 8601, in milliseconds', () => {
    reads(duration('a.b', { description }), {
      '500': 500,
      '500ms': 500,
      '10s': 10_000,
      '2m': 120_000,
      '1h': 3_600_000,
      '1d': 86_400_000,
      '1500us': 2,
      'PT0.5S': 500,
      PT1M30S: 90_000,
      P1DT2H: 93_600_000,
      '-1s': '"-1s" is shorter than 0ms',
      PT: '"PT" is not a duration such as 500ms, 10s or PT10S',
      '10 bananas': '"10 bananas" is not a duration such as 500ms, 10s or PT10S',
    });
  });

  it('duration: a number without unit may mean seconds; the value is milliseconds all the same', () => {
    reads(duration('a.b', { description, unit: 's', minMs: 1_000 }), {
      '30': 30_000,
      '1500ms': 1_500,
      '0': '"0" is shorter than 1s',
    });
  });

  it('data size: bytes, and units of 1024', () => {
    reads(dataSize('a.b', { description }), {
      '1024': 1024,
      '2KB': 2048,
      '10 mb': 10_485_760,
      '1TB': 1024 ** 4,
      '1.5MB': '"1.5MB" is not a size such as 512KB or 10MB',
    });
  });

  it('one of: a word in any spelling', () => {
    reads(oneOf('a.b', ['when-authorized', 'never'], { description }), {
      WHEN_AUTHORIZED: 'when-authorized',
      never: 'never',
      always: '"always" is none of when-authorized, never',
    });
  });

  it('list: comma text', () => {
    reads(list('a.b', { description, default: ['x'] }), { 'a, b,,c': ['a', 'b', 'c'], '': [] });
  });

  it('text: kept, without the spaces around it', () => {
    reads(text('a.b', { description, default: 'x' }), { ' y ': 'y', '': '' });
  });

  it('secret: hidden, also in a problem', () => {
    const option = secret('a.b', { description });
    assert.equal(String(read(option, 'hunter2')), '******');
    assert.equal(read(option, ''), undefined);
    const broken = read(option, `hunter2-\${nowhere}`);
    assert.equal(broken, `the placeholder \${nowhere} has no value`);
  });
});
