/** @jsxRuntime automatic @jsxImportSource preact */
import type { VNode } from 'preact';
import type { BlastRadius } from '../../dashboard/blast-radius.ts';
import type { InstanceView } from '../../dashboard/instance-view.ts';
import type { DashboardPaths, ServiceCommand } from './dashboard-paths.ts';
import { Document } from './document.tsx';
import { StatusMark } from './status-mark.tsx';

/** What an operator is asked to confirm. */
export interface ConfirmPageProps {
  readonly command: ServiceCommand;
  readonly instance: InstanceView;
  readonly radius: BlastRadius;
  /** Proves that the form was read here. */
  readonly token: string;
  readonly paths: DashboardPaths;
  /** What was wrong with the form as it was sent. */
  readonly problem?: string;
}

/** Shows what a command will do, and asks. */
export function ConfirmPage(props: ConfirmPageProps): VNode {
  const { command, instance, radius, token, paths, problem } = props;
  const title = command === 'out-of-service' ? 'Take out of service' : 'Put back in service';
  return (
    <Document title={`Eureka: ${title.toLowerCase()}`} paths={paths}>
      <h1>
        {title}: {instance.instanceId}
      </h1>
      {problem !== undefined && (
        <p role="alert" class="banner alert">
          {problem}
        </p>
      )}
      <p>
        {instance.app} at {instance.address} is now <StatusMark status={instance.status} />
      </p>
      {command === 'out-of-service' ? <Impact app={instance.app} radius={radius} /> : <Return />}
      <p>
        The same by hand: <code>{requestOf(command, paths.status(instance))}</code>
      </p>
      <form method="post" action={paths.service} class="confirm">
        <input type="hidden" name="command" value={command} />
        <input type="hidden" name="app" value={instance.app} />
        <input type="hidden" name="instance" value={instance.instanceId} />
        <input type="hidden" name="token" value={token} />
        <label>
          Reason, for the journal
          <input name="reason" maxLength={200} autocomplete="off" />
        </label>
        {command === 'out-of-service' && radius.remaining === 0 && (
          <label>
            <input type="checkbox" name="last" value="yes" required /> I know that no instance of{' '}
            {instance.app} remains UP
          </label>
        )}
        <button type="submit">{title}</button>
        <a href={paths.listing({ text: '', app: instance.app, status: '' })}>Cancel</a>
      </form>
    </Document>
  );
}

function Impact({ app, radius }: { readonly app: string; readonly radius: BlastRadius }): VNode {
  return (
    <p class={radius.remaining === 0 ? 'banner alert' : 'banner calm'}>
      <strong>
        {radius.remaining} of {radius.total} instances of {app} remain UP.
      </strong>{' '}
      Clients stop calling this one with their next fetch. It goes on renewing, and stays out of
      service until it is put back.
    </p>
  );
}

function Return(): VNode {
  return (
    <p class="banner calm">
      The override is taken away and the instance is listed as UP; its own status counts again with
      its next registration.
    </p>
  );
}

function requestOf(command: ServiceCommand, path: string): string {
  return command === 'out-of-service'
    ? `PUT ${path}?value=OUT_OF_SERVICE`
    : `DELETE ${path}?value=UP`;
}
