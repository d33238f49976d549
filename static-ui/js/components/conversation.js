import { html, nothing } from 'lit';
import './chat-thread.js';
import './thread-announcer.js';
import './chat-composer.js';

/**
 * A conversation as both sides see it: what stands above it, its thread, the field below.
 * @param {object} parts
 * @param {import('../models/thread-feed.js').ThreadFeed} parts.feed
 * @param {import('../models/account-space.js').AccountSpace} parts.space
 * @param {unknown} parts.head the content of its header
 * @param {unknown} [parts.status] below the header
 * @param {string} parts.locked why nothing can be written; empty where it can
 * @param {unknown} [parts.unlock] the way to change that
 * @param {number} [parts.max] characters of a message
 * @param {(id: string) => boolean} [parts.claimFocus] whether the field is to have the focus now
 */
export function conversation({ feed, space, head, status = nothing, locked, unlock = nothing, max = 4000, claimFocus }) {
  const putBack = (event) => event.currentTarget.querySelector('chat-composer').putBack(event.detail);
  return html`<section class="conversation" tabindex="-1" aria-labelledby="subject" @edit-text=${putBack}>
    <header class="conversation__head">${head}</header>
    ${status}
    <chat-thread class="conversation__thread" .feed=${feed} .space=${space}></chat-thread>
    <thread-announcer .feed=${feed} .me=${space.account.id}></thread-announcer>
    <chat-composer .feed=${feed} .space=${space} .claimFocus=${claimFocus} .max=${max} .locked=${locked} .unlock=${unlock}></chat-composer>
  </section>`;
}
