import type { Manifest } from '../manifest.js';
import type { ConfigMapRule } from './read-kustomization.js';

/** Adds the generated ConfigMap, or lays its values over the one a base generated. */
export function generateConfigMap(objects: Manifest[], rule: ConfigMapRule): Manifest[] {
  const data = Object.fromEntries(rule.literals.map(readLiteral));
  const existing = objects.find(o => o.kind === 'ConfigMap' && o.metadata.name === rule.name);
  if (rule.behavior === 'merge') {
    if (existing === undefined) throw new Error(`no base generates the ConfigMap ${rule.name}`);
    existing.data = { ...(existing.data as Record<string, string>), ...data };
    return objects;
  }
  if (existing !== undefined) throw new Error(`the ConfigMap ${rule.name} is generated twice`);
  const metadata = { name: rule.name, ...(rule.options && { labels: { ...rule.options.labels } }) };
  return [...objects, { apiVersion: 'v1', kind: 'ConfigMap', metadata, data }];
}

function readLiteral(literal: string): [string, string] {
  const match = /^([A-Z][A-Z0-9_]*)=([^'"].*)$/.exec(literal);
  if (match?.[1] === undefined || match[2] === undefined) throw new Error(`not KEY=value without quotes: ${literal}`);
  return [match[1], match[2]];
}
