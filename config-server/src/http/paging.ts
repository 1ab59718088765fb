import { HttpProblem } from '@vernal/server-kit';
import type { Request } from 'express';
import { queryText } from './named-application.ts';

/** Rows of a list in one answer: more would keep the others waiting while they are written. */
const MAX_SIZE = 1_000;
const DIGITS = /^\d{1,9}$/;

/** Which part of long lists is asked for. */
export interface PageRequest {
  /** From 0. */
  readonly number: number;
  readonly size: number;
  /** Whether the caller said so. */
  readonly isNamed: boolean;
}

/** `?page=&size=`, in the sense of Spring Data: pages count from 0. The first one, as large as can be, when absent. */
export function requestedPage(request: Request): PageRequest {
  const number = wholeNumber(request, 'page');
  const size = wholeNumber(request, 'size');
  if (size !== undefined && (size < 1 || size > MAX_SIZE)) {
    throw new HttpProblem(400, `size must be from 1 to ${MAX_SIZE}`);
  }
  return {
    number: number ?? 0,
    size: size ?? MAX_SIZE,
    isNamed: number !== undefined || size !== undefined,
  };
}

/** The rows of a page. */
export function rowsOfPage<Row>(rows: readonly Row[], { number, size }: PageRequest): Row[] {
  return rows.slice(number * size, (number + 1) * size);
}

function wholeNumber(request: Request, name: string): number | undefined {
  const text = queryText(request, name);
  if (text === undefined) return undefined;
  if (!DIGITS.test(text)) throw new HttpProblem(400, `${name} must be a whole number`);
  return Number(text);
}
