/** History: what became of every event, kept for a week, to be looked at and acted on. */
package incoming.history;
