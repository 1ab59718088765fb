/** The parameters in the address of a request. */
export function parametersOf({ url }: { readonly url: string }): URLSearchParams {
  const mark = url.indexOf('?');
  return new URLSearchParams(mark < 0 ? '' : url.slice(mark + 1));
}
