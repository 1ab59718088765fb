import path from 'node:path';

/** Where everything of one demo is kept. */
export interface DemoFolder {
  readonly root: string;
  /** The repository that the config server hosts and reads: its own data, in its data folder. */
  readonly bareRepository: string;
  /** Where that was when the config server did not host it yet. */
  readonly formerRepository: string;
  /** The clone that the user edits. */
  readonly clone: string;
  /** Key of the `{cipher}` values; readable by its owner only. */
  readonly keyFile: string;
  /** How a running launcher is reached. */
  readonly controlFile: string;
  readonly logs: string;
  /** Data folder of the servers. */
  readonly data: string;
  /** Where the samples keep their last good configuration. */
  readonly cache: string;
}

/** The layout below `root`. */
export function demoFolder(root: string): DemoFolder {
  return {
    root,
    bareRepository: path.join(root, 'data', 'config', 'git', 'config.git'),
    formerRepository: path.join(root, 'config.git'),
    clone: path.join(root, 'config'),
    keyFile: path.join(root, 'encrypt.key'),
    controlFile: path.join(root, 'control.json'),
    logs: path.join(root, 'logs'),
    data: path.join(root, 'data'),
    cache: path.join(root, 'cache'),
  };
}
