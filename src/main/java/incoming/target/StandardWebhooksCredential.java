package incoming.target;

import incoming.event.Event;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.apache.hc.client5.http.classic.methods.HttpUriRequest;

/**
 * A signature over id, time and body, by which the target knows that nobody else wrote them.
 *
 * <p>{@code webhook-id} is the event's id and stays the same when a call is tried again; {@code
 * webhook-timestamp} is the second of this try; {@code webhook-signature} has one {@code v1,…} for
 * each secret, so that the target can change over from one to the next. Source: Standard Webhooks
 * 1.0.0.
 */
final class StandardWebhooksCredential implements Proof {
  private static final String PREFIX = "whsec_";
  private static final String ALGORITHM = "HmacSHA256";
  private static final int SHORTEST = 24;
  private static final int LONGEST = 64;

  private final String name;
  private final List<SecretKey> secrets;
  private final Clock clock;

  /**
   * Signatures with these secrets.
   *
   * @param name of the credential, for what is told when it fails
   * @param secrets each {@code whsec_} and the base64 of 24 to 64 bytes, separated by blanks
   */
  StandardWebhooksCredential(String name, String secrets, Clock clock) {
    this.name = name;
    this.clock = clock;
    List<SecretKey> keys = new ArrayList<>();
    for (String secret : secrets.strip().split("\\s+", -1)) {
      keys.add(new SecretKeySpec(decode(secret), ALGORITHM));
    }
    this.secrets = List.copyOf(keys);
  }

  @Override
  public void add(HttpUriRequest request, byte[] body, Event event) {
    String id = id(event);
    long seconds = clock.instant().getEpochSecond();
    byte[] head = (id + '.' + seconds + '.').getBytes(StandardCharsets.UTF_8);
    List<String> signatures = new ArrayList<>(secrets.size());
    for (SecretKey secret : secrets) {
      signatures.add(Base64.getEncoder().encodeToString(sign(secret, head, body)));
    }
    set(request, id, seconds, signatures);
  }

  @Override
  public void mask(HttpUriRequest request, byte[] body, Event event) {
    List<String> masks = secrets.stream().map(secret -> MASK).toList();
    set(request, id(event), clock.instant().getEpochSecond(), masks);
  }

  private static void set(
      HttpUriRequest request, String id, long seconds, List<String> signatures) {
    Proof.set(request, "webhook-id", id);
    Proof.set(request, "webhook-timestamp", Long.toString(seconds));
    Proof.set(
        request,
        "webhook-signature",
        signatures.stream().map(signature -> "v1," + signature).collect(Collectors.joining(" ")));
  }

  private String id(Event event) {
    if (event == null) {
      throw CredentialFailure.lasting(
              "they sign with the id of an event, and there is none; the route needs"
                  + " 'to: incoming:flatten' before the call")
          .of(name);
    }
    return event.eventId();
  }

  private static byte[] sign(SecretKey secret, byte[] head, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(secret);
      mac.update(head);
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }

  private static byte[] decode(String secret) {
    if (!secret.startsWith(PREFIX)) {
      throw new IllegalArgumentException(
          "a secret begins with whsec_, for example whsec_ and the output of"
              + " 'openssl rand -base64 32'; several are separated by blanks");
    }
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
    } catch (IllegalArgumentException e) {
      // The decoder's own message would show a character of the secret.
      throw new IllegalArgumentException("what follows whsec_ is not base64");
    }
    if (bytes.length < SHORTEST || bytes.length > LONGEST) {
      throw new IllegalArgumentException(
          "a secret has %d bytes; it needs %d to %d".formatted(bytes.length, SHORTEST, LONGEST));
    }
    return bytes;
  }
}
