import { join } from 'node:path';
import ts from 'typescript';
import { nameOf, type Manifest } from './manifest.js';

const OPTIONS: ts.CompilerOptions = {
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  types: [],
  lib: ['lib.es2023.d.ts'],
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
};

/**
 * The validators of kubernetes-models let a misspelled field pass; its types do not. So each object is written as a
 * literal of its interface and the compiler reads it: it refuses fields the interface lacks, at any depth.
 */
export function unknownFields(objects: Manifest[]): string[] {
  const file = join(import.meta.dirname, 'rendered-objects.ts');
  const text = objects.map(toLiteral).join('\n');
  const disk = ts.createCompilerHost(OPTIONS);
  const host: ts.CompilerHost = {
    ...disk,
    fileExists: name => name === file || disk.fileExists(name),
    getSourceFile: (name, target, ...rest) =>
      name === file ? ts.createSourceFile(name, text, target) : disk.getSourceFile(name, target, ...rest),
  };
  const program = ts.createProgram([file], OPTIONS, host);
  const source = program.getSourceFile(file);
  return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(problem => {
    const line = source?.getLineAndCharacterOfPosition(problem.start ?? 0).line ?? 0;
    const object = objects[Math.floor(line / 2)];
    return `${object ? nameOf(object) : ''}: ${ts.flattenDiagnosticMessageText(problem.messageText, ' ')}`;
  });
}

// Two lines each, so that the line of an error tells the object.
function toLiteral(object: Manifest, at: number): string {
  const { apiVersion, kind } = object;
  return (
    `import type { I${kind} as Kind${at} } from 'kubernetes-models/${apiVersion}/${kind}';\n` +
    `export const object${at}: Kind${at} = ${JSON.stringify(object)};`
  );
}
