export { codeOf, messageOf, VernalError } from './errors.ts';
export { type Lifecycle, sequence } from './lifecycle.ts';
export { type LogFields, type Logger, silentLogger } from './logger.ts';
export { fail, type Outcome, succeed } from './outcome.ts';
export { type Random, systemRandom } from './random.ts';
export { Secret } from './secret.ts';
export { type Clock, systemClock } from './time/clock.ts';
export { createPeriodic, type Periodic, type PeriodicOptions } from './time/periodic.ts';
export { type Cancel, systemTimers, type Timers } from './time/timers.ts';
