import { bodyText, HttpProblem, methodNotAllowed } from '@vernal/server-kit';
import express, { type Request, type RequestHandler, type Router } from 'express';
import { blastRadius } from '../../dashboard/blast-radius.ts';
import { viewInstance } from '../../dashboard/instance-view.ts';
import type { Cause } from '../../domain/cause.ts';
import type { Lease } from '../../domain/lease.ts';
import type { Registry } from '../../domain/registry.ts';
import { causeOf } from '../cause.ts';
import { parametersOf } from '../url-parameters.ts';
import { ConfirmPage, type ConfirmPageProps } from './confirm-page.tsx';
import type { DashboardParts } from './dashboard-parts.ts';
import { SERVICE_COMMANDS, type ServiceCommand } from './dashboard-paths.ts';
import { FormTokens } from './form-token.ts';
import { answerPage } from './page-answer.ts';

const MAX_FORM_BYTES = 8_192;
const MAX_REASON_LENGTH = 200;

/** A command as a link or a form names it. */
interface Wanted {
  readonly command: ServiceCommand;
  readonly lease: Lease;
}

/** What the routes work with. */
interface Ground extends DashboardParts {
  readonly tokens: FormTokens;
}

/** Out of service and back: `GET` asks for confirmation, `POST` does it. Works without scripts. */
export function addServiceRoutes(router: Router, parts: DashboardParts): void {
  const ground: Ground = { ...parts, tokens: new FormTokens(parts.clock) };
  const form = express.text({ type: 'application/x-www-form-urlencoded', limit: MAX_FORM_BYTES });
  router
    .route('/service')
    .get(askRoute(ground))
    .post(form, performRoute(ground))
    .all(methodNotAllowed('GET', 'POST'));
}

function askRoute(ground: Ground): RequestHandler {
  return (request, response) => {
    const wanted = readWanted(ground.registry, parametersOf(request));
    answerPage(response, ConfirmPage(confirmation(ground, request, wanted)));
  };
}

function performRoute(ground: Ground): RequestHandler {
  const { registry, store, paths } = ground;
  return async (request, response) => {
    const form = new URLSearchParams(bodyText(request));
    const wanted = readWanted(registry, form);
    const problem = problemOf(ground, request, { wanted, form });
    if (problem !== undefined) {
      const props = confirmation(ground, request, wanted);
      answerPage(response, ConfirmPage({ ...props, problem }), 403);
      return;
    }
    perform(registry, wanted, causeWith(request, form.get('reason') ?? ''));
    await store.flushed();
    const { app } = wanted.lease.instance;
    response.redirect(303, paths.listing({ text: '', app, status: '' }));
  };
}

function readWanted(registry: Registry, given: URLSearchParams): Wanted {
  const command = SERVICE_COMMANDS.find((name) => name === given.get('command'));
  if (command === undefined) throw new HttpProblem(400, 'command names no command');
  const app = (given.get('app') ?? '').toUpperCase();
  const lease = registry.findVisible(app, given.get('instance') ?? '');
  if (lease === undefined) throw new HttpProblem(404, 'the instance is not registered');
  return { command, lease };
}

function confirmation(
  { registry, tokens, paths }: Ground,
  request: Request,
  wanted: Wanted,
): ConfirmPageProps {
  const { app, instanceId } = wanted.lease.instance;
  return {
    command: wanted.command,
    instance: viewInstance(wanted.lease),
    radius: blastRadius(registry.table, app, instanceId),
    token: tokens.issue(purposeOf(request, wanted)),
    paths,
  };
}

function problemOf(
  { registry, tokens }: Ground,
  request: Request,
  { wanted, form }: { readonly wanted: Wanted; readonly form: URLSearchParams },
): string | undefined {
  if (!tokens.accepts(form.get('token') ?? '', purposeOf(request, wanted))) {
    return 'The form was too old or came from elsewhere. Nothing was done; please confirm again.';
  }
  const { app, instanceId } = wanted.lease.instance;
  const isLast = blastRadius(registry.table, app, instanceId).remaining === 0;
  if (wanted.command === 'out-of-service' && isLast && form.get('last') !== 'yes') {
    return `No instance of ${app} would remain UP. Nothing was done; please confirm that too.`;
  }
  return undefined;
}

function causeWith(request: Request, reason: string): Cause {
  const words = reason.trim().slice(0, MAX_REASON_LENGTH);
  return words === '' ? causeOf(request) : { ...causeOf(request), reason: words };
}

function perform(registry: Registry, { command, lease }: Wanted, cause: Cause): void {
  const { app, instanceId } = lease.instance;
  if (command === 'out-of-service') {
    registry.overrideStatus(app, instanceId, { status: 'OUT_OF_SERVICE', cause });
  } else {
    registry.removeOverride(app, instanceId, { status: 'UP', cause });
  }
}

/** Who may do what to what with a form. */
function purposeOf(request: Request, { command, lease }: Wanted): readonly string[] {
  const { app, instanceId } = lease.instance;
  return [causeOf(request).actor, command, app, instanceId];
}
