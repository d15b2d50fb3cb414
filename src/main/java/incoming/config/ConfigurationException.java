package incoming.config;

import java.util.List;

/** The settings are not usable; carries every problem, so that all can be mended at once. */
public final class ConfigurationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** One problem a line, each as {@code key: what is wrong}. */
  public ConfigurationException(List<String> problems) {
    super(String.join(System.lineSeparator(), problems));
  }
}
