import { pruneOrphans } from './build-outputs.mjs';
import { isInstalled } from './installed-packages.mjs';
import { runVisibly } from './run-visibly.mjs';
import { stalePackages } from './stale-packages.mjs';

/**
 * What `package-lock.json` says, without touching it. Not `npm ci`: that refuses to work when the registry
 * at hand lacks an optional package that only another kind of machine needs.
 */
const INSTALL = ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'];

/**
 * Installs and builds what is missing or stale, and says so; says nothing and takes a moment when there
 * is nothing to do. Ends the process when it fails: the tool that failed has said why.
 */
export function ensureBuilt() {
  if (!isInstalled()) runVisibly('Installing dependencies', npmCommand(INSTALL));
  pruneOrphans();
  const stale = stalePackages();
  if (stale.length > 0) {
    const what = `Building ${stale.join(', ')}`;
    runVisibly(what, [process.execPath, 'node_modules/typescript/bin/tsc', '-b']);
  }
}

/** npm as it was called, when it was; `npm` from the path otherwise. */
function npmCommand(args) {
  const cli = process.env['npm_execpath'];
  return cli?.endsWith('.js') ? [process.execPath, cli, ...args] : ['npm', ...args];
}
