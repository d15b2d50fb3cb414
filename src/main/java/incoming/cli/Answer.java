package incoming.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpHeaders;

/**
 * What the admin API answered when it did as it was asked.
 *
 * @param body JSON; empty when there is nothing to say
 */
record Answer(HttpHeaders headers, String body) {
  JsonNode json() {
    try {
      return Json.read(body);
    } catch (JsonProcessingException e) {
      throw new FailedException("The answer of the server is not JSON: is it another service?");
    }
  }

  /** The version that was read, for {@link Condition#unchanged}. */
  String etag() {
    return headers
        .firstValue("ETag")
        .orElseThrow(() -> new FailedException("The answer of the server has no ETag."));
  }

  /** Never the body: it may have the secret of a new key. */
  @Override
  public String toString() {
    return "Answer[" + body.length() + " characters]";
  }
}
