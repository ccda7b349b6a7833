import type { Setting } from '../declared-env.js';
import { treeAt, treesAt, type Manifest, type Tree } from '../manifest.js';
import { complain, ofKind, podsOf, type PodTemplate } from '../pods.js';

const READ_BY_NODE = new Set(['NODE_ENV', 'NODE_OPTIONS']);

/** The names a pod sets equal those its code reads: none is unknown to the code, none that it needs is missing. */
export function setsWhatTheCodeReads(objects: Manifest[], settingsOf: (service: string) => Setting[]): string[] {
  return podsOf(objects).flatMap(pod => {
    const settings = settingsOf(pod.labels['app.kubernetes.io/name'] ?? '');
    const known = new Set(settings.map(setting => setting.name));
    const set = namesSetIn(pod, objects);
    // The code falls back to DATABASE_URL, whose role may not change tables: the Job would fail late and unclearly.
    const needed = settings.filter(s => (s.name === 'DATABASE_OWNER_URL' ? pod.owner.kind === 'Job' : s.required));
    return [
      ...complain(
        set,
        name => known.has(name) || READ_BY_NODE.has(name),
        name => `${pod.name}: nothing reads ${name}`,
      ),
      ...complain(
        needed,
        setting => set.includes(setting.name),
        ({ name }) => `${pod.name}: ${name} is not set`,
      ),
    ];
  });
}

function namesSetIn(pod: PodTemplate, objects: Manifest[]): string[] {
  return pod.containers.flatMap(container => [
    ...treesAt(container, 'env').map(env => String(env.name)),
    ...treesAt(container, 'envFrom').flatMap(from => keysOf(from, objects)),
  ]);
}

function keysOf(from: Tree, objects: Manifest[]): string[] {
  const name = treeAt(from, 'configMapRef')?.name;
  const map = ofKind(objects, 'ConfigMap').find(object => object.metadata.name === name);
  return map === undefined ? [`the ConfigMap ${String(name)}`] : Object.keys(treeAt(map, 'data') ?? {});
}
