/** The URL with runs of slashes in its path made one, as Spring's routing reads it. The query is left alone. */
export function collapseSlashes(url: string): string {
  if (!url.startsWith('/') || !url.includes('//')) return url;
  const query = url.indexOf('?');
  if (query < 0) return url.replace(/\/{2,}/g, '/');
  return url.slice(0, query).replace(/\/{2,}/g, '/') + url.slice(query);
}

/** The path of a URL, without its query. */
export function pathOf(url: string): string {
  const query = url.indexOf('?');
  return query < 0 ? url : url.slice(0, query);
}
