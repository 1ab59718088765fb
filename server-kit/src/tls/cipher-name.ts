/**
 * The name that OpenSSL has for a cipher suite; Java's follow RFC 5246, as `TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256`.
 * Suites of TLS 1.3 have one name everywhere.
 */
export function cipherName(name: string): string {
  const [exchange, cipher] = name.replace(/^TLS_/, '').split('_WITH_');
  if (exchange === undefined || cipher === undefined) return name;
  const start = exchange === 'RSA' ? '' : `${exchange.replaceAll('_', '-')}-`;
  const end = cipher
    .replace(/AES_(\d+)/, 'AES$1')
    .replace('_CBC', '')
    .replace(/(CHACHA20_POLY1305)_SHA256$/, '$1')
    .replaceAll('_', '-');
  return start + end;
}
