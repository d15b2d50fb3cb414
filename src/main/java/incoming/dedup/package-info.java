/**
 * Deduplication: is this request new, or was its like seen within the window?
 *
 * <p>A hash over a few parameters is claimed in memory; when the request has succeeded it is
 * confirmed as a row of an Infinispan cache, and when it has failed it is released. Rows live in a
 * compact store of our own on RocksDB.
 */
package incoming.dedup;
