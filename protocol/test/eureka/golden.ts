import { readFileSync } from 'node:fs';
import { checkoutPath } from '@vernal/core/testing';

/** One recorded exchange (golden/README.md). */
export interface RecordedStep {
  readonly request: { readonly path: string; readonly body: string };
  readonly response: { readonly body: string };
}

/** What was recorded at Java registries about batches of peers. */
export function recordedBatches(scenario: string): readonly RecordedStep[] {
  const path = checkoutPath('interop', 'golden', 'eureka', `${scenario}.json`);
  const { steps } = JSON.parse(readFileSync(path, 'utf8')) as { steps: RecordedStep[] };
  return steps.filter(({ request }) => request.path.includes('peerreplication'));
}
