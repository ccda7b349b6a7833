// What the integration specs share: the gateway before a stub of the services, a real issuer, and a small browser.
import type { NestExpressApplication } from '@nestjs/platform-express';
import { createHash, randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DemoIssuer, freePort, testDatabase, type DemoAccount, type TestDatabase } from '#testing';
import { gatewayDatabase } from './database/data-source.js';
import { GatewayConfig } from './gateway.config.js';
import { createGateway, stopGateway } from './service.js';

const ACCOUNTS: DemoAccount[] = [
  { id: 'hoa', name: 'Lò Thị Hoa', roles: ['hr-officer'], units: ['018f2b6e-0000-7000-8000-000000000001'] },
];

/** One request as a service received it. */
export interface Seen {
  method: string;
  url: string;
  headers: NodeJS.Dict<string | string[]>;
  bytes: number;
  sha256: string;
}

export class GatewayUnderTest {
  readonly seen: Seen[] = [];

  private constructor(
    readonly url: string,
    readonly database: TestDatabase,
    readonly issuer: DemoIssuer,
    private readonly app: NestExpressApplication,
    private readonly upstream: Server,
  ) {}

  static async start(settings: Partial<GatewayConfig> = {}): Promise<GatewayUnderTest> {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const database = await testDatabase('gateway', gatewayDatabase);
    const issuer = await DemoIssuer.start({ gatewayUrl: url, accounts: ACCOUNTS });
    const upstream = createServer();
    await new Promise<void>(resolve => {
      upstream.listen(0, '127.0.0.1', resolve);
    });
    const service = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`;
    const config = Object.assign(new GatewayConfig(), {
      PORT: port,
      PUBLIC_URL: url,
      DATABASE_URL: database.url,
      LOG_LEVEL: 'fatal',
      OIDC_ISSUER: issuer.issuer,
      OIDC_CLIENT_ID: issuer.client.id,
      OIDC_CLIENT_SECRET: issuer.client.secret,
      SESSION_KEY: randomBytes(32).toString('base64'),
      STAFF_URL: service,
      SCHEDULING_URL: service,
      ENROLLMENT_URL: service,
      APPROVALS_URL: service,
      REPORTING_URL: `http://127.0.0.1:${await freePort()}`,
      SIGN_INS_PER_MINUTE: 1_000,
      ...settings,
    });
    const app = await createGateway(config);
    await app.listen(port, '127.0.0.1');
    const gateway = new GatewayUnderTest(url, database, issuer, app, upstream);
    gateway.answerRequests();
    return gateway;
  }

  private answerRequests(): void {
    this.upstream.on('request', (request, response) => {
      const sha256 = createHash('sha256');
      let bytes = 0;
      request.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        sha256.update(chunk);
      });
      request.on('end', () => {
        const { method = '', url = '', headers } = request;
        this.seen.push({ method, url, headers, bytes, sha256: sha256.digest('hex') });
        const { pathname, searchParams } = new URL(url, this.url);
        if (pathname === '/v1/download') return response.end(Buffer.alloc(Number(searchParams.get('bytes')), 7));
        response
          .writeHead(201, {
            'content-type': 'application/json',
            'set-cookie': 'upstream=1',
            'x-internal': '1',
            location: '/v1/x/1',
          })
          .end('{"ok":true}');
      });
    });
  }

  query<Row = Record<string, unknown>>(sql: string): Promise<Row[]> {
    return this.database.query<Row>(sql);
  }

  async stop(): Promise<void> {
    await stopGateway(this.app);
    await this.issuer.stop();
    this.upstream.close();
    this.upstream.closeAllConnections();
    await this.database.close();
  }
}

/** Keeps cookies by host and port, as a browser does for the two sites of a sign-in; follows no redirect by itself. */
export class Browser {
  readonly jar = new Map<string, Map<string, string>>();
  csrf = '';

  constructor(private readonly gateway: string) {}

  async go(address: string, init: RequestInit = {}): Promise<Response> {
    const url = new URL(address, this.gateway);
    const cookies = this.jar.get(url.host) ?? new Map<string, string>();
    this.jar.set(url.host, cookies);
    const headers = new Headers(init.headers);
    if (cookies.size > 0) headers.set('cookie', [...cookies].map(pair => pair.join('=')).join('; '));
    const answer = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (value === '' || /expires=Thu, 01 Jan 1970/i.test(cookie)) cookies.delete(name);
      else cookies.set(name, value);
    }
    return answer;
  }

  get cookie(): string | undefined {
    return this.jar.get(new URL(this.gateway).host)?.get('nangluc');
  }

  set cookie(value: string) {
    this.jar.get(new URL(this.gateway).host)?.set('nangluc', value);
  }

  /** Goes through the issuer up to the address that brings the code back. */
  async toCallback(account = 'hoa', returnTo = '/session'): Promise<string> {
    let answer = await this.go(`/sign-in?returnTo=${encodeURIComponent(returnTo)}`);
    for (let hops = 0; hops < 8; hops += 1) {
      const next = new URL(answer.headers.get('location') ?? '', answer.url).href;
      if (next.startsWith(`${this.gateway}/sign-in/callback`)) return next;
      answer = await this.go(next);
      if (answer.status === 200)
        answer = await this.go(next, { method: 'POST', body: new URLSearchParams({ account }) });
    }
    throw new Error('The issuer never came back');
  }

  async signIn(): Promise<void> {
    await this.go(await this.toCallback());
    const session = (await (await this.go('/session')).json()) as { csrfToken: string };
    this.csrf = session.csrfToken;
  }

  post(address: string, init: RequestInit = {}): Promise<Response> {
    return this.go(address, { ...init, method: 'POST', headers: { 'x-csrf-token': this.csrf, ...init.headers } });
  }
}
