/** What a push does to one branch or tag, as the pusher asks for it. */
export interface RefUpdate {
  /** Full name: `refs/heads/main`. */
  readonly ref: string;
  /** Object id; undefined for a ref that does not exist yet. */
  readonly before: string | undefined;
  /** Object id; undefined when the ref is deleted. */
  readonly after: string | undefined;
}

const LINE = /^([0-9a-f]{40,64}) ([0-9a-f]{40,64}) (refs\/.+)$/;
const LABEL = /^refs\/(?:heads|tags)\/(.+)$/;

/** Reads a line that Git gives to its hooks: `<before> <after> <ref>`; undefined when it is none. */
export function parseRefUpdate(line: string): RefUpdate | undefined {
  const [, before, after, ref] = LINE.exec(line) ?? [];
  if (before === undefined || after === undefined || ref === undefined) return undefined;
  return { ref, before: unlessZero(before), after: unlessZero(after) };
}

/** The label that a ref stands for; undefined for what is neither branch nor tag. */
export function labelOfRef(ref: string): string | undefined {
  return LABEL.exec(ref)?.[1];
}

/** Git writes an object that does not exist as zeros. */
function unlessZero(id: string): string | undefined {
  return /^0+$/.test(id) ? undefined : id;
}
