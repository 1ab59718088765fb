import type { Ports } from './demo-options.ts';
import { asTyped, renderGuide, restartCommand } from './guide.ts';
import { type Demo, openDemo } from './open-demo.ts';
import { watchParent } from './parent-watch.ts';

const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Runs the demo until Ctrl-C, a signal, or the end of whoever started it. Resolves when all is stopped. */
export async function runDemo(dataDir: string, wanted: Ports): Promise<void> {
  const startedAt = performance.now();
  const demo = await openDemo(dataDir, wanted, {
    onReady: ({ plan, pid, url }) => say(`  ${plan.name.padEnd(12)} process ${pid}, ${url}`),
    onDeath: (name, how) => {
      say(
        `${name} ended (${how}). Start it again with: ${asTyped(restartCommand(demo.folder, name))}`,
      );
    },
  });
  const told = untilTold(demo);
  say('Starting the servers, then the services:');
  await demo.start();
  if (!told.stopping()) {
    say(`\nVernal runs, ready after ${seconds(startedAt)} s.`);
    say(renderGuide(demo));
  }
  await told.stopped;
}

interface Told {
  readonly stopping: () => boolean;
  readonly stopped: Promise<void>;
}

/** Stops the demo at the first signal, in order; at the second, at once. */
function untilTold(demo: Demo): Told {
  let stopping = false;
  const stopped = new Promise<void>((resolve, reject) => {
    const stop = (why: string): void => {
      if (stopping) {
        demo.fleet.kill();
        return;
      }
      stopping = true;
      say(`\n${why}: stopping the services, then the servers.`);
      demo
        .stop()
        .then(() => say('Everything is stopped.'))
        .then(resolve, reject);
    };
    for (const signal of STOP_SIGNALS) process.on(signal, () => stop(signal));
    void watchParent(() => stop('The parent process is gone'));
  });
  return { stopping: () => stopping, stopped };
}

function say(line: string): void {
  console.log(line);
}

function seconds(startedAt: number): string {
  return ((performance.now() - startedAt) / 1000).toFixed(1);
}
