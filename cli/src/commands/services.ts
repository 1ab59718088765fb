import { createEurekaExchange, type FetchOutcome } from '@vernal/client/eureka';
import { messageOf } from '@vernal/core';
import type { Applications, InstanceInfo } from '@vernal/protocol/eureka';
import type { Command } from 'commander';
import { renderTable } from '../output/table.ts';
import { failWith, type Terminal } from '../terminal.ts';

interface ServicesFlags {
  readonly registry: string;
  readonly json?: true;
}

const HEADER = ['APPLICATION', 'INSTANCE', 'STATUS', 'ADDRESS'];

/** `vernal services`: what the registry lists. */
export function addServicesCommand(program: Command, terminal: Terminal): void {
  program
    .command('services')
    .description('list the instances that the registry knows')
    .option('--registry <url>', 'service URL of the registry', 'http://127.0.0.1:8761/eureka')
    .option('--json', 'print JSON')
    .action(async (flags: ServicesFlags) => {
      const fetched = await fetchRegistry(flags.registry).catch(messageOf);
      if (typeof fetched === 'string') return failWith(terminal, fetched);
      if (fetched.kind !== 'ok') return failWith(terminal, problemOf(fetched));
      const instances = instancesOf(fetched.value);
      terminal.out(flags.json === true ? toJson(instances) : toTable(instances));
    });
}

async function fetchRegistry(url: string): Promise<FetchOutcome<Applications>> {
  const exchange = createEurekaExchange({ urls: [url] });
  try {
    return await exchange.fetchAll();
  } finally {
    exchange.close();
  }
}

function problemOf(outcome: Exclude<FetchOutcome<Applications>, { readonly kind: 'ok' }>): string {
  return outcome.kind === 'absent' ? 'this is no registry' : outcome.problem;
}

function instancesOf({ applications }: Applications): readonly InstanceInfo[] {
  return applications
    .flatMap(({ instances }) => instances)
    .sort((a, b) => a.app.localeCompare(b.app) || a.instanceId.localeCompare(b.instanceId));
}

function addressOf({ hostName, port, securePort }: InstanceInfo): string {
  return port.enabled
    ? `http://${hostName}:${port.number}`
    : `https://${hostName}:${securePort.number}`;
}

function toTable(instances: readonly InstanceInfo[]): string {
  const rows = instances.map((one) => [one.app, one.instanceId, one.status, addressOf(one)]);
  return renderTable(HEADER, rows);
}

function toJson(instances: readonly InstanceInfo[]): string {
  const listed = instances.map((one) => ({
    application: one.app,
    instanceId: one.instanceId,
    status: one.status,
    address: addressOf(one),
    metadata: one.metadata,
  }));
  return `${JSON.stringify(listed, null, 2)}\n`;
}
