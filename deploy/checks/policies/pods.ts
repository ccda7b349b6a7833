import { treeAt, treesAt, type Manifest, type Tree } from '../manifest.js';
import { complain, ofKind, podsOf, type PodTemplate } from '../pods.js';

type Rule = (objects: Manifest[]) => string[];

function everyPod(good: (pod: PodTemplate, objects: Manifest[]) => boolean, what: string): Rule {
  return objects =>
    complain(
      podsOf(objects),
      pod => good(pod, objects),
      pod => `${pod.name}: ${what}`,
    );
}

export const runsAsNonRoot = everyPod(({ spec, containers }) => {
  const pod = treeAt(spec, 'securityContext') ?? {};
  const all = [pod, ...containers.map(container => ({ ...pod, ...treeAt(container, 'securityContext') }))];
  return all.every(c => c.runAsNonRoot === true && Number(c.runAsUser) > 10_000 && Number(c.runAsGroup) > 10_000);
}, 'needs runAsNonRoot with a user and a group above 10000');

export const isConfinedBySeccomp = everyPod(
  ({ spec }) => treeAt(spec, 'securityContext', 'seccompProfile')?.type === 'RuntimeDefault',
  'needs the seccomp profile RuntimeDefault',
);

export const mountsNoToken = everyPod(({ spec }, objects) => {
  const account = ofKind(objects, 'ServiceAccount').find(object => object.metadata.name === spec.serviceAccountName);
  return spec.automountServiceAccountToken === false && account?.automountServiceAccountToken === false;
}, 'needs its own ServiceAccount and no token');

export const staysOutOfTheHost = everyPod(
  ({ spec }) =>
    ['hostNetwork', 'hostPID', 'hostIPC'].every(key => spec[key] === undefined) &&
    spec.enableServiceLinks === false &&
    treesAt(spec, 'volumes').every(isSafeVolume),
  'must not touch the host, and its emptyDirs need a limit',
);

function isSafeVolume(volume: Tree): boolean {
  if (volume.emptyDir !== undefined) return treeAt(volume, 'emptyDir')?.sizeLimit !== undefined;
  return volume.configMap !== undefined || volume.secret !== undefined;
}
