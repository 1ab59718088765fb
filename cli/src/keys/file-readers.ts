/**
 * The applications that read a file, by its name: `*` is everyone, `orders/prod` a profile. Where a name has hyphens
 * all readings are listed, since any of them may be meant: `a-b.yml` is of `a-b`, and of `a` with profile `b`.
 */
export function fileReaders(path: string): string[] {
  const file = path.split('/').at(-1) ?? '';
  const stem = file.slice(0, file.lastIndexOf('.'));
  const cuts = [...stem.matchAll(/-/g)].map(({ index }) => index);
  const readings = cuts.map((cut) => `${nameOf(stem.slice(0, cut))}/${stem.slice(cut + 1)}`);
  // `application-prod` is nobody's name.
  return stem.startsWith('application-') ? readings.slice(0, 1) : [nameOf(stem), ...readings];
}

function nameOf(application: string): string {
  return application === 'application' ? '*' : application;
}
