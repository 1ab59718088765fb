import type { Settings } from '@vernal/core/options';
import { RecordingLogger } from '@vernal/core/testing';
import {
  type DaemonHost,
  type DaemonParts,
  type RunningDaemon,
  startDaemon,
} from '@vernal/server-kit';
import { createSampleDaemon } from './sample-daemon.ts';

/** What a test of a running daemon sets. */
export interface SampleSetup {
  readonly settings?: Settings;
  readonly parts?: (host: DaemonHost) => Partial<DaemonParts>;
}

/** Runs `use` against the sample daemon and stops it afterwards. */
export async function withDaemon(
  { settings = {}, parts }: SampleSetup,
  use: (daemon: RunningDaemon, logger: RecordingLogger) => Promise<unknown>,
): Promise<void> {
  const logger = new RecordingLogger();
  const daemon = await startDaemon(createSampleDaemon(parts), settings, { logger });
  try {
    await use(daemon, logger);
  } finally {
    await daemon.stop();
  }
}
