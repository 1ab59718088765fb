import type { Clock, Logger, Timers } from '@vernal/core';
import type { RepositoryAddress } from './repository-address.ts';

/** What a Git repository is opened with. */
export interface RepositorySettings {
  readonly address: RepositoryAddress;
  /** Holds the mirrors of remotes; made when needed. */
  readonly mirrorsDir: string;
  /** `refresh-rate`: 0 checks the remote on every request, below 0 never. */
  readonly refreshRateMs: number;
  /** Time between checks of the remote that nobody asked for. */
  readonly pollIntervalMs: number;
  /** How long a request waits for the remote, and how long the remote may stay silent. */
  readonly timeoutMs: number;
  /** Variables of this process, of which Git gets what it needs. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly logger: Logger;
}
