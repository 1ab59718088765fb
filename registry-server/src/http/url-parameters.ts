/** What stands after the question mark in the address of a request. */
export function queryOf({ url }: { readonly url: string }): string {
  const mark = url.indexOf('?');
  return mark < 0 ? '' : url.slice(mark + 1);
}

/** The parameters in it. */
export function parametersOf(request: { readonly url: string }): URLSearchParams {
  return new URLSearchParams(queryOf(request));
}
