package dev.hoplint.dialect.nginx;

/// What the controller does about a value it does not take (internal/ingress/annotations:
/// `Extract`).
public enum AnnotationOutcome {
  /// The whole Ingress is dropped: a new one is never served (404), a changed one keeps its old
  /// state; the admission webhook denies it.
  REJECT,
  /// The default applies, silently.
  DEFAULT,
  /// The annotation's whole group is dropped, silently.
  GROUP_OFF,
  /// Every path of the Ingress answers 503.
  DENY503,
  /// The whole host answers 403.
  DENY403,
  /// nginx refuses the generated configuration, and no change of any Ingress takes effect.
  NGINX_T_FAIL
}
