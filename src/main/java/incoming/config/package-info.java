/**
 * Settings: the {@code incoming.*} keys, typed and checked.
 *
 * <p>Each feature declares a record with a static {@code read(Settings)}. Every problem of every
 * record is collected, so that a start reports all of them at once; a key that no record asked for
 * is one of them.
 */
package incoming.config;
