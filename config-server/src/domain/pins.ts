/** How an application came to stay at a commit. */
export type PinAction = 'hold' | 'pin' | 'rollback';

/** An application that an operator keeps at a commit of a label, whatever is pushed to it. */
export interface Pin {
  readonly application: string;
  /** The branch or tag that the application asks for. */
  readonly label: string;
  /** One for each Git repository that the application reads from. */
  readonly commits: readonly string[];
  readonly action: PinAction;
  /** Name of the caller who decided it. */
  readonly by: string;
  /** Epoch ms. */
  readonly at: number;
  readonly reason?: string;
}

/** What is pinned: a pin replaces the one that has the same. */
export type PinnedPlace = Pick<Pin, 'application' | 'label'>;

/** One text per place, for maps. */
export function pinnedPlaceText({ application, label }: PinnedPlace): string {
  return JSON.stringify([application, label]);
}
