import { isTree, treeAt, type Manifest, type Tree } from '../manifest.js';
import type { LabelRule } from './read-kustomization.js';

type Path = string[];
const TEMPLATE: Path = ['spec', 'template', 'metadata', 'labels'];
const TERM: Path = ['labelSelector', 'matchLabels'];
const POD: Path = ['spec', 'template', 'spec'];

// kustomize's own tables: `always` is created where missing, `present` only extended.
const SELECTORS: Record<string, { always: Path[]; present: Path[] }> = {
  Service: { always: [['spec', 'selector']], present: [] },
  Deployment: {
    always: [['spec', 'selector', 'matchLabels'], TEMPLATE],
    present: [
      [...POD, 'topologySpreadConstraints', ...TERM],
      [
        ...POD,
        'affinity',
        'podAntiAffinity',
        'preferredDuringSchedulingIgnoredDuringExecution',
        'podAffinityTerm',
        ...TERM,
      ],
    ],
  },
  Job: { always: [TEMPLATE], present: [['spec', 'selector', 'matchLabels']] },
  PodDisruptionBudget: { always: [], present: [['spec', 'selector', 'matchLabels']] },
  NetworkPolicy: {
    always: [],
    present: [
      ['spec', 'podSelector', 'matchLabels'],
      ['spec', 'ingress', 'from', 'podSelector', 'matchLabels'],
      ['spec', 'egress', 'to', 'podSelector', 'matchLabels'],
    ],
  },
};

export function addLabels(object: Manifest, rule: LabelRule): void {
  extend(object, ['metadata', 'labels'], rule.pairs, true);
  const hasTemplate = treeAt(object, 'spec', 'template') !== undefined;
  if (rule.includeTemplates === true && hasTemplate) extend(object, TEMPLATE, rule.pairs, true);
  if (rule.includeSelectors !== true) return;
  for (const path of SELECTORS[object.kind]?.always ?? []) extend(object, path, rule.pairs, true);
  for (const path of SELECTORS[object.kind]?.present ?? []) extend(object, path, rule.pairs, false);
}

function extend(here: unknown, path: Path, pairs: Record<string, string>, create: boolean): void {
  if (Array.isArray(here)) {
    for (const item of here) extend(item, path, pairs, create);
    return;
  }
  if (!isTree(here)) return;
  const [key, ...rest] = path;
  if (key === undefined) {
    Object.assign(here, pairs);
    return;
  }
  if (here[key] === undefined && create) here[key] = {} satisfies Tree;
  extend(here[key], rest, pairs, create);
}
