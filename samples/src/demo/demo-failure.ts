/** Why the demo can't go on, in words for whoever typed the command; no stack is shown. */
export class DemoFailure extends Error {
  /** One line each. */
  readonly lines: readonly string[];

  constructor(...lines: readonly string[]) {
    super(lines.join('\n'));
    this.name = 'DemoFailure';
    this.lines = lines;
  }
}
