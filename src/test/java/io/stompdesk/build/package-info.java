/** What the build checks that is not a test of the desk. */
package io.stompdesk.build;
