import type { ValidationTask } from '../../ports/schema-validation.ts';
import { problemsOf } from './validate.ts';
import { withinTime } from './within-time.ts';

/** Of one task: this process must end even if its parent has died. */
const TASK_LIMIT_MS = 2_000;

process.on('message', (task) => {
  const problems = withinTime(() => problemsOf(task as ValidationTask), TASK_LIMIT_MS);
  // null: undefined is no message.
  process.send?.(problems ?? null);
});
