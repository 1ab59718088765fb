import { stdout } from 'node:process';
import { isatty } from 'node:tty';
import type { LogFields, Logger } from '@vernal/core';
import {
  type DestinationStream,
  destination,
  type Logger as PinoLogger,
  pino,
  stdTimeFunctions,
} from 'pino';
import type { LoggingOptions } from './logging-options.ts';
import { redactFields, redactText } from './redact.ts';

/** What the lines of a daemon say of it, and which of them are written how. */
export interface LogShape extends LoggingOptions {
  /** As `service.name` on each line. */
  readonly serviceName: string;
  readonly serviceVersion: string;
}

const STDOUT = 1;

/** A logger on standard output, written at once so that a crash loses no line (console-and-observability 2.5). */
export async function createLogger(options: LogShape): Promise<Logger> {
  const isPretty =
    options.logFormat === 'pretty' || (options.logFormat === 'auto' && isatty(STDOUT));
  const stream = isPretty ? await prettyStream() : destination({ fd: STDOUT, sync: true });
  return loggerTo(stream, options);
}

/** The same logger on any stream. */
export function loggerTo(stream: DestinationStream, options: LogShape): Logger {
  const lines = pino(
    {
      level: options.logLevel === 'off' ? 'silent' : options.logLevel,
      messageKey: 'message',
      base: { 'service.name': options.serviceName, 'service.version': options.serviceVersion },
      timestamp: () => stdTimeFunctions.isoTime().replace('"time"', '"@timestamp"'),
      formatters: { level: (label) => ({ 'log.level': label }) },
    },
    stream,
  );
  return adapt(lines);
}

/** Loaded only when it is used: a daemon in production never pays for it. */
async function prettyStream(): Promise<DestinationStream> {
  const { PinoPretty } = await import('pino-pretty');
  return PinoPretty({
    destination: STDOUT,
    sync: true,
    // Its own guess takes FORCE_COLOR=0 for a wish to see colours; Node's knows the variables and the terminal.
    colorize: stdout.isTTY && stdout.hasColors(),
    messageKey: 'message',
    // pino-pretty takes a plain dot for a step into a nested object.
    levelKey: 'log\\.level',
    timestampKey: '@timestamp',
    translateTime: 'SYS:HH:MM:ss.l',
    ignore: 'service\\.name,service\\.version',
  });
}

function adapt(lines: PinoLogger): Logger {
  const write =
    (level: 'debug' | 'info' | 'warn' | 'error') => (message: string, fields?: LogFields) => {
      if (!lines.isLevelEnabled(level)) return;
      lines[level](fields === undefined ? {} : redactFields(fields), redactText(message));
    };
  return {
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    child: (fields) => adapt(lines.child(redactFields(fields))),
  };
}
