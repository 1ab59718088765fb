import assert from 'node:assert/strict';
import {
  type BusIdentity,
  destinationFromPath,
  matchesDestination,
  normalizeDestination,
} from '@vernal/protocol/bus';
import { readGolden } from './golden.ts';

interface Matching {
  readonly apps: readonly {
    readonly busId: string;
    readonly settings: Readonly<Record<string, string>>;
  }[];
  readonly cases: readonly {
    readonly requested?: string;
    readonly path?: string;
    readonly onTheWire: string | null;
    readonly forSelf: Readonly<Record<string, boolean>>;
  }[];
}

/** Requested destination, bus id, for self: the truth table of bus-protocol A.7. */
const TRUTH_TABLE: readonly (readonly [string | null, string, boolean])[] = [
  [null, 'orders:8080:abc', true],
  ['*', 'orders:8080:abc', true],
  ['*', 'orders', true],
  ['orders', 'orders:8080:abc', true],
  ['orders', 'orders', true],
  ['orders:8080', 'orders:8080:abc', true],
  ['orders:8080', 'orders:dev:8080:abc', false],
  ['orders:dev', 'orders:dev:8080:abc', true],
  ['orders:dev:8080', 'orders:dev:8080:abc', false],
  ['orders:dev:8080:*', 'orders:dev:8080:abc', true],
  ['orders:dev:8080:**', 'orders:dev:8080:abc', true],
  ['orders:8080:abc', 'orders:8080:abc', true],
  ['orders:8080:xyz', 'orders:8080:abc', false],
  ['orders:**:abc', 'orders:dev:8080:abc', true],
  ['orders:*:8080:*', 'orders:dev:8080:abc', true],
  ['**:abc', 'orders:8080:abc', true],
  ['ord*', 'orders:8080:abc', true],
  ['order?', 'orders:8080:abc', true],
  ['orders-*', 'orders-api:8080:abc', true],
  ['Orders', 'orders:8080:abc', false],
  ['orders.api', 'ordersXapi:1:a', false],
  ['orders:cloud', 'orders:dev,cloud:8080:abc', true],
  ['orders:dev,cloud', 'orders:dev,cloud:8080:abc', true],
  ['orders:cloud:8080:*', 'orders:dev,cloud:8080:abc', true],
  ['orders:prod:8080:*', 'orders:dev,cloud:8080:abc', false],
  ['orders:{idx}:abc', 'orders:8080:abc', true],
  ['orders:', 'orders:8080:abc', true],
  ['orders::8080', 'orders:8080:abc', false],
  ['orders:8080:abc:', 'orders:8080:abc', false],
  [':orders', 'orders:8080:abc', false],
  ['', 'orders:8080:abc', false],
];

describe('destination matching', () => {
  for (const [requested, busId, expected] of TRUTH_TABLE) {
    it(`'${requested}' ${expected ? 'addresses' : 'leaves out'} ${busId} [bus 20]`, () => {
      assert.equal(matchesDestination(normalizeDestination(requested), { busId }), expected);
    });
  }

  describe('as recorded from seven running applications [bus 20]', () => {
    const { apps, cases } = readGolden<Matching>('matching.json');
    const identities = apps.map(({ busId, settings }): BusIdentity => {
      const names = settings['spring.cloud.config.name'];
      return { busId, ...(names === undefined ? {} : { configNames: names.split(',') }) };
    });

    for (const { requested, path, onTheWire, forSelf } of cases) {
      it(`'${requested ?? onTheWire}'`, () => {
        if (requested !== undefined && path !== undefined) {
          const rest = path.slice('/actuator/busrefresh/'.length);
          assert.deepEqual(destinationFromPath(rest), { ok: true, value: onTheWire });
        }
        const actual = identities.map((self) => [self.busId, matchesDestination(onTheWire, self)]);
        assert.deepEqual(Object.fromEntries(actual), forSelf);
      });
    }
  });

  const wire: readonly (readonly [string, string | null, BusIdentity, boolean])[] = [
    ['takes a null destination for everybody [bus 22]', null, { busId: 'a:1:x' }, true],
    ['takes a blank destination for everybody [bus 22]', ' \t', { busId: 'a:1:x' }, true],
    ['matches any single profile of several [bus 26]', 'a:y:**', { busId: 'a:x,y:1:i' }, true],
    ['matches the full profile list [bus 26]', 'a:x,y:**', { busId: 'a:x,y:1:i' }, true],
    ['leaves out a profile beside the list [bus 26]', 'a:z:**', { busId: 'a:x,y:1:i' }, false],
    ['keeps the order of the profile list [bus 26]', 'a:y,x:**', { busId: 'a:x,y:1:i' }, false],
    ['is case sensitive [bus 28]', 'A:**', { busId: 'a:1:x' }, false],
    ['needs a trailing colon that a pattern has [bus 29]', 'a:1:', { busId: 'a:1' }, false],
    ['matches a trailing colon by one [bus 29]', 'a:1:', { busId: 'a:1:' }, true],
    ['ignores an empty middle token of an id [bus 29]', 'a:1:*', { busId: 'a::1:x' }, true],
    ['lets a last star stand for nothing [bus 29]', 'a:*', { busId: 'a:' }, true],
    ['takes a dot literally [bus 30]', 'a.b:**', { busId: 'axb:1:x' }, false],
    ['takes a plus literally [bus 30]', 'a+:**', { busId: 'aa:1:x' }, false],
    ['matches names with metacharacters [bus 30]', 'a(+.b:**', { busId: 'a(+.b:1:x' }, true],
    ['takes an open brace literally', 'a{b:**', { busId: 'a{b:1:x' }, true],
    ['counts characters, not code units', '?:**', { busId: '🚀:1:x' }, true],
  ];
  for (const [title, destination, self, expected] of wire) {
    it(title, () => assert.equal(matchesDestination(destination, self), expected));
  }

  it('answers to the names of the config client [bus 27]', () => {
    const self = { busId: 'otherid:two:8888', configNames: ['one', 'three'] };
    for (const destination of ['one:two:*', 'three:two:*']) {
      assert.equal(matchesDestination(destination, self), true);
    }
    assert.equal(matchesDestination('four:two:*', self), false);
  });

  // With backtracking none of these would end before the sun does.
  it('answers for 10,000 evil patterns [bus 32]', () => {
    const busId = `orders:${'a'.repeat(60)}:8080:${'b'.repeat(60)}`;
    const evil = [
      `${'*a'.repeat(40)}*c`,
      `**:${'**:'.repeat(40)}c`,
      `orders:${'*a'.repeat(30)}c:**`,
      `{${'{a}'.repeat(40)}`,
    ];
    for (let round = 0; round < 10_000; round += 1) {
      assert.equal(matchesDestination(evil[round % evil.length] ?? null, { busId }), false);
    }
  });

  it('answers for patterns that fill the largest message [bus 32]', () => {
    for (const part of ['{', '*a', '**:', ':', '{a']) {
      const pattern = `${part.repeat(200_000 / part.length)}!`;
      assert.equal(matchesDestination(pattern, { busId: `orders:${'a'.repeat(60)}:8080` }), false);
    }
  });
});

describe('destination normalisation', () => {
  const rows: readonly (readonly [string | null, string])[] = [
    [null, '**'],
    ['orders', 'orders:**'],
    ['orders:8080', 'orders:8080:**'],
    ['a:b:c', 'a:b:c'],
    ['orders:**', 'orders:**'],
    ['**', '**'],
    ['*', '*:**'],
  ];
  for (const [requested, expected] of rows) {
    it(`turns ${requested} into ${expected} [bus 21]`, () => {
      assert.equal(normalizeDestination(requested), expected);
    });
  }
});

describe('destination of an endpoint path', () => {
  it('joins segments with colons [bus 31]', () => {
    assert.deepEqual(destinationFromPath('a/b'), destinationFromPath('a:b'));
    assert.deepEqual(destinationFromPath('a/b'), { ok: true, value: 'a:b:**' });
  });

  it('decodes an encoded ** [bus 31]', () => {
    assert.deepEqual(destinationFromPath('%2A%2A'), { ok: true, value: '**' });
  });

  it('is everybody when there is none, nobody after a bare slash', () => {
    assert.deepEqual(destinationFromPath(null), { ok: true, value: '**' });
    assert.deepEqual(destinationFromPath(''), { ok: true, value: ':**' });
  });

  for (const path of ['a%2Fb', 'a%2fb', '%', '%zz', '%ff']) {
    it(`refuses ${path} and names the destination`, () => {
      const decoded = destinationFromPath(path);
      assert.equal(decoded.ok, false);
      assert.equal(decoded.problems[0]?.path, 'destination');
    });
  }
});
