import { treeAt, treesAt, type Manifest, type Tree } from '../manifest.js';
import { complain, podsOf } from '../pods.js';

type Rule = (objects: Manifest[]) => string[];

function everyContainer(good: (container: Tree) => boolean, what: string): Rule {
  return objects =>
    podsOf(objects).flatMap(pod => complain(pod.containers, good, c => `${pod.name} ${String(c.name)}: ${what}`));
}

export const hasResources = everyContainer(container => {
  const needed = ['cpu', 'memory', 'ephemeral-storage'];
  const [requests, limits] = ['requests', 'limits'].map(side => treeAt(container, 'resources', side) ?? {});
  return needed.every(key => requests?.[key] !== undefined && limits?.[key] !== undefined);
}, 'needs requests and limits of cpu, memory and ephemeral storage');

export const hasReadOnlyRoot = everyContainer(
  container => treeAt(container, 'securityContext')?.readOnlyRootFilesystem === true,
  'needs readOnlyRootFilesystem',
);

export const cannotGainPrivileges = everyContainer(container => {
  const context = treeAt(container, 'securityContext') ?? {};
  const drop = treeAt(context, 'capabilities')?.drop;
  const added = treeAt(context, 'capabilities')?.add;
  const drops = Array.isArray(drop) && drop.includes('ALL') && added === undefined;
  return drops && context.allowPrivilegeEscalation === false && context.privileged !== true;
}, 'must drop ALL capabilities and forbid privilege escalation');

export const hasFixedImage = everyContainer(container => {
  const image = String(container.image);
  return /@sha256:[0-9a-f]{64}$/.test(image) || (/:[^/:]+$/.test(image) && !image.endsWith(':latest'));
}, 'needs an image with a tag other than latest, or a digest');

export const listensOnlyAbovePrivilegedPorts = everyContainer(
  container => treesAt(container, 'ports').every(p => Number(p.containerPort) > 1023 && p.hostPort === undefined),
  'must not use a port below 1024 or of the host',
);
