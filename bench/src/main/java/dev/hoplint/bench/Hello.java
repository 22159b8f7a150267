package dev.hoplint.bench;

/// The smallest Java program: the yardstick of the start-up measurement.
public final class Hello {
  private Hello() {}

  public static void main(String[] arguments) {
    System.out.println("hello");
  }
}
