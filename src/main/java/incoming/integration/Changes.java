package incoming.integration;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes of several files that belong together: after a crash at any moment, and {@link #recover},
 * either all of them are changed or none.
 *
 * <p>What is going to be done is written down, in {@code unfinished.json}, before the first file is
 * changed; whoever starts after a crash does the rest of it, unless somebody has changed one of the
 * files in between: then what people did stands. A file is in one of a few folders, each known by a
 * name, so that they may move. For one thread at a time.
 */
final class Changes {
  private static final Logger LOG = LoggerFactory.getLogger(Changes.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Disk disk;
  private final Path unfinished;
  private final Map<String, Path> folders;

  /**
   * Changes in {@code folders}, by name.
   *
   * @param unfinished the file for what is going to be done
   */
  Changes(Disk disk, Path unfinished, Map<String, Path> folders) {
    this.disk = disk;
    this.unfinished = unfinished;
    this.folders = Map.copyOf(folders);
  }

  /**
   * One file as it was and as it will be.
   *
   * @param before {@code null} when it was not there
   * @param after {@code null} when it will not be there
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Step(String folder, String file, byte[] before, byte[] after) {}

  /** One change in the making; steps are done in the order in which they are added. */
  final class Change {
    private final Map<Path, Step> steps = new LinkedHashMap<>();

    /** {@code file} of {@code folder} will be {@code content}. */
    Change write(String folder, String file, byte[] content) throws IOException {
      Path path = path(folder, file);
      byte[] before = disk.read(path).orElse(null);
      if (Arrays.equals(before, content)) {
        steps.remove(path);
      } else {
        steps.put(path, new Step(folder, file, before, content));
      }
      return this;
    }

    /** {@code file} of {@code folder} will not be there. */
    Change delete(String folder, String file) throws IOException {
      return write(folder, file, null);
    }

    /**
     * Does it.
     *
     * @throws IOException when it could not be done, and nothing is changed; or, if that could not
     *     be ensured either, will be done by {@link #recover}
     */
    void apply() throws IOException {
      if (!steps.isEmpty()) {
        Changes.this.apply(new ArrayList<>(steps.values()));
      }
    }
  }

  Change begin() {
    return new Change();
  }

  /** Finishes what a crash has left, if anything. */
  void recover() throws IOException {
    Optional<byte[]> left = disk.read(unfinished);
    if (left.isEmpty()) {
      return;
    }
    List<Step> steps = steps(left.get());
    for (Step step : steps) {
      byte[] now = disk.read(path(step)).orElse(null);
      if (!Arrays.equals(now, step.before()) && !Arrays.equals(now, step.after())) {
        LOG.warn(
            "{}: was changed since a change of it and other files was cut off; it stays as it is",
            path(step));
        unstage(steps);
        finish();
        return;
      }
    }
    stage(steps);
    move(steps);
    finish();
    LOG.info("a change that was cut off is done: {}", steps.stream().map(Step::file).toList());
  }

  private void apply(List<Step> steps) throws IOException {
    // Whatever may fail, a full disk above all, fails here, where nothing is changed yet.
    try {
      stage(steps);
      disk.stage(unfinished, JSON.writeValueAsBytes(steps), true);
      disk.move(unfinished);
      disk.sync(unfinished.getParent());
    } catch (IOException e) {
      undo(List.of(), steps, e);
      throw e;
    }
    try {
      move(steps);
    } catch (IOException e) {
      undo(steps, steps, e);
      throw e;
    }
    try {
      finish();
    } catch (IOException e) {
      LOG.warn("{}: what it says is done; it could not be deleted: {}", unfinished, e.toString());
    }
  }

  private void stage(List<Step> steps) throws IOException {
    for (Step step : steps) {
      if (step.after() != null) {
        stage(step, step.after());
      }
    }
  }

  /** What is below the folder of all state is nobody else's; a sample among it is personal. */
  private void stage(Step step, byte[] content) throws IOException {
    disk.stage(path(step), content, path(step).startsWith(unfinished.getParent()));
  }

  private void unstage(List<Step> steps) throws IOException {
    for (Step step : steps) {
      disk.unstage(path(step));
    }
  }

  private void move(List<Step> steps) throws IOException {
    for (Step step : steps) {
      if (step.after() != null) {
        disk.move(path(step));
      } else {
        disk.delete(path(step));
      }
    }
    Set<Path> changed = new LinkedHashSet<>();
    steps.forEach(step -> changed.add(path(step).getParent()));
    for (Path folder : changed) {
      disk.sync(folder);
    }
  }

  private void finish() throws IOException {
    disk.delete(unfinished);
    disk.sync(unfinished.getParent());
  }

  /** Puts back what {@code done} may have changed, and removes what was staged. */
  private void undo(List<Step> done, List<Step> staged, IOException failure) {
    try {
      unstage(staged);
      for (Step step : done) {
        if (step.before() == null) {
          disk.delete(path(step));
        } else {
          stage(step, step.before());
          disk.move(path(step));
        }
      }
      disk.unstage(unfinished);
      finish();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  private Path path(Step step) {
    return path(step.folder(), step.file());
  }

  /** A path that leads out of its folder is a fault of ours: names are checked long before. */
  private Path path(String folder, String file) {
    Path root = folders.get(folder);
    Path path = root.resolve(file).normalize();
    if (!path.startsWith(root)) {
      throw new IllegalArgumentException(file + " leads out of " + folder);
    }
    return path;
  }

  private List<Step> steps(byte[] json) throws IOException {
    try {
      return List.of(JSON.readValue(json, Step[].class));
    } catch (JacksonException e) {
      throw new IOException(
          unfinished + " cannot be read; move it away, and look at the route files by hand", e);
    }
  }
}
