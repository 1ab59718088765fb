import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as realDelay } from 'node:timers/promises';
import { silentLogger } from '@vernal/core';
import { ManualTime } from '@vernal/core/testing';
import { registryDaemon } from '@vernal/registry-server';
import { startDaemon } from '@vernal/server-kit';
import type { RegistryHost } from './play.ts';
import { type Scenario, settingsOf } from './scenario.ts';

/** Moves manual time along with real time while requests are on their way; waits are skipped by leaps. */
function startFlow(time: ManualTime): () => Promise<void> {
  const flow = { stopped: false };
  const flowing = (async () => {
    while (!flow.stopped) {
      await time.advance(1);
      await realDelay(1);
    }
  })();
  return async () => {
    flow.stopped = true;
    await flowing;
  };
}

/** Runs `use` against a fresh registry in this process, whose time moves by hand. */
export async function withInProcessRegistry<Result>(
  scenario: Scenario,
  use: (host: RegistryHost) => Promise<Result>,
): Promise<Result> {
  const dataDir = await mkdtemp(join(tmpdir(), 'vernal-golden-'));
  const time = new ManualTime();
  const stopFlow = startFlow(time);
  try {
    const daemon = await startDaemon(
      registryDaemon,
      { ...settingsOf(scenario), 'server.port': 0, 'vernal.data-dir': dataDir },
      { clock: time, timers: time, logger: silentLogger },
    );
    try {
      return await use({
        url: daemon.url,
        alone: true,
        now: () => time.now(),
        wait: (ms) => time.advance(ms),
      });
    } finally {
      await daemon.stop();
    }
  } finally {
    await stopFlow();
    await rm(dataDir, { recursive: true, force: true });
  }
}
