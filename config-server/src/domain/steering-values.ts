import { type PropertyDocument, resolvePlaceholders, textOfValue } from '@vernal/protocol/config';

const STEERING = /^spring\.(?:config|profiles)/i;
/** What is left as it is comes after `group.`. */
const NAME_PARTS = /^(?<steering>spring\.profiles\.group\.|.*)(?<profile>.*)$/is;
const NONE: ReadonlyMap<string, string> = new Map();
const steeringByDocument = new WeakMap<PropertyDocument, ReadonlyMap<string, string>>();

/**
 * The texts of a comma list, written as one value or as `key[0]`, `key[1]`, whatever the spelling of the key:
 * `on-profile`, `onProfile` and `on_profile` are one. Placeholders are filled in from the document itself.
 */
export function valuesAt(document: PropertyDocument, key: string): string[] {
  const steering = steeringOf(document);
  if (steering === NONE) return [];
  const texts: string[] = [];
  const name = uniform(key);
  const single = steering.get(name);
  if (single !== undefined) texts.push(single);
  for (let index = 0; ; index += 1) {
    const item = steering.get(`${name}[${index}]`);
    if (item === undefined) break;
    texts.push(item);
  }
  return texts
    .map((text) => resolvedIn(document, text))
    .flatMap((text) => text.split(','))
    .map((text) => text.trim())
    .filter((text) => text !== '');
}

/** What chooses documents and profiles, by uniform name. Most documents have nothing of that. */
function steeringOf(document: PropertyDocument): ReadonlyMap<string, string> {
  const known = steeringByDocument.get(document);
  if (known !== undefined) return known;
  const entries = [...document].filter(([key]) => STEERING.test(key));
  const steering =
    entries.length === 0
      ? NONE
      : new Map(entries.map(([key, { value }]) => [uniform(key), textOfValue(value)]));
  steeringByDocument.set(document, steering);
  return steering;
}

/** Boot's spellings of a name are one; that of a profile, behind `group.`, is its own. */
function uniform(key: string): string {
  const { steering = '', profile = '' } = NAME_PARTS.exec(key)?.groups ?? {};
  return steering.toLowerCase().replaceAll(/[-_]/g, '') + profile;
}

function resolvedIn(document: PropertyDocument, text: string): string {
  const lookup = (name: string) => {
    const found = document.get(name);
    return found === undefined ? undefined : textOfValue(found.value);
  };
  const resolved = resolvePlaceholders(text, { lookup, unknownNested: 'keep' });
  return resolved.ok ? resolved.value : text;
}
