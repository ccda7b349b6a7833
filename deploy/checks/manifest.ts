/** A YAML mapping whose shape nobody has checked yet. */
export interface Tree {
  [key: string]: unknown;
}

/** A Kubernetes object as kustomize and the API server see it. */
export interface Manifest extends Tree {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string; labels?: Record<string, string> };
}

export function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The mapping at `path`, or undefined where one of the steps is missing. */
export function treeAt(start: unknown, ...path: string[]): Tree | undefined {
  let here: unknown = start;
  for (const key of path) here = isTree(here) ? here[key] : undefined;
  return isTree(here) ? here : undefined;
}

/** The mappings in the list at `path`; none where there is no list. */
export function treesAt(start: unknown, ...path: string[]): Tree[] {
  const list = treeAt(start, ...path.slice(0, -1))?.[path.at(-1) ?? ''];
  return Array.isArray(list) ? list.filter(isTree) : [];
}

export function nameOf(manifest: Manifest): string {
  return `${manifest.kind}/${manifest.metadata.name}`;
}
