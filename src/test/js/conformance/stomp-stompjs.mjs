// @stomp/stompjs.
import { Client } from '@stomp/stompjs';
import WebSocket from 'ws';

export default function connect(url, token, onReceipt) {
  return new Promise((resolve, reject) => {
    const client = new Client({
      webSocketFactory: () => new WebSocket(url),
      connectHeaders: { Authorization: `Bearer ${token}` },
      disconnectHeaders: { receipt: 'goodbye' },
      heartbeatIncoming: 0,
      heartbeatOutgoing: 0,
      reconnectDelay: 0,
      onUnhandledReceipt: (frame) => onReceipt(frame.headers['receipt-id']),
      onStompError: (frame) => reject(new Error(frame.headers.message)),
      onWebSocketError: (failure) => reject(new Error(failure.message)),
      onConnect: () => resolve({
        subscribe: (destination, onBody, headers) =>
          client.subscribe(destination, (message) => onBody(message.body), headers),
        send: (destination, body, headers) => client.publish({ destination, body, headers }),
        disconnect: () => new Promise((done) => {
          client.onDisconnect = () => done('receipted');
          client.deactivate();
        }),
      }),
    });
    client.activate();
  });
}
