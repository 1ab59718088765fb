import assert from 'node:assert/strict';
import { parseProperties } from '@vernal/protocol/config';
import { isActive } from '../../src/domain/activation.ts';
import { cloudPlatformOf } from '../../src/domain/cloud-platform.ts';

const KUBERNETES = { KUBERNETES_SERVICE_HOST: '10.0.0.1', KUBERNETES_SERVICE_PORT: '443' };

describe('the platform that a server runs on', () => {
  it('is told by the variables that Spring Boot looks for', () => {
    assert.equal(cloudPlatformOf({ HOME: '/' }), 'none');
    assert.equal(cloudPlatformOf(KUBERNETES), 'kubernetes');
    assert.equal(cloudPlatformOf({ KUBERNETES_SERVICE_HOST: '10.0.0.1' }), 'none');
    const service = { ORDERS_SERVICE_HOST: '10.0.0.2', ORDERS_SERVICE_PORT: '80' };
    assert.equal(cloudPlatformOf(service), 'kubernetes');
    assert.equal(cloudPlatformOf({ ...service, HC_LANDSCAPE: 'eu1' }), 'sap');
    assert.equal(cloudPlatformOf({ VCAP_SERVICES: '{}' }), 'cloud_foundry');
    assert.equal(cloudPlatformOf({ ...KUBERNETES, DYNO: 'web.1' }), 'heroku');
    assert.equal(cloudPlatformOf({ WEBSITE_SITE_NAME: 'a' }), 'none');
  });

  for (const [written, platform, isServed] of [
    ['kubernetes', 'kubernetes', true],
    ['Kubernetes', 'kubernetes', true],
    ['cloud-foundry', 'cloud_foundry', true],
    ['kubernetes', 'none', false],
    ['none', 'none', true],
    ['none', 'kubernetes', false],
  ] as const) {
    it(`${isServed ? 'serves' : 'leaves out'} what is for ${written} on ${platform}`, () => {
      const parsed = parseProperties(`spring.config.activate.on-cloud-platform=${written}\n`);
      assert.ok(parsed.ok);
      const [document] = parsed.value;
      assert.ok(document);
      const context = { profiles: new Set<string>(), defaultRequest: true, platform };
      assert.deepEqual(isActive(document, context, undefined), { ok: true, value: isServed });
    });
  }
});
