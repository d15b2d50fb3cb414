package incoming.integration;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One integration as it was found on disk, byte for byte. */
record Found(Optional<Kept> published, Optional<Kept> draft) {
  static final Found NOTHING = new Found(Optional.empty(), Optional.empty());

  boolean isEmpty() {
    return published.isEmpty() && draft.isEmpty();
  }

  /** What is edited next. */
  Kept current() {
    return draft.or(() -> published).orElseThrow();
  }

  /** Those of what is published and of the draft. */
  Set<String> endpointIds() {
    return Stream.of(published, draft)
        .flatMap(Optional::stream)
        .flatMap(kept -> kept.file().endpointIds().stream())
        .collect(Collectors.toSet());
  }

  Entry entry(String name) {
    return new Entry(
        name,
        published.map(kept -> kept.stored(name)),
        draft.map(kept -> kept.stored(name)),
        Digest.of(published, draft));
  }
}
