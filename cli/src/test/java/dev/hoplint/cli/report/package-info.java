/// Tests of the reports' parts.
@NullMarked
package dev.hoplint.cli.report;

import org.jspecify.annotations.NullMarked;
