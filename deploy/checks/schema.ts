import { Deployment } from 'kubernetes-models/apps/v1/Deployment';
import { Job } from 'kubernetes-models/batch/v1/Job';
import { NetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy';
import { PodDisruptionBudget } from 'kubernetes-models/policy/v1/PodDisruptionBudget';
import { ConfigMap } from 'kubernetes-models/v1/ConfigMap';
import { Namespace } from 'kubernetes-models/v1/Namespace';
import { Service } from 'kubernetes-models/v1/Service';
import { ServiceAccount } from 'kubernetes-models/v1/ServiceAccount';
import { nameOf, type Manifest } from './manifest.js';
import { unknownFields } from './unknown-fields.js';

interface Model {
  validate(): void;
}
const MODELS: Record<string, (object: Manifest) => Model> = {
  'v1/ConfigMap': object => new ConfigMap(object),
  'v1/Namespace': object => new Namespace(object),
  'v1/Service': object => new Service(object),
  'v1/ServiceAccount': object => new ServiceAccount(object),
  'apps/v1/Deployment': object => new Deployment(object),
  'batch/v1/Job': object => new Job(object),
  'policy/v1/PodDisruptionBudget': object => new PodDisruptionBudget(object),
  'networking.k8s.io/v1/NetworkPolicy': object => new NetworkPolicy(object),
};

/** What is wrong with the objects by the Kubernetes API's own schema: types, required fields, and fields nobody knows. */
export function schemaErrors(objects: Manifest[]): string[] {
  const wrong = objects.flatMap(object => {
    const model = MODELS[`${object.apiVersion}/${object.kind}`];
    if (model === undefined) return [`${nameOf(object)}: no model of ${object.apiVersion}/${object.kind}`];
    try {
      model(object).validate();
      return [];
    } catch (error) {
      return [`${nameOf(object)}: ${error instanceof Error ? error.message : String(error)}`];
    }
  });
  return wrong.length > 0 ? wrong : unknownFields(objects);
}
