package dev.hoplint.intake;

import dev.hoplint.yaml.Mapping;
import dev.hoplint.yaml.Node;
import dev.hoplint.yaml.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// A kustomization or component file, read as far as it says what is deployed together and what
/// changes on the way.
///
/// @param resources what `resources`, `bases` and `components` list, as written
/// @param namespace what it gives every object; empty where it does not say
/// @param labels label keys that it puts on objects or selectors
/// @param renames whether it has a `namePrefix` or a `nameSuffix`
/// @param openings what its generators, charts and remote resources may supply
record Kustomization(
    String path,
    String folder,
    Mapping root,
    List<String> resources,
    String namespace,
    Set<String> labels,
    boolean renames,
    List<Opening> openings) {
  private static final Set<String> ANY = Set.of();

  Kustomization {
    resources = List.copyOf(resources);
    labels = Set.copyOf(labels);
    openings = List.copyOf(openings);
  }

  static Kustomization of(String path, String folder, Mapping root) {
    List<String> resources =
        Stream.of("resources", "bases", "components")
            .flatMap(key -> Fields.texts(root, key).stream())
            .filter(text -> text.indexOf('\n') < 0)
            .toList();
    Set<String> labels = new TreeSet<>(Fields.map(root, "commonLabels").keySet());
    Fields.items(root, "labels").forEach(item -> labels.addAll(Fields.map(item, "pairs").keySet()));
    String renaming = Fields.text(root, "namePrefix") + Fields.text(root, "nameSuffix");
    return new Kustomization(
        path,
        folder,
        root,
        resources.stream().filter(resource -> !isRemote(resource)).toList(),
        Fields.text(root, "namespace"),
        labels,
        !renaming.isEmpty(),
        openings(path, root, resources));
  }

  /// Whether kustomize fetches the resource instead of reading it beside the file: URLs,
  /// `git@host:…`, `host.tld/owner/repository` and everything with a `?ref=` or a `//` in it.
  static boolean isRemote(String resource) {
    return resource.contains("//")
        || resource.contains("?")
        || resource.contains("git@")
        || resource.startsWith("git::")
        || startsWithHost(resource);
  }

  private static boolean startsWithHost(String resource) {
    int slash = resource.indexOf('/');
    String first = slash < 0 ? "" : resource.substring(0, slash);
    int dot = first.lastIndexOf('.');
    String domain = first.substring(dot + 1);
    return dot > 0
        && domain.length() > 1
        && domain.chars().allMatch(Character::isLetter)
        && !resource.endsWith(".yaml")
        && !resource.endsWith(".yml");
  }

  private static List<Opening> openings(String path, Mapping root, List<String> resources) {
    List<Opening> openings = new ArrayList<>();
    for (String resource : resources) {
      if (isRemote(resource)) {
        openings.add(open("\"" + resource + "\" in " + path + " is fetched from elsewhere", ANY));
      }
    }
    for (String key :
        List.of("helmCharts", "helmChartInflationGenerator", "generators", "transformers")) {
      if (!Fields.items(root, key).isEmpty()) {
        openings.add(open(key + " of " + path + " may create it", ANY));
      }
    }
    for (String kind : List.of("ConfigMap", "Secret")) {
      String key = kind.equals("Secret") ? "secretGenerator" : "configMapGenerator";
      for (Node generator : Fields.items(root, key)) {
        String name = Fields.text(generator, "name");
        openings.add(
            new Opening(
                key + " of " + path + " may create it",
                Set.of(kind),
                Optional.empty(),
                name.isEmpty() ? Optional.empty() : Optional.of(name)));
      }
    }
    for (String key : List.of("namePrefix", "nameSuffix")) {
      String text = Fields.text(root, key);
      if (!text.isEmpty()) {
        openings.add(
            new Opening(
                key + " \"" + text + "\" of " + path + " renames objects",
                ANY,
                Optional.empty(),
                Optional.of(text)));
      }
    }
    return openings;
  }

  private static Opening open(String reason, Set<String> kinds) {
    return new Opening(reason, kinds, Optional.empty(), Optional.empty());
  }

  /// Files that its patch lists name, as written.
  List<String> patchFiles() {
    List<String> files = new ArrayList<>();
    for (String key : List.of("patches", "patchesJson6902")) {
      Fields.items(root, key).forEach(item -> files.add(Fields.text(item, "path")));
    }
    for (String key : List.of("patches", "patchesStrategicMerge")) {
      for (Node item : Fields.items(root, key)) {
        if (item instanceof Scalar scalar && isFile(scalar.value())) {
          files.add(scalar.value());
        }
      }
    }
    files.removeIf(String::isEmpty);
    return files;
  }

  /// A list item that is text is a path or, over several lines, the patch itself.
  static boolean isFile(String text) {
    return text.indexOf('\n') < 0 && text.indexOf('{') < 0;
  }
}
