import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';

type KeyPair = Awaited<ReturnType<typeof generateKeyPair>>;

/** An issuer of tokens with its keys at an address. */
export interface KeyServer {
  readonly url: string;
  /** How often its keys were asked for. */
  asked: number;
  /** While false it answers 503. */
  up: boolean;
  /** Signs with a new key that it publishes from now on. */
  rotate(): Promise<void>;
  sign(claims: JWTPayload, keyId?: string): Promise<string>;
  stop(): Promise<void>;
}

/** Starts an issuer with OpenID Connect discovery on a port of the system's choice. */
export async function startKeyServer(): Promise<KeyServer> {
  const keys = new Map<string, KeyPair>();
  const http = createServer((request, response) => {
    void answer(request.url ?? '').then((found) => {
      response.writeHead(issuer.up ? 200 : 503).end(JSON.stringify(found));
    });
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  // A server that listens on TCP has such an address.
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;

  async function answer(path: string): Promise<unknown> {
    if (path !== '/keys') return { issuer: url, jwks_uri: `${url}/keys` };
    issuer.asked += 1;
    const published = [...keys].map(async ([kid, { publicKey }]) => ({
      ...(await exportJWK(publicKey)),
      kid,
      alg: 'ES256',
    }));
    return { keys: await Promise.all(published) };
  }

  const issuer: KeyServer = {
    url,
    asked: 0,
    up: true,
    async rotate() {
      keys.set(`key-${keys.size + 1}`, await generateKeyPair('ES256'));
    },
    async sign(claims, keyId = `key-${keys.size}`) {
      const pair = keys.get(keyId) ?? (await generateKeyPair('ES256'));
      return new SignJWT(claims)
        .setProtectedHeader({ alg: 'ES256', kid: keyId })
        .sign(pair.privateKey);
    },
    async stop() {
      http.close();
      http.closeAllConnections();
      await once(http, 'close');
    },
  };
  await issuer.rotate();
  return issuer;
}
