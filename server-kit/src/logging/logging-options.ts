import { defineOptions, type OptionsOf, oneOf } from '@vernal/core/options';

/** Which lines a daemon logs, and how. */
export const loggingOptions = defineOptions({
  logLevel: oneOf(
    'logging.level.root',
    ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'off'],
    { default: 'info', description: 'Least severe level that is logged' },
  ),
  logFormat: oneOf('vernal.logging.format', ['auto', 'pretty', 'json'], {
    default: 'auto',
    description: 'Log lines for people or as JSON; auto is pretty on a terminal',
  }),
});

/** The values of {@link loggingOptions}. */
export type LoggingOptions = OptionsOf<typeof loggingOptions>;
