// A provider that forges: npm `oauth2-mock-server`, whose ID token is spoilt in the way
// that the last line on standard input names. It prints its issuer, then `ok` per line.

import { createHmac, createPrivateKey, createPublicKey, createSign, generateKeyPairSync } from 'node:crypto';
import { createInterface } from 'node:readline';
import { OAuth2Server } from 'oauth2-mock-server';

const server = new OAuth2Server();
const honest = await server.issuer.keys.generate('RS256');
const foreign = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
let mode = 'honest';
let rotated;

const encode = (value) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
const decode = (part) => JSON.parse(Buffer.from(part, 'base64url').toString());
const sign = (header, claims, key) => {
  const input = `${encode(header)}.${encode(claims)}`;
  return `${input}.${createSign('RSA-SHA256').update(input).sign(key).toString('base64url')}`;
};
const own = createPrivateKey({ key: honest, format: 'jwk' });

// Each takes an honest token's header and claims and gives the token that is answered.
const forgeries = {
  honest: (h, c) => sign(h, c, own),
  expired: (h, c) => sign(h, { ...c, iat: c.iat - 7200, nbf: c.iat - 7200, exp: c.iat - 3600 }, own),
  'issued in the future': (h, c) => sign(h, { ...c, iat: c.iat + 3600, exp: c.exp + 3600 }, own),
  'without expiry': (h, { exp, ...c }) => sign(h, c, own),
  'wrong audience': (h, c) => sign(h, { ...c, aud: 'another' }, own),
  'audience more than us': (h, c) => sign(h, { ...c, aud: ['carnet', 'another'], azp: 'carnet' }, own),
  'for another party': (h, c) => sign(h, { ...c, azp: 'another' }, own),
  'without audience': (h, { aud, ...c }) => sign(h, c, own),
  'wrong key': (h, c) => sign(h, c, foreign),
  'unknown key': (h, c) => sign({ ...h, kid: 'nobody-knows-me' }, c, foreign),
  'key inside the token': (h, c) => {
    const jwk = createPublicKey(foreign).export({ format: 'jwk' });
    return sign({ ...h, kid: undefined, jwk }, c, foreign);
  },
  'wrong nonce': (h, c) => sign(h, { ...c, nonce: 'x'.repeat(43) }, own),
  'without nonce': (h, { nonce, ...c }) => sign(h, c, own),
  'wrong issuer': (h, c) => sign(h, { ...c, iss: 'https://evil.example' }, own),
  'issuer with a slash': (h, c) => sign(h, { ...c, iss: `${c.iss}/` }, own),
  'without subject': (h, { sub, ...c }) => sign(h, c, own),
  'alg none': (h, c) => `${encode({ ...h, alg: 'none' })}.${encode(c)}.`,
  'alg none without kid': (h, c) => `${encode({ alg: 'none' })}.${encode(c)}.`,
  'alg HS256 with the public key': (h, c) => {
    const input = `${encode({ ...h, alg: 'HS256' })}.${encode(c)}`;
    const key = createPublicKey(own).export({ type: 'spki', format: 'pem' });
    return `${input}.${createHmac('sha256', key).update(input).digest('base64url')}`;
  },
  'changed after signing': (h, c) => {
    const [header, , signature] = sign(h, c, own).split('.');
    return `${header}.${encode({ ...c, roles: ['doctor', 'operator'] })}.${signature}`;
  },
  'no signature': (h, c) => sign(h, c, own).split('.').slice(0, 2).join('.') + '.',
  'no token': () => undefined,
  'not a token': () => 'not.a.token',
  'after a change of keys': (h, c) => sign({ ...h, kid: rotated.kid }, c, createPrivateKey({ key: rotated, format: 'jwk' })),
};

server.service.on('beforeWellKnownOpenIdConfiguration', ({ body }) => {
  // It claims to be allowed everything; we must not believe that.
  body.id_token_signing_alg_values_supported = ['RS256', 'HS256', 'none'];
});
server.service.on('beforeTokenSigning', ({ payload }) => {
  payload.name = 'John Doe';
  payload.roles = ['patient'];
});
server.service.on('beforeResponse', (response) => {
  if (mode === 'refused code') {
    response.statusCode = 400;
    response.body = { error: 'invalid_grant' };
    return;
  }
  const [header, claims] = response.body.id_token.split('.').slice(0, 2).map(decode);
  response.body.id_token = forgeries[mode]({ ...header, kid: honest.kid }, claims);
});

await server.start(0, '127.0.0.1');
server.issuer.url = server.issuer.url.replace('localhost', '127.0.0.1');
console.log(server.issuer.url);
for await (const line of createInterface({ input: process.stdin })) {
  if (line !== 'refused code' && !(line in forgeries)) throw new Error(`no such forgery: ${line}`);
  if (line === 'after a change of keys') rotated ??= await server.issuer.keys.generate('RS256');
  mode = line;
  console.log('ok');
}
process.exit(0);
