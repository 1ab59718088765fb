export { type Authority, createAuthority, type Pair } from './authority.ts';
export { fuzzDecoder, fuzzRuns, MAX_MS_PER_INPUT, type Verdict } from './fuzz-decoder.ts';
export { type Fuzzed, fuzzWith } from './fuzz-mutations.ts';
export { heldBytes } from './held-bytes.ts';
export { type KeyServer, startKeyServer } from './key-server.ts';
export { type RawAnswer, rawRequest } from './raw-request.ts';
