// The conformance script, for clients that run under Node: node run.mjs <client> <ws url> <access token>
// Prints what happened, one line a step; ConformanceTests compares it with what Spring's client saw.
import { randomUUID } from 'node:crypto';
import stompJs from './stomp-js.mjs';
import stompStompjs from './stomp-stompjs.mjs';

const [name, url, token] = process.argv.slice(2);
const connect = { 'stomp.js': stompJs, '@stomp/stompjs': stompStompjs }[name];

// Messages and receipts as they come, and who waits for one.
function inbox() {
  const items = [];
  const waiting = [];
  const deliver = () => {
    for (const waiter of [...waiting]) {
      const found = items.find(waiter.wanted);
      if (found) {
        waiting.splice(waiting.indexOf(waiter), 1);
        waiter.resolve(found);
      }
    }
  };
  return {
    items,
    put: (item) => { items.push(item); deliver(); },
    next: (wanted) => new Promise((resolve) => { waiting.push({ wanted, resolve }); deliver(); }),
  };
}

async function session() {
  const box = inbox();
  const client = await connect(url, token, (receipt) => box.put({ receipt }));
  const live = (id) => box.next((item) => item.receipt === id);
  const subscribe = async (destination, headers = {}) => {
    const receipt = randomUUID();
    client.subscribe(destination, (body) => box.put({ destination, message: JSON.parse(body) }), { ...headers, receipt });
    await live(receipt);
  };
  await subscribe('/user/queue/replies');
  await subscribe('/user/queue/errors');
  return {
    subscribe,
    disconnect: client.disconnect,
    seen: (destination) => box.items.filter((item) => item.destination === destination).map((item) => item.message),
    next: async (destination, type) =>
      (await box.next((item) => item.destination === destination && item.message.type === type)).message,
    send: async (destination, command) => {
      const clientId = randomUUID();
      client.send(destination, JSON.stringify({ clientId, ...command }), { receipt: clientId });
      const answer = await box.next((item) => item.receipt === clientId || item.message?.receipt === clientId);
      const reply = box.items.find((item) => item.destination?.endsWith('replies') && item.message.clientId === clientId);
      return answer.receipt ? { receipt: true, ...reply?.message } : answer.message;
    },
  };
}

const say = (line) => console.log(line);
const types = (messages) => messages.filter((m) => m.seq).map((m) => `${m.seq} ${m.type}`).join(', ');

const first = await session();
say('connected');
const created = await first.send('/app/tickets.create', { subject: 'Conformance', description: 'Says ä and 💡: \\n' });
const ticket = created.data.ticket.id;
const thread = `/queue/ticket.${ticket}`;
await first.subscribe(thread, { since: '0' });
const { description } = first.seen(thread)[0].data.ticket;
say(`receipt ${created.receipt}, reply ${created.type}, ${description}`);
say(`replayed ${types(first.seen(thread))}`);
const refused = await first.send(`/app/ticket.${ticket}.chat`, { text: 'hello' });
say(`refused ${refused.code}, retryable ${refused.retryable}`);
const resolved = await first.send(`/app/ticket.${ticket}.resolve`, {});
await first.next(thread, 'ticket.resolved');
say(`receipt ${resolved.receipt}, live ${types(first.seen(thread))}`);
say(`goodbye ${await first.disconnect()}`);
const second = await session();
await second.subscribe(thread, { since: '1' });
say(`resumed ${types(second.seen(thread))}`);
say(`goodbye ${await second.disconnect()}`);
process.exit(0);
