import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { isTree, type Tree } from '../manifest.js';

export interface LabelRule {
  pairs: Record<string, string>;
  includeSelectors?: boolean;
  includeTemplates?: boolean;
}
export interface ImageRule {
  name: string;
  newName?: string;
  newTag?: string;
  digest?: string;
}
export interface ConfigMapRule {
  name: string;
  behavior?: 'create' | 'merge';
  literals: string[];
  options?: { labels: Record<string, string> };
}
export interface PatchRule {
  path: string;
  target?: { kind: string; name?: string };
}
export interface Kustomization {
  resources: string[];
  namespace?: string;
  nameSuffix?: string;
  labels: LabelRule[];
  images: ImageRule[];
  replicas: { name: string; count: number }[];
  patches: PatchRule[];
  configMapGenerator: ConfigMapRule[];
}

/** Throws on every field the renderer does not implement: a field passed over in silence would make the checks lie. */
export function readKustomization(folder: string): Kustomization {
  const file = join(folder, 'kustomization.yaml');
  const tree: unknown = parse(readFileSync(file, 'utf8'));
  const known: Reader = new Reader(file);
  known.fields(
    tree,
    'resources namespace nameSuffix labels images replicas patches configMapGenerator apiVersion kind',
  );
  if (tree.kind !== 'Kustomization' || tree.apiVersion !== 'kustomize.config.k8s.io/v1beta1')
    throw new Error(`${file}: not a Kustomization v1beta1`);
  return {
    namespace: known.text(tree.namespace),
    nameSuffix: known.text(tree.nameSuffix),
    resources: known.list<string>(tree.resources),
    labels: known.list<LabelRule>(tree.labels, 'pairs includeSelectors includeTemplates'),
    images: known.list<ImageRule>(tree.images, 'name newName newTag digest'),
    replicas: known.list(tree.replicas, 'name count'),
    patches: known.list<PatchRule>(tree.patches, 'path target').map(patch => known.patch(patch)),
    configMapGenerator: known
      .list<ConfigMapRule>(tree.configMapGenerator, 'name behavior literals options')
      .map(rule => known.configMap(rule)),
  };
}

class Reader {
  constructor(private readonly file: string) {}

  fields(tree: unknown, names: string): asserts tree is Tree {
    if (!isTree(tree)) throw new Error(`${this.file}: expected a mapping, got ${JSON.stringify(tree)}`);
    const unknown = Object.keys(tree).filter(key => !names.split(' ').includes(key));
    if (unknown.length > 0) throw new Error(`${this.file}: the offline renderer does not know ${unknown.join(', ')}`);
  }

  text(value: unknown): string | undefined {
    if (value === undefined || typeof value === 'string') return value;
    throw new Error(`${this.file}: expected text, got ${JSON.stringify(value)}`);
  }

  /** A list of texts, or of mappings with the given fields; their values are proven by the comparison with kustomize. */
  list<T>(value: unknown, names?: string): T[] {
    if (value === undefined) return [];
    if (!Array.isArray(value)) throw new Error(`${this.file}: expected a list, got ${JSON.stringify(value)}`);
    for (const item of value) {
      if (names === undefined) this.text(item);
      else this.fields(item, names);
    }
    return value as T[];
  }

  patch(rule: PatchRule): PatchRule {
    if (rule.target !== undefined) this.fields(rule.target, 'kind name');
    return rule;
  }

  configMap(rule: ConfigMapRule): ConfigMapRule {
    if (rule.options !== undefined) this.fields(rule.options, 'labels');
    if (!['create', 'merge', undefined].includes(rule.behavior))
      throw new Error(`${this.file}: the offline renderer does not know behavior ${rule.behavior}`);
    return rule;
  }
}
