import type { IncomingMessage } from 'node:http';
import { TLSSocket } from 'node:tls';
import { matchesPattern } from './name-pattern.ts';
import type { Principal } from './principal.ts';
import type { Rights } from './rights.ts';

/** What callers may do whose certificate has this name; `orders-*` is a prefix. */
export interface CertificateRule {
  readonly name: string;
  readonly rights: Rights;
}

/** Who a caller is by its certificate; undefined without one that an authority of ours signed. */
export type IdentifyCertificate = (request: IncomingMessage) => Principal | undefined;

/** The rights of a certificate that is trusted, but not listed. */
const UNLISTED: Rights = { roles: ['reader'] };

/** Knows callers by the common name of their certificate. The first rule that fits counts. */
export function createCertificateIdentification(
  rules: readonly CertificateRule[],
): IdentifyCertificate {
  const principals = new WeakMap<TLSSocket, Principal>();

  function identify(socket: TLSSocket): Principal | undefined {
    const name = commonNameOf(socket);
    if (name === undefined) return undefined;
    const rule = rules.find((candidate) => matchesPattern(name, candidate.name));
    const principal = { name, ...(rule?.rights ?? UNLISTED) };
    principals.set(socket, principal);
    return principal;
  }

  return ({ socket }) =>
    socket instanceof TLSSocket ? (principals.get(socket) ?? identify(socket)) : undefined;
}

function commonNameOf(socket: TLSSocket): string | undefined {
  if (!socket.authorized) return undefined;
  // Empty without a certificate, and an array for a subject that has several names.
  const certificate: object = socket.getPeerCertificate();
  if (!('subject' in certificate)) return undefined;
  const { subject } = certificate;
  if (typeof subject !== 'object' || subject === null || !('CN' in subject)) return undefined;
  return typeof subject.CN === 'string' && subject.CN !== '' ? subject.CN : undefined;
}
