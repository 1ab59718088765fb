/** @jsxRuntime automatic @jsxImportSource preact */
import type { VNode } from 'preact';
import { durationWords } from '../../words/duration-words.ts';

/** How long ago something was, with the moment itself for whoever points at it. */
export function Age({ atMs, nowMs }: { readonly atMs: number; readonly nowMs: number }): VNode {
  const moment = new Date(atMs).toISOString();
  return (
    <time dateTime={moment} title={moment}>
      {durationWords(Math.max(0, nowMs - atMs))}
    </time>
  );
}
