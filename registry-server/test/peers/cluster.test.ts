import {
  type ClusterNode,
  eventually,
  type ListedInstance,
  useCluster,
} from './running-cluster.ts';

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

  it('pass a registration, an override, metadata and a cancellation on to all others [eureka 97]', async () => {
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
