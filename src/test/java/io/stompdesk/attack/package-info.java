/** Attacks on the desk with raw frames: a test for each row of docs/security.md. */
package io.stompdesk.attack;
