import type { Report } from '../report/report.ts';

/** What the caller may choose. */
export interface BenchmarkOptions {
  readonly rounds: number;
  /** Length of one load, per side and round. */
  readonly seconds: number;
  readonly connections: number;
  /** SDK clients of `push-to-applied`. */
  readonly clients: number;
}

/** Something that can be measured. */
export interface Benchmark {
  readonly name: string;
  readonly about: string;
  run(options: BenchmarkOptions): Promise<Report>;
}
