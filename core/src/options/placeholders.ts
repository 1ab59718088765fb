import { fail, type Outcome, succeed } from '../outcome.ts';

/** Finds the text, unresolved, that a name stands for. */
export type Lookup = (name: string) => string | undefined;

const MAX_DEPTH = 32;

/**
 * Replaces `${name}` and `${name:default}`, also nested, by what `lookup` finds; `\${` stays a literal `${`.
 * The problem names a placeholder that has neither value nor default, or that refers to itself.
 */
export function resolvePlaceholders(
  text: string,
  lookup: Lookup,
  depth = 0,
): Outcome<string, string> {
  let resolved = '';
  let at = 0;
  for (let open = text.indexOf('${'); open >= 0; open = text.indexOf('${', at)) {
    if (text[open - 1] === '\\') {
      resolved += `${text.slice(at, open - 1)}\${`;
      at = open + 2;
      continue;
    }
    const close = closingBrace(text, open + 2);
    if (close < 0) break;
    const value = resolveOne(text.slice(open + 2, close), lookup, depth);
    if (!value.ok) return value;
    resolved += text.slice(at, open) + value.value;
    at = close + 1;
  }
  return succeed(resolved + text.slice(at));
}

function resolveOne(body: string, lookup: Lookup, depth: number): Outcome<string, string> {
  if (depth >= MAX_DEPTH) return fail(`the placeholder \${${body}} refers to itself`);
  const separator = separatorOf(body);
  const name = resolvePlaceholders(
    separator < 0 ? body : body.slice(0, separator),
    lookup,
    depth + 1,
  );
  if (!name.ok) return name;
  const found = lookup(name.value.trim());
  if (found !== undefined) return resolvePlaceholders(found, lookup, depth + 1);
  if (separator < 0) return fail(`the placeholder \${${name.value}} has no value`);
  return resolvePlaceholders(body.slice(separator + 1), lookup, depth + 1);
}

/** The `:` before the default, outside nested placeholders; -1 without one. */
function separatorOf(body: string): number {
  for (let at = 0, nested = 0; at < body.length; at += 1) {
    if (body.startsWith('${', at)) nested += 1;
    else if (body[at] === '}') nested -= 1;
    else if (body[at] === ':' && nested === 0) return at;
  }
  return -1;
}

function closingBrace(text: string, from: number): number {
  for (let at = from, nested = 0; at < text.length; at += 1) {
    if (text.startsWith('${', at)) nested += 1;
    else if (text[at] === '}' && nested === 0) return at;
    else if (text[at] === '}') nested -= 1;
  }
  return -1;
}
