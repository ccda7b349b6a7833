import { randomUUID } from 'node:crypto';
import type { ServiceName } from '#contracts';
import type { TestIssuer } from '../test-issuer.js';
import type { ServiceProcess } from './service-process.js';

export interface ApiRequest {
  as: string;
  subject?: string;
  /** Ids of the units of a unit officer; the whole province when left out. */
  units?: string[];
  query?: Record<string, string | number | undefined>;
  json?: unknown;
  text?: { type: string; content: string | Buffer };
  /** Version for If-Match. */
  version?: number;
  /** Taken from an earlier try, so that a repeated command counts once. */
  key?: string;
}

export interface ApiAnswer<Body> {
  status: number;
  body: Body;
  version: number | undefined;
}

/** A refusal, with the problem that the service answered. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly problem: { code?: string; title?: string; errors?: unknown[]; errorCount?: number },
    request: string,
  ) {
    super(
      `${request}: ${status} ${problem.code ?? ''} ${problem.title ?? ''} ${JSON.stringify(problem.errors ?? '').slice(0, 300)}`,
    );
  }
}

/** Talks to the services as their users do: with tokens, keys and versions. */
export class ApiClient {
  constructor(
    private readonly services: Record<ServiceName, ServiceProcess>,
    private readonly issuer: Pick<TestIssuer, 'token'>,
  ) {}

  get<Body>(service: ServiceName, path: string, request: ApiRequest): Promise<ApiAnswer<Body>> {
    return this.send<Body>('GET', service, path, request);
  }

  post<Body>(service: ServiceName, path: string, request: ApiRequest): Promise<ApiAnswer<Body>> {
    return this.send<Body>('POST', service, path, { key: randomUUID(), ...request });
  }

  put<Body>(service: ServiceName, path: string, request: ApiRequest): Promise<ApiAnswer<Body>> {
    return this.send<Body>('PUT', service, path, request);
  }

  private async send<Body>(
    method: string,
    service: ServiceName,
    path: string,
    request: ApiRequest,
  ): Promise<ApiAnswer<Body>> {
    const { as, subject = `demo-${as}`, units, query = {}, json, text, version, key } = request;
    const url = new URL(`${this.services[service].url}${path}`);
    for (const [name, value] of Object.entries(query))
      if (value !== undefined) url.searchParams.set(name, String(value));
    const answer = await fetch(url, {
      method,
      headers: {
        authorization: `Bearer ${await this.issuer.token({ subject, roles: [as], units })}`,
        ...(key ? { 'idempotency-key': key } : {}),
        ...(version === undefined ? {} : { 'if-match': `"${version}"` }),
        ...(json === undefined ? {} : { 'content-type': 'application/json' }),
        ...(text ? { 'content-type': text.type } : {}),
      },
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
      ...(text ? { body: text.content } : {}),
    });
    const content = await answer.text();
    const body = (content ? JSON.parse(content) : undefined) as Body;
    if (!answer.ok) throw new ApiError(answer.status, body as object, `${method} ${service}${path}`);
    const etag = /"(\d+)"/.exec(answer.headers.get('etag') ?? '')?.[1];
    return { status: answer.status, body, version: etag === undefined ? undefined : Number(etag) };
  }
}
