// Any installed Node can start our scripts; the tools and the services themselves run on the Node 24 of the npm package `node-…`.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * Path of a Node 24 or newer: this process's own when it is one, else the one installed by `npm install`.
 * @example spawn(node24(), ['dist/apps/staff/src/main.js'])
 * @returns {string}
 */
export function node24() {
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const file = process.platform === 'win32' ? 'node.exe' : 'node';
  const path = fileURLToPath(new URL(`../../node_modules/${name}/bin/${file}`, import.meta.url));
  if (existsSync(path)) return path;
  throw new Error(
    `Node 24 is needed, this is ${process.version}: run \`npm install\`, or install Node 24 (no ${name} found)`,
  );
}
