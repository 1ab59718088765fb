/** @jsxRuntime automatic @jsxImportSource preact */
import type { ComponentChildren, VNode } from 'preact';
import type { SystemView } from '../../dashboard/dashboard-view.ts';
import { counted } from '../../words/counted.ts';
import { durationWords } from '../../words/duration-words.ts';
import { StatusCounts } from './status-mark.tsx';

/** The registry in numbers. */
export function SystemSection({ system }: { readonly system: SystemView }): VNode {
  const now = new Date(system.nowMs).toISOString();
  return (
    <section id="system" data-live aria-labelledby="system-title">
      <h2 id="system-title">System status</h2>
      <dl class="tiles">
        <Tile name="Instances">
          {system.instances} of {counted(system.applications, 'application')}
        </Tile>
        <Tile name="Statuses">
          {system.instances === 0 ? 'none yet' : <StatusCounts counts={system.statuses} />}
        </Tile>
        {system.unconfirmed > 0 && (
          <Tile name="Unconfirmed">{system.unconfirmed} restored, not heard of since</Tile>
        )}
        <Tile name="Environment">{system.environment}</Tile>
        <Tile name="Data centre">{system.datacenter}</Tile>
        <Tile name="Up for">{durationWords(system.uptimeMs)}</Tile>
        <Tile name="Server time">
          <time dateTime={now}>{now.slice(0, 19).replace('T', ' ')} UTC</time>
        </Tile>
      </dl>
    </section>
  );
}

function Tile({
  name,
  children,
}: {
  readonly name: string;
  readonly children: ComponentChildren;
}): VNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
