import { isTree, type Tree } from '../manifest.js';

// What identifies an element, by the name of the list; from the patchMergeKey of the Kubernetes API.
const MERGE_KEYS: Record<string, string> = {
  containers: 'name',
  initContainers: 'name',
  env: 'name',
  volumes: 'name',
  volumeMounts: 'mountPath',
};
const ATOMIC = new Set(['args', 'command', 'drop', 'envFrom', 'ingress', 'egress', 'policyTypes']);

/** `base` with `patch` laid over it, as kustomize does: keyed lists are merged, the patch's elements come first. */
export function strategicMerge(base: Tree, patch: Tree): Tree {
  const merged: Tree = { ...base };
  for (const [key, value] of Object.entries(patch)) merged[key] = mergeField(key, base[key], value);
  return merged;
}

function mergeField(key: string, base: unknown, patch: unknown): unknown {
  if (key.startsWith('$') || patch === null)
    throw new Error(`the offline renderer does not know the directive ${key}: ${String(patch)}`);
  if (Array.isArray(patch)) return mergeList(key, Array.isArray(base) ? base : [], patch);
  return isTree(patch) ? strategicMerge(isTree(base) ? base : {}, patch) : patch;
}

function mergeList(name: string, base: unknown[], patch: unknown[]): unknown[] {
  if (ATOMIC.has(name)) return patch;
  const key = MERGE_KEYS[name];
  if (key === undefined) throw new Error(`the offline renderer does not know how to merge the list ${name}`);
  const rest = new Map(base.filter(isTree).map(item => [item[key], item]));
  const merged = patch.filter(isTree).map(item => {
    const old = rest.get(item[key]) ?? {};
    rest.delete(item[key]);
    return strategicMerge(old, item);
  });
  return [...merged, ...rest.values()];
}
