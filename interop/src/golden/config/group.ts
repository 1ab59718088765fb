import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BusEvent } from './bus-recorder.ts';

/** A request to the config server and the recorded answer. */
export interface RequestStep {
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string;
  };
  readonly response: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: string;
    readonly bodyBase64?: string;
    readonly busEvents?: readonly BusEvent[];
  };
  readonly compare: 'json' | 'yaml' | 'exact' | 'status';
  readonly order?: 'all';
  readonly part?: string;
  readonly volatile?: readonly string[];
  readonly matches?: string;
  readonly capture?: string;
  readonly captureHeader?: Readonly<Record<string, string>>;
  readonly mayDiffer?: { readonly why: string; readonly statusAnyOf?: readonly number[] };
}

/** Steps that are sent at the same time. */
interface ParallelStep {
  readonly parallel: readonly RequestStep[];
}

/** Changes a repository, a file, or the Git server. */
export type ActionStep =
  | {
      readonly action: 'commit';
      readonly repo: string;
      readonly branch: string;
      readonly message: string;
      readonly amend?: boolean;
      /** Null removes the file. */
      readonly files: Readonly<Record<string, string | null>>;
    }
  | {
      readonly action: 'branch';
      readonly repo: string;
      readonly name: string;
      readonly from: string;
    }
  | { readonly action: 'tag'; readonly repo: string; readonly name: string }
  | { readonly action: 'delete-branch'; readonly repo: string; readonly name: string }
  | { readonly action: 'write-file'; readonly path: string; readonly content: string }
  | { readonly action: 'git-server'; readonly up: boolean };

type Step = RequestStep | ParallelStep | ActionStep;

/** A few steps that show one thing. */
export interface ConfigScenario {
  readonly name: string;
  readonly about: string;
  readonly checklist: readonly number[];
  readonly steps: readonly Step[];
}

/** One server configuration and the scenarios that were recorded on it, in order. */
export interface Group {
  readonly name: string;
  readonly about: string;
  readonly server: {
    readonly train: string;
    readonly options: Readonly<Record<string, string | number | boolean>>;
    readonly startFails?: boolean;
  };
  readonly repos: readonly string[];
  readonly scenarios: readonly ConfigScenario[];
}

/** The groups of a folder of recordings, by name. */
export function loadGroups(folder: string): Group[] {
  const groups = join(folder, 'groups');
  return readdirSync(groups)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => JSON.parse(readFileSync(join(groups, file), 'utf8')) as Group);
}
