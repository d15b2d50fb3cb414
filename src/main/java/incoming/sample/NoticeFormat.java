package incoming.sample;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import incoming.http.Problem;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A {@link Notice}, a problem that other nodes are to hear of, and a sample, as JSON in UTF-8.
 *
 * <p>It is read as what anybody could have written: of limited size, with exactly the members that
 * there are, and of their types; all else is nothing.
 */
final class NoticeFormat {
  private static final int LARGEST = 32 * 1024;
  private static final int LONGEST_DETAIL = 4000;
  private static final int LONGEST_TITLE = 200;
  private static final int DEEPEST = 600;
  private static final Pattern TYPE = Pattern.compile("/problems/[a-z0-9-]{1,64}");

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .build();

  /** Samples are read without limits, as deep as they go. */
  private static final JsonFactory SHALLOW =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private static final ObjectReader NOTICE = JSON.readerFor(Entry.class);
  private static final ObjectReader PROBLEM = JSON.readerFor(Refused.class);

  private NoticeFormat() {}

  /** A window; {@code draft} and {@code sample} are null when there is none. */
  private record Entry(UUID window, long until, Draft draft, UUID sample) {}

  private record Draft(String name, String from, List<String> steps) {}

  private record Refused(String type, String title, int status, String detail) {}

  static byte[] write(Notice notice) throws Refusal {
    byte[] value =
        write(
            new Entry(
                notice.window(),
                notice.until().toEpochMilli(),
                notice
                    .draft()
                    .map(front -> new Draft(front.name(), front.from(), front.steps()))
                    .orElse(null),
                notice.sample().orElse(null)));
    if (value.length > LARGEST) {
      throw Refusal.customised(
          "what stands before 'to: incoming:flatten' is more than other nodes take (32 KiB)");
    }
    return value;
  }

  static byte[] write(Problem problem) {
    String detail = problem.detail();
    return write(
        new Refused(
            problem.type(),
            problem.title(),
            problem.status(),
            detail.substring(0, Math.min(detail.length(), LONGEST_DETAIL))));
  }

  private static byte[] write(Object entry) {
    try {
      return JSON.writeValueAsBytes(entry);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("records of text are always JSON", e);
    }
  }

  /** The window at {@code endpointId} that {@code value} tells of. */
  static Optional<Notice> read(String endpointId, byte[] value) {
    try {
      Entry entry = value.length > LARGEST ? null : NOTICE.readValue(value);
      if (entry == null || entry.window == null || !Windows.ID.matcher(endpointId).matches()) {
        return Optional.empty();
      }
      Optional<Front> draft = Optional.ofNullable(entry.draft).map(NoticeFormat::front);
      if (draft.isPresent()) {
        draft.get().checkShared();
      }
      return Optional.of(
          new Notice(
              endpointId,
              entry.window,
              Instant.ofEpochMilli(entry.until),
              draft,
              Optional.ofNullable(entry.sample)));
    } catch (IOException | DateTimeException | NullPointerException | Refusal e) {
      return Optional.empty(); // nothing that a node has written
    }
  }

  /** The sample that {@code json} is. */
  static Optional<Sample> sample(byte[] json) {
    try (JsonParser parser = SHALLOW.createParser(json)) {
      while (parser.nextToken() != null) {
        // so far it is not too deep
      }
      return Optional.of(Sample.read(json));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty(); // nothing that a node has written
    }
  }

  private static Front front(Draft draft) {
    return new Front(draft.name, draft.from, draft.steps);
  }

  /** The problem that {@code value} tells of. */
  static Optional<Problem> problem(byte[] value) {
    try {
      Refused refused = value.length > LARGEST ? null : PROBLEM.readValue(value);
      boolean fits =
          refused != null
              && TYPE.matcher(refused.type).matches()
              && refused.title.length() <= LONGEST_TITLE
              && refused.detail.length() <= LONGEST_DETAIL
              && refused.status >= 400
              && refused.status <= 599;
      return fits
          ? Optional.of(
              Problem.of(
                  refused.status,
                  refused.type.substring("/problems/".length()),
                  refused.title,
                  refused.detail))
          : Optional.empty();
    } catch (IOException | NullPointerException e) {
      return Optional.empty(); // nothing that a node has written
    }
  }
}
