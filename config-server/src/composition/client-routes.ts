import type { TextEncryption } from '@vernal/protocol/config';
import { type DaemonHost, textBody } from '@vernal/server-kit';
import { Router } from 'express';
import type { ConfigOptions } from '../config-options.ts';
import type { EnvironmentService } from '../environments/environment-service.ts';
import { Resources } from '../environments/resources.ts';
import { encryptionRoutes } from '../http/encryption-routes.ts';
import { environmentRoutes } from '../http/environment-routes.ts';
import { flatRoutes } from '../http/flat-routes.ts';
import type { HotEnvironments } from '../http/hot-environments.ts';
import type { NoteRead } from '../http/read-audit.ts';
import { requireDecrypt } from '../http/require-decrypt.ts';
import { resourceRoutes } from '../http/resource-routes.ts';
import { MAX_RESOURCE_SIZE } from '../options/resource-options.ts';
import { decryptionWith } from './decryption.ts';

/** What clients are answered from. */
export interface ClientRoutesParts {
  readonly encryption: TextEncryption | undefined;
  readonly environments: EnvironmentService;
  readonly hot: HotEnvironments;
  readonly noteRead: NoteRead;
}

/** What clients ask for, below the prefix. */
export function clientRoutes(
  options: ConfigOptions,
  host: DaemonHost,
  { encryption, environments, hot, noteRead }: ClientRoutesParts,
): Router {
  const locationOrder = options.reverseLocationOrder ? 'reverse' : 'declared';
  const wholeDocument = options.stripDocument ? 'stripped' : 'kept';
  const profileGrammar = options.validateProfiles ? 'boot' : 'any';
  const { encryptEnabled, plainTextEncrypt, maxResourceBytes: maxBytes } = options;
  const limit = { maxBytes, option: MAX_RESOURCE_SIZE };
  const resources = new Resources({ environments, locationOrder, limit });
  const { decrypt } = decryptionWith(options, encryption);
  const rules = encryptEnabled && plainTextEncrypt ? { decrypt } : {};
  return Router().use(options.prefix === '' ? '/' : options.prefix, [
    requireDecrypt(host.audit),
    encryptionRoutes({
      encryption,
      profileGrammar,
      readBody: textBody({ limitBytes: host.maxBodyBytes }),
    }),
    resourceRoutes({ resources, profileGrammar, noteRead, ...rules }),
    environmentRoutes({ environments, hot, profileGrammar, noteRead }),
    flatRoutes({ environments, hot, profileGrammar, noteRead }, wholeDocument),
  ]);
}
