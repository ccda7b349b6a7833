import { isTree, treeAt, treesAt, type Manifest, type Tree } from '../manifest.js';
import { complain, ofKind, podsOf, selects } from '../pods.js';

const specs = (objects: Manifest[]): Tree[] => ofKind(objects, 'NetworkPolicy').map(p => treeAt(p, 'spec') ?? {});
const closes = (policy: Tree): boolean => JSON.stringify(policy.policyTypes) === '["Ingress","Egress"]';
const choosesAll = (policy: Tree): boolean =>
  isTree(policy.podSelector) && Object.keys(policy.podSelector).length === 0;

export function deniesByDefault(objects: Manifest[]): string[] {
  const denial = specs(objects).some(
    p => choosesAll(p) && closes(p) && p.ingress === undefined && p.egress === undefined,
  );
  return denial ? [] : ['no NetworkPolicy denies everything to every pod'];
}

export function isIsolated(objects: Manifest[]): string[] {
  const own = specs(objects).filter(policy => !choosesAll(policy));
  return complain(
    podsOf(objects),
    pod => own.filter(policy => closes(policy) && selects(policy.podSelector, pod.labels)).length === 1,
    pod => `${pod.name}: needs exactly one NetworkPolicy of its own, for both directions`,
  );
}

/** An empty peer or a rule without ports is an open door that looks like a rule. */
export function opensOnlyNamedDoors(objects: Manifest[]): string[] {
  return ofKind(objects, 'NetworkPolicy').flatMap(policy => {
    const doors = [...treesAt(policy, 'spec', 'ingress'), ...treesAt(policy, 'spec', 'egress')];
    return complain(
      doors,
      door => {
        const peers = [...treesAt(door, 'from'), ...treesAt(door, 'to')];
        return treesAt(door, 'ports').length > 0 && peers.length > 0 && peers.every(isNarrow);
      },
      door => `NetworkPolicy/${policy.metadata.name}: open to anybody: ${JSON.stringify(door)}`,
    );
  });
}

function isNarrow(peer: Tree): boolean {
  const selectors = [treeAt(peer, 'podSelector'), treeAt(peer, 'namespaceSelector')].filter(s => s !== undefined);
  const wide = treeAt(peer, 'ipBlock')?.cidr === '0.0.0.0/0' || treeAt(peer, 'ipBlock')?.cidr === '::/0';
  return !wide && Object.keys(peer).length > 0 && selectors.every(selector => Object.keys(selector).length > 0);
}

export function choosesSomePod(objects: Manifest[]): string[] {
  const pods = podsOf(objects);
  return complain(
    ofKind(objects, 'NetworkPolicy'),
    policy => pods.some(pod => selects(treeAt(policy, 'spec', 'podSelector'), pod.labels)),
    policy => `NetworkPolicy/${policy.metadata.name}: chooses no pod`,
  );
}
