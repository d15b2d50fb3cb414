package incoming.bench;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Sends requests at a constant rate, whether the ones before were answered or not.
 *
 * <p>The time of a request counts from when it should have been sent, so that one that had to wait
 * behind a stalled server is as slow as its sender would say (no coordinated omission). The timer
 * is late itself, by some tens of microseconds on a machine at rest; how late is measured too, and
 * is part of every latency.
 */
final class OpenLoop implements AutoCloseable {
  private static final int CONNECTIONS = 256;
  private static final long LONGEST_SECONDS = 60;

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final Context context = vertx.getOrCreateContext();
  private final HttpClient client =
      vertx.createHttpClient(
          new HttpClientOptions().setKeepAlive(true).setTcpNoDelay(true),
          new PoolOptions().setHttp1MaxSize(CONNECTIONS));

  /**
   * Times in milliseconds.
   *
   * @param rate requests a second that were sent
   * @param late the 99th percentile of how late the timer was
   * @param wrong answers of an unexpected status, and requests without one
   */
  record Result(
      double rate, double p50, double p99, double p999, double max, double late, long wrong) {}

  /** Sends {@code rate} requests a second for so long to a port of this machine. */
  Result run(int port, Requests requests, double rate, int seconds) {
    long total = Math.round(rate * seconds);
    Histogram latency = new ConcurrentHistogram(TimeUnit.SECONDS.toNanos(LONGEST_SECONDS), 3);
    Histogram late = new Histogram(3);
    AtomicLong wrong = new AtomicLong();
    CountDownLatch answered = new CountDownLatch((int) total);
    RequestOptions options =
        new RequestOptions()
            .setHost("127.0.0.1")
            .setPort(port)
            .setURI(requests.path())
            .setMethod(HttpMethod.POST);
    long start = System.nanoTime();
    for (long n = 0; n < total; n++) {
      Requests.One one = requests.of(n);
      long due = start + (long) (n * 1e9 / rate);
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      late.recordValue(System.nanoTime() - due);
      context.runOnContext(
          now ->
              send(options, one)
                  .onComplete(
                      status -> {
                        long nanos = System.nanoTime() - due;
                        latency.recordValue(
                            Math.min(nanos, TimeUnit.SECONDS.toNanos(LONGEST_SECONDS)));
                        if (status.failed() || status.result() != one.status()) {
                          wrong.incrementAndGet();
                        }
                        answered.countDown();
                      }));
    }
    double sent = total * 1e9 / (System.nanoTime() - start);
    await(answered);
    return new Result(
        sent,
        latency.getValueAtPercentile(50) / 1e6,
        latency.getValueAtPercentile(99) / 1e6,
        latency.getValueAtPercentile(99.9) / 1e6,
        latency.getMaxValue() / 1e6,
        late.getValueAtPercentile(99) / 1e6,
        wrong.get() + answered.getCount());
  }

  private Future<Integer> send(RequestOptions options, Requests.One one) {
    RequestOptions own = new RequestOptions(options).putHeader("Content-Type", "application/json");
    if (one.token() != null) {
      own.putHeader("Authorization", "Bearer " + one.token());
    }
    return client
        .request(own)
        .compose(request -> request.send(Buffer.buffer(one.body())))
        .compose(OpenLoop::status);
  }

  private static Future<Integer> status(HttpClientResponse response) {
    return response.end().map(response.statusCode());
  }

  private static void await(CountDownLatch answered) {
    try {
      if (!answered.await(LONGEST_SECONDS, TimeUnit.SECONDS)) {
        System.err.println(answered.getCount() + " requests were not answered");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    vertx.close();
  }
}
