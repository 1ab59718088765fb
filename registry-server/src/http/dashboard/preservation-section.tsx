/** @jsxRuntime automatic @jsxImportSource preact */
import type { VNode } from 'preact';
import type { PreservationView } from '../../preservation/preservation-view.ts';

/** How loud the banner is, and what it says first. */
function headlineOf({ state, expiredInstances }: PreservationView): readonly [string, string] {
  if (state === 'off') return ['notice', 'Self-preservation is switched off'];
  if (state === 'evicting') return ['calm', 'Instances that stop renewing are evicted'];
  return expiredInstances === 0
    ? ['notice', 'Self-preservation: nothing would be evicted now']
    : ['alert', 'Self-preservation: nothing is evicted'];
}

/** Self-preservation in words and numbers. */
export function PreservationSection({
  preservation,
}: {
  readonly preservation: PreservationView;
}): VNode {
  const { why, endsWhen, renewalsLastMinute, threshold } = preservation;
  const [tone, headline] = headlineOf(preservation);
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
