/// Rules and findings: what a rule declares about itself, what it is given, what it gives back.
///
/// A rule is stateless and pure: the same subject and context give the same findings. Rules live in
/// `builtin`, one class each.
@NullMarked
package dev.hoplint.rule;

import org.jspecify.annotations.NullMarked;
