import type { HealthIndicator } from './health.ts';

/** Where a daemon is in its life. */
type Phase = 'starting' | 'ready' | 'draining';

/** The phase, and what health says of it. */
export interface Readiness extends HealthIndicator {
  phase: Phase;
}

/** Readiness of a daemon that is starting. */
export function createReadiness(): Readiness {
  return {
    name: 'readinessState',
    phase: 'starting',
    check() {
      return { status: this.phase === 'ready' ? 'UP' : 'OUT_OF_SERVICE' };
    },
  };
}
