import { join } from 'node:path';
import ts from 'typescript';
import { projectFolder } from './document.ts';

/** Source text of an example by the file name it gets; the names lead nowhere on disk. */
export type ExampleFiles = ReadonlyMap<string, string>;

const OPTIONS: ts.CompilerOptions = {
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  module: ts.ModuleKind.NodeNext,
  target: ts.ScriptTarget.ES2023,
  types: ['node'],
  allowImportingTsExtensions: true,
};

/** What the compiler says against examples, in a project whose packages are resolved as a user's would be. */
export function compileErrors(files: ExampleFiles): readonly string[] {
  const options = import.meta.url.endsWith('.ts')
    ? { ...OPTIONS, customConditions: ['source'] }
    : OPTIONS;
  const host = hostWith(files, options);
  const program = ts.createProgram([...files.keys()].map(pathOf), options, host);
  const sources = [...files.keys()].map((name) => program.getSourceFile(pathOf(name)));
  const diagnostics = sources.flatMap((source) => [
    ...program.getSyntacticDiagnostics(source),
    ...program.getSemanticDiagnostics(source),
  ]);
  return diagnostics.map(describe);
}

/** The JavaScript of an example. */
export function compiled(text: string): string {
  const compilerOptions = { ...OPTIONS, noEmit: false };
  return ts.transpileModule(text, { fileName: 'example.mts', compilerOptions }).outputText;
}

function hostWith(files: ExampleFiles, options: ts.CompilerOptions): ts.CompilerHost {
  const host = ts.createCompilerHost(options);
  const texts = new Map([...files].map(([name, text]) => [pathOf(name), text]));
  return {
    ...host,
    fileExists: (path) => texts.has(path) || host.fileExists(path),
    getSourceFile(path, language, ...rest) {
      const text = texts.get(path);
      return text === undefined
        ? host.getSourceFile(path, language, ...rest)
        : ts.createSourceFile(path, text, language);
    },
  };
}

/** `.mts`: an example is a module whatever the package around it says. */
function pathOf(name: string): string {
  return join(projectFolder, `example-${name}.mts`);
}

function describe({ file, start = 0, messageText }: ts.Diagnostic): string {
  const line = file === undefined ? 0 : file.getLineAndCharacterOfPosition(start).line + 1;
  return `${file?.fileName ?? ''}:${line} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
}
