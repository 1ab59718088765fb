/** What became of a question to an instance. */
export type ProbeAnswer =
  /** It answered in HTTP, with whatever status: 503, 404 and 401 count as well (design decision 7). */
  | { readonly kind: 'answered'; readonly status: number }
  /** The machine is there, and nothing listens on the port. */
  | { readonly kind: 'refused' }
  /** Nothing came back in time, the name is not known, or what came back is not HTTP. */
  | { readonly kind: 'silent' }
  /** The address is one that a registry must not call; nothing was sent. */
  | { readonly kind: 'not-allowed'; readonly problem: string };

/** Asks an instance whether it lives. */
export interface InstanceProbe {
  /** Never rejects. Sends no credentials, follows no redirect, and gives up in bounded time or when `signal` is aborted. */
  ask(url: URL, signal: AbortSignal): Promise<ProbeAnswer>;
}
