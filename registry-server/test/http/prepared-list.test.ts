import assert from 'node:assert/strict';
import { gunzipSync, gzipSync } from 'node:zlib';
import {
  type Applications,
  decodeApplications,
  fullJson,
  type InstanceInfo,
  type ListFormat,
} from '@vernal/protocol/eureka';
import fc from 'fast-check';
import type { ListedLeases } from '../../src/domain/listed-leases.ts';
import type { Registry } from '../../src/domain/registry.ts';
import { PreparedList } from '../../src/http/prepared-list.ts';
import { CLIENT, createRegistry } from '../domain/registry-fixture.ts';
import { sampleInstance } from '../sample-instance.ts';

/** JSON, and how many instances were encoded. */
function countingFormat() {
  const encoded: string[] = [];
  const format: ListFormat = {
    ...fullJson,
    listedInstance(instance) {
      encoded.push(instance.instanceId);
      return fullJson.listedInstance(instance);
    },
  };
  return { format, encoded };
}

/** The list of a registry that tells it of changes. */
function listOf(registry: Registry, format: ListFormat = fullJson): PreparedList {
  const leases: ListedLeases = registry.table;
  const head = () => ({ versionsDelta: '1', appsHashCode: registry.table.hashCode });
  const list = new PreparedList({ leases, format, head });
  registry.onChange(({ lease }) => {
    list.mark(lease.instance.app);
    list.forget();
  });
  return list;
}

function instance(app: number, id: number): InstanceInfo {
  const hostName = `host-${app}-${id}.example.test`;
  return sampleInstance({
    app: `APP-${app}`,
    instanceId: `${hostName}:8080`,
    hostName,
    homePageUrl: `http://${hostName}:8080/`,
    vipAddress: `app-${app}`,
    metadata: { zone: `zone-${id % 3}`, 'management.port': '8081' },
  });
}

function register(registry: Registry, apps: number, instancesEach: number): void {
  for (let app = 0; app < apps; app += 1) {
    for (let id = 0; id < instancesEach; id += 1) registry.register(instance(app, id), CLIENT);
  }
}

async function read(list: PreparedList): Promise<Applications> {
  const applications = decodeApplications(gunzipSync((await list.read()).gzipped()).toString());
  assert.ok(applications.ok);
  return applications.value;
}

function namesIn({ applications }: Applications): string[] {
  return applications
    .flatMap(({ name, instances }) => instances.map(({ instanceId }) => `${name}/${instanceId}`))
    .sort();
}

function namesOf({ table }: Registry): string[] {
  return Array.from(
    table.all(),
    (lease) => `${lease.instance.app}/${lease.instance.instanceId}`,
  ).sort();
}

describe('a list in blocks', () => {
  it('shows every instance once, however applications grow and shrink', async () => {
    const size = fc.constantFrom(0, 1, 3, 30, 130, 320);
    const steps = fc.array(fc.tuple(fc.nat({ max: 8 }), size), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(steps, async (sizes) => {
        const { registry } = createRegistry();
        const list = listOf(registry);
        for (const [app, wanted] of sizes) {
          const known = registry.table.count(`APP-${app}`);
          for (let id = known; id < wanted; id += 1) registry.register(instance(app, id), CLIENT);
          for (let id = wanted; id < known; id += 1) {
            registry.cancel(`APP-${app}`, instance(app, id).instanceId, CLIENT);
          }
          const shown = await read(list);
          assert.deepEqual(namesIn(shown), namesOf(registry));
          assert.equal(
            new Set(shown.applications.map(({ name }) => name)).size,
            shown.applications.length,
          );
          assert.equal(shown.appsHashCode, registry.table.hashCode);
        }
      }),
      { numRuns: 15 },
    );
  });

  it('encodes after a change only the block that changed', async () => {
    const { registry } = createRegistry();
    const { format, encoded } = countingFormat();
    const list = listOf(registry, format);
    register(registry, 200, 10);
    await read(list);
    assert.equal(encoded.length, 2_000);
    encoded.length = 0;
    registry.register(instance(100, 10), CLIENT);
    await read(list);
    assert.ok(encoded.length <= 130, `${encoded.length} instances were encoded`);
  });

  it('encodes nothing before somebody asks, and once for all who ask', async () => {
    const { registry } = createRegistry();
    const { format, encoded } = countingFormat();
    const list = listOf(registry, format);
    register(registry, 20, 10);
    assert.equal(encoded.length, 0);
    const [first, second] = await Promise.all([list.read(), list.read()]);
    assert.equal(first, second);
    assert.equal(encoded.length, 200);
  });

  it('shows who asks while it is written everything that happened before', async () => {
    const { registry } = createRegistry();
    const list = listOf(registry);
    register(registry, 100, 10);
    const before = list.read();
    await Promise.resolve();
    registry.register(instance(500, 0), CLIENT);
    const after = await read(list);
    assert.ok(namesIn(after).includes('APP-500/host-500-0.example.test:8080'));
    assert.equal(after.appsHashCode, registry.table.hashCode);
    await before;
  });

  it('stays within 1.3 times of what plain gzip makes of it', async () => {
    const { registry } = createRegistry();
    register(registry, 200, 10);
    const bytes = (await listOf(registry).read()).gzipped();
    const plain = gzipSync(gunzipSync(bytes), { level: 6 });
    assert.ok(bytes.length <= plain.length * 1.3, `${bytes.length} against ${plain.length} bytes`);
  });

  it('gives the same bytes without compression', async () => {
    const { registry } = createRegistry();
    register(registry, 30, 10);
    const body = await listOf(registry).read();
    const plain = Buffer.concat(await body.plain());
    assert.deepEqual(gunzipSync(body.gzipped()), plain);
    body.forgetPlain();
    assert.deepEqual(Buffer.concat(await body.plain()), plain);
  });
});
