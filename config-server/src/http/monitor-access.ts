import { type AccessRule, hasAnyRole } from '@vernal/server-kit';

/** Who may send webhooks, wherever they arrive, in any case; all other requests are judged by another rule. */
export function monitorAccess(route: string, otherwise: AccessRule): AccessRule {
  return (request, caller) => {
    const [path] = (request.url ?? '').split('?', 1);
    const isWebhook = request.method === 'POST' && path?.toLowerCase() === route.toLowerCase();
    return isWebhook ? hasAnyRole(caller, ['push', 'operator']) : otherwise(request, caller);
  };
}
