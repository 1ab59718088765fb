/** @jsxRuntime automatic @jsxImportSource preact */
import type { VNode } from 'preact';
import type { DashboardView } from '../../dashboard/dashboard-view.ts';
import type { InstanceView } from '../../dashboard/instance-view.ts';
import { counted } from '../../words/counted.ts';
import { Age } from './age.tsx';
import type { DashboardPaths } from './dashboard-paths.ts';
import { DataTable } from './data-table.tsx';
import { PageLinks } from './page-links.tsx';
import { StatusMark } from './status-mark.tsx';

const COLUMNS = [
  'Instance',
  'Application',
  'Status',
  'Address',
  'Zone',
  'Version',
  'Age',
  'Last renewal',
  'Metadata',
];

/** What the section shows and for whom. */
export interface InstancesProps {
  readonly view: DashboardView;
  readonly paths: DashboardPaths;
  readonly mayOperate: boolean;
}

/** One row for each instance that the search found; a hint instead, where that would be too many. */
export function InstancesSection({ view, paths, mayOperate }: InstancesProps): VNode {
  const { instances } = view.listing;
  return (
    <section id="instances" data-live aria-labelledby="instances-title">
      <h2 id="instances-title">Instances</h2>
      {instances === undefined && (
        <p>
          Choose an application or search: all {view.system.instances} instances are too many to
          list.
        </p>
      )}
      {instances !== undefined && instances.total > 0 && (
        <DataTable
          id="instances-caption"
          caption={counted(instances.total, 'instance')}
          columns={mayOperate ? [...COLUMNS, 'Operate'] : COLUMNS}
        >
          {instances.items.map((instance) => (
            <InstanceRow
              instance={instance}
              paths={paths}
              mayOperate={mayOperate}
              nowMs={view.system.nowMs}
            />
          ))}
        </DataTable>
      )}
      {instances !== undefined && (
        <PageLinks
          label="Pages of instances"
          page={instances}
          hrefOf={(number) => paths.listing(view.search, { instances: number })}
        />
      )}
    </section>
  );
}

interface RowProps {
  readonly instance: InstanceView;
  readonly paths: DashboardPaths;
  readonly mayOperate: boolean;
  readonly nowMs: number;
}

function InstanceRow({ instance, paths, mayOperate, nowMs }: RowProps): VNode {
  return (
    <tr>
      <th scope="row">
        <InstanceName instance={instance} />
      </th>
      <td>{instance.app}</td>
      <td>
        <StatusMark status={instance.status} />
        {instance.isOverridden && <span class="mark">overridden</span>}
        {!instance.isConfirmed && <span class="mark">unconfirmed</span>}
      </td>
      <td>
        {instance.address}
        <div class="quiet">{instance.hostName}</div>
      </td>
      <td>{instance.zone}</td>
      <td>{instance.version}</td>
      <td>
        <Age atMs={instance.registeredAtMs} nowMs={nowMs} />
      </td>
      <td>
        <Age atMs={instance.seenAtMs} nowMs={nowMs} /> ago
      </td>
      <td>
        <Metadata instance={instance} />
      </td>
      {mayOperate && (
        <td>
          <ServiceLink instance={instance} paths={paths} />
        </td>
      )}
    </tr>
  );
}

function InstanceName({
  instance: { instanceId, link },
}: {
  readonly instance: InstanceView;
}): VNode {
  if (link === undefined) return <span>{instanceId}</span>;
  return (
    <a href={link} rel="noreferrer noopener">
      {instanceId}
    </a>
  );
}

function Metadata({
  instance: { app, instanceId, metadata },
}: {
  readonly instance: InstanceView;
}): VNode {
  if (metadata.length === 0) return <span class="quiet">none</span>;
  const entries = counted(metadata.length, 'entry', 'entries');
  return (
    <details class="metadata" id={`metadata ${app} ${instanceId}`}>
      <summary aria-label={`${entries} of ${instanceId}`}>{entries}</summary>
      <dl>
        {metadata.map(([name, value]) => (
          <div>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

function ServiceLink({
  instance,
  paths,
}: {
  readonly instance: InstanceView;
  readonly paths: DashboardPaths;
}): VNode {
  const [command, words] = instance.isOverridden
    ? (['back-in-service', 'Put back in service'] as const)
    : (['out-of-service', 'Take out of service'] as const);
  return (
    <a
      class="button"
      href={paths.command(command, instance)}
      aria-label={`${words}: ${instance.instanceId}`}
    >
      {words}…
    </a>
  );
}
