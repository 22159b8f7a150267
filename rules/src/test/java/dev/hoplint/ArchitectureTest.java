package dev.hoplint;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Holds the rooms apart: who may know whom, and what no room of the engine knows.
class ArchitectureTest {
  /// Each room knows those before it.
  private static final List<String> ROAD =
      List.of(
          "text",
          "yaml",
          "intake",
          "resource",
          "world",
          "outcome",
          "dialect",
          "route",
          "rule",
          "builtin",
          "engine");

  /// Rooms beside the road, with all that they know.
  private static final Map<String, List<String>> BESIDE =
      Map.of(
          "schema", List.of("text", "yaml"),
          "config", List.of("text", "yaml"),
          "suppress", ROAD.subList(0, ROAD.indexOf("rule") + 1));

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(location -> location.contains("/rules/target/classes/"))
          .importPackages("dev.hoplint");

  @TestFactory
  Stream<DynamicTest> aRoomKnowsOnlyTheRoomsBelowIt() {
    Map<String, List<String>> forbidden = new TreeMap<>();
    for (int room = 0; room < ROAD.size(); room++) {
      forbidden.put(ROAD.get(room), new ArrayList<>(ROAD.subList(room + 1, ROAD.size())));
    }
    for (String room : List.of("text", "yaml", "intake", "resource", "world", "outcome")) {
      forbidden.get(room).addAll(BESIDE.keySet());
    }
    BESIDE.forEach(
        (room, known) ->
            forbidden.put(
                room,
                Stream.concat(ROAD.stream(), BESIDE.keySet().stream())
                    .filter(other -> !other.equals(room) && !known.contains(other))
                    .toList()));
    return forbidden.entrySet().stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getKey(), () -> knowsNoneOf(entry.getKey(), entry.getValue())));
  }

  private static void knowsNoneOf(String room, List<String> others) {
    noClasses()
        .that()
        .resideInAPackage(inside(room))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others.stream().map(ArchitectureTest::inside).toArray(String[]::new))
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  private static String inside(String room) {
    return "dev.hoplint." + room + "..";
  }

  @Test
  void everyRoomHasItsPlace() {
    List<String> known =
        Stream.concat(ROAD.stream(), BESIDE.keySet().stream()).map(room -> inside(room)).toList();

    classes()
        .that(not(resideInAPackage("dev.hoplint")))
        .should()
        .resideInAnyPackage(known.toArray(String[]::new))
        .check(CLASSES);
  }

  @Test
  void noRoomsKnowEachOther() {
    slices().matching("dev.hoplint.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void rulesAreFinal() {
    classes()
        .that()
        .areAssignableTo("dev.hoplint.rule.Rule")
        .and()
        .resideInAPackage("dev.hoplint.builtin..")
        .and()
        .areNotInterfaces()
        .should()
        .haveModifier(JavaModifier.FINAL)
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void rulesAreStateless() {
    fields()
        .that()
        .areDeclaredInClassesThat()
        .areAssignableTo("dev.hoplint.rule.Rule")
        .and()
        .areDeclaredInClassesThat()
        .resideInAPackage("dev.hoplint.builtin..")
        .should()
        .beStatic()
        .andShould()
        .beFinal()
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void theEngineKnowsNoFileAndNoSocket() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveNameMatching(
            "java\\.io\\.(File|RandomAccessFile|FileInputStream|FileOutputStream|FileReader|FileWriter)"
                + "|java\\.nio\\.(file|channels)\\..*"
                + "|java\\.net\\.(Socket|ServerSocket|URLConnection|HttpURLConnection|InetAddress)"
                + "|java\\.net\\.http\\..*")
        .check(CLASSES);
  }

  @Test
  void theEngineKnowsNoClusterAndNoReflection() {
    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                "io.fabric8..", "com.fasterxml.jackson.databind..", "java.lang.reflect.."))
        .check(CLASSES);
  }

  @Test
  void everyRoomSaysWhatItKnows() {
    List<String> silent =
        CLASSES.stream()
            .map(found -> found.getPackage())
            .distinct()
            .filter(room -> !room.getName().equals("dev.hoplint"))
            .filter(
                room ->
                    room.tryGetAnnotationOfType("org.jspecify.annotations.NullMarked").isEmpty())
            .map(room -> room.getName())
            .sorted()
            .toList();

    assertThat(silent).as("packages without a @NullMarked package-info.java").isEmpty();
  }
}
