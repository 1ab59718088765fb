import assert from 'node:assert/strict';
import { type Evidence, judge } from '../../../src/domain/verification/verdict.ts';

const WELL = {
  registrySuffices: true,
  applicationSuffices: true,
  othersRenew: true,
  instances: 10,
};
const BROKEN = { ...WELL, registrySuffices: false, applicationSuffices: false };
const SILENT: Evidence = {
  answer: 'silent',
  address: '10.0.0.1:8080',
  answeredBefore: true,
  sinceRenewalMs: 240_000,
  silentMs: 0,
  renewals: WELL,
};

function verdictOn(changes: Partial<Evidence>): string {
  const verdict = judge({ ...SILENT, ...changes }, 180_000);
  return verdict.kind === 'keep' ? verdict.because : 'gone';
}

describe('the verdict on an expired instance', () => {
  it('is life for any answer, whatever the others do', () => {
    assert.equal(verdictOn({ answer: 'answered', renewals: BROKEN }), 'answered');
    assert.equal(verdictOn({ answer: 'answered', answeredBefore: false }), 'answered');
  });

  it('is death for one that answered before, when the others renew', () => {
    assert.deepEqual(judge(SILENT, 180_000), {
      kind: 'evict',
      reason: 'did not answer at 10.0.0.1:8080, 240 s after its last renewal',
    });
  });

  it('waits with silence that may be due to the network, as long as the patience lasts', () => {
    assert.equal(verdictOn({ renewals: BROKEN }), 'silent');
    assert.equal(verdictOn({ renewals: BROKEN, silentMs: 179_999 }), 'silent');
    assert.equal(verdictOn({ renewals: BROKEN, silentMs: 180_000 }), 'gone');
  });

  it('does not trust the renewals of a minute in which it still renewed', () => {
    assert.equal(verdictOn({ sinceRenewalMs: 119_999 }), 'silent');
    assert.equal(verdictOn({ sinceRenewalMs: 120_000 }), 'gone');
  });

  it('waits when a whole application is silent, though the registry is well', () => {
    const renewals = { ...WELL, applicationSuffices: false, othersRenew: false };
    assert.equal(verdictOn({ renewals }), 'silent');
  });

  it('does not wait for one whose machine refuses the connection', () => {
    assert.equal(verdictOn({ answer: 'refused', renewals: BROKEN }), 'gone');
  });

  it('proves nothing about one that never answered: the arithmetic decides', () => {
    for (const answer of ['silent', 'refused', 'unaskable'] as const) {
      const never = { answer, answeredBefore: false, silentMs: 3_600_000 };
      assert.equal(verdictOn({ ...never, renewals: BROKEN }), 'unproven', answer);
      assert.equal(verdictOn({ ...never, renewals: WELL }), 'gone', answer);
      const ofItsOwn = { ...BROKEN, applicationSuffices: true };
      assert.equal(verdictOn({ ...never, renewals: ofItsOwn }), 'gone', answer);
    }
  });
});
