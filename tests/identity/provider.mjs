// A real identity provider in the shape of ProConnect: code with PKCE, client_secret_post, userinfo as a signed JWT, a code that
// lasts 30 seconds, an end of session. Whoever comes is signed in at once as the person `GET /control/person?sub=…&email=…` named.
//
// node provider.mjs PORT REDIRECT_URI   prints a line once it listens.
import { createServer } from 'node:http';
import { exportJWK, generateKeyPair } from 'jose';
import Provider from 'oidc-provider';

const [port, redirect] = process.argv.slice(2);
const issuer = `http://127.0.0.1:${port}`;
const person = { sub: 'somebody', email: 'somebody@example.org' };

const key = async (kid) => {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  return { ...(await exportJWK(privateKey)), kid, use: 'sig', alg: 'RS256' };
};

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: 'maillage',
      client_secret: 'a-secret-of-the-test-and-of-nothing-else',
      redirect_uris: [redirect],
      post_logout_redirect_uris: [new URL('/sign-in', redirect).href],
      token_endpoint_auth_method: 'client_secret_post',
      userinfo_signed_response_alg: 'RS256',
      id_token_signed_response_alg: 'RS256',
      grant_types: ['authorization_code'],
      response_types: ['code'],
    },
  ],
  jwks: { keys: [await key('first')] },
  cookies: { keys: ['a key of the test'] },
  claims: { openid: ['sub'], email: ['email', 'email_verified'] },
  features: { devInteractions: { enabled: false }, jwtUserinfo: { enabled: true }, userinfo: { enabled: true } },
  ttl: { AuthorizationCode: 30, AccessToken: 60, IdToken: 60, Session: 600, Interaction: 600, Grant: 600 },
  pkce: { required: () => true },
  interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
  findAccount: (_context, sub) => ({
    accountId: sub,
    claims: () => ({ sub, email: person.email, email_verified: true }),
  }),
});

const finish = async (request, response) => {
  const { params } = await provider.interactionDetails(request, response);
  const grant = new provider.Grant({ accountId: person.sub, clientId: params.client_id });
  grant.addOIDCScope(params.scope);
  const consent = { grantId: await grant.save() };
  await provider.interactionFinished(request, response, { login: { accountId: person.sub }, consent });
};

const handle = provider.callback();
createServer((request, response) => {
  const url = new URL(request.url, issuer);
  if (url.pathname === '/control/person') {
    Object.assign(person, Object.fromEntries(url.searchParams));
    response.end('ok');
  } else if (url.pathname.startsWith('/interaction/')) {
    finish(request, response).catch((cause) => {
      response.statusCode = 500;
      response.end(String(cause));
    });
  } else {
    handle(request, response);
  }
}).listen(Number(port), '127.0.0.1', () => console.log('listening'));
