package incoming.auth;

import incoming.auth.SignatureScheme.Hash;
import incoming.config.Nearest;
import incoming.config.Units;
import incoming.http.Answer;
import incoming.http.Request;
import incoming.route.Step;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * The step {@code incoming:signature?scheme=<scheme>&key=<names>}: lets a request pass that its
 * provider has signed.
 *
 * <p>Verified over the bytes as they came, whatever other steps have made of them. Several keys,
 * separated by commas, are tried in turn, so that a secret can be changed without a gap. {@code
 * tolerance} (5 min unless said otherwise) applies to schemes that sign the time. The scheme {@code
 * hmac} takes {@code header}, {@code algorithm}, {@code encoding} and {@code prefix}. Refuses with
 * 401. Asks of a provider whether the endpoint is ours are answered here and go no further.
 * Thread-safe.
 *
 * <p>Proves who wrote the request, not that it is new: that is what deduplication is for.
 */
final class SignatureStep implements Step {
  private static final String GENERIC = "hmac";
  private static final Set<String> SCHEMES =
      Set.of("github", GENERIC, "meta", "shopify", "slack", "standard-webhooks", "stripe");
  private static final List<String> GENERIC_OPTIONS =
      List.of("header", "algorithm", "encoding", "prefix");
  private static final Duration TOLERANCE = Duration.ofMinutes(5);

  private final Keys keys;

  SignatureStep(Keys keys) {
    this.keys = keys;
  }

  @Override
  public Processor create(Map<String, Object> all) {
    StepOptions options = new StepOptions("signature", all);
    String name = options.required("scheme", String.join("|", new TreeSet<>(SCHEMES)));
    if (!name.equals(GENERIC)) {
      refuseGeneric(name, options);
    }
    SignatureScheme scheme = scheme(name, options);
    List<SigningKey> named =
        keys.signing()
            .named(options.required("key", "names of keys; " + keys.signing().declared()));
    Optional<Duration> tolerance =
        options.take("tolerance", text -> Units.within(text, "1s", "1d"));
    if (tolerance.isPresent() && !scheme.isTimed()) {
      throw new IllegalArgumentException(
          "tolerance: scheme=" + name + " signs no time; leave it out");
    }
    SignatureCheck check = new SignatureCheck(scheme, named, tolerance.orElse(TOLERANCE));
    return exchange -> process(exchange, scheme, named, check);
  }

  private static void process(
      Exchange exchange, SignatureScheme scheme, List<SigningKey> keys, SignatureCheck check) {
    Request request = Request.of(exchange);
    try {
      Optional<Answer> handshake = scheme.unsigned(request, keys);
      if (handshake.isEmpty()) {
        check.admit(request);
        handshake = scheme.signed(request);
      }
      handshake.ifPresent(answer -> Answer.end(exchange, answer));
    } catch (Refusal refusal) {
      Answer.refuse(exchange, refusal.problem());
    }
  }

  private static SignatureScheme scheme(String name, StepOptions options) {
    return switch (name) {
      case "github" -> BodyScheme.GITHUB;
      case "meta" -> new MetaScheme();
      case "shopify" -> BodyScheme.SHOPIFY;
      case "slack" -> new SlackScheme();
      case "standard-webhooks" -> new StandardWebhooksScheme();
      case "stripe" -> new StripeScheme();
      case GENERIC -> generic(options);
      default ->
          throw new IllegalArgumentException(
              "scheme=" + name + ": there is no such scheme" + Nearest.hint(name, SCHEMES));
    };
  }

  private static void refuseGeneric(String scheme, StepOptions options) {
    for (String option : GENERIC_OPTIONS) {
      if (options.text(option).isPresent()) {
        throw new IllegalArgumentException(
            option + ": scheme=" + scheme + " says so itself; only scheme=hmac takes it");
      }
    }
  }

  private static SignatureScheme generic(StepOptions options) {
    String header = StepOptions.header(options.required("header", "name of a header"));
    return new BodyScheme(
        header,
        options.text("prefix").orElse(""),
        options.take("encoding", SignatureStep::encoding).orElse(SignatureEncoding.HEX),
        options.take("algorithm", SignatureStep::hash).orElse(Hash.SHA256));
  }

  private static SignatureEncoding encoding(String text) {
    return switch (text) {
      case "hex" -> SignatureEncoding.HEX;
      case "base64" -> SignatureEncoding.BASE64;
      default -> throw new IllegalArgumentException("write hex or base64");
    };
  }

  private static Hash hash(String text) {
    return switch (text) {
      case "sha256" -> Hash.SHA256;
      case "sha512" -> Hash.SHA512;
      case "sha1" ->
          throw new IllegalArgumentException(
              "SHA-1 is not taken; ask the sender for sha256, which most offer beside it");
      default -> throw new IllegalArgumentException("write sha256 or sha512");
    };
  }
}
