/** What every embedded store stands on: RocksDB's library, and an Infinispan of this process. */
package incoming.store;
