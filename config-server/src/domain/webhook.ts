/** Headers of a request as Node gives them: lower-case names. */
export type WebhookHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

type Body = Readonly<Record<string, unknown>>;

/** Stands for every application (config-protocol 6.2). */
const EVERYONE = 'application.yml';
/** No file system has a longer one; the names below grow with the square of its hyphens. */
const LONGEST_FILE_NAME = 255;

/** Git hosts whose webhooks are read, by the names of Spring's options. */
export const WEBHOOK_PROVIDERS = [
  'github',
  'gitlab',
  'bitbucket',
  'gitea',
  'gitee',
  'gogs',
] as const;
export type WebhookProvider = (typeof WEBHOOK_PROVIDERS)[number];

interface PathSource {
  /** undefined for what everybody may send. */
  readonly provider?: WebhookProvider;
  readonly matches: (headers: WebhookHeaders, body: Body) => boolean;
  readonly paths: (body: Body) => readonly string[];
}

/** In Spring's order; the first that finds a path is believed (config-protocol 6.1). */
const PATH_SOURCES: readonly PathSource[] = [
  { provider: 'github', matches: hasHeader('x-github-event', 'push'), paths: pathsOfCommits },
  { matches: (_headers, body) => 'path' in body, paths: (body) => textsOf(body['path']) },
  { provider: 'gitlab', matches: hasHeader('x-gitlab-event', 'Push Hook'), paths: pathsOfCommits },
  {
    provider: 'gitee',
    matches: hasHeader('x-git-oschina-event', 'Push Hook'),
    paths: pathsOfCommits,
  },
  { provider: 'gitea', matches: isGiteaPush, paths: () => [EVERYONE] },
  { provider: 'gogs', matches: hasHeader('x-gogs-event', 'push'), paths: pathsOfCommits },
  { provider: 'bitbucket', matches: isBitbucketCloudPush, paths: () => [EVERYONE] },
  { provider: 'bitbucket', matches: isBitbucketServerPush, paths: () => [EVERYONE] },
];

/**
 * The names that Spring's `/monitor` answers for a push, in order of first appearance, each once.
 *
 * @param providers whose webhooks are read, all when not given
 */
export function changedNames(
  headers: WebhookHeaders,
  body: Body,
  providers: ReadonlySet<WebhookProvider> = new Set(WEBHOOK_PROVIDERS),
): string[] {
  for (const { provider, matches, paths } of PATH_SOURCES) {
    if (provider !== undefined && !providers.has(provider)) continue;
    const found = matches(headers, body) ? paths(body) : [];
    if (found.length > 0) return [...new Set(found.flatMap(namesOfPath))];
  }
  return [];
}

function hasHeader(name: string, value: string): PathSource['matches'] {
  return (headers) => headers[name] === value;
}

/**
 * `foo-dev.yml` may concern the applications `foo-dev` and `foo`, in this order and without profiles (config-protocol
 * 6.2): the answer is Spring's, our own reading of names is `readingsOfName`. As in Spring a file
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
