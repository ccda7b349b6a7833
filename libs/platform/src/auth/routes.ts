// What the decorators of the controllers say about access: the guard's check at start, docs/access.md and the test that
// calls every route as every role all read it from here.
import { RequestMethod, type Type } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { BOUNDS, type Role } from './account.js';
import { POLICY, REACH, type Policy, type RouteReach } from './allow.js';

/** One route and who may call it; `policy` or `reach` is undefined where a decorator is missing. */
export interface RouteAccess {
  /** As in `PeopleController.list`. */
  handler: string;
  method: string;
  path: string;
  policy: Policy | undefined;
  reach: RouteReach[] | undefined;
}

/** Every route of these controllers, in the order of paths. */
export function routesOf(controllers: Type[]): RouteAccess[] {
  const routes = controllers.flatMap(controller =>
    handlersOf(controller).flatMap(([name, handler]) => {
      const method = Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod | undefined;
      if (method === undefined) return [];
      return {
        handler: `${controller.name}.${name}`,
        method: RequestMethod[method] ?? '',
        path: joined(pathOf(controller), pathOf(handler)),
        policy: metadata<Policy>(POLICY, handler, controller),
        reach: metadata<RouteReach[]>(REACH, handler, controller),
      };
    }),
  );
  return routes.sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** What is missing before the routes may be served, one sentence each. */
export function undecided(routes: RouteAccess[]): string[] {
  return routes.flatMap(({ handler, policy, reach }) => {
    if (policy === undefined) return `${handler} says neither @Allow nor @Public`;
    if (policy === 'public') return [];
    const unsaid = policy.filter(role => BOUNDS[role] && !reach?.some(one => one === BOUNDS[role] || one === 'all'));
    return unsaid.map(role => `${handler} lets in ${role} and says no @Reach('${BOUNDS[role]}' | 'all')`);
  });
}

/** What bounds the role on a route of this reach; undefined: nothing. Where nothing is said it is bound. */
export function boundOf(role: Role, reach: RouteReach[] | undefined): 'units' | 'classes' | undefined {
  const bound = BOUNDS[role];
  return bound && (reach?.includes(bound) || !reach?.includes('all')) ? bound : undefined;
}

function handlersOf(controller: Type): [string, object][] {
  const { prototype } = controller as { prototype: object };
  return Object.entries(Object.getOwnPropertyDescriptors(prototype))
    .filter(([name, { value }]) => name !== 'constructor' && typeof value === 'function')
    .map(([name, { value }]) => [name, value as object]);
}

function metadata<T>(key: string, handler: object, controller: Type): T | undefined {
  return (Reflect.getMetadata(key, handler) ?? Reflect.getMetadata(key, controller)) as T | undefined;
}

function pathOf(target: object): string {
  const path = Reflect.getMetadata(PATH_METADATA, target) as string | string[] | undefined;
  return (Array.isArray(path) ? path[0] : path) ?? '';
}

const joined = (...parts: string[]): string =>
  `/${parts
    .flatMap(part => part.split('/'))
    .filter(Boolean)
    .join('/')}`;

const key = ({ path, method }: RouteAccess): string => `${path} ${method}`;
