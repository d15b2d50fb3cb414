package incoming.dedup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.infinispan.commons.marshall.WrappedByteArray;
import org.infinispan.commons.test.TestResourceTracker;
import org.infinispan.configuration.cache.Configuration;
import org.infinispan.configuration.cache.ConfigurationBuilder;
import org.infinispan.persistence.BaseNonBlockingStoreTest;
import org.infinispan.persistence.spi.NonBlockingStore;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the store test suite that Infinispan publishes, every test of it, under JUnit: once with the
 * keys that it uses itself, and once with hashes in their place.
 */
class RowStoreTest {
  @TempDir Path directory;

  @TestFactory
  Stream<DynamicTest> passesTheStoreTestsOfInfinispan() {
    return tests(UnaryOperator.identity());
  }

  @TestFactory
  Stream<DynamicTest> passesTheStoreTestsOfInfinispanWithHashesForKeys() {
    // The suite maps some keys twice.
    return tests(key -> key instanceof String s ? new WrappedByteArray(HashKey.bytes(s, "")) : key);
  }

  private Stream<DynamicTest> tests(UnaryOperator<Object> keys) {
    List<Method> tests =
        Arrays.stream(BaseNonBlockingStoreTest.class.getMethods())
            .filter(method -> method.getName().startsWith("test"))
            .filter(method -> method.getParameterCount() == 0)
            .toList();
    assertThat(tests).hasSizeGreaterThan(15);
    return tests.stream()
        .map(test -> DynamicTest.dynamicTest(test.getName(), () -> run(test, keys)));
  }

  private void run(Method test, UnaryOperator<Object> keys) throws Throwable {
    TestResourceTracker.testStarted(test.getName());
    Suite suite = new Suite(directory.resolve(test.getName()), keys);
    try {
      suite.setUp();
      test.invoke(suite);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    } finally {
      suite.tearDown();
      TestResourceTracker.testFinished(test.getName());
    }
  }

  private static final class Suite extends BaseNonBlockingStoreTest {
    private final Path directory;
    private final UnaryOperator<Object> keys;

    Suite(Path directory, UnaryOperator<Object> keys) {
      this.directory = directory;
      this.keys = keys;
    }

    @Override
    protected Object keyToStorage(Object key) {
      return keys.apply(key);
    }

    @Override
    protected NonBlockingStore<Object, Object> createStore() {
      return new RowStore<>();
    }

    @Override
    protected Configuration buildConfig(ConfigurationBuilder builder) {
      return builder
          .persistence()
          .addStore(RowStoreConfigurationBuilder.class)
          .opening(this::open)
          .build();
    }

    private RowDatabase open() {
      try {
        return RowDatabase.open(directory, Duration.ZERO);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
