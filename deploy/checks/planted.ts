import { podsOf, ofKind } from './pods.js';
import { treeAt, treesAt, type Manifest, type Tree } from './manifest.js';

/** Spoils rendered objects in one way, for the self-test of the policy of that name. */
export type Plant = (objects: Manifest[]) => void;

const first = (objects: Manifest[], kind: string): Manifest => found(ofKind(objects, kind)[0]);
const server = (objects: Manifest[]): Tree => found(podsOf(objects, 'Deployment')[0]).spec;
const container = (objects: Manifest[]): Tree => found(treesAt(server(objects), 'containers')[0]);
const at = (start: unknown, ...path: string[]): Tree => found(treeAt(start, ...path));
const policy = (objects: Manifest[], name: string): Tree =>
  at(
    ofKind(objects, 'NetworkPolicy').find(object => object.metadata.name === name),
    'spec',
  );

function found<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('nothing to spoil');
  return value;
}

/** At least one violation for each policy; a policy without one fails the self-test. */
export const planted: Record<string, Plant[]> = {
  hasResources: [
    o => delete at(container(o), 'resources', 'limits').memory,
    o => delete at(container(o), 'resources', 'requests')['ephemeral-storage'],
    o => delete container(o).resources,
  ],
  hasReadOnlyRoot: [o => delete at(container(o), 'securityContext').readOnlyRootFilesystem],
  cannotGainPrivileges: [
    o => delete at(container(o), 'securityContext').allowPrivilegeEscalation,
    o => (at(container(o), 'securityContext', 'capabilities').drop = []),
    o => (at(container(o), 'securityContext', 'capabilities').add = ['NET_ADMIN']),
    o => (at(container(o), 'securityContext').privileged = true),
  ],
  hasFixedImage: [
    o => (container(o).image = 'registry.example.vn:5000/nangluc/staff'),
    o => (container(o).image = 'nangluc/staff:latest'),
  ],
  listensOnlyAbovePrivilegedPorts: [
    o => (found(treesAt(container(o), 'ports')[0]).containerPort = 80),
    o => (found(treesAt(container(o), 'ports')[0]).hostPort = 3000),
  ],
  runsAsNonRoot: [
    o => delete at(server(o), 'securityContext').runAsNonRoot,
    o => (at(server(o), 'securityContext').runAsUser = 0),
    o => (at(container(o), 'securityContext').runAsNonRoot = false),
  ],
  isConfinedBySeccomp: [o => (at(server(o), 'securityContext', 'seccompProfile').type = 'Unconfined')],
  mountsNoToken: [
    o => delete server(o).automountServiceAccountToken,
    o => delete server(o).serviceAccountName,
    o => (first(o, 'ServiceAccount').automountServiceAccountToken = true),
  ],
  staysOutOfTheHost: [
    o => (server(o).hostNetwork = true),
    o => (server(o).volumes = [{ name: 'tmp', hostPath: { path: '/' } }]),
    o => (server(o).volumes = [{ name: 'tmp', emptyDir: {} }]),
  ],
  hasProbes: [
    o => delete container(o).readinessProbe,
    o => (at(container(o), 'livenessProbe', 'httpGet').path = '/health/ready'),
    o => (at(container(o), 'startupProbe', 'httpGet').port = 'htpp'),
  ],
  rollsWithoutAGap: [
    o => (at(first(o, 'Deployment'), 'spec', 'strategy', 'rollingUpdate').maxUnavailable = 1),
    o => (server(o).terminationGracePeriodSeconds = 30),
    o => delete container(o).lifecycle,
  ],
  spreadsOverZones: [
    o => delete server(o).topologySpreadConstraints,
    o => delete server(o).affinity,
    o => (at(treesAt(server(o), 'topologySpreadConstraints')[0], 'labelSelector', 'matchLabels').other = 'label'),
  ],
  survivesADrain: [
    o => (at(first(o, 'PodDisruptionBudget'), 'spec').maxUnavailable = 0),
    o => (at(first(o, 'PodDisruptionBudget'), 'spec', 'selector', 'matchLabels').other = 'label'),
  ],
  isReachedByItsService: [
    o => (at(first(o, 'Service'), 'spec', 'selector').other = 'label'),
    o => (found(treesAt(first(o, 'Service'), 'spec', 'ports')[0]).targetPort = 'htpp'),
    o => (at(first(o, 'Service'), 'spec').type = 'NodePort'),
    o => delete at(first(o, 'Service'), 'spec', 'selector')['app.kubernetes.io/component'],
  ],
  deniesByDefault: [
    o => (policy(o, 'nangluc-deny-all').policyTypes = ['Ingress']),
    o => (policy(o, 'nangluc-deny-all').egress = [{}]),
  ],
  isIsolated: [
    o =>
      o.splice(
        o.findIndex(object => object.kind === 'NetworkPolicy' && object.metadata.name === 'nangluc-staff'),
        1,
      ),
    o => (at(policy(o, 'nangluc-migrate-staff'), 'podSelector', 'matchLabels').other = 'label'),
    o => (policy(o, 'nangluc-staff').policyTypes = ['Ingress']),
  ],
  opensOnlyNamedDoors: [
    o => (policy(o, 'nangluc-staff').egress = [{}]),
    o => (policy(o, 'nangluc-staff').ingress = [{ from: [{ podSelector: {} }], ports: [{ port: 'http' }] }]),
    o => (policy(o, 'nangluc-staff').egress = [{ to: [{ ipBlock: { cidr: '0.0.0.0/0' } }], ports: [{ port: 443 }] }]),
    o => delete found(treesAt(policy(o, 'nangluc-staff'), 'egress')[0]).ports,
  ],
  choosesSomePod: [o => (at(policy(o, 'nangluc-staff'), 'podSelector', 'matchLabels').other = 'label')],
  holdsNoSecret: [
    o => o.push({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'nangluc-staff-database' } }),
    o => (found(treesAt(container(o), 'env').find(env => env.name === 'NODE_OPTIONS')).name = 'DB_PASSWORD'),
    o => (at(first(o, 'ConfigMap'), 'data').JWKS_URL = 'https://user:word@sign-in.example.vn/jwks'),
    o => (at(first(o, 'ConfigMap'), 'data').LOG_LEVEL = 'q9X2mB7vT4kL8nR3wZ6pY1sD5fG0hJcA'),
  ],
  keepsTheOwnerAway: [
    o => (container(o).env = [{ name: 'DATABASE_OWNER_URL' }]),
    o =>
      (container(o).env = [
        { name: 'DATABASE_URL', valueFrom: { secretKeyRef: { name: 'nangluc-staff-owner', key: 'url' } } },
      ]),
  ],
  readsOnlyItsOwnSecrets: [
    o => {
      const env = treesAt(container(o), 'env').find(one => one.name === 'DATABASE_URL');
      at(env, 'valueFrom', 'secretKeyRef').name = 'nangluc-other-database';
    },
  ],
  isLabelled: [o => delete first(o, 'Service').metadata.labels?.['app.kubernetes.io/version']],
  livesInTheNamespace: [
    o => (first(o, 'Service').metadata.namespace = 'default'),
    o => (found(first(o, 'Namespace').metadata.labels)['pod-security.kubernetes.io/enforce'] = 'baseline'),
  ],
  hasLastingSelectors: [
    o => (at(first(o, 'Deployment'), 'spec', 'selector', 'matchLabels')['app.kubernetes.io/version'] = '0.1.0'),
  ],
  migratesWithTheSameImage: [
    o =>
      o.splice(
        o.findIndex(object => object.kind === 'Job'),
        1,
      ),
    o => (container(o).image = 'nangluc/staff:0.2.0'),
    o => delete at(first(o, 'Job'), 'spec').ttlSecondsAfterFinished,
  ],
};
