import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { isTree, nameOf, type Manifest } from '../manifest.js';
import { generateConfigMap } from './config-maps.js';
import { setImage } from './images.js';
import { addLabels } from './labels.js';
import { contentHash, followRenames, rename, type Renames } from './names.js';
import { applyPatch } from './patches.js';
import { readKustomization, type Kustomization } from './read-kustomization.js';

// Other kinds have label, name or namespace rules of their own that nobody has written here yet.
const KINDS = ['Namespace', 'ServiceAccount', 'Service', 'Deployment', 'Job', 'PodDisruptionBudget', 'NetworkPolicy'];

/**
 * What `kubectl kustomize <folder>` would print, for the subset of kustomize this repository uses, with Node alone.
 * Throws on anything outside that subset. `deploy/render.spec.ts` compares it with the real tool where there is one.
 *
 * @example render('deploy/overlays/dev').filter(object => object.kind === 'Deployment')
 */
export function render(folder: string): Manifest[] {
  const objects = accumulate(folder);
  const renames: Renames = new Map();
  for (const object of objects.filter(o => o.kind === 'ConfigMap')) {
    const { name } = object.metadata;
    rename(object, `${name}-${contentHash(object.data as Record<string, string>)}`, renames);
  }
  for (const object of objects) followRenames(object, renames);
  return objects;
}

// The order of the steps is kustomize's own: generators, patches, namespace, suffix, labels, replicas, images, references.
function accumulate(folder: string): Manifest[] {
  const rules = readKustomization(folder);
  let objects = rules.resources.flatMap(entry => load(join(folder, entry)));
  for (const rule of rules.configMapGenerator) objects = generateConfigMap(objects, rule);
  for (const rule of rules.patches) objects = applyPatch(objects, rule, documents(join(folder, rule.path)));
  if (rules.namespace !== undefined) for (const object of objects) setNamespace(object, rules.namespace);
  const renames: Renames = new Map();
  if (rules.nameSuffix !== undefined) for (const o of objects) rename(o, o.metadata.name + rules.nameSuffix, renames);
  for (const object of objects) for (const rule of rules.labels) addLabels(object, rule);
  setReplicas(objects, rules);
  for (const object of objects) for (const rule of rules.images) setImage(object, rule);
  for (const object of objects) followRenames(object, renames);
  return withoutDoubles(objects, folder);
}

function load(path: string): Manifest[] {
  if (statSync(path).isDirectory()) return accumulate(path);
  return documents(path).map(document => {
    if (isTree(document) && KINDS.includes(String(document.kind))) return document as Manifest;
    throw new Error(`${path}: the offline renderer does not know ${JSON.stringify(document).slice(0, 80)}`);
  });
}

function documents(path: string): unknown[] {
  return parseAllDocuments(readFileSync(path, 'utf8')).map(document => {
    if (document.errors[0]) throw new Error(`${path}: ${document.errors[0].message}`);
    return document.toJS() as unknown;
  });
}

function setNamespace(object: Manifest, namespace: string): void {
  object.metadata =
    object.kind === 'Namespace' ? { ...object.metadata, name: namespace } : { ...object.metadata, namespace };
}

function setReplicas(objects: Manifest[], rules: Kustomization): void {
  for (const { name, count } of rules.replicas) {
    const deployment = objects.find(o => o.kind === 'Deployment' && o.metadata.name === name);
    if (deployment === undefined || !isTree(deployment.spec)) throw new Error(`replicas: no Deployment ${name}`);
    deployment.spec.replicas = count;
  }
}

function withoutDoubles(objects: Manifest[], folder: string): Manifest[] {
  const names = objects.map(nameOf);
  const double = names.find((name, at) => names.indexOf(name) !== at);
  if (double !== undefined) throw new Error(`${folder}: ${double} occurs twice`);
  return objects;
}
