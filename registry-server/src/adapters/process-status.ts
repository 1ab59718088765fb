import { availableParallelism } from 'node:os';
import { getHeapStatistics } from 'node:v8';
import type { Clock } from '@vernal/core';
import type { StatusInfo } from '@vernal/protocol/eureka';

/** The part of a status that is about the process. */
export type ProcessStatus = Omit<
  StatusInfo,
  'registeredReplicas' | 'availableReplicas' | 'unavailableReplicas'
>;

/** Reads how this process is, with its time up counted from now. */
export function createProcessStatus(clock: Clock): () => ProcessStatus {
  const startedAtMs = clock.now();
  return () => {
    const heap = getHeapStatistics();
    return {
      cpus: availableParallelism(),
      totalMemoryBytes: heap.heap_size_limit,
      usedMemoryBytes: heap.used_heap_size,
      uptimeMs: clock.now() - startedAtMs,
    };
  };
}
