import type { IncomingHttpHeaders } from 'node:http';

/** Whether an answer without a body, or in any format, suits the caller (eureka-protocol 1.5). */
export function acceptsAnything({ accept }: IncomingHttpHeaders): boolean {
  return accept === undefined || /json|application\/(?:xml|\*)|\*\/\*/.test(accept);
}

/** Whether a JSON answer suits the caller: one that asks for nothing else in particular gets JSON. */
export function acceptsJson({ accept }: IncomingHttpHeaders): boolean {
  return accept === undefined || /json|application\/\*|\*\/\*/.test(accept);
}

/** Java's rule: the text `gzip` in exact case, whatever stands around it (1.5). */
export function acceptsGzip(headers: IncomingHttpHeaders): boolean {
  return headers['accept-encoding']?.includes('gzip') ?? false;
}

/** Whether the body is JSON that Java would read (1.3, 1.5). */
export function isJsonBody(headers: IncomingHttpHeaders): boolean {
  return /^application\/json\s*(?:;\s*charset\s*=\s*"?(?:utf-8|iso-8859-1)"?\s*)?$/i.test(
    headers['content-type'] ?? '',
  );
}

/** The content type that Java puts on register's plain texts: XML unless JSON was asked for (1.3). */
export function textProblemType({ accept }: IncomingHttpHeaders): string {
  return accept?.includes('json') ? 'application/json' : 'application/xml';
}
