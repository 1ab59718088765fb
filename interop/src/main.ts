import { loadGroups } from './golden/config/group.ts';
import { openGroup } from './golden/config/open-group.ts';
import { asProcess } from './golden/daemon-process-server.ts';
import { playInRealTime, sharedDaemons } from './golden/eureka/real-time.ts';
import { loadScenarios } from './golden/eureka/scenario.ts';
import { goldenFolder, readPending, verdict } from './golden/pending.ts';

/** Plays all recordings against daemons in real time and prints the sums as mocha does. */
const pending = readPending();
const sums = { passing: 0, failing: 0 };

function report(title: string, differences: readonly string[], isPending: boolean): void {
  const problem = verdict(differences, isPending);
  if (problem === undefined) sums.passing += 1;
  else sums.failing += 1;
  console.log(problem === undefined ? `  ✔ ${title}` : `  ✘ ${title}\n${problem}`);
}

async function playRegistry(): Promise<void> {
  for (const scenarios of sharedDaemons(loadScenarios(goldenFolder('eureka')))) {
    await playInRealTime(scenarios, ({ name, server: { profile } }, differences) => {
      const isPending = pending.eureka[profile]?.includes(name) === true;
      report(`eureka ${profile}: ${name}`, differences, isPending);
    });
  }
}

async function playConfig(): Promise<void> {
  const recordings = goldenFolder('config');
  const start = asProcess('@vernal/config-server', 'vernal-config');
  for (const group of loadGroups(recordings)) {
    const open = await openGroup(group, recordings, start);
    try {
      for (const scenario of group.scenarios) {
        const isPending = pending.config[group.name]?.includes(scenario.name) === true;
        report(`config ${group.name}: ${scenario.name}`, await open.play(scenario), isPending);
      }
    } finally {
      await open.close();
    }
  }
}

await playRegistry();
await playConfig();
console.log(`\n  ${sums.passing} passing\n  ${sums.failing} failing`);
process.exitCode = sums.failing === 0 ? 0 : 1;
