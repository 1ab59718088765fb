import { ratioAtLeast } from '../report/bar.ts';
import type { Row } from '../report/report.ts';
import { environmentRequest, ordersFiles } from '../subjects/environments.ts';
import type { Benchmark } from './benchmark.ts';
import { comparisonRows } from './compare-servers.ts';
import { compareWithBareNode } from './compare-with-bare-node.ts';
import { withConfigServer } from './with-config-server.ts';

const commits = [{ branch: 'main', files: ordersFiles }];

/** The same environment as one file, in each of its formats. */
export const configFormats: Benchmark = {
  name: 'config-formats',
  about: 'cached environment of 200 properties as YAML, properties and JSON',
  async run(options) {
    const rows: Row[] = [];
    const rounds: unknown[] = [];
    for (const format of ['yml', 'properties', 'json']) {
      const request = environmentRequest(`/orders-prod.${format}`);
      const traffic = { kind: 'repeat', request } as const;
      const played = await withConfigServer(commits, {}, (ours) => {
        const contest = { ours, traffic, connections: options.connections, sample: request };
        return compareWithBareNode(contest, options);
      });
      rows.push(...comparisonRows(format, played, ratioAtLeast(0.6)));
      rounds.push({ format, played });
    }
    return { benchmark: 'config-formats', peer: 'bare node:http, same bytes', rows, rounds };
  },
};
