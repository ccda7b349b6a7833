import { treeAt, treesAt, type Manifest, type Tree } from '../manifest.js';
import { complain, ofKind, podsOf } from '../pods.js';

const CREDENTIALS =
  /:\/\/[^/\s:@]+:[^/\s@]+@|-----BEGIN|eyJ[\w-]{20}|\b(?=[A-Za-z+/]*\d)(?=[\d+/]*[A-Za-z])[A-Za-z0-9+/]{32,}={0,2}/;
const SENSITIVE_NAME = /PASSWORD|SECRET|DATABASE|PRIVATE|API_KEY/;

/** Secrets are made by the operator; here they are only named. */
export function holdsNoSecret(objects: Manifest[]): string[] {
  const kinds = ofKind(objects, 'Secret').map(secret => `Secret/${secret.metadata.name}: secrets do not belong here`);
  const values = [
    ...podsOf(objects).flatMap(pod => pod.containers.flatMap(c => treesAt(c, 'env')).map(env => named(pod.name, env))),
    ...ofKind(objects, 'ConfigMap').flatMap(map =>
      Object.entries(treeAt(map, 'data') ?? {}).map(([name, value]) => named(map.metadata.name, { name, value })),
    ),
  ];
  const bad = complain(
    values,
    ({ name, value }) => value === undefined || !(SENSITIVE_NAME.test(name) || CREDENTIALS.test(value)),
    ({ where, name }) => `${where} ${name}: holds a value that looks like a secret`,
  );
  return [...kinds, ...bad];
}

function named(where: string, { name, value }: Tree): { where: string; name: string; value: string | undefined } {
  return { where, name: String(name), value: typeof value === 'string' ? value : undefined };
}

/** The owner of the schema can drop it; a server under attack must not have that address. */
export function keepsTheOwnerAway(objects: Manifest[]): string[] {
  return complain(
    podsOf(objects, 'Deployment'),
    pod => !JSON.stringify(pod.spec).includes('OWNER') && !/"name":"[^"]*-owner"/.test(JSON.stringify(pod.spec)),
    pod => `${pod.name}: only the migration may read the owner's address`,
  );
}

/** Each service opens only its own database. */
export function readsOnlyItsOwnSecrets(objects: Manifest[]): string[] {
  return podsOf(objects).flatMap(pod => {
    const refs = pod.containers
      .flatMap(c => treesAt(c, 'env'))
      .map(env => treeAt(env, 'valueFrom', 'secretKeyRef')?.name);
    const own = `nangluc-${pod.labels['app.kubernetes.io/name']}-`;
    return complain(
      refs.filter(ref => typeof ref === 'string'),
      ref => ref.startsWith(own),
      ref => `${pod.name}: ${ref} belongs to another service`,
    );
  });
}
