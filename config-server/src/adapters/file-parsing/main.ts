import { parseConfigFile } from '../../domain/config-file.ts';
import { partsOf } from './file-parts.ts';
import type { FilePart, ParsingTask } from './parsing-task.ts';

let parts: Iterator<FilePart, void> = [].values();

process.on('message', (message) => void answer(message as ParsingTask));

async function answer(task: ParsingTask): Promise<void> {
  if (task !== 'more') parts = partsOf(await parseConfigFile(task.path, task.bytes));
  const { value: part } = parts.next();
  process.send?.(part ?? null);
}
