import { join } from 'node:path';
import { freePorts } from '@vernal/core/testing';
import { type RegistryProcess, startRegistryProcess } from '../registry-process.ts';
import { useTemporaryFolder } from '../temporary-folder.ts';
import { ClusterNode, eventually } from './running-cluster.ts';

describe('a registry that is killed', function () {
  this.timeout(30_000);
  const folder = useTemporaryFolder();
  let living: ClusterNode | undefined;
  let killed: RegistryProcess | undefined;

  afterEach(async () => {
    await living?.stop();
    await killed?.kill();
  });

  it('hears of everything when it is back: what came, and what went', async () => {
    const ports = await freePorts(2);
    const [port = 0, otherPort = 0] = ports;
    const settings = {
      'eureka.client.service-url.defaultZone': ports
        .map((one) => `http://127.0.0.1:${one}/eureka/`)
        .join(','),
      'eureka.client.register-with-eureka': false,
      'vernal.registry.anti-entropy-interval': '300ms',
    };
    const flags = Object.entries(settings).map(([name, value]) => `--${name}=${value}`);
    const startOther = () => startRegistryProcess(join(folder.path, 'other'), otherPort, flags);
    const data = { 'server.port': port, 'vernal.data-dir': join(folder.path, 'own') };
    living = new ClusterNode(port, { ...settings, ...data });
    const other = new ClusterNode(otherPort, {});

    await living.start();
    killed = await startOther();
    for (const instanceId of ['n1', 'n2']) await living.register({ instanceId });
    await eventually(
      () => other.hashCode(),
      (code) => code === 'UP_2_',
    );

    await killed.kill();
    await living.request('DELETE', '/eureka/apps/ORDERS/n1');
    await living.register({ instanceId: 'n3' });
    killed = await startOther();
    await eventually(
      async () => [await other.instance('n1'), await other.hashCode()],
      ([gone, code]) => gone === undefined && code === 'UP_2_',
    );
  });
});
