const INITIAL_CAPACITY = 16;
const LOAD_FACTOR = 0.75;

/** Names in the order in which Java's `HashMap` gives them back; those that share a bucket as they were put in. */
export function javaMapOrder(names: readonly string[]): string[] {
  let capacity = INITIAL_CAPACITY;
  while (names.length > capacity * LOAD_FACTOR) capacity *= 2;
  const bucketOf = (name: string) => spread(javaHash(name)) & (capacity - 1);
  return names.toSorted((left, right) => bucketOf(left) - bucketOf(right));
}

function javaHash(text: string): number {
  let hash = 0;
  for (let index = 0; index < text.length; index++) {
    hash = (Math.imul(hash, 31) + text.charCodeAt(index)) | 0;
  }
  return hash;
}

function spread(hash: number): number {
  return hash ^ (hash >>> 16);
}
