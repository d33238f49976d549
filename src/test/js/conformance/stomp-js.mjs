// stomp.js 2.3.4, the very file of the webjar that the pages use.
import WebSocket from 'ws';
import webjar from './stomp.cjs';

export default function connect(url, token, onReceipt) {
  const client = webjar.Stomp.over(new WebSocket(url));
  client.debug = null;
  client.heartbeat = { outgoing: 0, incoming: 0 };
  const goodbye = 'goodbye';
  let left;
  client.onreceipt = (frame) => {
    const receipt = frame.headers['receipt-id'];
    if (receipt === goodbye) {
      left('receipted');
    } else {
      onReceipt(receipt);
    }
  };
  return new Promise((resolve, reject) => {
    const connected = {
      subscribe: (destination, onBody, headers) =>
        client.subscribe(destination, (message) => onBody(message.body), headers),
      send: (destination, body, headers) => client.send(destination, headers, body),
      disconnect: () => new Promise((done) => {
        left = done;
        client.disconnect(() => {}, { receipt: goodbye });
      }),
    };
    client.connect({ Authorization: `Bearer ${token}` }, () => resolve(connected), (failure) => reject(new Error(String(failure))));
  });
}
