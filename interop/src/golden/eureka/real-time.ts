import { setTimeout as delay } from 'node:timers/promises';
import { asProcess } from '../daemon-process-server.ts';
import { inTemporaryFolder } from '../temporary-folder.ts';
import { playScenario } from './play.ts';
import { type Scenario, settingsOf } from './scenario.ts';

const startRegistry = asProcess('@vernal/registry-server', 'vernal-registry');

/** Scenarios that may share one daemon, because they need the same settings and not an empty registry. */
export function sharedDaemons(scenarios: readonly Scenario[]): Scenario[][] {
  const shared = new Map<string, Scenario[]>();
  for (const scenario of scenarios) {
    const key = scenario.needsEmptyRegistry === true ? scenario.name : scenario.server.profile;
    shared.set(key, [...(shared.get(key) ?? []), scenario]);
  }
  return [...shared.values()];
}

/** Plays scenarios one after another against one daemon process, and reports each. */
export function playInRealTime(
  scenarios: readonly Scenario[],
  report: (scenario: Scenario, differences: readonly string[]) => void,
): Promise<void> {
  return inTemporaryFolder(async (folder) => {
    const [first] = scenarios;
    if (first === undefined) return;
    const server = await startRegistry(folder, settingsOf(first));
    const host = {
      url: server.url,
      alone: scenarios.length === 1,
      now: () => Date.now(),
      wait: (ms: number) => delay(ms),
    };
    try {
      for (const scenario of scenarios) report(scenario, await playScenario(scenario, host));
    } finally {
      await server.stop();
    }
  });
}
