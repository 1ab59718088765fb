import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { messageOf } from '../../service/message-of.ts';
import { type Demo, openDemo } from '../open-demo.ts';
import { watchParent } from '../parent-watch.ts';
import { brokenPush, refusedPush } from './broken-push.ts';
import { encryptedValue } from './encrypted-value.ts';
import { killedCatalog, restartedCatalog } from './killed-catalog.ts';
import { killedServer } from './killed-server.ts';
import { killedStorefront } from './killed-storefront.ts';
import { listInstances } from './list-instances.ts';
import { measuredPushes } from './measured-pushes.ts';
import { nothingLeft } from './nothing-left.ts';
import { onlyWhoIsAffected } from './only-who-is-affected.ts';
import { roundRobin } from './round-robin.ts';
import { type Tour, TourFailure, type TourStep } from './tour.ts';

const STEPS: readonly TourStep[] = [
  listInstances,
  roundRobin,
  measuredPushes,
  onlyWhoIsAffected,
  encryptedValue,
  refusedPush,
  brokenPush,
  killedCatalog,
  restartedCatalog,
  killedStorefront,
  killedServer('registry'),
  killedServer('config'),
  killedServer('bus'),
  nothingLeft,
];

const FREE_PORTS = {
  'registry.port': 0,
  'config.port': 0,
  'bus.port': 0,
  'bus.http-port': 0,
  'storefront.port': 0,
};

/** Performs the tour on fresh temporary data and free ports. True when every promise was kept. */
export async function runTour(pushes: number): Promise<boolean> {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'vernal-tour-'));
  const demo = await openDemo(dataDir, FREE_PORTS, {
    onReady: () => undefined,
    onDeath: () => undefined,
  });
  const abandoned = whenTold(demo);
  try {
    const startedAt = performance.now();
    await demo.start();
    console.log(`The demo runs, ready after ${secondsSince(startedAt)} s.\n`);
    return await performAll({ demo, pushes }, abandoned);
  } finally {
    await demo.stop();
    await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function performAll(tour: Tour, abandoned: AbortSignal): Promise<boolean> {
  let kept = 0;
  for (const [index, step] of STEPS.entries()) {
    if (abandoned.aborted) break;
    const title = `${index + 1}/${STEPS.length} ${step.title}`;
    const isKept = await performOne(title, () => step.perform(tour));
    if (isKept) kept += 1;
  }
  console.log(`\n${kept} of ${STEPS.length} steps passed.`);
  return kept === STEPS.length;
}

async function performOne(title: string, perform: () => Promise<string>): Promise<boolean> {
  const startedAt = performance.now();
  try {
    const seen = await perform();
    console.log(`ok   ${title} (${secondsSince(startedAt)} s)\n     ${seen}`);
    return true;
  } catch (error) {
    const why = error instanceof TourFailure ? error.message : `unexpected: ${messageOf(error)}`;
    console.log(`FAIL ${title} (${secondsSince(startedAt)} s)\n     ${why}`);
    return false;
  }
}

/** Aborted by a signal or the end of the parent; the demo is stopped at once, so that a step fails soon. */
function whenTold(demo: Demo): AbortSignal {
  const abandon = new AbortController();
  const stop = (): void => {
    abandon.abort();
    void demo.stop();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  void watchParent(stop);
  return abandon.signal;
}

function secondsSince(startedAt: number): string {
  return ((performance.now() - startedAt) / 1000).toFixed(1);
}
