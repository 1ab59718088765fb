import type { LogFields, Logger } from '../logger.ts';

/** One line that was logged. */
export interface LoggedLine {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly message: string;
  readonly fields: LogFields;
}

/** A logger that keeps its lines for a test to read. */
export class RecordingLogger implements Logger {
  readonly lines: LoggedLine[];
  readonly #fields: LogFields;
  readonly #awaited: Set<() => void>;

  /** @param parent The logger whose lines this one adds to. */
  constructor(fields: LogFields = {}, parent?: RecordingLogger) {
    this.lines = parent?.lines ?? [];
    this.#fields = fields;
    this.#awaited = parent === undefined ? new Set() : parent.#awaited;
  }

  /** Waits until the lines, its own and those of its children, are as they should be. */
  untilLines(holds: (lines: readonly LoggedLine[]) => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (!holds(this.lines)) return;
        this.#awaited.delete(look);
        resolve();
      };
      this.#awaited.add(look);
      look();
    });
  }

  debug(message: string, fields?: LogFields): void {
    this.#add('debug', message, fields);
  }

  info(message: string, fields?: LogFields): void {
    this.#add('info', message, fields);
  }

  warn(message: string, fields?: LogFields): void {
    this.#add('warn', message, fields);
  }

  error(message: string, fields?: LogFields): void {
    this.#add('error', message, fields);
  }

  child(fields: LogFields): Logger {
    return new RecordingLogger({ ...this.#fields, ...fields }, this);
  }

  #add(level: LoggedLine['level'], message: string, fields: LogFields = {}): void {
    this.lines.push({ level, message, fields: { ...this.#fields, ...fields } });
    for (const look of [...this.#awaited]) look();
  }
}
