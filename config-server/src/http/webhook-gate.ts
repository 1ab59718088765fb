import type { Clock, Secret } from '@vernal/core';
import { type Audit, anyone, HttpProblem, principalOf } from '@vernal/server-kit';
import type { Request, RequestHandler } from 'express';
import { proofOfWebhook } from './webhook-signature.ts';

/** What webhooks are checked with. */
export interface WebhookGateParts {
  /** `vernal.config.webhook.secret`; undefined lets every webhook in. */
  readonly secret: Secret | undefined;
  readonly clock: Clock;
  readonly audit: Audit;
}

/**
 * Lets in webhooks whose sender knows the secret, and users who log in (an operator, `role push`) without
 * a signature; all others get 403 and a line in the audit log. Needs the body as bytes.
 */
export function webhookGate({ secret, clock, audit }: WebhookGateParts): RequestHandler {
  return (request, _response, next) => {
    if (secret === undefined) return next();
    const { headers } = request;
    const webhook = { headers, body: bytesOf(request), receivedAtMs: clock.now() };
    const proof = proofOfWebhook(webhook, secret.reveal());
    if (proof === 'right' || (proof === 'none' && isUser(request))) return next();
    audit.record({
      action: 'webhook',
      actor: principalOf(request)?.name ?? anyone.name,
      target: `POST ${request.path}`,
      outcome: 'failure',
      clientIp: request.socket.remoteAddress,
    });
    throw new HttpProblem(403, proof === 'wrong' ? 'the signature is wrong' : 'not signed');
  };
}

/** The body that `express.raw` read; empty when there was none. */
export function bytesOf(request: Request): Buffer {
  const body: unknown = request.body;
  return Buffer.isBuffer(body) ? body : Buffer.alloc(0);
}

/** Without credentials configured everybody is let in as nobody in particular, which proves nothing. */
function isUser(request: Request): boolean {
  const caller = principalOf(request);
  return caller !== undefined && caller !== anyone;
}
