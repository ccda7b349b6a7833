import { isTree, nameOf, type Manifest, type Tree } from '../manifest.js';
import type { PatchRule } from './read-kustomization.js';
import { strategicMerge } from './strategic-merge.js';

/** Applies one patch file: either objects to merge by kind and name, or a list of `replace` operations for a target. */
export function applyPatch(objects: Manifest[], rule: PatchRule, documents: unknown[]): Manifest[] {
  const operations = documents[0];
  if (Array.isArray(operations)) return replaceIn(objects, rule, operations);
  if (rule.target !== undefined)
    throw new Error(`${rule.path}: a merge patch with a target is not known to the offline renderer`);
  return documents.reduce<Manifest[]>((all, patch) => mergeInto(all, patch as Manifest, rule.path), objects);
}

function mergeInto(objects: Manifest[], patch: Manifest, path: string): Manifest[] {
  if (!objects.some(object => nameOf(object) === nameOf(patch)))
    throw new Error(`${path}: nothing is called ${nameOf(patch)}`);
  return objects.map(object =>
    nameOf(object) === nameOf(patch) ? (strategicMerge(object, patch) as Manifest) : object,
  );
}

function replaceIn(objects: Manifest[], { path, target }: PatchRule, operations: unknown[]): Manifest[] {
  if (target === undefined) throw new Error(`${path}: operations need a target`);
  const chosen = objects.filter(o => o.kind === target.kind && [o.metadata.name, undefined].includes(target.name));
  if (chosen.length === 0) throw new Error(`${path}: the target chooses nothing`);
  for (const object of chosen) for (const operation of operations) replace(object, operation, path);
  return objects;
}

function replace(object: Manifest, operation: unknown, file: string): void {
  if (!isTree(operation) || operation.op !== 'replace' || typeof operation.path !== 'string')
    throw new Error(`${file}: the offline renderer knows only "replace", not ${JSON.stringify(operation)}`);
  const steps = operation.path.split('/').slice(1);
  const last = steps.pop() ?? '';
  const holder = steps.reduce<unknown>((here, step) => (here as Tree | undefined)?.[step], object) as Tree | undefined;
  if (holder?.[last] === undefined) throw new Error(`${file}: ${nameOf(object)} has no ${operation.path}`);
  holder[last] = operation.value;
}
