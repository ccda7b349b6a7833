import { Injectable, type OnModuleInit, type Type } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { routesOf, undecided } from './routes.js';

/** Stops the service at start when a route has no access decision. */
@Injectable()
export class RequirePolicies implements OnModuleInit {
  constructor(private readonly discovery: DiscoveryService) {}

  onModuleInit(): void {
    const controllers = this.discovery.getControllers().flatMap(({ metatype }) => (metatype ? [metatype as Type] : []));
    const open = undecided(routesOf(controllers));
    if (open.length > 0) throw new Error(`No access decision: ${open.join('; ')}`);
  }
}
