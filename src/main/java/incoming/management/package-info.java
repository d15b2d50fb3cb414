/**
 * The management port: health and metrics, for those who run this process.
 *
 * <p>A server of its own, apart from the door, so that it answers however busy the door is, and can
 * be kept from those who send requests.
 */
package incoming.management;
