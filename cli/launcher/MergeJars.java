import static java.lang.classfile.ClassFile.ACC_PRIVATE;
import static java.lang.classfile.ClassFile.ACC_STATIC;
import static java.lang.classfile.ClassFile.ACC_SYNTHETIC;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/// Merges jars into one that starts faster: fewer files to open, and no class that an AOT cache of
/// JDK 25 cannot hold. What the program does stays the same.
///
/// - Class files older than version 50 (picocli is compiled for Java 5) are never archived: they
///   get a newer version and the stack maps that it asks for.
/// - Pattern switches are linked anew at every start, by a bootstrap method that spins a class:
///   each becomes a call of a method with the same `instanceof` tests.
/// - Classes of signed jars are never archived: signatures stay behind.
final class MergeJars {
  private static final int OLDEST_ARCHIVED = 50;
  private static final int JAVA_8 = 52;
  private static final ClassTransform METHODS_ANEW =
      ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL);
  private static final String BOOTSTRAPS = "java/lang/runtime/SwitchBootstraps";

  private final ClassFile files;

  private MergeJars(Map<String, byte[]> entries) {
    ClassHierarchyResolver merged =
        ClassHierarchyResolver.ofResourceParsing(
            type -> {
              String descriptor = type.descriptorString();
              String name = descriptor.substring(1, descriptor.length() - 1) + ".class";
              byte[] found = entries.get(name);
              return found == null ? null : new ByteArrayInputStream(found);
            });
    this.files =
        ClassFile.of(
            ClassHierarchyResolverOption.of(
                merged.orElse(ClassHierarchyResolver.defaultResolver())),
            StackMapsOption.STACK_MAPS_WHEN_REQUIRED);
  }

  /// Arguments: the jar to write, the jars to merge. The first of several entries of one name wins,
  /// as on a class path, but lists of service providers are put together.
  public static void main(String[] arguments) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    for (String jar : List.of(arguments).subList(1, arguments.length)) {
      read(Path.of(jar), entries);
    }
    MergeJars merge = new MergeJars(entries);
    try (var out = new ZipOutputStream(Files.newOutputStream(Path.of(arguments[0])))) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        boolean isClass = entry.getKey().endsWith(".class");
        out.putNextEntry(new ZipEntry(entry.getKey()));
        out.write(isClass ? merge.rewrite(entry.getValue()) : entry.getValue());
        out.closeEntry();
      }
    }
  }

  private byte[] rewrite(byte[] bytes) {
    if (majorVersion(bytes) < OLDEST_ARCHIVED) {
      ClassTransform newer = ClassTransform.endHandler(to -> to.withVersion(JAVA_8, 0));
      return files.transformClass(files.parse(bytes), METHODS_ANEW.andThen(newer));
    }
    return mentions(bytes, BOOTSTRAPS) ? replaceSwitches(files.parse(bytes)) : bytes;
  }

  private byte[] replaceSwitches(ClassModel model) {
    List<TypeSwitch> switches = new ArrayList<>();
    ClassTransform calls =
        ClassTransform.transformingMethodBodies(
            (to, element) -> {
              if (isTypeSwitch(element)) {
                var dynamic = (InvokeDynamicInstruction) element;
                String name = "typeSwitch$" + switches.size();
                var one = new TypeSwitch(name, dynamic.typeSymbol(), dynamic.bootstrapArgs());
                switches.add(one);
                boolean inInterface = model.flags().has(AccessFlag.INTERFACE);
                to.invokestatic(model.thisClass().asSymbol(), name, one.type(), inInterface);
              } else {
                to.with(element);
              }
            });
    ClassTransform methods =
        ClassTransform.endHandler(
            to -> {
              for (TypeSwitch one : switches) {
                int flags = ACC_PRIVATE | ACC_STATIC | ACC_SYNTHETIC;
                to.withMethodBody(one.name(), one.type(), flags, one::write);
              }
            });
    return files.transformClass(model, calls.andThen(methods));
  }

  /// Switches over constants or enum values as well as types are left alone.
  private static boolean isTypeSwitch(CodeElement element) {
    return element instanceof InvokeDynamicInstruction dynamic
        && dynamic.bootstrapMethod().owner().descriptorString().equals("L" + BOOTSTRAPS + ";")
        && dynamic.bootstrapMethod().methodName().equals("typeSwitch")
        && dynamic.bootstrapArgs().stream().allMatch(ClassDesc.class::isInstance);
  }

  /// What `SwitchBootstraps.typeSwitch` links: (target, first label to try) → the label that fits,
  /// -1 for null, the number of labels when none fits.
  private record TypeSwitch(String name, MethodTypeDesc type, List<ConstantDesc> labels) {
    void write(CodeBuilder to) {
      Label present = to.newLabel();
      to.aload(0).ifnonnull(present).iconst_m1().ireturn().labelBinding(present);
      for (int label = 0; label < labels.size(); label++) {
        Label next = to.newLabel();
        to.iload(1).loadConstant(label).if_icmpgt(next);
        to.aload(0).instanceOf((ClassDesc) labels.get(label)).ifeq(next);
        to.loadConstant(label).ireturn().labelBinding(next);
      }
      to.loadConstant(labels.size()).ireturn();
    }
  }

  private static int majorVersion(byte[] bytes) {
    return (bytes[6] & 0xFF) << 8 | bytes[7] & 0xFF;
  }

  private static boolean mentions(byte[] bytes, String name) {
    return new String(bytes, ISO_8859_1).contains(name);
  }

  private static void read(Path jar, Map<String, byte[]> entries) throws IOException {
    try (var in = new ZipInputStream(Files.newInputStream(jar))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        String name = entry.getName();
        if (name.startsWith("META-INF/services/") && !entry.isDirectory()) {
          entries.merge(name, in.readAllBytes(), MergeJars::lines);
        } else if (isWanted(name)) {
          entries.putIfAbsent(name, in.readAllBytes());
        }
      }
    }
  }

  /// Without manifests, signatures, modules, and classes that only replace others on newer JDKs.
  private static boolean isWanted(String name) {
    boolean ofJar =
        name.startsWith("META-INF/")
            && (name.startsWith("META-INF/versions/")
                || name.startsWith("META-INF/maven/")
                || name.matches("META-INF/(MANIFEST[.]MF|INDEX[.]LIST|[^/]+[.](SF|RSA|DSA|EC))"));
    return !ofJar && !name.endsWith("/") && !name.equals("module-info.class");
  }

  private static byte[] lines(byte[] first, byte[] second) {
    return (new String(first, UTF_8) + "\n" + new String(second, UTF_8)).getBytes(UTF_8);
  }
}
