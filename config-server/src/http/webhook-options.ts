import { flag, type OptionsOf, oneOf, secret, text } from '@vernal/core/options';
import { WEBHOOK_PROVIDERS, type WebhookProvider } from '../domain/webhook.ts';

/** Options of `/monitor`, the endpoint for webhooks of Git hosts. */
export const webhookOptions = {
  webhookSecret: secret('vernal.config.webhook.secret', {
    description: 'Secret that webhooks must be signed with; without it none is checked',
  }),
  monitor: oneOf('vernal.config.monitor', ['changes', 'java'], {
    default: 'changes',
    description: 'Whom a webhook tells: who is affected, or also, as Spring does, whoever it names',
  }),
  monitorPath: text('spring.cloud.config.monitor.endpoint.path', {
    default: '',
    description: 'Path before /monitor',
  }),
  githubWebhooks: providerFlag('github'),
  gitlabWebhooks: providerFlag('gitlab'),
  bitbucketWebhooks: providerFlag('bitbucket'),
  giteaWebhooks: providerFlag('gitea'),
  giteeWebhooks: providerFlag('gitee'),
  gogsWebhooks: providerFlag('gogs'),
};

/** The providers that are not switched off. */
export function enabledProviders(
  options: OptionsOf<typeof webhookOptions>,
): ReadonlySet<WebhookProvider> {
  return new Set(WEBHOOK_PROVIDERS.filter((provider) => options[`${provider}Webhooks`]));
}

/** Where webhooks arrive; with or without slashes around what comes before. */
export function monitorRoute({ monitorPath }: { readonly monitorPath: string }): string {
  const prefix = monitorPath.replaceAll(/^\/+|\/+$/g, '');
  return prefix === '' ? '/monitor' : `/${prefix}/monitor`;
}

function providerFlag(provider: WebhookProvider) {
  return flag(`spring.cloud.config.server.monitor.${provider}.enabled`, {
    default: true,
    description: 'Answer a webhook of this Git host with the names that it concerns',
  });
}
