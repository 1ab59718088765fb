import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** A webhook as it arrived: what it is signed over, and when. */
export interface ReceivedWebhook {
  readonly headers: IncomingHttpHeaders;
  readonly body: Uint8Array;
  /** Epoch ms of the arrival. */
  readonly receivedAtMs: number;
}

/** Whether the sender knows the secret, does not, or did not say. */
export type WebhookProof = 'right' | 'wrong' | 'none';

type ExpectedTexts = (webhook: ReceivedWebhook, secret: string) => readonly string[];

/** Gitee signs the time of sending; a signature is good so long before and after it. */
const GITEE_WINDOW_MS = 3_600_000;

/**
 * The header of each Git host, and what it must be. GitHub also sends `X-Hub-Signature` with SHA-1, so
 * its better one comes first; Gitea sends Gogs' and GitHub's too, all over the same secret.
 */
const PROOFS: readonly (readonly [header: string, expected: ExpectedTexts])[] = [
  ['x-hub-signature-256', ({ body }, secret) => [`sha256=${hexSignature(body, secret)}`]],
  ['x-hub-signature', ({ body }, secret) => [`sha256=${hexSignature(body, secret)}`]],
  ['x-gitea-signature', ({ body }, secret) => [hexSignature(body, secret)]],
  ['x-gogs-signature', ({ body }, secret) => [hexSignature(body, secret)]],
  ['x-gitlab-token', (_webhook, secret) => [secret]],
  ['x-gitee-token', (webhook, secret) => [secret, ...giteeSignatures(webhook, secret)]],
];

/** Looks for the proof of any Git host; the first header that is there decides. */
export function proofOfWebhook(webhook: ReceivedWebhook, secret: string): WebhookProof {
  for (const [header, expected] of PROOFS) {
    const given = webhook.headers[header];
    if (given === undefined) continue;
    const isRight = expected(webhook, secret).some((text) => isSameText(String(given), text));
    return isRight ? 'right' : 'wrong';
  }
  return hasBasicPassword(webhook.headers, secret) ? 'right' : 'none';
}

/** Azure DevOps signs nothing, but sends a password. Another password may be that of a user. */
function hasBasicPassword({ authorization = '' }: IncomingHttpHeaders, secret: string): boolean {
  const [, encoded] = /^basic +(\S+)$/i.exec(authorization) ?? [];
  if (encoded === undefined) return false;
  const pair = Buffer.from(encoded, 'base64').toString('utf8');
  return isSameText(pair.slice(pair.indexOf(':') + 1), secret);
}

function giteeSignatures({ headers, receivedAtMs }: ReceivedWebhook, secret: string): string[] {
  const sentAt = String(headers['x-gitee-timestamp'] ?? '');
  if (!/^\d{1,15}$/.test(sentAt)) return [];
  if (Math.abs(receivedAtMs - Number(sentAt)) > GITEE_WINDOW_MS) return [];
  return [createHmac('sha256', secret).update(`${sentAt}\n${secret}`).digest('base64')];
}

function hexSignature(body: Uint8Array, secret: string): string {
  return createHmac('sha256', secret).update(body).digest('hex');
}

/** Takes the same time wherever the texts differ, and however long they are. */
function isSameText(left: string, right: string): boolean {
  return timingSafeEqual(digest(left), digest(right));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
