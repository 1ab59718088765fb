/**
 * `npm start`: installs and builds what is missing or stale, then runs the demo. `--restart` asks a demo
 * that runs already: nothing is built under its feet.
 */
import { ensureBuilt } from './ensure-built.mjs';

if (!process.argv.includes('--restart')) ensureBuilt();
await import('../samples/dist/src/demo/main.js');
