package incoming.auth;

import com.nimbusds.jwt.JWTClaimsSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Tokens of the login: made, and checked against a key that may be disabled at any time. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class LoginBenchmark {
  private static final int TOKENS = 1_000;
  private static final String ISSUER = "incoming";

  private final List<String> tokens = new ArrayList<>();
  private LoginKeys signing;
  private JWTClaimsSet claims;
  private IssuedTokens issued;
  private int next;

  /** Makes a key, and tokens of it, in a folder of its own. */
  @Setup
  public void prepare() throws Refusal {
    Clock clock = Clock.systemUTC();
    Path folder = folder();
    ApiKeys keys =
        new ApiKeys(folder.resolve("keys"), new Keys(List.of()), clock, System::nanoTime);
    signing = new LoginKeys(folder.resolve("signing"), clock, System::nanoTime);
    try {
      keys.create("shop");
      signing.makeFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    claims =
        new JWTClaimsSet.Builder()
            .issuer(ISSUER)
            .audience(ISSUER)
            .claim(Claims.KEY_ID, keys.named("shop").orElseThrow().id())
            .expirationTime(Date.from(Instant.now().plus(Duration.ofDays(1))))
            .build();
    issued = new IssuedTokens(keys, signing, ISSUER, clock);
    for (int i = 0; i < TOKENS; i++) {
      claims = new JWTClaimsSet.Builder(claims).jwtID("token-" + i).build();
      tokens.add(sign());
    }
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory("login");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A token, as each login makes one. */
  @Benchmark
  public String sign() throws Refusal {
    return signing.sign(claims).orElseThrow();
  }

  /** One of 1,000 tokens, all of them known. */
  @Benchmark
  public void known() throws Refusal {
    next = (next + 1) % TOKENS;
    issued.admit(tokens.get(next), "shop");
  }
}
