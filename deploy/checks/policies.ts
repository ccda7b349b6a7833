import * as availability from './policies/availability.js';
import * as containers from './policies/containers.js';
import * as identity from './policies/identity.js';
import * as network from './policies/network.js';
import * as pods from './policies/pods.js';
import * as secrets from './policies/secrets.js';
import type { Manifest } from './manifest.js';

/** Every rule about the rendered objects, by name; each gives one sentence for each violation. */
export const policies: Record<string, (objects: Manifest[]) => string[]> = {
  ...containers,
  ...pods,
  ...availability,
  ...network,
  ...secrets,
  ...identity,
};
