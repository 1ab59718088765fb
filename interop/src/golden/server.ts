/** Properties of a server, by Spring's names. */
export type ServerOptions = Readonly<Record<string, string | number | boolean>>;

/** A server that scenarios are played against. */
export interface GoldenServer {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * Starts a server on a free port with its data below `folder`. The options are those of an `application.yml`:
 * names that the server does not know are ignored. Rejects when the server refuses to start.
 */
export type StartServer = (folder: string, options: ServerOptions) => Promise<GoldenServer>;
