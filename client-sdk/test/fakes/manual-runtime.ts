import { ManualTime, RecordingLogger, seededRandom } from '@vernal/core/testing';
import type { Runtime } from '../../src/runtime/runtime.ts';

/** A runtime whose time moves by hand and whose log can be read. */
export interface ManualRuntime extends Runtime {
  readonly time: ManualTime;
  readonly logger: RecordingLogger;
}

export function manualRuntime(): ManualRuntime {
  const time = new ManualTime();
  return {
    time,
    clock: time,
    timers: time,
    random: seededRandom(7),
    logger: new RecordingLogger(),
  };
}
