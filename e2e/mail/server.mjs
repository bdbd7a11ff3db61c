// A mail server that does as it is told: npm smtp-server, which maildev is built on.
//
// Says its port on the first line. Then each line of standard input says how it is from now on:
// `take`, `greylist` (450 the first time for each recipient), `unknown` (550 at the recipient),
// `sender` (550 at the sender, by its own code), `busy` (421 at the sender), `break` (closes the
// connection in the middle of the message), `slow N` (answers the message after N milliseconds),
// `messages` (prints what was taken).

import { createInterface } from 'node:readline';
import { SMTPServer } from 'smtp-server';

let mood = 'take';
const seen = new Set();
const taken = [];

function failure(code, message) {
  return Object.assign(new Error(message), { responseCode: code });
}

const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS', 'AUTH'],
  logger: false,
  onMailFrom(address, session, done) {
    if (mood === 'sender') return done(failure(550, '5.7.1 you may not send from here'));
    done(mood === 'busy' ? failure(421, 'too busy') : null);
  },
  onRcptTo({ address }, session, done) {
    if (mood === 'unknown') return done(failure(550, 'no such person here'));
    if (mood === 'greylist' && !seen.has(address)) {
      seen.add(address);
      return done(failure(450, 'greylisted, come again'));
    }
    done();
  },
  onData(stream, session, done) {
    const chunks = [];
    stream.on('data', (chunk) => chunks.push(chunk));
    stream.on('end', () => {
      if (mood === 'break') {
        for (const connection of server.connections) connection._socket.destroy();
        return;
      }
      const [, pause] = /^slow (\d+)/.exec(mood) ?? [];
      setTimeout(() => {
        taken.push(Buffer.concat(chunks).toString('utf8'));
        done();
      }, Number(pause ?? 0));
    });
  },
});

server.on('error', () => {});
server.listen(0, '127.0.0.1', () => console.log(server.server.address().port));
createInterface({ input: process.stdin }).on('line', (line) => {
  if (line === 'messages') {
    console.log(JSON.stringify(taken));
    return;
  }
  mood = line;
  console.log('ok');
});
