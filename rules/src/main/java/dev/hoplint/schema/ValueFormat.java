package dev.hoplint.schema;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The formats of values that the API server checks, by the name that the schemas use.
///
/// Each check is one pass over the text (no regular expression: the values are hostile). An empty
/// string passes everywhere, because the decoder cannot tell it from an absent field; where it is
/// wrong, the schema says `minLength`. Sources: k8s.io/apimachinery `util/validation` and
/// kubernetes `pkg/apis/*/validation`.
enum ValueFormat {
  INT32("int32", "a whole number of 32 bits", Carrier.INTEGER),
  INT64("int64", "a whole number of 64 bits", Carrier.INTEGER),
  INT_OR_STRING("int-or-string", "a number or a string", Carrier.BOTH),
  QUANTITY(
      "quantity", "a quantity such as \"500m\", \"1.5\" or \"64Mi\"", Carrier.NUMBER_OR_STRING),
  INT_OR_PERCENT(
      "int-or-percent", "a number from 0 on, or a percentage such as \"25%\"", Carrier.BOTH),
  PORT("port", "a port number from 1 to 65535, or the name of a port", Carrier.BOTH),
  TARGET_PORT("target-port", "a port number from 1 to 65535, or the name of a port", Carrier.BOTH),
  PORT_NAME(
      "port-name",
      "a port name: at most 15 lower-case letters, digits and single \"-\", with a letter in it",
      Carrier.STRING),
  DNS_LABEL(
      "dns-label",
      "a DNS label: at most 63 lower-case letters, digits and \"-\", with a letter or digit at"
          + " both ends",
      Carrier.STRING),
  DNS_NAME(
      "dns-name",
      "a DNS name: at most 253 lower-case letters, digits, \"-\" and \".\", with a letter or digit"
          + " at the ends of each part",
      Carrier.STRING),
  WILDCARD_DNS_NAME(
      "wildcard-dns-name",
      "a host name of lower-case letters, digits, \"-\" and \".\", with at most a leading \"*.\"",
      Carrier.STRING),
  INGRESS_HOST(
      "ingress-host",
      "a host name of lower-case letters, digits, \"-\" and \".\", with at most a leading \"*.\":"
          + " no address, scheme, port or path",
      Carrier.STRING),
  QUALIFIED_NAME(
      "qualified-name",
      "a name of at most 63 letters, digits, \"-\", \"_\" and \".\", with a letter or digit at"
          + " both ends and at most one prefix such as \"example.com/\"",
      Carrier.STRING),
  ANNOTATION_NAME(
      "annotation-name",
      "a name of at most 63 letters, digits, \"-\", \"_\" and \".\", with a letter or digit at"
          + " both ends and at most one prefix such as \"example.com/\"",
      Carrier.STRING),
  LABEL_VALUE(
      "label-value",
      "a label value: at most 63 letters, digits, \"-\", \"_\" and \".\", with a letter or digit"
          + " at both ends",
      Carrier.STRING),
  CONFIG_MAP_KEY(
      "config-map-key",
      "a key of at most 253 letters, digits, \"-\", \"_\" and \".\"",
      Carrier.STRING),
  ENV_NAME("env-name", "a variable name of printable ASCII without \"=\"", Carrier.STRING),
  HEADER_NAME("header-name", "a header name of letters, digits and \"-\"", Carrier.STRING),
  ABSOLUTE_PATH("absolute-path", "an absolute path, with a leading \"/\"", Carrier.STRING),
  DOMAIN_PREFIXED_PATH(
      "domain-prefixed-path", "a name such as \"example.com/controller\"", Carrier.STRING),
  IP("ip", "an IP address", Carrier.STRING),
  IP_OR_NONE("ip-or-none", "an IP address, or \"None\"", Carrier.STRING),
  CIDR("cidr", "an address range such as \"10.0.0.0/8\"", Carrier.STRING),
  CRON("cron", "a schedule of five fields, such as \"*/5 * * * *\"", Carrier.STRING);

  /// Which JSON types can carry a value of the format.
  private enum Carrier {
    INTEGER,
    STRING,
    BOTH,
    NUMBER_OR_STRING
  }

  private static final Map<String, ValueFormat> BY_NAME = new HashMap<>();

  static {
    for (ValueFormat format : values()) {
      BY_NAME.put(format.id, format);
    }
  }

  private final String id;
  private final String words;
  private final Carrier carrier;

  ValueFormat(String id, String words, Carrier carrier) {
    this.id = id;
    this.words = words;
    this.carrier = carrier;
  }

  static @Nullable ValueFormat named(String id) {
    return BY_NAME.get(id);
  }

  /// With article, for messages.
  String words() {
    return words;
  }

  /// Whether a value may be a number or a string.
  boolean takesNumbers() {
    return carrier == Carrier.BOTH;
  }

  /// Whether the type of the value can carry the format; where `type` stands beside the format in
  /// the schema, this repeats it.
  boolean fitsType(JsonNode value) {
    return switch (carrier) {
      case INTEGER -> value.isIntegralNumber();
      case STRING -> value.isString();
      case BOTH -> value.isString() || value.isIntegralNumber();
      case NUMBER_OR_STRING -> value.isString() || value.isNumber();
    };
  }

  /// Whether the value is right. Types that `type` judges pass here.
  boolean accepts(JsonNode value) {
    if (value.isNull()) {
      return true;
    }
    return switch (carrier) {
      case STRING -> !value.isString() || acceptsText(value.stringValue());
      case INTEGER ->
          !value.isIntegralNumber()
              || (this == INT32 ? value.canConvertToInt() : value.canConvertToLong());
      case BOTH, NUMBER_OR_STRING ->
          value.isString() ? acceptsText(value.stringValue()) : acceptsNumber(value);
    };
  }

  private boolean acceptsNumber(JsonNode value) {
    return switch (this) {
      case QUANTITY -> value.isNumber();
      case PORT -> value.canConvertToInt() && isPort(value.intValue());
      case TARGET_PORT ->
          value.canConvertToInt() && (value.intValue() == 0 || isPort(value.intValue()));
      case INT_OR_PERCENT -> value.canConvertToInt() && value.intValue() >= 0;
      default -> value.canConvertToInt();
    };
  }

  private static boolean isPort(int number) {
    return number >= 1 && number <= 65535;
  }

  private boolean acceptsText(String text) {
    return text.isEmpty() ? this != PORT : FormatChecks.check(this, text);
  }
}
