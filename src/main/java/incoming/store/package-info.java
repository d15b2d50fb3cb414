/**
 * What every embedded store stands on: RocksDB's library, an Infinispan of this process, and slots
 * that outlive it.
 */
package incoming.store;
