package incoming.auth;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What is posted to log in, {@code {"apiKey": "..."}}: strict JSON, in which members of other names
 * are passed over.
 */
final class LoginRequest {
  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  // Names are the sender's: a shared table of them would be his to fill.
                  .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(32).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private LoginRequest() {}

  /** The API key in {@code body}; empty when it is anything but such a request. */
  static Optional<String> apiKey(byte[] body) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
      return Optional.ofNullable(JSON.readTree(text))
          .map(json -> json.get("apiKey"))
          .filter(JsonNode::isTextual)
          .map(JsonNode::textValue);
    } catch (IOException e) {
      return Optional.empty(); // what exactly is wrong would repeat a part of the key
    }
  }
}
