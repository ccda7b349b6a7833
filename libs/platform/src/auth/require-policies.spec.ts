import { describe, expect, it } from '@jest/globals';
import 'reflect-metadata';
import { Controller, Get, Module, Post, type Type } from '@nestjs/common';
import { DiscoveryModule, NestFactory } from '@nestjs/core';
import { Allow, Public, Reach } from './allow.js';
import { RequirePolicies } from './require-policies.js';

@Controller('decided')
class Decided {
  @Get() @Public() everybody(): void {}
  @Get('some') @Allow('scheduler') some(): void {}
  @Get('own') @Allow('hr-officer', 'scheduler') @Reach('units') own(): void {}
  @Get('taught') @Allow('hr-officer', 'trainer') @Reach('all', 'classes') taught(): void {}
}

@Controller('forgotten')
class Forgotten extends Decided {
  @Post() create(): void {}
}

@Controller('unreached')
class Unreached {
  @Get() @Allow('hr-officer') own(): void {}
}

@Controller('half-reached')
class HalfReached {
  @Get() @Allow('hr-officer', 'trainer') @Reach('units') own(): void {}
}

function startWith(...controllers: Type[]): Promise<unknown> {
  @Module({ imports: [DiscoveryModule], providers: [RequirePolicies], controllers })
  class Service {}
  return NestFactory.create(Service, { logger: false, abortOnError: false }).then(app => app.init());
}

describe('a service starts', () => {
  it('when every route is decided', async () => {
    await expect(startWith(Decided)).resolves.toBeDefined();
  });

  it('not with a route that says nobody and not everybody may call it', async () => {
    await expect(startWith(Decided, Forgotten)).rejects.toThrow('Forgotten.create says neither @Allow nor @Public');
  });

  it('not with a route for a bound role that does not say what it reaches', async () => {
    await expect(startWith(Unreached)).rejects.toThrow('Unreached.own lets in hr-officer');
    await expect(startWith(HalfReached)).rejects.toThrow('HalfReached.own lets in trainer');
  });
});
