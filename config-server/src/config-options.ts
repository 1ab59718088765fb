import { busOptions } from '@vernal/bus';
import {
  defineOptions,
  duration,
  flag,
  integer,
  type OptionsOf,
  records,
  text,
} from '@vernal/core/options';
import { webhookOptions } from './http/webhook-options.ts';
import { answerOptions } from './options/answer-options.ts';
import { backendOptions } from './options/backend-options.ts';
import { cacheOptions } from './options/cache-options.ts';
import { changeOptions } from './options/change-options.ts';
import { checkOptions } from './options/check-options.ts';
import { encryptionOptions } from './options/encryption-options.ts';
import { healthOptions } from './options/health-options.ts';
import { hostingOptions } from './options/hosting-options.ts';
import { javaBusOptions } from './options/java-bus-options.ts';
import { registryOptions } from './options/registry-options.ts';
import { requestOptions } from './options/request-options.ts';
import { resourceOptions } from './options/resource-options.ts';
import { rolloutOptions } from './options/rollout-options.ts';

const SERVER = 'spring.cloud.config.server';

/** Options of the config server, under Spring's names (config-protocol 8.1). */
export const configOptions = defineOptions({
  ...backendOptions,
  ...healthOptions,
  ...hostingOptions,
  ...checkOptions,
  ...changeOptions,
  ...registryOptions,
  ...requestOptions,
  ...answerOptions,
  ...resourceOptions,
  ...cacheOptions,
  ...rolloutOptions,
  reverseLocationOrder: flag(`${SERVER}.reverse-location-order`, {
    default: false,
    description: 'Look for files to serve as they are in the last search path first',
  }),
  overrides: records(`${SERVER}.overrides`, { description: 'Properties that beat every file' }),
  prefix: text(`${SERVER}.prefix`, { default: '', description: 'Path before all environments' }),
  acceptEmpty: flag(`${SERVER}.accept-empty`, {
    default: true,
    description: 'Answer 200 when no file was found, else 404',
  }),
  stripDocument: flag(`${SERVER}.strip-document-from-yaml`, {
    default: true,
    description: 'Serve a file that is only a list or a text as YAML without the key document',
  }),
  encryptEnabled: flag(`${SERVER}.encrypt.enabled`, {
    default: true,
    description: 'Decrypt {cipher} values before they are served',
  }),
  prefixInvalid: flag(`${SERVER}.encrypt.prefix-invalid-properties`, {
    default: true,
    description: 'Serve a value that can not be decrypted as invalid.<key>, else as it is written',
  }),
  ...encryptionOptions,
  holdBroken: flag('vernal.config.hold-broken', {
    default: true,
    description: 'Serve the last good commit while the newest has a broken file',
  }),
  pollIntervalMs: duration('vernal.config.poll-interval', {
    default: 30_000,
    description: 'Time between checks of a remote repository that nobody asked for',
  }),
  maxRepositories: integer('vernal.config.max-repositories', {
    default: 300,
    min: 1,
    description: 'Repositories open at once whose address has placeholders',
  }),
  ...webhookOptions,
  ...busOptions,
  ...javaBusOptions,
});
export type ConfigOptions = OptionsOf<typeof configOptions>;
