import { describe, expect, it } from '@jest/globals';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findKustomize } from './checks/kustomize/kustomize-tool.js';
import { render } from './checks/kustomize/render.js';
import { nameOf, type Manifest } from './checks/manifest.js';

const overlays = ['dev', 'prod'];
const services = ['staff', 'scheduling', 'enrollment', 'approvals', 'reporting', 'gateway'];
const folderOf = (overlay: string): string => join(import.meta.dirname, 'overlays', overlay);
const byName = (objects: Manifest[]): Record<string, Manifest> =>
  Object.fromEntries(objects.map(object => [nameOf(object), object]));

describe.each(overlays)('overlay %s', overlay => {
  it('has every object of every service', () => {
    const names = Object.keys(byName(render(folderOf(overlay)))).map(name =>
      name.replace(/^(ConfigMap.*)-[a-z0-9]{10}$/, '$1'),
    );
    const kinds = ['Deployment', 'Service', 'ServiceAccount', 'ConfigMap', 'PodDisruptionBudget', 'NetworkPolicy'];
    const expected = services.flatMap(s => [...kinds.map(kind => `${kind}/nangluc-${s}`), `Job/nangluc-migrate-${s}`]);
    expect(names).toEqual(expect.arrayContaining(expected));
  });

  const tool = findKustomize();
  (tool ? it : it.skip)(`renders as ${tool?.name ?? 'kustomize (none in the PATH)'} does`, () => {
    expect(byName(render(folderOf(overlay)))).toEqual(byName(tool?.render(folderOf(overlay)) ?? []));
  });
});

describe('the offline renderer refuses what it does not implement', () => {
  const spoiled = (file: string, text: string): (() => Manifest[]) => {
    const copy = mkdtempSync(join(tmpdir(), 'nangluc-deploy-'));
    cpSync(import.meta.dirname, copy, { recursive: true });
    writeFileSync(join(copy, file), text);
    return () => {
      try {
        return render(join(copy, 'overlays/dev'));
      } finally {
        rmSync(copy, { recursive: true });
      }
    };
  };
  const kustomization = (rest: string): string =>
    `apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [../../base]\n${rest}`;
  const patchOf = (body: string): string =>
    `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: nangluc-scheduling }\nspec: ${body}`;

  it.each([
    ['a field', 'kustomization.yaml', kustomization('namePrefix: x-'), 'does not know namePrefix'],
    ['a field of a label', 'kustomization.yaml', kustomization('labels: [{ fields: [] }]'), 'does not know fields'],
    [
      'a behaviour',
      'kustomization.yaml',
      kustomization('configMapGenerator: [{ name: a, behavior: replace }]'),
      'behavior replace',
    ],
    [
      'a Deployment that is not there',
      'kustomization.yaml',
      kustomization('replicas: [{ name: x, count: 1 }]'),
      'no Deployment x',
    ],
    ['a kind', '../../base/network.yaml', 'apiVersion: v1\nkind: Secret\nmetadata: { name: a }', 'does not know'],
    ['a patch of nothing', 'scheduling.yaml', patchOf('{}').replace('scheduling', 'none'), 'nothing is called'],
    ['a deletion', 'scheduling.yaml', patchOf('{ replicas: null }'), 'directive'],
    ['a directive', 'scheduling.yaml', patchOf('{ template: { $patch: replace } }'), 'directive'],
    [
      'a list without a key',
      'scheduling.yaml',
      patchOf('{ template: { spec: { tolerations: [] } } }'),
      'list tolerations',
    ],
    ['an operation', 'scheduling.yaml', '[{ op: remove, path: /spec/replicas }]', 'need a target'],
  ])('%s', (_, file, text, message) => {
    expect(spoiled(join('overlays/dev', file), text)).toThrow(message);
  });
});
