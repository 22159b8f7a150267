/// Reports: what a run found, as text for people and as data for programs. Writes to what it is
/// given; knows no file and no option.
@NullMarked
package dev.hoplint.cli.report;

import org.jspecify.annotations.NullMarked;
