import { HttpProblem, methodNotAllowed } from '@vernal/server-kit';
import express, { type Request, type RequestHandler, type Router } from 'express';
import { blastRadius } from '../../dashboard/blast-radius.ts';
import { viewInstance } from '../../dashboard/instance-view.ts';
import type { Lease } from '../../domain/lease.ts';
import type { Registry } from '../../domain/registry.ts';
import type { StatusCommand } from '../../domain/registry-commands.ts';
import { causeOf } from '../cause.ts';
import { ConfirmPage } from './confirm-page.tsx';
import type { DashboardParts } from './dashboard-parts.ts';
import { SERVICE_COMMANDS, type ServiceCommand } from './dashboard-paths.ts';
import { parametersOf } from './dashboard-query.ts';
import { FormTokens } from './form-token.ts';
import { answerPage } from './page-answer.ts';

const MAX_FORM_BYTES = 8_192;
const MAX_REASON_LENGTH = 200;

/** A command as a link or a form names it. */
interface Wanted {
  readonly command: ServiceCommand;
  readonly lease: Lease;
}

/** Out of service and back: `GET` asks for confirmation, `POST` does it. Works without scripts. */
export function addServiceRoutes(router: Router, parts: DashboardParts): void {
  const tokens = new FormTokens(parts.clock);
  const form = express.text({ type: 'application/x-www-form-urlencoded', limit: MAX_FORM_BYTES });
  router
    .route('/service')
    .get(askRoute(parts, tokens))
    .post(form, performRoute(parts, tokens))
    .all(methodNotAllowed('GET', 'POST'));
}

function askRoute({ registry, paths }: DashboardParts, tokens: FormTokens): RequestHandler {
  return (request, response) => {
    const wanted = readWanted(registry, parametersOf(request));
    answerPage(response, ConfirmPage(confirmation(request, wanted, { registry, tokens, paths })));
  };
}

function performRoute(parts: DashboardParts, tokens: FormTokens): RequestHandler {
  const { registry, store, paths } = parts;
  return async (request, response) => {
    const form = new URLSearchParams(typeof request.body === 'string' ? request.body : '');
    const wanted = readWanted(registry, form);
    const problem = problemOf(request, { wanted, form, registry, tokens });
    if (problem !== undefined) {
      const props = confirmation(request, wanted, { registry, tokens, paths });
      answerPage(response, ConfirmPage({ ...props, problem }), 403);
      return;
    }
    perform(registry, wanted, request, form.get('reason') ?? '');
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
  request: Request,
  { command, lease }: Wanted,
  {
    registry,
    tokens,
    paths,
  }: Pick<DashboardParts, 'registry' | 'paths'> & { readonly tokens: FormTokens },
) {
  const { app, instanceId } = lease.instance;
  return {
    command,
    instance: viewInstance(lease),
    radius: blastRadius(registry.table, app, instanceId),
    token: tokens.issue(purposeOf(request, { command, lease })),
    paths,
  };
}

function problemOf(
  request: Request,
  {
    wanted,
    form,
    registry,
    tokens,
  }: {
    readonly wanted: Wanted;
    readonly form: URLSearchParams;
    readonly registry: Registry;
    readonly tokens: FormTokens;
  },
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

function purposeOf(request: Request, { command, lease }: Wanted): readonly string[] {
  const { app, instanceId } = lease.instance;
  return [causeOf(request).actor, command, app, instanceId];
}

function perform(
  registry: Registry,
  { command, lease }: Wanted,
  request: Request,
  reason: string,
): void {
  const { app, instanceId } = lease.instance;
  const words = reason.trim().slice(0, MAX_REASON_LENGTH);
  const cause = { ...causeOf(request), ...(words === '' ? {} : { reason: words }) };
  const out: StatusCommand = { status: 'OUT_OF_SERVICE', cause };
  if (command === 'out-of-service') registry.overrideStatus(app, instanceId, out);
  else registry.removeOverride(app, instanceId, { status: 'UP', cause });
}
