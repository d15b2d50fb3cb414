package incoming.auth;

import com.nimbusds.jose.jwk.RSAKey;
import incoming.http.Answer;
import incoming.http.TrustedProxies;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.spi.RouteIdAware;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.service.ServiceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The login: {@code POST /uauth/v2/auth/login/profile} gives a token for an API key, and {@code GET
 * /.well-known/jwks.json} the public keys that tokens can be checked with.
 *
 * <p>Both are served by the door from when there is an API key: at the start, or some two seconds
 * after the first is created, for which the key that signs has to be made. They are no routes of
 * Camel, only consumers of its door: nothing reloads them. Tokens are JWT, RS512, bound to the API
 * key; see {@link ApiKeys} for how they end. Thread-safe, except for {@link #open} and {@link
 * #close}. Sources: RFC 7515, RFC 7517, RFC 7519.
 */
public final class Login implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Login.class);
  private static final String PROFILE = "/uauth/v2/auth/login/profile";
  private static final String JWKS = "/.well-known/jwks.json";
  private static final long LOOK_MILLIS = 500;

  private final LoginSettings settings;
  private final ApiKeys keys;
  private final LoginKeys signing;
  private final TrustedProxies proxies;
  private final Clock clock;
  private final List<Consumer> served = new ArrayList<>();
  private CamelContext camel;
  private ScheduledExecutorService background;
  private Future<?> looks;
  private boolean failing;

  /**
   * A login that has yet to be opened.
   *
   * @param folder of the keys that sign, which is not touched before the first is made
   * @param nanos nanoseconds of any origin
   */
  Login(
      LoginSettings settings,
      ApiKeys keys,
      Path folder,
      TrustedProxies proxies,
      Clock clock,
      LongSupplier nanos) {
    this.settings = settings;
    this.keys = keys;
    this.signing = new LoginKeys(folder, clock, nanos);
    this.proxies = proxies;
    this.clock = clock;
  }

  /** What checks the tokens. */
  IssuedTokens tokens() {
    return new IssuedTokens(keys, signing, settings.issuer(), clock);
  }

  /** Serves at once when all is there, else begins to wait for it on a thread of its own. */
  public void open(CamelContext context) {
    camel = context;
    if (!settings.enabled()) {
      return;
    }
    if (!keys.names().isEmpty() && keys.haveIds() && signing.areReady()) {
      serve();
      return;
    }
    background =
        camel.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "incoming-login");
    looks = background.scheduleWithFixedDelay(this::look, 0, LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void look() {
    if (keys.names().isEmpty()) {
      return;
    }
    try {
      keys.giveIds();
      signing.makeFirst();
      serve();
      background.shutdown();
    } catch (IOException | RuntimeException | Error e) {
      // Thrown on, it would end the looks without a word. The next may be luckier.
      if (!failing) {
        LOG.error("nobody can log in yet: {}", e.toString());
      }
      failing = true;
    }
  }

  private void serve() {
    // Camel does it with the first route, of which there may be none.
    PluginHelper.getUnitOfWorkFactory(camel).afterPropertiesConfigured(camel);
    Tries tries = new Tries(System::nanoTime);
    serve(
        PROFILE,
        "httpMethodRestrict=POST&maxBodySize=4KiB",
        new LoginEndpoint(settings, keys, signing, proxies, tries, clock));
    serve(JWKS, "httpMethodRestrict=GET", this::publish);
    LOG.info("API keys are taken at {}, public keys are at {}", PROFILE, JWKS);
  }

  private void serve(String path, String options, Processor processor) {
    try {
      Consumer consumer =
          camel.getEndpoint("platform-http:" + path + "?" + options).createConsumer(processor);
      ((RouteIdAware) consumer).setRouteId(path);
      ServiceHelper.startService(consumer);
      served.add(consumer);
    } catch (Exception e) {
      throw new IllegalStateException(path + " cannot be served", e);
    }
  }

  private void publish(Exchange exchange) {
    try {
      byte[] json = signing.now().published(clock.instant());
      Answer.promise(exchange, Answer.json(200, json).with("Cache-Control", "public, max-age=300"));
    } catch (Refusal refusal) {
      Answer.refuse(exchange, refusal.problem());
    }
  }

  /**
   * The keys that tokens are checked with, the one that signs first; empty before the first.
   *
   * @throws IOException when they cannot be read
   */
  public List<PublishedKey> keys() throws IOException {
    try {
      return published(signing.now());
    } catch (Refusal unreadable) {
      throw new IOException("the keys of the login cannot be read", unreadable);
    }
  }

  /**
   * Signs with a new key from now on; what the one before has signed stays good until it expires.
   * Takes about a second.
   *
   * @return all keys, the new one first
   * @throws IOException when the new key cannot be kept; the one before goes on
   */
  public List<PublishedKey> rotate() throws IOException {
    return published(signing.rotate(settings.lifetime()));
  }

  private static List<PublishedKey> published(LoginKeySet set) {
    return set.keys().stream().map(Login::published).toList();
  }

  private static PublishedKey published(RSAKey key) {
    return new PublishedKey(
        key.getKeyID(),
        key.getIssueTime().toInstant(),
        Optional.ofNullable(key.getExpirationTime()).map(Date::toInstant));
  }

  /** Serves no more. */
  @Override
  public void close() {
    if (looks != null) {
      looks.cancel(false);
      camel.getExecutorServiceManager().shutdownGraceful(background);
    }
    ServiceHelper.stopService(served);
  }
}
