package dev.hoplint.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import java.util.Stack;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// The options and arguments of one command. Built by calls, not by annotations: reading
/// annotations costs every start.
final class Arguments {
  private final CommandSpec spec;

  /// @param operands what follows the options, for the first line of the help: `[PATH…]`
  Arguments(String command, String operands, String... description) {
    spec = CommandSpec.create().name("hoplint " + command);
    spec.usageMessage()
        .description(description)
        .sortOptions(false)
        .customSynopsis("hoplint " + command + " [OPTION…] " + operands)
        .autoWidth(false)
        .width(100)
        .synopsisHeading("Usage: ")
        .descriptionHeading("%n")
        .parameterListHeading("%n")
        .optionListHeading("%nOptions:%n");
    spec.parser().abbreviatedOptionsAllowed(false).abbreviatedSubcommandsAllowed(false);
  }

  Arguments flag(String description, String... names) {
    spec.addOption(OptionSpec.builder(names).description(description).build());
    return this;
  }

  /// An option with one value that may be written once.
  Arguments value(String label, String description, String... names) {
    spec.addOption(
        OptionSpec.builder(names)
            .paramLabel(label)
            .type(String.class)
            .description(description)
            .build());
    return this;
  }

  /// An option that may be repeated; commas separate values, too.
  Arguments values(String label, String description, String... names) {
    spec.addOption(
        OptionSpec.builder(names)
            .paramLabel(label)
            .type(List.class)
            .auxiliaryTypes(String.class)
            .splitRegex(",")
            .splitRegexSynopsisLabel(",")
            .hideParamSyntax(true)
            .description(description)
            .build());
    return this;
  }

  /// An option that may be repeated and whose place among others counts.
  Arguments inOrder(String label, String description, Consumer<String> sink, String... names) {
    spec.addOption(
        OptionSpec.builder(names)
            .paramLabel(label)
            .type(List.class)
            .auxiliaryTypes(String.class)
            .hideParamSyntax(true)
            .parameterConsumer((stack, option, _) -> sink.accept(next(stack, option)))
            .description(description)
            .build());
    return this;
  }

  private String next(Stack<String> stack, ArgSpec option) {
    if (stack.isEmpty()) {
      throw new MissingParameterException(
          spec.commandLine(),
          option,
          "Missing required parameter for option '" + name(option) + "'");
    }
    return stack.pop();
  }

  private static String name(ArgSpec option) {
    return option instanceof OptionSpec one ? one.longestName() : option.paramLabel();
  }

  /// Any number of arguments.
  Arguments operands(String label, String description) {
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel(label)
            .arity("0..*")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .hideParamSyntax(true)
            .description(description)
            .build());
    return this;
  }

  /// Exactly one argument.
  Arguments operand(String label, String description) {
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel(label)
            .index("0")
            .required(true)
            .type(String.class)
            .description(description)
            .build());
    return this;
  }

  /// The parsed arguments; empty when help was asked for and has been printed.
  Optional<Parsed> parse(List<String> arguments, Shell shell) {
    flag("print this help", "-h", "--help");
    CommandLine line = new CommandLine(spec);
    line.setExpandAtFiles(false).setInterpolateVariables(false);
    if (arguments.contains("--help") || arguments.contains("-h")) {
      StringWriter text = new StringWriter();
      line.usage(new PrintWriter(text, true), Ansi.OFF);
      Output.print(shell, text.toString());
      return Optional.empty();
    }
    try {
      return Optional.of(new Parsed(line.parseArgs(arguments.toArray(String[]::new))));
    } catch (ParameterException e) {
      throw new WrongUsage(message(e), hint(e));
    }
  }

  private static String message(ParameterException failure) {
    if (failure instanceof UnmatchedArgumentException unmatched
        && !unmatched.getUnmatched().isEmpty()) {
      String what = unmatched.isUnknownOption() ? "unknown option" : "unexpected argument";
      return what + " \"" + unmatched.getUnmatched().getFirst() + "\"";
    }
    String first = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    return first.isEmpty()
        ? "wrong usage"
        : Character.toLowerCase(first.charAt(0)) + first.substring(1);
  }

  private String hint(ParameterException failure) {
    String see = "\"" + spec.name() + " --help\" lists the options";
    if (failure instanceof UnmatchedArgumentException unmatched) {
      List<String> near = unmatched.getSuggestions();
      return near.isEmpty() ? see : "did you mean " + near.getFirst() + "? " + see;
    }
    return see;
  }

  /// What was written.
  record Parsed(ParseResult result) {
    boolean has(String option) {
      return result.hasMatchedOption(option);
    }

    Optional<String> value(String option) {
      return has(option) ? Optional.of(result.matchedOptionValue(option, "")) : Optional.empty();
    }

    List<String> values(String option) {
      return has(option) ? result.matchedOptionValue(option, List.of()) : List.of();
    }

    List<String> operands() {
      return result.hasMatchedPositional(0)
          ? result.matchedPositionalValue(0, List.of())
          : List.of();
    }

    String operand() {
      return result.matchedPositionalValue(0, "");
    }
  }
}
