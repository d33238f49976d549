/** The desk under attack: each row of docs/security.md as a test, over raw frames. */
package io.stompdesk.attack;
