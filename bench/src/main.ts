import { parseArgs } from 'node:util';
import type { Benchmark } from './benchmarks/benchmark.ts';
import { configColdStart } from './benchmarks/config-cold-start.ts';
import { configDifference } from './benchmarks/config-difference.ts';
import { configFormats } from './benchmarks/config-formats.ts';
import { configGet } from './benchmarks/config-get.ts';
import { configGetProtected } from './benchmarks/config-get-protected.ts';
import { configMany } from './benchmarks/config-many.ts';
import { configNewCommit } from './benchmarks/config-new-commit.ts';
import { pushToApplied } from './benchmarks/push-to-applied.ts';
import { registryColdStart } from './benchmarks/registry-cold-start.ts';
import { registryDelta } from './benchmarks/registry-delta.ts';
import { registryFetch } from './benchmarks/registry-fetch.ts';
import { registryGrowth } from './benchmarks/registry-growth.ts';
import { registryMemory } from './benchmarks/registry-memory.ts';
import { registryMixed } from './benchmarks/registry-mixed.ts';
import { registryRegister } from './benchmarks/registry-register.ts';
import { registryRenew } from './benchmarks/registry-renew.ts';
import { registryRenewProtected } from './benchmarks/registry-renew-protected.ts';
import { registryRestart } from './benchmarks/registry-restart.ts';
import { startup } from './benchmarks/startup.ts';
import { playArrivals } from './load/arrivals.ts';
import { playConfigArrivals } from './load/config-arrivals.ts';
import { playLoad } from './load/load.ts';
import { playPeer } from './peer/peer.ts';
import { asMarkdown } from './report/markdown.ts';
import { asTable, type Report, saveReport, saveResult, summaryOf } from './report/report.ts';
import { playSdkClients } from './sdk-clients/sdk-clients.ts';

const benchmarks: readonly Benchmark[] = [
  registryRenew,
  registryRenewProtected,
  registryColdStart,
  registryFetch,
  registryRegister,
  registryDelta,
  registryMixed,
  registryMemory,
  registryRestart,
  registryGrowth,
  configGet,
  configFormats,
  configGetProtected,
  configMany,
  configNewCommit,
  configColdStart,
  configDifference,
  pushToApplied,
  startup,
];

const roles: Readonly<Record<string, () => Promise<void>>> = {
  load: playLoad,
  arrivals: playArrivals,
  'config-arrivals': playConfigArrivals,
  peer: playPeer,
  'sdk-clients': playSdkClients,
};

const usage = `npm run bench -- NAME... [--rounds 3] [--seconds 3] [--connections 50] [--clients 1000]

${benchmarks.map(({ name, about }) => `  ${name.padEnd(24)} ${about}`).join('\n')}
  ${'all'.padEnd(24)} all of them; the first word of a name means all that begin with it
`;

function readArguments() {
  return parseArgs({
    allowPositionals: true,
    options: {
      rounds: { type: 'string', default: '3' },
      seconds: { type: 'string', default: '3' },
      connections: { type: 'string', default: '50' },
      clients: { type: 'string', default: '1000' },
      help: { type: 'boolean', default: false },
    },
  });
}

/** The benchmark of that name, or all whose names begin with it. */
function meantBy(name: string): readonly Benchmark[] {
  const exact = benchmarks.filter((benchmark) => benchmark.name === name);
  return exact.length > 0 ? exact : benchmarks.filter((one) => one.name.startsWith(`${name}-`));
}

function chosen(names: readonly string[]): readonly Benchmark[] | undefined {
  if (names.includes('all')) return benchmarks;
  const found = names.map(meantBy);
  if (found.length === 0 || found.some((meant) => meant.length === 0)) return undefined;
  return [...new Set(found.flat())];
}

async function runBenchmarks(): Promise<void> {
  const { positionals, values } = readArguments();
  const selection = chosen(positionals);
  if (selection === undefined || values.help) {
    console.log(usage);
    process.exitCode = values.help ? 0 : 2;
    return;
  }
  const reports: Report[] = [];
  for (const benchmark of selection) {
    console.log(`\n${benchmark.name}: ${benchmark.about}`);
    const report = await benchmark.run({
      rounds: Number(values.rounds),
      seconds: Number(values.seconds),
      connections: Number(values.connections),
      clients: Number(values.clients),
    });
    reports.push(report);
    if (report.peer !== undefined) console.log(`peer: ${report.peer}`);
    console.log(`\n${asTable(report)}\n\n${await saveReport(report)}`);
  }
  console.log(`\n${summaryOf(reports)}`);
  console.log(`\n${await saveResult('figures.md', asMarkdown(reports))}`);
}

function playRole(play: () => Promise<void>): Promise<void> {
  process.once('disconnect', () => process.exit());
  return play();
}

const role = roles[process.env['VERNAL_BENCH_ROLE'] ?? ''];
await (role === undefined ? runBenchmarks() : playRole(role));
