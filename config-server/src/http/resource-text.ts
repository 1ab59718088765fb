import { TextDecoder } from 'node:util';

/** Spring adds no charset to these. */
const JSON_TYPE = /^application\/(?:.+\+)?json$/;
const MEDIA_TYPE = /^[a-z0-9!#$&^_.+-]+\/[a-z0-9!#$&^_.+-]+$/i;

/** The charset of a file is what the caller says (config-protocol 1.8.5). An unknown one is UTF-8. */
export function decodeText(bytes: Uint8Array, acceptCharset: string | undefined): string {
  const [charset = ''] = acceptCharset?.split(/[,;]/, 1) ?? [];
  // TextDecoder takes this name for windows-1252.
  if (/^iso-8859-1$/i.test(charset.trim())) return Buffer.from(bytes).toString('latin1');
  return decoderOf(charset.trim()).decode(bytes);
}

/** Whatever the file holds, its type is the first one that the caller accepts (config-protocol 1.8.8). */
export function textTypeOf(accept: string | undefined): string {
  const [first = ''] = accept?.split(/[,;]/, 1) ?? [];
  const type = first.trim().toLowerCase();
  if (!MEDIA_TYPE.test(type)) return 'text/plain;charset=UTF-8';
  return JSON_TYPE.test(type) ? type : `${type};charset=UTF-8`;
}

function decoderOf(charset: string): TextDecoder {
  try {
    return new TextDecoder(charset, { ignoreBOM: true });
  } catch {
    return new TextDecoder('utf-8', { ignoreBOM: true });
  }
}
