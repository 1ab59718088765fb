import assert from 'node:assert/strict';
import type { LeaseOutcome, RegisterOutcome } from '@vernal/client/eureka';
import { bindOptions, type Settings, settingsLayer } from '@vernal/core/options';
import { ManualTime, RecordingLogger, settle } from '@vernal/core/testing';
import { configInstance } from '../../../src/adapters/registry/config-instance.ts';
import { OwnRegistration } from '../../../src/adapters/registry/own-registration.ts';
import { registryOptions, registryUrlsOf } from '../../../src/options/registry-options.ts';

const OK = { kind: 'ok', value: undefined } as const;
const AWAY = { kind: 'unavailable', problem: 'no connection' } as const;
const PLACE = {
  hostName: 'config-1',
  ipAddr: '10.0.0.1',
  port: 8888,
  isSecure: false,
  contextPath: '',
  prefix: '',
  nowMs: 1,
};

function optionsFrom(settings: Settings) {
  const bound = bindOptions(registryOptions, [settingsLayer(settings)]);
  assert.ok(bound.ok);
  return bound.value;
}

describe('the own instance', () => {
  it('says where environments are, and with which user, as clients look for it [config 126]', () => {
    const settings = {
      'eureka.instance.metadata-map.user': 'ann',
      'eureka.instance.metadata-map.password': 'hers',
    };
    const instance = configInstance(optionsFrom(settings), { ...PLACE, prefix: '/config' });
    assert.equal(instance.app, 'CONFIGSERVER');
    assert.deepEqual(instance.metadata, { user: 'ann', password: 'hers', configPath: '/config' });
    const own = { 'eureka.instance.metadata-map.configPath': '/behind/proxy' };
    assert.deepEqual(configInstance(optionsFrom(own), { ...PLACE, prefix: '/config' }).metadata, {
      configPath: '/behind/proxy',
    });
    assert.deepEqual(configInstance(optionsFrom({}), PLACE).metadata, {});
  });

  it('is reached below the context path, its environments below the prefix, too', () => {
    const place = { ...PLACE, contextPath: '/lab', prefix: '/config' };
    const { homePageUrl, healthCheckUrl, metadata } = configInstance(optionsFrom({}), place);
    assert.equal(homePageUrl, 'http://config-1:8888/lab/');
    assert.equal(healthCheckUrl, 'http://config-1:8888/lab/actuator/health');
    assert.deepEqual(metadata, { configPath: '/lab/config' });
  });

  it('has the secure port, host name and id that the options say', () => {
    const settings = {
      'eureka.instance.prefer-ip-address': true,
      'spring.application.name': 'config',
    };
    const instance = configInstance(optionsFrom(settings), { ...PLACE, isSecure: true });
    assert.equal(instance.instanceId, '10.0.0.1:config:8888');
    assert.deepEqual(instance.securePort, { number: 8888, enabled: true });
    assert.equal(instance.port.enabled, false);
    assert.equal(instance.secureHealthCheckUrl, 'https://10.0.0.1:8888/actuator/health');
  });

  it('goes to the registries of defaultZone, and to none when the client is switched off', () => {
    const zone = { 'eureka.client.serviceUrl.defaultZone': 'http://a/eureka, http://b/eureka' };
    assert.deepEqual(registryUrlsOf(optionsFrom(zone)), ['http://a/eureka', 'http://b/eureka']);
    const off = { ...zone, 'eureka.client.enabled': false };
    assert.deepEqual(registryUrlsOf(optionsFrom(off)), []);
    assert.deepEqual(registryUrlsOf(optionsFrom({})), []);
  });
});

describe('the own registration', () => {
  const time = new ManualTime();
  const logger = new RecordingLogger();
  const calls: string[] = [];
  function answer<Outcome>(
    verb: string,
    { instanceId }: { readonly instanceId: string },
    outcome: Outcome,
  ): Promise<Outcome> {
    calls.push(`${verb} ${instanceId}`);
    return Promise.resolve(outcome);
  }
  let registering: RegisterOutcome = OK;
  let renewing: LeaseOutcome = OK;
  const registration = new OwnRegistration({
    exchange: {
      register: (instance) => answer('register', instance, registering),
      renew: (instance) => answer('renew', instance, renewing),
      cancel: (instance) => answer('cancel', instance, OK),
    },
    describe: () => configInstance(optionsFrom({}), PLACE),
    renewalIntervalMs: 30_000,
    timers: time,
    logger,
  });
  const id = 'config-1:configserver:8888';

  async function beat(): Promise<string[]> {
    await time.advance(30_000);
    await settle();
    return calls.splice(0);
  }

  it('is made at the start, kept, made anew when the registry forgot it, and taken back', async () => {
    registering = AWAY;
    await registration.start();
    await settle();
    assert.deepEqual(calls.splice(0), [`register ${id}`]);
    registering = OK;
    assert.deepEqual(await beat(), [`register ${id}`]);
    assert.deepEqual(await beat(), [`renew ${id}`]);
    renewing = { kind: 'unknown-instance' };
    assert.deepEqual(await beat(), [`renew ${id}`, `register ${id}`]);
    renewing = AWAY;
    assert.deepEqual(await beat(), [`renew ${id}`]);
    await registration.stop();
    await registration.stop();
    assert.deepEqual(calls, [`cancel ${id}`]);
    assert.deepEqual(
      logger.lines.map(({ level }) => level),
      ['warn', 'info', 'warn'],
    );
  });
});
