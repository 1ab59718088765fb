/**
 * A request may name the commit it was told of by the bus: a server that lacks it fetches before it
 * answers (design decision 5). Clients of others never send it.
 */
export const COMMIT_HEADER = 'x-vernal-commit';

/**
 * Says that the newest commit can't be served and the last good one stands in for it: file, line and
 * commit of the problem (design decision 4). Clients of others ignore it.
 */
export const PROBLEM_HEADER = 'x-vernal-problem';
