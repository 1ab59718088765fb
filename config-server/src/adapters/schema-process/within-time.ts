import { createContext, Script } from 'node:vm';

const CALL = new Script('run()');

/** What `run` returns; undefined when it throws or is not done in time, be it in the middle of a regular expression. */
export function withinTime<Value>(run: () => Value, limitMs: number): Value | undefined {
  try {
    return CALL.runInContext(createContext({ run }), { timeout: limitMs });
  } catch {
    return undefined;
  }
}
