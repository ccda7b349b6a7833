import { exportJWK, generateKeyPair } from 'jose';
import type { AdapterPayload, ClientMetadata, Configuration, JWK, Provider } from 'oidc-provider';
import type { DemoAccount } from './demo-accounts.js';
import { MemoryAdapter } from './memory-adapter.js';

export interface DemoClient {
  id: string;
  secret: string;
  /** Where a browser comes back to; a machine client has none. */
  redirectUri?: string;
  /** Where a browser goes after signing out. */
  afterSignOut?: string;
  roles?: string[];
  units?: string[];
}

const RESOURCE = 'urn:nangluc:api';
const TOKEN_SECONDS = 600;

/** A real OpenID provider with made-up accounts: everything but the password is as in production. */
export async function demoProvider(
  issuer: string,
  accounts: readonly DemoAccount[],
  clients: readonly DemoClient[],
): Promise<Provider> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const key = { ...(await exportJWK(privateKey)), kid: 'demo', alg: 'ES256', use: 'sig' } as JWK;
  const account = (id?: string) => accounts.find(known => known.id === id);
  const store = new Map<string, AdapterPayload>();
  const configuration: Configuration = {
    adapter: model => new MemoryAdapter(model, store),
    clients: clients.map(client => metadataOf(client)),
    jwks: { keys: [key] },
    cookies: { keys: [crypto.randomUUID()] },
    claims: { openid: ['sub', 'name', 'roles', 'units'] },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      // Clients revoke their own tokens.
      revocation: { enabled: true, allowedPolicy: (_context, client, token) => token.clientId === client.clientId },
      rpInitiatedLogout: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => RESOURCE,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({
          scope: 'openid offline_access',
          audience: 'nangluc',
          accessTokenTTL: TOKEN_SECONDS,
          accessTokenFormat: 'jwt',
          jwt: { sign: { alg: 'ES256' } },
        }),
      },
    },
    ttl: {
      ClientCredentials: () => TOKEN_SECONDS,
      AccessToken: () => TOKEN_SECONDS,
      Session: 8 * 3600,
      Interaction: 600,
      Grant: 8 * 3600,
      IdToken: 600,
      RefreshToken: 8 * 3600,
    },
    interactions: { url: (_context, { uid }) => `/sign-in/${uid}` },
    issueRefreshToken: () => true,
    rotateRefreshToken: true,
    findAccount: (_context, id) => {
      const found = account(id);
      if (!found) return undefined;
      const { name, roles, units } = found;
      return { accountId: id, claims: () => ({ sub: id, name, roles, units }) };
    },
    extraTokenClaims: (_context, token) => {
      if ('accountId' in token) return rightsOf(account(token.accountId));
      return rightsOf(clients.find(({ id }) => id === token.clientId));
    },
    // Our own client needs no consent of the user.
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({ clientId: oidc.client?.clientId, accountId: oidc.session?.accountId });
      grant.addOIDCScope('openid offline_access');
      grant.addResourceScope(RESOURCE, 'openid offline_access');
      await grant.save();
      return grant;
    },
  };
  // Not loaded with every spec: few sign in.
  const oidc = await import('oidc-provider');
  return new oidc.Provider(issuer, configuration);
}

const rightsOf = (who?: { roles?: string[]; units?: string[] }) => ({
  roles: who?.roles ?? [],
  units: who?.units ?? [],
});

function metadataOf({ id, secret, redirectUri, afterSignOut }: DemoClient): ClientMetadata {
  return {
    client_id: id,
    client_secret: secret,
    id_token_signed_response_alg: 'ES256',
    ...(redirectUri
      ? {
          redirect_uris: [redirectUri],
          grant_types: ['authorization_code', 'refresh_token'],
          ...(afterSignOut ? { post_logout_redirect_uris: [afterSignOut] } : {}),
        }
      : { redirect_uris: [], response_types: [], grant_types: ['client_credentials'] }),
  };
}
