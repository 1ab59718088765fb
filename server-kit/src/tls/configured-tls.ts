import { getCiphers, type SecureVersion } from 'node:tls';
import { fail, type Outcome, type Secret, succeed } from '@vernal/core';
import type { OptionProblem } from '@vernal/core/options';
import { locationProblems } from '../configuration/resource-location.ts';
import { cipherName } from './cipher-name.ts';
import type { TlsOptions } from './tls-options.ts';

/** Where the server's certificate stands. */
type TlsIdentity =
  | { readonly kind: 'pem'; readonly certificate: string; readonly privateKey: string }
  | { readonly kind: 'pkcs12'; readonly keyStore: string };

/** How a daemon serves HTTPS. */
export interface TlsSettings {
  readonly identity: TlsIdentity;
  readonly password: Secret | undefined;
  /** PEM file of the authorities whose clients are trusted. */
  readonly trust: { readonly property: string; readonly location: string } | undefined;
  readonly clientAuth: TlsOptions['sslClientAuth'];
  readonly minVersion: SecureVersion;
  readonly maxVersion: SecureVersion;
  /** OpenSSL's list; undefined: Node's own. */
  readonly ciphers: string | undefined;
}

type Bound = Outcome<TlsSettings | undefined, readonly OptionProblem[]>;

const VERSIONS: readonly SecureVersion[] = ['TLSv1.2', 'TLSv1.3'];
const CONVERT_KEY_STORE =
  'a Java key store can be converted: keytool -importkeystore -srckeystore OLD -destkeystore NEW -deststoretype PKCS12';
/** What to do with a store of authorities that Node can't read. */
export const CONVERT_TRUST_STORE =
  'must be PEM; a PKCS12 store can be converted: openssl pkcs12 -in STORE -nokeys -out trust.pem';

/** How HTTPS is to be served; undefined for plain HTTP, or everything that is wrong. */
export function configuredTls(options: TlsOptions): Bound {
  if (options.sslBundle !== undefined) {
    return refuse('server.ssl.bundle', 'bundles are not supported; use server.ssl.certificate');
  }
  const isGiven = options.sslCertificate !== undefined || options.sslKeyStore !== undefined;
  if (!(options.sslEnabled ?? isGiven)) return withoutTls(options);
  const identity = identityOf(options);
  if (identity === undefined) {
    const problem = 'is missing, with server.ssl.certificate-private-key, or server.ssl.key-store';
    return refuse('server.ssl.certificate', problem);
  }
  const problems = [...fileProblems(options), ...protocolProblems(options)];
  return problems.length > 0 ? fail(problems) : succeed(settingsOf(options, identity));
}

function settingsOf(options: TlsOptions, identity: TlsIdentity): TlsSettings {
  const { sslProtocols, sslCiphers, sslKeyPassword, sslKeyStorePassword } = options;
  const versions = VERSIONS.filter((version) => sslProtocols.includes(version));
  return {
    identity,
    password: identity.kind === 'pem' ? sslKeyPassword : sslKeyStorePassword,
    trust: trustOf(options),
    clientAuth: options.sslClientAuth,
    minVersion: versions[0] ?? 'TLSv1.2',
    maxVersion: versions.at(-1) ?? 'TLSv1.3',
    ciphers: sslCiphers.length === 0 ? undefined : sslCiphers.map(cipherName).join(':'),
  };
}

/** Who asks for client certificates and gets plain HTTP would be open to everybody. */
function withoutTls({ sslClientAuth }: TlsOptions): Bound {
  if (sslClientAuth === 'none') return succeed(undefined);
  return refuse('server.ssl.client-auth', 'needs HTTPS: set server.ssl.certificate');
}

function identityOf(options: TlsOptions): TlsIdentity | undefined {
  const { sslCertificate, sslPrivateKey, sslKeyStore } = options;
  if (sslCertificate !== undefined && sslPrivateKey !== undefined) {
    return { kind: 'pem', certificate: sslCertificate, privateKey: sslPrivateKey };
  }
  if (sslCertificate !== undefined || sslKeyStore === undefined) return undefined;
  return { kind: 'pkcs12', keyStore: sslKeyStore };
}

function trustOf({ sslTrustCertificate, sslTrustStore }: TlsOptions): TlsSettings['trust'] {
  if (sslTrustCertificate !== undefined) {
    return { property: 'server.ssl.trust-certificate', location: sslTrustCertificate };
  }
  if (sslTrustStore === undefined) return undefined;
  return { property: 'server.ssl.trust-store', location: sslTrustStore };
}

function fileProblems(options: TlsOptions): readonly OptionProblem[] {
  const problems = [
    ...locationProblems('server.ssl.certificate', options.sslCertificate),
    ...locationProblems('server.ssl.certificate-private-key', options.sslPrivateKey),
    ...locationProblems('server.ssl.trust-certificate', options.sslTrustCertificate),
    ...locationProblems('server.ssl.key-store', options.sslKeyStore),
    ...locationProblems('server.ssl.trust-store', options.sslTrustStore),
  ];
  const { sslKeyStoreType, sslTrustStoreType, sslTrustStore, sslClientAuth } = options;
  if (!/^pkcs-?12$/i.test(sslKeyStoreType)) {
    const problem = `${sslKeyStoreType} cannot be read; ${CONVERT_KEY_STORE}`;
    problems.push({ property: 'server.ssl.key-store-type', problem });
  }
  if (sslTrustStore !== undefined && !/^pem$/i.test(sslTrustStoreType)) {
    problems.push({ property: 'server.ssl.trust-store-type', problem: CONVERT_TRUST_STORE });
  }
  // Without one Node would take the certificate of any public authority for a known caller's.
  if (sslClientAuth !== 'none' && trustOf(options) === undefined) {
    const problem = `is missing, but server.ssl.client-auth is ${sslClientAuth}`;
    problems.push({ property: 'server.ssl.trust-certificate', problem });
  }
  return problems;
}

function protocolProblems({ sslProtocols, sslCiphers }: TlsOptions): readonly OptionProblem[] {
  const versions: readonly string[] = VERSIONS;
  const known = new Set(getCiphers().map((name) => name.toUpperCase()));
  const badVersions = sslProtocols.filter((version) => !versions.includes(version));
  const badCiphers = sslCiphers.filter((name) => !known.has(cipherName(name).toUpperCase()));
  return [
    ...badVersions.map((version) => ({
      property: 'server.ssl.enabled-protocols',
      problem: `${version} is none of ${VERSIONS.join(', ')}`,
    })),
    ...badCiphers.map((name) => ({
      property: 'server.ssl.ciphers',
      problem: `${name} is not a known cipher suite`,
    })),
  ];
}

function refuse(property: string, problem: string): Bound {
  return fail([{ property, problem }]);
}
