import assert from 'node:assert/strict';
import { ManualTime } from '@vernal/core/testing';
import type { Principal } from '../../src/security/principal.ts';
import { VerifiedPrincipals } from '../../src/security/verified-principals.ts';

const ANN: Principal = { name: 'ann' };

/** Credentials that are good until a time, and how often they were verified. */
function goodUntil(untilMs: number) {
  const counted = { times: 0 };
  const verify = () => {
    counted.times += 1;
    return Promise.resolve({ principal: ANN, untilMs });
  };
  return { counted, verify };
}

describe('credentials that were verified', () => {
  it('are known at once for a minute', async () => {
    const time = new ManualTime();
    const known = new VerifiedPrincipals(time);
    const { counted, verify } = goodUntil(Number.POSITIVE_INFINITY);
    assert.equal(await known.find('a', verify), ANN);
    await time.advance(59_999);
    assert.equal(known.find('a', verify), ANN);
    await time.advance(1);
    assert.ok(known.find('a', verify) instanceof Promise);
    assert.equal(counted.times, 2);
  });

  it('are known no longer than they are good', async () => {
    const time = new ManualTime();
    const known = new VerifiedPrincipals(time);
    const { counted, verify } = goodUntil(time.now() + 10_000);
    await known.find('a', verify);
    await time.advance(10_000);
    await known.find('a', verify);
    assert.equal(counted.times, 2);
  });

  it('are known to 10,000; the oldest give way', async () => {
    const known = new VerifiedPrincipals(new ManualTime());
    const { counted, verify } = goodUntil(Number.POSITIVE_INFINITY);
    for (let count = 0; count <= 10_000; count += 1) await known.find(`${count}`, verify);
    assert.equal(known.recall('1')?.principal, ANN);
    await known.find('0', verify);
    assert.equal(counted.times, 10_002);
  });

  it('are forgotten when they were wrong', async () => {
    const known = new VerifiedPrincipals(new ManualTime());
    assert.equal(await known.find('a', () => Promise.resolve(undefined)), undefined);
    const { counted, verify } = goodUntil(Number.POSITIVE_INFINITY);
    await known.find('a', verify);
    assert.equal(counted.times, 1);
  });
});
