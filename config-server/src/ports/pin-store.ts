import type { Lifecycle } from '@vernal/core';
import type { Pin, PinnedPlace } from '../domain/pins.ts';

/** Keeps pins across restarts. */
export interface PinStore extends Lifecycle {
  all(): Promise<readonly Pin[]>;
  /** Resolves when the pin was handed to the operating system; one of the same place is replaced. */
  save(pin: Pin): Promise<void>;
  remove(place: PinnedPlace): Promise<void>;
}
