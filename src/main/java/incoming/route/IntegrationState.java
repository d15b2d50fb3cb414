package incoming.route;

import java.time.Instant;
import java.util.Optional;

/**
 * What an operator asks of one route file.
 *
 * @param integration the name of the integration, its file without {@code .camel.yaml}
 * @param file the name of the file
 * @param running what serves requests; empty when nothing of the file runs
 * @param problem why the file as it is now was refused; empty when it runs
 */
public record IntegrationState(
    String integration, String file, Optional<Running> running, Optional<String> problem) {

  /**
   * The version that serves requests.
   *
   * @param version counts from 1 since the process started
   * @param hash of the file and all that it loads, in hexadecimal
   * @param lastGood whether it was loaded from the copy that an earlier process kept
   */
  public record Running(int version, String hash, Instant loadedAt, boolean lastGood) {
    @Override
    public String toString() {
      return "version " + version + " (" + hash.substring(0, 8) + ")";
    }
  }
}
