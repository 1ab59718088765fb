import { fail, type Outcome, succeed } from '@vernal/core';
import type { OptionProblem } from '@vernal/core/options';
import { locationProblems } from '../../configuration/resource-location.ts';
import type { TokenOptions } from './token-options.ts';

/** Where the keys stand that sign tokens. */
export type KeySource =
  | { readonly kind: 'file'; readonly location: string }
  | { readonly kind: 'jwks'; readonly url: string }
  | { readonly kind: 'issuer'; readonly issuer: string };

/** Which bearer tokens are accepted, and what they say. */
export interface TokenSettings {
  readonly keys: KeySource;
  /** Undefined: any. */
  readonly issuer: string | undefined;
  /** Empty: any. */
  readonly audiences: readonly string[];
  readonly algorithms: readonly string[];
  /** Paths of claims; the first that a token has holds its roles. */
  readonly rolesClaims: readonly string[];
}

const PREFIX = 'spring.security.oauth2.resourceserver.jwt';
/** Those with a public key. With a shared secret whoever checks a token could also make one. */
const ALGORITHMS: readonly string[] = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  ...['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'],
];

/** Which tokens are accepted; undefined if none, or everything that is wrong. */
export function configuredTokens(
  options: TokenOptions,
): Outcome<TokenSettings | undefined, readonly OptionProblem[]> {
  const keys = keySourceOf(options);
  if (keys === undefined) return succeed(undefined);
  const problems = [
    ...urlProblems('jwk-set-uri', options.jwkSetUri),
    ...urlProblems('issuer-uri', options.jwtIssuerUri),
    ...locationProblems(`${PREFIX}.public-key-location`, options.jwtPublicKey),
    ...algorithmProblems(options.jwtAlgorithms),
  ];
  if (problems.length > 0) return fail(problems);
  return succeed({
    keys,
    issuer: options.jwtIssuerUri,
    audiences: options.jwtAudiences,
    algorithms: options.jwtAlgorithms.length > 0 ? options.jwtAlgorithms : ALGORITHMS,
    rolesClaims: options.jwtRolesClaim === undefined ? ['roles', 'scope'] : [options.jwtRolesClaim],
  });
}

/** The nearest first, as in Spring: an address of keys saves asking the issuer for it. */
function keySourceOf(options: TokenOptions): KeySource | undefined {
  const { jwkSetUri, jwtPublicKey, jwtIssuerUri } = options;
  if (jwkSetUri !== undefined) return { kind: 'jwks', url: jwkSetUri };
  if (jwtPublicKey !== undefined) return { kind: 'file', location: jwtPublicKey };
  return jwtIssuerUri === undefined ? undefined : { kind: 'issuer', issuer: jwtIssuerUri };
}

function urlProblems(name: string, url: string | undefined): readonly OptionProblem[] {
  if (url === undefined || /^https?:$/.test(protocolOf(url))) return [];
  return [{ property: `${PREFIX}.${name}`, problem: 'is not an http(s) URL' }];
}

function protocolOf(url: string): string {
  return URL.canParse(url) ? new URL(url).protocol : '';
}

function algorithmProblems(names: readonly string[]): readonly OptionProblem[] {
  return names
    .filter((name) => !ALGORITHMS.includes(name))
    .map((name) => ({
      property: `${PREFIX}.jws-algorithms`,
      problem: `${name} is none of ${ALGORITHMS.join(', ')}`,
    }));
}
