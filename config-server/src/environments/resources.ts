import { fail, type Outcome, succeed } from '@vernal/core';
import type { ConfigKey } from '@vernal/protocol/bus';
import { effectiveProperties, type PropertyValue } from '@vernal/protocol/config';
import { environmentOf } from '../domain/property-layer.ts';
import { isResourcePath, resourceCandidates } from '../domain/resource-path.ts';
import { searchDirectories } from '../domain/search-paths.ts';
import type { ConfigRepository } from '../ports/config-repository.ts';
import type { EnvironmentService, NoEnvironment } from './environment-service.ts';
import type { LabelResolver } from './label-resolver.ts';

/** A file as it stands in the repository, and the environment that fills its placeholders. */
export interface Resource {
  readonly bytes: Uint8Array;
  /** Epoch ms of the commit that it was read from. */
  readonly committedAtMs: number;
  readonly properties: ReadonlyMap<string, PropertyValue>;
}

/** Why there is no resource. */
export type NoResource = NoEnvironment | { readonly kind: 'no-file' };

/** What resources are read from, and in which order. */
export interface ResourcesParts {
  readonly repository: ConfigRepository;
  readonly environments: EnvironmentService;
  readonly labels: LabelResolver;
  readonly searchPaths: readonly string[];
  /** `spring.cloud.config.server.reverse-location-order`. */
  readonly locationOrder: 'declared' | 'reverse';
}

/** Files that an application reads as they are: R1 to R4 of config-protocol 1.8. */
export class Resources {
  readonly #parts: ResourcesParts;

  constructor(parts: ResourcesParts) {
    this.#parts = parts;
  }

  /** The file that a path means for a key, at the commit that is in force for it. */
  async find(key: ConfigKey, path: string): Promise<Outcome<Resource, NoResource>> {
    const { environments, repository, labels } = this.#parts;
    // A list of labels is no label here (config-protocol 1.8.7).
    if (!isResourcePath(path) || key.label?.includes(',') === true)
      return fail({ kind: 'no-file' });
    const inForce = await environments.inForce(key);
    if (!inForce.ok) return inForce;
    const { revision, environment } = inForce.value;
    const files = await repository.files(revision);
    const [label = ''] = labels.labelsOf(key.label);
    const found = this.#candidates({ ...key, label }, path, files)
      .map((candidate) => files.get(candidate))
      .find((objectId) => objectId !== undefined);
    if (found === undefined) return fail({ kind: 'no-file' });
    return succeed({
      bytes: await repository.read(found),
      committedAtMs: await repository.committedAt(revision),
      properties: effectiveProperties(environmentOf(key, revision, environment.layers)),
    });
  }

  #candidates(
    key: ConfigKey & { readonly label: string },
    path: string,
    files: ReadonlyMap<string, string>,
  ): string[] {
    const { searchPaths, locationOrder } = this.#parts;
    const directories = searchDirectories(searchPaths, key, files.keys());
    if (locationOrder === 'reverse') directories.reverse();
    return resourceCandidates(path, key.profiles, directories);
  }
}
