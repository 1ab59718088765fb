import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ClusterNode, eventually, type ListedInstance, useCluster } from './running-cluster.ts';

/** Waits until every node has the instance as wanted. */
async function everywhere(
  nodes: readonly ClusterNode[],
  isWanted: (instance: ListedInstance | undefined) => boolean,
): Promise<void> {
  await Promise.all(nodes.map((node) => eventually(() => node.instance('n1'), isWanted)));
}

describe('three registries', function () {
  this.timeout(20_000);
  const cluster = useCluster(3);

  it('pass a registration, an override, metadata and a cancellation on to all others', async () => {
    const [a, b, c] = cluster.nodes as [ClusterNode, ClusterNode, ClusterNode];
    await a.register();
    await everywhere([b, c], (found) => found?.status === 'UP');

    await b.request('PUT', '/eureka/apps/ORDERS/n1/status?value=OUT_OF_SERVICE');
    await everywhere([a, c], (found) => found?.overriddenStatus === 'OUT_OF_SERVICE');

    await c.request('PUT', '/eureka/apps/ORDERS/n1/metadata?colour=blue');
    await everywhere([a, b], (found) => found?.metadata['colour'] === 'blue');

    await b.request('DELETE', '/eureka/apps/ORDERS/n1/status?value=UP');
    await everywhere([a, c], (found) => found?.status === 'UP');

    await a.request('DELETE', '/eureka/apps/ORDERS/n1');
    await everywhere([b, c], (found) => found === undefined);
  });
});

describe('a registry that was killed and comes back', function () {
  this.timeout(20_000);
  const cluster = useCluster(3, { 'vernal.registry.anti-entropy-interval': '300ms' });

  it('with its data gone takes the registry over before it lists anything [eureka 103]', async () => {
    const [a, b, c] = cluster.nodes as [ClusterNode, ClusterNode, ClusterNode];
    await a.register({ lastDirtyTimestamp: 1_735_689_600_001 });
    await everywhere([b, c], (found) => found !== undefined);
    await b.request('PUT', '/eureka/apps/ORDERS/n1/status?value=OUT_OF_SERVICE');
    await everywhere([a], (found) => found?.status === 'OUT_OF_SERVICE');
    await c.stop();
    await rm(join(cluster.folder, String(c.port)), { recursive: true, force: true });
    await c.start();
    const copied = await c.instance('n1');
    assert.equal(copied?.status, 'OUT_OF_SERVICE');
    assert.equal(copied.overriddenStatus, 'OUT_OF_SERVICE');
    assert.equal(copied.lastDirtyTimestamp, '1735689600001');
    await c.register({ lastDirtyTimestamp: 1_735_689_600_002 });
    assert.equal((await c.instance('n1'))?.status, 'OUT_OF_SERVICE');
  });

  it('with its data hears of what happened meanwhile', async () => {
    const [a, b, c] = cluster.nodes as [ClusterNode, ClusterNode, ClusterNode];
    await a.register();
    await everywhere([b, c], (found) => found !== undefined);
    await c.stop();
    await a.register({ instanceId: 'n2' });
    await b.request('PUT', '/eureka/apps/ORDERS/n1/status?value=OUT_OF_SERVICE');
    await everywhere([a], (found) => found?.status === 'OUT_OF_SERVICE');
    await c.start();
    await eventually(
      () => c.instance('n2'),
      (found) => found !== undefined,
    );
    await everywhere([c], (found) => found?.status === 'OUT_OF_SERVICE');
    await eventually(
      () => Promise.all([a, b, c].map((node) => node.hashCode())),
      (codes) => codes.every((code) => code === 'OUT_OF_SERVICE_1_UP_4_'),
    );
  });
});

describe('a registry whose list of peers has itself in it', function () {
  this.timeout(20_000);
  const cluster = useCluster(1);

  it('under a name that it does not know finds out, and is alone', async () => {
    const [node] = cluster.nodes as [ClusterNode];
    await node.stop();
    const alias = new ClusterNode(node.port, {
      'eureka.client.service-url.defaultZone': `http://127.0.0.1:${node.port}/eureka/`,
      'eureka.server.my-url': 'http://eureka-1.example.test/eureka/',
      'vernal.registry.anti-entropy-interval': '100ms',
      'management.endpoint.health.show-details': 'always',
      'server.port': node.port,
      'vernal.data-dir': join(cluster.folder, 'alias'),
    });
    cluster.nodes = [alias];
    await alias.start();
    await alias.register();
    await eventually(
      () => alias.request('GET', '/actuator/health').then((response) => response.text()),
      (health) => /"registered":0/.test(health),
    );
    await alias.request('DELETE', '/eureka/apps/ORDERS/n1');
    assert.equal(await alias.instance('n1'), undefined);
  });
});

describe('the status of a registry with peers', function () {
  this.timeout(20_000);
  const cluster = useCluster(2, {
    'vernal.registry.anti-entropy-interval': '200ms',
    'management.endpoint.health.show-details': 'always',
  });

  async function replicas(node: ClusterNode): Promise<Readonly<Record<string, string>>> {
    const response = await node.request('GET', '/eureka/status');
    const status = (await response.json()) as { applicationStats: Record<string, string> };
    return status.applicationStats;
  }

  it('says which are available, by whether replication works [eureka 76]', async () => {
    const [a, b] = cluster.nodes as [ClusterNode, ClusterNode];
    const url = `http://127.0.0.1:${b.port}/eureka/`;
    await eventually(
      () => replicas(a),
      (stats) => stats['available-replicas'] === `${url},`,
    );
    assert.equal((await replicas(a))['registered-replicas'], url);
    await b.stop();
    await a.register();
    await eventually(
      () => replicas(a),
      (stats) => stats['unavailable-replicas'] === `${url},`,
    );
  });

  it('stands in health and metrics too, peer by peer', async () => {
    const [a, b] = cluster.nodes as [ClusterNode, ClusterNode];
    const name = `127.0.0.1:${b.port}`;
    await a.register();
    const health = await eventually(
      () => a.request('GET', '/actuator/health').then((response) => response.text()),
      (text) => text.includes('"queue":0,"lagMs":0,"sameHash":true'),
    );
    const { details } = (JSON.parse(health) as HealthAnswer).components.peers;
    assert.equal(details['available'], 1);
    assert.deepEqual(details[name], { state: 'up', queue: 0, lagMs: 0, sameHash: true });
    const metrics = await (await a.request('GET', '/actuator/prometheus')).text();
    assert.match(metrics, new RegExp(`vernal_replication_queue_size\\{peer="${name}"[^}]*\\} 0`));
    assert.match(metrics, new RegExp(`vernal_replication_lag_seconds\\{peer="${name}"[^}]*\\} 0`));
    assert.match(metrics, /vernal_replication_tasks_total\{[^}]*result="done"[^}]*\} [1-9]/);
  });
});

interface HealthAnswer {
  readonly components: {
    readonly peers: { readonly details: Readonly<Record<string, unknown>> };
  };
}
