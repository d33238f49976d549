// What pages of others import (docs/client.md). Our own pages take the module itself.
export { Desk, connect } from './realtime/desk.js';
