import { VernalError } from '@vernal/core';

const PATIENCE_MS = 5_000;

/**
 * The JSON at an address.
 *
 * @throws whatever kept it from being fetched within five seconds
 */
export async function fetchJson(url: string): Promise<unknown> {
  const headers = { accept: 'application/json' };
  const response = await fetch(url, { headers, signal: AbortSignal.timeout(PATIENCE_MS) });
  if (response.ok) return response.json();
  await response.body?.cancel();
  throw new VernalError('SECURITY_KEYS_UNAVAILABLE', `${url} answers ${response.status}`);
}
