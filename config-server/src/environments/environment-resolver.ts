import { fail, type Logger, type Outcome, succeed } from '@vernal/core';
import type { ConfigKey } from '@vernal/protocol/bus';
import type { Backend } from '../backends/backend.ts';
import {
  type ActiveDocument,
  activeDocuments,
  assembleLayers,
  type LoadedFile,
} from '../domain/assemble-layers.ts';
import { CacheBudget } from '../domain/cache-budget.ts';
import { NO_PLATFORM } from '../domain/cloud-platform.ts';
import { type FileProblem, type ParsedFile, parseConfigFile } from '../domain/config-file.ts';
import { type CandidateFile, generalFiles, profileFiles } from '../domain/config-files.ts';
import { namesOf } from '../domain/config-query.ts';
import {
  type DecryptedLayers,
  type DecryptRules,
  decryptLayers,
} from '../domain/decrypt-layers.ts';
import { type CommitFiles, FilesRead } from '../domain/files-read.ts';
import { expandProfiles, isDefaultRequest } from '../domain/profile-expansion.ts';
import type { PropertyLayer } from '../domain/property-layer.ts';
import type { ConfigRepository } from '../ports/config-repository.ts';
import type { ParseFile } from '../ports/file-parsing.ts';
import type { LabelledCommit } from './label-resolver.ts';
import { readLimited, type SizeLimit } from './limited-file.ts';
import type { Resolution, TracedResolution } from './resolution.ts';
import { type ResolverCaches, resolverCaches } from './resolver-caches.ts';
import { type ImportContext, withImports } from './with-imports.ts';

const ANY_SIZE: SizeLimit = { maxBytes: Number.POSITIVE_INFINITY, option: '' };
/** For a resolver that shares no memory with others. */
const OWN_CACHE_BYTES = 64 * 1024 * 1024;

/** By which rules a resolver reads. */
export interface ResolverParts {
  /** Stronger than every file; empty when there are none. */
  readonly overrides: readonly PropertyLayer[];
  /** undefined when encrypted values are served as they are. */
  readonly decryption?: DecryptRules;
  readonly logger: Logger;
  /** Where the server runs (`cloudPlatformOf`); `none` when not set. */
  readonly platform?: string;
  /** A larger file counts as broken; files of any size are read when not set. */
  readonly fileLimit?: SizeLimit;
  /** Files are read at once, whatever else waits, when not set. */
  readonly parse?: ParseFile;
  /** Memory of its own, 64 MB, when not set. */
  readonly caches?: ResolverCaches;
}

/** A commit whose files are looked up. */
interface LookUp {
  readonly repository: ConfigRepository;
  /** undefined when there is no such file. */
  readonly objectId: (path: string) => string | undefined;
}

/** Reads environments at commits. Everything is remembered by commit or object id, so it never gets old. */
export class EnvironmentResolver {
  readonly #parts: ResolverParts;
  readonly #caches: ResolverCaches;

  constructor(parts: ResolverParts) {
    this.#parts = parts;
    this.#caches = parts.caches ?? resolverCaches(new CacheBudget(OWN_CACHE_BYTES));
  }

  /** Of several backends the first is stronger, of several labels the last. Rejects when a commit does not exist any more. */
  resolve(key: ConfigKey, commits: readonly LabelledCommit[]): Promise<Resolution> {
    const memoKey = JSON.stringify([key.application, key.profiles, commits.map(placeOf)]);
    return this.#caches.environments.remember(memoKey, () => this.#reuseOrResolve(key, commits));
  }

  /** Most commits change nothing that a key reads: then its last resolution holds, the very same object. */
  async #reuseOrResolve(key: ConfigKey, commits: readonly LabelledCommit[]): Promise<Resolution> {
    const memoKey = JSON.stringify([key.application, key.profiles, commits.map(labelOf)]);
    const last = this.#caches.last.get(memoKey);
    if (last !== undefined && (await this.#isSameAt(commits, last.reads))) return last.resolution;
    const made = await this.resolveAnew(key, commits);
    if (made.resolution.ok) this.#caches.last.set(memoKey, made);
    return made.resolution;
  }

  /** Resolves without a look at what was remembered, and says what the outcome, broken or not, depends on. */
  async resolveAnew(key: ConfigKey, commits: readonly LabelledCommit[]): Promise<TracedResolution> {
    const reads = commits.map(({ backend: { searchPaths }, label, commit }) =>
      commit === '' ? undefined : new FilesRead({ key: { ...key, label }, searchPaths }),
    );
    return { resolution: await this.#resolveAll(key, commits, reads), reads };
  }

  async #isSameAt(
    commits: readonly LabelledCommit[],
    reads: TracedResolution['reads'],
  ): Promise<boolean> {
    for (const [index, { backend, commit }] of commits.entries()) {
      const read = reads[index];
      if ((commit === '') !== (read === undefined)) return false;
      if (read?.isSameIn(await this.#filesOf(backend.repository, commit)) === false) return false;
    }
    return true;
  }

  #filesOf(repository: ConfigRepository, commit: string): Promise<CommitFiles> {
    const memoKey = `${repository.uri} ${commit}`;
    return this.#caches.listings.remember(memoKey, () => repository.files(commit));
  }

  async #resolveAll(
    key: ConfigKey,
    commits: readonly LabelledCommit[],
    reads: TracedResolution['reads'],
  ): Promise<Resolution> {
    const found = new Map<Backend, readonly PropertyLayer[]>();
    for (const [index, commit] of commits.entries()) {
      const read = reads[index];
      if (read === undefined) continue;
      const outcome = await this.#resolveAt(key, commit, read);
      if (!outcome.ok) return fail({ ...outcome.problem, commit: commit.commit });
      found.set(commit.backend, [...outcome.value, ...(found.get(commit.backend) ?? [])]);
    }
    const clear = this.#decrypt(key, [...found.values()].flat());
    return succeed({ ...clear, layers: [...this.#parts.overrides, ...clear.layers] });
  }

  #decrypt(key: ConfigKey, layers: readonly PropertyLayer[]): DecryptedLayers {
    const { decryption, logger } = this.#parts;
    if (decryption === undefined) return { layers, invalidKeys: [] };
    const clear = decryptLayers(layers, decryption);
    if (clear.invalidKeys.length > 0) {
      const { application, profiles, label } = key;
      const fields = { application, profiles, label, keys: clear.invalidKeys };
      logger.warn('some values can not be decrypted', fields);
    }
    return clear;
  }

  async #resolveAt(
    key: ConfigKey,
    { backend: { repository }, commit }: LabelledCommit,
    read: FilesRead,
  ): Promise<Outcome<PropertyLayer[], FileProblem>> {
    const files = await this.#filesOf(repository, commit);
    const directories = read.directories(files);
    const at: LookUp = { repository, objectId: (path) => read.objectId(files, path) };
    const requested = namesOf(key.profiles);
    const { platform = NO_PLATFORM } = this.#parts;
    const circumstances = { platform, defaultRequest: isDefaultRequest(requested) };

    const general = await this.#load(at, generalFiles(key, directories));
    if (!general.ok) return general;
    const context = { ...circumstances, profiles: new Set(requested) };
    const base = activeDocuments(general.value, context);
    if (!base.ok) return base;

    const profiles = expandProfiles(
      requested,
      base.value.map((active) => active.document),
    );
    const all = await this.#loadAll(
      general.value,
      {
        key,
        profiles,
        context: { ...circumstances, profiles: new Set(profiles) },
        seen: new Set(general.value.map(({ path }) => path)),
        load: (candidates) => this.#load(at, candidates),
      },
      directories,
    );
    return all.ok ? succeed(assembleLayers(repository.uri, all.value)) : all;
  }

  /** A file of a profile that a general one imports stands where it is imported; what another one imports stays in its place. */
  async #loadAll(
    general: readonly LoadedFile[],
    at: ImportContext,
    directories: readonly string[],
  ): Promise<Outcome<readonly ActiveDocument[], FileProblem>> {
    const candidates = profileFiles(at.key, directories, at.profiles);
    const base = activeDocuments(general, at.context);
    const first = base.ok ? await withImports(base.value, at) : base;
    if (!first.ok) return first;
    const unseen = candidates.filter(({ path }) => !at.seen.has(path));
    for (const { path } of unseen) at.seen.add(path);
    const specific = await at.load(unseen);
    const active = specific.ok ? activeDocuments(specific.value, at.context) : specific;
    const second = active.ok ? await withImports(active.value, at) : active;
    return second.ok ? succeed([...first.value, ...second.value]) : second;
  }

  async #load(
    { repository, objectId: objectIdOf }: LookUp,
    candidates: readonly CandidateFile[],
  ): Promise<Outcome<readonly LoadedFile[], FileProblem>> {
    const existing = candidates.flatMap((candidate) => {
      const objectId = objectIdOf(candidate.path);
      return objectId === undefined ? [] : [{ candidate, objectId }];
    });
    const parsed = await Promise.all(
      existing.map(({ candidate, objectId }) => this.#parse(repository, candidate.path, objectId)),
    );
    const loaded: LoadedFile[] = [];
    for (const [index, { candidate }] of existing.entries()) {
      const outcome = parsed[index];
      if (outcome === undefined) continue;
      if (!outcome.ok) return outcome;
      loaded.push({ ...candidate, documents: outcome.value });
    }
    return succeed(loaded);
  }

  #parse(repository: ConfigRepository, path: string, objectId: string): Promise<ParsedFile> {
    const { fileLimit: limit = ANY_SIZE, parse = parseConfigFile } = this.#parts;
    return this.#caches.files.remember(`${objectId} ${path}`, async () => {
      const bytes = await readLimited(repository, objectId, limit);
      return bytes.ok
        ? parse(path, bytes.value)
        : fail({ path, position: '', problem: bytes.problem.problem });
    });
  }
}

/** Tells labels apart, whatever commit they mean. */
function labelOf({ backend, label }: LabelledCommit): readonly string[] {
  return [backend.repository.uri, label];
}

/** Tells commits apart, also those of a repository that stands in for another. */
function placeOf({ backend, label, commit }: LabelledCommit): readonly string[] {
  return [backend.repository.uri, label, commit];
}
