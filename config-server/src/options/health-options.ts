import { flag, objectsByName, text } from '@vernal/core/options';

const HEALTH = 'spring.cloud.config.server.health';

/** Names of `health.repositories.NAME`. */
const queryOptions = {
  name: text('name', { description: 'Application to look up; the name of the entry when not set' }),
  profiles: text('profiles', { default: 'default', description: 'Profiles to look up' }),
  label: text('label', { description: 'Label to look up; the default one when not set' }),
};

/** Options of the component `configServer` of `/actuator/health`, under Spring's names (config-protocol 1.10). */
export const healthOptions = {
  healthEnabled: flag(`${HEALTH}.enabled`, {
    default: true,
    description: 'Have a component configServer in /actuator/health',
  }),
  healthRepositories: objectsByName(`${HEALTH}.repositories`, queryOptions, {
    description: 'Environments that health looks up; the one of application app when none is named',
  }),
  downHealthStatus: text(`${HEALTH}.down-health-status`, {
    default: 'DOWN',
    description: 'Status of configServer when an environment is not to be had',
  }),
};
