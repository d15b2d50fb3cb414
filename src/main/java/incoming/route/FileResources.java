package incoming.route;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.apache.camel.impl.engine.DefaultResourceLoader;
import org.apache.camel.impl.engine.DefaultResourceResolvers;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.ResourceSupport;

/** Camel's {@code file:} resources, read through {@link Reads} while a route file is loaded. */
final class FileResources extends DefaultResourceResolvers.FileResolver {
  /** The name in the registry under which Camel looks for it. */
  static final String NAME = DefaultResourceLoader.RESOURCE_LOADER_KEY_PREFIX + SCHEME;

  private final Reads reads;

  FileResources(Reads reads) {
    this.reads = reads;
  }

  @Override
  public Resource createResource(String location, String remaining) {
    Resource plain = super.createResource(location, remaining);
    if (!reads.areNoted()) {
      return plain;
    }
    Path file = Path.of(plain.getURI());
    byte[] content;
    try (InputStream in = reads.open(file)) {
      content = in.readAllBytes();
    } catch (IOException e) {
      // As Camel's own: that it cannot be read is told when it is.
      return plain;
    }
    return new ResourceSupport(SCHEME, location) {
      @Override
      public boolean exists() {
        return true;
      }

      @Override
      public InputStream getInputStream() {
        return new ByteArrayInputStream(content);
      }
    };
  }
}
