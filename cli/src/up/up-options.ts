import { defineOptions, integer, type OptionsOf } from '@vernal/core/options';

const port = { min: 1, max: 65_535 };

/** Options of `vernal up` itself; all those of the three servers may be given besides. */
export const upOptions = defineOptions({
  registryPort: integer('vernal.up.registry.port', {
    default: 8761,
    ...port,
    description: 'HTTP port of the registry',
  }),
  configPort: integer('vernal.up.config.port', {
    default: 8888,
    ...port,
    description: 'HTTP port of the config server',
  }),
  busPort: integer('vernal.up.bus.port', {
    default: 1883,
    ...port,
    description: 'MQTT port of the broker',
  }),
  busHttpPort: integer('vernal.up.bus.http-port', {
    default: 8890,
    ...port,
    description: 'HTTP port of the broker',
  }),
});

export type UpOptions = OptionsOf<typeof upOptions>;
