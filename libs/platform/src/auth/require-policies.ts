import { Injectable, RequestMethod, type OnModuleInit } from '@nestjs/common';
import { METHOD_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { POLICY } from './allow.js';

/** Stops the service at start when a route has no access decision. */
@Injectable()
export class RequirePolicies implements OnModuleInit {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  onModuleInit(): void {
    const open: string[] = [];
    for (const { metatype, instance } of this.discovery.getControllers()) {
      if (!metatype || !instance) continue;
      const prototype = Object.getPrototypeOf(instance) as Record<string, () => unknown>;
      for (const name of this.scanner.getAllMethodNames(prototype)) {
        const handler = prototype[name];
        if (!handler || !isRoute(handler)) continue;
        if (this.reflector.getAllAndOverride(POLICY, [handler, metatype]) === undefined)
          open.push(`${metatype.name}.${name}`);
      }
    }
    if (open.length > 0) throw new Error(`No access decision (@Allow or @Public) on: ${open.join(', ')}`);
  }
}

const isRoute = (handler: object): boolean =>
  (Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod | undefined) !== undefined;
