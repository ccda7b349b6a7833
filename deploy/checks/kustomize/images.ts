import { treeAt, treesAt, type Manifest } from '../manifest.js';
import type { ImageRule } from './read-kustomization.js';

/** Gives the containers of the named image its new name, tag or digest. */
export function setImage(object: Manifest, rule: ImageRule): void {
  const pod = treeAt(object, 'spec', 'template', 'spec');
  for (const container of [...treesAt(pod, 'initContainers'), ...treesAt(pod, 'containers')]) {
    const [, name, tail] = /^([^:@]+)(.*)$/.exec(String(container.image)) ?? [];
    if (name !== rule.name) continue;
    const digest = rule.digest === undefined ? '' : `@${rule.digest}`;
    const tag = rule.newTag === undefined ? '' : `:${rule.newTag}`;
    container.image = (rule.newName ?? name) + (tag + digest || tail);
  }
}
