/** `npm start`: installs and builds what is missing or stale, then runs the demo. */
import { ensureBuilt } from './ensure-built.mjs';

ensureBuilt();
await import('../samples/dist/src/demo/main.js');
