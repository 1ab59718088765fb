import { flag, inert } from '@vernal/core/options';

const SERVER = 'spring.cloud.config.server';

/** Options of what a request may name (config-protocol 1.4). */
export const requestOptions = {
  validateProfiles: flag('spring.profiles.validate', {
    default: true,
    description: 'Refuse profiles that Spring Boot does not allow with 400',
  }),
  onlyServer: inert('this daemon is nothing but a config server', [`${SERVER}.enabled`]),
  sameKeyForAll: inert(
    '/encrypt and /decrypt take the same key whatever they are told to act for',
    [`${SERVER}.default-application-name`, `${SERVER}.default-profile`],
  ),
};
