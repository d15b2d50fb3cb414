/**
 * History: what became of every event, kept for a time, to be looked at and acted on.
 *
 * <p>An Infinispan cache of deliveries over a store of our own on RocksDB, which keeps an index
 * beside them: a list reads what it shows, whatever else there is.
 */
package incoming.history;
