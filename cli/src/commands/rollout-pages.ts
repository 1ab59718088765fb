import { askConfigServer, bodyOrProblem, type ConfigRequest } from './config-request.ts';

/** The rollout as the server tells it: lists by name. */
export type RolloutLists = Readonly<Record<string, readonly unknown[]>>;

/** The server's answer; `totalPages` is 1 where it fits into one. */
interface RolloutPage {
  readonly lists: RolloutLists;
  readonly totalPages: number;
}

/** Asks for one page after the other; all of them as one, or what went wrong. */
export async function askRollout(request: ConfigRequest): Promise<RolloutLists | string> {
  const pages: RolloutLists[] = [];
  for (let totalPages = 1; pages.length < totalPages; ) {
    const page = pages.length === 0 ? {} : { page: String(pages.length) };
    const query = { ...request.query, ...page };
    const answer = bodyOrProblem(await askConfigServer({ ...request, query }));
    if ('problem' in answer) return answer.problem;
    const decoded = decodePage(answer.body);
    if (decoded === undefined) return "the server's answer makes no sense";
    pages.push(decoded.lists);
    if (isEmpty(decoded.lists)) break;
    totalPages = decoded.totalPages;
  }
  return joined(pages);
}

function joined(pages: readonly RolloutLists[]): RolloutLists {
  const names = Object.keys(pages[0] ?? {});
  return Object.fromEntries(
    names.map((name) => [name, pages.flatMap((lists) => lists[name] ?? [])]),
  );
}

function decodePage(body: string): RolloutPage | undefined {
  try {
    const { page, ...lists } = JSON.parse(body) as Record<string, unknown>;
    const totalPages = decodeTotal(page);
    return isLists(lists) && totalPages !== undefined ? { lists, totalPages } : undefined;
  } catch {
    return undefined;
  }
}

/** How many pages there are: one where the answer does not tell. */
function decodeTotal(page: unknown = {}): number | undefined {
  const { totalPages = 1 } = page as Record<string, unknown>;
  return Number.isSafeInteger(totalPages) && Number(totalPages) >= 1
    ? Number(totalPages)
    : undefined;
}

/** Past the last page, whatever their number is said to be. */
function isEmpty(lists: RolloutLists): boolean {
  return Object.values(lists).every(({ length }) => length === 0);
}

function isLists(lists: Record<string, unknown>): lists is Record<string, readonly unknown[]> {
  return Object.values(lists).every((rows) => Array.isArray(rows));
}
