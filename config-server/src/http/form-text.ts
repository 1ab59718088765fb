const FORM = /^application\/x-www-form-urlencoded\b/i;
/** Hexadecimal digits come in pairs, so the `=` belongs to the form. */
const MARKED_DIGITS = /^((?:[0-9a-f]{2})+)=$/i;

/**
 * The text that was meant: curl sends a bare text as a form unless told otherwise, so Spring makes it one field
 * without a value and takes the `=` off again (config-protocol 1.9). To decrypt, `+` is a digit of Base64.
 */
export function formText(
  body: string,
  contentType: string,
  purpose: 'encrypt' | 'decrypt',
): string {
  if (!FORM.test(contentType)) return body;
  if (purpose === 'decrypt') return decoded(body).replace(MARKED_DIGITS, '$1');
  const isOneField = !body.slice(0, -1).includes('=') && !body.includes('&');
  return isOneField ? decoded(body.replaceAll('+', ' ')).replace(/=$/, '') : body;
}

/** A text that is not percent-encoded stands for itself. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
