/**
 * History: what became of every event, kept for a time, to be looked at and acted on.
 *
 * <p>A RocksDB database of deliveries with an index beside them: a list reads what it shows,
 * whatever else there is. What was accepted a moment ago is in memory first.
 */
package incoming.history;
