import { execFileSync } from 'node:child_process';
import { parseAllDocuments } from 'yaml';
import type { Manifest } from '../manifest.js';

const run = (command: string, ...args: string[]): string =>
  execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], timeout: 60_000 });

// Older ones know neither `labels.includeTemplates` nor today's order of merged lists.
const TOOLS = [
  { command: 'kustomize', version: ['version'], build: ['build'], pattern: /v(\d+)\.\d+\.\d+/ },
  {
    command: 'kubectl',
    version: ['version', '--client'],
    build: ['kustomize'],
    pattern: /Kustomize Version: v(\d+)\./,
  },
];

/** The real kustomize of version 5 or newer in the PATH (alone or inside kubectl), or undefined. */
export function findKustomize(): { name: string; render: (folder: string) => Manifest[] } | undefined {
  for (const tool of TOOLS) {
    if (Number(majorVersion(tool)) < 5) continue;
    const render = (folder: string): Manifest[] =>
      parseAllDocuments(run(tool.command, ...tool.build, folder)).map(document => document.toJS() as Manifest);
    return { name: tool.command, render };
  }
  return undefined;
}

function majorVersion({ command, version, pattern }: (typeof TOOLS)[number]): string {
  try {
    return pattern.exec(run(command, ...version))?.[1] ?? '0';
  } catch {
    return '0';
  }
}
