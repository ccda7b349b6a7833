import { describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { render } from './kustomize/render.js';
import { treeAt, treesAt, type Manifest, type Tree } from './manifest.js';
import { schemaErrors } from './schema.js';

const overlay = (name: string): Manifest[] => render(join(import.meta.dirname, '../overlays', name));

describe('schema of Kubernetes', () => {
  it.each(['dev', 'prod'])('accepts every object of the overlay %s', name => {
    expect(schemaErrors(overlay(name))).toEqual([]);
  });

  const deployment = (): Manifest => {
    const found = overlay('dev').find(object => object.kind === 'Deployment');
    if (found === undefined) throw new Error('the overlay has no Deployment');
    return found;
  };
  const errorsWhen = (spoil: (spec: Tree, container: Tree) => unknown): string => {
    const object = deployment();
    const spec = treeAt(object, 'spec') ?? {};
    spoil(spec, treesAt(spec, 'template', 'spec', 'containers')[0] ?? {});
    return schemaErrors([object]).join('\n');
  };

  it('refuses a wrong type', () => {
    expect(errorsWhen(spec => (spec.replicas = '2'))).toContain('must be integer');
  });
  it('refuses a missing field', () => {
    expect(errorsWhen(spec => delete spec.selector)).toMatch(/selector|required/);
  });
  it('refuses a misspelled field at the top and deep inside', () => {
    expect(errorsWhen(spec => (spec.replica = 2))).toContain('"replica"');
    expect(errorsWhen((_, container) => (container.readinesProbe = {}))).toContain('"readinesProbe"');
  });
  it('refuses a word outside its list', () => {
    expect(errorsWhen((_, container) => (container.imagePullPolicy = 'Sometimes'))).toContain('imagePullPolicy');
  });
  it('refuses a kind it has no model of', () => {
    expect(schemaErrors([{ apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'x' } }])[0]).toContain(
      'no model',
    );
  });
});
