import { globSync } from 'node:fs';
import { resolve } from 'node:path';
import ts from 'typescript';
import { SchemaMaker } from './schema-of-type.js';
import type { Schema } from './schema.js';

/** What a route answers: JSON, a file, or both by what is asked for; neither where the body is empty. */
export interface Answer {
  json: Schema | null;
  isFile: boolean;
}

/** What the routes of one service answer. */
export interface Answers {
  /** By operation, as in `PeopleController_list`. */
  operations: Record<string, Answer>;
  components: Record<string, Schema>;
}

const PLATFORM = 'libs/platform/src/**/*.controller.ts';

/** The answers of the routes of each service, read from the types that the methods of its controllers return. */
export function answersOfRoutes(root: string, services: readonly string[]): Record<string, Answers> {
  const filesOf = (pattern: string): string[] => globSync(pattern, { cwd: root }).map(file => resolve(root, file));
  const shared = filesOf(PLATFORM);
  const own = new Map(services.map(service => [service, filesOf(`apps/${service}/src/**/*.controller.ts`)]));
  const program = ts.createProgram([...shared, ...[...own.values()].flat()], optionsOf(root));
  const checker = program.getTypeChecker();
  const answers = [...own].map(([service, files]): [string, Answers] => {
    const maker = new SchemaMaker(checker);
    const found = [...files, ...shared].flatMap(file => answersIn(program.getSourceFile(file)!, checker, maker));
    return [service, { operations: Object.fromEntries(found), components: maker.components }];
  });
  return Object.fromEntries(answers);
}

function optionsOf(root: string): ts.CompilerOptions {
  const { config } = ts.readConfigFile(resolve(root, 'tsconfig.json'), path => ts.sys.readFile(path)) as {
    config: object;
  };
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: [] }, ts.sys, root);
  return { ...options, incremental: false, noEmit: true };
}

function answersIn(source: ts.SourceFile, checker: ts.TypeChecker, maker: SchemaMaker): [string, Answer][] {
  return source.statements.filter(ts.isClassDeclaration).flatMap(declaration =>
    declaration.members
      .filter(ts.isMethodDeclaration)
      .filter(method => ts.getDecorators(method))
      .map((method): [string, Answer] => {
        const operation = `${declaration.name?.text}_${method.name.getText()}`;
        const signature = checker.getSignatureFromDeclaration(method)!;
        const type = checker.getAwaitedType(checker.getReturnTypeOfSignature(signature))!;
        return [operation, answerOf(type, operation, maker)];
      }),
  );
}

const isFile = (type: ts.Type): boolean => type.getSymbol()?.name === 'StreamableFile';
/** Beside JSON a text is a file, too. */
const isPart = (type: ts.Type): boolean => isFile(type) || Boolean(type.flags & ts.TypeFlags.String);

function answerOf(type: ts.Type, operation: string, maker: SchemaMaker): Answer {
  if (isFile(type)) return { json: null, isFile: true };
  if (!type.isUnion() || !type.types.some(isPart)) return { json: maker.of(type, operation) ?? null, isFile: false };
  const [json, ...more] = type.types.filter(part => !isPart(part));
  if (!json || more.length > 0) throw new Error(`${operation}: beside a file there may be one type of JSON`);
  return { json: maker.of(json, operation) ?? null, isFile: true };
}
