import { bindOptions, type Settings, settingsLayer } from '@vernal/core/options';
import { type PeerOptions, peerOptions } from '../../src/peers/peer-options.ts';

/** Peer options as they are bound from property names. */
export function boundPeerOptions(settings: Settings = {}): PeerOptions {
  const bound = bindOptions(peerOptions, [settingsLayer(settings)]);
  if (!bound.ok) throw new Error(JSON.stringify(bound.problem));
  return bound.value;
}
