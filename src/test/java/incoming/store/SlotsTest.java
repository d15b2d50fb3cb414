package incoming.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlotsTest {
  private static final int LENGTH = 16;
  private static final int SEGMENT = 64 * LENGTH;

  @TempDir Path directory;

  private final List<Slots> opened = new ArrayList<>();
  private Path file;

  @BeforeEach
  void name() {
    file = directory.resolve("below").resolve("slots");
  }

  @AfterEach
  void close() throws IOException {
    for (Slots slots : opened) {
      slots.close();
    }
  }

  /** As the next process does after one that was killed: nothing was closed. */
  private Slots next() throws IOException {
    opened.add(Slots.open(file, LENGTH));
    return opened.get(opened.size() - 1);
  }

  private static byte[] content(String text) {
    return text.getBytes(UTF_8);
  }

  private static List<String> texts(Collection<byte[]> contents) {
    return contents.stream().map(content -> new String(content, UTF_8).trim()).toList();
  }

  @Test
  void whatWasInUseIsThereAtTheNextStart() throws Exception {
    Slots slots = next();
    slots.take(content("one"));
    int two = slots.take(content("two"));
    slots.take(content("three"));
    slots.free(two);

    assertThat(texts(next().left().values())).containsExactlyInAnyOrder("one", "three");
  }

  @Test
  void contentCanBeReplaced() throws Exception {
    Slots slots = next();
    slots.put(slots.take(content("before")), content("after."));

    assertThat(texts(next().left().values())).containsExactly("after.");
  }

  @Test
  void whatWasLeftIsInUseUntilItIsFreed() throws Exception {
    next().take(content("left"));
    Slots slots = next();
    int left = slots.left().keySet().iterator().next();
    Set<Integer> others = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      others.add(slots.take(content("other")));
    }
    assertThat(others).hasSize(200).doesNotContain(left);

    slots.free(left);
    assertThat(slots.take(content("again"))).isEqualTo(left);
  }

  @Test
  void fileIsAsLongAsTheMostThatWereInUseAtATime() throws Exception {
    Slots slots = next();
    for (int i = 0; i < 1_000; i++) {
      int first = slots.take(content("first"));
      slots.free(slots.take(content("second")));
      slots.free(first);
    }
    assertThat(file).hasSize(SEGMENT);

    for (int i = 0; i < 65; i++) {
      slots.take(content("more"));
    }
    assertThat(file).hasSize(2 * SEGMENT);
    assertThat(next().left()).hasSize(65);
  }

  @Test
  void segmentThatIsNotCompleteHoldsNothing() throws Exception {
    next().take(content("kept"));
    Files.write(file, content("\1half a segment"), StandardOpenOption.APPEND);

    assertThat(texts(next().left().values())).containsExactly("kept");
    for (int i = 0; i < 64; i++) {
      next().take(content("more"));
    }
    assertThat(texts(next().left().values())).hasSize(65).containsOnly("kept", "more");
  }

  @Test
  void noSlotIsGivenToTwo() throws Exception {
    Slots slots = next();
    Set<Integer> inUse = ConcurrentHashMap.newKeySet();
    List<Thread> threads = new ArrayList<>();
    Set<Integer> shared = ConcurrentHashMap.newKeySet();
    for (int t = 0; t < 4; t++) {
      Thread thread =
          new Thread(
              () -> {
                for (int i = 0; i < 10_000; i++) {
                  int slot = slots.take(content("mine"));
                  if (!inUse.add(slot)) {
                    shared.add(slot);
                  }
                  inUse.remove(slot);
                  slots.free(slot);
                }
              });
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(shared).isEmpty();
    assertThat(next().left()).isEmpty();
  }

  @Test
  void fileThatCannotGrowStopsNobody() throws Exception {
    Slots slots = next();
    slots.close();

    int slot = slots.take(content("not kept"));

    assertThat(slot).isEqualTo(Slots.NONE);
    slots.put(slot, content("nor this"));
    slots.free(slot);
    assertThat(next().left()).isEmpty();
  }
}
