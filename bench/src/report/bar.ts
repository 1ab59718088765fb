/** What we promise about a row: a limit for our figure, or for its ratio to the peer's. */
export interface Bar {
  readonly of: 'ours' | 'ratio';
  readonly must: '>=' | '<=' | '<';
  readonly limit: number;
}

/** At least this much of the peer's figure. */
export function ratioAtLeast(limit: number): Bar {
  return { of: 'ratio', must: '>=', limit };
}

/** At most this much of the peer's figure. */
export function ratioAtMost(limit: number): Bar {
  return { of: 'ratio', must: '<=', limit };
}

/** Our figure, in the row's unit. */
export function atMost(limit: number): Bar {
  return { of: 'ours', must: '<=', limit };
}

/** Our figure, in the row's unit. */
export function below(limit: number): Bar {
  return { of: 'ours', must: '<', limit };
}

/** Whether a measured figure keeps the promise; one that could not be measured does not. */
export function holds({ must, limit }: Bar, figure: number): boolean {
  if (must === '>=') return figure >= limit;
  return must === '<=' ? figure <= limit : figure < limit;
}

/** The promise in words. */
export function describeBar({ of, must, limit }: Bar): string {
  const figure = limit.toLocaleString('en-US');
  return of === 'ratio' ? `ratio ${must} ${figure}` : `${must} ${figure}`;
}
