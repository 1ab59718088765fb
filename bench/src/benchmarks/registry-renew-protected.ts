import { withWorkFolder } from '../processes/work-folder.ts';
import { ratioAtLeast } from '../report/bar.ts';
import { createCertificates } from '../subjects/certificates.ts';
import { instanceAt } from '../subjects/fleet.ts';
import { heartbeat } from '../subjects/fleet-requests.ts';
import type { Benchmark, BenchmarkOptions } from './benchmark.ts';
import { compareServers, comparisonRows, type Round } from './compare-servers.ts';
import { compareWithBareNode } from './compare-with-bare-node.ts';
import { basicAuth, mutualTls, type Protection, tls } from './protected-registry.ts';
import { withRegistry } from './with-registry.ts';

const instances = 10_000;
const connections = 32;
const traffic = { kind: 'heartbeats', instances } as const;

/** What the password costs: beside a registry of ours that asks for none. */
function compareBasicAuth(options: BenchmarkOptions): Promise<Round[]> {
  return withRegistry(instances, (peer) =>
    withRegistry(
      instances,
      (ours) => compareServers({ ours, peer, traffic, connections }, options),
      basicAuth.launch,
    ),
  );
}

function compareTls({ launch, peerTls }: Protection, options: BenchmarkOptions): Promise<Round[]> {
  const sample = heartbeat(instanceAt(0));
  const contest = { traffic, connections, sample, ...(peerTls === undefined ? {} : { peerTls }) };
  return withRegistry(
    instances,
    (ours) => compareWithBareNode({ ours, ...contest }, options),
    launch,
  );
}

/** Heartbeats to a registry that asks who is calling. */
export const registryRenewProtected: Benchmark = {
  name: 'registry-renew-protected',
  about: 'heartbeats of 10,000 instances with basic auth, TLS and client certificates',
  run: (options) =>
    withWorkFolder(async (folder) => {
      const certificates = await createCertificates(folder);
      const withPassword = await compareBasicAuth(options);
      const overTls = await compareTls(tls(certificates), options);
      const withCertificate = await compareTls(mutualTls(certificates), options);
      return {
        benchmark: 'registry-renew-protected',
        peer: 'basic auth: ours without; TLS: bare node:https with the same certificates',
        rows: [
          ...comparisonRows('basic auth', withPassword, ratioAtLeast(0.85)),
          ...comparisonRows('TLS', overTls),
          ...comparisonRows('client certificates', withCertificate),
        ],
        rounds: [{ withPassword, overTls, withCertificate }],
      };
    }),
};
