import { isShared, readingsOfName } from '@vernal/config-server';

/** Who reads a file, by its name: `*` is everyone, `orders/prod` a profile. All readings of a name are listed. */
export function fileReaders(path: string): string[] {
  const file = path.split('/').at(-1) ?? '';
  return readingsOfName(file.slice(0, file.lastIndexOf('.'))).map((query) => {
    const application = isShared(query) ? '*' : query.application;
    return query.profiles === 'default' ? application : `${application}/${query.profiles}`;
  });
}
