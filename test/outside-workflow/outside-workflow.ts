// A workflow program as another office would write it: it shares no code with the services, has an identity of its own,
// and knows nothing but what docs and webhooks say (Standard Webhooks, HTTP).
import { createHmac, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isDeepStrictEqual } from 'node:util';

export interface Told {
  id: string;
  type: string;
  data: { proposalId: string; kind: string; role: string | null; contentHash: string; result: string; status: string };
}

/** What the people in the other office decide. */
export interface Paper {
  decision: 'approve' | 'return' | 'reject';
  reason?: string;
  /** Number of their decision. */
  reference: string;
  /** The signed paper. */
  pdf: Buffer;
}

export interface OutsideOptions {
  /** Address of the approvals service, or of the gateway's way to it. */
  approvals: string;
  /** A fresh access token of the program's own identity. */
  token: () => Promise<string>;
  /** Decides a task, or leaves it to others. */
  decide: (told: Told) => Paper | undefined;
}

const TOLERANCE_SECONDS = 300;

export class OutsideWorkflow {
  secret = '';
  /** Answers of the next calls, instead of 200: a status for each. */
  readonly troubles: number[] = [];
  /** What it was told, once each. */
  readonly told: Told[] = [];
  /** Signed calls, repeated ones too. */
  calls = 0;
  /** Calls that were not signed with its secret. */
  forged = 0;
  readonly faults: string[] = [];
  private readonly known = new Set<string>();
  private working = Promise.resolve();

  private constructor(
    private readonly server: Server,
    private readonly options: OutsideOptions,
  ) {}

  static async start(options: OutsideOptions): Promise<OutsideWorkflow> {
    const server = createServer();
    const workflow = new OutsideWorkflow(server, options);
    server.on('request', (request, response) => {
      void workflow.receive(request).then(status => response.writeHead(status).end());
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return workflow;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/tasks`;
  }

  async stop(): Promise<void> {
    await this.working;
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private async receive(request: IncomingMessage): Promise<number> {
    const body = await textOf(request);
    const id = String(request.headers['webhook-id']);
    if (!this.isSigned(id, request.headers, body)) {
      this.forged += 1;
      return 401;
    }
    this.calls += 1;
    const trouble = this.troubles.shift();
    // Told, and the answer lost: the sender must come again, and we must not do it twice.
    if (!this.known.has(id)) {
      this.known.add(id);
      const told = { id, ...(JSON.parse(body) as Omit<Told, 'id'>) };
      this.told.push(told);
      this.working = this.working.then(() => this.act(told)).catch(error => void this.faults.push(String(error)));
    }
    return trouble ?? 200;
  }

  private isSigned(id: string, headers: IncomingMessage['headers'], body: string): boolean {
    const timestamp = String(headers['webhook-timestamp']);
    if (Math.abs(Date.now() / 1_000 - Number(timestamp)) > TOLERANCE_SECONDS) return false;
    const key = Buffer.from(this.secret.replace(/^whsec_/, ''), 'base64');
    const own = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest();
    return String(headers['webhook-signature'])
      .split(' ')
      .filter(signature => signature.startsWith('v1,'))
      .map(signature => Buffer.from(signature.slice('v1,'.length), 'base64'))
      .some(given => given.length === own.length && timingSafeEqual(given, own));
  }

  private async act(told: Told): Promise<void> {
    if (told.type !== 'task.opened') return;
    const paper = this.options.decide(told);
    if (!paper) return;
    const { proposalId, contentHash } = told.data;
    const task = await this.call('GET', `/v1/proposals/${proposalId}`);
    if (task.body['contentHash'] !== contentHash) throw new Error('Told of other content than there is');
    const document = await this.call('POST', `/v1/proposals/${proposalId}/documents`, {
      type: 'application/pdf',
      content: paper.pdf,
    });
    const { decision, reason, reference } = paper;
    const wanted = { decision, reason, contentHash, outsideReference: reference, documentId: document.body['id'] };
    const command = { type: 'application/json', content: JSON.stringify(wanted), key: told.id, version: task.version };
    const first = await this.call('POST', `/v1/proposals/${proposalId}/decisions`, command);
    // The same command again is the same decision: what a program does that did not hear the answer.
    const second = await this.call('POST', `/v1/proposals/${proposalId}/decisions`, command);
    if (!isDeepStrictEqual(first, second)) throw new Error('A repeated decision was another');
  }

  private async call(
    method: string,
    path: string,
    { type, content, key, version }: { type?: string; content?: string | Buffer; key?: string; version?: string } = {},
  ): Promise<{ body: Record<string, unknown>; version: string }> {
    const answer = await fetch(`${this.options.approvals}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${await this.options.token()}`,
        ...(type ? { 'content-type': type } : {}),
        ...(key ? { 'idempotency-key': key } : {}),
        ...(version ? { 'if-match': version } : {}),
      },
      ...(content === undefined ? {} : { body: content }),
    });
    const body = (await answer.json()) as Record<string, unknown>;
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(body)}`);
    return { body, version: answer.headers.get('etag') ?? '' };
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}
