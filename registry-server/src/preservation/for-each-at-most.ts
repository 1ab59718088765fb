/** Does something with each item, with at most `limit` under way at any time. */
export async function forEachAtMost<Item>(
  limit: number,
  items: Iterable<Item>,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const queue = items[Symbol.iterator]();
  async function workOn(): Promise<void> {
    for (let next = queue.next(); next.done !== true; next = queue.next()) await work(next.value);
  }
  await Promise.all(Array.from({ length: limit }, workOn));
}
