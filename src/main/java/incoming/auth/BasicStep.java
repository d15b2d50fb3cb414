package incoming.auth;

import incoming.http.Answer;
import incoming.http.Problem;
import incoming.http.Request;
import incoming.route.Step;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * The step {@code incoming:basic?key=<names>}: lets a request pass that presents the user and the
 * password of one of some logins.
 *
 * <p>Both are UTF-8, compared together in constant time, all logins each time: nobody learns
 * whether a user exists. Refuses with 401. Thread-safe. Source: RFC 7617.
 */
final class BasicStep implements Step {
  private static final Pattern BASIC =
      Pattern.compile("basic +([A-Za-z0-9+/]+={0,2})", Pattern.CASE_INSENSITIVE);

  private static final int LONGEST = 1024;

  private final Keys keys;

  BasicStep(Keys keys) {
    this.keys = keys;
  }

  @Override
  public Processor create(Map<String, Object> all) {
    StepOptions options = new StepOptions("basic", all);
    List<BasicLogin> logins =
        keys.logins().named(options.required("key", "names of keys; " + keys.logins().declared()));
    return exchange -> process(exchange, logins);
  }

  private static void process(Exchange exchange, List<BasicLogin> logins) {
    try {
      admit(Request.of(exchange).headers().getAll("Authorization"), logins);
    } catch (Refusal refusal) {
      Answer.refuse(exchange, refusal.problem());
    }
  }

  private static void admit(List<String> headers, List<BasicLogin> logins) throws Refusal {
    if (headers.isEmpty()) {
      throw missing("send the header Authorization: Basic with user and password");
    }
    if (headers.size() > 1) {
      throw invalid("there is more than one Authorization header");
    }
    if (headers.get(0).length() > LONGEST) {
      throw invalid("the Authorization header is longer than " + LONGEST + " characters");
    }
    Matcher basic = BASIC.matcher(headers.get(0));
    if (!basic.matches()) {
      throw missing("the Authorization header is not of the kind Basic");
    }
    SecretDigest presented = SecretDigest.of(decode(basic.group(1)));
    boolean known = false;
    for (BasicLogin login : logins) {
      known |= login.digest().isSameAs(presented);
    }
    if (!known) {
      throw invalid("user and password are not right");
    }
  }

  private static byte[] decode(String base64) throws Refusal {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw invalid("what follows Basic is not base64");
    }
  }

  private static Refusal missing(String detail) {
    return refusal("login-missing", "This integration needs a user and a password", detail);
  }

  private static Refusal invalid(String detail) {
    return refusal("login-invalid", "The login is not valid", detail);
  }

  private static Refusal refusal(String name, String title, String detail) {
    return Refusal.of(
        Problem.of(401, name, title, detail)
            .with("WWW-Authenticate", "Basic realm=\"incoming\", charset=\"UTF-8\""));
  }
}
