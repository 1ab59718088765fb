import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** One recorded exchange (golden/README.md). */
export interface RecordedStep {
  readonly request: { readonly path: string; readonly body: string };
  readonly response: { readonly body: string };
}

/** What was recorded at Java registries about batches of peers. */
export function recordedBatches(scenario: string): readonly RecordedStep[] {
  const path = join(goldenFolder(import.meta.dirname), 'eureka', `${scenario}.json`);
  const { steps } = JSON.parse(readFileSync(path, 'utf8')) as { steps: RecordedStep[] };
  return steps.filter(({ request }) => request.path.includes('peerreplication'));
}

/** These tests run from their sources and, a level deeper, from the build. */
function goldenFolder(from: string): string {
  const candidate = join(from, 'interop', 'golden');
  if (existsSync(candidate)) return candidate;
  if (dirname(from) === from) throw new Error('interop/golden is missing');
  return goldenFolder(dirname(from));
}
