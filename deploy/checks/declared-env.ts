import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** A setting that the code reads, and whether it refuses to start without it. */
export interface Setting {
  name: string;
  required: boolean;
}

const ROOT = join(import.meta.dirname, '../..');

/** The settings of one service: those every service has (ServiceConfig of libs/platform) and its own. */
export function settingsOf(service: string, root = ROOT): Setting[] {
  const shared = globSync('libs/platform/src/**/*.ts', { cwd: root, exclude: path => path.endsWith('.spec.ts') });
  // A service without settings of its own has no such file.
  const own = [`apps/${service}/src/${service}.config.ts`].filter(file => existsSync(join(root, file)));
  const settings = [...shared, ...own].flatMap(file => readSettings(readFileSync(join(root, file), 'utf8')));
  if (!settings.some(setting => setting.name === 'DATABASE_URL')) throw new Error('libs/platform has no ServiceConfig');
  return settings;
}

/** The UPPER_CASE properties of the classes called …Config in a source text. */
export function readSettings(source: string): Setting[] {
  const found: Setting[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isClassDeclaration(node) && node.name?.text.endsWith('Config')) found.push(...propertiesOf(node));
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('config.ts', source, ts.ScriptTarget.ES2023, true));
  return found;
}

function propertiesOf(config: ts.ClassDeclaration): Setting[] {
  return config.members.filter(ts.isPropertyDeclaration).flatMap(property => {
    const name = property.name.getText();
    if (!/^[A-Z][A-Z0-9_]*$/.test(name)) return [];
    const optional = property.questionToken !== undefined || property.initializer !== undefined;
    return [{ name, required: !optional && !property.getText().includes('@IsOptional') }];
  });
}
