import {
  All,
  BadGatewayException,
  BadRequestException,
  Controller,
  GatewayTimeoutException,
  Req,
  Res,
} from '@nestjs/common';
import { Agent, request as send, type IncomingMessage } from 'node:http';
import { Agent as TlsAgent, request as sendTls } from 'node:https';
import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import { InvalidInputError, NotFoundError } from '#kernel';
import { Public } from '#platform';
import { GatewayConfig } from '../gateway.config.js';
import { Sessions } from '../sessions/sessions.js';
import { forwardedAddress, type ForwardedAddress } from './forwarded-address.js';
import { requestHeaders, responseHeaders } from './headers.js';
import { bodyLimit, LimitedBody, refuseLargeBody } from './limit-body.js';

const MACHINE = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/;

/** Hands a request on with the caller's access token, and the answer back; both as streams. The service decides. */
@Public()
@Controller('api')
export class ForwardController {
  private readonly agents = { 'http:': new Agent({ keepAlive: true }), 'https:': new TlsAgent({ keepAlive: true }) };

  constructor(
    private readonly config: GatewayConfig,
    private readonly sessions: Sessions,
  ) {}

  @All('*path')
  async forward(@Req() request: Request, @Res() response: Response): Promise<void> {
    const address = forwardedAddress(request.originalUrl);
    if (address === 'unknown') throw new NotFoundError('GATEWAY.SERVICE_UNKNOWN');
    if (address === 'bad') throw new InvalidInputError('GATEWAY.BAD_ADDRESS');
    const token = await this.accessToken(request, response);
    const limit = bodyLimit(request, this.config);
    refuseLargeBody(request, limit);
    const answer = await this.exchange(request, address, token, limit);
    response.status(answer.statusCode ?? 502);
    for (const [name, value] of Object.entries(responseHeaders(answer.headers, address.service)))
      if (value !== undefined) response.setHeader(name, value);
    // When either side breaks off, so does the other; a half answer is never passed for a whole one.
    await pipeline(answer, response).catch(() => response.destroy());
  }

  /** A program brings its own token and has no cookie that another site could use; a browser has a session. */
  private async accessToken(request: Request, response: Response): Promise<string> {
    const machine = MACHINE.exec(request.headers.authorization ?? '');
    return machine?.[1] ?? (await this.sessions.require(request, response)).accessToken;
  }

  private exchange(
    request: Request,
    { service, path }: ForwardedAddress,
    token: string,
    limit: number,
  ): Promise<IncomingMessage> {
    const { protocol, hostname, port } = new URL(this.config.urlOf(service));
    const isTls = protocol === 'https:';
    return new Promise((resolve, reject) => {
      const upstream = (isTls ? sendTls : send)({
        agent: this.agents[isTls ? 'https:' : 'http:'],
        hostname: hostname.replace(/^\[(.*)\]$/, '$1'),
        port,
        method: request.method,
        path,
        headers: requestHeaders(request.headers, token, request.ip ?? ''),
        timeout: this.config.UPSTREAM_SECONDS * 1000,
      });
      const body = new LimitedBody(limit);
      const fail = (error: Error): void => {
        upstream.destroy();
        // Not destroyed: the refusal goes out on the same connection, while the rest of the body falls to the floor.
        request.unpipe(body).resume();
        reject(error);
      };
      upstream.once('response', resolve);
      upstream.once('timeout', () => fail(new GatewayTimeoutException()));
      // Stays: a service that was refused the rest of a body breaks off a second time.
      upstream.on('error', () => fail(new BadGatewayException()));
      body.once('error', fail);
      request.once('aborted', () => fail(new BadRequestException()));
      request.pipe(body).pipe(upstream);
    });
  }
}
