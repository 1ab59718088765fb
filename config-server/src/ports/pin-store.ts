import type { Lifecycle } from '@vernal/core';
import type { PinDecision } from '@vernal/protocol/bus';

/** Keeps the decisions of operators across restarts. */
export interface PinStore extends Lifecycle {
  all(): Promise<readonly PinDecision[]>;
  /**
   * Resolves when the decision was handed to the operating system; one about the same place is replaced.
   *
   * @throws VernalError `CONFIG_STORE_UNUSABLE`, and what was kept before is kept
   */
  save(decision: PinDecision): Promise<void>;
}
