package incoming.integration;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import incoming.config.Units;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How an integration tells its sender from others: the step that its route has for it.
 *
 * <p>Keys are only named; they are declared in the settings or created at run time. In JSON {@code
 * type} tells which kind it is. What each kind proves is told by the step of its name.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Authentication.None.class, name = "none"),
  @JsonSubTypes.Type(value = Authentication.Jwt.class, name = "jwt"),
  @JsonSubTypes.Type(value = Authentication.Signature.class, name = "signature"),
  @JsonSubTypes.Type(value = Authentication.ApiKey.class, name = "api-key"),
  @JsonSubTypes.Type(value = Authentication.Basic.class, name = "basic")
})
public sealed interface Authentication {
  /** Keys that one step may name. */
  int MOST_KEYS = 10;

  /** Adds what is wrong with it. */
  void check(Faults faults);

  /** Nobody is refused: whoever knows the endpoint can post. */
  record None() implements Authentication {
    @Override
    public void check(Faults faults) {
      // There is nothing to fill in.
    }
  }

  /** A bearer token that is good for one key. */
  record Jwt(String key) implements Authentication {
    public Jwt {
      key = Texts.orEmpty(key);
    }

    @Override
    public void check(Faults faults) {
      faults.at("key").name(key, "web-shop");
    }
  }

  /**
   * A signature over the body by one of some keys.
   *
   * @param tolerance by how much the time that is signed may be off, such as {@code 10m}; empty for
   *     the default, and where no time is signed
   * @param hmac how the scheme {@code hmac} signs; {@code null} for any other
   */
  record Signature(String scheme, List<String> keys, String tolerance, Hmac hmac)
      implements Authentication {
    static final String GENERIC = "hmac";
    static final String META = "meta";
    private static final Set<String> TIMED = Set.of("slack", "standard-webhooks", "stripe");
    private static final Set<String> UNTIMED = Set.of("github", GENERIC, META, "shopify");

    public Signature {
      scheme = Texts.orEmpty(scheme);
      keys = Texts.orEmpty(keys);
      tolerance = Texts.orEmpty(tolerance);
    }

    @Override
    public void check(Faults faults) {
      if (!TIMED.contains(scheme) && !UNTIMED.contains(scheme)) {
        faults
            .at("scheme")
            .add("is one of github, hmac, meta, shopify, slack, standard-webhooks and stripe");
      }
      faults.at("keys").names(keys, MOST_KEYS);
      if (!tolerance.isEmpty()) {
        if (TIMED.contains(scheme)) {
          Texts.check(() -> Units.within(tolerance, "1s", "1d"), faults.at("tolerance"));
        } else {
          faults.at("tolerance").add("goes with a scheme that signs the time; leave it out");
        }
      }
      if (scheme.equals(GENERIC) == (hmac == null)) {
        faults.at("hmac").add("goes with the scheme hmac, and only with it");
      } else if (hmac != null) {
        hmac.check(faults.at("hmac"));
      }
    }
  }

  /**
   * How a sender signs that is none of the known providers.
   *
   * @param algorithm {@code sha256} or {@code sha512}
   * @param encoding {@code hex} or {@code base64}
   * @param prefix what stands before the signature in its header, such as {@code sha256=}
   */
  record Hmac(String header, String algorithm, String encoding, String prefix) {
    /** Nothing that has a meaning in the query of a URI, apart from its equals sign. */
    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9=_.:,/-]{0,32}");

    public Hmac {
      header = Texts.orEmpty(header);
      algorithm = Texts.orEmpty(algorithm);
      encoding = Texts.orEmpty(encoding);
      prefix = Texts.orEmpty(prefix);
    }

    void check(Faults faults) {
      faults.at("header").header(header, "X-Signature");
      if (!algorithm.equals("sha256") && !algorithm.equals("sha512")) {
        faults.at("algorithm").add("is sha256 or sha512");
      }
      if (!encoding.equals("hex") && !encoding.equals("base64")) {
        faults.at("encoding").add("is hex or base64");
      }
      if (!PREFIX.matcher(prefix).matches()) {
        faults.at("prefix").add("has up to 32 letters, digits and = _ . : , / -");
      }
    }
  }

  /**
   * A secret in a header.
   *
   * @param header empty for {@code X-Api-Key}
   */
  record ApiKey(String header, List<String> keys) implements Authentication {
    public ApiKey {
      header = Texts.orEmpty(header);
      keys = Texts.orEmpty(keys);
    }

    @Override
    public void check(Faults faults) {
      if (!header.isEmpty()) {
        faults.at("header").header(header, "X-Api-Key");
      }
      faults.at("keys").names(keys, MOST_KEYS);
    }
  }

  /** A user and a password, as in RFC 7617. */
  record Basic(List<String> keys) implements Authentication {
    public Basic {
      keys = Texts.orEmpty(keys);
    }

    @Override
    public void check(Faults faults) {
      faults.at("keys").names(keys, MOST_KEYS);
    }
  }
}
