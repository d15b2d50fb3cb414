package incoming.jinjava;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;

/**
 * The {@code jinjava:} scheme and, for the {@code jinja} language, the place of its templates.
 *
 * <p>{@code directory} is set before the first route is built. Thread-safe after that.
 */
@Component("jinjava")
public class JinjavaComponent extends DefaultComponent {
  @Metadata(
      label = "producer",
      defaultValue = "routes",
      description = "Folder of the templates; no template is read from outside of it")
  private String directory = "routes";

  private final TemplateFiles files;

  /** A component that opens its templates itself. */
  public JinjavaComponent() {
    this(Files::newInputStream);
  }

  /** A component whose templates are opened by {@code files}. */
  public JinjavaComponent(TemplateFiles files) {
    this.files = files;
  }

  /** The folder of the templates. */
  public String getDirectory() {
    return directory;
  }

  /** Sets the folder of the templates. */
  public void setDirectory(String directory) {
    this.directory = directory;
  }

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters)
      throws Exception {
    JinjavaEndpoint endpoint = new JinjavaEndpoint(uri, this, remaining);
    setProperties(endpoint, parameters);
    return endpoint;
  }

  Templates templates() {
    return new Templates(new TemplateFolder(Path.of(directory), files), System::nanoTime);
  }
}
