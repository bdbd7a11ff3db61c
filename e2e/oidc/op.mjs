// A real OpenID provider for the tests: npm `oidc-provider`, with its login and consent
// pages, PKCE required, and our three claims in the ID token. All people are invented.
//
// usage: node op.mjs CALLBACK POST_LOGOUT  (it prints its issuer and waits)

import { Provider } from 'oidc-provider';

const [callback, postLogout] = process.argv.slice(2);
const people = {
  anna: { name: 'Dr Anna Weber', locale: 'de-LU', roles: ['MED', 'PAT'], professional_number: '90123' },
  jean: { name: 'Jean Muller', roles: ['PAT'], matricule: process.env.MATRICULE },
  vera: { name: 'Vera Nobody', roles: ['BAKER'] },
};

// The port must be known before the issuer is; ask for a free one first.
const { createServer } = await import('node:http');
const server = createServer((request, response) => serve(request, response));
let serve;
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [{
      client_id: 'carnet',
      client_secret: 'a secret: with signs/that+need escaping%',
      redirect_uris: [callback],
      post_logout_redirect_uris: [postLogout],
      grant_types: ['authorization_code'],
      response_types: ['code'],
    }],
    claims: { openid: ['sub', 'roles', 'matricule', 'professional_number'], profile: ['name', 'locale'] },
    conformIdTokenClaims: false,
    cookies: { keys: ['of a test'] },
    features: { devInteractions: { enabled: true }, rpInitiatedLogout: { enabled: true } },
    pkce: { required: () => true },
    findAccount: async (_, id) => ({ accountId: id, claims: async () => ({ sub: id, ...people[id] }) }),
  });
  serve = provider.callback();
  console.log(issuer);
});
