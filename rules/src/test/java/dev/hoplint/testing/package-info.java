/// Help for tests: test data, worlds made of YAML, expectations written in comments.
@NullMarked
package dev.hoplint.testing;

import org.jspecify.annotations.NullMarked;
