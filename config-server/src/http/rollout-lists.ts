import { describeBrokenFile } from '../environments/broken-file.ts';
import type { HeldCommits, HeldKey } from '../environments/held-commits.ts';
import type { KnownKeys } from '../environments/known-keys.ts';
import type { Pins } from '../environments/pins.ts';
import type { KnownKey } from '../ports/key-store.ts';
import { inTurns } from '../rollout/in-turns.ts';
import type { RolloutView } from '../rollout/rollout-view.ts';
import { type PageRequest, rowsOfPage } from './paging.ts';
import type { Reader } from './read-audit.ts';

/** What the rollout is told from. */
export interface RolloutListsParts {
  readonly knownKeys: Pick<KnownKeys, 'all'>;
  readonly held: Pick<HeldCommits, 'all'>;
  readonly pins: Pick<Pins, 'all'>;
  readonly view: Pick<RolloutView, 'acknowledgements' | 'rowsOf'>;
  /** Who asked this server; others don't know of it. */
  readonly readers: () => readonly Reader[];
  readonly turnOfOthers: () => Promise<void>;
}

/** What every row of the rollout is about. */
export interface RolloutPlace {
  readonly application: string;
  readonly profiles?: string;
  readonly label?: string | null;
}

/** The rows of one page of what is shown to a caller, and how many there are in all. */
export type RolloutList = (
  isShown: (place: RolloutPlace) => boolean,
  page: PageRequest,
) => Promise<{ readonly total: number; readonly rows: readonly object[] }>;

/** The lists of the rollout by name. Only the rows of the page are made: there may be many thousands. */
export function rolloutLists(parts: RolloutListsParts): Readonly<Record<string, RolloutList>> {
  const { knownKeys, held, pins, view, readers, turnOfOthers } = parts;
  const list = listsWith(turnOfOthers);
  return {
    inForce: list({
      all: () => knownKeys.all(),
      order: byPlace,
      rowsOf: (keys) => keys.map(inForceRow),
    }),
    held: list({ all: () => held.all(), order: byPlace, rowsOf: (keys) => keys.map(heldRow) }),
    pinned: list({ all: () => pins.all(), order: byPlace, rowsOf: (rows) => rows }),
    instances: list({ all: () => view.acknowledgements(), rowsOf: (said) => view.rowsOf(said) }),
    readers: list({ all: readers, order: byFirstRead, rowsOf: (rows) => rows.map(readerRow) }),
  };
}

/** Where the rows of a list come from. */
interface ListSource<Item extends RolloutPlace> {
  readonly all: () => readonly Item[];
  /** Absent where they are in order. */
  readonly order?: (left: Item, right: Item) => number;
  readonly rowsOf: (items: readonly Item[]) => readonly object[];
}

function listsWith(turnOfOthers: () => Promise<void>) {
  return <Item extends RolloutPlace>({ all, order, rowsOf }: ListSource<Item>): RolloutList =>
    async (isShown, page) => {
      const shown: Item[] = [];
      for await (const slice of inTurns(all(), turnOfOthers)) {
        shown.push(...slice.filter(isShown));
      }
      if (order !== undefined) shown.sort(order);
      return { total: shown.length, rows: rowsOf(rowsOfPage(shown, page)) };
    };
}

function inForceRow({ application, profiles, label, ...known }: KnownKey) {
  const { revision: commit, announced, changedAt } = known;
  return { application, profiles, label, commit, announced, changedAt };
}

function heldRow({ application, profiles, label, revision: commit, brokenFile }: HeldKey) {
  return { application, profiles, label, commit, problem: describeBrokenFile(brokenFile) };
}

function readerRow({ caller, address, ...read }: Reader): Reader {
  const { application, profiles, label, commit, since, lastAt } = read;
  return { caller, address, application, profiles, label, commit, since, lastAt };
}

function byPlace(left: RolloutPlace, right: RolloutPlace): number {
  return (
    compare(left.application, right.application) ||
    compare(left.profiles ?? '', right.profiles ?? '') ||
    compare(left.label ?? '', right.label ?? '')
  );
}

/** Whoever reads another commit comes last: those before keep their page. */
function byFirstRead(left: Reader, right: Reader): number {
  return left.since - right.since || byPlace(left, right) || compare(left.address, right.address);
}

function compare(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
