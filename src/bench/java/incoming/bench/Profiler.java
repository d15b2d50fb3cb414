package incoming.bench;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** async-profiler, loaded into a JVM that runs. */
final class Profiler {
  private static final String LIBRARY = "libasyncProfiler.so";

  private final Path library;

  private Profiler(Path library) {
    this.library = library;
  }

  /** Writes the library for this machine into {@code folder}. */
  static Profiler unpack(Path folder) throws IOException {
    boolean arm = System.getProperty("os.arch").equals("aarch64");
    String resource = (arm ? "/linux-arm64/" : "/linux-x64/") + LIBRARY;
    Path library = folder.resolve(LIBRARY);
    try (InputStream in = Profiler.class.getResourceAsStream(resource)) {
      Files.copy(in, library);
    }
    return new Profiler(library);
  }

  void start(Subject subject) throws IOException {
    tell(subject, "start,event=cpu,interval=1ms,threads");
  }

  /** Writes {@code <file>.html}, a flame graph, and answers the file of the stacks. */
  Path stop(Subject subject, Path file) throws IOException {
    Path stacks = Path.of(file + ".stacks").toAbsolutePath();
    tell(subject, "stop,flamegraph,file=" + Path.of(file + ".html").toAbsolutePath());
    tell(subject, "dump,collapsed,threads,file=" + stacks);
    return stacks;
  }

  private void tell(Subject subject, String command) throws IOException {
    try {
      VirtualMachine machine = VirtualMachine.attach(Long.toString(subject.pid()));
      try {
        machine.loadAgentPath(library.toString(), command);
      } finally {
        machine.detach();
      }
    } catch (AttachNotSupportedException | AgentLoadException | AgentInitializationException e) {
      throw new IOException("the profiler does not take '" + command + "'", e);
    }
  }
}
