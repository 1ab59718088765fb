import { parseArgs } from 'node:util';
import type { Benchmark } from './benchmarks/benchmark.ts';
import { configGet } from './benchmarks/config-get.ts';
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
import { playLoad } from './load/load.ts';
import { playPeer } from './peer/peer.ts';
import { asTable, saveReport } from './report/report.ts';
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
  pushToApplied,
  startup,
];

const roles: Readonly<Record<string, () => Promise<void>>> = {
  load: playLoad,
  arrivals: playArrivals,
  peer: playPeer,
  'sdk-clients': playSdkClients,
};

const usage = `npm run bench -- NAME... [--rounds 3] [--seconds 5] [--connections 50] [--clients 20]

${benchmarks.map(({ name, about }) => `  ${name.padEnd(24)} ${about}`).join('\n')}
  ${'all'.padEnd(24)} all of them
`;

function readArguments() {
  return parseArgs({
    allowPositionals: true,
    options: {
      rounds: { type: 'string', default: '3' },
      seconds: { type: 'string', default: '5' },
      connections: { type: 'string', default: '50' },
      clients: { type: 'string', default: '20' },
      help: { type: 'boolean', default: false },
    },
  });
}

function chosen(names: readonly string[]): readonly Benchmark[] | undefined {
  const meant = (wanted: string): readonly Benchmark[] =>
    benchmarks.filter(({ name }) => name === wanted || name.startsWith(`${wanted}-`));
  if (names.includes('all')) return benchmarks;
  if (names.length === 0 || names.some((wanted) => meant(wanted).length === 0)) return undefined;
  return [...new Set(names.flatMap(meant))];
}

async function runBenchmarks(): Promise<void> {
  const { positionals, values } = readArguments();
  const selection = chosen(positionals);
  if (selection === undefined || values.help) {
    console.log(usage);
    process.exitCode = values.help ? 0 : 2;
    return;
  }
  for (const benchmark of selection) {
    console.log(`\n${benchmark.name}: ${benchmark.about}`);
    const report = await benchmark.run({
      rounds: Number(values.rounds),
      seconds: Number(values.seconds),
      connections: Number(values.connections),
      clients: Number(values.clients),
    });
    console.log(`\n${asTable(report)}\n\n${await saveReport(report)}`);
  }
}

function playRole(play: () => Promise<void>): Promise<void> {
  process.once('disconnect', () => process.exit());
  return play();
}

const role = roles[process.env['VERNAL_BENCH_ROLE'] ?? ''];
await (role === undefined ? runBenchmarks() : playRole(role));
