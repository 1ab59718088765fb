const HAS_WILDCARD = /[+#]/;

/**
 * Whether an MQTT filter selects a topic: `+` is one level, a last `#` any number of levels, and
 * neither begins a match on a topic of the broker's own, `$…` (MQTT 3.1.1, 4.7).
 */
export function filterSelects(filter: string, topic: string): boolean {
  if (filter === topic) return true;
  if (!HAS_WILDCARD.test(filter)) return false;
  const levels = filter.split('/');
  const names = topic.split('/');
  if (topic.startsWith('$') && (levels[0] === '+' || levels[0] === '#')) return false;

  const isOpenEnded = levels.at(-1) === '#';
  const fixed = isOpenEnded ? levels.slice(0, -1) : levels;
  if (isOpenEnded ? names.length < fixed.length : names.length !== fixed.length) return false;
  return fixed.every((level, position) => level === '+' || level === names[position]);
}
