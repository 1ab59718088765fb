import type { IncomingHttpHeaders } from 'node:http';
import type { MediaType } from '@vernal/protocol/eureka';
import { HttpProblem } from '@vernal/server-kit';

const ACCEPTABLE = /(?:^|[\s,])(?:application\/(?:json|xml|\*)|\*\/\*)\s*(?:[;,]|$)/i;
const READABLE = /^application\/(json|xml)\s*(?:;\s*charset\s*=\s*"?(?:utf-8|iso-8859-1)"?\s*)?$/i;

/** What a range in `Accept` gets, and how closely it names it. XML comes first, as in Java (1.5). */
const RANGES: ReadonlyMap<string, { readonly type: MediaType; readonly closeness: number }> =
  new Map([
    ['application/json', { type: 'application/json', closeness: 2 }],
    ['application/xml', { type: 'application/xml', closeness: 2 }],
    ['application/*', { type: 'application/xml', closeness: 1 }],
    ['*/*', { type: 'application/xml', closeness: 0 }],
  ]);

/** Whether the caller takes JSON or XML at all (eureka-protocol 1.5). */
export function isAcceptable({ accept }: IncomingHttpHeaders): boolean {
  return accept === undefined || ACCEPTABLE.test(accept);
}

/** Refuses a caller who takes neither; also where the answer has no body, as Java does (1.5). */
export function requireAcceptable(headers: IncomingHttpHeaders): void {
  if (!isAcceptable(headers)) throw new HttpProblem(406, 'only JSON and XML are served');
}

/** The format of lists, by Java's rule: JSON if `Accept` has the text `json` somewhere, else XML (1.5). */
export function listType({ accept }: IncomingHttpHeaders): MediaType {
  return accept?.includes('json') ? 'application/json' : 'application/xml';
}

/** Whether the short form of lists is asked for; anything but `compact` means the full one (1.5). */
export function wantsCompact(headers: IncomingHttpHeaders): boolean {
  const form = headers['x-eureka-accept'];
  return typeof form === 'string' && form.toLowerCase() === 'compact';
}

/**
 * The format that the caller likes best: by quality, then by how closely the range names it, then by
 * order (1.5). Undefined when it takes neither.
 */
export function preferredType({ accept = '*/*' }: IncomingHttpHeaders): MediaType | undefined {
  const [best] = accept
    .split(',')
    .flatMap((part) => readRange(part) ?? [])
    .filter(({ quality }) => quality > 0)
    .sort((left, right) => right.quality - left.quality || right.closeness - left.closeness);
  return best?.type;
}

function readRange(part: string) {
  const [name = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase());
  const range = RANGES.get(name);
  if (range === undefined) return undefined;
  const weight = parameters.find((parameter) => parameter.startsWith('q='));
  const quality = weight === undefined ? 1 : Number(weight.slice('q='.length));
  return { ...range, quality: Number.isNaN(quality) ? 1 : quality };
}

/** Java's rule: the text `gzip` in exact case, whatever stands around it (1.5). */
export function acceptsGzip(headers: IncomingHttpHeaders): boolean {
  return headers['accept-encoding']?.includes('gzip') ?? false;
}

/** In what the body of a registration is written; undefined for what Java would not read (1.3, 1.5). */
export function bodyType(headers: IncomingHttpHeaders): MediaType | undefined {
  const [, subtype] = READABLE.exec(headers['content-type'] ?? '') ?? [];
  if (subtype === undefined) return undefined;
  return subtype.toLowerCase() === 'json' ? 'application/json' : 'application/xml';
}
