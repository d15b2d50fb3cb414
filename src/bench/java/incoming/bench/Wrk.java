package incoming.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import incoming.bench.Workload.Orders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Runs {@code wrk}, one thread: as many requests as get through.
 *
 * <p>A closed loop: a slow answer delays the next request, so that its percentiles are those of a
 * server at its limit and flatter one that stalls. {@link OpenLoop} tells the rest.
 */
final class Wrk {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Wrk() {}

  /**
   * What came of it.
   *
   * @param micros how long it took
   * @param p50 microseconds, as the other percentiles
   * @param refused answers with another status than 2xx
   * @param broken requests without an answer
   */
  record Result(
      long requests, long micros, long p50, long p99, long p999, long refused, long broken) {}

  /** What to send: new orders count up from {@code first}, known ones are below {@code known}. */
  record Load(Orders orders, long first, long known, String tokensFile) {}

  static Result run(String url, Load load, int connections, int seconds) {
    List<String> command =
        List.of(
            "wrk",
            "-t1",
            "-c" + connections,
            "-d" + seconds + "s",
            "-s",
            "bench/requests.lua",
            url,
            "--",
            Cart.BODY.toString(),
            load.orders().word(),
            Long.toString(load.first()),
            Long.toString(load.known()),
            load.tokensFile());
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException("wrk failed: " + output);
      }
      String line = output.substring(output.lastIndexOf('{'));
      return JSON.readValue(line, Result.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
