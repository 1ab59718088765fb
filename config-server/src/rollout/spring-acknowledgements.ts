import type { AckEvent, Acknowledgement } from '@vernal/protocol/bus';
import { namesOf } from '../domain/config-query.ts';
import { RecentMap } from '../domain/recent-map.ts';
import type { KnownKeys } from '../environments/known-keys.ts';
import type { KnownKey } from '../ports/key-store.ts';

const REFRESH_EVENT = /\bRefreshRemoteApplicationEvent$/;
/** Thousands of instances answer one event. */
const MAX_EVENTS = 1_000;
/** `name:profiles:index:random`; without profiles there are three parts (bus-protocol A.2). */
const PARTS_WITH_PROFILES = 4;

/** Makes of Spring's acknowledgements, which name an event alone, what they say about a commit (bus-protocol A.8). */
export class SpringAcknowledgements {
  readonly #knownKeys: Pick<KnownKeys, 'all'>;
  readonly #toldBy = new RecentMap<string, readonly KnownKey[]>(MAX_EVENTS);

  constructor(knownKeys: Pick<KnownKeys, 'all'>) {
    this.#knownKeys = knownKeys;
  }

  /** undefined when it answers none of the refreshes of config servers. */
  read({
    ackId,
    originService: busId,
    timestamp: at,
    event,
  }: AckEvent): Acknowledgement | undefined {
    if (ackId === null || busId === null || !REFRESH_EVENT.test(event ?? '')) return undefined;
    const [application = '', profiles] = partsOf(busId);
    const told = this.#keysToldBy(ackId);
    const [first] = told;
    if (first === undefined || application === '') return undefined;
    const own = told.find((known) => known.profiles === profiles);
    const commit = own?.announced ?? sharedCommit(told);
    const { eventId } = first;
    return { eventId, busId, application, instanceId: '', commit, outcome: 'acknowledged', at };
  }

  /** An event that goes to several applications has a suffix for each but the first. */
  #keysToldBy(ackId: string): readonly KnownKey[] {
    const known = this.#toldBy.get(ackId);
    if (known !== undefined) return known;
    const told = this.#knownKeys
      .all()
      .filter(({ eventId }) => eventId !== '' && ackId.startsWith(eventId));
    if (told.length > 0) this.#toldBy.set(ackId, told);
    return told;
  }
}

function partsOf(busId: string): readonly [name?: string, profiles?: string] {
  const parts = busId.split(':');
  if (parts.length !== PARTS_WITH_PROFILES) return [parts[0] ?? ''];
  const [name = '', profiles = ''] = parts;
  return [name, namesOf(profiles).join(',')];
}

/** Empty where keys of the event were brought to different commits: which of them is not said. */
function sharedCommit(told: readonly KnownKey[]): string {
  const commits = new Set(told.map(({ announced }) => announced));
  const [commit = ''] = commits;
  return commits.size === 1 ? commit : '';
}
