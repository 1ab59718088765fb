import assert from 'node:assert/strict';
import type { Applications, InstanceInfo } from '@vernal/protocol/eureka';
import { hashCodeOf, mergeRegions } from '../../../src/domain/remote-region/merge-regions.ts';
import { RegionRegistry } from '../../../src/domain/remote-region/region-registry.ts';
import { RemoteRegions } from '../../../src/domain/remote-region/remote-regions.ts';
import { sampleInstance } from '../../sample-instance.ts';

/** What a region answers; the hash code is that of the list, or what a test says. */
function fetched(instances: readonly InstanceInfo[], appsHashCode?: string): Applications {
  const applications = mergeRegions([instances]);
  return {
    versionsDelta: '1',
    appsHashCode: appsHashCode ?? hashCodeOf(applications),
    applications,
  };
}

function idsOf(instances: Iterable<InstanceInfo>): readonly string[] {
  return Array.from(instances, ({ instanceId }) => instanceId);
}

function changesOf(region: RegionRegistry, nowMs: number): readonly string[] {
  return Array.from(
    region.recentlyChanged(nowMs),
    ({ instanceId, actionType }) => `${instanceId} ${actionType}`,
  );
}

const one = sampleInstance({ instanceId: 'one', actionType: 'ADDED' });
const two = sampleInstance({ instanceId: 'two', actionType: 'ADDED' });

describe('the copy of a region', () => {
  const openRegion = () => new RegionRegistry({ name: 'east', deltaRetentionMs: 180_000 });

  it('is not there before it was fetched once', () => {
    const region = openRegion();
    assert.equal(region.fetchedAtMs, undefined);
    region.replace(fetched([]), 5);
    assert.equal(region.fetchedAtMs, 5);
  });

  it('follows deltas as long as the hash codes agree', () => {
    const region = openRegion();
    region.replace(fetched([one]), 0);
    assert.ok(region.apply(fetched([two], 'UP_2_'), 1));
    assert.deepEqual(idsOf(region.listed()), ['one', 'two']);
    const gone = { ...one, actionType: 'DELETED' } as const;
    assert.ok(region.apply(fetched([gone], 'UP_1_'), 2));
    assert.deepEqual(idsOf(region.listed()), ['two']);
  });

  it('refuses a delta that leads elsewhere, and stays as it was', () => {
    const region = openRegion();
    region.replace(fetched([one]), 0);
    assert.ok(!region.apply(fetched([two], 'UP_3_'), 1));
    assert.deepEqual(idsOf(region.listed()), ['one']);
    assert.deepEqual(changesOf(region, 1), []);
  });

  it('shows what changed between two full fetches, for as long as a delta does', () => {
    const region = openRegion();
    region.replace(fetched([one]), 0);
    assert.deepEqual(changesOf(region, 0), []);
    region.replace(fetched([{ ...one, status: 'DOWN' }, two]), 1_000);
    assert.deepEqual(changesOf(region, 1_000), ['one MODIFIED', 'two ADDED']);
    region.replace(fetched([two]), 2_000);
    assert.deepEqual(changesOf(region, 2_000), ['one DELETED', 'two ADDED']);
    assert.deepEqual(changesOf(region, 181_500), ['one DELETED']);
    assert.deepEqual(changesOf(region, 182_001), []);
  });

  it('shows a change once, though each delta of three minutes has it', () => {
    const region = openRegion();
    region.replace(fetched([]), 0);
    for (const nowMs of [1_000, 31_000, 61_000]) region.apply(fetched([one], 'UP_1_'), nowMs);
    assert.deepEqual(changesOf(region, 180_000), ['one ADDED']);
    assert.deepEqual(changesOf(region, 181_001), []);
  });

  it('hides applications that are not on its list, but compares hash codes with them', () => {
    const rules = { name: 'east', deltaRetentionMs: 1_000, listedApps: new Set(['STOCK']) };
    const region = new RegionRegistry(rules);
    const stock = sampleInstance({ instanceId: 'three', app: 'STOCK' });
    region.replace(fetched([one, stock]), 0);
    assert.ok(region.apply(fetched([two], 'UP_3_'), 1));
    assert.deepEqual(idsOf(region.listed()), ['three']);
    assert.deepEqual(changesOf(region, 1), []);
  });
});

describe('several regions', () => {
  const regionOf = (name: string, ...instances: readonly InstanceInfo[]) => {
    const region = new RegionRegistry({ name, deltaRetentionMs: 1_000 });
    region.replace(fetched(instances), 0);
    return region;
  };

  it('are selected by name in any case, sorted, each once', () => {
    const regions = new RemoteRegions([regionOf('west'), regionOf('east')]);
    const names = (text: string) => regions.select(text).map(({ name }) => name);
    assert.deepEqual(names('WEST,east,west'), ['east', 'west']);
    assert.deepEqual(names('moon'), []);
    assert.deepEqual(names('__proto__,constructor'), []);
  });

  it('are one list, in which an instance that several have stands as the first has it', () => {
    const west = regionOf('west', { ...one, status: 'DOWN' }, two);
    const merged = mergeRegions([[one], west.listed()]);
    assert.deepEqual(
      merged.map(({ name, instances }) => [name, ...idsOf(instances)]),
      [['ORDERS', 'one', 'two']],
    );
    assert.equal(hashCodeOf(merged), 'UP_2_');
  });

  it('have an application in the first of them that lists it', () => {
    const regions = new RemoteRegions([
      regionOf('west'),
      regionOf('east', one),
      regionOf('x', two),
    ]);
    assert.deepEqual(idsOf(regions.instancesOf('ORDERS')), ['one']);
    assert.deepEqual(idsOf(regions.instancesOf('NONE')), []);
  });
});
