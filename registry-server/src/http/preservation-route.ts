import { methodNotAllowed } from '@vernal/server-kit';
import { Router } from 'express';
import type { PreservationView } from '../preservation/preservation-view.ts';

/** `GET /actuator/vernal/preservation`: why expired instances go or stay, and the renewals of each application. */
export function preservationRoute(read: () => PreservationView): Router {
  const router = Router();
  router
    .route('/actuator/vernal/preservation')
    .get((_request, response) => {
      response.json(read());
    })
    .all(methodNotAllowed('GET'));
  return router;
}
