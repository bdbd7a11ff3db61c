// npm maildev that wants TLS and a password, with a certificate of its own authority.
//
// Arguments: certificate and key files. Says `SMTP-PORT API-PORT` on its first line.

import { createServer } from 'node:net';
import { MailDev } from 'maildev';

const free = () =>
  new Promise((found) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => found(port));
    });
  });

const [certificate, key] = process.argv.slice(2);
const [smtp, web] = [await free(), await free()];
const maildev = new MailDev({
  smtp,
  web,
  ip: '127.0.0.1',
  webIp: '127.0.0.1',
  silent: true,
  incomingUser: 'carnet',
  incomingPass: 'a secret/with:signs',
  incomingSecure: true,
  incomingCert: certificate,
  incomingKey: key,
});
// It announces itself on standard output.
const say = console.log;
console.log = () => {};
console.info = () => {};
await maildev.start();
say(`${smtp} ${web}`);
