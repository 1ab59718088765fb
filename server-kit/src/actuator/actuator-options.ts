import { defineOptions, inert, type OptionsOf, oneOf } from '@vernal/core/options';

/** What the actuator shows. */
export const actuatorOptions = defineOptions({
  healthDetails: oneOf(
    'management.endpoint.health.show-details',
    ['never', 'when-authorized', 'always'],
    { default: 'when-authorized', description: 'Who sees the details of /actuator/health' },
  ),
  onePlace: inert(
    'actuator endpoints are below /actuator on server.port, for whom roles allow it',
    ['management.endpoints', 'management.server'],
  ),
});

/** The values of {@link actuatorOptions}. */
export type ActuatorOptions = OptionsOf<typeof actuatorOptions>;
