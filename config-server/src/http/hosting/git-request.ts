import type { GitService } from '../../ports/git-host.ts';

/** What a request below `vernal.git.path` asks for. */
export type GitRequest =
  | {
      readonly kind: 'advertise' | 'answer';
      readonly repository: string;
      readonly service: GitService;
    }
  /** The files of a repository one by one, as very old clients read them. */
  | { readonly kind: 'dumb'; readonly repository: string }
  | { readonly kind: 'wrong-method'; readonly allow: string }
  | { readonly kind: 'unknown' };

/** The parts of an HTTP request that count. */
interface RequestLine {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
}

const REPOSITORY = /^\/([^/?]+)\.git\/([^?]+)(?:\?(.*))?$/;
const DUMB_FILE = /^(?:HEAD|info\/refs|objects\/.*)$/;

/** Whether a URL belongs to Git: no application has the name that the path begins with. */
export function isGitUrl(url: string, gitPath: string): boolean {
  return url === gitPath || url.startsWith(`${gitPath}/`) || url.startsWith(`${gitPath}?`);
}

/**
 * Reads a request of Git's smart HTTP protocol (Git's `http-protocol`). Nothing is decoded: a name that is not
 * written exactly as it was configured is not known.
 */
export function parseGitRequest({ method, url = '' }: RequestLine, gitPath: string): GitRequest {
  const [, repository, file = '', query = ''] = REPOSITORY.exec(url.slice(gitPath.length)) ?? [];
  if (repository === undefined) return { kind: 'unknown' };
  const service = serviceOf(file);
  if (service !== undefined) {
    return method === 'POST' ? { kind: 'answer', repository, service } : needs('POST');
  }
  if (!DUMB_FILE.test(file)) return { kind: 'unknown' };
  return method === 'GET' ? listing(repository, file, query) : needs('GET');
}

function needs(allow: string): GitRequest {
  return { kind: 'wrong-method', allow };
}

function listing(repository: string, file: string, query: string): GitRequest {
  const [, name] = (file === 'info/refs' && /^service=([\w-]+)$/.exec(query)) || [];
  const service = serviceOf(name);
  if (service === undefined) return { kind: 'dumb', repository };
  return { kind: 'advertise', repository, service };
}

function serviceOf(name: string | undefined): GitService | undefined {
  if (name === 'git-upload-pack') return 'upload-pack';
  return name === 'git-receive-pack' ? 'receive-pack' : undefined;
}
