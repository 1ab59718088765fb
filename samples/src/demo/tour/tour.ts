import type { Demo } from '../open-demo.ts';

/** The demo on which the tour is performed. */
export interface Tour {
  readonly demo: Demo;
  /** How many pushes are measured. */
  readonly pushes: number;
}

/** One promise, tried. */
export interface TourStep {
  readonly title: string;
  /** What it saw, in one line. Throws a {@link TourFailure} when the promise is not kept. */
  readonly perform: (tour: Tour) => Promise<string>;
}

/** A promise that was not kept, and what was seen instead. */
export class TourFailure extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'TourFailure';
  }
}

/** Throws a {@link TourFailure} unless the promise holds. */
export function expect(holds: boolean, otherwise: string): asserts holds {
  if (!holds) throw new TourFailure(otherwise);
}
