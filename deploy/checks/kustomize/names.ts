import { createHash } from 'node:crypto';
import { treeAt, treesAt, type Manifest, type Tree } from '../manifest.js';

/** Old name to new name, by kind. */
export type Renames = Map<string, string>;

/** Renames `object` and notes it, so that those who refer to it can follow. */
export function rename(object: Manifest, name: string, renames: Renames): void {
  renames.set(`${object.kind}/${object.metadata.name}`, name);
  object.metadata = { ...object.metadata, name };
}

/** Lets every reference inside `object` follow the renames. */
export function followRenames(object: Manifest, renames: Renames): void {
  const pod = treeAt(object, 'spec', 'template', 'spec');
  if (pod === undefined) return;
  follow(pod, 'serviceAccountName', 'ServiceAccount', renames);
  for (const volume of treesAt(pod, 'volumes')) follow(treeAt(volume, 'configMap'), 'name', 'ConfigMap', renames);
  for (const container of [...treesAt(pod, 'initContainers'), ...treesAt(pod, 'containers')]) {
    for (const from of treesAt(container, 'envFrom'))
      follow(treeAt(from, 'configMapRef'), 'name', 'ConfigMap', renames);
    for (const env of treesAt(container, 'env'))
      follow(treeAt(env, 'valueFrom', 'configMapKeyRef'), 'name', 'ConfigMap', renames);
  }
}

function follow(holder: Tree | undefined, field: string, kind: string, renames: Renames): void {
  if (holder === undefined) return;
  const name = renames.get(`${kind}/${String(holder[field])}`);
  if (name !== undefined) holder[field] = name;
}

/** kustomize's suffix for a generated ConfigMap: new content has a new name, so pods are rolled when it changes. */
export function contentHash(data: Record<string, string>): string {
  const sorted = Object.fromEntries(Object.entries(data).sort(([a], [b]) => (a < b ? -1 : 1)));
  // The name is always empty here: kustomize 5 looks it up under the key "metadata/name", which no object has.
  const text = JSON.stringify({ data: sorted, kind: 'ConfigMap', name: '' });
  // Go's JSON encoder escapes these; and kustomize replaces digits and vowels that could spell a word.
  const asGo = text.replace(/[<>&\u2028\u2029]/g, c => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
  const unspellable: Record<string, string> = { 0: 'g', 1: 'h', 3: 'k', a: 'm', e: 't' };
  const hex = createHash('sha256').update(asGo).digest('hex').slice(0, 10);
  return hex.replace(/[013ae]/g, c => unspellable[c] ?? c);
}
