import { isTree, nameOf, treeAt, treesAt, type Manifest, type Tree } from './manifest.js';

/** A pod template, with the object that owns it: what most of the policies are about. */
export interface PodTemplate {
  owner: Manifest;
  name: string;
  labels: Record<string, string>;
  spec: Tree;
  containers: Tree[];
}

export function podsOf(objects: Manifest[], kind?: 'Deployment' | 'Job'): PodTemplate[] {
  return objects.flatMap(owner => {
    const spec = treeAt(owner, 'spec', 'template', 'spec');
    if (spec === undefined || (kind ?? owner.kind) !== owner.kind) return [];
    const labels = (treeAt(owner, 'spec', 'template', 'metadata', 'labels') ?? {}) as Record<string, string>;
    const containers = [...treesAt(spec, 'initContainers'), ...treesAt(spec, 'containers')];
    return [{ owner, name: nameOf(owner), labels, spec, containers }];
  });
}

export function ofKind(objects: Manifest[], kind: string): Manifest[] {
  return objects.filter(object => object.kind === kind);
}

/** Whether a label selector chooses these labels; an empty selector chooses everything, a missing one nothing. */
export function selects(selector: unknown, labels: Record<string, string>): boolean {
  if (!isTree(selector)) return false;
  if (selector.matchExpressions !== undefined) throw new Error('selectors of pods are written as matchLabels here');
  return Object.entries(treeAt(selector, 'matchLabels') ?? {}).every(([key, value]) => labels[key] === value);
}

/** One sentence for each item that is not as it must be. */
export function complain<T>(items: T[], good: (item: T) => boolean, sentence: (item: T) => string): string[] {
  return items.filter(item => !good(item)).map(sentence);
}
