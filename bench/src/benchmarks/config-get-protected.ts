import { withWorkFolder } from '../processes/work-folder.ts';
import { ratioAtLeast } from '../report/bar.ts';
import { createCertificates } from '../subjects/certificates.ts';
import { ordersFiles, ordersRequest } from '../subjects/environments.ts';
import type { Benchmark, BenchmarkOptions } from './benchmark.ts';
import { compareServers, comparisonRows, type Round } from './compare-servers.ts';
import { compareWithBareNode } from './compare-with-bare-node.ts';
import { basicAuth, type Protection, tls } from './protected-registry.ts';
import { withConfigServer } from './with-config-server.ts';

const commits = [{ branch: 'main', files: ordersFiles }];
const traffic = { kind: 'repeat', request: ordersRequest } as const;

/** What the password costs: beside a config server of ours that asks for none. */
function compareBasicAuth(options: BenchmarkOptions): Promise<Round[]> {
  const { connections } = options;
  return withConfigServer(commits, {}, (peer) =>
    withConfigServer(commits, basicAuth.launch, (ours) =>
      compareServers({ ours, peer, traffic, connections }, options),
    ),
  );
}

function compareTls({ launch, peerTls }: Protection, options: BenchmarkOptions): Promise<Round[]> {
  const { connections } = options;
  const contest = { traffic, connections, sample: ordersRequest };
  return withConfigServer(commits, launch, (ours) =>
    compareWithBareNode({ ours, ...contest, ...(peerTls && { peerTls }) }, options),
  );
}

/** The cached environment from a config server that asks who is calling. */
export const configGetProtected: Benchmark = {
  name: 'config-get-protected',
  about: 'cached environment of 200 properties with basic auth and with TLS',
  run: (options) =>
    withWorkFolder(async (folder) => {
      const withPassword = await compareBasicAuth(options);
      const overTls = await compareTls(tls(await createCertificates(folder)), options);
      return {
        benchmark: 'config-get-protected',
        peer: 'basic auth: ours without; TLS: bare node:https with the same certificates',
        rows: [
          ...comparisonRows('basic auth', withPassword, ratioAtLeast(0.85)),
          ...comparisonRows('TLS', overTls),
        ],
        rounds: [{ withPassword, overTls }],
      };
    }),
};
