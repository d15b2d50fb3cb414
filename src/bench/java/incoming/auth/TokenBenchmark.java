package incoming.auth;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The check of a token, one that was seen before and one that was not. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class TokenBenchmark {
  private static final int TOKENS = 1_000;

  /** Of the tokens. */
  @Param({"HS256", "RS256"})
  public String algorithm;

  private final Checks.TestClock clock = new Checks.TestClock();
  private final List<String> tokens = new ArrayList<>();
  private Key key;
  private TokenCheck check;
  private int next;

  /** Makes the key and the tokens. */
  @Setup
  public void sign() {
    boolean rsa = algorithm.equals("RS256");
    key =
        rsa
            ? Checks.key("public-key", Tokens.pem(Tokens.RSA))
            : Checks.key("secret", Tokens.SECRET);
    Tokens.Signer signer =
        rsa
            ? Tokens.jca("SHA256withRSA", Tokens.RSA.getPrivate())
            : Tokens.hmac(256, Tokens.SECRET);
    for (int i = 0; i < TOKENS; i++) {
      String payload = "{\"sub\":\"sender-" + i + "\",\"exp\":" + (Tokens.NOW + 3600) + "}";
      tokens.add(Tokens.token("{\"alg\":\"" + algorithm + "\"}", payload, signer));
    }
    check = new TokenCheck(key, clock);
  }

  private String token() {
    next = (next + 1) % TOKENS;
    return tokens.get(next);
  }

  /** One of 1,000 tokens, all of them known. */
  @Benchmark
  public void known() throws Refusal {
    check.admit(token());
  }

  /** A token for the first time, by a check that knows none: its empty cache is made, too. */
  @Benchmark
  public TokenCheck first() throws Refusal {
    TokenCheck fresh = new TokenCheck(key, clock);
    fresh.admit(token());
    return fresh;
  }
}
