import { oneOf, secret } from '@vernal/core/options';

/** Options of `/monitor`, the endpoint for webhooks of Git hosts. */
export const webhookOptions = {
  webhookSecret: secret('vernal.config.webhook.secret', {
    description: 'Secret that webhooks must be signed with; without it none is checked',
  }),
  monitor: oneOf('vernal.config.monitor', ['changes', 'java'], {
    default: 'changes',
    description: 'Whom a webhook tells: who is affected, or also, as Spring does, whoever it names',
  }),
};
