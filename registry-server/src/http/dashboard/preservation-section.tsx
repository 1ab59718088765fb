/** @jsxRuntime automatic @jsxImportSource preact */
import type { VNode } from 'preact';
import type { PreservationView } from '../../preservation/preservation-view.ts';

const HEADLINES = {
  off: { tone: 'notice', headline: 'Self-preservation is switched off' },
  evicting: { tone: 'calm', headline: 'Instances that stop renewing are evicted' },
  suspended: { tone: 'alert', headline: 'Self-preservation: nothing is evicted' },
} as const;

/** Self-preservation in words and numbers. */
export function PreservationSection({
  preservation,
}: {
  readonly preservation: PreservationView;
}): VNode {
  const { state, why, endsWhen, renewalsLastMinute, threshold } = preservation;
  const { tone, headline } = HEADLINES[state];
  return (
    <section id="preservation" data-live class={`banner ${tone}`} aria-labelledby="banner-title">
      <h2 id="banner-title">{headline}</h2>
      <p>{why}</p>
      {endsWhen !== undefined && <p>This ends when {endsWhen}.</p>}
      <p class="numbers">
        Renews (last min): <strong>{renewalsLastMinute}</strong> · Renews threshold:{' '}
        <strong>{threshold}</strong>
      </p>
    </section>
  );
}
