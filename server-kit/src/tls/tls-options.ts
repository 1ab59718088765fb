import {
  defineOptions,
  flag,
  inert,
  list,
  type OptionsOf,
  oneOf,
  secret,
  text,
} from '@vernal/core/options';

/** HTTPS, under Spring Boot's names. */
export const tlsOptions = defineOptions({
  sslEnabled: flag('server.ssl.enabled', {
    description: 'Serve HTTPS; by default if there is a certificate or a key store',
  }),
  sslCertificate: text('server.ssl.certificate', {
    description: 'PEM file of the certificate and its chain',
  }),
  sslPrivateKey: text('server.ssl.certificate-private-key', {
    description: 'PEM file of its private key',
  }),
  sslKeyPassword: secret('server.ssl.key-password', { description: 'Password of that key' }),
  sslTrustCertificate: text('server.ssl.trust-certificate', {
    description: 'PEM file of the authorities that sign client certificates',
  }),
  sslKeyStore: text('server.ssl.key-store', { description: 'PKCS12 file of certificate and key' }),
  sslKeyStorePassword: secret('server.ssl.key-store-password', { description: 'Its password' }),
  sslKeyStoreType: text('server.ssl.key-store-type', {
    default: 'PKCS12',
    description: 'Only PKCS12 can be read',
  }),
  sslTrustStore: text('server.ssl.trust-store', {
    description: 'As server.ssl.trust-certificate; PEM is the only type that can be read',
  }),
  sslTrustStorePassword: secret('server.ssl.trust-store-password', {
    description: 'Not needed for PEM',
  }),
  sslTrustStoreType: text('server.ssl.trust-store-type', {
    default: 'PEM',
    description: 'Only PEM can be read',
  }),
  sslClientAuth: oneOf('server.ssl.client-auth', ['none', 'want', 'need'], {
    default: 'none',
    description: 'Whether callers show a certificate, which then says who they are',
  }),
  sslProtocols: list('server.ssl.enabled-protocols', {
    default: ['TLSv1.2', 'TLSv1.3'],
    description: 'TLSv1.2, TLSv1.3 or both',
  }),
  sslCiphers: list('server.ssl.ciphers', {
    default: [],
    description: "Cipher suites in OpenSSL's or Java's names, best first; Node's own by default",
  }),
  sslOfJava: inert('Node chooses them itself, and takes the one key of a key store', [
    'server.ssl.key-alias',
    'server.ssl.key-store-provider',
    'server.ssl.protocol',
    'server.ssl.trust-store-provider',
  ]),
  sslBundle: text('server.ssl.bundle', { description: 'Not supported: name the files instead' }),
});

/** The values of {@link tlsOptions}. */
export type TlsOptions = OptionsOf<typeof tlsOptions>;
