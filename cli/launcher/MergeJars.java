import static java.lang.classfile.ClassFile.ACC_PRIVATE;
import static java.lang.classfile.ClassFile.ACC_STATIC;
import static java.lang.classfile.ClassFile.ACC_SYNTHETIC;
import static java.lang.constant.ConstantDescs.CD_Boolean;
import static java.lang.constant.ConstantDescs.CD_Byte;
import static java.lang.constant.ConstantDescs.CD_Character;
import static java.lang.constant.ConstantDescs.CD_Double;
import static java.lang.constant.ConstantDescs.CD_Float;
import static java.lang.constant.ConstantDescs.CD_Integer;
import static java.lang.constant.ConstantDescs.CD_Long;
import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_Short;
import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_int;
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
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
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
/// - So are `equals` and `hashCode` of records: they get the code that one would write by hand.
/// - Classes of signed jars are never archived: signatures stay behind.
final class MergeJars {
  private static final int OLDEST_ARCHIVED = 50;
  private static final int JAVA_8 = 52;
  private static final ClassDesc OBJECTS = ClassDesc.of("java.util.Objects");
  private static final MethodTypeDesc BOTH_OBJECTS =
      MethodTypeDesc.of(CD_boolean, CD_Object, CD_Object);
  private static final ClassTransform METHODS_ANEW =
      ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL);
  private static final String SWITCHES = "java/lang/runtime/SwitchBootstraps";
  private static final String RECORDS = "java/lang/runtime/ObjectMethods";

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
    boolean linked = mentions(bytes, SWITCHES) || mentions(bytes, RECORDS);
    return linked ? replaceLinked(files.parse(bytes)) : bytes;
  }

  private byte[] replaceLinked(ClassModel model) {
    List<Method> added = new ArrayList<>();
    boolean inInterface = model.flags().has(AccessFlag.INTERFACE);
    ClassTransform calls =
        ClassTransform.transformingMethodBodies(
            (to, element) -> {
              Body body = element instanceof InvokeDynamicInstruction one ? body(one) : null;
              if (body == null) {
                to.with(element);
                return;
              }
              var call = (InvokeDynamicInstruction) element;
              var method =
                  new Method(
                      call.name().stringValue() + "$" + added.size(), call.typeSymbol(), body);
              added.add(method);
              to.invokestatic(
                  model.thisClass().asSymbol(), method.name(), method.type(), inInterface);
            });
    ClassTransform methods =
        ClassTransform.endHandler(
            to -> {
              int flags = ACC_PRIVATE | ACC_STATIC | ACC_SYNTHETIC;
              for (Method one : added) {
                to.withMethodBody(one.name(), one.type(), flags, one.body()::write);
              }
            });
    return files.transformClass(model, calls.andThen(methods));
  }

  /// A method in the place of a call site.
  private record Method(String name, MethodTypeDesc type, Body body) {}

  private interface Body {
    void write(CodeBuilder to);
  }

  /// What the call site links, or null for those that are left alone: switches over constants or
  /// enum values as well as types, `toString` of records, lambdas, concatenations.
  private static Body body(InvokeDynamicInstruction call) {
    List<ConstantDesc> arguments = call.bootstrapArgs();
    String bootstraps = call.bootstrapMethod().owner().descriptorString();
    if (bootstraps.equals("L" + SWITCHES + ";")
        && call.bootstrapMethod().methodName().equals("typeSwitch")
        && arguments.stream().allMatch(ClassDesc.class::isInstance)) {
      return new TypeSwitch(arguments.stream().map(ClassDesc.class::cast).toList());
    }
    if (bootstraps.equals("L" + RECORDS + ";")) {
      var type = (ClassDesc) arguments.getFirst();
      List<DirectMethodHandleDesc> fields =
          arguments.stream().skip(2).map(DirectMethodHandleDesc.class::cast).toList();
      return switch (call.name().stringValue()) {
        case "equals" -> new RecordEquals(type, fields);
        case "hashCode" -> new RecordHash(type, fields);
        default -> null;
      };
    }
    return null;
  }

  /// As `SwitchBootstraps.typeSwitch`: (target, first label to try) → the label that fits, -1 for
  /// null, the number of labels when none fits.
  private record TypeSwitch(List<ClassDesc> labels) implements Body {
    @Override
    public void write(CodeBuilder to) {
      Label present = to.newLabel();
      to.aload(0).ifnonnull(present).iconst_m1().ireturn().labelBinding(present);
      for (int label = 0; label < labels.size(); label++) {
        Label next = to.newLabel();
        to.iload(1).loadConstant(label).if_icmpgt(next);
        to.aload(0).instanceOf(labels.get(label)).ifeq(next);
        to.loadConstant(label).ireturn().labelBinding(next);
      }
      to.loadConstant(labels.size()).ireturn();
    }
  }

  /// As `ObjectMethods`: the components' hash codes, each the last one times 31.
  private record RecordHash(ClassDesc type, List<DirectMethodHandleDesc> fields) implements Body {
    @Override
    public void write(CodeBuilder to) {
      to.iconst_0();
      for (DirectMethodHandleDesc field : fields) {
        ClassDesc of = field.invocationType().returnType();
        ClassDesc by = of.isPrimitive() ? wrapper(of) : OBJECTS;
        ClassDesc taken = of.isPrimitive() ? of : CD_Object;
        to.bipush(31).imul().aload(0).getfield(type, field.methodName(), of);
        to.invokestatic(by, "hashCode", MethodTypeDesc.of(CD_int, taken)).iadd();
      }
      to.ireturn();
    }
  }

  /// As `ObjectMethods`: the same type and equal components, floats by their `compare`.
  private record RecordEquals(ClassDesc type, List<DirectMethodHandleDesc> fields) implements Body {
    @Override
    public void write(CodeBuilder to) {
      Label other = to.newLabel();
      Label different = to.newLabel();
      to.aload(0).aload(1).if_acmpne(other).iconst_1().ireturn().labelBinding(other);
      to.aload(1).instanceOf(type).ifeq(different);
      for (DirectMethodHandleDesc field : fields) {
        ClassDesc of = field.invocationType().returnType();
        to.aload(0).getfield(type, field.methodName(), of);
        to.aload(1).checkcast(type).getfield(type, field.methodName(), of);
        if (of.isPrimitive()) {
          to.invokestatic(wrapper(of), "compare", MethodTypeDesc.of(CD_int, of, of));
          to.ifne(different);
        } else {
          to.invokestatic(OBJECTS, "equals", BOTH_OBJECTS).ifeq(different);
        }
      }
      to.iconst_1().ireturn().labelBinding(different).iconst_0().ireturn();
    }
  }

  private static ClassDesc wrapper(ClassDesc primitive) {
    return switch (primitive.descriptorString()) {
      case "Z" -> CD_Boolean;
      case "B" -> CD_Byte;
      case "C" -> CD_Character;
      case "S" -> CD_Short;
      case "I" -> CD_Integer;
      case "J" -> CD_Long;
      case "F" -> CD_Float;
      default -> CD_Double;
    };
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
