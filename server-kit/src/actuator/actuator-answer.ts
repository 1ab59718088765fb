import { ACTUATOR_MEDIA_TYPE } from '@vernal/protocol/actuator';
import type { Response } from 'express';

/** Answers with JSON in the media type that the caller accepts, Spring Boot's own if it has no wish. */
export function sendActuator(response: Response, body: unknown): void {
  const accepted = response.req.accepts([ACTUATOR_MEDIA_TYPE, 'application/json']);
  response.type(accepted === false ? ACTUATOR_MEDIA_TYPE : accepted).send(JSON.stringify(body));
}
