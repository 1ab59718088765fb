import { fail, type Outcome, succeed } from '@vernal/core';
import type { ConfigKey } from '@vernal/protocol/bus';
import { effectiveProperties, type PropertyValue } from '@vernal/protocol/config';
import { environmentOf } from '../domain/property-layer.ts';
import { isResourcePath, resourceCandidates } from '../domain/resource-path.ts';
import { searchDirectories } from '../domain/search-paths.ts';
import type { EnvironmentService, NoEnvironment } from './environment-service.ts';
import type { NothingInForce } from './in-force.ts';
import { identityOf, type LabelledCommit } from './label-resolver.ts';
import { readLimited, type SizeLimit } from './limited-file.ts';

/** A file as it stands in the repository, and the environment that fills its placeholders. */
export interface Resource {
  /** Where it was found in the repository. */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** The revision in force for the key. */
  readonly revision: string;
  /** Epoch ms of the commit that it was read from. */
  readonly committedAtMs: number;
  readonly properties: ReadonlyMap<string, PropertyValue>;
}

/** Why there is no resource. */
export type NoResource =
  | { readonly kind: 'no-file' }
  /** Without having been read. */
  | { readonly kind: 'too-large'; readonly problem: string }
  /** Epoch ms of the commit with the broken file: Spring dates this error, too. */
  | (NoEnvironment & { readonly committedAtMs?: number });

/** What resources are read from, and in which order. */
export interface ResourcesParts {
  readonly environments: EnvironmentService;
  /** `spring.cloud.config.server.reverse-location-order`. */
  readonly locationOrder: 'declared' | 'reverse';
  readonly limit: SizeLimit;
}

/** Files that an application reads as they are: R1 to R4 of config-protocol 1.8. */
export class Resources {
  readonly #parts: ResourcesParts;

  constructor(parts: ResourcesParts) {
    this.#parts = parts;
  }

  /** The file that a path means for a key, at the commit that is in force for it. */
  async find(key: ConfigKey, path: string): Promise<Outcome<Resource, NoResource>> {
    // A list of labels is no label here (config-protocol 1.8.7).
    if (!isResourcePath(path) || key.label?.includes(',') === true)
      return fail({ kind: 'no-file' });
    const inForce = await this.#parts.environments.inForce(key);
    if (!inForce.ok) return fail(await this.#dated(key, inForce.problem));
    const { revision, commits, environment } = inForce.value;
    const properties = () =>
      effectiveProperties(environmentOf(key, identityOf(commits), environment.layers));
    for (const commit of commits) {
      const file = await this.#fileAt(commit, key, path);
      if (file === undefined) continue;
      return file.ok ? succeed({ ...file.value, revision, properties: properties() }) : file;
    }
    return fail({ kind: 'no-file' });
  }

  async #dated(key: ConfigKey, problem: NothingInForce): Promise<NoResource> {
    if (problem.kind !== 'broken') return problem;
    const { commit } = problem.brokenFile;
    const committedAtMs = await this.#parts.environments.committedAt(key, commit);
    return committedAtMs === undefined ? problem : { ...problem, committedAtMs };
  }

  async #fileAt(
    { backend, label, commit }: LabelledCommit,
    key: ConfigKey,
    path: string,
  ): Promise<Outcome<Omit<Resource, 'properties' | 'revision'>, NoResource> | undefined> {
    if (commit === '') return undefined;
    const { repository, searchPaths } = backend;
    const files = await repository.files(commit);
    const directories = searchDirectories(searchPaths, { ...key, label }, files);
    if (this.#parts.locationOrder === 'reverse') directories.reverse();
    const found = resourceCandidates(path, key.profiles, directories).find((candidate) =>
      files.has(candidate),
    );
    const objectId = found === undefined ? undefined : files.get(found);
    if (found === undefined || objectId === undefined) return undefined;
    const bytes = await readLimited(repository, objectId, this.#parts.limit);
    if (!bytes.ok) return fail({ kind: 'too-large', problem: bytes.problem.problem });
    const committedAtMs = await repository.committedAt(commit);
    return succeed({ path: found, bytes: bytes.value, committedAtMs });
  }
}
