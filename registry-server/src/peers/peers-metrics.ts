import { Counter, Gauge, type Registry as MetricRegistry } from 'prom-client';
import type { TaskResult } from '../domain/replication/batch-outcome.ts';
import type { PeersView, PeerView } from './peers-view.ts';

/** Counts what became of tasks for a peer. */
export type CountTasks = (peer: string, result: TaskResult, tasks: number) => void;

/** Metrics of replication; peers are named by host and port. */
export function registerPeersMetrics(metrics: MetricRegistry, peers: PeersView): void {
  addGauge(metrics, peers, {
    name: 'vernal_replication_queue_size',
    help: 'Tasks that wait for a peer or are under way',
    read: ({ queue }) => queue,
  });
  addGauge(metrics, peers, {
    name: 'vernal_replication_lag_seconds',
    help: 'Age of the oldest task for a peer',
    read: ({ lagMs }) => lagMs / 1000,
  });
  addGauge(metrics, peers, {
    name: 'vernal_replication_peer_up',
    help: '1 while the last exchange with a peer was good',
    read: ({ state }) => (state === 'up' ? 1 : 0),
  });
}

/** The counter of tasks, by peer and result. */
export function createTaskCounter(metrics: MetricRegistry): CountTasks {
  const counter = new Counter({
    name: 'vernal_replication_tasks_total',
    help: 'Tasks for a peer by what became of them',
    labelNames: ['peer', 'result'],
    registers: [metrics],
  });
  return (peer, result, tasks) => counter.inc({ peer, result }, tasks);
}

interface PeerGauge {
  readonly name: string;
  readonly help: string;
  readonly read: (view: PeerView) => number;
}

function addGauge(
  metrics: MetricRegistry,
  peers: PeersView,
  { name, help, read }: PeerGauge,
): void {
  new Gauge({
    name,
    help,
    labelNames: ['peer'],
    registers: [metrics],
    collect() {
      this.reset();
      for (const view of peers.list()) this.set({ peer: view.name }, read(view));
    },
  });
}
