import type { ValidationTask } from '../../ports/schema-validation.ts';
import { problemsOf } from './validate.ts';
import { withinTime } from './within-time.ts';

/** Of one task: this process must end even if its parent has died. */
const TASK_LIMIT_MS = 2_000;

/** Answers one task after the other, so that the parent knows which of them it does not survive. */
async function answer(tasks: readonly ValidationTask[]): Promise<void> {
  for (const task of tasks) {
    const problems = withinTime(() => problemsOf(task), TASK_LIMIT_MS);
    // null: undefined is no message.
    await new Promise((sent) => process.send?.(problems ?? null, sent));
  }
  process.disconnect();
}

process.once('message', (tasks) => void answer(tasks as readonly ValidationTask[]));
