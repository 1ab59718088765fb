export { checkoutPath } from './checkout-path.ts';
export { endProcess } from './end-process.ts';
export { freePort, freePorts } from './free-ports.ts';
export { ManualTime, settle } from './manual-time.ts';
export { type LoggedLine, RecordingLogger } from './recording-logger.ts';
export { seededRandom } from './seeded-random.ts';
export { untilListening } from './until-listening.ts';
