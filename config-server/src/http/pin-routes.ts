import type { Outcome } from '@vernal/core';
import type { PinDecision } from '@vernal/protocol/bus';
import { type Audit, anyone, HttpProblem, methodNotAllowed, principalOf } from '@vernal/server-kit';
import { json, type Request, Router } from 'express';
import type { PinCommands, PinProblem, PinRequest } from '../environments/pin-commands.ts';
import type { Pins } from '../environments/pins.ts';
import { namedApplication } from './named-application.ts';
import type { ReadingRules } from './reading-rules.ts';

const MAX_BODY = '16kb';
const MAX_TEXT = 500;
/** What every command may say. */
const FIELDS = ['label', 'reason'];

/** What the routes work with. */
export interface PinRoutesParts {
  readonly pins: Pins;
  readonly commands: PinCommands;
  readonly audit: Audit;
  readonly rules: ReadingRules;
}

type Command = (request: PinRequest, commit: string) => Promise<Outcome<PinDecision, PinProblem>>;

/**
 * `POST /actuator/vernal/{hold,pin,rollback,release}/APP`, with `label`, `commit` and `reason` as JSON: the
 * commands of operators. `GET /actuator/vernal/pins`: what is pinned, by whom, since when and why.
 */
export function pinRoutes({ pins, commands, audit, rules }: PinRoutesParts): Router {
  const router = Router();
  const actions: Readonly<Record<string, Command>> = {
    hold: (request) => commands.hold(request),
    pin: (request, commit) => commands.pin(request, commit),
    rollback: (request) => commands.rollback(request),
    release: (request) => commands.release(request),
  };
  router
    .route('/actuator/vernal/pins')
    .get((request, response) => {
      const caller = principalOf(request) ?? anyone;
      response.json(pins.all().filter((pin) => rules.concerns(caller, pin)));
    })
    .all(methodNotAllowed('GET'));
  for (const [action, command] of Object.entries(actions)) {
    router
      .route(`/actuator/vernal/${action}/:application`)
      .post(json({ limit: MAX_BODY }), async (request, response) => {
        const asked = pinRequestOf(request, rules);
        requireKnownFields(request, action === 'pin' ? ['commit', ...FIELDS] : FIELDS);
        const commit = action === 'pin' ? requiredText(request, 'commit') : '';
        const outcome = await command(asked, commit);
        audit.record({ action, ...auditFields(request, asked, outcome) });
        if (!outcome.ok) throw httpProblemOf(outcome.problem);
        response.json(outcome.value);
      })
      .all(methodNotAllowed('POST'));
  }
  return router;
}

function pinRequestOf(request: Request, rules: ReadingRules): PinRequest {
  // A page of another origin can't send JSON without being asked first.
  if (request.is('application/json') !== 'application/json') {
    throw new HttpProblem(415, 'the body must be JSON');
  }
  const { application: name = '' } = request.params;
  const label = bodyField(request, 'label') ?? null;
  const key = namedApplication(request, { name: String(name), profiles: 'default', label }, rules);
  if (key.application.includes(',')) throw new HttpProblem(400, 'name one application');
  if (key.label?.includes(',') === true) throw new HttpProblem(400, 'label must be one label');
  const reason = bodyField(request, 'reason');
  return {
    application: key.application,
    label: key.label,
    by: callerOf(request),
    ...(reason === undefined ? {} : { reason }),
  };
}

/** A label that is misspelt must not pin the application at another one. */
function requireKnownFields(request: Request, known: readonly string[]): void {
  const body: unknown = request.body;
  const unknown = Object.keys(Object(body)).find((field) => !known.includes(field));
  if (unknown === undefined) return;
  throw new HttpProblem(400, `${unknown} is no field of this command; it has ${known.join(', ')}`);
}

function requiredText(request: Request, name: string): string {
  const text = bodyField(request, name);
  if (text === undefined) throw new HttpProblem(400, `${name} is missing`);
  return text;
}

function bodyField(request: Request, name: string): string | undefined {
  const body: unknown = request.body;
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new HttpProblem(400, 'the body must be a JSON object');
  }
  const value = Object.entries(body).find(([field]) => field === name)?.[1];
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string' && value !== '' && value.length <= MAX_TEXT) return value;
  throw new HttpProblem(400, `${name} must be a text of at most ${MAX_TEXT} characters`);
}

function callerOf(request: Request): string {
  return (principalOf(request) ?? anyone).name;
}

function auditFields(
  request: Request,
  asked: PinRequest,
  outcome: Outcome<PinDecision, PinProblem>,
) {
  const place = outcome.ok
    ? `${outcome.value.label} at ${outcome.value.commits.join(',')}`
    : (asked.label ?? 'the default label');
  return {
    actor: asked.by,
    target: `${asked.application} ${place}`,
    outcome: outcome.ok ? 'success' : 'failure',
    reason: asked.reason,
    clientIp: request.socket.remoteAddress,
  } as const;
}

const STATUS_OF: Readonly<Record<PinProblem['kind'], number>> = {
  unknown: 404,
  refused: 409,
  unkept: 507,
};

function httpProblemOf({ kind, problem }: PinProblem): Error {
  return new HttpProblem(STATUS_OF[kind], problem);
}
