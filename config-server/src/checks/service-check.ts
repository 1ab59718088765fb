import type { ConfigKey } from '@vernal/protocol/bus';
import type { Backend } from '../backends/backend.ts';
import { type Finding, placeIn } from '../domain/checks/finding.ts';
import { placeholderFindings } from '../domain/checks/placeholder-findings.ts';
import type { BrokenFile } from '../environments/broken-file.ts';
import type { EnvironmentResolver } from '../environments/environment-resolver.ts';
import type { LabelledCommit } from '../environments/label-resolver.ts';
import type { Resolution } from '../environments/resolution.ts';
import type { PushDeadline, PushedLabel } from '../ports/push-check.ts';
import type { PushedChange } from './changed-files.ts';
import { pushedRepository } from './pushed-repository.ts';
import { isAt, type Readers } from './readership.ts';
import { type PushedLayers, type SchemaCheck, serviceName } from './schema-check.ts';

/** As many are looked at before other requests get their turn. */
const SERVICES_AT_ONCE = 20;

/** What services are looked at with. */
export interface ServiceCheckParts {
  readonly readership: Readers;
  readonly resolver: EnvironmentResolver;
  /** undefined when nobody wants to know. */
  readonly schemas: SchemaCheck | undefined;
  /** Resolves when other requests had their turn. */
  readonly turnOfOthers: () => Promise<void>;
}

/** A push as those see it that read the label. */
export interface PushForServices {
  readonly pushed: PushedLabel;
  readonly change: PushedChange;
  readonly deadline: PushDeadline;
}

/** Tells what a push does to the services that read its label: their configuration is resolved as it would be served. */
export class ServiceCheck {
  readonly #parts: ServiceCheckParts;

  constructor(parts: ServiceCheckParts) {
    this.#parts = parts;
  }

  async check(push: PushForServices): Promise<Finding[]> {
    const { readership, schemas, turnOfOthers } = this.#parts;
    const { uri } = push.change.objects;
    const findings: Finding[] = [];
    const changed: PushedLayers[] = [];
    const resolveAfter = this.#resolverAfter(push);
    for (const [index, known] of readership.keysOf(uri, push.pushed.label).entries()) {
      if (index > 0 && index % SERVICES_AT_ONCE === 0) await turnOfOthers();
      if (push.deadline.passed) return findings;
      const places = await readership.placesOf(known);
      const before = await this.#resolve(known, places);
      const after = await resolveAfter(known, places);
      if (after === undefined || after === before) continue;
      if (!after.ok) {
        findings.push(brokenFinding(after.problem, push.change));
        continue;
      }
      const layers = { before: layersOf(before), after: after.value.layers };
      findings.push(...placeholderFindings(layers, { service: serviceName(known), uri }));
      changed.push({ key: known, ...layers });
    }
    return [...findings, ...((await schemas?.check(changed, uri)) ?? [])];
  }

  /** Resolves as if the push had been accepted. */
  #resolverAfter({ pushed, change }: PushForServices) {
    const { objects } = change;
    const repository = pushedRepository(objects);
    const backends = new Map<Backend, Backend>();
    const seenBy = (backend: Backend): Backend => {
      if (backend.repository.uri !== objects.uri) return backend;
      const known = backends.get(backend) ?? { ...backend, repository };
      backends.set(backend, known);
      return known;
    };
    const moved = (place: LabelledCommit): LabelledCommit => ({
      ...place,
      backend: seenBy(place.backend),
      commit: isAt(place, objects.uri, pushed.label) ? pushed.commit : place.commit,
    });
    return (known: ConfigKey, places: readonly LabelledCommit[]) =>
      this.#resolve(known, places.map(moved));
  }

  /** undefined when a commit can't be read any more, e.g. after its history was rewritten. */
  #resolve(key: ConfigKey, commits: readonly LabelledCommit[]): Promise<Resolution | undefined> {
    return this.#parts.resolver.resolve(key, commits).catch(() => undefined);
  }
}

function layersOf(resolution: Resolution | undefined) {
  return resolution?.ok === true ? resolution.value.layers : [];
}

/** A file that the push does not touch was broken before: others may push all the same. */
function brokenFinding(
  { path, position, problem }: BrokenFile,
  { before, after }: PushedChange,
): Finding {
  const isTouched = before.get(path) !== after.get(path);
  const place = placeIn(path, position);
  return isTouched
    ? { ...place, severity: 'error', problem }
    : { ...place, severity: 'note', problem: `${problem}, as before` };
}
