package incoming.delivery;

import incoming.history.History;

/** What an event needs to be accepted. */
record Post(
    Broker broker, Gate gate, History history, Acceptances acceptances, Unsynced unsynced) {}
