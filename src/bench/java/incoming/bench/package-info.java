/**
 * Measures the whole application against the same job written by hand, both driven from outside in
 * turns.
 *
 * <p>{@link incoming.bench.Bench} is the command behind {@code bench/run}; {@link
 * incoming.bench.Floor} is what it compares with, {@link incoming.bench.Sink} what both call.
 */
package incoming.bench;
