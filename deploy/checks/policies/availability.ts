import { treeAt, treesAt, type Manifest, type Tree } from '../manifest.js';
import { complain, ofKind, podsOf, selects, type PodTemplate } from '../pods.js';

const servers = (objects: Manifest[]): PodTemplate[] => podsOf(objects, 'Deployment');
const portsOf = (container: Tree): unknown[] => treesAt(container, 'ports').map(port => port.name);

export function hasProbes(objects: Manifest[]): string[] {
  return servers(objects).flatMap(pod =>
    complain(
      pod.containers,
      container => {
        const gets = ['startupProbe', 'livenessProbe', 'readinessProbe'].map(p => treeAt(container, p, 'httpGet'));
        const paths = gets.map(get => get?.path).join(' ');
        const declared = gets.every(get => portsOf(container).includes(get?.port));
        return declared && paths === '/health/live /health/live /health/ready';
      },
      container => `${pod.name} ${String(container.name)}: needs start, live and ready probes on a declared port`,
    ),
  );
}

export function rollsWithoutAGap(objects: Manifest[]): string[] {
  return complain(
    servers(objects),
    ({ owner, spec, containers }) => {
      const grace = Number(spec.terminationGracePeriodSeconds);
      const naps = containers.map(c => Number(treeAt(c, 'lifecycle', 'preStop', 'sleep')?.seconds));
      return (
        treeAt(owner, 'spec', 'strategy', 'rollingUpdate')?.maxUnavailable === 0 && naps.every(nap => grace >= nap + 30)
      );
    },
    pod => `${pod.name}: needs maxUnavailable 0, a preStop sleep, and 30 s of grace beyond it`,
  );
}

export function spreadsOverZones(objects: Manifest[]): string[] {
  return complain(
    servers(objects),
    ({ spec, labels }) => {
      const spread = treesAt(spec, 'topologySpreadConstraints');
      const apart = treesAt(spec, 'affinity', 'podAntiAffinity', 'preferredDuringSchedulingIgnoredDuringExecution');
      const terms = [...spread, ...apart.map(item => treeAt(item, 'podAffinityTerm') ?? {})];
      return spread.length > 0 && apart.length > 0 && terms.every(term => selects(term.labelSelector, labels));
    },
    pod => `${pod.name}: needs a topology spread and an anti-affinity over its own pods`,
  );
}

export function survivesADrain(objects: Manifest[]): string[] {
  const budgets = ofKind(objects, 'PodDisruptionBudget').map(budget => treeAt(budget, 'spec') ?? {});
  return complain(
    servers(objects),
    pod => {
      const mine = budgets.filter(budget => selects(budget.selector, pod.labels));
      return (
        mine.length === 1 &&
        Number(mine[0]?.maxUnavailable) >= 1 &&
        mine[0]?.unhealthyPodEvictionPolicy === 'AlwaysAllow'
      );
    },
    pod => `${pod.name}: needs one PodDisruptionBudget that lets a node be drained`,
  );
}

export function isReachedByItsService(objects: Manifest[]): string[] {
  const services = ofKind(objects, 'Service');
  return complain(
    servers(objects),
    pod => {
      const mine = services.filter(s => selects({ matchLabels: treeAt(s, 'spec', 'selector') }, pod.labels));
      const targets = mine.flatMap(service => treesAt(service, 'spec', 'ports')).map(port => port.targetPort);
      const internal = mine.every(service => treeAt(service, 'spec')?.type === 'ClusterIP');
      return (
        mine.length === 1 && internal && targets.every(port => pod.containers.some(c => portsOf(c).includes(port)))
      );
    },
    pod => `${pod.name}: needs one ClusterIP Service on a declared port`,
  ).concat(servicesReachingJobs(objects, services));
}

// A Service that also chose migration pods would send requests to a process that serves none.
function servicesReachingJobs(objects: Manifest[], services: Manifest[]): string[] {
  return complain(
    podsOf(objects, 'Job'),
    pod => !services.some(service => selects({ matchLabels: treeAt(service, 'spec', 'selector') }, pod.labels)),
    pod => `${pod.name}: a Service chooses the pods of a Job`,
  );
}
