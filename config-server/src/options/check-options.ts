import { duration, integer, oneOf } from '@vernal/core/options';

const CHECK = 'vernal.config.check';

/** How pushes are checked. */
export const checkOptions = {
  checkSecrets: oneOf(`${CHECK}.secrets`, ['ignore', 'warn', 'refuse'], {
    default: 'warn',
    description: 'What becomes of a push with secrets in clear',
  }),
  checkSchemas: oneOf(`${CHECK}.schemas`, ['ignore', 'warn', 'refuse'], {
    default: 'refuse',
    description: 'What becomes of a push that breaks the schema of a service that runs',
  }),
  checkMaxFindings: integer(`${CHECK}.max-findings`, {
    default: 50,
    min: 1,
    description: 'Findings that a pusher is shown',
  }),
  checkTimeoutMs: duration(`${CHECK}.timeout`, {
    default: 30_000,
    minMs: 1,
    description: 'A push that takes longer to check is refused',
  }),
};
