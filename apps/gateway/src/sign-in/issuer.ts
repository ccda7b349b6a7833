import { Injectable } from '@nestjs/common';
import * as oidc from 'openid-client';
import { GatewayConfig } from '../gateway.config.js';
import type { SessionTokens } from '../sessions/session-store.js';

/** What a browser that went to the issuer must bring back. */
export interface PendingSignIn {
  state: string;
  nonce: string;
  verifier: string;
  returnTo: string;
}

export interface SignedIn {
  subject: string;
  tokens: SessionTokens;
}

const DEFAULT_SECONDS = 300;

/** The OpenID issuer, as a confidential client with PKCE. Found on first use, so that its absence stops no start. */
@Injectable()
export class Issuer {
  private found: Promise<oidc.Configuration> | undefined;

  constructor(private readonly config: GatewayConfig) {}

  /** Resolves when the issuer is known. */
  configuration(): Promise<oidc.Configuration> {
    this.found ??= this.discover().catch((error: unknown) => {
      this.found = undefined;
      throw error;
    });
    return this.found;
  }

  private discover(): Promise<oidc.Configuration> {
    const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET } = this.config;
    // oxlint-disable-next-line typescript/no-deprecated -- only for the demonstration; production refuses http at start
    const execute = OIDC_ISSUER.startsWith('http:') ? [oidc.allowInsecureRequests] : [];
    return oidc.discovery(new URL(OIDC_ISSUER), OIDC_CLIENT_ID, undefined, oidc.ClientSecretBasic(OIDC_CLIENT_SECRET), {
      execute,
      timeout: 10,
    });
  }

  private get callback(): string {
    return `${this.config.PUBLIC_URL}/sign-in/callback`;
  }

  async begin(returnTo: string): Promise<{ url: URL; pending: PendingSignIn }> {
    const verifier = oidc.randomPKCECodeVerifier();
    const pending = { state: oidc.randomState(), nonce: oidc.randomNonce(), verifier, returnTo };
    const url = oidc.buildAuthorizationUrl(await this.configuration(), {
      redirect_uri: this.callback,
      scope: this.config.OIDC_SCOPE,
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state: pending.state,
      nonce: pending.nonce,
    });
    return { url, pending };
  }

  /** Changes the code of the callback into tokens; throws when anything about it is not as it was begun. */
  async complete(query: string, { state, nonce, verifier }: PendingSignIn): Promise<SignedIn> {
    const current = new URL(this.callback);
    current.search = query;
    const answer = await oidc.authorizationCodeGrant(await this.configuration(), current, {
      pkceCodeVerifier: verifier,
      expectedState: state,
      expectedNonce: nonce,
      idTokenExpected: true,
    });
    const claims = answer.claims();
    if (!claims) throw new Error('The issuer gave no ID token');
    return { subject: claims.sub, tokens: this.tokensOf(answer, nameIn(claims, this.config.OIDC_NAME_CLAIM)) };
  }

  /** New tokens for a session that still uses the old ones. */
  async refresh({ refreshToken, idToken, name }: SessionTokens): Promise<SessionTokens> {
    if (!refreshToken) throw new Error('The session has no refresh token');
    const answer = await oidc.refreshTokenGrant(await this.configuration(), refreshToken);
    const tokens = this.tokensOf(answer, name);
    return { ...tokens, refreshToken: tokens.refreshToken ?? refreshToken, idToken: tokens.idToken ?? idToken };
  }

  /** Where the browser signs out at the issuer too; the tokens are worth nothing afterwards. */
  async signOut({ refreshToken, idToken }: SessionTokens): Promise<string> {
    const configuration = await this.configuration();
    if (refreshToken) await oidc.tokenRevocation(configuration, refreshToken).catch(() => undefined);
    if (!configuration.serverMetadata().end_session_endpoint) return `${this.config.PUBLIC_URL}/`;
    return oidc.buildEndSessionUrl(configuration, {
      post_logout_redirect_uri: `${this.config.PUBLIC_URL}/`,
      ...(idToken ? { id_token_hint: idToken } : {}),
    }).href;
  }

  private tokensOf(
    answer: oidc.TokenEndpointResponse & oidc.TokenEndpointResponseHelpers,
    name: string,
  ): SessionTokens {
    return {
      accessToken: answer.access_token,
      refreshToken: answer.refresh_token ?? null,
      idToken: answer.id_token ?? null,
      name,
      accessUntil: new Date(Date.now() + (answer.expiresIn() ?? DEFAULT_SECONDS) * 1000),
    };
  }
}

function nameIn(claims: oidc.IDToken, claim: string): string {
  const name = claims[claim];
  return typeof name === 'string' ? name : claims.sub;
}
