/**
 * Deduplication: is this request new, or was its like seen within the window?
 *
 * <p>A hash over a few parameters is claimed in an Infinispan cache, confirmed when the request has
 * succeeded and released when it has failed. Rows live in a compact RocksDB store of our own.
 */
package incoming.dedup;
