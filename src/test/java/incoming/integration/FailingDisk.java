package incoming.integration;

import java.io.IOException;
import java.nio.file.Path;

/** A disk that fails, or whose process dies, at a chosen operation that changes something. */
final class FailingDisk extends Disk {
  boolean readOnly;
  private int left;
  private boolean crashing;
  private String move = "";

  /** The end of the process. */
  static final class Crash extends Error {
    private static final long serialVersionUID = 1;
  }

  /** The operation of this number from now fails, and none after it; with 0 none does. */
  void failAt(int number) {
    left = number;
    crashing = false;
  }

  /** The process ends before the operation of this number from now. */
  void crashAt(int number) {
    left = number;
    crashing = true;
  }

  /** The process ends before a file of this name is put in its place. */
  void crashAtMove(String name) {
    move = name;
  }

  private void count() throws IOException {
    left--;
    if (left == 0) {
      if (crashing) {
        throw new Crash();
      }
      throw new IOException("No space left on device");
    }
  }

  @Override
  void stage(Path file, byte[] content, boolean secret) throws IOException {
    count();
    super.stage(file, content, secret);
  }

  @Override
  void move(Path file) throws IOException {
    count();
    if (file.endsWith(Path.of("routes", move))) {
      throw new Crash();
    }
    super.move(file);
  }

  @Override
  void delete(Path file) throws IOException {
    count();
    super.delete(file);
  }

  @Override
  void sync(Path folder) throws IOException {
    count();
    super.sync(folder);
  }

  @Override
  boolean isWritable(Path file) {
    return !readOnly && super.isWritable(file);
  }
}
