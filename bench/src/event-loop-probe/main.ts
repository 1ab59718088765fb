import { monitorEventLoopDelay } from 'node:perf_hooks';

const NS_PER_MS = 1e6;
const histogram = monitorEventLoopDelay({ resolution: 1 });
histogram.enable();

/** Runs inside a daemon: tells its parent, whenever that asks, how late timers came since it last asked. */
process.on('message', () => {
  process.send?.({ p99Ms: histogram.percentile(99) / NS_PER_MS, maxMs: histogram.max / NS_PER_MS });
  histogram.reset();
});
