import type { PeerTls } from '../peer/peer.ts';
import type { Certificates } from '../subjects/certificates.ts';
import type { RegistryLaunch } from './with-registry.ts';

/** A way to protect a registry, and a bare server in the same way. */
export interface Protection {
  readonly launch: RegistryLaunch;
  readonly peerTls?: PeerTls;
}

const user = 'fleet';
const password = 'bench';
const passwordHash = '$2b$10$o.TrRu1NnyFHFztADHv54uMhucEtfhqVHQ34Ef.8TAhINQgq4N7Zq';

/** One user for the whole fleet, as most installations have it; the password is kept as a bcrypt hash. */
export const basicAuth: Protection = {
  launch: {
    settings: {
      'spring.security.user.name': user,
      'spring.security.user.password': `{bcrypt}${passwordHash}`,
    },
    access: {
      authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
    },
  },
};

/** HTTPS, with whoever may call. */
export function tls({ files, server, client }: Certificates): Protection {
  return {
    launch: {
      settings: {
        'server.ssl.certificate': files.cert,
        'server.ssl.certificate-private-key': files.key,
      },
      access: { tls: { ca: client.ca } },
    },
    peerTls: { ...server, requestCert: false },
  };
}

/** HTTPS for clients that show a certificate. */
export function mutualTls(certificates: Certificates): Protection {
  const { files, server, client } = certificates;
  const { settings } = tls(certificates).launch;
  return {
    launch: {
      settings: {
        ...settings,
        'server.ssl.trust-certificate': files.cert,
        'server.ssl.client-auth': 'need',
        'vernal.security.certificates[0].name': 'bench',
        'vernal.security.certificates[0].roles': 'service',
      },
      access: { tls: client },
    },
    peerTls: { ...server, requestCert: true },
  };
}

/** HTTPS for clients that know the password. */
export function tlsAndBasicAuth(certificates: Certificates): Protection {
  const { launch } = tls(certificates);
  return {
    launch: {
      settings: { ...launch.settings, ...basicAuth.launch.settings },
      access: { ...launch.access, ...basicAuth.launch.access },
    },
  };
}
