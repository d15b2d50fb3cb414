package incoming.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequest;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class OAuth2CredentialTest {
  private static final Duration LIFETIME = Duration.ofMinutes(10);

  private final TestClock clock = new TestClock();
  private final AtomicInteger fetches = new AtomicInteger();
  private volatile CredentialFailure failure;
  private final OAuth2Credential credential = new OAuth2Credential("crm", this::answer, clock);

  @Test
  void tokenIsFetchedWhenFirstNeededAndKeptUntilItExpires() {
    assertThat(fetches).hasValue(0);
    assertThat(token()).isEqualTo("Bearer t1");
    clock.pass(LIFETIME.minusMillis(1));
    assertThat(token()).isEqualTo("Bearer t1");
    clock.pass(Duration.ofMillis(1));
    assertThat(token()).isEqualTo("Bearer t2");
    assertThat(fetches).hasValue(2);
  }

  @Test
  void previewFetchesNoToken() {
    HttpUriRequest request = request();
    credential.mask(request, new byte[0], null);
    assertThat(request.getFirstHeader("Authorization").getValue()).isEqualTo("Bearer ***");
    assertThat(fetches).hasValue(0);
  }

  @Test
  void tokenThatIsRefusedIsRenewedOnce() {
    HttpUriRequest request = authorized();
    assertThat(credential.renew(request)).isTrue();
    credential.add(request, new byte[0], null);
    assertThat(request.getHeaders("Authorization")).hasSize(1);
    assertThat(request.getFirstHeader("Authorization").getValue()).isEqualTo("Bearer t2");
    assertThat(credential.renew(request)).as("a fresh one is refused, too").isFalse();
    assertThat(token()).isEqualTo("Bearer t2");
    assertThat(fetches).hasValue(2);
  }

  @Test
  void tokenThatAnotherCallHasRenewedIsNotRenewedAgain() {
    HttpUriRequest first = authorized();
    HttpUriRequest second = authorized();
    HttpUriRequest third = authorized();
    assertThat(credential.renew(first)).isTrue();
    assertThat(credential.renew(second)).as("while it is thrown away").isTrue();
    assertThat(token()).isEqualTo("Bearer t2");
    assertThat(credential.renew(third)).as("when there is a new one").isTrue();
    assertThat(token()).isEqualTo("Bearer t2");
    assertThat(fetches).hasValue(2);
  }

  @Test
  void targetThatRefusesEveryTokenMakesNoStormOfFetches() {
    for (int call = 0; call < 20; call++) {
      HttpUriRequest request = authorized();
      if (credential.renew(request)) {
        credential.add(request, new byte[0], null);
      }
    }
    assertThat(fetches).hasValue(2);
    clock.pass(Duration.ofSeconds(5));
    assertThat(credential.renew(authorized())).isTrue();
  }

  @Test
  void requestThatWasNeverAuthorizedIsNotTriedAgain() {
    token();
    assertThat(credential.renew(request())).isFalse();
  }

  @Test
  void failureIsToldForFiveSecondsBeforeTheEndpointIsAskedAgain() {
    failure = CredentialFailure.passing("the token endpoint answered with status 503");
    for (int call = 0; call < 20; call++) {
      assertThatThrownBy(this::token)
          .isInstanceOfSatisfying(
              CallFailure.class, failed -> assertThat(failed.isRetryable()).isTrue())
          .hasMessage("credentials 'crm': the token endpoint answered with status 503");
    }
    assertThat(fetches).hasValue(1);
    failure = null;
    clock.pass(Duration.ofSeconds(5));
    assertThat(token()).isEqualTo("Bearer t2");
  }

  @Test
  void manyCallsThatNeedTokenAskForOne() throws Exception {
    CountDownLatch answered = new CountDownLatch(1);
    AtomicInteger asked = new AtomicInteger();
    Supplier<TokenAnswer> slow =
        () -> {
          asked.incrementAndGet();
          await(answered);
          return answer();
        };
    OAuth2Credential shared = new OAuth2Credential("crm", slow, clock);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      CountDownLatch started = new CountDownLatch(8);
      var calls =
          IntStream.range(0, 8)
              .mapToObj(
                  i ->
                      CompletableFuture.supplyAsync(
                          () -> {
                            started.countDown();
                            return token(shared);
                          },
                          threads))
              .toList();
      started.await();
      Awaitility.await().until(() -> asked.get() == 1);
      answered.countDown();
      assertThat(calls).allSatisfy(call -> assertThat(call.get()).isEqualTo("Bearer t1"));
      assertThat(asked).hasValue(1);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void interruptedCallGivesUpItsWaitAndStaysInterrupted() {
    token();
    clock.pass(LIFETIME);
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(this::token)
          .isInstanceOfSatisfying(
              CallFailure.class, failed -> assertThat(failed.isRetryable()).isTrue());
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(fetches).hasValue(1);
  }

  @Test
  void endpointThatBreaksLeavesTheNextCallFree() {
    AtomicInteger asked = new AtomicInteger();
    OAuth2Credential broken =
        new OAuth2Credential(
            "crm",
            () -> {
              if (asked.incrementAndGet() == 1) {
                throw new IllegalStateException("broken");
              }
              return answer();
            },
            clock);
    assertThatThrownBy(() -> token(broken)).isInstanceOf(IllegalStateException.class);
    assertThat(token(broken)).isEqualTo("Bearer t1");
  }

  private TokenAnswer answer() {
    int fetch = fetches.incrementAndGet();
    return failure == null
        ? new TokenAnswer("t" + fetch, LIFETIME, null)
        : TokenAnswer.failed(failure);
  }

  private String token() {
    return token(credential);
  }

  private HttpUriRequest authorized() {
    HttpUriRequest request = request();
    credential.add(request, new byte[0], null);
    return request;
  }

  private static String token(OAuth2Credential credential) {
    HttpUriRequest request = request();
    credential.add(request, new byte[0], null);
    return request.getFirstHeader("Authorization").getValue();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static HttpUriRequest request() {
    return new HttpPost("https://api.example.com/");
  }
}
