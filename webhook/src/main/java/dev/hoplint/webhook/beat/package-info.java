/// Steps that are repeated on threads of their own. Knows no other room.
@NullMarked
package dev.hoplint.webhook.beat;

import org.jspecify.annotations.NullMarked;
