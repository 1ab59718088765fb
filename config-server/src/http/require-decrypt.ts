import { type Audit, anyone, HttpProblem, principalOf } from '@vernal/server-kit';
import { type RequestHandler, Router } from 'express';

/**
 * `POST /decrypt` is off unless granted: whoever may do everything because nobody said otherwise may not turn every
 * secret of a repository into clear text. A server without any credentials leaves it to whoever reaches it.
 */
export function requireDecrypt(audit: Audit): Router {
  const router = Router({ strict: true, caseSensitive: true });
  const refuseOthers: RequestHandler = (request, _response, next) => {
    const caller = principalOf(request) ?? anyone;
    if (caller === anyone || caller.roles?.includes('decrypt') === true) {
      next();
      return;
    }
    const { method, path: target } = request;
    const clientIp = request.socket.remoteAddress;
    const entry = {
      action: 'request',
      actor: caller.name,
      target: `${method} ${target}`,
      clientIp,
    };
    audit.record({ ...entry, outcome: 'failure' });
    throw new HttpProblem(403, 'the role decrypt is missing');
  };
  router.post(['/decrypt', '/decrypt/:name/:profiles'], refuseOthers);
  return router;
}
