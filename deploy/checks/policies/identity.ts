import { nameOf, treeAt, type Manifest } from '../manifest.js';
import { complain, ofKind, podsOf } from '../pods.js';

const REQUIRED = ['instance', 'version', 'component', 'part-of', 'managed-by'].map(key => `app.kubernetes.io/${key}`);

export function isLabelled(objects: Manifest[]): string[] {
  return complain(
    objects,
    object => REQUIRED.every(key => object.metadata.labels?.[key] !== undefined),
    object => `${nameOf(object)}: needs the labels ${REQUIRED.join(', ')}`,
  );
}

export function livesInTheNamespace(objects: Manifest[]): string[] {
  const [namespace] = ofKind(objects, 'Namespace');
  const guard = namespace?.metadata.labels?.['pod-security.kubernetes.io/enforce'];
  const stray = objects.filter(o => o !== namespace && o.metadata.namespace !== namespace?.metadata.name).map(nameOf);
  return guard === 'restricted' ? stray : [...stray, 'the Namespace must enforce the restricted pod security standard'];
}

/** Labels in a selector can never be changed, so nothing that a release changes may be among them. */
export function hasLastingSelectors(objects: Manifest[]): string[] {
  return complain(
    ofKind(objects, 'Deployment'),
    object => {
      const keys = Object.keys(treeAt(object, 'spec', 'selector', 'matchLabels') ?? {}).sort();
      return keys.join(' ') === 'app.kubernetes.io/component app.kubernetes.io/name';
    },
    object => `${nameOf(object)}: the selector must be name and component only`,
  );
}

export function migratesWithTheSameImage(objects: Manifest[]): string[] {
  const jobs = podsOf(objects, 'Job');
  return complain(
    podsOf(objects, 'Deployment'),
    server => {
      const name = server.labels['app.kubernetes.io/name'];
      const mine = jobs.filter(job => job.labels['app.kubernetes.io/name'] === name);
      const [migrate] = mine[0]?.containers ?? [];
      const ends = treeAt(mine[0]?.owner, 'spec')?.ttlSecondsAfterFinished !== undefined;
      const same = migrate?.image === server.containers[0]?.image && JSON.stringify(migrate?.args) === '["migrate"]';
      return mine.length === 1 && ends && same;
    },
    server => `${server.name}: needs one migration Job of the same image that cleans up after itself`,
  );
}
