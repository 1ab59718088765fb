/** @jsxRuntime automatic @jsxImportSource preact */
import type { VNode } from 'preact';
import type { PeerView } from '../../peers/peers-view.ts';
import { counted } from '../../words/counted.ts';
import { durationWords } from '../../words/duration-words.ts';
import { Age } from './age.tsx';
import { DataTable } from './data-table.tsx';

const COLUMNS = ['Peer', 'State', 'Queue', 'Lag', 'Last good exchange', 'Same registry', 'Problem'];

/** The other registries of the cluster and how far they are behind. */
export function PeersSection({
  peers,
  nowMs,
}: {
  readonly peers: readonly PeerView[];
  readonly nowMs: number;
}): VNode {
  return (
    <section id="peers" data-live aria-labelledby="peers-title">
      <h2 id="peers-title">Peers</h2>
      {peers.length === 0 ? (
        <p>This registry stands alone: no peers are configured.</p>
      ) : (
        <DataTable id="peers-caption" caption={counted(peers.length, 'peer')} columns={COLUMNS}>
          {peers.map((peer) => (
            <PeerRow peer={peer} nowMs={nowMs} />
          ))}
        </DataTable>
      )}
    </section>
  );
}

function PeerRow({ peer, nowMs }: { readonly peer: PeerView; readonly nowMs: number }): VNode {
  return (
    <tr>
      <th scope="row">
        <a href={peer.url}>{peer.name}</a>
      </th>
      <td>{peer.state}</td>
      <td>{peer.queue}</td>
      <td>{durationWords(peer.lagMs)}</td>
      <td>
        {peer.lastSuccessMs === undefined ? (
          'none yet'
        ) : (
          <span>
            <Age atMs={peer.lastSuccessMs} nowMs={nowMs} /> ago
          </span>
        )}
      </td>
      <td>{sameness(peer.sameHash)}</td>
      <td>{peer.lastError ?? ''}</td>
    </tr>
  );
}

function sameness(sameHash: boolean | undefined): string {
  if (sameHash === undefined) return 'not compared';
  return sameHash ? 'yes' : 'no';
}
