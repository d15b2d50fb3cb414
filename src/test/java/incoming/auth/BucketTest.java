package incoming.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class BucketTest {
  private static final long SECOND = 1_000_000_000;

  private static int taken(Bucket bucket, int times, long now) {
    int taken = 0;
    for (int i = 0; i < times; i++) {
      taken += bucket.take(now) == 0 ? 1 : 0;
    }
    return taken;
  }

  @Test
  void burstIsTakenAtOnceAndComesBackAtTheRate() {
    Bucket bucket = new Bucket(50, 100, 0);

    assertThat(taken(bucket, 200, 0)).isEqualTo(100);
    assertThat(taken(bucket, 200, SECOND / 2)).isEqualTo(25);
    assertThat(taken(bucket, 200, SECOND)).isEqualTo(25);
    assertThat(taken(bucket, 200, 100 * SECOND)).isEqualTo(100);
  }

  @Test
  void waitIsUntilTheNextOne() {
    Bucket bucket = new Bucket(0.5, 1, 0);

    assertThat(bucket.take(0)).isZero();
    assertThat(bucket.take(0)).isEqualTo(2 * SECOND);
    assertThat(bucket.take(SECOND)).isEqualTo(SECOND);
    assertThat(bucket.take(2 * SECOND)).isZero();
  }

  @Test
  void refusedRequestsTakeNothing() {
    Bucket bucket = new Bucket(1, 1, 0);
    taken(bucket, 1000, 0);

    assertThat(bucket.take(SECOND)).isZero();
  }

  @Test
  void clockMayRunOver() {
    long start = Long.MAX_VALUE - SECOND / 2;
    Bucket bucket = new Bucket(10, 5, start);

    assertThat(taken(bucket, 10, start)).isEqualTo(5);
    assertThat(taken(bucket, 20, start + SECOND)).isEqualTo(5);
    assertThat(taken(bucket, 20, start + 3 * SECOND / 2)).isEqualTo(5);
  }

  @Property(tries = 200)
  void neverMoreThanBurstAndRateTogether(
      @ForAll @IntRange(min = 1, max = 1000) int perSecond,
      @ForAll @IntRange(min = 1, max = 50) int burst,
      @ForAll @Size(max = 100) List<@IntRange(min = 0, max = 50_000_000) Integer> gaps) {
    Bucket bucket = new Bucket(perSecond, burst, 0);
    long now = 0;
    long taken = 0;
    for (int gap : gaps) {
      now += gap;
      taken += taken(bucket, 10, now);
      // Rounded intervals let through a little more than the rate, never a whole request here.
      assertThat(taken).isLessThanOrEqualTo(burst + now / (SECOND / perSecond));
    }
  }

  @Test
  void manyThreadsTakeNoMoreThanOne() {
    Bucket bucket = new Bucket(1, 1000, 0);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<CompletableFuture<Integer>> counts = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      counts.add(CompletableFuture.supplyAsync(() -> taken(bucket, 1000, 0), threads));
    }

    assertThat(counts.stream().mapToInt(CompletableFuture::join).sum()).isEqualTo(1000);
    threads.shutdown();
  }
}
