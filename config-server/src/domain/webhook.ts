/** Headers of a request as Node gives them: lower-case names. */
export type WebhookHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

type Body = Readonly<Record<string, unknown>>;

/** Stands for every application (config-protocol 6.2). */
const EVERYONE = 'application.yml';
/** No file system has a longer one; the names below grow with the square of its hyphens. */
const LONGEST_FILE_NAME = 255;

interface Provider {
  readonly matches: (headers: WebhookHeaders, body: Body) => boolean;
  readonly paths: (body: Body) => readonly string[];
}

/** In Spring's order; the first that finds a path is believed (config-protocol 6.1). */
const PROVIDERS: readonly Provider[] = [
  { matches: (headers) => headers['x-github-event'] === 'push', paths: pathsOfCommits },
  { matches: (_headers, body) => 'path' in body, paths: (body) => textsOf(body['path']) },
  { matches: (headers) => headers['x-gitlab-event'] === 'Push Hook', paths: pathsOfCommits },
  { matches: (headers) => headers['x-git-oschina-event'] === 'Push Hook', paths: pathsOfCommits },
  { matches: isGiteaPush, paths: () => [EVERYONE] },
  { matches: (headers) => headers['x-gogs-event'] === 'push', paths: pathsOfCommits },
  { matches: isBitbucketCloudPush, paths: () => [EVERYONE] },
  { matches: isBitbucketServerPush, paths: () => [EVERYONE] },
];

/** The names that Spring's `/monitor` answers for a push, in order of first appearance, each once. */
export function changedNames(headers: WebhookHeaders, body: Body): string[] {
  for (const { matches, paths } of PROVIDERS) {
    const found = matches(headers, body) ? paths(body) : [];
    if (found.length > 0) return [...new Set(found.flatMap(namesOfPath))];
  }
  return [];
}

/**
 * `foo-dev.yml` may concern the applications `foo-dev` and `foo` (config-protocol 6.2). As in Spring a file
 * without a name, such as `.gitignore`, has the name of nobody.
 */
function namesOfPath(path: string): string[] {
  const file = path.split(/[/\\]/).at(-1) ?? '';
  if (file.length > LONGEST_FILE_NAME) return [];
  const dot = file.lastIndexOf('.');
  const stem = dot < 0 ? file : file.slice(0, dot);
  const cuts = [...stem.matchAll(/-/g)].map(({ index }) => index).reverse();
  const names = [stem, ...cuts.map((cut) => stem.slice(0, cut))];
  return names.map((name) => (name === 'application' ? '*' : name));
}

function isGiteaPush(headers: WebhookHeaders, body: Body): boolean {
  return headers['x-gitea-event'] === 'push' && Array.isArray(body['commits']);
}

function isBitbucketCloudPush(headers: WebhookHeaders, body: Body): boolean {
  const event = headers['x-event-key'];
  if (headers['x-hook-uuid'] === undefined) return false;
  const push = body['push'];
  const changes = typeof push === 'object' && push !== null && 'changes' in push && push.changes;
  return (event === 'repo:push' || event === 'pullrequest:fulfilled') && Array.isArray(changes);
}

function isBitbucketServerPush(headers: WebhookHeaders, body: Body): boolean {
  const event = headers['x-event-key'];
  if (headers['x-request-id'] === undefined) return false;
  return event === 'pr:merged' || (event === 'repo:refs_changed' && Array.isArray(body['changes']));
}

function pathsOfCommits(body: Body): string[] {
  const commits: unknown[] = Array.isArray(body['commits']) ? body['commits'] : [];
  return commits.flatMap((commit) => {
    const { added, removed, modified } = Object(commit) as Record<string, unknown>;
    return [added, removed, modified].flatMap(textsOf);
  });
}

function textsOf(value: unknown): string[] {
  const values: unknown[] = Array.isArray(value) ? value : [value];
  return values.filter((item) => typeof item === 'string');
}
