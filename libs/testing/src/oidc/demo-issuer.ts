import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Provider } from 'oidc-provider';
import { freePort } from '../infra/free-port.js';
import type { TokenClaims } from '../test-issuer.js';
import { DEMO_ACCOUNTS, type DemoAccount } from './demo-accounts.js';
import { demoProvider, type DemoClient } from './demo-provider.js';

export interface DemoIssuerOptions {
  /** Address of the gateway, whose client may come back there. */
  gatewayUrl: string;
  accounts?: readonly DemoAccount[];
}

/**
 * The issuer of the embedded mode: a real OpenID provider whose users sign in by choosing a name. It refuses to run in
 * production, where anybody could be the chairman.
 */
export class DemoIssuer {
  private readonly tokens = new Map<string, { token: string; until: number }>();

  private constructor(
    private readonly server: Server,
    readonly issuer: string,
    /** The gateway's own client. */
    readonly client: DemoClient,
    private readonly machines: DemoClient[],
  ) {}

  get jwksUrl(): string {
    return `${this.issuer}/jwks`;
  }

  static async start({ gatewayUrl, accounts = DEMO_ACCOUNTS }: DemoIssuerOptions): Promise<DemoIssuer> {
    if (process.env['NODE_ENV'] === 'production') throw new Error('The demonstration issuer never runs in production');
    const port = await freePort();
    const issuer = `http://127.0.0.1:${port}`;
    const secret = (): string => randomBytes(24).toString('base64url');
    const client: DemoClient = {
      id: 'nangluc-gateway',
      secret: secret(),
      redirectUri: `${gatewayUrl}/sign-in/callback`,
      afterSignOut: `${gatewayUrl}/`,
    };
    // A program can work as every account, by its own secret instead of a browser.
    const machines = accounts.map(({ id, roles, units }) => ({ id, secret: secret(), roles, units }));
    const provider = await demoProvider(issuer, accounts, [client, ...machines]);
    const handle = provider.callback();
    const server = createServer((request, response) => {
      if (!request.url?.startsWith('/sign-in/')) return void handle(request, response);
      signIn(provider, accounts, request, response).catch(() => sendPage(response, 400, signInIsOver(gatewayUrl)));
    });
    await new Promise<void>(resolve => {
      server.listen(port, '127.0.0.1', resolve);
    });
    server.unref();
    return new DemoIssuer(server, issuer, client, machines);
  }

  /** An access token by client credentials, for the account whose id is the subject. */
  async token({ subject }: TokenClaims): Promise<string> {
    const known = this.tokens.get(subject);
    if (known && known.until > Date.now()) return known.token;
    const machine = this.machines.find(({ id }) => id === subject);
    if (!machine) throw new Error(`The demonstration has no account ${subject}`);
    const answer = await fetch(`${this.issuer}/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${machine.id}:${machine.secret}`).toString('base64')}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    });
    const body = (await answer.json()) as { access_token?: string; expires_in?: number };
    if (!body.access_token) throw new Error(`No token for ${subject}: ${JSON.stringify(body)}`);
    this.tokens.set(subject, { token: body.access_token, until: Date.now() + ((body.expires_in ?? 60) - 30) * 1000 });
    return body.access_token;
  }

  stop(): Promise<void> {
    return new Promise(resolve => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
  }
}

/** The sign-in page: a list of names; a click on one is the whole proof. */
async function signIn(
  provider: Provider,
  accounts: readonly DemoAccount[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { uid } = await provider.interactionDetails(request, response);
  if (request.method === 'POST') {
    let body = '';
    for await (const part of request) body += String(part);
    const accountId = new URLSearchParams(body).get('account') ?? '';
    if (!accounts.some(({ id }) => id === accountId)) throw new Error(`No account ${accountId}`);
    return provider.interactionFinished(request, response, { login: { accountId } });
  }
  const buttons = accounts.map(({ id, name }) => `<p><button name="account" value="${id}">${name}</button></p>`);
  sendPage(response, 200, {
    title: 'Đăng nhập thử / Demonstration sign-in',
    content: `<form method="post" action="/sign-in/${uid}">${buttons.join('')}</form>`,
  });
}

interface Page {
  title: string;
  content: string;
}

/** For whoever left the page open too long, or came to it by another way than through the gateway. */
const signInIsOver = (gatewayUrl: string): Page => ({
  title: 'Phiên đăng nhập đã hết hạn / This sign-in is over',
  content: `<p><a href="${gatewayUrl}/sign-in">Đăng nhập lại / Sign in again</a></p>`,
});

function sendPage(response: ServerResponse, status: number, { title, content }: Page): void {
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' }).end(`<!doctype html>
<html lang="vi"><meta name="viewport" content="width=device-width"><title>${title}</title>
<h1>${title}</h1>
${content}</html>`);
}
