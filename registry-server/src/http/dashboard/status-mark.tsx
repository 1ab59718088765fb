/** @jsxRuntime automatic @jsxImportSource preact */
import type { InstanceStatus } from '@vernal/protocol/eureka';
import type { VNode } from 'preact';
import type { Count } from '../../dashboard/application-view.ts';

/** A shape for each status, so that none is told by its colour alone (console-and-observability 1.7). */
const SHAPES: Readonly<Record<InstanceStatus, string>> = {
  UP: '●',
  DOWN: '▼',
  STARTING: '◐',
  OUT_OF_SERVICE: '■',
  UNKNOWN: '?',
};

/** A status with how many have it, or alone. */
export function StatusMark({
  status,
  count,
}: {
  readonly status: InstanceStatus;
  readonly count?: number;
}): VNode {
  return (
    <span class={`status ${status.toLowerCase()}`}>
      <span class="shape" aria-hidden="true">
        {SHAPES[status]}
      </span>
      {count !== undefined && `${count} `}
      {status}
    </span>
  );
}

/** How many have which status. */
export function StatusCounts({
  counts,
}: {
  readonly counts: readonly Count<InstanceStatus>[];
}): VNode {
  return (
    <span class="statuses">
      {counts.map(({ name, count }) => (
        <StatusMark status={name} count={count} />
      ))}
    </span>
  );
}
