import type { IncomingHttpHeaders } from 'node:http';
import { compactJson, fullJson, type ListFormat, type MediaType } from '@vernal/protocol/eureka';
import { compactXml, fullXml } from '@vernal/protocol/eureka/xml';
import { listType, wantsCompact } from './negotiation.ts';

/** Something of each format that lists are written in: by form, then by media type. */
export type ByFormat<Value> = Readonly<
  Record<'full' | 'compact', Readonly<Record<MediaType, Value>>>
>;

/** The formats of lists. */
export const LIST_FORMATS: ByFormat<ListFormat> = {
  full: { 'application/json': fullJson, 'application/xml': fullXml },
  compact: { 'application/json': compactJson, 'application/xml': compactXml },
};

/** What belongs to the format that a request asks for (eureka-protocol 1.5). */
export function choose<Value>(values: ByFormat<Value>, headers: IncomingHttpHeaders): Value {
  return values[wantsCompact(headers) ? 'compact' : 'full'][listType(headers)];
}
